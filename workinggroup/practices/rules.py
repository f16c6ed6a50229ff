"""Who shares practices and who says what came of them. Whoever reads a practice sees its page; these say who says more."""

from typing import Any

from portal.core.people import Person
from workinggroup.handling import rules as handling


def can_view(user: Person, practice: Any) -> bool:
    return user.code in practice.releasable_to


def can_draft(user: Person, *_: Any) -> bool:
    """Whoever works for a delegation."""
    return handling.can_work(user)


def can_change(user: Person, practice: Any) -> bool:
    """Whoever works for its origin."""
    return handling.can_work(user) and user.code == practice.origin_id


def can_share(user: Person, practice: Any) -> bool:
    """Those who coordinate its origin: they share it, review it and withdraw it."""
    return handling.can_speak(user) and user.code == practice.origin_id


def can_report(user: Person, practice: Any) -> bool:
    """Whoever works for another side that reads it says what that side makes of it."""
    return handling.can_work(user) and user.code in practice.releasable_to and user.code != practice.origin_id


def can_confirm(user: Person, practice: Any) -> bool:
    """Those who coordinate another side confirm its evidence."""
    return handling.can_speak(user) and can_report(user, practice)


def can_link(user: Person, practice: Any) -> bool:
    """Whoever works for a side that reads it names a gap that it is against."""
    return handling.can_work(user) and user.code in practice.releasable_to
