"""A statement's own page: the negotiation table, or the text on record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import etag

from meetings.documents import rules as document_rules
from meetings.documents.queries import counts_about
from meetings.documents.states import About
from meetings.statements import rules
from meetings.statements.models import Statement
from meetings.statements.queries import text_of
from meetings.statements.queries.table import VIEWS, table_of
from meetings.statements.states import Standing
from meetings.statements.views.showing import shows_ours
from portal.audit.freshness import page_version
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest

CHOICES = ["all", "waits", *Standing.values]


@door(Door.MEMBERS)
@etag(page_version)
def statement(request: AuthedRequest, slug: str) -> HttpResponse:
    """The table asks again every two seconds and is answered 304 while nothing happened that this reader may see."""
    rows = Statement.objects.visible_to(request.user).select_related("meeting", "chair")
    found = get_object_or_404(rows, slug=slug)
    context = {"statement": found, "may": May(rules, request.user, found)}
    if not found.is_negotiated:
        return _on_record(request, found, context)
    chosen, look = request.GET.get("show", ""), request.GET.get("look", "")
    context["table"] = table_of(
        found,
        request.user,
        chosen=chosen if chosen in CHOICES else "all",
        look=look if look in VIEWS else VIEWS[0],
        ours=shows_ours(request),
    )
    template = "_table" if request.headers.get("HX-Request") else "table"
    return render(request, f"meetings/statements/{template}.html", context)


def _on_record(request: AuthedRequest, found: Statement, context: dict[str, Any]) -> HttpResponse:
    """A text that was agreed elsewhere; `?add` offers to add a document to each paragraph."""
    papers_may = May(document_rules, request.user, found.meeting)
    papers = counts_about(found.meeting, About.PARAGRAPH, request.user)
    context |= {"lines": text_of(found, request.user, papers=papers), "papers_may": papers_may}
    context["adding"] = "add" in request.GET and papers_may.add
    return render(request, "meetings/statements/statement.html", context)
