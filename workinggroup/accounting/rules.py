"""Who says what became of a commitment."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates


def can_view(user: Person, account: Any) -> bool:
    return user.code in account.releasable_to


def can_account(user: Person, side: str) -> bool:
    """The head, the head's deputy and coordinators of the side that says it: of the delegation that leads the commitment, or of
    the secretariat where no party to the text leads it."""
    return coordinates(user) and bool(user.code) and user.code == side
