"""The rows of a sheet within bounds, as people read their cells. For the process in which workbooks are opened. Pure."""

import datetime
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

MOST_SHEETS, LONGEST_CELL = 64, 2000
ADDRESS = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class TooLarge(Exception):
    """More than the bounds allow."""


@dataclass(frozen=True)
class Bounds:
    """How much a workbook may hold, and what opening it may cost; `portal.core.spreadsheets.opening` says what each means."""

    rows: int
    columns: int
    cells: int
    unpacked: int
    memory: int
    seconds: int
    marks: bool


@dataclass
class Marks:
    """What the values alone do not say of a sheet: hidden rows, and by row the places of formulas without a value."""

    hidden: set[int] = field(default_factory=set)
    missing: dict[int, set[int]] = field(default_factory=dict)


def place_of(address: str | None) -> tuple[int, int] | None:
    """A cell's row and column by its address, from 1."""
    found = ADDRESS.fullmatch(address or "")
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def words_of(value: Any) -> str:
    """A cell's value as people read it: whole numbers without a fraction, days by the calendar."""
    if isinstance(value, str):
        return value[:LONGEST_CELL]
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        value = value.date()
    return str(value)[:LONGEST_CELL]


def rows_of(
    rows: Iterable[tuple[int, list[Any]]], marks: Marks, bounds: Bounds
) -> Iterator[tuple[int, list[str], bool, list[int]]]:
    """The rows that hold something, by their numbers in the spreadsheet."""
    found = 0
    for number, row in rows:
        cells = [words_of(value) for value in row]
        missing = sorted(marks.missing.get(number, ()))
        while cells and not cells[-1].strip():
            cells.pop()
        if not cells and not missing:
            continue
        found += 1
        if found > bounds.rows or len(cells) > bounds.columns:
            raise TooLarge
        yield number, cells, number in marks.hidden, missing
