"""Who may have a follow-up pack made."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import is_guest
from workinggroup.progress.rules import LOOKING_ON


def can_make(user: Person, asked: Any) -> bool:
    """Whoever works for a side that sees the reporting round; those of it who look on read what the others had made."""
    return user.code in asked.releasable_to and user.role not in LOOKING_ON and not is_guest(user)
