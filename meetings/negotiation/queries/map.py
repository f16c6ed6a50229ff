"""The map of a text for pages that mention it: a cell for each paragraph, the text's state at one glance."""

from dataclasses import dataclass, replace

from django.urls import reverse

from meetings.negotiation.queries.rows import ShownCell
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.states import SETTLED
from meetings.rounds.models import Meeting
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.people import Person


@dataclass(frozen=True)
class TextMap:
    """A text under negotiation: the cells of its paragraphs, of how many of how many the words are settled, and on how many
    the reader's delegation has not spoken."""

    statement: Statement
    cells: list[ShownCell]
    settled: int
    total: int
    waiting: int


def map_for(meeting: Meeting, user: Person) -> TextMap | None:
    """The map of the first text that is negotiated for a meeting, None where none is; nothing of it is the reader's
    delegation's alone. At most ten SQL queries, one where there is none."""
    texts = Statement.objects.visible_to(user).filter(meeting=meeting, status=Status.NEGOTIATING)
    statement = texts.select_related("meeting").order_by("created_at", "pk").first()
    if statement is None:
        return None
    table = table_of(statement, user, ours=False)
    rows = {row.anchor: row for row in table.map if row.number}
    return TextMap(
        statement,
        [
            replace(cell, address=reverse("negotiation:paragraph", args=[statement.slug, anchor]))
            for anchor, cell in zip(rows, table.cells, strict=True)
        ],
        sum(row.agreement in SETTLED for row in rows.values()),
        len(rows),
        sum(row.waits for row in rows.values()),
    )
