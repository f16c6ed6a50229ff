"""Who may do what in the alignment of the languages."""

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

__all__ = [
    "can_assist",
    "can_bring",
    "can_chair",
    "can_draft",
    "can_edit",
    "can_freeze",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_open",
    "can_open_some",
    "can_review",
    "can_view",
]


def can_freeze(user: Person, statement: Any) -> bool:
    """The secretariat's coordinators freeze the final text; they vouch for none of it."""
    return can_assist(user, statement)
