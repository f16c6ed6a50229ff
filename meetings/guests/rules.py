"""Who may invite guests."""

from typing import Any

from portal.people.rules import coordinates


def can_invite(user: Any, meeting: Any) -> bool:
    """Coordinators of the host and of the secretariat; they also close a guest's account."""
    return coordinates(user) and user.code in meeting.editable_by
