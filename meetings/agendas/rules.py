"""Who may do what with an agenda."""

from typing import Any

from portal.people.rules import coordinates


def can_edit(user: Any, meeting: Any) -> bool:
    """Coordinators of the secretariat and of the host."""
    return coordinates(user) and user.code in meeting.editable_by
