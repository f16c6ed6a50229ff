"""What ends by itself: each slice registers what it ends, and one timer starts all of it.

What has run out is judged by each row's own state: to run twice, late, or at once with another is harmless.
"""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from portal.core.reader import Reader, reading_as

log = logging.getLogger(__name__)

# Runs in the reader's context, each thing in a transaction of its own; returns how many things it ended.
Clock = Callable[[Reader, datetime], int]

_CLOCKS: dict[str, Clock] = {}


def keep_clock(name: str, clock: Clock) -> None:
    """Register a clock, once, in the slice's `receivers`."""
    if _CLOCKS.setdefault(name, clock) is not clock:
        raise ValueError(f"two clocks named {name}")


def run_clocks(sides: Iterable[Reader], *, now: datetime) -> int:
    """Let each clock end for each side what has run out; returns how much. One that fails stops no other."""
    ended = 0
    for side in sides:
        for name, clock in _CLOCKS.items():
            try:
                with reading_as(side):
                    ended += clock(side, now)
            except Exception:
                log.exception("the clock %s failed for a side", name)
    return ended
