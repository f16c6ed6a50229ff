"""A round of the outbox for everybody, whoever rings."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from portal.notifications.bells import ring
from portal.notifications.delivery import Tally, deliver_due
from portal.notifications.states import Ringer
from portal.people.readers import everybody, reader_of
from portal.people.returning import take_refusal


def run_delivery(*, ringer: Ringer, clock: Callable[[], datetime] = timezone.now) -> Tally:
    """Deliver what is due, and note that the bell rang. Returns what was done."""
    return ring(
        ringer,
        lambda: deliver_due(everybody(), reader_of, clock=clock, refused=lambda mail: take_refusal(mail, now=clock())),
        clock=clock,
    )
