"""Long lists in pages."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q

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
    """Rows of a list that only grows, latest first, and the keys from which its neighbours are read; None at an end."""

    rows: list[Any]
    newer: UUID | None
    older: UUID | None


def stretch(rows: Any, field: str, *, before: str | None, after: str | None, size: int = PAGE) -> Stretch:
    """The rows that come before the row with the key `before`, or after that with the key `after`, or the latest.

    Rows stand in the order of `field` and, where that is the same, of their keys; a key that is not among the rows is none.
    One SQL query, one more for a key, one more at the new end. It costs the same at any depth, because nothing is passed over.
    """
    if place := _place(rows, field, after):
        later = rows.filter(Q(**{f"{field}__gt": place[0]}) | Q(pk__gt=place[1]), **{f"{field}__gte": place[0]})
        taken = list(later.order_by(field, "pk")[: size + 1])
        shown = taken[:size][::-1]
        if len(shown) == size:
            return Stretch(shown, shown[0].pk if len(taken) > size else None, shown[-1].pk)
        before = None
    if place := _place(rows, field, before):
        rows = rows.filter(Q(**{f"{field}__lt": place[0]}) | Q(pk__lt=place[1]), **{f"{field}__lte": place[0]})
    taken = list(rows.order_by(f"-{field}", "-pk")[: size + 1])
    shown = taken[:size]
    newer = shown[0].pk if place and shown else None
    return Stretch(shown, newer, shown[-1].pk if len(taken) > size else None)


def _place(rows: Any, field: str, key: str | None) -> tuple[Any, Any] | None:
    """Where the row with this key stands, if it is among the rows."""
    try:
        found: tuple[Any, Any] | None = rows.filter(pk=UUID(key)).values_list(field, "pk").first() if key else None
    except ValueError:
        return None
    return found
