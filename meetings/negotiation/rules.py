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
from meetings.statements.states import Status
from portal.core.people import Person
from portal.people.states import Role

__all__ = [
    "can_answer_ending",
    "can_assist",
    "can_bring",
    "can_chair",
    "can_comment",
    "can_draft",
    "can_edit",
    "can_end",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_open",
    "can_open_some",
    "can_opt_out",
    "can_resume",
    "can_review",
    "can_view",
]


def can_opt_out(user: Person, statement: Any) -> bool:
    """A party's head of delegation, and nobody in place of the head."""
    return user.code in statement.parties and user.role == Role.HEAD


def can_end(user: Person, statement: Any) -> bool:
    """The chair before the negotiation is open; in any stage, when the meeting is over, the secretariat's coordinators."""
    return (statement.status == Status.PLANNED and can_chair(user, statement)) or can_assist(user, statement)


def can_answer_ending(user: Person, statement: Any) -> bool:
    """A party's head of delegation, and nobody in place of the head, says whether the party lets a text end."""
    return user.code in statement.parties and user.role == Role.HEAD


def can_comment(user: Person, statement: Any) -> bool:
    """Whoever drafts for a party, and the secretariat's coordinators, to all parties."""
    return can_draft(user, statement) or can_assist(user, statement)


def can_resume(user: Person, statement: Any) -> bool:
    """The chair; from alignment whoever speaks for a party."""
    return can_chair(user, statement) or (statement.status == Status.ALIGNMENT and can_negotiate(user, statement))
