"""The demo's data, as far as its days are reckoned."""

from datetime import date, timedelta

import holidays

from portal.embedded.seed.meetings import follow_up_day


def test_the_demos_ministerial_falls_on_two_working_days_of_all_three():
    calendars = [holidays.country_holidays(code, years=range(2026, 2030)) for code in ("US", "MX", "GT")]
    for ahead in range(3 * 365):
        today = date(2026, 1, 1) + timedelta(days=ahead)
        day = follow_up_day(today)
        assert day.weekday() < 4
        assert not [calendar for calendar in calendars if day in calendar or day + timedelta(days=1) in calendar], day
        assert timedelta(days=20) <= day - today < timedelta(days=30)
