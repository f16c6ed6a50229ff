"""News: what people are told of a thing by one short mail, which names no more than they may read.

Each slice describes its own events in its `notices` module and tells them from its operations. An event has the name of
its act in the trail.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.messages import NoLongerWanted, message, subject_among
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_each

MESSAGE = "notifications/news"
NOTHING_LEFT = gettext_noop("Nothing of it stands any more.")


@dataclass(frozen=True)
class Topic:
    """What all news of one kind of thing have in common.

    `title` is the mail's subject line, `heading` what the mail names, `why` its reason to come. `gone` is noted where the
    recipient may no longer see the thing; `related` is fetched with it.
    """

    model: type[Any]
    title: Promise
    heading: Callable[[Any], object]
    why: Promise
    gone: str
    related: tuple[str, ...] = ()


@dataclass(frozen=True)
class Occasion:
    """An event as one recipient's mail has it: about what, for whom, what happened since when, and when it leaves."""

    subject: Any
    person: Person
    since: datetime
    now: datetime


Words = Promise | Callable[[Occasion], list[str]]


@dataclass(frozen=True)
class News:
    """One event: its topic, its words, and the page it leads to."""

    topic: Topic
    words: Words
    address: Callable[[Any], str]
    title: Promise


DESCRIBED: dict[str, News] = {}


def describe_news(
    event: str, topic: Topic, *, words: Words, address: Callable[[Any], str], title: Promise | None = None
) -> None:
    """Say what is told of an event. `words` may be composed when the mail leaves; no words, no mail."""
    DESCRIBED[event] = News(topic, words, address, title or topic.title)


def tell_news(
    event: str, subject: Model, people: Iterable[Any], *, now: datetime, gather: timedelta | None = None
) -> None:
    """Tell each of these people of an event once; with `gather`, of all that happens within such a span by one mail at
    its end. One SQL query. An event that nobody has described raises `LookupError`.
    """
    if event not in DESCRIBED:
        raise LookupError(f"The event {event} has no words: describe it in its slice's notices.py.")
    since = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % gather if gather else now
    post_each(
        MESSAGE,
        people,
        subject=subject,
        dedupe_key=f"{event}:{subject.pk}:{since.isoformat()}",
        now=now,
        not_before=since + gather if gather else None,
        event=event,
        since=since.isoformat(),
    )


@message(MESSAGE)
def news(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """The news as its recipient may see it when the mail leaves."""
    told = DESCRIBED[mail.event]
    person: Any = mail.recipient
    rows = told.topic.model.objects.visible_to(person).select_related(*told.topic.related)
    subject = subject_among(mail, rows, gone=told.topic.gone)
    since = datetime.fromisoformat(mail.payload["since"])
    lines = told.words(Occasion(subject, person, since, now)) if callable(told.words) else [told.words]
    if not lines:
        raise NoLongerWanted(NOTHING_LEFT)
    return {
        "person": person,
        "title": told.title,
        "heading": told.topic.heading(subject),
        "lines": lines,
        "why": told.topic.why,
        "link": settings.PORTAL_ADDRESS + told.address(subject),
    }
