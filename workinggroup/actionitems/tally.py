"""How many action items a side sees, of which kind, and which of them come first: numbers and keys, no words.

The SQL is written by hand, and the wall alone says who sees what.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Remembered
from workinggroup.actionitems.states import Urgency

SOON = 7
OPEN = (Urgency.LATE, Urgency.AT_RISK, Urgency.ON_TRACK)
# As the partial indexes have it.
IS_OPEN = "status IN ('proposed', 'accepted', 'in_progress', 'blocked')"
# What lists group by, as SQL over an item and its due day; `ItemLine.risk` says why an item is at risk.
AT_RISK = "(assignee_id IS NULL OR standing IN ('at_risk', 'blocked') OR ({due} <= %(soon)s AND NOT reported))"
RULES = {
    Urgency.LATE: f"{IS_OPEN} AND {{due}} < %(today)s",
    Urgency.AT_RISK: f"{IS_OPEN} AND {{due}} >= %(today)s AND {AT_RISK}",
    Urgency.ON_TRACK: f"{IS_OPEN} AND {{due}} >= %(today)s AND NOT {AT_RISK}",
    Urgency.DONE: "status = 'done'",
    Urgency.VERIFIED: "status = 'verified'",
    Urgency.DROPPED: "status = 'dropped'",
}
# Each OFFSET 0 keeps the planner from working out the same thing once for every group; the items are read once for all counts.
# Without an urgency: from how many commitments, and from how many rows of agendas, what is open came.
NUMBERS = """
WITH item AS MATERIALIZED (
    SELECT delegation_id, assignee_id IS NULL AS is_unowned, commitment_id, agenda_item_id,
        CASE status WHEN 'done' THEN 3 WHEN 'verified' THEN 4 WHEN 'dropped' THEN 5 ELSE
            CASE WHEN due < %(today)s THEN 0 WHEN {at_risk} THEN 1 ELSE 2 END END AS urgency
    FROM (SELECT delegation_id, assignee_id, commitment_id, agenda_item_id, status, standing, reported, due_on AS due
          FROM workinggroup_actionitem WHERE {whose} OFFSET 0) AS item)
SELECT delegation_id, urgency, is_unowned, count(*) FROM item GROUP BY delegation_id, urgency, is_unowned
UNION ALL SELECT 'commitments', NULL, NULL, count(commitment_id)
    FROM (SELECT DISTINCT commitment_id FROM item WHERE urgency < 3) AS promise
UNION ALL SELECT 'agendas', NULL, NULL, count(agenda_item_id)
    FROM (SELECT DISTINCT agenda_item_id FROM item WHERE urgency < 3) AS discussed
"""
DAYS = """
SELECT due, count(*), count(*) FILTER (WHERE assignee_id = %(me)s)
FROM (SELECT assignee_id, due_on AS due FROM workinggroup_actionitem
      WHERE {is_open} AND delegation_id = %(side)s OFFSET 0) AS item
WHERE due > %(today)s AND due < %(last)s GROUP BY due ORDER BY due
"""
# The first in the order of days, by an index, as far as wanted.
FIRST = """
SELECT {name}, id, due_on FROM workinggroup_actionitem WHERE {rule} AND {shown}
ORDER BY due_on, series, number OFFSET {first} LIMIT {last} - {first}
"""


class Narrow(Protocol):
    """A filter, as counting needs it: SQL over an item, and its values."""

    @property
    def narrow(self) -> str: ...
    @property
    def values(self) -> dict[str, Any]: ...


@dataclass(frozen=True)
class Tally:
    """How many items there are of each delegation and urgency, with an owner and without; from how many `commitments`, and from
    how many rows of `agendas`, those that are open came."""

    numbers: Mapping[tuple[str, Urgency, bool], int]
    commitments: int = 0
    agendas: int = 0

    def count(self, urgencies: Iterable[Urgency] = OPEN, side: str = "", *, unowned: bool = False) -> int:
        """Items of these urgencies, of one side or of all ("")."""
        return sum(
            number
            for (code, urgency, is_unowned), number in self.numbers.items()
            if urgency in urgencies and (not side or code == side) and (is_unowned or not unowned)
        )

    @property
    def sides(self) -> set[str]:
        """The delegations that have open items."""
        return {code for code, urgency, _is_unowned in self.numbers if urgency in OPEN}


@dataclass(frozen=True)
class Stretch:
    """Items in the order of days from place `first` up to `last`: which ones, as SQL over an item and its due day."""

    rule: str
    shown: str
    last: int
    first: int = 0


def _tally(today: date, me: Any = None, narrow: Narrow | None = None) -> Tally:
    """All that the reader sees, those of the person `me`, or those that a filter asks for. One SQL query."""
    asked = [*(["assignee_id = %(me)s"] if me else ()), *([narrow.narrow] if narrow and narrow.narrow else ())]
    sql = NUMBERS.format(at_risk=AT_RISK.format(due="due"), whose=" AND ".join(asked) or "true")
    with connection.cursor() as cursor:
        cursor.execute(sql, values_of(today) | (narrow.values if narrow else {}) | {"me": me})
        rows = cursor.fetchall()
    numbers = {(code, Urgency(urgency), none): count for code, urgency, none, count in rows if urgency is not None}
    return Tally(numbers, **{name: count for name, urgency, _none, count in rows if urgency is None})


def _days(side: str, me: Any, today: date, last: date) -> tuple[tuple[date, int, int], ...]:
    """Days between two on which open items of a side are due: how many, and how many of them are the person's. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(DAYS.format(is_open=IS_OPEN), {"side": side, "me": me, "today": today, "last": last})
        return tuple(cursor.fetchall())


# Asked once for each side and act.
TALLY: Remembered[Tally] = Remembered(_tally)
DAYS_OF: Remembered[tuple[tuple[date, int, int], ...]] = Remembered(_days)


def values_of(today: date) -> dict[str, Any]:
    return {"today": today, "soon": today + timedelta(days=SOON)}


def first_keys(stretches: Mapping[int, Stretch], values: Mapping[str, Any]) -> dict[int, list[UUID]]:
    """The keys of each stretch, in order, by its name. One SQL query, none for no stretch.

    The cost does not grow with what is not shown.
    """
    if not stretches:
        return {}
    parts = [
        FIRST.format(
            name=int(name),
            rule=each.rule.format(due="due_on"),
            shown=each.shown,
            first=each.first,
            last=each.last,
        )
        for name, each in stretches.items()
    ]
    found: dict[int, list[UUID]] = {name: [] for name in stretches}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"({part})" for part in parts), values)
        # A union promises no order.
        for name, key, _due in sorted(cursor.fetchall(), key=lambda row: row[0]):
            found[name].append(key)
    return found
