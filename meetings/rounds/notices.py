"""Invitations by mail: asked, changed, called off."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_noop

from meetings.rounds.calendars import MeetingEvent, invitation
from meetings.rounds.models import Meeting
from meetings.rounds.states import Status
from portal.core.texts import in_language
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post
from portal.people.models import User
from portal.people.rules import LEADING

REQUEST, CANCEL = "REQUEST", "CANCEL"
CALLED_OFF = {Status.CANCELLED, Status.POSTPONED}


def tell_invited(meeting: Meeting, *, now: datetime) -> None:
    """Ask, or tell of the change to, those who lead the parties. One mail for each person and version.

    A draft tells nobody, and neither does its cancelling: nobody had heard of it.
    """
    if meeting.releasable_to == meeting.editable_by != meeting.parties:
        return
    people = User.objects.filter(
        is_active=True, membership__delegation__in=meeting.parties, membership__role__in=LEADING
    )
    for person in people.select_related("membership__delegation"):
        key = f"invitation:{meeting.pk}:{meeting.version}:{person.pk}"
        post(
            "meetings/rounds/invitation", recipient=person, dedupe_key=key, now=now,
            meeting=str(meeting.pk), version=meeting.version,
        )  # fmt: skip


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
