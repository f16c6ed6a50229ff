"""A clock that begins at an instant of its own and may run faster, for every process that is forked after it was set."""

import time
from datetime import datetime, timedelta

from django.utils import timezone


class FastClock:
    """Shows `start` when it is set going, and from then on `speed` seconds for each that passes."""

    def __init__(self, start: datetime, speed: float) -> None:
        self.start, self.speed, self.began = start, speed, time.time()

    def go(self) -> None:
        """Begin to run."""
        self.began = time.time()

    def at(self, moment: float) -> datetime:
        """What it shows at a moment of the machine's clock."""
        return self.start + timedelta(seconds=(moment - self.began) * self.speed)

    def now(self) -> datetime:
        """What it shows."""
        return self.at(time.time())


def install(clock: FastClock) -> None:
    """Make it the portal's clock; before anything of the portal is loaded, since many functions keep theirs."""
    timezone.now = clock.now
