"""Items that wait for others: which would wait for themselves, and how long a chain of them takes. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from portal.people.workdays.calendars import Calendar

WEEKENDS = Calendar()
# A chain that ends later than that is not reckoned further.
HORIZON = timedelta(days=3_660)


@dataclass(frozen=True, slots=True)
class Link:
    """One open item of a chain: whose it is, how many working days it takes, and the open items that it waits for."""

    side: str
    duration: int | None
    waits_for: tuple[UUID, ...] = ()


def circle(start: UUID, wanted: UUID, before: Mapping[UUID, Sequence[UUID]]) -> list[UUID]:
    """The items of the circle that would close if `start` waited for `wanted`, from `start` on; [] if none would.

    `before` says what each item waits for.
    """
    came_from: dict[UUID, UUID] = {}
    ahead, met = [wanted], {wanted}
    while ahead:
        there = ahead.pop(0)
        if there == start:
            found = [start]
            while found[-1] != wanted:
                found.append(came_from[found[-1]])
            return [start, *reversed(found[1:])]
        for each in before.get(there, ()):
            if each not in met:
                met.add(each)
                came_from[each] = there
                ahead.append(each)
    return []


def last_days(links: Mapping[UUID, Link], calendars: Mapping[str, Calendar], today: date) -> dict[UUID, date]:
    """When each item would be done if all began today and each began when those before it are done.

    Each takes its working days by the calendar of its own side, one where nobody said how many. Of items that wait for each
    other in a circle none begins: they are left out.
    """
    waiting = {key: {each for each in link.waits_for if each in links} for key, link in links.items()}
    after: dict[UUID, list[UUID]] = {}
    for key, there in waiting.items():
        for each in there:
            after.setdefault(each, []).append(key)
    ready = [key for key, there in waiting.items() if not there]
    begins = dict.fromkeys(links, today - timedelta(days=1))
    done: dict[UUID, date] = {}
    while ready:
        key = ready.pop()
        calendar = calendars.get(links[key].side, WEEKENDS)
        done[key] = _end(begins[key], links[key].duration or 1, calendar, today + HORIZON)
        for each in after.get(key, ()):
            begins[each] = max(begins[each], done[key])
            waiting[each].discard(key)
            if not waiting[each]:
                ready.append(each)
    return done


def too_long(end: date, due: date, today: date, calendar: Calendar) -> int:
    """By how many working days a chain ends after its day; what is late already is counted from today."""
    return calendar.worked(max(due, today - timedelta(days=1)), end)


def _end(begins: date, duration: int, calendar: Calendar, horizon: date) -> date:
    return calendar.later(begins, duration) if begins < horizon else begins


def in_words(keys: Iterable[UUID], names: Mapping[UUID, str]) -> str:
    """A circle as people read it, closed by the item it began with."""
    said = [names[key] for key in keys]
    return " → ".join([*said, said[0]])
