"""Long lists in pages."""

from dataclasses import dataclass
from typing import Any

PAGE = 50
FARTHEST = 100_000


@dataclass(frozen=True)
class Page:
    """One page of rows, and whether there are more on either side. `number` counts from 1; `last` is 0 if not counted."""

    rows: list[Any]
    number: int
    has_next: bool
    last: int = 0

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.has_next else None


def number_of(wanted: str | None) -> int:
    """The number of the page that `wanted` names (a query parameter); anything unusable is the first page."""
    return int(wanted) if wanted and wanted.isdecimal() and 0 < int(wanted) < FARTHEST else 1


def page(rows: Any, wanted: str | None, size: int = PAGE, *, count: int | None = None) -> Page:
    """The page of `rows` that `wanted` names. One SQL query.

    Without `count` nothing is counted that is not shown. With it the page knows how many there are, and one beyond the
    last is the last.
    """
    number, last = number_of(wanted), 0
    if count is not None:
        last = max(1, -(-count // size))
        number = min(number, last)
    start = (number - 1) * size
    taken = list(rows[start : start + size + 1])
    return Page(taken[:size], number, len(taken) > size, last)
