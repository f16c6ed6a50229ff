"""The register of commitments: a page of it, by statement, with counts for its filters.

The SQL is written by hand, and the wall alone says who sees what.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection

from meetings.agendas.models import Theme
from meetings.promises.states import Due as DueKind
from meetings.promises.states import Strength
from meetings.statements.queries import labels_of
from portal.audit.remembered import Remembered, this_moment
from portal.core.addresses import address_of
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.texts import in_language
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.filtering import OVERDUE, VIEWS, CommitmentFilter
from workinggroup.commitments.models import COUNTED, Commitment
from workinggroup.commitments.saying import due_words
from workinggroup.commitments.states import Closing

# Texts in the order of the register, the latest first, with the numbers of each view.
TEXTS = """
SELECT statement.id, statement.slug, {views}
FROM workinggroup_commitment AS commitment JOIN meetings_statement AS statement ON statement.id = commitment.statement_id
WHERE commitment.status = 'confirmed' AND {narrow} GROUP BY statement.id, statement.slug, statement.dated
ORDER BY statement.dated DESC, statement.id
"""
KEYS = """
SELECT id FROM workinggroup_commitment AS commitment
WHERE status = 'confirmed' AND statement_id = ANY (%(texts)s) AND {view} AND {narrow}
ORDER BY array_position(%(texts)s, statement_id), number OFFSET %(start)s LIMIT %(size)s
"""
ROWS = KeptStatement("""
SELECT commitment.id, commitment.reference, commitment.chapeau, commitment.quote, commitment.strength, commitment.due_text,
    commitment.due_on, commitment.lead_id, commitment.supporting, commitment.theme_id,
    commitment.statement_id, commitment.paragraph_id, statement.slug, statement.title, statement.dated,
    commitment.due, commitment.due_from, commitment.due_season, commitment.due_count, commitment.due_unit, commitment.basis,
    commitment.closed_as
FROM workinggroup_commitment AS commitment JOIN meetings_statement AS statement ON statement.id = commitment.statement_id
WHERE commitment.id = ANY (%(keys)s)
""")
LATE = "SELECT id FROM workinggroup_commitment AS commitment WHERE id = ANY (%(keys)s) AND {overdue}"
# The rounds whose texts have commitments, the latest first.
ROUNDS = KeptStatement("""
SELECT met.id FROM meetings_meeting AS met WHERE EXISTS (
    SELECT FROM meetings_statement AS text JOIN workinggroup_commitment AS commitment ON commitment.statement_id = text.id
    WHERE text.meeting_id = met.id AND commitment.status = 'confirmed')
ORDER BY met.starts_at DESC, met.id
""")
NAMES = KeptStatement("SELECT id, slug, title FROM meetings_meeting WHERE id = ANY (%(keys)s)")
ITEMS = KeptStatement("""
SELECT commitment_id, count(*), count(*) FILTER (WHERE status NOT IN ('done', 'verified', 'dropped')) FROM workinggroup_actionitem
WHERE commitment_id = ANY (%(keys)s) GROUP BY commitment_id
""")


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One commitment in the reader's language, in plain values: the finished row of a page is kept by them.

    `due` says in words by when it is due, `due_on` the day that follows where the words name none; `paragraph` is what pages
    call its paragraph; `items` counts its action items, `open_items` the open ones of them; `closed` says how one ended that came
    here closed.
    """

    key: UUID
    reference: str
    chapeau: str
    quote: str
    strength: str
    due: str
    due_on: date | None
    is_overdue: bool
    lead: str
    supporting: tuple[str, ...]
    paragraph: int | str
    theme: str
    items: int
    open_items: int
    closed: str = ""

    @property
    def address(self) -> str:
        return address_of("commitments:commitment", self.key)


@dataclass(frozen=True, slots=True)
class TextLine:
    """The statement that the commitments below it are made in; `count` is how many of the view are in it, on all pages."""

    slug: str
    title: str
    dated: date
    count: int


@dataclass(frozen=True, slots=True)
class TextNumbers:
    """A statement by its key and its name in addresses, and how many of its commitments each view shows."""

    key: UUID
    slug: str
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class CommitmentList:
    """A page of confirmed commitments by statement, the latest first, with counts for the filters; `text` is the statement
    that is looked at alone, if any. `counts` are those of all that is asked for, view by view; `rounds` are the meetings
    and `themes` the themes that can be asked for, by what they are called in addresses."""

    groups: list[tuple[TextLine, list[CommitmentLine]]]
    counts: dict[str, int]
    asked: CommitmentFilter
    text: TextLine | None
    page: Page
    rounds: list[tuple[str, str]]
    themes: dict[str, str]

    @property
    def chosen(self) -> str:
        return self.asked.show

    @property
    def count(self) -> int:
        """How many commitments there are in the view, on all pages."""
        return self.counts[self.asked.show]


def commitments_for(user: Person, *, asked: CommitmentFilter, today: date, wanted: str | None = None) -> CommitmentList:
    """Confirmed commitments the user may see and asks for, by statement, a page of them; `today` is the reader's day.

    Four SQL queries, and six more where numbers and keys are not remembered; words are never.
    """
    moment = this_moment()
    texts = _texts(user.code, asked, today) if asked.words else TEXTS_OF(moment, user.code, asked, today)
    counts = {view: sum(each.numbers[place] for each in texts) for place, view in enumerate(VIEWS)}
    place, count = list(VIEWS).index(asked.show), counts[asked.show]
    part = page(range(count), wanted, count=count)
    start, there = _on_page(texts, place, (part.number - 1) * PAGE)
    wanted_keys = (user.code, asked, today, there, start)
    keys = () if not there else _keys(*wanted_keys) if asked.words else KEYS_OF(moment, *wanted_keys)
    rows, themes = _rows(keys), {theme.code: str(theme) for theme in Theme.objects.order_by("rank")}
    labels, items = labels_of([row[10:12] for row in rows], moment), ITEMS_OF(moment, keys) if keys else {}
    late = LATE_OF(moment, keys, today) if keys else ()
    numbers = {each.key: each.numbers[place] for each in texts}
    groups = [
        (
            TextLine(group[0][12], in_language(json.loads(group[0][13])), group[0][14], numbers[key]),
            [
                _line(row, labels[row[11]], themes.get(row[9], ""), items.get(row[0], (0, 0)), row[0] in late)
                for row in group
            ],
        )
        for key, group in ((key, list(group)) for key, group in groupby(rows, key=lambda row: row[10]))
    ]
    text = groups[0][0] if asked.statement and groups else None
    return CommitmentList(groups, counts, asked, text, part, _names(ROUNDS_OF(moment)), themes)


def _on_page(texts: Sequence[TextNumbers], place: int, start: int) -> tuple[int, tuple[UUID, ...]]:
    """The texts on the page that begins with the row in place `start`, and the row's place among those of these texts."""
    found: list[UUID] = []
    before, first = 0, 0
    for each in texts:
        after = before + each.numbers[place]
        if before < start + PAGE and after > start:
            first = first if found else start - before
            found.append(each.key)
        before = after
    return first, tuple(found)


def _texts(code: str, asked: CommitmentFilter, today: date) -> tuple[TextNumbers, ...]:
    views = ", ".join(f"count(*) FILTER (WHERE {view})" for view in VIEWS.values())
    with connection.cursor() as cursor:
        cursor.execute(TEXTS.format(views=views, narrow=asked.narrow), {"code": code, "today": today, **asked.values})
        return tuple(TextNumbers(key, slug, tuple(numbers)) for key, slug, *numbers in cursor.fetchall())


def _keys(code: str, asked: CommitmentFilter, today: date, texts: tuple[UUID, ...], start: int) -> tuple[UUID, ...]:
    values: dict[str, Any] = {
        "code": code,
        "today": today,
        "texts": list(texts),
        "start": start,
        "size": PAGE,
        **asked.values,
    }
    with connection.cursor() as cursor:
        cursor.execute(KEYS.format(view=VIEWS[asked.show], narrow=asked.narrow), values)
        return tuple(key for (key,) in cursor.fetchall())


def _rounds() -> tuple[UUID, ...]:
    with connection.cursor() as cursor:
        cursor.execute(ROUNDS)
        return tuple(key for (key,) in cursor.fetchall())


def _names(keys: tuple[UUID, ...]) -> list[tuple[str, str]]:
    """Rounds by their names in addresses and in the reader's language, in the order of their keys. One SQL query."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(NAMES, {"keys": list(keys)})
        found = {key: (slug, in_language(json.loads(title))) for key, slug, title in cursor.fetchall()}
    return [found[key] for key in keys if key in found]


def _items(keys: tuple[UUID, ...]) -> dict[UUID, tuple[int, int]]:
    """How many action items each of these commitments has, and how many are open. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, {"keys": list(keys)})
        return {key: (count, still_open) for key, count, still_open in cursor.fetchall()}


def _late(keys: tuple[UUID, ...], today: date) -> frozenset[UUID]:
    """Which of these commitments are overdue. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(LATE.format(overdue=OVERDUE), {"keys": list(keys), "today": today})
        return frozenset(key for (key,) in cursor.fetchall())


TEXTS_OF: Remembered[tuple[TextNumbers, ...]] = Remembered(_texts)
KEYS_OF: Remembered[tuple[UUID, ...]] = Remembered(_keys)
ROUNDS_OF: Remembered[tuple[UUID, ...]] = Remembered(_rounds)
ITEMS_OF: Remembered[dict[UUID, tuple[int, int]]] = Remembered(_items)
LATE_OF: Remembered[frozenset[UUID]] = Remembered(_late)


def _line(row: Sequence[Any], label: int | str, theme: str, items: tuple[int, int], is_late: bool) -> CommitmentLine:
    key, reference, chapeau, quote, strength, due_text, due_on, lead, supporting = row[:9]
    kind, first, season, count, unit, basis, closed = row[15:]
    begins = kind in {DueKind.SEASON, DueKind.NOT_BEFORE}
    words = due_words(DueSaid(kind, first if begins else due_on, season, count, unit, basis), due_on)
    return CommitmentLine(
        key=key,
        reference=reference,
        chapeau=in_language(json.loads(chapeau)),
        quote=in_language(json.loads(quote)),
        strength=str(Strength(strength).label),
        due=words or in_language(json.loads(due_text)),
        due_on=due_on if kind in COUNTED else None,
        is_overdue=is_late,
        lead=lead or "",
        supporting=tuple(supporting),
        paragraph=label,
        theme=theme,
        items=items[0],
        open_items=items[1],
        closed=str(Closing(closed).label) if closed else "",
    )


def _rows(keys: Sequence[UUID]) -> list[Any]:
    """Commitments by their keys and in their order, as far as the wall shows them. One SQL query, none for no key."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys)})
        found = {row[0]: row for row in cursor.fetchall()}
    return [found[key] for key in keys if key in found]


def is_overdue(commitment: Commitment, today: date) -> bool:
    """Whether a commitment's day is over on the reader's day and nothing says that it is done with. One SQL query."""
    if not commitment.is_overdue(today):
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1 FROM workinggroup_commitment AS commitment WHERE id = %(key)s AND {OVERDUE}",  # noqa: S608
            {"key": commitment.pk, "today": today},
        )
        return cursor.fetchone() is not None
