"""Figures as comma-separated text, row after row: what a page shows, all that is known of each, what is reckoned of them. Pure.

Names of columns are English and stay. Months are written as 2024-07, the place of a hidden value is empty and its status c.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.documents.names import inert
from workinggroup.flows.exporting.shown import Line, Rows

# By this mark spreadsheets know how the text is written.
MARK = b"\xef\xbb\xbf"
AS_SHOWN = ("period", "reporting", "indicator", "counterpart", "area", "citizenship", "group", "value", "status")
FULL = (
    "dataset", "indicator", "indicator_en", "indicator_es", "unit", "reporting", "counterpart", "area", "citizenship", "group",
    "period", "first_month", "last_month", "value", "status", "hidden", "provisional", "as_of", "address",
)  # fmt: skip
# Beginning with so many rows, then more, so that the first byte comes early and a long file in few pieces.
FIRST_PIECE, LARGEST_PIECE = 50, 2000
Cells = Sequence[str | int]


@dataclass(frozen=True)
class Reckoned:
    """A table reckoned of figures: `name` is that of its file, `columns` what each holds in the words of Table Schema, `key`
    tells its rows apart; cells of text are `inert` already."""

    name: str
    columns: Mapping[str, Mapping[str, Any]]
    key: Sequence[str]
    rows: Sequence[Cells]


def as_reckoned(table: Reckoned, *, is_marked: bool = True) -> Iterator[bytes]:
    """The table as it is."""
    return written(list(table.columns), table.rows, is_marked=is_marked)


def as_shown(rows: Rows, *, is_marked: bool = True) -> Iterator[bytes]:
    """The columns that a page shows."""
    return written(AS_SHOWN, _shown(rows), is_marked=is_marked)


def in_full(rows: Rows, *, is_marked: bool = True) -> Iterator[bytes]:
    """All columns, with the address of every figure."""
    return written(FULL, _full(rows), is_marked=is_marked)


def written(heads: Sequence[str], rows: Iterable[Cells], *, is_marked: bool = False) -> Iterator[bytes]:
    """Rows as text in pieces, the heads before the first row is asked for. Cells of text must be `inert` already."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(heads)
    yield (MARK if is_marked else b"") + _taken(text)
    size, count = FIRST_PIECE, 0
    for row in rows:
        writer.writerow(row)
        count += 1
        if count == size:
            yield _taken(text)
            size, count = min(size * 2, LARGEST_PIECE), 0
    if count:
        yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    piece = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return piece


def _shown(rows: Rows) -> Iterator[Cells]:
    said: dict[Cells, Cells] = {}
    for row in rows:
        line = row.line
        told = said.get(line.codes) or said.setdefault(line.codes, _codes(line))
        yield (row.span.name, *told, "" if row.value is None else row.value, row.mark)


def _codes(line: Line) -> Cells:
    codes = (line.reporting, line.indicator.key, line.counterpart, line.area, line.citizenship, line.group)
    return tuple(inert(code) for code in codes)


def _full(rows: Rows) -> Iterator[Cells]:
    said: dict[Cells, tuple[Cells, str]] = {}
    for row in rows:
        line, span, as_of = row.line, row.span, row.as_of.isoformat()
        told, address = said.get(line.codes) or said.setdefault(line.codes, (_facts(line), line.address))
        yield (
            *told,
            span.name,
            str(span.first),
            str(span.last),
            "" if row.value is None else row.value,
            row.mark,
            "true" if row.is_hidden else "false",
            "true" if row.is_provisional else "false",
            as_of,
            f"{address}/{span.name}@{as_of}",
        )


def _facts(line: Line) -> Cells:
    name = line.indicator.name
    facts = (line.dataset, line.indicator.key, name["en"], name["es"], line.indicator.unit.value, line.reporting)
    return tuple(inert(fact) for fact in (*facts, line.counterpart, line.area, line.citizenship, line.group))
