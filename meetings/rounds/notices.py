"""Invitations by mail: asked, changed, called off."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.rounds.calendars import MeetingEvent, invitation
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, Status
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
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


# What the leaders of the parties are told of a meeting besides its date; mails name the meeting and no more.
NEWS = {
    "proposed": (
        gettext_lazy("An item is proposed for the agenda; please answer before the deadline."),
        "agendas:proposals",
    ),
    "adopted": (gettext_lazy("The agenda is adopted."), "agendas:agenda"),
    "circulated": (gettext_lazy("The records are circulated; amendments can be asked for."), "records:records"),
    "approved": (gettext_lazy("The records are approved."), "records:records"),
}


def tell_news(meeting: Meeting, event: str, subject: Any, *, actor: Person, now: datetime) -> None:
    """Tell those who lead the parties of an event in `NEWS` about `subject`, once each; not the person who did it."""
    if meeting.status == Status.DRAFT:
        return
    leading = User.objects.filter(
        is_active=True, membership__delegation__in=meeting.parties, membership__role__in=LEADING
    )
    people = leading.exclude(pk=actor.pk).select_related("membership__delegation")
    key = f"news:{event}:{subject.pk}"
    post_each("meetings/rounds/news", people, dedupe_key=key, now=now, meeting=str(meeting.pk), event=event)


@message("meetings/rounds/news")
def news(mail: OutgoingMail) -> dict[str, Any]:
    meeting = Meeting.objects.visible_to(mail.recipient).filter(pk=mail.payload["meeting"]).first()
    if meeting is None:
        raise NoLongerWanted(gettext_noop("This person may no longer see the meeting."))
    words, name = NEWS[mail.payload["event"]]
    link = settings.PORTAL_ADDRESS + reverse(name, args=[meeting.slug])
    return {"person": mail.recipient, "meeting": meeting, "words": words, "link": link}


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
        meeting=str(meeting.pk),
        version=meeting.version,
    )


@message("meetings/rounds/invitation")
def invited(mail: OutgoingMail) -> dict[str, Any]:
    """The invitation as the meeting stands now; an older version than that is not sent."""
    person: Any = mail.recipient
    meeting = Meeting.objects.visible_to(person).select_related("host").filter(pk=mail.payload["meeting"]).first()
    if meeting is None:
        raise NoLongerWanted(gettext_noop("This person may no longer see the meeting."))
    if meeting.version != mail.payload["version"]:
        raise NoLongerWanted(gettext_noop("A newer invitation took its place."))
    method = CANCEL if meeting.status in CALLED_OFF else REQUEST
    organizer = (settings.DEFAULT_FROM_EMAIL, settings.PORTAL_NAME[mail.language])
    written = invitation(
        event_of(meeting, stamp=timezone.now()),
        method=method,
        organizer=organizer,
        attendee=(mail.address, person.name),
    )
    link = settings.PORTAL_ADDRESS + meeting.get_absolute_url()
    return {"meeting": meeting, "person": person, "link": link, "calendar": written, "method": method}
