"""What stands over an agenda."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.texts import in_language


@dataclass(frozen=True, slots=True)
class Head:
    """A meeting's facts in the reader's language, ready to print: the piece that shows them is kept by them.

    Clocks are words; `my_start` and `my_end` are those of the reader's zone, "" where it shows the same. `days` until it
    are None once it has begun or when it will not be held. `hours` are those of each day of a meeting of several: its date,
    at the venue, in the reader's zone.
    """

    slug: str
    dates: tuple[date, ...]
    hours: tuple[tuple[date, str, str], ...]
    days: int | None
    start: str
    end: str
    my_start: str
    my_end: str
    city: str
    venue: str
    host: str
    co_hosts: tuple[str, ...]
    delegations: tuple[str, ...]
    level: str
    number: int | None
    series: str
    format: str
    join_address: str


def head_of(meeting: Meeting, now: datetime) -> Head:
    """The facts of a meeting that came with host and series. No SQL query."""
    mine, place = timezone.get_current_timezone_name(), meeting.time_zone
    days = times.days_until(meeting.starts_at, now, mine)
    differs = not times.same_clock(meeting.starts_at, place, mine)
    return Head(
        slug=meeting.slug,
        dates=tuple(meeting.dates),
        hours=tuple((day.date, day.hours(place), day.hours(mine) if differs else "") for day in meeting.days)
        if meeting.nights
        else (),
        days=days if meeting.is_coming and days >= 0 else None,
        start=times.clock(meeting.starts_at, place),
        end=times.clock(meeting.ends_at, place),
        my_start=times.clock(meeting.starts_at, mine) if differs else "",
        my_end=times.clock(meeting.ends_at, mine) if differs else "",
        city=in_language(meeting.city),
        venue=in_language(meeting.venue),
        host=str(meeting.host),
        co_hosts=tuple(meeting.co_hosts),
        delegations=tuple(meeting.delegations),
        level=meeting.get_level_display(),
        number=meeting.number,
        series=meeting.series.get_absolute_url() if meeting.series else "",
        format=meeting.get_format_display(),
        join_address=meeting.join_address,
    )
