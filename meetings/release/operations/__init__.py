"""What happens from a plan of release to the public text, and after it."""

from meetings.release.operations.planning import (
    confirm_plan,
    lift_embargo,
    lift_hold,
    place_hold,
    propose_plan,
    say_event,
    withdraw_plan,
)
from meetings.release.operations.releasing import release_due, release_text

__all__ = [
    "confirm_plan", "lift_embargo", "lift_hold", "place_hold", "propose_plan", "release_due", "release_text", "say_event",
    "withdraw_plan",
]  # fmt: skip
