"""Saying when: days and clocks in a named place, in the reader's language.

Instants are stored in UTC; every function here takes the zone it speaks in. Day formats follow each language's habit.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, available_timezones

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext, ngettext

from portal.core.later import Later
from portal.core.texts import in_sentence

if TYPE_CHECKING:
    import holidays
else:
    holidays = Later("holidays")

PLAIN = {"en": "j F Y", "es": r"j \d\e F \d\e Y"}
LONG = {"en": "l j F Y", "es": r"l j \d\e F \d\e Y"}
# Of a day before another one: without what both share, year or month and year.
LONG_IN_YEAR = {"en": "l j F", "es": r"l j \d\e F"}
IN_MONTH = "l j"
DATE = {"en": "j M Y"}
SHORT = {"en": "D j M Y", "es": "D j M Y"}
BRIEF = {"en": "D j M", "es": "D j M"}
# Less than three days are counted in hours.
HOURS_BELOW = 3 * 24 * 60


def zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def is_zone(name: str) -> bool:
    """Whether `name` is a place in the pinned zone data, such as America/Guatemala."""
    return "/" in name and name in available_timezones()


def local(instant: datetime, place: str) -> datetime:
    """The instant as the wall clock of `place` shows it. Refuses naive datetimes (ValueError)."""
    if timezone.is_naive(instant):
        raise ValueError("an instant needs a time zone")
    return instant.astimezone(zone(place))


def instant(day: date, clock: str, place: str) -> datetime:
    """The UTC instant at which the clock of `place` shows `clock` ("08:00") on `day`.

    A time that daylight saving skips becomes the same distance after the gap; a time that occurs twice is the first.
    """
    hour, minute = map(int, clock.split(":"))
    wall = datetime(day.year, day.month, day.day, hour, minute, tzinfo=zone(place))
    return wall.astimezone(ZoneInfo("UTC"))


def zone_names() -> list[str]:
    """Every place in the pinned zone data, in alphabetical order."""
    names = (name for name in available_timezones() if "/" in name)
    return sorted(name for name in names if not name.startswith(("Etc/", "posix/", "right/", "SystemV/", "US/")))


def length(minutes: int) -> str:
    """A length in words that both languages share: 45 min, 1 h, 6 h 30 min."""
    whole, rest = divmod(minutes, 60)
    parts = (f"{whole} h" if whole else "", f"{rest} min" if rest or not whole else "")
    return " ".join(part for part in parts if part)


def holiday_countries() -> list[str]:
    """ISO 3166 codes of the countries whose public holidays are known."""
    return sorted(code for code in holidays.list_supported_countries() if len(code) == 2)


def long_day(day: date) -> str:
    return _format(day, LONG)


def plain_day(day: date) -> str:
    """Without the weekday, as a document is dated: "10 December 2026"."""
    return _format(day, PLAIN)


def short_day(day: date) -> str:
    return _format(day, SHORT)


def short_date(day: date) -> str:
    """Without the weekday, for what is drawn: "10 Dec 2026"."""
    return _format(day, DATE)


def long_days(days: Sequence[date]) -> str:
    """Days in order as one sentence says them: "Tuesday 4 and Wednesday 5 May 2027", "Tuesday 4 to Friday 7 May 2027"."""
    first, last = days[0], days[-1]
    if len(days) > 2 and (last - first).days == len(days) - 1:
        return gettext("%(first)s to %(last)s") % {"first": _before(first, last), "last": long_day(last)}
    if len(days) == 1:
        return long_day(first)
    before = ", ".join(_before(day, later) for day, later in pairwise(days))
    return gettext("%(first)s and %(last)s") % {"first": before, "last": long_day(last)}


def short_span(first: date, last: date) -> str:
    """The first and the last of some days, in short: "Tue 4 – Wed 5 May 2027"."""
    if first == last:
        return short_day(first)
    shared = "D j" if (first.year, first.month) == (last.year, last.month) else "D j M"
    begins = short_day(first) if first.year != last.year else _format(first, {"en": shared})
    return f"{begins} – {short_day(last)}"


def brief_day(day: date) -> str:
    """Without the year, for lists whose dates are near."""
    return _format(day, BRIEF)


def brief_span(first: date, last: date) -> str:
    """The first and the last of some near days: "Sat 5 – Sun 6 Dec"."""
    if first == last:
        return brief_day(first)
    begins = _format(first, {"en": "D j"}) if first.month == last.month else brief_day(first)
    return f"{begins} – {brief_day(last)}"


def clock(instant: datetime, place: str) -> str:
    return local(instant, place).strftime("%H:%M")


def same_clock(instant: datetime, place: str, other: str) -> bool:
    """Whether clocks and calendars of two places show the same at that instant."""
    return local(instant, place).replace(tzinfo=None) == local(instant, other).replace(tzinfo=None)


def zone_city(name: str) -> str:
    """A zone's own city, for zones that no delegation sits in: America/New_York is New York."""
    return name.rpartition("/")[2].replace("_", " ")


def in_places(at: datetime, places: Iterable[tuple[str, str]]) -> str:
    """An instant as clocks of several places show it, each a zone and what the place is called, in their order; the day is said
    once where they share it: "Tue 1 Dec 2026, 15:00 in Washington, 14:00 in Mexico City and Guatemala City".
    """
    found: dict[date, dict[str, list[str]]] = {}
    for name, called in places:
        names = found.setdefault(local(at, name).date(), {}).setdefault(clock(at, name), [])
        if in_sentence(called) not in names:
            names.append(in_sentence(called))
    return "; ".join(
        ", ".join(
            [short_day(day), *(gettext("%(clock)s in %(city)s") % {"clock": shown, "city": all_of(cities)}
                               for shown, cities in clocks.items())]
        )
        for day, clocks in found.items()
    )  # fmt: skip


def left(at: datetime, now: datetime, place: str) -> str:
    """How long it is until an instant: whole days as `place` counts them, hours below three days, minutes below one hour; never
    more than there is. "" once it has come."""
    minutes = (at - now) // timedelta(minutes=1)
    if at <= now:
        return ""
    if minutes >= HOURS_BELOW:
        return in_days(days_until(at, now, place))
    if minutes >= 60:
        return ngettext("in %(count)s hour", "in %(count)s hours", minutes // 60) % {"count": minutes // 60}
    if minutes >= 1:
        return ngettext("in %(count)s minute", "in %(count)s minutes", minutes) % {"count": minutes}
    return gettext("in less than a minute")


def in_days(days: int) -> str:
    """ "in 3 days", "today", "2 days late": whole days from the reader's today."""
    if days == 0:
        return gettext("today")
    if days == 1:
        return gettext("tomorrow")
    if days < 0:
        return ngettext("%(days)s day late", "%(days)s days late", -days) % {"days": -days}
    return ngettext("in %(days)s day", "in %(days)s days", days) % {"days": days}


def days_until(instant: datetime, now: datetime, place: str) -> int:
    """Calendar days from today to the instant's day, both as seen in `place`."""
    return (local(instant, place).date() - local(now, place).date()) // timedelta(days=1)


def all_of(names: Sequence[str]) -> str:
    """Names as a sentence lists them."""
    *first, last = names
    return gettext("%(first)s and %(last)s") % {"first": ", ".join(first), "last": last} if first else last


def month(day: date) -> str:
    """The month of a day: "May 2026"."""
    return _format(day, {"en": "F Y", "es": r"F \d\e Y"})


def brief_month(day: date) -> str:
    """The month of a day, in short: "May 2026", "Sep 2026"."""
    return _format(day, {"en": "M Y"})


def month_alone(day: date) -> str:
    """The month of a day, in short and without its year: "Sep"."""
    return _format(day, {"en": "M"})


def whole_month(day: date) -> str:
    """The month of a day without its year: "September"."""
    return _format(day, {"en": "F"})


def day_alone(day: date) -> str:
    """A day in short, without the weekday and the year: "9 Nov"."""
    return _format(day, {"en": "j M"})


def dated(day: date) -> str:
    """A day in short, without the weekday: "9 Nov 2026"."""
    return _format(day, {"en": "j M Y"})


def _before(day: date, later: date) -> str:
    """A day as it is said before a later one."""
    if day.year != later.year:
        return long_day(day)
    return _format(day, {"en": IN_MONTH} if day.month == later.month else LONG_IN_YEAR)


def _format(day: date, formats: dict[str, str]) -> str:
    language = (get_language() or "en")[:2]
    return _written(day, formats.get(language, formats["en"]), language)


@lru_cache(maxsize=4096)
def _written(day: date, pattern: str, language: str) -> str:
    """Spanish writes the names of days and months small; Django's abbreviations do not."""
    words = date_format(day, pattern)
    return words.lower() if language == "es" else words
