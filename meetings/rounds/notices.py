"""Invitations by mail: asked, changed, called off; and who hears news of a meeting."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from meetings.rounds.calendars import MeetingEvent, invitation
from meetings.rounds.models import Corrigendum, Meeting
from meetings.rounds.queries import INVITATION, invited_to, last_mails
from meetings.rounds.states import COMING, Status
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.kinds import Ways, describe_kind, describe_mandatory
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.news import Topic, describe_news, tell_news
from portal.notifications.outbox import post_each
from portal.notifications.states import UNREACHED
from portal.notifications.states import Status as MailStatus
from portal.people.models import User
from portal.people.rules import LEADING

REQUEST, CANCEL = "REQUEST", "CANCEL"
CALLED_OFF = {Status.CANCELLED, Status.POSTPONED}
LISTED, UNLISTED = "meetings.participant.entered", "meetings.participant.removed"
# What has happened since the person was last told, as the mail says it.
HAPPENED = {
    "meetings.meeting.moved": gettext_lazy("The date or the place has changed."),
    "meetings.meeting.changed": gettext_lazy("The title or the address to join has changed."),
    LISTED: gettext_lazy("You are on your delegation's list."),
}

describe_mandatory(
    "invitations",
    gettext_lazy("Invitations, and what changes about a meeting’s date or place"),
    always=Ways(mail=True),
    reason=gettext_lazy("Calendars follow these mails."),
)
MEETINGS = describe_kind(
    "meetings",
    gettext_lazy("Agendas adopted, records circulated and approved, corrigenda"),
    usual=Ways(bell=True, mail=True),
)


def tell_invited(meeting: Meeting, *, event: str, now: datetime) -> None:
    """Ask, or tell of the change to, those who lead the parties, who is listed, and guests. One mail for each of them.

    A draft tells nobody, and neither does its cancelling: nobody had heard of it.
    """
    if was_told(meeting):
        _invite(meeting, invited_to(meeting), event, now)


def tell_listed(meeting: Meeting, person: User, *, event: str, now: datetime) -> None:
    """Tell a person that was put on a list, or taken off it; nobody is told of a draft or of what is over."""
    if meeting.status in COMING and person.is_active:
        _invite(meeting, [person], event, now)


def tell_missing(meeting: Meeting, *, actor: Person, now: datetime) -> int:
    """Invite those who are invited and have no mail about it, or whose last one could not be delivered or came
    back; returns how many."""
    reached = [key for key, mail in last_mails(meeting, actor).items() if mail.status not in UNREACHED]
    missing = list(invited_to(meeting).exclude(pk__in=reached))
    _invite(meeting, missing, "meetings.meeting.announced", now)
    return len(missing)


def was_told(meeting: Meeting) -> bool:
    """Whether the parties have heard of a meeting; of a draft, and of one that was cancelled as such, they have not."""
    return not meeting.releasable_to == meeting.editable_by != meeting.parties


def news_of_meetings(
    model: type[Any],
    meeting_of: Callable[[Any], Meeting],
    *related: str,
    name: Callable[[Any], object] = lambda thing: "",
) -> Topic:
    """The topic of news about a thing of a meeting: mails name the meeting and no more."""
    return Topic(
        model,
        title=gettext_lazy("News of a meeting"),
        heading=meeting_of,
        why=gettext_lazy("You receive this because you lead or coordinate a party to the meeting."),
        gone=gettext_noop("This person may no longer see the meeting."),
        related=related,
        name=name,
    )


def leaders_of(meeting: Meeting, *, apart_from: Person) -> Iterable[User]:
    """Those who lead the parties and hear of a meeting's news; nobody while it is a draft."""
    if meeting.status == Status.DRAFT:
        return []
    leading = User.objects.filter(
        is_active=True, membership__delegation__in=meeting.parties, membership__role__in=LEADING
    )
    return leading.exclude(pk=apart_from.pk).select_related("membership__delegation")


describe_news(
    "meetings.meeting.corrected",
    news_of_meetings(Corrigendum, lambda issued: issued.meeting, "meeting"),
    MEETINGS,
    words=gettext_lazy("A corrigendum to this meeting was issued."),
    acted=gettext_lazy("%(side)s has issued a corrigendum to this meeting."),
    address=lambda issued: issued.meeting.get_absolute_url() + "#corrigenda",
)


def tell_corrected(issued: Corrigendum, *, actor: Person, now: datetime) -> None:
    """Tell those who lead the parties of a corrigendum."""
    tell_news("meetings.meeting.corrected", issued, leaders_of(issued.meeting, apart_from=actor), now=now, by=actor)


def event_of(meeting: Meeting, *, stamp: datetime) -> MeetingEvent:
    """The meeting as calendars know it, in the reader's language: one entry over all its days, whose hours are in the note."""
    days = [day.heading(meeting.time_zone) for day in meeting.days] if meeting.nights else []
    return MeetingEvent(
        uid=f"{meeting.pk}@{settings.MAIL_DOMAIN}",
        sequence=meeting.version,
        stamp=stamp,
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        time_zone=meeting.time_zone,
        title=str(meeting),
        place=", ".join(filter(None, [in_language(meeting.venue), in_language(meeting.city)])),
        note="\n".join(filter(None, [*days, meeting.join_address])),
        address=settings.PORTAL_ADDRESS + meeting.get_absolute_url(),
        called_off=str(Status(meeting.status).label) if meeting.status in CALLED_OFF else "",
        is_tentative=meeting.status == Status.DRAFT,
    )


def events_of(meeting: Meeting, *, stamp: datetime, each_day: bool = False) -> list[MeetingEvent]:
    """A meeting's one entry, or one for `each_day` of a meeting of several, each with a name of its own."""
    whole = event_of(meeting, stamp=stamp)
    if not each_day or not meeting.nights:
        return [whole]
    days = meeting.days
    return [
        replace(
            whole,
            uid=f"{meeting.pk}.{day.number}@{settings.MAIL_DOMAIN}",
            starts_at=day.opens_at,
            ends_at=day.closes_at,
            title=gettext("%(title)s, day %(number)s of %(count)s")
            % {"title": whole.title, "number": day.number, "count": len(days)},
        )
        for day in days
    ]


def _invite(meeting: Meeting, people: Iterable[User], event: str, now: datetime) -> None:
    """The host and the secretariat may see whether each of these mails arrived."""
    post_each(
        INVITATION,
        people,
        dedupe_key=f"invitation:{meeting.pk}:{uuid.uuid4()}",
        now=now,
        subject=meeting,
        event=event,
        watchers=meeting.editable_by,
    )


@message(INVITATION)
def invitation_mail(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """The invitation as the meeting stands now, with what happened since the person was last told.

    It is left out only where another mail about the meeting still waits to be composed for the same person, which will tell
    all of this; so whatever happens between two mails, the last one goes.
    """
    person: Any = mail.recipient
    rows = Meeting.objects.visible_to(person).select_related("host")
    meeting = subject_among(mail, rows, gone=gettext_noop("This person may no longer see the meeting."))
    same = OutgoingMail.objects.filter(message=mail.message, subject_id=mail.subject_id, recipient=person)
    others = list(same.exclude(pk=mail.pk))
    if any(_composed_later(each, mail) for each in others):
        raise NoLongerWanted(gettext_noop("A newer invitation took its place."))
    told_at = max(
        (each.settled_at for each in others if each.status == MailStatus.SENT and each.settled_at), default=None
    )
    is_invited = invited_to(meeting).filter(pk=person.pk).exists()
    if not is_invited and not told_at:
        raise NoLongerWanted(gettext_noop("This person was not told of the meeting."))
    since = [each for each in others if not told_at or (each.settled_at and each.settled_at > told_at)]
    news = {mail.event, *(each.event for each in since if each.status == MailStatus.DROPPED)}
    if news == {UNLISTED} and is_invited:
        raise NoLongerWanted(gettext_noop("This person stays invited: to lead a delegation is enough."))
    entry = person.attends.filter(meeting=meeting).first()
    method = CANCEL if meeting.status in CALLED_OFF or not is_invited else REQUEST
    organizer = (settings.DEFAULT_FROM_EMAIL, settings.PORTAL_NAME[mail.language])
    written = invitation(
        event_of(meeting, stamp=now),
        method=method,
        organizer=organizer,
        attendee=(mail.address, person.name),
    )
    link = settings.PORTAL_ADDRESS + meeting.get_absolute_url()
    return {
        "meeting": meeting,
        "person": person,
        "link": link,
        "calendar": written,
        "method": method,
        "is_invited": is_invited,
        "is_listed": entry is not None,
        "is_asked_again": entry is not None and entry.is_asked_again,
        "happened": [words for event, words in HAPPENED.items() if event in news and method == REQUEST],
    }


def _composed_later(other: OutgoingMail, mail: OutgoingMail) -> bool:
    """Whether another mail is sure to be composed after this one: it waits, or follows in the same round of delivery."""
    follows = other.lease == mail.lease and other.turn > mail.turn
    return other.status == MailStatus.QUEUED or (other.status == MailStatus.SENDING and follows)
