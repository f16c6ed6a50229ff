"""What the page of notices shows."""

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.notifications.kinds import KINDS, Kind
from portal.notifications.lines import Line, lines_of
from portal.notifications.models import Notice
from portal.notifications.news import DESCRIBED

UNREAD, ALL = "unread", "all"
# So many of one event side by side are folded.
FOLDED = 4
# So many are marked as read at once.
MOST_SEEN = 400


@dataclass
class Fold:
    """The notices of one event by one side that stand side by side; many of them are folded."""

    lines: list[Line]

    @property
    def is_folded(self) -> bool:
        return len(self.lines) >= FOLDED

    @property
    def words(self) -> str:
        return self.lines[0].words

    @property
    def unread(self) -> int:
        return sum(line.notice.read_at is None for line in self.lines)


@dataclass
class About:
    """What was told on one day of one thing, such as a meeting; `heading` is "" where the person may no longer see it."""

    heading: str
    folds: list[Fold]


@dataclass
class Day:
    day: date
    abouts: list[About] = field(default_factory=list)


@dataclass(frozen=True)
class Notices:
    """A page of notices. `unread` are the keys of those that were unread when it was made, as many as one press marks."""

    days: list[Day]
    page: Page
    show: str
    kind: str
    kinds: list[Kind]
    unread: list[UUID]

    @property
    def seen(self) -> str:
        return written(self.unread)

    @property
    def has_more_unread(self) -> bool:
        return len(self.unread) == MOST_SEEN


def own_notices(person: Person, *, now: datetime) -> Any:
    """What the bell has told a person."""
    return Notice.objects.filter(person_id=person.pk, bell=True, due_at__lte=now)


def notices_of(person: Person, *, show: str, kind: str, wanted: str | None, now: datetime) -> Notices:
    """The page of a person's notices, latest first, by day and meeting. One SQL query, one for the keys of what is unread, one
    for each kind of thing on the page.
    """
    own = own_notices(person, now=now)
    told = {each.kind.name for each in DESCRIBED.values()}
    kinds = [each for each in KINDS.values() if each.name in told]
    chosen = kind if kind in told else ""
    rows = (
        own.filter(event__in=[event for event, each in DESCRIBED.items() if each.kind.name == chosen])
        if chosen
        else own
    )
    show = ALL if show == ALL else UNREAD
    unread = rows.filter(read_at=None)
    shown = page((rows if show == ALL else unread).order_by("-due_at", "-pk"), wanted)
    keys = list(unread.order_by("-due_at", "-pk").values_list("pk", flat=True)[:MOST_SEEN])
    return Notices(_by_day(lines_of(shown.rows, person), person), shown, show, chosen, kinds, keys)


def _by_day(lines: Iterable[Line], person: Person) -> list[Day]:
    days = []
    for day, told in groupby(lines, lambda line: times.local(line.notice.due_at, person.zone).date()):
        headings: dict[str, dict[tuple[str, str], list[Line]]] = {}
        for line in told:
            event = (line.notice.event, line.words) if line.heading else ("", "")
            headings.setdefault(line.heading, {}).setdefault(event, []).append(line)
        abouts = [About(words, [Fold(each) for each in events.values()]) for words, events in headings.items()]
        days.append(Day(day, abouts))
    return days


def written(keys: Iterable[UUID]) -> str:
    """Keys as a form carries them: 22 letters each."""
    return urlsafe_b64encode(b"".join(key.bytes for key in keys)).decode()


def read_keys(seen: str) -> list[UUID] | None:
    """The keys that a form carries; None where it carries something else."""
    try:
        raw = urlsafe_b64decode(seen.encode())
    except (binascii.Error, ValueError):
        return None
    if len(raw) % 16 or len(raw) > 16 * MOST_SEEN:
        return None
    return [UUID(bytes=raw[start : start + 16]) for start in range(0, len(raw), 16)]
