"""Clock times of an agenda, computed from lengths, days and fixed points. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from meetings.rounds.days import NIGHT_ENDS, Day


@dataclass(frozen=True, slots=True)
class Slot:
    """When one row begins (an instant), on which day of the meeting, and how it lies to its fixed point.

    `reserve` is what lies before it, `overrun` how far the rows before it run into it: whole minutes; at most one of them is
    above 0. `day` is a number from 1.
    """

    starts_at: datetime
    reserve: int = 0
    overrun: int = 0
    day: int = 1


@dataclass(frozen=True, slots=True)
class Timetable:
    """The rows' slots, when the last row ends, and by how many minutes a day runs past its end, where it does."""

    slots: list[Slot]
    ends_at: datetime
    over: dict[int, int]


def timetable(days: Sequence[Day], place: str, rows: Iterable[tuple[int, time | None, int | None]]) -> Timetable:
    """Compute each row's beginning from `(minutes, fixed clock time at the venue or None, number of its day or None)`.

    A row begins when the one before it ends, or at its fixed time if that is later: the gap is reserve. If the rows
    before it run past the fixed time, it begins late and `overrun` says by how much. A row with a day begins not before that
    day opens. One without goes over to the next day when it would run past the close of this one; the last day takes what is
    left, and so does each day its first row.
    """
    zone = ZoneInfo(place)
    here, moment, over = days[0], days[0].opens_at, {}
    slots = []
    for minutes, fixed, number in rows:
        wanted = days[min(number, len(days)) - 1] if number else here
        following = days[here.number] if here.number < len(days) else None
        if wanted.number > here.number:
            here, moment = wanted, max(wanted.opens_at, moment)
        elif following and not number and _is_full(here, moment, minutes, fixed):
            here = wanted = following
            moment = max(here.opens_at, moment)
        point, reserve, overrun = None, 0, 0
        if fixed is not None:
            day = wanted.date if number else moment.astimezone(zone).date()
            if number and fixed <= NIGHT_ENDS and fixed < wanted.opens_at.astimezone(zone).time():
                day += timedelta(days=1)
            point = datetime.combine(day, fixed, tzinfo=zone).astimezone(moment.tzinfo)
        elif wanted.number < here.number:
            point = min(wanted.closes_at, moment)
        if point:
            distance = int((point - moment).total_seconds() // 60)
            reserve, overrun = max(distance, 0), max(-distance, 0)
            moment = max(point, moment)
        slots.append(Slot(moment, reserve, overrun, here.number))
        moment += timedelta(minutes=minutes)
        if moment > here.closes_at:
            over[here.number] = int((moment - here.closes_at).total_seconds() // 60)
    return Timetable(slots, moment, over)


def _is_full(day: Day, moment: datetime, minutes: int, fixed: time | None) -> bool:
    """Whether a row goes over to the next day: nothing is left of this one, or not enough for a row that is not its first."""
    if moment >= day.closes_at:
        return True
    return fixed is None and moment > day.opens_at and moment + timedelta(minutes=minutes) > day.closes_at
