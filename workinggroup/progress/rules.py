"""Who may do what with reporting rounds, reports and ratings."""

from collections.abc import Collection
from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across, is_guest
from portal.people.states import Role

HEADING = {Role.HEAD, Role.DEPUTY}
LOOKING_ON = {Role.OBSERVER, Role.PRESS}


def can_open(user: Person, meeting: Any = None) -> bool:
    """The secretariat's coordinators open a round and say when its reports are due."""
    return coordinates_across(user)


def can_name(user: Person, *_: Any) -> bool:
    """The head of a delegation, or the head's deputy, names who drafts its reports and who else submits them."""
    return user.role in HEADING and bool(user.delegation) and user.delegation.kind == "delegation"


def can_draft(user: Person, commitment: Any) -> bool:
    """Whoever works for the lead delegation; its focal points are those who are asked to."""
    return bool(user.code) and user.code == commitment.lead_id and user.role not in LOOKING_ON and not is_guest(user)


def can_submit(user: Person, commitment: Any, validators: Collection[Any]) -> bool:
    """The lead's head, the head's deputy, and whom the head named for it (`validators`, keys of persons)."""
    return can_draft(user, commitment) and (user.role in HEADING or user.pk in validators)


def can_rate(user: Person, commitment: Any, partners: Collection[str]) -> bool:
    """Those who speak for another active party to the text (`partners`)."""
    return coordinates(user) and user.code in partners and user.code != commitment.lead_id


def can_propose(user: Person, commitment: Any, parties: Collection[str]) -> bool:
    """Those who speak for any active party, and the secretariat's coordinators, who consent to nothing."""
    return coordinates_across(user) or (coordinates(user) and user.code in parties)


def can_answer(user: Person, parties: Collection[str]) -> bool:
    """Those who speak for a party that the proposal waits for."""
    return coordinates(user) and user.code in parties
