"""Who sees which reminders."""

from typing import Any

from portal.people.rules import coordinates


def can_view_side(user: Any) -> bool:
    """Heads and coordinators see their whole side's reminders; others their own."""
    return coordinates(user)
