"""A statement's own page: the negotiation table, or the text on record."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import etag

from meetings.negotiation import rules
from meetings.negotiation.queries.ending import standing_ending
from meetings.negotiation.queries.table import VIEWS, table_of
from meetings.negotiation.states import Agreement
from meetings.negotiation.views.paragraph import panel_of
from meetings.signals import coming_of
from meetings.statements.models import Paragraph, Statement
from meetings.statements.views import record_page
from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.permissions import May, found_or_404
from portal.core.questions import Question
from portal.people.requests import AuthedRequest
from portal.people.screen import shows_ours, turns_ours

CHOICES = ["all", "waits", *Agreement.values]
FOUND: Question[Statement] = Question(
    lambda code, slug: Statement.objects.read_with(code).select_related("meeting", "chair").filter(slug=slug),
    "a code",
    "a-slug",
)
# What the page shows, for its tag.
SHOWN = "SELECT * FROM meetings_text_shows(%(slug)s)"


@door(Door.MEMBERS)
@turns_ours
@etag(version_of(SHOWN))
def statement(request: AuthedRequest, slug: str) -> HttpResponse:
    """The table, and beside it one paragraph (`?p`; with `panel` that alone).

    The table asks again every two seconds and is answered 304 while nothing happened that this reader may see.
    """
    found = found_or_404(FOUND.first(request.user.code, slug))
    context = {"statement": found, "may": May(rules, request.user, found)}
    context["step"] = coming_of([found]).get(found.pk) if found.is_closing else None
    if not found.is_negotiated:
        return record_page(request, found, context)
    chosen, look = request.GET.get("show", ""), request.GET.get("look", "")
    context["table"] = table_of(
        found,
        request.user,
        chosen=chosen if chosen in CHOICES else "all",
        look=look if look in VIEWS else VIEWS[0],
        ours=shows_ours(request),
    )
    context["ending"] = standing_ending(found)
    if "panel" in request.GET or not request.headers.get("HX-Request"):
        context |= _beside(request, found)
    template = "_beside" if "panel" in request.GET else "_table" if request.headers.get("HX-Request") else "table"
    return render(request, f"meetings/negotiation/{template}.html", context)


def _beside(request: AuthedRequest, statement: Statement) -> dict[str, Any]:
    """What stands beside the table: the paragraph that was asked for with `?p`, if the text has it."""
    rows = Paragraph.objects.visible_to(request.user).filter(statement=statement, anchor=request.GET.get("p", ""))
    if not (paragraph := rows.select_related("statement__meeting").first()):
        return {}
    return panel_of(request, statement, paragraph)
