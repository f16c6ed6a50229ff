"""Who may do what with commitments."""

from typing import Any

from meetings.statements.models import Statement
from meetings.statements.states import Status as StatementStatus
from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across


def can_view(user: Person, commitment: Any) -> bool:
    return user.code in commitment.releasable_to


def can_decide(user: Person, statement: Any = None) -> bool:
    """The secretariat's coordinators decide which passages are commitments, and record who leads."""
    return coordinates_across(user)


def can_keep_themes(user: Person, commitment: Any = None) -> bool:
    """The secretariat's coordinators keep the list of themes, for the group."""
    return coordinates_across(user)


def is_settled(statement: Statement) -> bool:
    """Whether the text promises anything: it is on record, or released. What is negotiated may still change, and so may a
    final text."""
    return statement.status in {StatementStatus.RECORDED, StatementStatus.RELEASED}


def can_answer(user: Person, commitment: Any) -> bool:
    """The head, the head's deputy and coordinators of the lead delegation accept a commitment for it, or decline to lead it."""
    return coordinates(user) and bool(user.code) and user.code == commitment.lead_id


def can_assign(user: Person, commitment: Any) -> bool:
    """Coordinators of the lead delegation, and of those that support it, assign action items inside their own, as long as it is
    not closed."""
    involved = [commitment.lead_id, *commitment.supporting]
    return coordinates(user) and user.code in involved and not commitment.closed_as


def can_track(user: Person, commitment: Any) -> bool:
    """The head, the head's deputy and coordinators of the delegation that leads a commitment, once it has accepted it where it
    is asked to, keep its milestones and indicators."""
    return can_answer(user, commitment) and not commitment.awaits_lead
