"""The clock that counts where two parties could argue about a second: the database's, one for all hosts."""

from collections.abc import Callable
from datetime import datetime
from functools import cache

from django.db import connection

Clock = Callable[[], datetime]


def database_now() -> datetime:
    """The instant by the clock of the database's host, aware; asked anew each time, also inside a transaction.

    An operation that decides what came first takes it after the row is locked: whoever waited for the lock may have waited
    past the deadline.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def stopped(clock: Clock) -> Clock:
    """A clock that goes on showing the instant at which it was first read: what is judged at one instant is dated by no other."""
    return cache(clock)
