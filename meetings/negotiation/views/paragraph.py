"""Pages of one paragraph under negotiation, and of one proposed."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from meetings.negotiation import rules
from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.paragraph import new_page, paragraph_page
from meetings.negotiation.queries.proposed import POSITION_WORDS
from meetings.negotiation.states import PositionValue, ProposalStatus
from meetings.signals import hanging_on
from meetings.statements.finding import find_paragraph, find_statement
from meetings.statements.models import Paragraph, Statement
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest
from portal.people.screen import prints_ours, shows_ours, turns_ours


@door(Door.MEMBERS)
@turns_ours
def paragraph(request: AuthedRequest, slug: str, anchor: str) -> HttpResponse:
    """A paragraph with its brackets, proposals, comments and history; `?against=` a version shows what changed since."""
    statement, found = find_paragraph(request, slug, anchor)
    context = panel_of(request, statement, found)
    page = context["page"]
    context["prints_ours"] = prints_ours(request) if page.drafts_here or page.drafts else []
    context["hanging"] = hanging_on([found], request.user).get(found.pk, [])
    return render(request, "meetings/negotiation/paragraph.html", context)


def panel_of(request: AuthedRequest, statement: Statement, found: Paragraph) -> dict[str, Any]:
    """What the pages show on which a paragraph is decided."""
    seq = number_in(request.GET.get("against"))
    page = paragraph_page(statement, found, request.user, against=seq, ours=shows_ours(request))
    values = [(value, value.label, POSITION_WORDS[value][1]) for value in PositionValue]
    return {"statement": statement, "page": page, "may": May(rules, request.user, statement), "values": values}


@door(Door.MEMBERS)
def proposal(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """A proposed new paragraph; any other proposal is shown on its paragraph's page."""
    statement = find_statement(request, slug)
    rows = TextProposal.objects.visible_to(request.user).select_related("paragraph", "after", "author", "bracket")
    found = get_object_or_404(rows, pk=pk, statement=statement)
    if found.paragraph:
        path = reverse("negotiation:paragraph", args=[slug, found.paragraph.anchor])
        return redirect(f"{path}#proposal-{found.pk}")
    if found.status == ProposalStatus.INTERNAL and not shows_ours(request):
        return redirect(statement)
    page = new_page(statement, found, request.user)
    context = {"statement": statement, "proposal": found, "page": page, "may": May(rules, request.user, statement)}
    context["prints_ours"] = prints_ours(request) if found.status == ProposalStatus.INTERNAL else []
    return render(request, "meetings/negotiation/new.html", context)
