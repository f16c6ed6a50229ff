"""What the views of this slice begin and end with."""

from typing import Any

from meetings.agendas import rules
from meetings.agendas.models import Item
from meetings.agendas.queries import meeting_for
from meetings.rounds.models import Meeting
from portal.core.permissions import May, found_or_404
from portal.people.requests import AuthedRequest

# What an agenda's pages show, for their tags.
SHOWN = "SELECT meetings_agenda_shows(%(slug)s)"


def find(request: AuthedRequest, slug: str) -> tuple[Meeting, May]:
    """The meeting, if the person may see it, and what they may do with its agenda."""
    meeting = found_or_404(meeting_for(request.user, slug))
    return meeting, May(rules, request.user, meeting)


def find_item(request: AuthedRequest, meeting: Meeting, key: Any) -> Item | None:
    """A row of the meeting's agenda that the person may see, with agenda, meeting and section."""
    rows = Item.objects.visible_to(request.user).select_related("agenda__meeting", "section")
    found: Item | None = rows.filter(agenda__meeting=meeting, pk=key).first()
    return found
