"""Guests for tests, invited and let in by the operations that do so in life."""

from typing import Any

from meetings.guests.operations import invite_guest
from portal.core.reader import PORTAL, reading_as
from portal.people.models import User
from portal.people.operations import accept_invitation
from tests.factories.people import PASSWORD, reload_user
from tests.factories.work import NOW


def make_guest(actor: Any, meeting: Any, email: str = "gus@test.example") -> User:
    """A guest of a meeting, with an account."""
    with reading_as(actor.reader):
        facts = {"name": "Gus Guest", "email": email, "language": "en"}
        sent = invite_guest(meeting=meeting, actor=actor, now=NOW, **facts)
    with reading_as(PORTAL):
        return reload_user(accept_invitation(invitation=sent, turn=1, password=PASSWORD, now=NOW))
