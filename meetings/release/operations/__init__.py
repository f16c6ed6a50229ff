"""What happens from a plan of release to the public text, and after it."""

from meetings.release.operations.embargo import accept_terms, grant_copy, note_access, revoke_copy
from meetings.release.operations.planning import (
    confirm_plan,
    lift_embargo,
    lift_hold,
    place_hold,
    propose_plan,
    say_event,
    withdraw_plan,
)
from meetings.release.operations.releasing import release_due, release_text, try_release

__all__ = [
    "accept_terms", "confirm_plan", "grant_copy", "lift_embargo", "lift_hold", "note_access", "place_hold", "propose_plan",
    "release_due", "release_text", "revoke_copy", "say_event", "try_release", "withdraw_plan",
]  # fmt: skip
