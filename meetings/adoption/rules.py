"""Who may do what from the final text to what all have signed."""

from typing import Any

from meetings.statements.rules import can_assist, can_chair, can_issue, can_lead, can_negotiate, can_view
from portal.core.people import Person
from portal.people.states import Role

__all__ = [
    "can_assist",
    "can_chair",
    "can_declare",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_record_note",
    "can_remind",
    "can_sign",
    "can_view",
]


def can_sign(user: Person, statement: Any) -> bool:
    """A party's head of delegation signs and takes a signature back, and nobody in place of the head."""
    return user.code in statement.parties and user.role == Role.HEAD


def can_declare(user: Person, statement: Any) -> bool:
    """A party's head or deputy puts beside the text how the delegation reads it."""
    return user.code in statement.parties and user.role in {Role.HEAD, Role.DEPUTY}


def can_record_note(user: Person, statement: Any) -> bool:
    """The secretariat's coordinators record a signed note of a party; in the portal they sign nothing."""
    return can_assist(user, statement)


def can_remind(user: Person, statement: Any) -> bool:
    """The chair and the secretariat's coordinators remind those whose signature is waited for."""
    return can_issue(user, statement)
