"""When a silence ends. Pure: instants, hours and calendars in, instants and days out.

Lengths are real hours, whatever the clocks on the walls do meanwhile: everything is reckoned in UTC, because Python compares and
adds within one zone by the clock on its wall.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

HOUR, DAY, MINUTE = timedelta(hours=1), timedelta(days=1), timedelta(minutes=1)
# Between these a group chooses how long a silence lasts at least, in hours.
LEAST, MOST = 4, 168


def is_before(at: datetime, ends: datetime) -> bool:
    """Whether something at `at` is still in time: the end itself is too late."""
    return at.astimezone(UTC) < ends.astimezone(UTC)


def earliest_end(opened: datetime, hours: int) -> datetime:
    """The first instant at which a silence opened at `opened` may end, in UTC."""
    return opened.astimezone(UTC) + hours * HOUR


def shown_from(at: datetime) -> datetime:
    """The first instant of a whole minute from `at` on: what may be said of an earliest end, as people choose minutes."""
    whole = at.replace(second=0, microsecond=0)
    return whole if whole == at else whole + MINUTE


def later_end(ends: datetime) -> datetime:
    """The first instant of a whole minute to which a running silence may be extended."""
    return shown_from(ends.astimezone(UTC) + timedelta(microseconds=1))


def suggested_end(opened: datetime, hours: int) -> datetime:
    """The first full hour at which one may end that is opened within the hour, in UTC."""
    end = earliest_end(opened, hours) + 2 * HOUR
    return end.replace(minute=0, second=0, microsecond=0)


def runs_of(days: Sequence[date]) -> list[tuple[date, date]]:
    """Days in order as runs without a gap, each from its first to its last."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and day - runs[-1][1] == DAY:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def moves_clocks(opened: datetime, ends: datetime, place: str) -> bool:
    """Whether the clocks of a place are put forward or back meanwhile."""
    zone = ZoneInfo(place)
    return opened.astimezone(zone).utcoffset() != ends.astimezone(zone).utcoffset()


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days that a silence touches in one place, in order, and those on which people do not work there."""

    days: tuple[date, ...]
    off: tuple[date, ...]

    @property
    def has_working_day(self) -> bool:
        return len(self.off) < len(self.days)


def stretch(opened: datetime, ends: datetime, place: str, works_on: Callable[[date], bool]) -> Stretch:
    """The days from one instant up to another as a place counts them; one that ends at midnight does not touch the next."""
    zone = ZoneInfo(place)
    first, last = opened.astimezone(zone).date(), (ends.astimezone(UTC) - timedelta.resolution).astimezone(zone).date()
    days = tuple(first + step * DAY for step in range((last - first).days + 1))
    return Stretch(days, tuple(day for day in days if not works_on(day)))
