"""Who may do what with statements."""

from typing import Any

from portal.people.rules import coordinates, coordinates_across


def can_view(user: Any, statement: Any) -> bool:
    return user.code in statement.releasable_to


def can_bring(user: Any) -> bool:
    """The secretariat's coordinators bring a statement in."""
    return coordinates_across(user)


def can_edit(user: Any, statement: Any) -> bool:
    return coordinates(user) and user.code in statement.editable_by
