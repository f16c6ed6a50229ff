"""The arithmetic of the end of a silence: to the second, in three zones, across daylight saving."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from meetings.adoption.clocking import (
    earliest_end,
    is_before,
    moves_clocks,
    runs_of,
    shown_from,
    stretch,
    suggested_end,
)

NEW_YORK, MEXICO, GUATEMALA = "America/New_York", "America/Mexico_City", "America/Guatemala"
END = datetime(2026, 12, 1, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(("seconds", "in_time"), [(-1, True), (0, False), (1, False)])
@pytest.mark.parametrize("place", [NEW_YORK, MEXICO, GUATEMALA, "UTC"])
def test_the_end_itself_is_too_late_wherever_it_is_asked(seconds, in_time, place):
    assert is_before((END + seconds * SECOND).astimezone(ZoneInfo(place)), END) is in_time


def test_the_hour_that_comes_twice_is_two_hours():
    """On 1 November 2026 New York's clock shows 01:30 twice; Python takes both for one and the same inside the zone."""
    first = datetime(2026, 11, 1, 1, 30, tzinfo=ZoneInfo(NEW_YORK))
    second = first.replace(fold=1)
    assert first == second
    assert is_before(first, second)
    assert not is_before(second, first)


@pytest.mark.parametrize(
    ("day", "end"),
    [
        # Spring: the night has one hour less, so 24 hours end at 18:00.
        ((2026, 3, 7), "2026-03-08 18:00 -0400"),
        ((2026, 10, 31), "2026-11-01 16:00 -0500"),
        ((2026, 12, 1), "2026-12-02 17:00 -0500"),
    ],
)
def test_a_day_is_twenty_four_hours_whatever_the_clocks_do(day, end):
    local = datetime(*day, 17, tzinfo=ZoneInfo(NEW_YORK))
    assert earliest_end(local, 24).astimezone(ZoneInfo(NEW_YORK)).strftime("%Y-%m-%d %H:%M %z") == end
    assert is_before(earliest_end(local, 24) - SECOND, earliest_end(local, 24))


def test_only_new_york_moves_its_clocks():
    opened, ends = datetime(2026, 3, 7, 22, tzinfo=UTC), datetime(2026, 3, 9, 22, tzinfo=UTC)
    assert [moves_clocks(opened, ends, place) for place in (NEW_YORK, MEXICO, GUATEMALA)] == [True, False, False]
    assert not moves_clocks(opened + timedelta(days=2), ends + timedelta(days=2), NEW_YORK)


def test_what_may_be_chosen_is_said_in_whole_minutes_and_never_too_early():
    opened = datetime(2026, 3, 2, 15, 0, 20, tzinfo=UTC)
    assert shown_from(earliest_end(opened, 24)) == datetime(2026, 3, 3, 15, 1, tzinfo=UTC)
    assert shown_from(END) == END
    assert suggested_end(opened, 24) == datetime(2026, 3, 3, 17, tzinfo=UTC)


def test_the_days_between_are_those_of_each_place():
    """From Friday 20:00 in Guatemala, which is Friday 21:00 in Washington, to Sunday midnight there: Monday is not touched."""
    opened, ends = datetime(2026, 12, 5, 2, tzinfo=UTC), datetime(2026, 12, 7, 5, tzinfo=UTC)

    def works_on(day: date) -> bool:
        return day.weekday() < 5

    found = stretch(opened, ends, NEW_YORK, works_on)
    assert found.days == (date(2026, 12, 4), date(2026, 12, 5), date(2026, 12, 6))
    assert found.off == (date(2026, 12, 5), date(2026, 12, 6))
    assert found.has_working_day
    assert not stretch(opened + timedelta(days=1), ends, NEW_YORK, works_on).has_working_day
    assert stretch(opened, ends + SECOND, NEW_YORK, works_on).days[-1] == date(2026, 12, 7)


def test_days_without_a_gap_are_one_run():
    days = [date(2026, 12, 5), date(2026, 12, 6), date(2026, 12, 12), date(2026, 12, 13), date(2026, 12, 25)]
    assert runs_of(days) == [(days[0], days[1]), (days[2], days[3]), (days[4], days[4])]
    assert runs_of([]) == []
