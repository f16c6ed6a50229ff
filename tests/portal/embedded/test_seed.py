"""The demo's data, as far as its days are reckoned."""

from datetime import date, timedelta

from portal.embedded.seed.meetings import follow_up_day
from portal.people.workdays.calendars import Calendar


def test_the_demos_ministerial_falls_on_two_working_days_of_all_three():
    calendars = [Calendar(country) for country in ("US", "MX", "GT")]
    for ahead in range(3 * 365):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        day = follow_up_day(today)
        days = (day, day + timedelta(days=1))
        assert all(calendar.works_on(each) for calendar in calendars for each in days), day
        assert timedelta(days=20) <= day - today < timedelta(days=30)
