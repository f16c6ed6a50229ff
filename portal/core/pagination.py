"""Long lists in pages, without counting what is not shown."""

from dataclasses import dataclass
from typing import Any

PAGE = 50


@dataclass(frozen=True)
class Page:
    """One page of rows, and whether there are more on either side. `number` counts from 1."""

    rows: list[Any]
    number: int
    has_next: bool

    @property
    def previous(self) -> int:
        return self.number - 1

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.has_next else None


def page(rows: Any, wanted: str | None, size: int = PAGE) -> Page:
    """The page that `wanted` names (a query parameter); anything unusable is the first page. One SQL query."""
    number = int(wanted) if wanted and wanted.isdecimal() and 0 < int(wanted) < 10_000 else 1
    start = (number - 1) * size
    taken = list(rows[start : start + size + 1])
    return Page(taken[:size], number, len(taken) > size)
