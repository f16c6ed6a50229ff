"""Who may do what with people and accounts."""

from typing import Any

from portal.core.people import Person
from portal.people.states import Role

LEADING = {Role.HEAD, Role.DEPUTY, Role.COORDINATOR}
# Who speaks to the press for a delegation.
SPEAKERS = {Role.PRESS, Role.HEAD, Role.DEPUTY}
SECRETARIAT = "SEC"


def is_secretariat(user: Person) -> bool:
    """A person of the neutral secretariat."""
    return bool(user.delegation and user.delegation.kind == "secretariat")


def is_guest(user: Person) -> bool:
    """A person invited to one meeting, who sees that meeting alone."""
    return bool(user.is_guest)


def coordinates(user: Person) -> bool:
    """Heads, their deputies and coordinators act for their own delegation (or the secretariat)."""
    return user.role in LEADING


def coordinates_across(user: Person) -> bool:
    """The secretariat's coordinators act across delegations, and stay neutral."""
    return is_secretariat(user) and coordinates(user)


def can_enter_workdays(user: Person) -> bool:
    """Whoever coordinates says when their own side works."""
    return coordinates(user) and bool(user.delegation) and not is_guest(user)


def can_choose_for_side(user: Person) -> bool:
    """Heads and coordinators say by which ways news reaches those of their side who have not chosen."""
    return can_enter_workdays(user)


def can_administer(user: Person, person: Any = None) -> bool:
    """Inviting, changing roles, closing accounts."""
    return bool(user.administers)


def can_view(user: Person, person: Any) -> bool:
    """Administrators see every account; members see the people of their own side; guests see nobody."""
    return bool(user.administers or (user.code and user.code == person.code and not is_guest(user)))


def can_confirm_address(user: Person, person: Any) -> bool:
    """To say that an address works again: its person, those who lead their side, administrators."""
    leads = coordinates(user) and bool(user.code) and user.code == person.code
    return bool(user.administers or (leads and not is_guest(user)) or user.pk == person.pk)
