"""Finding the text that an address names, or 404."""

from django.shortcuts import get_object_or_404

from meetings.statements.gate import lock_statement
from meetings.statements.models import Paragraph, Statement
from meetings.statements.states import Status
from portal.people.requests import AuthedRequest


def negotiated(request: AuthedRequest, slug: str) -> Statement:
    """A statement that is negotiated in the portal, if the person may see it; 404 for a text on record."""
    rows = Statement.objects.visible_to(request.user).exclude(status=Status.RECORDED)
    found: Statement = get_object_or_404(rows.select_related("meeting"), slug=slug)
    return _as_due(request, found)


def find_statement(request: AuthedRequest, slug: str) -> Statement:
    """The statement under negotiation that the reader may see, else 404."""
    rows = Statement.objects.visible_to(request.user).select_related("meeting", "chair").exclude(status=Status.RECORDED)
    found: Statement = get_object_or_404(rows, slug=slug)
    return _as_due(request, found)


def _as_due(request: AuthedRequest, found: Statement) -> Statement:
    """The text for an act on it: what is due has gone out, also where the act is refused for that."""
    if request.method == "POST" and found.status == Status.SCHEDULED:
        found.status = lock_statement(found).status
    return found


def find_paragraph(request: AuthedRequest, slug: str, anchor: str) -> tuple[Statement, Paragraph]:
    statement = find_statement(request, slug)
    rows = Paragraph.objects.visible_to(request.user).select_related("statement__meeting")
    return statement, get_object_or_404(rows, statement=statement, anchor=anchor)
