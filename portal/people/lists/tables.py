"""A list as rows of cells, out of text: quotes before lines, and whatever parts the columns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from portal.core.characters import UNREADABLE, one_line

SEPARATORS = ["\t", ";", ",", "|"]
EMPTY = " \r\n" + "".join(SEPARATORS)
MOST_LINES, MOST_ROWS, MOST_COLUMNS = 100_000, 2000, 64
# A quoted cell of more lines than this is a quotation mark that somebody forgot.
MOST_BREAKS = 12
# In a cell they part words.
CONTROLS = re.compile(r"[\x01-\x1f\x7f-\x9f]")
QUOTED_VALUE = re.compile(r'="([^"]*)"')
FORMULA = re.compile(r"[=+]@?[A-Z][\w.]*\(.*|=[$'A-Z(].*|=\d+[-+*/&].*", re.DOTALL | re.IGNORECASE)
ERROR = re.compile(r"#(N/[AD]|NULL!|[¡¿]?[A-Z/0]{3,10}[!?])|Err:\d{3}")


@dataclass(frozen=True)
class Row:
    """One row: its number in the file, its cells, and of these the places of formulas without a value, and of what
    cannot be stored."""

    number: int
    cells: tuple[str, ...]
    is_hidden: bool = False
    missing: frozenset[int] = frozenset()
    unstorable: frozenset[int] = frozenset()

    @property
    def filled(self) -> list[int]:
        """The places of cells that hold something."""
        return [place for place, cell in enumerate(self.cells) if cell]


@dataclass(frozen=True)
class Table:
    """Rows that hold something. `merged` are cells that are one: first row, first column, last row, last column, from 0."""

    rows: tuple[Row, ...]
    name: str = ""
    merged: tuple[tuple[int, int, int, int], ...] = ()


class TooLarge(ValueError):
    """More than `MOST_LINES` lines, rows with something in them than are taken, or `MOST_COLUMNS` columns."""


def clean(cell: str) -> str:
    """A cell on one line, without signs that nobody sees."""
    return " ".join(one_line(CONTROLS.sub(" ", cell)).split())


def row_of(number: int, cells: list[str], *, is_hidden: bool = False, missing: frozenset[int] = frozenset()) -> Row:
    """A row of cleaned cells; formulas and errors that are written as text count as without a value."""
    values = [found[1] if (found := QUOTED_VALUE.fullmatch(cell.strip())) else cell for cell in cells]
    unstorable = frozenset(place for place, cell in enumerate(values) if UNREADABLE.search(cell))
    cleaned = tuple(clean(UNREADABLE.sub(" ", cell)) for cell in values)
    written = {place for place, cell in enumerate(cleaned) if FORMULA.fullmatch(cell) or ERROR.fullmatch(cell)}
    return Row(number, cleaned, is_hidden, missing | written, unstorable)


def tables_of(text: str, rows: int = MOST_ROWS) -> list[Table]:
    """The text parted by each separator that it holds, in the order in which they are preferred; and not parted.

    Raises `TooLarge` for more than `rows` rows.
    """
    text = text.lstrip("\ufeff")
    hint = re.match(r"sep=(.)[ \t]*(?:\r\n|\r|\n)", text)
    if hint and hint[1] in SEPARATORS:
        # The first line counts, as it does in the spreadsheet.
        return [table_of("\n" + text[hint.end() :], hint[1], rows)]
    found = [separator for separator in SEPARATORS if separator in text]
    whole = [] if len(found) == len(SEPARATORS) else [next(each for each in SEPARATORS if each not in found)]
    return [table_of(text, separator, rows) for separator in found + whole]


def table_of(text: str, separator: str, most: int = MOST_ROWS) -> Table:
    """The text parted by one separator. Rows are numbered as a spreadsheet numbers them. Raises `TooLarge`."""
    rows = []
    # Spreadsheets write thousands of empty rows behind the last.
    for number, cells in enumerate(split(text.rstrip(EMPTY), separator), start=1):
        if number > MOST_LINES:
            raise TooLarge
        if not any(cells):
            continue
        row = row_of(number, cells)
        if row.filled or row.missing or row.unstorable:
            rows.append(row)
        if len(rows) > most:
            raise TooLarge
    return Table(tuple(rows))


def split(text: str, separator: str) -> Iterator[list[str]]:
    """The cells of each line. A quotation mark opens a quoted cell only where another one closes it before a separator
    or the end of a line; elsewhere it is a letter like any other."""
    quoted, plain = _patterns(separator)
    place, cells = 0, []
    while place <= len(text):
        found = quoted.match(text, place)
        if found and len(found[1].splitlines()) <= MOST_BREAKS:
            cells.append(found[1].replace('""', '"'))
        else:
            found = plain.match(text, place)
            assert found
            cells.append(found[0])
        if len(cells) > MOST_COLUMNS and cells[-1].strip():
            raise TooLarge
        place = found.end()
        if text.startswith(separator, place):
            place += 1
            continue
        yield cells[:MOST_COLUMNS]
        place, cells = place + (2 if text.startswith("\r\n", place) else 1), []


@cache
def _patterns(separator: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    mark = re.escape(separator)
    space = r"[^\S\r\n\t]*+"
    quoted = re.compile(rf'{space}"((?:[^"]++|"")*+)"{space}(?={mark}|[\r\n]|\Z)')
    return quoted, re.compile(rf"[^{mark}\r\n]*+")
