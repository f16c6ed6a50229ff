"""The day that is counted from a meeting. Pure."""

from datetime import date, timedelta

from portal.people.workdays.calendars import Calendar


def counted_day(starts_on: date, weeks: int | None, workdays: int | None, calendar: Calendar) -> date:
    """So many weeks before a meeting begins, or so many working days by the calendar of whoever has to be ready."""
    if weeks is not None:
        return starts_on - timedelta(weeks=weeks)
    return calendar.earlier(starts_on, workdays or 0)
