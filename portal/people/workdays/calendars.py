"""On which days a side works. Pure: a country and the side's own changes in, days out.

A country's days off are those of the holidays library in the categories of government (`CATEGORIES`), and those of
`closures.toml`, which says where each comes from. What a delegation says of its own days counts before both.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import get_language

from portal.core.later import Later
from portal.core.texts import in_language

if TYPE_CHECKING:
    import holidays
else:
    holidays = Later("holidays")

CATEGORIES = ("public", "government", "half_day")
CLOSURES = Path(__file__).with_name("closures.toml")
DAY = timedelta(days=1)
WEEKEND = 5


@dataclass(frozen=True, slots=True)
class Change:
    """What a delegation says of one of its days: off or worked, and why."""

    is_off: bool
    note: str


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which people do not work, as a list shows it; `source` is "" where the library knows it."""

    day: date
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """The working days of a side: `country` is an ISO 3166 code, "" or one that nobody knows for weekends alone."""

    country: str = ""
    changes: Mapping[date, Change] = field(default_factory=dict)

    def works_on(self, day: date) -> bool:
        """Whether people work on that day."""
        change = self.changes.get(day)
        return not change.is_off if change else day.weekday() < WEEKEND and day not in _closed(self.country, day.year)

    def before(self, day: date) -> date:
        """The day itself if people work on it, else the nearest working day before."""
        while not self.works_on(day):
            day -= DAY
        return day

    def after(self, day: date) -> date:
        """The day itself if people work on it, else the nearest working day after."""
        while not self.works_on(day):
            day += DAY
        return day

    def later(self, day: date, number: int) -> date:
        """The working day that so many working days later is; the day itself for none."""
        for _step in range(number):
            day = self.after(day + DAY)
        return day

    def earlier(self, day: date, number: int) -> date:
        """The working day that so many working days earlier is; the day itself for none."""
        for _step in range(number):
            day = self.before(day - DAY)
        return day

    def worked(self, after: date, last: date) -> int:
        """How many working days there are after a day, up to the last."""
        return sum(self.works_on(after + step * DAY) for step in range(1, (last - after).days + 1))

    def day_off(self, day: date) -> DayOff | None:
        """Why nobody works on that day, in the reader's language; none for a day worked and for a plain weekend."""
        change = self.changes.get(day)
        if change:
            return DayOff(day, change.note, "") if change.is_off else None
        return _closed(self.country, day.year, (get_language() or "en")[:2]).get(day)

    def days_off(self, first: date, last: date) -> Iterator[DayOff]:
        """The days off from one day to another, both included, in their order, without those of a weekend."""
        for day in (first + step * DAY for step in range((last - first).days + 1)):
            if (day.weekday() < WEEKEND or day in self.changes) and (found := self.day_off(day)):
                yield found


@lru_cache(maxsize=512)
def _closed(country: str, year: int, language: str = "en") -> dict[date, DayOff]:
    """A country's days off in a year; a rule of `closures.toml` gives way to a holiday of the library."""
    found = {day: DayOff(day, name, "") for day, name in _holidays(country, year, language).items()}
    for rule in _rules().get(country, []):
        days = [date(year, *map(int, each.split("-"))) for each in rule.get("yearly", [])]
        for day in [*days, *(each for each in rule.get("days", []) if each.year == year)]:
            name, source = in_language(rule["name"], language), in_language(rule["source"], language)
            found.setdefault(day, DayOff(day, name, source))
    return found


def _holidays(country: str, year: int, language: str) -> dict[date, str]:
    """What the library knows, in the language asked for where it speaks it; of several names of a day the first."""
    if not country:
        return {}
    try:
        kind = holidays.country_holidays(country)
    except NotImplementedError:
        # So the library says that it does not know the country: weekends alone are off there.
        return {}
    categories = [each for each in CATEGORIES if each in kind.supported_categories]
    spoken = next((each for each in kind.supported_languages if each.partition("_")[0] == language), None)
    known = holidays.country_holidays(country, years=year, categories=categories, language=spoken)
    return {day: known[day].partition("; ")[0] for day in known}


@cache
def _rules() -> dict[str, list[dict[str, Any]]]:
    return tomllib.loads(CLOSURES.read_text(encoding="utf-8"))
