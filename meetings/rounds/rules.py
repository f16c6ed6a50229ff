"""Who may do what with meetings."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates, coordinates_across


def can_view(user: Person, meeting: Any) -> bool:
    return user.code in meeting.releasable_to


def can_schedule(user: Person) -> bool:
    """The secretariat's coordinators schedule meetings."""
    return coordinates_across(user)


def can_change(user: Person, meeting: Any) -> bool:
    """What a meeting is and where its life stands: the secretariat's coordinators, and those of the host."""
    return can_move(user, meeting)


def can_number(user: Person) -> bool:
    """The secretariat's coordinators say at which level a meeting is and which round: they alone see every round that has a
    number already."""
    return coordinates_across(user)


def can_view_told(user: Person, meeting: Any) -> bool:
    """Who was told what of a meeting: coordinators of its sides, of their own people; host and secretariat, of all."""
    return coordinates(user) and user.code in meeting.parties


def can_correct(user: Person, meeting: Any) -> bool:
    """A meeting that is over is corrected by the secretariat's coordinators, and by those of the host."""
    return can_move(user, meeting) and meeting.is_over


def can_move(user: Person, meeting: Any) -> bool:
    """The secretariat's coordinators, and those of the host."""
    return coordinates(user) and user.code in meeting.editable_by
