"""What the page of guests needs."""

from dataclasses import dataclass

from meetings.rounds.models import Meeting
from portal.core.reader import PORTAL, reading_as
from portal.people.models import Invitation, User
from portal.people.states import WAITING


@dataclass(frozen=True)
class Guest:
    """A guest; `standing` is waiting (for an answer to the invitation), open or closed (the account)."""

    name: str
    email: str
    standing: str


def guests_of(meeting: Meeting) -> list[Guest]:
    """The meeting's guests by name, those with closed accounts last. For those who may invite. Two SQL queries, as the portal."""
    with reading_as(PORTAL):
        waiting = Invitation.objects.filter(delegation=meeting.guests, status__in=WAITING)
        found = [Guest(name, email, "waiting") for name, email in waiting.values_list("name", "email")]
        people = User.objects.filter(membership__delegation=meeting.guests)
        found += [
            Guest(name, email, "open" if is_open else "closed")
            for name, email, is_open in people.values_list("name", "email", "is_active")
        ]
    return sorted(found, key=lambda guest: (guest.standing == "closed", guest.name.casefold()))
