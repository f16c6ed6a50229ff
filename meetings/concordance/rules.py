"""Who may do what with the concordance and the glossary."""

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
from portal.people.rules import coordinates_across

__all__ = [
    "can_assist",
    "can_bring",
    "can_chair",
    "can_change_glossary",
    "can_draft",
    "can_edit",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_open",
    "can_open_some",
    "can_review",
    "can_view",
]


def can_change_glossary(user: Person) -> bool:
    """The secretariat's coordinators, for the group."""
    return coordinates_across(user)
