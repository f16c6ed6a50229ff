"""Who may do what with action items."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates


def can_view(user: Person, item: Any) -> bool:
    return user.code in item.releasable_to


def can_manage(user: Person, item: Any) -> bool:
    """Coordinators of the item's own delegation give it to somebody else, change its date, open it again."""
    return coordinates(user) and user.code == item.delegation_id


def can_report(user: Person, item: Any) -> bool:
    """Its owner, and the coordinators of the same delegation."""
    return user.code == item.delegation_id and (user.pk == item.assignee_id or coordinates(user))
