"""Rows of a list of any kind of thing, by what the headings above its columns are called. Pure."""

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.core.characters import UNREADABLE
from portal.people.lists.names import fold
from portal.people.lists.tables import Row, Table, clean

# The columns of a kind of list, each with the headings that people give it, folded.
Headings = Mapping[str, Sequence[str]]
DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?", re.ASCII)
# Of a file so many rows and bytes are read, and of what was shown so many bytes come back.
MOST_READ, LARGEST = 10_000, 4 * 1024 * 1024
# Titles above the headings are fewer than this.
DEEPEST = 20


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, and what stands in each column that is known. `formulas` are the columns that hold a
    formula without a value, or what cannot be stored."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    formulas: tuple[str, ...] = ()


def lines_in(
    tables: Sequence[Table], headings: Headings, needed: Collection[str], one_of: Collection[str] = ()
) -> list[Line] | None:
    """The rows below the headings, of the table in which most of them are known; None where no table has those that are
    needed, and of others one at least."""
    found = [
        (len(columns), place, columns, table)
        for table in tables
        for place, columns in [_headed(table, headings, needed, one_of)]
        if columns
    ]
    if not found:
        return None
    _known, place, columns, table = max(found, key=lambda each: each[0])
    lines = [_line(row, columns) for row in table.rows[place + 1 :]]
    return [line for line in lines if line.cells or line.formulas]


def day_said(words: str) -> date | None:
    """A day as ISO writes it; None for any other, which could be another day elsewhere.

    A spreadsheet may write an hour beside it, which is left away: a thing is due on a day, in whichever zone, also where the
    clocks leave that hour out.
    """
    if not DAY.fullmatch(words):
        return None
    try:
        return date.fromisoformat(words[:10])
    except ValueError:
        return None


def number_said(words: str) -> int | None:
    return int(words) if words.isascii() and words.isdigit() and len(words) < 6 else None


def confirmed(lines: Iterable[Line]) -> str:
    """Lines for the form that confirms them: exactly what was shown is what is written."""
    return json.dumps([[line.number, dict(line.cells)] for line in lines], ensure_ascii=False)


def read_confirmed(text: str, headings: Headings) -> list[Line]:
    """Lines that were shown. Raises `ValueError` for what `confirmed` has not made."""
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError
    return [_shown(row, headings) for row in rows]


def _shown(row: object, headings: Headings) -> Line:
    if not isinstance(row, list) or len(row) != 2:
        raise ValueError
    number, cells = row
    if not isinstance(number, int) or not isinstance(cells, dict) or not cells.keys() <= headings.keys():
        raise ValueError
    for words in cells.values():
        if not isinstance(words, str) or UNREADABLE.search(words) or clean(words) != words:
            raise ValueError
    return Line(number, cells)


def _headed(
    table: Table, headings: Headings, needed: Collection[str], one_of: Collection[str]
) -> tuple[int, dict[int, str]]:
    """Where the headings stand, and what each column holds; nothing where those that are needed are not among them."""
    known = {words: name for name, all_words in headings.items() for words in all_words}
    for place, row in enumerate(table.rows[:DEEPEST]):
        columns = {at: known[fold(cell)] for at, cell in enumerate(row.cells) if fold(cell) in known}
        there = set(columns.values())
        if set(needed) <= there and (not one_of or there & set(one_of)):
            return place, columns
    return 0, {}


def _line(row: Row, columns: Mapping[int, str]) -> Line:
    cells = {name: row.cells[place] for place, name in columns.items() if place < len(row.cells) and row.cells[place]}
    bad = row.missing | row.unstorable
    return Line(row.number, cells, tuple(name for place, name in columns.items() if place in bad))
