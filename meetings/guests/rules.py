"""Who may invite guests."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates


def can_invite(user: Person, meeting: Any) -> bool:
    """Coordinators of the host and of the secretariat; they also close a guest's account."""
    return coordinates(user) and user.code in meeting.editable_by
