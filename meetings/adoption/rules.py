"""Who may do what from the final text to what all have signed."""

from meetings.statements.rules import can_assist, can_chair, can_issue, can_lead, can_negotiate, can_view

__all__ = [
    "can_assist",
    "can_chair",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_view",
]
