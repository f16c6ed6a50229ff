"""News: what people are told of a thing, by the bell, by mail and in the daily digest; it names no more than they may read.

Each slice describes its own events in its `notices` module and tells them from its operations. An event has the name of
its act in the trail.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise

from portal.core.people import Person
from portal.core.reader import PORTAL
from portal.notifications.choosing import ways_of_each
from portal.notifications.kinds import Kind
from portal.notifications.models import Notice
from portal.notifications.outbox import post_together

MESSAGE = "notifications/news"


@dataclass(frozen=True)
class Topic:
    """What all news of one kind of thing have in common.

    `title` is the mail's subject line, `heading` what the mail names, `why` its reason to come. `gone` is noted where the
    recipient may no longer see the thing; `related` is fetched with it. `name` is what pages, which only their reader sees,
    name beside it. Of what `is_restricted` a mail says no more than that something waits: not what was done, nor where it leads.
    """

    model: type[Any]
    title: Promise
    heading: Callable[[Any], object]
    why: Promise
    gone: str
    related: tuple[str, ...] = ()
    name: Callable[[Any], object] = lambda subject: ""
    is_restricted: Callable[[Any], bool] = lambda subject: False


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
    """One event: its topic and kind, its words, the page it leads to; `brief` is what a line of a list says of it, and
    `acted` what is said instead where it is known whose act it was ("%(side)s has signed a final text.").
    """

    topic: Topic
    kind: Kind
    words: Words
    address: Callable[[Any], str]
    title: Promise
    brief: Promise
    acted: Promise | None = None


DESCRIBED: dict[str, News] = {}


def describe_news(
    event: str,
    topic: Topic,
    kind: Kind,
    *,
    words: Words,
    address: Callable[[Any], str],
    title: Promise | None = None,
    brief: Promise | None = None,
    acted: Promise | None = None,
) -> None:
    """Say what is told of an event. `words` may be composed when the mail leaves, and then `brief` is told in lists; no words,
    no mail.
    """
    if brief is None:
        if callable(words):
            raise TypeError(f"The event {event} needs brief words for lists.")
        brief = words
    DESCRIBED[event] = News(topic, kind, words, address, title or topic.title, brief, acted)


def tell_news(
    event: str,
    subject: Model,
    people: Iterable[Any],
    *,
    now: datetime,
    by: Person | None = None,
    gather: timedelta | None = None,
    watchers: Sequence[str] = (),
    at_once: bool = False,
) -> None:
    """Tell each of these people of an event once, by the ways each wants; with `gather`, of all that happens within such a
    span at its end. `by` is who acted: the side is named. `watchers` are sides that may see, besides the recipient's, whether a
    mail arrived. What is urgent is told `at_once`: a mail in the place of the digest. Three SQL queries at most. An event that
    nobody has described raises `LookupError`.
    """
    tell_news_of_each(event, [(subject, people)], now=now, by=by, gather=gather, watchers=watchers, at_once=at_once)


def tell_news_of_each(
    event: str,
    news: Iterable[tuple[Model, Iterable[Any]]],
    *,
    now: datetime,
    by: Person | None = None,
    gather: timedelta | None = None,
    watchers: Sequence[str] = (),
    at_once: bool = False,
) -> None:
    """The same of an event that befell several things at once, each with those who are told of it; as many SQL queries."""
    if event not in DESCRIBED:
        raise LookupError(f"The event {event} has no words: describe it in its slice's notices.py.")
    told = [(subject, each) for subject, people in news for each in people]
    ways = ways_of_each(list({each.pk: each for _subject, each in told}.values()), DESCRIBED[event].kind)
    if at_once:
        ways = {key: replace(each, mail=each.mail or each.digest, digest=False) for key, each in ways.items()}
    since = now - (now - datetime.min.replace(tzinfo=now.tzinfo)) % gather if gather else now
    due_at = since + gather if gather else now
    keys = [(subject, each, f"{event}:{subject.pk}:{since.isoformat()}:{each.pk}") for subject, each in told]
    rows = [
        Notice(
            person=each,
            since=since,
            due_at=due_at,
            bell=ways[each.pk].bell,
            mail=ways[each.pk].mail,
            digest=ways[each.pk].digest,
            releasable_to=[each.code or PORTAL.code],
            dedupe_key=key,
            event=event,
            acted_by=by.delegation.name if by and by.delegation else {},
            subject_kind=subject._meta.label_lower,
            subject_id=subject.pk,
        )
        for subject, each, key in keys
        if any((ways[each.pk].bell, ways[each.pk].mail, ways[each.pk].digest))
    ]
    if rows:
        Notice.objects.bulk_create(rows, ignore_conflicts=True)
    if mailed := [(each, subject, key) for subject, each, key in keys if ways[each.pk].mail]:
        post_together(
            MESSAGE, mailed, now=now, not_before=due_at, event=event, watchers=watchers, since=since.isoformat()
        )
