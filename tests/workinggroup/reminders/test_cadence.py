"""When reminders ring."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import times
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.cadence import before_meeting, overdue

MEETING = date(2026, 6, 30)  # a Tuesday


def test_the_rungs_before_a_meeting():
    rings = before_meeting(MEETING, "America/Guatemala", Calendar())
    assert [(ring.rung, ring.send_on) for ring in rings] == [
        ("30", date(2026, 5, 29)),  # 31 May is a Sunday: the Friday before
        ("14", date(2026, 6, 16)),
        ("7", date(2026, 6, 23)),
        ("3", date(2026, 6, 26)),  # 27 June is a Saturday
        ("1", date(2026, 6, 29)),
    ]


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
def test_they_ring_at_eight_where_the_reader_lives(zone, utc):
    assert {ring.rung: ring.due_at for ring in before_meeting(MEETING, zone, Calendar())}["14"] == utc


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


def test_two_rungs_may_fall_on_one_day():
    """1 and 3 days before a Monday are both the Friday before."""
    rings = {ring.rung: ring.send_on for ring in before_meeting(date(2026, 6, 29), "America/Guatemala", Calendar())}
    assert rings["1"] == rings["3"] == date(2026, 6, 26)


def test_overdue_never_rings_before_the_thing_is_overdue():
    """Due on a Friday: the notice goes on Monday, not back to the Friday."""
    (ring,) = overdue([date(2026, 6, 19)], "America/Guatemala", Calendar("GT"))
    assert (ring.rung, ring.send_on) == ("overdue", date(2026, 6, 22))


def test_things_due_on_one_weekend_make_one_notice():
    assert len(overdue([date(2026, 6, 26), date(2026, 6, 27), date(2026, 6, 28)], "America/Guatemala", Calendar())) == 1


@pytest.mark.parametrize("zone", ["Europe/Madrid", "America/New_York", "America/Havana"])
def test_eight_oclock_is_eight_oclock_on_both_sides_of_a_clock_change(zone):
    for day in (
        date(2027, 3, 12),
        date(2027, 3, 15),
        date(2027, 3, 26),
        date(2027, 3, 29),
        date(2027, 10, 29),
        date(2027, 11, 8),
    ):
        for ring in before_meeting(day + timedelta(14), zone, Calendar()):
            assert times.clock(ring.due_at, zone) == "08:00"


@given(
    st.dates(date(2024, 1, 1), date(2035, 12, 31)),
    st.sampled_from(["America/New_York", "America/Mexico_City", "America/Guatemala", "Europe/Madrid", "Pacific/Apia"]),
    st.sampled_from(["US", "MX", "GT", "ES", ""]),
)
def test_every_ring_falls_on_a_working_day_not_after_its_rung(day, zone, country):
    for ring in before_meeting(day, zone, Calendar(country)):
        assert Calendar(country).works_on(ring.send_on)
        assert timedelta(0) <= (day - timedelta(int(ring.rung))) - ring.send_on <= timedelta(14)
        assert times.clock(ring.due_at, zone) == "08:00"
        assert times.local(ring.due_at, zone).date() == ring.send_on
    for ring in overdue([day], zone, Calendar(country)):
        assert Calendar(country).works_on(ring.send_on)
        assert ring.send_on > day
