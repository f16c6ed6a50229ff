"""How the outbox stands, in numbers alone: nothing of what a mail holds, and not whose it is."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from portal.core.reader import Reader, reading_as
from portal.notifications.states import Status

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# Up to how many seconds mails waited, as the histogram counts them.
BOUNDS = (1, 5, 10, 30, 60, 120, 300, 900, 3600, 6 * 3600, 24 * 3600, 3 * 24 * 3600)

# Each mail is counted once, for the side it goes to, which stands first; others may see whether it arrived.
PARTS = {
    "own": "releasable_to[1] = %(code)s",
    "ripe": "COALESCE(again_at, not_before)",
    "up_to": ", ".join(f"count(*) FILTER (WHERE seconds <= {bound})" for bound in BOUNDS),
}
WAITING = """
SELECT count(*) FILTER (WHERE {ripe} <= %(now)s), min({ripe}) FILTER (WHERE {ripe} <= %(now)s),
    count(*) FILTER (WHERE again_at > %(now)s), count(*) FILTER (WHERE {ripe} > %(now)s AND again_at IS NULL)
FROM notifications_outgoingmail WHERE status IN ('queued', 'sending') AND {own}
"""
SETTLED = """
SELECT status, attempts > 1, count(*) FILTER (WHERE settled_at > %(hour)s), count(*)
FROM notifications_outgoingmail WHERE settled_at > %(day)s AND {own} GROUP BY 1, 2
"""
EVER = """
SELECT status, count(*), COALESCE(sum(seconds), 0), {up_to}
FROM (SELECT status, extract(epoch FROM settled_at - not_before) AS seconds FROM notifications_outgoingmail
      WHERE settled_at IS NOT NULL AND {own}) AS mail
GROUP BY status
"""


@dataclass(slots=True)
class Waiting:
    """What waits: `due` to go now, the oldest of it since when, `put_off` until another try, `ahead` of its time."""

    due: int = 0
    oldest: datetime | None = None
    put_off: int = 0
    ahead: int = 0


@dataclass(slots=True)
class Settled:
    """What came of the mails of the last hour and day, by status; `again` are those that took more than one attempt."""

    hour: Counter[str] = field(default_factory=Counter)
    day: Counter[str] = field(default_factory=Counter)
    again_hour: int = 0
    again_day: int = 0


@dataclass(slots=True)
class Waits:
    """How long the mails of one status waited since they were due: how many up to each of `BOUNDS`, how many in all, how long."""

    up_to: list[int] = field(default_factory=lambda: [0] * len(BOUNDS))
    count: int = 0
    seconds: float = 0.0


def waiting_mails(readers: Iterable[Reader], *, now: datetime) -> Waiting:
    """How much waits in the outboxes of these sides together."""
    found = Waiting()
    for ((due, oldest, put_off, ahead),) in _each(readers, WAITING, now=now):
        found.due, found.put_off, found.ahead = found.due + due, found.put_off + put_off, found.ahead + ahead
        found.oldest = min(filter(None, [found.oldest, oldest]), default=None)
    return found


def settled_mails(readers: Iterable[Reader], *, now: datetime) -> Settled:
    """What came of the mails of these sides together in the last hour and in the last day."""
    found = Settled()
    for rows in _each(readers, SETTLED, now=now, hour=now - HOUR, day=now - DAY):
        for status, is_again, hour, day in rows:
            for each in _counted_as(status):
                found.hour[each] += hour
                found.day[each] += day
            if is_again:
                found.again_hour, found.again_day = found.again_hour + hour, found.again_day + day
    return found


def waits_of_mails(readers: Iterable[Reader]) -> dict[str, Waits]:
    """How long the mails of these sides together waited, by what came of them. Reads every settled mail."""
    found: dict[str, Waits] = {}
    for rows in _each(readers, EVER):
        for status, count, seconds, *up_to in rows:
            for each in _counted_as(status):
                waits = found.setdefault(each, Waits())
                waits.up_to = [one + other for one, other in zip(waits.up_to, up_to, strict=True)]
                waits.count, waits.seconds = waits.count + count, waits.seconds + float(seconds)
    return found


def _counted_as(status: str) -> tuple[str, ...]:
    """What came back was handed over before, and stays counted so: a counter never goes down."""
    return (status, Status.SENT) if status == Status.RETURNED else (status,)


def _each(readers: Iterable[Reader], statement: str, **values: Any) -> Iterator[Sequence[Any]]:
    """The rows that a statement finds for each side."""
    for code in dict.fromkeys(reader.code for reader in readers):
        with reading_as(Reader(code)), connection.cursor() as cursor:
            cursor.execute(statement.format(**PARTS), values | {"code": code})
            yield cursor.fetchall()
