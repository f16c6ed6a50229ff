"""What a person's private calendar shows."""

from datetime import datetime, timedelta

from django.conf import settings

from meetings.rounds.calendars import DayEvent, MeetingEvent
from meetings.rounds.models import Deadline, Meeting
from meetings.rounds.notices import events_of
from portal.core.people import Person
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import OPEN

HELD_SHOWN = timedelta(days=90)


def calendar_of(user: Person, *, now: datetime, each_day: bool = False) -> list[MeetingEvent | DayEvent]:
    """What a person's calendar shows: meetings, their deadlines, and the due days of the person's open items.

    Meetings held are shown for ninety days. One of several days is one entry over all of them, or one for `each_day`.
    Three SQL queries.
    """
    meetings = Meeting.objects.visible_to(user).filter(ends_at__gt=now - HELD_SHOWN).order_by("starts_at")
    events: list[MeetingEvent | DayEvent] = [
        event for meeting in meetings for event in events_of(meeting, stamp=now, each_day=each_day)
    ]
    portal = settings.PORTAL_ADDRESS
    deadlines = Deadline.objects.visible_to(user).filter(meeting__in=[meeting.pk for meeting in meetings])
    for line in deadlines.select_related("meeting"):
        address = portal + line.meeting.get_absolute_url()
        title = f"{line}: {line.meeting}"
        if line.meeting.is_coming:
            events.append(DayEvent(f"{line.pk}@{settings.MAIL_DOMAIN}", now, line.day, title, address))
    for item in items_visible_to(user).filter(assignee_id=user.pk, status__in=OPEN).order_by("due_on"):
        address = portal + item.get_absolute_url()
        events.append(
            DayEvent(f"{item.pk}@{settings.MAIL_DOMAIN}", now, item.due_on, f"{item.reference} {item.title}", address)
        )
    return events
