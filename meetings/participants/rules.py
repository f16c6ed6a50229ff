"""Who may do what with lists of participants."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import SECRETARIAT, coordinates


def can_view(user: Person, participant: Any) -> bool:
    return user.code in participant.releasable_to


def can_enter(user: Person, meeting: Any) -> bool:
    """Heads and coordinators of a side of the meeting enter their own side's list."""
    return coordinates(user) and user.code in [*meeting.delegations, SECRETARIAT]


def can_change(user: Person, participant: Any) -> bool:
    """Heads and coordinators of the participant's own side."""
    return coordinates(user) and user.code == participant.delegation_id


def can_answer(user: Person, participant: Any) -> bool:
    """The person, and the coordinators of the same side."""
    return can_change(user, participant) or (
        user.code == participant.delegation_id and user.pk == participant.person_id
    )


def can_read_needs(user: Person, meeting: Any, code: str) -> bool:
    """What people of the side `code` need: that side's coordinators, and the host's, who see to it."""
    return coordinates(user) and user.code in {code, meeting.host_id}


def can_print_badges(user: Person, meeting: Any) -> bool:
    """Coordinators of the host and the secretariat."""
    return coordinates(user) and user.code in {meeting.host_id, SECRETARIAT}


def can_read_credentials(user: Person, credentials: Any) -> bool:
    return user.code in credentials.releasable_to


def can_accept(user: Person, credentials: Any) -> bool:
    """Coordinators of the host and the secretariat; nobody accepts their own."""
    receives = user.code in {credentials.meeting.host_id, SECRETARIAT}
    return coordinates(user) and receives and user.code != credentials.delegation_id
