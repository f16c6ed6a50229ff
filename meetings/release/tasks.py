"""Celery's task of releasing."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from celery import shared_task

from meetings.release.models import ReleasedText
from meetings.release.operations import release_due
from meetings.release.queries.due import next_due
from portal.core.clock import Clock, database_now

log = logging.getLogger(__name__)
# Beat starts it every ten seconds: what is due before the next start is waited for.
AHEAD = timedelta(seconds=10)


@shared_task(name="meetings.release.tasks.release")
def release(**_: Any) -> None:
    """Release what is due, and what will be within ten seconds at its very instant. Safe to run twice and at once with any
    other timer."""
    for released in await_due():
        log.info("released: %s at %s", released.pk, released.released_at)


def await_due(
    clock: Clock = database_now, sleep: Callable[[float], None] = time.sleep, ahead: timedelta = AHEAD
) -> list[ReleasedText]:
    """Release what is due now, then wait for each instant that comes within `ahead` and release what it brings. It waits by
    the clock of the database and outside any transaction."""
    found, end = release_due(clock), clock() + ahead
    while (at := next_due(after=clock())) is not None and at <= end:
        while (left := (at - clock()).total_seconds()) > 0:
            sleep(left)
        found += release_due(clock)
    return found
