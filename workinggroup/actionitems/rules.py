"""Who may do what with action items."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, is_secretariat
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


def can_support(user: Person, item: Any) -> bool:
    """Who reports on it names colleagues who support the owner; another delegation that sees it offers its own support, by those
    who coordinate it and one of its people. The neutral secretariat supports nothing."""
    offers = coordinates(user) and can_view(user, item) and bool(user.code) and not is_secretariat(user)
    return can_report(user, item) or offers


def can_answer(user: Person, item: Any) -> bool:
    """Its owner accepts it, refuses it, hands it on and asks for more time."""
    return user.code == item.delegation_id and bool(user.pk == item.assignee_id)


def can_note(user: Person, item: Any) -> bool:
    """Any member of a side that sees the item notes on it for that side; observers only read."""
    return can_view(user, item) and user.role != Role.OBSERVER


def can_verify(user: Person, item: Any) -> bool:
    """A second person: a coordinator who neither owns the item nor reported it as done."""
    return can_manage(user, item) and user.pk not in (item.assignee_id, item.done_by_id)
