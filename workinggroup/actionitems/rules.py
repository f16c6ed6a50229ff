"""Who may do what with action items."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates
from portal.people.states import Role


def can_view(user: Person, item: Any) -> bool:
    return user.code in item.releasable_to


def can_assign_from(user: Person, meeting: Any) -> bool:
    """Coordinators of each delegation that takes part in a meeting make action items of its agenda, inside their own."""
    return coordinates(user) and user.code in meeting.delegations


def can_manage(user: Person, item: Any) -> bool:
    """Coordinators of the item's own delegation give it to somebody else, change its date, drop it, open it again."""
    return coordinates(user) and user.code == item.delegation_id


def can_keep_templates(user: Person, template: Any = None) -> bool:
    """Coordinators keep templates of chains for their own delegation, those of the secretariat for every delegation."""
    return coordinates(user) and bool(user.code) and (template is None or template.delegation_id == user.code)


def can_report(user: Person, item: Any) -> bool:
    """Its owner, and the coordinators of the same delegation."""
    return user.code == item.delegation_id and (user.pk == item.assignee_id or coordinates(user))


def can_answer(user: Person, item: Any) -> bool:
    """Its owner accepts it, refuses it, hands it on and asks for more time."""
    return user.code == item.delegation_id and bool(user.pk == item.assignee_id)


def can_note(user: Person, item: Any) -> bool:
    """Any member of a side that sees the item notes on it for that side; observers only read."""
    return can_view(user, item) and user.role != Role.OBSERVER


def can_verify(user: Person, item: Any) -> bool:
    """A second person: a coordinator who neither owns the item nor reported it as done."""
    return can_manage(user, item) and user.pk not in (item.assignee_id, item.done_by_id)
