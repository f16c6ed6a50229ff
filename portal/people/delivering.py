"""A round of the outbox for everybody, whichever timer starts it."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from portal.notifications.delivery import Tally, deliver_due
from portal.notifications.states import Timer
from portal.notifications.timers import run_timed
from portal.people.readers import everybody, reader_of
from portal.people.returning import take_refusal


def run_delivery(*, timer: Timer, clock: Callable[[], datetime] = timezone.now) -> Tally:
    """Deliver what is due, and note that the timer ran. Returns what was done."""
    return run_timed(
        timer,
        lambda: deliver_due(everybody(), reader_of, clock=clock, refused=lambda mail: take_refusal(mail, now=clock())),
        clock=clock,
    )
