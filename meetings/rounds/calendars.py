"""Meetings and days as iCalendar (RFC 5545) and as invitations (iTIP, RFC 5546); pure.

Times are written in the venue's zone with its VTIMEZONE, so that a client shows the clock of the place and survives a
change of the zone's rules.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from portal.core.later import Later

if TYPE_CHECKING:
    import icalendar
else:
    icalendar = Later("icalendar")

PRODUCT = "-//Portal of a ministerial working group//EN"
ALARMS = (timedelta(days=1), timedelta(hours=1))


@dataclass(frozen=True)
class MeetingEvent:
    """A meeting as calendars know it. Instants carry a zone; `sequence` grows with every change (RFC 5545, 3.8.7.4).

    `called_off` is the word for it in the reader's language ("Cancelled", "Postponed"), "" while the meeting stands. The
    summary begins with it, since some calendars show a status only faintly or not at all.
    """

    uid: str
    sequence: int
    stamp: datetime
    starts_at: datetime
    ends_at: datetime
    time_zone: str
    title: str
    place: str
    note: str
    address: str
    called_off: str = ""
    is_tentative: bool = False


@dataclass(frozen=True)
class DayEvent:
    """Something due on a day, in no zone at all."""

    uid: str
    stamp: datetime
    day: date
    title: str
    address: str


def invitation(meeting: MeetingEvent, *, method: str, organizer: tuple[str, str], attendee: tuple[str, str]) -> bytes:
    """An invitation for one person, REQUEST or CANCEL; the two people are (address, name)."""
    event = _meeting(meeting)
    event["organizer"] = _person(organizer)
    guest = _person(attendee)
    guest.params["ROLE"] = icalendar.vText("REQ-PARTICIPANT")
    guest.params["PARTSTAT"] = icalendar.vText("NEEDS-ACTION")
    guest.params["RSVP"] = icalendar.vText("FALSE")
    event.add("attendee", guest, encode=False)
    return _written([event], method=method, name="")


def calendar(events: Iterable[MeetingEvent | DayEvent], *, name: str = "") -> bytes:
    """A calendar to be downloaded or subscribed to; `name` is what a client shows for it.

    It has no method: PUBLISH asks for an organizer in every event (RFC 5546, 3.2.1), which a person's own due day has not.
    """
    return _written([_meeting(each) if isinstance(each, MeetingEvent) else _day(each) for each in events], "", name)


def _written(events: "list[icalendar.Event]", method: str, name: str) -> bytes:
    written = icalendar.Calendar()
    written.add("prodid", PRODUCT)
    written.add("version", "2.0")
    written.add("calscale", "GREGORIAN")
    if method:
        written.add("method", method)
    if name:
        written.add("x-wr-calname", name)
        written.add("refresh-interval", timedelta(hours=4), parameters={"VALUE": "DURATION"})
    moments: list[Any] = [event.decoded(name) for event in events for name in ("dtstart", "dtend")]
    instants = [moment for moment in moments if isinstance(moment, datetime)]
    for zone in sorted({str(moment.tzinfo) for moment in instants}):
        years = {moment.year for moment in instants if str(moment.tzinfo) == zone}
        written.add_component(_time_zone(zone, min(years), max(years)))
    for event in events:
        written.add_component(event)
    return bytes(written.to_ical())


def _time_zone(name: str, first: int, last: int) -> "icalendar.Timezone":
    """The zone's changes of clock from the year before the first to the year after the last, each written out.

    Rules and lists of dates are shorter, but clients disagree in reading them.
    """
    zone, written = ZoneInfo(name), icalendar.Timezone()
    written.add("tzid", name)
    begin = datetime(first - 1, 1, 1, tzinfo=UTC)
    written.add_component(_period(zone, begin, begin))
    for instant in _changes(zone, begin, datetime(last + 2, 1, 1, tzinfo=UTC)):
        written.add_component(_period(zone, instant - timedelta(seconds=1), instant))
    return written


def _period(
    zone: ZoneInfo, before: datetime, instant: datetime
) -> "icalendar.TimezoneStandard | icalendar.TimezoneDaylight":
    """The time from one change of clock on; its beginning is told by the clock that ends (RFC 5545, 3.6.5)."""
    old, new = before.astimezone(zone), instant.astimezone(zone)
    period = icalendar.TimezoneDaylight() if new.dst() else icalendar.TimezoneStandard()
    offset = old.utcoffset() or timedelta()
    period.add("dtstart", (instant + offset).replace(tzinfo=None))
    period.add("tzoffsetfrom", offset)
    period.add("tzoffsetto", new.utcoffset() or timedelta())
    period.add("tzname", new.tzname() or "")
    return period


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> Iterator[datetime]:
    """The instants at which the zone's distance from UTC changes."""
    day = timedelta(days=1)
    while begin < end:
        if begin.astimezone(zone).utcoffset() != (begin + day).astimezone(zone).utcoffset():
            low, high = begin, begin + day
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                same = middle.astimezone(zone).utcoffset() == low.astimezone(zone).utcoffset()
                low, high = (middle, high) if same else (low, middle)
            yield high.replace(second=0, microsecond=0)
        begin += day


def _meeting(facts: MeetingEvent) -> "icalendar.Event":
    zone, event = ZoneInfo(facts.time_zone), icalendar.Event()
    event.add("uid", facts.uid)
    event.add("sequence", facts.sequence)
    event.add("dtstamp", facts.stamp)
    event.add("dtstart", facts.starts_at.astimezone(zone))
    event.add("dtend", facts.ends_at.astimezone(zone))
    event.add("summary", f"{facts.called_off}: {facts.title}" if facts.called_off else facts.title)
    event.add("location", facts.place)
    event.add("description", facts.note)
    event.add("url", facts.address)
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if facts.called_off else "TENTATIVE" if facts.is_tentative else "CONFIRMED")
    if not facts.called_off:
        for before in ALARMS:
            alarm = icalendar.Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", facts.title)
            alarm.add("trigger", -before)
            event.add_component(alarm)
    return event


def _day(facts: DayEvent) -> "icalendar.Event":
    event = icalendar.Event()
    event.add("uid", facts.uid)
    event.add("dtstamp", facts.stamp)
    event.add("dtstart", facts.day)
    event.add("dtend", facts.day + timedelta(days=1))
    event.add("summary", facts.title)
    event.add("url", facts.address)
    event.add("transp", "TRANSPARENT")
    return event


def _person(person: tuple[str, str]) -> "icalendar.vCalAddress":
    address, name = person
    written = icalendar.vCalAddress(f"mailto:{address}")
    written.params["CN"] = icalendar.vText(name)
    return written
