"""By when a commitment is due: from what the text names to a first and a last day. Pure."""

import calendar
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

# Kinds and bases are values of `meetings.promises.states.Due` and `Basis`.
DATELESS = frozenset({"not_before", "continuous", "none"})
# Kinds of which the day is counted or named by something that may not have happened yet.
WAITING = frozenset({"relative", "event"})
UNITS = ("day", "week", "month", "year")
MOST = 999
# The first month of each season, in the north and in the south; each has three months.
SEASONS = {
    "spring": 3, "summer": 6, "autumn": 9, "winter": 12,
    "spring_south": 9, "summer_south": 12, "autumn_south": 3, "winter_south": 6,
}  # fmt: skip
FIRST_YEAR, LAST_YEAR = 1800, 2200

Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class DueSaid:
    """What is said of when: its kind, and what that kind needs.

    `day` is the day itself, some day of the month, of the year or of the year in which a season begins, the beginning of what
    is not due before, or an event's day said by hand. `count` and `unit` are a length of time, `basis` from when it counts.
    """

    kind: str = "none"
    day: date | None = None
    season: str = ""
    count: int | None = None
    unit: str = ""
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """The first and the last day that are named, in any zone; `last` is the day by which it is due. None where none is named.

    `waits` says that a day will follow from something of which nobody knows the day yet.
    """

    first: date | None = None
    last: date | None = None
    waits: bool = False

    def is_overdue(self, today: date) -> bool:
        """Whether its last day is over: not on that day itself, and never where it has none."""
        return self.last is not None and self.last < today


def reckon(said: DueSaid, origin: Days | None = None) -> Due:
    """The days of what was said. `origin` are the first and the last day of what it counts from or names, None while they are
    unknown. Never raises: what is not said in full has no day."""
    return _READERS[said.kind](said, origin)


def tidy(said: DueSaid) -> DueSaid:
    """The same without what its kind does not use."""
    kind = said.kind
    return DueSaid(
        kind=kind,
        day=None if kind in {"continuous", "none"} else said.day,
        season=said.season if kind == "season" else "",
        count=said.count if kind in {"relative", "duration"} and said.unit else None,
        unit=said.unit if kind in {"relative", "duration"} and said.count else "",
        basis=said.basis if kind == "relative" else "",
    )


def lacks(said: DueSaid) -> str:
    """The field that its kind needs and that is not said: "day", "season", "count" or "basis"; "" where none is."""
    if said.kind in {"date", "month", "year_end", "not_before", "season"} and not said.day:
        return "day"
    if said.kind == "season" and not said.season:
        return "season"
    if said.kind == "relative" and not said.day and not (said.count and said.unit):
        return "count"
    return "basis" if said.kind == "relative" and not said.day and not said.basis else ""


def later(day: date, count: int, unit: str) -> date:
    """The day so long after another; the last of a month that has no such day."""
    if unit in {"day", "week"}:
        return day + timedelta(days=count * (7 if unit == "week" else 1))
    year, month = divmod(day.year * 12 + day.month - 1 + count * (12 if unit == "year" else 1), 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def last_of_month(year: int, month: int) -> date:
    """The last day of a month; months after the twelfth are the next year's."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return date(year, month, calendar.monthrange(year, month)[1])


def _read_date(said: DueSaid, origin: Days | None) -> Due:
    return Due(said.day, said.day)


def _read_month(said: DueSaid, origin: Days | None) -> Due:
    return Due(said.day.replace(day=1), last_of_month(said.day.year, said.day.month)) if said.day else Due()


def _read_season(said: DueSaid, origin: Days | None) -> Due:
    if not said.day or said.season not in SEASONS:
        return Due()
    year, month = said.day.year, SEASONS[said.season]
    return Due(date(year, month, 1), last_of_month(year, month + 2))


def _read_year_end(said: DueSaid, origin: Days | None) -> Due:
    return Due(None, date(said.day.year, 12, 31)) if said.day else Due()


def _read_relative(said: DueSaid, origin: Days | None) -> Due:
    if origin and said.basis and said.count and said.unit:
        return Due(origin[1], later(origin[1], said.count, said.unit))
    return Due(None, said.day) if said.day else Due(waits=True)


def _read_event(said: DueSaid, origin: Days | None) -> Due:
    if origin:
        return Due(*origin)
    return Due(said.day, said.day) if said.day else Due(waits=True)


def _read_duration(said: DueSaid, origin: Days | None) -> Due:
    return Due(None, said.day)


def _read_beginning(said: DueSaid, origin: Days | None) -> Due:
    return Due(said.day, None)


def _read_nothing(said: DueSaid, origin: Days | None) -> Due:
    return Due()


_READERS: dict[str, Callable[[DueSaid, Days | None], Due]] = {
    "date": _read_date,
    "month": _read_month,
    "season": _read_season,
    "year_end": _read_year_end,
    "relative": _read_relative,
    "duration": _read_duration,
    "event": _read_event,
    "not_before": _read_beginning,
    "continuous": _read_nothing,
    "none": _read_nothing,
}
