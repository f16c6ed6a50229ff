"""Who handles what. Whoever sees a matter or a passage reads it; these say who says more."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, is_guest
from workinggroup.progress.rules import LOOKING_ON


def can_work(user: Person, *_: Any) -> bool:
    """Whoever works for a delegation: drafts, edits and reports. Observers and guests look on; administrators see nothing."""
    return bool(user.delegation) and user.delegation.kind == "delegation" and _works(user)


def can_speak(user: Person, *_: Any) -> bool:
    """Those who coordinate a delegation: they share, mark, grant, accept, claim, verify, take over and answer for it."""
    return can_work(user) and coordinates(user)


def can_commit(user: Person, *_: Any) -> bool:
    """Heads of delegation alone: they consent, suspend, resume and tolerate."""
    return can_work(user) and user.role == "head"


def can_edit(user: Person, thing: Any) -> bool:
    """Whoever works for an originator of the thing."""
    return can_work(user) and user.code in thing.originators


def can_control(user: Person, thing: Any) -> bool:
    """Those who coordinate an originator of the thing say who reads it."""
    return can_speak(user) and user.code in thing.originators


def can_ask(user: Person, thing: Any) -> bool:
    """Those who coordinate a side that reads the thing and is no originator of it."""
    return can_speak(user) and user.code in thing.releasable_to and user.code not in thing.originators


def can_answer(user: Person, request: Any) -> bool:
    """Those who coordinate an originator who was asked."""
    return can_speak(user) and user.code in request.originators


def can_tie(user: Person, thing: Any) -> bool:
    """Whoever works for a side that reads a matter says with which place in the thread it has to do."""
    return can_work(user) and user.code in thing.releasable_to


def can_untie(user: Person, tie: Any) -> bool:
    """Whoever works for the side that said so."""
    return can_work(user) and user.code == tie.side_id


def can_withdraw(user: Person, request: Any) -> bool:
    """Those who coordinate the side that asked."""
    return can_speak(user) and user.code == request.asked_by_id


def _works(user: Person) -> bool:
    return user.role not in LOOKING_ON and not is_guest(user)
