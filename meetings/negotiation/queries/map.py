"""The map of a text for pages that mention it: a cell for each paragraph, the text's state at one glance."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from django.urls import reverse

from meetings.negotiation.agreement import agreement_on
from meetings.negotiation.queries.proposed import proposals_on
from meetings.negotiation.queries.rows import SHAPES, ShownCell, cell_label
from meetings.negotiation.queries.table import may_speak, positions_on, words_of
from meetings.negotiation.queries.waiting import waiting_texts
from meetings.negotiation.states import SETTLED, Agreement
from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from meetings.statements.present import read_present
from meetings.statements.queries import texts_at
from meetings.statements.states import Status
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person


@dataclass(frozen=True)
class TextMap:
    """A text under negotiation: the cells of its title and its paragraphs, of how many of how many paragraphs the words are
    settled, and on how many cells the reader's delegation has not spoken."""

    statement: Statement
    cells: list[ShownCell]
    settled: int
    total: int
    waiting: int


class Stands(NamedTuple):
    """Where the title or a numbered paragraph stands, its brackets, and whether the reading side has yet to speak on it."""

    anchor: str
    number: int | None
    kind: str
    agreement: str
    brackets: int
    is_owed: bool


def map_for(meeting: Meeting, user: Person, moment: Moment) -> TextMap | None:
    """The map of the first text that is negotiated for a meeting, None where none is; nothing of it is the reader's
    delegation's alone. At most one SQL query, and eight more when it is not remembered."""
    key = TEXT_OF(moment, meeting.pk, user.code)
    statement = texts_at([key], moment).get(key) if key else None
    if statement is None:
        return None
    active, rows = STANDS_OF(moment, statement.pk, user.code)
    speaks = may_speak(statement, user, active)
    cells = [
        ShownCell(
            reverse("negotiation:paragraph", args=[statement.slug, row.anchor]),
            cell_label(row.number, row.kind),
            SHAPES[Agreement(row.agreement)][1],
            words_of(Agreement(row.agreement), row.brackets, len(active)),
            speaks and row.is_owed,
        )
        for row in rows
    ]
    paragraphs = [row.agreement in SETTLED for row in rows if row.number]
    return TextMap(statement, cells, sum(paragraphs), len(paragraphs), sum(cell.waits for cell in cells))


def waiting_besides(text: TextMap, user: Person, moment: Moment) -> int:
    """How many places without a cell, headings and paragraphs proposed anew, wait on the user beside those of the map. No SQL
    query where what waits on the user was read at this moment."""
    places = [each.places for each in waiting_texts(user, moment) if each.statement.pk == text.statement.pk]
    return max(sum(map(sum, places)) - text.waiting, 0)


def _text_of(meeting: UUID, code: str) -> UUID | None:
    """The first text that a side negotiates for a meeting. One SQL query."""
    texts = Statement.objects.read_with(code).filter(meeting_id=meeting, status=Status.NEGOTIATING)
    found: UUID | None = texts.order_by("created_at", "pk").values_list("pk", flat=True).first()
    return found


TEXT_OF: Remembered[UUID | None] = Remembered(_text_of)


def _stands_of(key: UUID, code: str) -> tuple[tuple[str, ...], tuple[Stands, ...]]:
    """The active parties of a text, and where its title and its numbered paragraphs stand."""
    statement = Statement.objects.get(pk=key)
    present = read_present(statement)
    positions = positions_on([line.version for line in present.lines], code)
    proposed = proposals_on(statement, code, present.parties, speaks=False, ours=False)
    rows = []
    for line in present.lines:
        said, tabled = positions.get(line.version, {}), proposed.answered.get(line.version, [])
        agreement = agreement_on(len(line.brackets), said, present.parties, bool(tabled))
        is_owed = code not in said or any(code not in answered for answered in tabled)
        if cell_label(number := present.numbers[line.anchor], line.kind):
            rows.append(Stands(line.anchor, number, line.kind, agreement.value, len(line.brackets), is_owed))
    return tuple(present.parties), tuple(rows)


STANDS_OF: Remembered[tuple[tuple[str, ...], tuple[Stands, ...]]] = Remembered(_stands_of)
