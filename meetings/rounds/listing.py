"""The list of meetings: a page of it, with counts for its parts and years; and the rounds of a series."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from meetings.rounds.models import Meeting, Series
from meetings.rounds.states import Level, Status
from portal.audit.remembered import Remembered, this_moment
from portal.core import times
from portal.core.asked import number_in
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.texts import in_language

# So many of each part stand on the page that shows all three.
SHOWN = {"coming": 20, "stopped": 10, "held": 20}
# Which meetings stand in a part, and in which order it is read.
STOPPED = f"('{Status.CANCELLED}', '{Status.POSTPONED}')"
RULES = {
    "coming": f"status NOT IN {STOPPED} AND ends_at >= %(now)s",
    "stopped": f"status IN {STOPPED}",
    "held": f"status NOT IN {STOPPED} AND ends_at < %(now)s",
}
ORDER = {"coming": "starts_at, id", "stopped": "starts_at DESC, id", "held": "starts_at DESC, id"}
FOUND = """AND EXISTS (
    SELECT FROM (SELECT value FROM jsonb_each_text(title) UNION ALL SELECT value FROM jsonb_each_text(city)) AS words
    WHERE strpos(lower(value), lower(%(words)s)) > 0)"""
# Meetings by part and year; of those that end today, which change their part as they do, each end by itself.
NUMBERS = """
SELECT CASE WHEN status IN {stopped} THEN 'stopped' WHEN ends_at >= %(tomorrow)s THEN 'coming'
    WHEN ends_at >= %(today)s THEN 'today' ELSE 'held' END AS part,
    CASE WHEN status NOT IN {stopped} AND ends_at >= %(today)s AND ends_at < %(tomorrow)s THEN ends_at END AS ends,
    date_part('year', starts_on)::integer AS year, count(*)
FROM meetings_meeting WHERE true {found} GROUP BY part, ends, year
"""
KEYS = """
(SELECT '{part}', id FROM meetings_meeting WHERE {rule} {narrowed} ORDER BY {order} LIMIT {limit} OFFSET {offset})
"""
ROWS = KeptStatement("""
SELECT id, slug, level, number, title, city, starts_on, ends_on, status, host_id, delegations
FROM meetings_meeting WHERE id = ANY (%(keys)s)
""")


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """A meeting on their list in the reader's language, in plain values: the finished row of a page is kept by them.

    `status` is in words, "" for one that is announced as usual.
    """

    slug: str
    level: str
    number: int | None
    title: str
    city: str
    day: date
    last_day: date
    status: str
    host: str
    delegations: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One part of the list: how many meetings there are, and the first of them, or those of one page."""

    count: int
    rows: list[MeetingLine]

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class MeetingList:
    """Meetings to come, nearest first; meetings held and meetings that were stopped, latest first.

    `chosen` is the one part shown in pages, or "all". `years` are those in which meetings of the chosen part lie, with their
    numbers, latest first, where they would not all stand on one page; `year` is the one chosen, if any.
    """

    coming: Part
    held: Part
    stopped: Part
    chosen: str
    years: Sequence[tuple[int, int]]
    year: int | None
    words: str
    page: Page | None

    @property
    def count(self) -> int:
        return self.coming.count + self.held.count + self.stopped.count

    @property
    def in_year(self) -> int:
        """How many meetings of the chosen part lie in the chosen year; 0 where none is chosen."""
        return dict(self.years).get(self.year or 0, 0)


def meetings_for(
    user: Person, *, now: datetime, chosen: str = "all", year: str = "", words: str = "", wanted: str | None = None
) -> MeetingList:
    """The meetings the user may see: the first of each part, or a page of the chosen part. Two SQL queries, and two more when
    numbers and keys are not remembered.

    They are written by hand, and the wall alone says who sees what.
    """
    moment, day = this_moment(), times.local(now, user.zone).date()
    today, tomorrow = (times.instant(each, "00:00", user.zone) for each in (day, day + timedelta(days=1)))
    # What is looked for is nobody else's to remember.
    numbers = _numbers(today, tomorrow, words) if words else NUMBERS_OF(moment, today, tomorrow, "")
    # The next end from now on: until then nothing changes its part.
    edge = min((ends for _part, ends, _year, _count in numbers if ends and ends >= now), default=tomorrow)
    counts: dict[str, Counter[int]] = {part: Counter() for part in RULES}
    for part, ends, in_year, count in numbers:
        counts[part if ends is None else "held" if ends < now else "coming"][in_year] += count
    years: list[tuple[int, int]] = []
    only, number = None, None
    if chosen in RULES:
        there = counts[chosen]
        only = named if (named := number_in(year)) in there else None
        years = sorted(there.items(), reverse=True) if only or there.total() > PAGE else []
        count = there[only] if only else there.total()
        number = page(range(count), wanted, count=count)
    asked = (edge, chosen if number else "all", only, (number.number - 1) * PAGE if number else 0, words)
    keys = _keys(*asked) if words else KEYS_OF(moment, *asked)
    rows = _rows([key for _part, key in keys])
    parts = {
        part: Part(counts[part].total(), [rows[key] for name, key in keys if name == part and key in rows])
        for part in RULES
    }
    return MeetingList(**parts, chosen=chosen if number else "all", years=years, year=only, words=words, page=number)


def _numbers(today: datetime, tomorrow: datetime, words: str) -> tuple[tuple[str, datetime | None, int, int], ...]:
    """How many meetings there are by part, by their end if they end today, and by year. One SQL query."""
    with connection.cursor() as cursor:
        sql = NUMBERS.format(stopped=STOPPED, found=FOUND if words else "")
        cursor.execute(sql, {"today": today, "tomorrow": tomorrow, "words": words})
        return tuple(cursor.fetchall())


def _keys(edge: datetime, chosen: str, year: int | None, offset: int, words: str) -> tuple[tuple[str, UUID], ...]:
    """The keys of what a page shows, by part; what ends before `edge` is held. One SQL query."""
    narrowed = FOUND if words else ""
    if year:
        narrowed += " AND starts_on >= make_date(%(year)s, 1, 1) AND starts_on < make_date(%(year)s + 1, 1, 1)"
    shown = {chosen: PAGE} if chosen in RULES else SHOWN
    sql = "UNION ALL".join(
        KEYS.format(part=part, rule=RULES[part], narrowed=narrowed, order=ORDER[part], limit=limit, offset=offset)
        for part, limit in shown.items()
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"now": edge, "year": year, "words": words})
        return tuple(cursor.fetchall())


NUMBERS_OF: Remembered[tuple[tuple[str, datetime | None, int, int], ...]] = Remembered(_numbers)
KEYS_OF: Remembered[tuple[tuple[str, UUID], ...]] = Remembered(_keys)


def _rows(keys: Sequence[UUID]) -> dict[UUID, MeetingLine]:
    """Meetings by their keys, as far as the wall shows them. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys)})
        return {
            key: _line((*row[:3], json.loads(row[3]), json.loads(row[4]), *row[5:])) for key, *row in cursor.fetchall()
        }


LINE = ("slug", "level", "number", "title", "city", "starts_on", "ends_on", "status", "host_id", "delegations")


def rounds_of(series: Series, user: Person) -> list[MeetingLine]:
    """The meetings of a series that the user may see, the latest first. One SQL query."""
    rows = Meeting.objects.visible_to(user).filter(series=series).order_by("-starts_at")
    return [_line(row) for row in rows.values_list(*LINE)]


def _line(row: Sequence[Any]) -> MeetingLine:
    """A meeting by the values of `LINE`."""
    slug, level, number, title, city, day, last_day, status, host, delegations = row
    return MeetingLine(
        slug=slug,
        level=str(Level(level).label),
        number=number,
        title=in_language(title),
        city=in_language(city),
        day=day,
        last_day=last_day,
        status="" if status == Status.ANNOUNCED else str(Status(status).label),
        host=host,
        delegations=tuple(delegations),
    )
