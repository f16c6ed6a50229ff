"""The board: action items by their state."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core.people import Person
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.lines import ItemLine, lines_of
from workinggroup.actionitems.queries import shown_by, values_for
from workinggroup.actionitems.states import OPEN, Status
from workinggroup.actionitems.tally import RULES, Stretch, first_keys

# So many items of one state stand on the board; the list has the others.
MOST = 12
NUMBERS = """
SELECT status, count(*) FROM (SELECT *, due_on AS due FROM workinggroup_actionitem WHERE {shown} OFFSET 0)
    AS item
WHERE {rule} GROUP BY status
"""


@dataclass(frozen=True)
class Column:
    """The items of one state: how many, and the first of them by day."""

    status: Status
    count: int
    lines: list[ItemLine]

    @property
    def show(self) -> str | None:
        """The view of the list that holds this state."""
        return {Status.DONE: "done", Status.VERIFIED: "done", Status.DROPPED: "dropped"}.get(self.status)

    @property
    def hidden(self) -> int:
        return self.count - len(self.lines)


def board(user: Person, *, today: date, asked: ItemFilter, moment: Moment | None = None) -> list[Column]:
    """What a filter asks for, in a column for each state. One SQL query, and two more when numbers and keys are not remembered,
    beside that of the moment."""
    moment = moment or this_moment()
    facts = (today, user.code, user.pk, replace(asked, columns=""))
    counts = dict(COUNTS(moment, *facts))
    keys = KEYS(moment, *facts, tuple(counts)) if counts else {}
    lines = lines_of([key for each in keys.values() for key in each], today, moment)
    states = [state for state in Status if state in counts or (state in OPEN and not asked.state)]
    return [
        Column(state, counts.get(state, 0), [lines[key] for key in keys.get(state, ()) if key in lines])
        for state in states
    ]


def _rule(asked: ItemFilter) -> str:
    """On a board all states stand beside each other; only what is late is a view of its own."""
    late = asked.show == "late"
    return RULES[asked.urgencies[0]] if late else "true"


def _counts(today: date, code: str, me: Any, asked: ItemFilter) -> tuple[tuple[str, int], ...]:
    """One SQL query."""
    sql = NUMBERS.format(shown=shown_by(asked), rule=_rule(asked).format(due="due"))
    with connection.cursor() as cursor:
        cursor.execute(sql, values_for(asked, today, code, me))
        return tuple(cursor.fetchall())


def _keys(
    today: date, code: str, me: Any, asked: ItemFilter, states: tuple[str, ...]
) -> Mapping[str, tuple[UUID, ...]]:
    """One SQL query."""
    order = list(Status)
    rule = _rule(asked)
    stretches = {
        order.index(Status(state)): Stretch(f"status = '{Status(state)}' AND {rule}", shown_by(asked), MOST)
        for state in states
    }
    found = first_keys(stretches, values_for(asked, today, code, me))
    return {order[place]: tuple(keys) for place, keys in found.items()}


COUNTS: Remembered[tuple[tuple[str, int], ...]] = Remembered(_counts)
KEYS: Remembered[Mapping[str, tuple[UUID, ...]]] = Remembered(_keys)
