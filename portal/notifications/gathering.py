"""Mails of news: the first goes at once, what follows within ten minutes goes together at their end.

Each piece of news has a row of its own in the outbox, so that none is lost, whoever tells what when. The row whose turn comes
takes along all that wait for the same person, and the others find themselves told. Mandatory news goes alone.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.locks import lock_key
from portal.core.reader import reading_as
from portal.notifications.choosing import choices_of
from portal.notifications.lines import Line, lines_of
from portal.notifications.messages import NoLongerWanted, NotYet, message
from portal.notifications.models import Notice, OutgoingMail
from portal.notifications.news import DESCRIBED, MESSAGE, Occasion
from portal.notifications.stopping import stop_link

GATHERED = timedelta(minutes=10)
# So many are listed in one mail; the others are counted.
MOST = 20
NOTHING_LEFT = gettext_noop("Nothing of it stands any more.")
TOLD_TOGETHER = gettext_noop("It was told together with other news.")
SWITCHED_OFF = gettext_noop("This person does not want mails of this kind.")


@message(MESSAGE)
def news(mail: OutgoingMail, *, now: datetime) -> dict[str, Any]:
    """The news as its recipient may see it when the mail leaves, with all other news that waits for the same person."""
    person: Any = mail.recipient
    lock_key(f"news for {person.pk}")
    ways = choices_of(person)
    taken = list(_rows(person).filter(told_in=mail.pk).order_by("due_at", "pk"))
    own, others = (None, taken) if taken else _waiting(mail, person, ways, now)
    lines = lines_of([own, *others] if own else others, person, mailed=True)
    told = DESCRIBED[mail.event]
    if own and lines[0].subject is None:
        raise NoLongerWanted(told.topic.gone)
    if own and not _said(lines[0], person, now):
        raise NoLongerWanted(NOTHING_LEFT)
    lines = [line for line in lines if line.news and line.subject is not None and ways[line.news.kind.name].mail]
    if not lines:
        raise NoLongerWanted(told.topic.gone)
    # The same each time that the mail is composed.
    lines.sort(key=lambda line: (line.notice.due_at, line.heading, line.name, line.notice.pk))
    if own:
        _take(lines, mail, now)
    kinds = sorted({line.news.kind.name for line in lines if line.news and not line.news.kind.is_mandatory})
    facts = _one(lines[0], person, now) if len(lines) == 1 else _together(lines, person, now)
    return facts | {
        "person": person,
        "is_mandatory": not kinds,
        "stop": stop_link(person, kinds) if kinds else "",
        "choices": settings.PORTAL_ADDRESS + reverse("bell:choices"),
    }


def note_taken_along(mails: Iterable[OutgoingMail], *, now: datetime) -> None:
    """Of mails of news that went before the portal was restored: what they told is told. Each took along all that waited for
    its recipient then, mandatory news alone.
    """
    for mail in mails:
        person: Any = mail.recipient
        with reading_as(person.reader):
            rows = _rows(person).filter(mail=True, told_in=None)
            if DESCRIBED[mail.event].kind.is_mandatory:
                rows = rows.filter(dedupe_key=mail.dedupe_key)
            else:
                posted = OutgoingMail.objects.filter(message=MESSAGE, recipient=person)
                last = posted.aggregate(at=Max("created_at"))["at"]
                rows = rows.filter(event__in=_optional(), due_at__lte=last)
            rows.update(told_in=mail.pk, told_at=now)


def _rows(person: Any) -> Any:
    return Notice.objects.filter(person=person)


def _waiting(mail: OutgoingMail, person: Any, ways: dict[str, Any], now: datetime) -> tuple[Notice, list[Notice]]:
    """The mail's own notice and those that wait beside it; raises where the mail must not go, or not yet."""
    kind = DESCRIBED[mail.event].kind
    if not ways[kind.name].mail:
        raise NoLongerWanted(SWITCHED_OFF)
    rows = _rows(person).filter(mail=True, told_in=None, due_at__lte=now).order_by("due_at", "pk")
    waiting = {row.dedupe_key: row for row in rows}
    own = waiting.pop(mail.dedupe_key, None)
    if own is None:
        raise NoLongerWanted(TOLD_TOGETHER)
    if kind.is_mandatory:
        return own, []
    told_at = _rows(person).filter(told_at__gt=now - GATHERED, event__in=_optional()).aggregate(at=Max("told_at"))["at"]
    if told_at:
        raise NotYet(told_at + GATHERED)
    kinds = {event: DESCRIBED[event].kind for event in _optional()}
    return own, [row for row in waiting.values() if row.event in kinds and ways[kinds[row.event].name].mail]


def _optional() -> list[str]:
    return [event for event, told in DESCRIBED.items() if not told.kind.is_mandatory]


def _take(lines: list[Line], mail: OutgoingMail, now: datetime) -> None:
    keys = [line.notice.pk for line in lines]
    Notice.objects.filter(pk__in=keys, told_in=None).update(told_in=mail.pk, told_at=now)


def _said(line: Line, person: Any, now: datetime) -> list[str]:
    """What a mail says of one notice; nothing where nothing of it stands any more."""
    assert line.news
    if line.is_hushed:
        return [line.words]
    if callable(line.news.words):
        return line.news.words(Occasion(line.subject, person, line.notice.since, now))
    return [line.acted or str(line.news.words)]


def _one(line: Line, person: Any, now: datetime) -> dict[str, Any]:
    assert line.news
    return {
        "title": line.title,
        "heading": line.heading,
        "lines": _said(line, person, now) or [line.words],
        "why": line.why,
        "link": settings.PORTAL_ADDRESS + line.address,
    }


def _together(lines: list[Line], person: Any, now: datetime) -> dict[str, Any]:
    """Several pieces of news as one mail: the first `MOST` in words, what is the same counted, the others counted."""
    said = Counter((line.heading, _sentence(line, person, now), line.address) for line in lines[:MOST])
    headings: dict[str, list[dict[str, Any]]] = {}
    for (heading, words, address), times in said.items():
        link = settings.PORTAL_ADDRESS + address
        headings.setdefault(heading, []).append({"words": words, "link": link, "times": times})
    return {
        "count": len(lines),
        "headings": list(headings.items()),
        "others": max(len(lines) - MOST, 0),
        "why": _("You receive this because these things concern you and you wish to hear of them by mail."),
        "link": settings.PORTAL_ADDRESS + reverse("bell:list"),
    }


def _sentence(line: Line, person: Any, now: datetime) -> str:
    """What a mail says of one notice among others; composed sentences stand for themselves, facts follow the brief words."""
    assert line.news
    said = _said(line, person, now) if callable(line.news.words) and not line.is_hushed else []
    if said and all(each.endswith(".") for each in said):
        return " ".join(said)
    return " ".join([line.words, " · ".join(said)]).strip()
