"""Who may do what with an agenda."""

from typing import Any

from portal.core.people import Person
from portal.people.rules import coordinates
from portal.people.states import Role


def can_edit(user: Person, meeting: Any) -> bool:
    """Coordinators of the secretariat and of the host."""
    return coordinates(user) and user.code in meeting.editable_by


def can_edit_now(user: Person, meeting: Any) -> bool:
    """They find the page where it is edited until the meeting is over."""
    return can_edit(user, meeting) and not meeting.is_over


def can_propose(user: Person, meeting: Any) -> bool:
    """Heads and coordinators of each delegation that takes part; they also answer what others propose."""
    return coordinates(user) and user.code in meeting.delegations


def can_propose_now(user: Person, meeting: Any) -> bool:
    """They are offered it until the meeting is over."""
    return can_propose(user, meeting) and not meeting.is_over


def can_brief(user: Person, meeting: Any) -> bool:
    """Members of a delegation that takes part read its own briefing; the neutral secretariat has none."""
    return user.code in meeting.delegations


def can_annotate(user: Person, meeting: Any) -> bool:
    """They write it, too; observers only read."""
    return can_brief(user, meeting) and user.role != Role.OBSERVER


def can_ask_floor(user: Person, meeting: Any) -> bool:
    """Any member of a delegation that takes part, except observers."""
    return can_annotate(user, meeting)
