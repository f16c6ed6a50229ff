"""Who may do what in a negotiation: the roles towards a text, and who may leave it."""

from typing import Any

from meetings.statements.rules import (
    can_assist,
    can_bring,
    can_chair,
    can_draft,
    can_edit,
    can_issue,
    can_lead,
    can_negotiate,
    can_open,
    can_open_some,
    can_review,
    can_view,
)
from portal.core.people import Person
from portal.people.states import Role

__all__ = [
    "can_assist",
    "can_bring",
    "can_chair",
    "can_draft",
    "can_edit",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_open",
    "can_open_some",
    "can_opt_out",
    "can_review",
    "can_view",
]


def can_opt_out(user: Person, statement: Any) -> bool:
    """A party's head of delegation."""
    return user.code in statement.parties and user.role == Role.HEAD
