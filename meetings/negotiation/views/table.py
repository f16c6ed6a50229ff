"""A statement's own page: the negotiation table, or the text on record."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import etag

from meetings.negotiation import rules
from meetings.negotiation.queries.table import VIEWS, table_of
from meetings.negotiation.states import Agreement
from meetings.statements.models import Statement
from meetings.statements.screen import shows_ours
from meetings.statements.views import record_page
from portal.audit.freshness import version_of
from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest

CHOICES = ["all", "waits", *Agreement.values]
# What the page shows, for its tag: the text with all that is seen through it; of its meeting the names alone, for much happens
# there while a text is negotiated. A text on record shows papers of the meeting, too.
SHOWN = """
SELECT CASE WHEN text.status = 'recorded' THEN ARRAY[text.id::text, text.meeting_id::text] ELSE ARRAY[text.id::text] END,
    meeting.title, meeting.slug, meeting.host_id, chair.name
FROM meetings_statement AS text JOIN meetings_meeting AS meeting ON meeting.id = text.meeting_id
LEFT JOIN people_user AS chair ON chair.id = text.chair_id
WHERE text.slug = %(slug)s
"""


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def statement(request: AuthedRequest, slug: str) -> HttpResponse:
    """The table asks again every two seconds and is answered 304 while nothing happened that this reader may see."""
    rows = Statement.objects.visible_to(request.user).select_related("meeting", "chair")
    found = get_object_or_404(rows, slug=slug)
    context = {"statement": found, "may": May(rules, request.user, found)}
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
    template = "_table" if request.headers.get("HX-Request") else "table"
    return render(request, f"meetings/negotiation/{template}.html", context)
