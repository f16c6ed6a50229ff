"""Invitations by mail: asked, changed, called off; and who hears news of a meeting."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.rounds.calendars import MeetingEvent, invitation
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, Status
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.news import Topic
from portal.notifications.outbox import post_each
from portal.people.models import User
from portal.people.rules import LEADING

REQUEST, CANCEL = "REQUEST", "CANCEL"
CALLED_OFF = {Status.CANCELLED, Status.POSTPONED}


def tell_invited(meeting: Meeting, *, now: datetime) -> None:
    """Ask, or tell of the change to, those who lead the parties, who is listed, and guests. One mail for each person and
    version.

    A draft tells nobody, and neither does its cancelling: nobody had heard of it.
    """
    if meeting.releasable_to == meeting.editable_by != meeting.parties:
        return
    leading = Q(membership__delegation__in=meeting.parties, membership__role__in=LEADING)
    listed = Q(attends__meeting=meeting.pk, membership__delegation__in=meeting.parties)
    guests = Q(membership__delegation=meeting.guests)
    people = User.objects.filter(leading | listed | guests, is_active=True).distinct()
    _invite(meeting, people.select_related("membership__delegation"), now)


def tell_listed(meeting: Meeting, person: User, *, now: datetime) -> None:
    """Ask a person who was put on a list for a meeting to come; nobody is told of a draft or of what is over."""
    if meeting.status in COMING:
        _invite(meeting, [person], now)


def news_of_meetings(model: type[Any], meeting_of: Callable[[Any], Meeting], *related: str) -> Topic:
    """The topic of news about a thing of a meeting: mails name the meeting and no more."""
    return Topic(
        model,
        title=gettext_lazy("News of a meeting"),
        heading=meeting_of,
        why=gettext_lazy("You receive this because you lead or coordinate a party to the meeting."),
        gone=gettext_noop("This person may no longer see the meeting."),
        related=related,
    )


def leaders_of(meeting: Meeting, *, apart_from: Person) -> Iterable[User]:
    """Those who lead the parties and hear of a meeting's news; nobody while it is a draft."""
    if meeting.status == Status.DRAFT:
        return []
    leading = User.objects.filter(
        is_active=True, membership__delegation__in=meeting.parties, membership__role__in=LEADING
    )
    return leading.exclude(pk=apart_from.pk).select_related("membership__delegation")


def event_of(meeting: Meeting, *, stamp: datetime) -> MeetingEvent:
    """The meeting as calendars know it, in the reader's language."""
    return MeetingEvent(
        uid=f"{meeting.pk}@{settings.MAIL_DOMAIN}",
        sequence=meeting.version,
        stamp=stamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        title=str(meeting),
        place=", ".join(filter(None, [in_language(meeting.venue), in_language(meeting.city)])),
        note=meeting.join_address,
        address=settings.PORTAL_ADDRESS + meeting.get_absolute_url(),
        is_cancelled=meeting.status in CALLED_OFF,
        is_tentative=meeting.status == Status.DRAFT,
    )


def _invite(meeting: Meeting, people: Iterable[User], now: datetime) -> None:
    post_each(
        "meetings/rounds/invitation",
        people,
        dedupe_key=f"invitation:{meeting.pk}:{meeting.version}",
        now=now,
        subject=meeting,
        version=meeting.version,
    )


@message("meetings/rounds/invitation")
def invited(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """The invitation as the meeting stands now; an older version than that is not sent."""
    person: Any = mail.recipient
    rows = Meeting.objects.visible_to(person).select_related("host")
    meeting = subject_among(mail, rows, gone=gettext_noop("This person may no longer see the meeting."))
    if meeting.version != mail.payload["version"]:
        raise NoLongerWanted(gettext_noop("A newer invitation took its place."))
    method = CANCEL if meeting.status in CALLED_OFF else REQUEST
    organizer = (settings.DEFAULT_FROM_EMAIL, settings.PORTAL_NAME[mail.language])
    written = invitation(
        event_of(meeting, stamp=now),
        method=method,
        organizer=organizer,
        attendee=(mail.address, person.name),
    )
    link = settings.PORTAL_ADDRESS + meeting.get_absolute_url()
    return {"meeting": meeting, "person": person, "link": link, "calendar": written, "method": method}
