"""Who sees which reminders."""

from portal.core.people import Person
from portal.people.rules import coordinates


def can_view_side(user: Person) -> bool:
    """Heads and coordinators see their whole side's reminders; others their own."""
    return coordinates(user)
