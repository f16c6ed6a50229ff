"""`manage.py dispatch_reminders`: the second timer, which needs no Redis."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import InterfaceError, OperationalError, connection
from django.utils import timezone

from meetings.release.operations import release_due
from meetings.release.queries.due import seconds_until_next
from portal.notifications.delivery import Tally
from portal.notifications.states import Timer
from portal.people.delivering import run_delivery
from workinggroup.reminders.round import run_round

# Between two rounds the outbox alone is looked at this often, as Celery does: an invitation does not wait a minute.
DELIVERY = 10.0
log = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "Plan, post and deliver reminders once, or every SECONDS with --every. Harmless beside Celery."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--every", type=float, metavar="SECONDS", help="go on, for a service without Celery")

    def handle(self, *_: Any, **options: Any) -> None:
        if not options["every"]:
            self._say(run_round(timer=Timer.SECOND))
            return
        # Whoever ends the service lets the mail that is just being sent be marked.
        asked_to_end = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: asked_to_end.set())
        run_rounds(options["every"], wait=asked_to_end.wait, say=self._say)

    def _say(self, tally: Tally) -> None:
        self.stdout.write(
            f"{tally.sent} sent, {tally.postponed} postponed, {tally.failed} failed, {tally.dropped} not sent"
        )
        for why in filter(None, [tally.paused, tally.away]):
            self.stdout.write(why)


def run_rounds(
    every: float,
    *,
    wait: Callable[[float], bool],
    say: Callable[[Tally], None],
    clock: Callable[[], datetime] = timezone.now,
    elapsed: Callable[[], float] = time.monotonic,
) -> None:
    """Run a round each `every` seconds, and for the outbox in between, until `wait` says that it is to end.

    It wakes for the instant of a release that comes before. A database that does not answer, or not in time, ends nothing.
    """
    next_round, is_over = elapsed(), False
    while not is_over:
        is_round, until_release = elapsed() >= next_round, DELIVERY
        if is_round:
            next_round = elapsed() + every
        try:
            release_due()
            tally = (run_round if is_round else run_delivery)(timer=Timer.SECOND, clock=clock)
            until_release = seconds_until_next(most=DELIVERY)
        except (OperationalError, InterfaceError) as error:
            log.warning("the round did not end well: %s", error)
            connection.close()
        else:
            if is_round or tally != Tally():
                say(tally)
        is_over = wait(max(0.0, min(until_release, next_round - elapsed())))
