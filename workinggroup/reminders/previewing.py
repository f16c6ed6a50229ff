"""Mails as their recipients would get them, before they go: what is planned, and each kind that the portal sends.

Nothing of it stays, and none of it holds a link by which somebody else could act: those that switch something off or open an
account are left out.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, gettext_noop

from meetings.rounds.models import Meeting
from meetings.rounds.queries import INVITATION
from meetings.rounds.states import COMING
from portal.core.reader import Reader, reading_as
from portal.core.texts import name_of_language
from portal.notifications.composing import compose, envelope_of
from portal.notifications.messages import REGISTERED, NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.notifications.news import DESCRIBED
from portal.notifications.outbox import post_together
from portal.notifications.sampling import last_told, post_sample
from portal.notifications.written import Envelope
from portal.people.models import Invitation, User
from portal.people.notices import SECURITY_EVENTS
from portal.people.readers import reader_of
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.notices import tell_digests
from workinggroup.reminders.states import WAITING

LEFT_OUT = "…"
# What happened in this time is told by a sample of news that gathers.
SINCE = timedelta(days=30)
ABOUT = {"meeting": "meetings.meeting.announced", "meeting-moved": "meetings.meeting.moved"}
UP = r"^[+].* (coordinator|deputy|head)$"
NOT_PLANNED = gettext_noop("Nothing of this kind is planned for this person.")
NOT_THEIRS = gettext_noop("This person would get no such mail now: nothing of it is theirs.")
NOTHING_THERE = gettext_noop("There is nothing of this kind that both of you may see.")
DIGESTS = {
    "digest": gettext_lazy("The next digest"),
    "ladder": gettext_lazy("The next digest that tells, up the ladder, of what is overdue"),
}
MEETINGS = {
    "meeting": gettext_lazy("Invitation to a meeting"),
    "meeting-moved": gettext_lazy("A meeting that moved"),
}
ACCOUNTS = {
    "invitation": gettext_lazy("Invitation to the portal"),
    "security": gettext_lazy("The security of an account"),
    "password": gettext_lazy("Link to set a password anew"),
    "trail": gettext_lazy("The head of the record, to heads of delegation each day"),
}


@dataclass(frozen=True, slots=True)
class Preview:
    """The mail in one language; `is_theirs` where it is the one that its recipient reads. `missing` says why there is none."""

    language: str
    name: str
    is_theirs: bool
    subject: str = ""
    body: str = ""
    missing: str = ""


def kinds_of_mail() -> list[tuple[str, list[tuple[str, str]]]]:
    """Every kind of mail that the portal sends, in groups: its key and what it is called, in the present language."""
    news = sorted((str(told.brief), f"news:{event}") for event, told in DESCRIBED.items())
    return [
        (gettext("Digests"), _named(DIGESTS)),
        (gettext("News at once"), [(key, words) for words, key in news]),
        (gettext("Meetings"), _named(MEETINGS)),
        (gettext("Accounts"), _named(ACCOUNTS)),
    ]


def previews_of(line: Reminder, *, now: datetime) -> list[Preview]:
    """The digest of one person and day in each language, composed in the recipient's own context as of its hour (`now` where
    that has passed)."""
    at = max(line.goes_at, now)
    with _undone():
        with reading_as(Reader(line.editable_by[0])):
            rows = Reminder.objects.filter(recipient_id=line.recipient_id, send_on=line.send_on, status__in=WAITING)
            found = list(rows)
            mail = tell_digests(found, now=at).get(line.recipient_id)
            if mail:
                Reminder.objects.filter(pk__in=[row.pk for row in found]).update(mail=mail)
        return _of_mail(mail, at) if mail else []


def previews_of_kind(kind: str, person: User, user: User, *, now: datetime) -> list[Preview]:
    """A mail of one kind in each language, as a person of the user's side would get it now, about something that both may see;
    [] for a kind that there is not."""
    if kind in DIGESTS:
        return _of_digest(kind, person, now)
    if kind in ACCOUNTS:
        return _of_account(kind, person, user, now)
    if kind in ABOUT:
        return _of_meeting(kind, person, user, now)
    event = kind.removeprefix("news:")
    return _of_news(event, person, user, now) if event in DESCRIBED else []


def _named(words: dict[str, Any]) -> list[tuple[str, str]]:
    return [(key, str(name)) for key, name in words.items()]


def _of_digest(kind: str, person: User, now: datetime) -> list[Preview]:
    rows = Reminder.objects.filter(recipient=person, status__in=WAITING)
    rows = rows.filter(rung__regex=UP) if kind == "ladder" else rows
    line = rows.order_by("goes_at", "pk").first()
    return previews_of(line, now=now) if line else _missing(person, NOT_PLANNED)


def _of_news(event: str, person: User, user: User, now: datetime) -> list[Preview]:
    """About what the person was told of last, or anybody of the side, else about something that there is."""
    topic = DESCRIBED[event].topic
    with _undone():
        with reading_as(Reader(user.code)):
            told = last_told(event, person)
        seen = topic.model.objects.visible_to(user)
        subject = (seen.filter(pk=told.subject_id).first() if told else None) or seen.order_by("pk").first()
        if subject is None:
            return _missing(person, NOTHING_THERE)
        facts = {"since": told.since if told else now - SINCE, "acted_by": told.acted_by if told else {}}
        with reading_as(person.reader):
            mail = post_sample(event, subject, person, now=now, **facts)
        found = _of_mail(mail, now)
    return _missing(person, NOT_THEIRS) if all(each.missing for each in found) else found


def _of_meeting(kind: str, person: User, user: User, now: datetime) -> list[Preview]:
    coming = Meeting.objects.visible_to(user).filter(status__in=COMING, ends_at__gt=now)
    meeting = coming.order_by("starts_at", "pk").first()
    if meeting is None:
        return _missing(person, NOTHING_THERE)
    with _undone():
        with reading_as(person.reader):
            others = OutgoingMail.objects.filter(message=INVITATION, subject_id=meeting.pk, recipient=person)
            others.update(subject_kind="", subject_id=None)
            post_together(INVITATION, [(person, meeting, "sample")], now=now, event=ABOUT[kind])
            mail = OutgoingMail.objects.get(dedupe_key="sample")
        return _of_mail(mail, now)


def _of_account(kind: str, person: User, user: User, now: datetime) -> list[Preview]:
    """With what is made up: a real link would open the account."""
    message = {"password": "people/password_reset", "trail": "people/trail_head"}.get(kind, f"people/{kind}")
    invitation = Invitation(
        name=person.name, email=person.email, delegation=person.delegation, invited_by=user,
        expires_at=now + timedelta(days=7),
    )  # fmt: skip
    link = settings.PORTAL_ADDRESS + reverse("people:accept", args=[LEFT_OUT])
    facts = {
        "person": person, "invitation": invitation, "link": link, "is_known": False, "at": now,
        "event": SECURITY_EVENTS["role_changed"], "day": now.date(), "hour": now.time(), "head": LEFT_OUT,
    }  # fmt: skip

    def write(mail: OutgoingMail) -> Envelope:
        with translation.override(mail.language):
            return envelope_of(mail, REGISTERED[message], facts)

    return _in_each(OutgoingMail(address=person.email, language=person.language), write)


@contextmanager
def _undone() -> Iterator[None]:
    """What is written inside is undone."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def _of_mail(mail: OutgoingMail, now: datetime) -> list[Preview]:
    return _in_each(mail, lambda mail: compose(mail, reader_of(mail), now=now))


def _in_each(mail: OutgoingMail, write: Callable[[OutgoingMail], Envelope]) -> list[Preview]:
    theirs, found = mail.language, []
    for language, _name in settings.LANGUAGES:
        mail.language = language
        try:
            # What one language notes as told the other tells, too.
            with transaction.atomic():
                envelope = write(mail)
                transaction.set_rollback(True)
        except NoLongerWanted as reason:
            facts = {"missing": gettext(str(reason))}
        else:
            facts = {"subject": str(envelope.subject), "body": _harmless(envelope)}
        found.append(Preview(language, name_of_language(language), language == theirs, **facts))
    return found


def _harmless(envelope: Envelope) -> str:
    """The text without the link that switches mails off for its recipient."""
    link = envelope.extra_headers.get("List-Unsubscribe", "").strip("<>")
    return str(envelope.body).replace(link, LEFT_OUT) if link else str(envelope.body)


def _missing(person: User, words: str) -> list[Preview]:
    """No mail, and why."""
    return [Preview(person.language, name_of_language(person.language), is_theirs=True, missing=gettext(words))]
