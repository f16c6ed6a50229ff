"""Clock times of an agenda, computed from lengths and fixed points. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Slot:
    """When one row begins (an instant), how much reserve lies before it, and how far it runs into its fixed point.

    `reserve` and `overrun` are whole minutes; at most one of them is above 0.
    """

    starts_at: datetime
    reserve: int = 0
    overrun: int = 0


@dataclass(frozen=True, slots=True)
class Timetable:
    """The rows' slots, when the last row ends, and by how many minutes that is past the meeting's end."""

    slots: list[Slot]
    ends_at: datetime
    over_end: int


def timetable(starts_at: datetime, ends_at: datetime, place: str, rows: Iterable[tuple[int, time | None]]) -> Timetable:
    """Compute each row's beginning from `(minutes, fixed clock time at the venue or None)`.

    A row begins when the one before it ends, or at its fixed time if that is later: the gap is reserve. If the rows
    before it run past the fixed time, it begins late and `overrun` says by how much. Instants must carry a zone.
    """
    zone = ZoneInfo(place)
    moment = starts_at
    slots = []
    for minutes, fixed in rows:
        reserve = overrun = 0
        if fixed is not None:
            point = datetime.combine(moment.astimezone(zone).date(), fixed, tzinfo=zone).astimezone(starts_at.tzinfo)
            distance = int((point - moment).total_seconds() // 60)
            reserve, overrun = max(distance, 0), max(-distance, 0)
            moment = max(point, moment)
        slots.append(Slot(moment, reserve, overrun))
        moment += timedelta(minutes=minutes)
    return Timetable(slots, moment, max(int((moment - ends_at).total_seconds() // 60), 0))
