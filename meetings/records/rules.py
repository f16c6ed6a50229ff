"""Who may do what with the records of a meeting."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import SPEAKERS, coordinates, coordinates_across


def can_write(user: Person, meeting: Any) -> bool:
    """Outcomes are written by the coordinators of the secretariat and of the host."""
    return coordinates(user) and user.code in meeting.editable_by


def can_circulate(user: Person, meeting: Any) -> bool:
    """The neutral secretariat circulates, answers amendments and records the approval."""
    return coordinates_across(user)


def can_amend(user: Person, meeting: Any) -> bool:
    """Those who lead a delegation that took part ask for changes."""
    return coordinates(user) and user.code in meeting.delegations


def can_follow_up(user: Person, meeting: Any) -> bool:
    """Those who lead a delegation that took part give action items to their own people."""
    return can_amend(user, meeting)


def can_release_readout(user: Person, meeting: Any) -> bool:
    """A delegation's press officers, its head and the head's deputy speak for it to the public."""
    return user.role in SPEAKERS and user.code in meeting.delegations


def can_read_out(user: Person, meeting: Any) -> bool:
    """Each delegation that took part writes its own readout."""
    return coordinates(user) and user.code in meeting.delegations
