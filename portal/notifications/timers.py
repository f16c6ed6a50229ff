"""Which timers run, and whether they still do: each notes its rounds, for the monitoring page."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from portal.notifications.models import TimerRun
from portal.notifications.states import Timer

Done = TypeVar("Done")


def run_timed(timer: Timer, round_: Callable[[], Done], *, clock: Callable[[], datetime]) -> Done:
    """Run a round and note when it began and when it ended. A round that fails leaves its beginning alone."""
    began = clock()
    TimerRun.objects.bulk_create(
        [TimerRun(timer=timer, began_at=began)],
        update_conflicts=True,
        unique_fields=["timer"],
        update_fields=["began_at"],
    )
    done = round_()
    TimerRun.objects.filter(timer=timer).update(ended_at=clock())
    return done
