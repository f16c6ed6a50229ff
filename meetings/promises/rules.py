"""Who may do what with commitments that are marked in a text."""

from meetings.statements.rules import can_assist, can_chair, can_draft, can_issue, can_lead, can_negotiate, can_view

__all__ = ["can_assist", "can_chair", "can_draft", "can_issue", "can_lead", "can_negotiate", "can_view"]
