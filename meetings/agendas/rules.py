"""Who may do what with an agenda."""

from typing import Any

from portal.people.rules import coordinates
from portal.people.states import Role


def can_edit(user: Any, meeting: Any) -> bool:
    """Coordinators of the secretariat and of the host."""
    return coordinates(user) and user.code in meeting.editable_by


def can_propose(user: Any, meeting: Any) -> bool:
    """Heads and coordinators of each delegation that takes part; they also answer what others propose."""
    return coordinates(user) and user.code in meeting.delegations


def can_brief(user: Any, meeting: Any) -> bool:
    """Members of a delegation that takes part read its own briefing; the neutral secretariat has none."""
    return user.code in meeting.delegations


def can_annotate(user: Any, meeting: Any) -> bool:
    """They write it, too; observers only read."""
    return can_brief(user, meeting) and user.role != Role.OBSERVER


def can_ask_floor(user: Any, meeting: Any) -> bool:
    """Any member of a delegation that takes part, except observers."""
    return can_annotate(user, meeting)
