"""When reminders go."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import times
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.cadence import Rung, RungNotUnderstood, occurrences, read_cadence, usual_cadences
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.states import Audience

DUE = date(2026, 6, 30)  # a Tuesday
BEFORE = read_cadence(["-30d", "-14d", "-7d", "-3d", "-1d"])
AFTER = read_cadence(["+1w", "+5w"])


def days(due, cadence, zone="America/Guatemala", calendar=None, at=None):
    return {
        occurrence.rung.key: occurrence.send_on
        for occurrence in occurrences(due, cadence, zone, calendar or Calendar(), at)
    }


def test_calendar_days_before_go_on_the_working_day_before():
    assert days(DUE, BEFORE) == {
        "-30d": date(2026, 5, 29),  # 31 May is a Sunday: the Friday before
        "-14d": date(2026, 6, 16),
        "-7d": date(2026, 6, 23),
        "-3d": date(2026, 6, 26),  # 27 June is a Saturday
        "-1d": date(2026, 6, 29),
    }


def test_working_days_are_counted_by_the_readers_calendar():
    """Guatemala keeps 30 June, moved or not, and 15 September."""
    calendar, day = Calendar("GT"), date(2026, 9, 16)
    assert days(day, read_cadence(["-1w", "-3w", "+1w"]), calendar=calendar) == {
        "-3w": date(2026, 9, 10), "-1w": date(2026, 9, 14), "+1w": date(2026, 9, 17),
    }  # fmt: skip


def test_what_is_overdue_never_goes_before_it_is():
    """Due on a Friday: it goes on Monday, not back to the Friday; the fifth working day after is the next Friday."""
    assert days(date(2026, 6, 19), AFTER) == {"+1w": date(2026, 6, 22), "+5w": date(2026, 6, 26)}
    assert days(date(2026, 6, 20), read_cadence(["+1d", "+1w"])) == {"+1d": date(2026, 6, 22), "+1w": date(2026, 6, 22)}


def test_on_the_day_itself():
    assert days(DUE, read_cadence(["0d"])) == {"+0d": DUE}
    assert days(date(2026, 6, 28), read_cadence(["0w"])) == {"+0w": date(2026, 6, 26)}  # a Sunday


def test_where_an_hour_counts_nothing_asks_when_it_is_too_late():
    """At 07:30 in Guatemala of the day itself: what would go at 08:00 of that day does not go, what comes after does."""
    at = datetime(2026, 6, 30, 13, 30, tzinfo=UTC)
    assert list(days(DUE, read_cadence(["-1d", "0d", "+1w"]), at=at)) == ["-1d", "+1w"]
    assert list(days(DUE, read_cadence(["-1d", "0d", "+1w"]), at=at + timedelta(hours=1))) == ["-1d", "+0d", "+1w"]


@pytest.mark.parametrize(
    ("words", "rung"),
    [
        ("-7d", Rung(-7)),
        ("+1w !", Rung(1, in_working_days=True, is_mandatory=True)),
        ("+10w head", Rung(10, in_working_days=True, audience=Audience.HEAD)),
        ("0d", Rung(0)),
    ],
)
def test_rungs_are_read_as_they_are_written(words, rung):
    assert Rung.read(words) == rung
    assert Rung.read(rung.key) == Rung(rung.days, rung.in_working_days, rung.audience)


@pytest.mark.parametrize("words", ["", "7", "d", "-7", "-7m", "+1w everybody", "-400d", "--7d", "-7d!", "-7d\n"])
def test_what_is_no_rung_is_refused(words):
    with pytest.raises(RungNotUnderstood):
        Rung.read(words)


def test_every_kind_of_deadline_has_a_cadence():
    assert set(usual_cadences()) == set(KINDS)
    for cadence in usual_cadences().values():
        assert any(rung.is_mandatory for rung in cadence)


@pytest.mark.parametrize(
    ("zone", "utc"),
    [
        ("America/Guatemala", datetime(2026, 6, 16, 14, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 6, 16, 12, tzinfo=UTC)),
        ("Europe/Madrid", datetime(2026, 6, 16, 6, tzinfo=UTC)),
        ("Pacific/Kiritimati", datetime(2026, 6, 15, 18, tzinfo=UTC)),
        ("Asia/Kathmandu", datetime(2026, 6, 16, 2, 15, tzinfo=UTC)),
    ],
)
def test_they_go_at_eight_where_the_reader_lives(zone, utc):
    assert {occurrence.rung.key: occurrence.goes_at for occurrence in occurrences(DUE, BEFORE, zone, Calendar())}[
        "-14d"
    ] == utc


@pytest.mark.parametrize(
    ("country", "day", "before", "after"),
    [
        ("US", date(2026, 7, 3), date(2026, 7, 2), date(2026, 7, 6)),  # Independence Day observed
        ("US", date(2026, 11, 26), date(2026, 11, 25), date(2026, 11, 27)),  # Thanksgiving
        ("MX", date(2026, 11, 26), date(2026, 11, 26), date(2026, 11, 26)),
        ("MX", date(2026, 9, 16), date(2026, 9, 15), date(2026, 9, 17)),  # Independence
        ("GT", date(2026, 9, 15), date(2026, 9, 14), date(2026, 9, 16)),  # Independence
        ("GT", date(2026, 4, 3), date(2026, 4, 1), date(2026, 4, 6)),  # Holy Week, then a weekend
        ("", date(2026, 12, 25), date(2026, 12, 25), date(2026, 12, 25)),
        ("ZZ", date(2026, 12, 26), date(2026, 12, 25), date(2026, 12, 28)),  # an unknown country has weekends
    ],
)
def test_they_keep_to_the_working_days_of_the_readers_country(country, day, before, after):
    calendar = Calendar(country)
    assert (calendar.before(day), calendar.after(day)) == (before, after)


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/New_York", "America/Havana"])
def test_eight_oclock_is_eight_oclock_on_both_sides_of_a_clock_change(zone):
    changes = ((2027, 3, 12), (2027, 3, 15), (2027, 3, 26), (2027, 3, 29), (2027, 10, 29), (2027, 11, 8))
    for day in (date(*change) for change in changes):
        for occurrence in occurrences(day + timedelta(14), BEFORE, zone, Calendar()):
            assert times.clock(occurrence.goes_at, zone) == "08:00"


@given(
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["America/New_York", "America/Mexico_City", "America/Guatemala", "Europe/Madrid", "Pacific/Apia"]),
    st.sampled_from(["US", "MX", "GT", "ES", ""]),
    st.integers(-60, 60),
    st.booleans(),
)
def test_every_reminder_goes_on_a_working_day_on_the_right_side_of_the_due_day(due, zone, country, number, working):
    calendar, rung = Calendar(country), Rung(number, in_working_days=working)
    (occurrence,) = occurrences(due, (rung,), zone, calendar)
    assert calendar.works_on(occurrence.send_on)
    assert times.clock(occurrence.goes_at, zone) == "08:00"
    assert times.local(occurrence.goes_at, zone).date() == occurrence.send_on
    assert occurrence.send_on > due if rung.is_after else occurrence.send_on <= due
    if working:
        step = 1 if rung.is_after else -1
        between = [due + each * step * timedelta(1) for each in range(1, abs((occurrence.send_on - due).days) + 1)]
        assert sum(map(calendar.works_on, between)) == abs(number) or not number
    else:
        assert timedelta(0) <= abs(occurrence.send_on - (due + number * timedelta(1))) <= timedelta(14)
