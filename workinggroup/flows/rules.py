"""Who brings figures in and lets them out, and who explains why two counts differ. Whoever sees a dataset reads what is published
of it."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across, is_guest
from workinggroup.progress.rules import LOOKING_ON


def can_open(user: Person, *_: Any) -> bool:
    """Those who coordinate a delegation open its datasets and say what they are."""
    return coordinates(user) and bool(user.delegation) and user.delegation.kind == "delegation"


def can_change(user: Person, dataset: Any) -> bool:
    """Those who coordinate the delegation that a dataset belongs to."""
    return can_open(user) and user.code == dataset.delegation_id


def can_import(user: Person, dataset: Any) -> bool:
    """Whoever works for the delegation that a dataset belongs to."""
    return user.code == dataset.delegation_id and user.role not in LOOKING_ON and not is_guest(user)


def can_send(user: Person, vintage: Any) -> bool:
    """Whoever works for the delegation: a colleague may finish what another began."""
    return can_import(user, vintage)


def can_withdraw(user: Person, vintage: Any) -> bool:
    """The same, as long as it is not out."""
    return can_import(user, vintage)


def can_approve(user: Person, vintage: Any) -> bool:
    """Those who coordinate the delegation, but never the one who brought it in."""
    return coordinates(user) and user.code == vintage.delegation_id and user.pk != vintage.imported_by_id


def can_return(user: Person, vintage: Any) -> bool:
    """Those who could approve it."""
    return can_approve(user, vintage)


def can_make_edition(user: Person, *_: Any) -> bool:
    """Those who coordinate the secretariat say which figures a meeting speaks of."""
    return coordinates_across(user)


def can_quote(user: Person, statement: Any) -> bool:
    """Those who coordinate a side that sees a text say which figures its numbers quote."""
    return coordinates(user) and bool(user.code) and user.code in statement.releasable_to


def can_mark(user: Person, *_: Any) -> bool:
    """Those who coordinate a side mark what readers of figures should know."""
    return coordinates(user) and bool(user.code)


def can_remove(user: Person, event: Any) -> bool:
    """Those who coordinate the side that marked it."""
    return can_mark(user) and user.code == event.delegation_id


def can_compare(user: Person, pair: Any = None) -> bool:
    """The secretariat's coordinators, and those who coordinate a delegation; of a pair, one of its two."""
    if coordinates_across(user):
        return True
    return can_open(user) and (pair is None or user.code in pair.sides)


def can_explain(user: Person, pair: Any) -> bool:
    """Those who coordinate one of both delegations say why their counts differ; nobody else, the secretariat included."""
    return can_open(user) and user.code in pair.sides


def can_agree(user: Person, reason: Any) -> bool:
    """Those who coordinate the delegation that did not propose it."""
    return can_explain(user, reason.pair) and user.code != reason.delegation_id


def can_retract(user: Person, reason: Any) -> bool:
    """Those who coordinate the delegation that proposed it."""
    return can_open(user) and user.code == reason.delegation_id
