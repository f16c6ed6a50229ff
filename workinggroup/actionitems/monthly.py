"""The calendar: what is due on each day of a month."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.lines import ItemLine, lines_of
from workinggroup.actionitems.queries import shown_by, values_for
from workinggroup.actionitems.tally import RULES
from workinggroup.actionitems.weeks import monday

# More of one month are not drawn; the list has them.
MOST = 300
KEYS = """
SELECT id FROM workinggroup_actionitem
WHERE due_on BETWEEN %(first)s AND %(last)s AND ({rule}) AND {shown} ORDER BY due_on, priority, series, number LIMIT %(most)s
"""


@dataclass(frozen=True)
class Day:
    """One day of the calendar; `is_within` is false for those of the months beside it, which stay empty. `works` says whether
    the reader's side works on it, `off` why not where it is no plain weekend."""

    day: date
    lines: Sequence[ItemLine]
    is_within: bool
    is_today: bool
    works: bool = True
    off: str = ""


@dataclass(frozen=True)
class Month:
    """A month in weeks from Monday; `is_cut` says that more is due in it than is shown."""

    first: date
    weeks: list[list[Day]]
    count: int
    is_cut: bool

    @property
    def name(self) -> str:
        return times.month(self.first)

    @property
    def before(self) -> str:
        """The month before, as an address has it."""
        return f"{self.first - timedelta(days=1):%Y-%m}"

    @property
    def after(self) -> str:
        return f"{self.first + timedelta(days=31):%Y-%m}"


def month_asked(said: str, today: date) -> date:
    """The first day of the month that an address asks for, else of the present one."""
    try:
        first = date.fromisoformat(f"{said}-01")
    except ValueError:
        first = today
    return first.replace(day=1) if 1900 < first.year < 2200 else today.replace(day=1)


def month_of(user: Person, *, first: date, today: date, asked: ItemFilter, moment: Moment | None = None) -> Month:
    """What a filter asks for, by the days on which it is due, and when the reader's side works. Three SQL queries, one less
    where nothing is due, and one more where what stands beside the items is not remembered."""
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    keys = _keys(user, first, last, today, asked)
    lines = lines_of(keys[:MOST], today, moment, is_listed=False)
    by_day: dict[date, list[ItemLine]] = {}
    for key in keys[:MOST]:
        if key in lines:
            by_day.setdefault(lines[key].due, []).append(lines[key])
    start, calendar = monday(first), calendar_of(user.delegation)
    weeks = [
        [
            _day(day, by_day.get(day, []), calendar, is_within=first <= day <= last, is_today=day == today)
            for day in (start + timedelta(days=7 * week + weekday) for weekday in range(7))
        ]
        for week in range((last - start).days // 7 + 1)
    ]
    return Month(first, weeks, len(keys[:MOST]), len(keys) > MOST)


def _day(day: date, lines: Sequence[ItemLine], calendar: Calendar, *, is_within: bool, is_today: bool) -> Day:
    off = calendar.day_off(day)
    return Day(day, lines if is_within else [], is_within, is_today, calendar.works_on(day), off.name if off else "")


def _keys(user: Person, first: date, last: date, today: date, asked: ItemFilter) -> list[UUID]:
    """One SQL query."""
    rule = " OR ".join(f"({RULES[urgency].format(due='due_on')})" for urgency in asked.urgencies)
    values = values_for(asked, today, user.code, user.pk) | {"first": first, "last": last, "most": MOST + 1}
    with connection.cursor() as cursor:
        cursor.execute(KEYS.format(rule=rule, shown=shown_by(asked)), values)
        return [key for (key,) in cursor.fetchall()]
