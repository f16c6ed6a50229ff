"""Who asks and who answers. Whoever reads a request sees its page; these say who says more."""

from typing import Any

from portal.core.people import Person
from workinggroup.handling import rules as handling


def can_view(user: Person, asked: Any) -> bool:
    return user.code in asked.releasable_to


def can_draft(user: Person, *_: Any) -> bool:
    """Whoever works for a delegation."""
    return handling.can_work(user)


def can_change(user: Person, asked: Any) -> bool:
    """Whoever works for the side that asks."""
    return handling.can_work(user) and user.code == asked.sender_id


def can_send(user: Person, asked: Any) -> bool:
    """Those who coordinate the side that asks: they send it, clarify it, send it back, withdraw it and close it."""
    return handling.can_speak(user) and user.code == asked.sender_id


def can_write(user: Person, asked: Any) -> bool:
    """Whoever works for the side that is asked writes its answer."""
    return handling.can_work(user) and user.code == asked.recipient_id


def can_answer(user: Person, asked: Any) -> bool:
    """Those who coordinate the side that is asked: they give its answers, ask what is meant, refuse."""
    return handling.can_speak(user) and user.code == asked.recipient_id
