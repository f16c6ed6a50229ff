"""What a list of action items says in each of its rows, before anybody asks whether it can be so. Pure."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from portal.core.characters import UNREADABLE
from portal.people.lists.names import fold
from portal.people.lists.tables import Row, Table, clean
from workinggroup.actionitems.states import Priority

# The columns, by the headings that people give them in either language, those of an exported list among them.
HEADINGS = {
    "commitment": ("commitment", "compromiso"),
    "title": ("action item", "what is to be done", "title", "accion", "que hay que hacer", "titulo"),
    "description": ("details", "description", "detalles", "descripcion"),
    "owner": ("owner", "who does it", "responsable", "quien lo hace"),
    "due": ("due", "due on", "vence", "vence el", "plazo", "fecha"),
    "weeks": ("weeks before the ministerial", "weeks before", "semanas antes de la reunion ministerial", "semanas antes"),
    "workdays": (
        "working days before the ministerial", "working days before", "dias habiles antes de la reunion ministerial",
        "dias habiles antes",
    ),
    "priority": ("priority", "prioridad"),
    "duration": ("working days it takes", "dias habiles que requiere"),
}  # fmt: skip
PRIORITIES = {
    "high": Priority.HIGH, "alta": Priority.HIGH, "normal": Priority.NORMAL, "low": Priority.LOW, "baja": Priority.LOW,
}  # fmt: skip
NEEDED = ("commitment", "title")
DAY = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?)?", re.ASCII)
# So many items at once; of a file so many rows and bytes are read, and of what was shown so many bytes come back.
MOST_ROWS, MOST_READ, LARGEST = 5_000, 10_000, 4 * 1024 * 1024
# Titles above the headings are fewer than this.
DEEPEST = 20


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, and what stands in each column that is known. `formulas` are the columns that hold a
    formula without a value, or what cannot be stored."""

    number: int
    cells: Mapping[str, str] = field(default_factory=dict)
    formulas: tuple[str, ...] = ()


def lines_in(tables: Sequence[Table]) -> list[Line] | None:
    """The rows below the headings, of the table in which most of them are known; None where no table names a commitment and
    what is to be done."""
    found = [
        (len(columns), place, columns, table) for table in tables for place, columns in [_headed(table)] if columns
    ]
    if not found:
        return None
    _known, place, columns, table = max(found, key=lambda each: each[0])
    lines = [_line(row, columns) for row in table.rows[place + 1 :]]
    return [line for line in lines if line.cells or line.formulas]


def day_said(words: str) -> date | None:
    """A day as ISO writes it; None for any other, which could be another day elsewhere.

    A spreadsheet may write an hour beside it, which is left away: an item is due on a day, in whichever zone, also where the
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


def priority_said(words: str) -> Priority | None:
    return PRIORITIES.get(fold(words)) if words else Priority.NORMAL


def confirmed(lines: Iterable[Line]) -> str:
    """Lines for the form that confirms them: exactly what was shown is what is written."""
    return json.dumps([[line.number, dict(line.cells)] for line in lines], ensure_ascii=False)


def read_confirmed(text: str) -> list[Line]:
    """Lines that were shown. Raises `ValueError` for what `confirmed` has not made."""
    rows = json.loads(text)
    if not isinstance(rows, list):
        raise ValueError
    return [_shown(row) for row in rows]


def _shown(row: object) -> Line:
    if not isinstance(row, list) or len(row) != 2:
        raise ValueError
    number, cells = row
    if not isinstance(number, int) or not isinstance(cells, dict) or not cells.keys() <= HEADINGS.keys():
        raise ValueError
    for words in cells.values():
        if not isinstance(words, str) or UNREADABLE.search(words) or clean(words) != words:
            raise ValueError
    return Line(number, cells)


def _headed(table: Table) -> tuple[int, dict[int, str]]:
    """Where the headings stand, and what each column holds; nothing where those that are needed are not among them."""
    known = {words: name for name, all_words in HEADINGS.items() for words in all_words}
    for place, row in enumerate(table.rows[:DEEPEST]):
        columns = {at: known[fold(cell)] for at, cell in enumerate(row.cells) if fold(cell) in known}
        if set(NEEDED) <= set(columns.values()):
            return place, columns
    return 0, {}


def _line(row: Row, columns: Mapping[int, str]) -> Line:
    cells = {name: row.cells[place] for place, name in columns.items() if place < len(row.cells) and row.cells[place]}
    bad = row.missing | row.unstorable
    return Line(row.number, cells, tuple(name for place, name in columns.items() if place in bad))
