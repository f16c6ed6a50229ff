"""Who may do what with the release of a text, and with what follows it."""

from typing import Any

from meetings.statements.rules import can_assist, can_chair, can_issue, can_lead, can_negotiate, can_view
from portal.core.people import Person
from portal.people.rules import SPEAKERS
from portal.people.states import Role

__all__ = [
    "can_assist",
    "can_chair",
    "can_confirm",
    "can_correct",
    "can_dissociate",
    "can_endorse",
    "can_follow",
    "can_hold",
    "can_issue",
    "can_lead",
    "can_negotiate",
    "can_sign_corrigendum",
    "can_view",
]


def can_confirm(user: Person, statement: Any) -> bool:
    """A party's press officers, its head and the head's deputy: confirm a plan, say that its event took place, give copies
    under embargo, agree to lift it."""
    return user.code in statement.parties and user.role in SPEAKERS


def can_hold(user: Person, statement: Any) -> bool:
    """A party's head of delegation alone holds a release, and lifts the hold."""
    return user.code in statement.parties and user.role == Role.HEAD


def can_follow(user: Person, statement: Any) -> bool:
    """Whoever may read the text sees what its release waits for."""
    return can_view(user, statement)


def can_correct(user: Person, text: Any) -> bool:
    """The chair of a released text proposes its corrigenda, and withdraws them."""
    return can_chair(user, text.statement)


def can_sign_corrigendum(user: Person, text: Any) -> bool:
    """The heads of the parties that signed the released text."""
    return user.code in text.parties and user.role == Role.HEAD


def can_endorse(user: Person, text: Any) -> bool:
    """The chair and the secretariat's coordinators note who endorsed a text later."""
    return can_issue(user, text.statement)


def can_dissociate(user: Person, text: Any) -> bool:
    """The head of a party dissociates it."""
    return user.code in text.parties and user.role == Role.HEAD
