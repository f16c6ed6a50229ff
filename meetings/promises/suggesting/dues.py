"""When a commitment falls due: find the words about time in a sentence and, where they name a day, the day."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from meetings.promises.suggesting.english_dues import ENGLISH_DUES
from meetings.promises.suggesting.plain import make_plain
from meetings.promises.suggesting.spanish_dues import SPANISH_DUES
from meetings.promises.suggesting.time_words import DuePattern, TimeWords

# A statement is often released, and dated, some days after the meeting it reports.
SAME_MEETING = timedelta(days=10)

TIME_WORDS = {"en": ENGLISH_DUES, "es": SPANISH_DUES}


@dataclass(frozen=True)
class Due:
    """Words about time: `text` as they stand in the sentence, `kind`, and the last day when they name one.

    Kinds: date, month, season, year_end, relative (counted from the meeting), event, duration, continuous, not_before
    (a start, never a deadline), none (urgent or vague, no day: "immediately", "in the near future").
    """

    text: str
    kind: str
    due: date | None


def find_due(text: str, language: str, *, meeting_date: date | None) -> Due | None:
    """Return what a sentence says about when, or None when it says nothing.

    A day, a month or a year that lies on or before `meeting_date` is history, not a deadline, and is passed over; so is
    one that only dates something done ("launched in May"). "Within two months" is counted from `meeting_date`; without
    it, or when it is counted from something else ("of its entry into force"), the day is None. Seasons get no day: they
    fall in different months north and south. `language` is "en" or "es"; anything else is refused with ValueError.
    """
    if language not in TIME_WORDS:
        raise ValueError(f"No time words for language {language!r}; there are: {', '.join(sorted(TIME_WORDS))}.")
    words = TIME_WORDS[language]
    plain = make_plain(text)
    starts_only = [match.span() for match in words.not_before.finditer(plain.text)]
    for pattern in words.patterns:
        for match in pattern.pattern.finditer(plain.text):
            start, end = match.span("due")
            if pattern.kind != "not_before" and any(first <= start < last for first, last in starts_only):
                continue
            if words.dates_something_done.search(plain.text[: match.start()]):
                continue
            day = _READERS[pattern.reads](match, words, meeting_date)
            if day is not None and meeting_date is not None and day <= meeting_date:
                continue
            if day is None and meeting_date is not None and _is_past_year(match, meeting_date):
                continue
            start, end = plain.original_span(start, end)
            return Due(text[start:end].strip(), pattern.kind, day)
    return None


def find_length(text: str, language: str) -> tuple[int, str] | None:
    """The length of time that words name, as a number of "day", "week", "month" or "year"; None where they name none.

    Working days are none: they depend on whose holidays they are. `language` is as in `find_due`, anything else has none.
    """
    words = TIME_WORDS.get(language)
    if words is None:
        return None
    plain = make_plain(text)
    for pattern in words.patterns:
        match = pattern.pattern.search(plain.text) if pattern.reads == "relative" else None
        if match and not match["working"]:
            return _number(match["number"], words), words.units[match["unit"].lower()]
    return None


def names_past_date(text: str, language: str, meeting_date: date) -> bool:
    """Tell whether a plain text names a day or month, with its year, well before the meeting ("launched in" aside)."""
    words = TIME_WORDS[language]
    for pattern in words.patterns:
        if pattern.reads not in ("day", "month"):
            continue
        for match in pattern.pattern.finditer(text):
            day = _READERS[pattern.reads](match, words, meeting_date) if match["year"] else None
            is_past = day is not None and day < meeting_date - SAME_MEETING
            if is_past and not words.dates_something_done.search(text[: match.start()]):
                return True
    return False


def read_opening_date(match: re.Match[str], language: str, meeting_date: date) -> date | None:
    """Return the last day of a past "In March", "On 5 March 2023" or "In 2022", read from the groups of the match."""
    if match["year_alone"]:
        return date(int(match["year_alone"]), 12, 31)
    month = _month_number(match["month"], TIME_WORDS[language])
    year = int(match["year"]) if match["year"] else meeting_date.year
    if not match["year"] and month > meeting_date.month:
        year -= 1
    day = opening_day(match)
    return _make_date(year, month, int(day)) if day else _last_of_month(year, month)


def opening_day(match: re.Match[str]) -> str | None:
    """Return the day that a sentence's opening names, in figures: "On March 5", "On 5 March"; None for "In March"."""
    groups = match.groupdict()
    return groups["day"] or groups.get("day_first")


def _is_past_year(match: re.Match[str], meeting_date: date) -> bool:
    year = match.groupdict().get("year")
    return bool(year) and int(str(year)) < meeting_date.year


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _last_of_month(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _month_number(name: str, words: TimeWords) -> int:
    lowered = name.lower()
    return next(number for start, number in words.months.items() if lowered.startswith(start))


def _number(text: str, words: TimeWords) -> int:
    lowered = text.lower()
    return int(lowered) if lowered.isdigit() else words.numbers[lowered]


def _read_day(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    groups = match.groupdict()
    month = _month_number(match["month"], words)
    day = int(groups.get("last_day") or match["day"] or 1)
    if match["year"]:
        return _make_date(int(match["year"]), month, day)
    if meeting_date is None:
        return None
    this_year = _make_date(meeting_date.year, month, day)
    # Without a year the next such day is meant.
    return this_year if this_year and this_year > meeting_date else _make_date(meeting_date.year + 1, month, day)


def _read_iso_day(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    return _make_date(int(match["year"]), int(match["month"]), int(match["day"]))


def _read_month(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    month = _month_number(match["month"], words)
    if match["year"]:
        return _last_of_month(int(match["year"]), month)
    if meeting_date is None:
        return None
    return _last_of_month(meeting_date.year + (month < meeting_date.month), month)


def _read_part_of_year(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    year = int(match["year"]) if match["year"] else (meeting_date.year if meeting_date else None)
    if year is None:
        return None
    length = words.year_parts[match["part"].lower()]
    number = min(words.ordinals[match["which"].lower()], 12 // length)
    return _last_of_month(year, length * number)


def _read_year(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    groups = match.groupdict()
    if groups.get("fiscal"):
        # Fiscal years end on different days in different countries.
        return None
    if groups.get("year"):
        return date(int(match["year"]) - bool(groups.get("before")), 12, 31)
    if meeting_date is None:
        return None
    return date(meeting_date.year + bool(groups.get("next")), 12, 31)


def _read_relative(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    if meeting_date is None or match["elsewhere"]:
        return None
    number = _number(match["number"], words)
    unit = words.units[match["unit"].lower()]
    if unit == "day":
        # Working days depend on whose holidays they are.
        return None if match["working"] else meeting_date + timedelta(days=number)
    if unit == "week":
        return meeting_date + timedelta(weeks=number)
    months = number * (12 if unit == "year" else 1)
    year, month = divmod(meeting_date.year * 12 + meeting_date.month - 1 + months, 12)
    return date(year, month + 1, min(meeting_date.day, calendar.monthrange(year, month + 1)[1]))


def _read_next_unit(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    if meeting_date is None:
        return None
    if words.units[match["unit"].lower()] == "week":
        return meeting_date + timedelta(days=13 - meeting_date.weekday())
    year, month = divmod(meeting_date.year * 12 + meeting_date.month, 12)
    return _last_of_month(year, month + 1)


def _read_nothing(match: re.Match[str], words: TimeWords, meeting_date: date | None) -> date | None:
    return None


_Reader = Callable[[re.Match[str], TimeWords, "date | None"], "date | None"]
_READERS: dict[str, _Reader] = {
    "day": _read_day,
    "iso_day": _read_iso_day,
    "month": _read_month,
    "part_of_year": _read_part_of_year,
    "year": _read_year,
    "relative": _read_relative,
    "next_unit": _read_next_unit,
    "nothing": _read_nothing,
}

assert all(
    isinstance(pattern, DuePattern) and pattern.reads in _READERS
    for words in TIME_WORDS.values()
    for pattern in words.patterns
)
