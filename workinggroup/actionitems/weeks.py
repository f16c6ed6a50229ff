"""The weeks to the follow-up ministerial: what is late, what each week brings, what comes after it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from workinggroup.actionitems.lines import ItemLine


@dataclass(frozen=True)
class Week:
    """Items that are due in one week, from its Monday; `first` is None for what is late. `is_after` says that the week
    begins after the ministerial, `left` how many whole weeks lie between."""

    first: date | None
    lines: list[ItemLine]
    is_after: bool = False
    left: int | None = None


def weeks_of(lines: Sequence[ItemLine], *, ministerial: date | None) -> list[Week]:
    """Open items by the week in which they are due, late ones first. Weeks without any are left out."""
    late = sorted((line for line in lines if line.is_late), key=_order)
    coming = sorted((line for line in lines if not line.is_late), key=_order)
    found = [Week(None, late)] if late else []
    for first, there in groupby(coming, key=lambda line: monday(line.due)):
        left = (ministerial - first).days // 7 if ministerial else None
        is_after = left is not None and left < 0
        found.append(Week(first, list(there), is_after, left if left is not None and left >= 0 else None))
    return found


def monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _order(line: ItemLine) -> tuple[date, int, str, int]:
    return line.due, line.priority, line.series, line.number
