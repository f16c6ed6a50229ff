"""Long lists in pages."""

from dataclasses import dataclass
from typing import Any

from portal.core.asked import number_in

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
    found = number_in(wanted)
    return found if found and found < FARTHEST else 1


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


@dataclass(frozen=True)
class Stretch:
    """Rows of a list that only grows, latest first, and the numbers from which its neighbours are read; None at an end."""

    rows: list[Any]
    newer: int | None
    older: int | None


def stretch(rows: Any, field: str, *, before: str | None, after: str | None, size: int = PAGE) -> Stretch:
    """The rows whose number in `field` lies below `before`, or above `after`, or the latest. One SQL query, two at the new end.

    It costs the same at any depth, because nothing is passed over.
    """
    after_number, before_number = number_in(after), number_in(before)
    if after_number is not None:
        taken = list(rows.filter(**{f"{field}__gt": after_number}).order_by(field)[: size + 1])
        shown = taken[:size][::-1]
        if len(shown) == size:
            return Stretch(shown, getattr(shown[0], field) if len(taken) > size else None, getattr(shown[-1], field))
        before_number = None
    if before_number is not None:
        rows = rows.filter(**{f"{field}__lt": before_number})
    taken = list(rows.order_by(f"-{field}")[: size + 1])
    shown = taken[:size]
    newer = getattr(shown[0], field) if before_number is not None and shown else None
    return Stretch(shown, newer, getattr(shown[-1], field) if len(taken) > size else None)
