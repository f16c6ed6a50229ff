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
from django.urls import reverse

from meetings.promises.states import Strength
from meetings.statements.queries import labels_of
from portal.audit.remembered import Remembered, this_moment
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language

# The views, as SQL over a commitment.
VIEWS = {
    "all": "true",
    "ours": "(lead_id = %(code)s OR supporting @> ARRAY[%(code)s]::varchar[])",
    "leaderless": "lead_id IS NULL",
    "unaccepted": """(asks_acceptance AND lead_id IS NOT NULL AND NOT coalesce((
        SELECT answer.accepts FROM workinggroup_leadanswer AS answer
        WHERE answer.commitment_id = commitment.id AND answer.delegation_id = commitment.lead_id
        ORDER BY answer.number DESC LIMIT 1), false))""",
}
# Texts in the order of the register, the latest first, with the numbers of each view.
TEXTS = """
SELECT statement.id, statement.slug, {views}
FROM workinggroup_commitment AS commitment JOIN meetings_statement AS statement ON statement.id = commitment.statement_id
WHERE commitment.status = 'confirmed' GROUP BY statement.id, statement.slug, statement.dated
ORDER BY statement.dated DESC, statement.id
"""
KEYS = """
SELECT id FROM workinggroup_commitment AS commitment WHERE status = 'confirmed' AND statement_id = ANY (%(texts)s) AND {view}
ORDER BY array_position(%(texts)s, statement_id), number OFFSET %(start)s LIMIT %(size)s
"""
ROWS = """
SELECT commitment.id, commitment.reference, commitment.chapeau, commitment.quote, commitment.strength, commitment.due_text,
    commitment.due_on, commitment.lead_id, commitment.supporting, commitment.statement_id, commitment.paragraph_id,
    statement.slug, statement.title, statement.dated
FROM workinggroup_commitment AS commitment JOIN meetings_statement AS statement ON statement.id = commitment.statement_id
WHERE commitment.id = ANY (%(keys)s)
"""
ITEMS = """
SELECT commitment_id, count(*), count(*) FILTER (WHERE status NOT IN ('done', 'verified', 'dropped')) FROM workinggroup_actionitem
WHERE commitment_id = ANY (%(keys)s) GROUP BY commitment_id
"""


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One commitment in the reader's language, in plain values: the finished row of a page is kept by them.

    `paragraph` is what pages call its paragraph; `items` counts its action items, `open_items` the open ones of them.
    """

    key: UUID
    reference: str
    chapeau: str
    quote: str
    strength: str
    due_text: str
    due_on: date | None
    lead: str
    supporting: tuple[str, ...]
    paragraph: int | str
    items: int
    open_items: int

    @property
    def address(self) -> str:
        return reverse("commitments:commitment", args=[self.key])


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
    that is looked at alone, if any. `counts` are those of that statement, else of all."""

    groups: list[tuple[TextLine, list[CommitmentLine]]]
    counts: dict[str, int]
    chosen: str
    text: TextLine | None
    page: Page


def commitments_for(user: Person, *, chosen: str, statement: str = "", wanted: str | None = None) -> CommitmentList:
    """Confirmed commitments the user may see, in the chosen view, of one statement (its slug) or all, a page of them.

    Two SQL queries, and four more where numbers and keys are not remembered.
    """
    moment = this_moment()
    chosen = chosen if chosen in VIEWS else "all"
    texts = [each for each in TEXTS_OF(moment, user.code) if not statement or each.slug == statement]
    counts = {view: sum(each.numbers[place] for each in texts) for place, view in enumerate(VIEWS)}
    place, count = list(VIEWS).index(chosen), counts[chosen]
    part = page(range(count), wanted, count=count)
    start, there = _on_page(texts, place, (part.number - 1) * PAGE)
    keys = KEYS_OF(moment, user.code, chosen, there, start) if there else ()
    rows = _rows(keys)
    labels, items = labels_of([row[9:11] for row in rows], moment), ITEMS_OF(moment, keys) if keys else {}
    numbers = {each.key: each.numbers[place] for each in texts}
    groups = [
        (
            TextLine(group[0][11], in_language(json.loads(group[0][12])), group[0][13], numbers[key]),
            [_line(row, labels[row[10]], items.get(row[0], (0, 0))) for row in group],
        )
        for key, group in ((key, list(group)) for key, group in groupby(rows, key=lambda row: row[9]))
    ]
    return CommitmentList(groups, counts, chosen, groups[0][0] if statement and groups else None, part)


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


def _texts(code: str) -> tuple[TextNumbers, ...]:
    views = ", ".join(f"count(*) FILTER (WHERE {view})" for view in VIEWS.values())
    with connection.cursor() as cursor:
        cursor.execute(TEXTS.format(views=views), {"code": code})
        return tuple(TextNumbers(key, slug, tuple(numbers)) for key, slug, *numbers in cursor.fetchall())


def _keys(code: str, chosen: str, texts: tuple[UUID, ...], start: int) -> tuple[UUID, ...]:
    values: dict[str, Any] = {"code": code, "texts": list(texts), "start": start, "size": PAGE}
    with connection.cursor() as cursor:
        cursor.execute(KEYS.format(view=VIEWS[chosen]), values)
        return tuple(key for (key,) in cursor.fetchall())


def _items(keys: tuple[UUID, ...]) -> dict[UUID, tuple[int, int]]:
    """How many action items each of these commitments has, and how many are open. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ITEMS, {"keys": list(keys)})
        return {key: (count, still_open) for key, count, still_open in cursor.fetchall()}


TEXTS_OF: Remembered[tuple[TextNumbers, ...]] = Remembered(_texts)
KEYS_OF: Remembered[tuple[UUID, ...]] = Remembered(_keys)
ITEMS_OF: Remembered[dict[UUID, tuple[int, int]]] = Remembered(_items)


def _line(row: Sequence[Any], label: int | str, items: tuple[int, int]) -> CommitmentLine:
    key, reference, chapeau, quote, strength, due_text, due_on, lead, supporting = row[:9]
    return CommitmentLine(
        key=key,
        reference=reference,
        chapeau=in_language(json.loads(chapeau)),
        quote=in_language(json.loads(quote)),
        strength=str(Strength(strength).label),
        due_text=in_language(json.loads(due_text)),
        due_on=due_on,
        lead=lead or "",
        supporting=tuple(supporting),
        paragraph=label,
        items=items[0],
        open_items=items[1],
    )


def _rows(keys: Sequence[UUID]) -> list[Any]:
    """Commitments by their keys and in their order, as far as the wall shows them. One SQL query, none for no key."""
    if not keys:
        return []
    with connection.cursor() as cursor:
        cursor.execute(ROWS, {"keys": list(keys)})
        found = {row[0]: row for row in cursor.fetchall()}
    return [found[key] for key in keys if key in found]
