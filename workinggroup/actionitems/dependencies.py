"""What items wait for: as far as their reader sees both, and by how much a chain of them is too long."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Moment, Remembered
from portal.core.postgresql.plans import KeptStatement
from portal.people.models import Delegation
from portal.people.workdays.queries import calendars_of
from workinggroup.actionitems.chaining import WEEKENDS, Link, last_days, too_long
from workinggroup.actionitems.lines import ItemLine
from workinggroup.actionitems.models import ActionItem, ItemDependency, reference_of
from workinggroup.actionitems.states import OPEN
from workinggroup.actionitems.tally import IS_OPEN

# All open items before these, and what each of them waits for; the wall alone says what is seen.
BEFORE = """
WITH RECURSIVE chain (item_id, predecessor_id) AS (
    SELECT item_id, predecessor_id FROM workinggroup_itemdependency WHERE item_id = ANY (%(keys)s)
    UNION SELECT further.item_id, further.predecessor_id
    FROM chain JOIN workinggroup_actionitem AS item ON item.id = chain.predecessor_id
        JOIN workinggroup_itemdependency AS further ON further.item_id = item.id
    WHERE item.{is_open}
)
SELECT chain.item_id, item.id, item.series, item.number, item.delegation_id, item.duration
FROM chain JOIN workinggroup_actionitem AS item ON item.id = chain.predecessor_id
WHERE item.{is_open} ORDER BY item.series, item.number
"""
# Of those, what a page reads again where the keys are remembered.
EARLIER = """
SELECT item.id, item.series, item.number, item.delegation_id, item.duration FROM workinggroup_actionitem AS item
WHERE item.id = ANY (%(keys)s) AND item.{is_open}
"""
# What each of these waits for, however far back, settled or not.
ALL_BEFORE = KeptStatement("""
WITH RECURSIVE chain (item_id, predecessor_id) AS (
    SELECT item_id, predecessor_id FROM workinggroup_itemdependency WHERE item_id = ANY (%(keys)s)
    UNION SELECT further.item_id, further.predecessor_id
    FROM chain JOIN workinggroup_itemdependency AS further ON further.item_id = chain.predecessor_id
)
SELECT item_id, predecessor_id FROM chain
""")


@dataclass(frozen=True)
class Place:
    """Where an item stands among others: what it waits for, what waits for it, and by how many working days the chain before
    it ends after its day; `is_circle` says that it waits for itself, through items that not everybody sees."""

    before: list[ItemDependency]
    after: list[ItemDependency]
    end: date | None
    too_long: int
    is_circle: bool

    @property
    def waits(self) -> bool:
        return any(each.predecessor.status in OPEN for each in self.before)


def place_of(item: ActionItem, *, due: date, today: date) -> Place:
    """Two SQL queries, and three more where it waits for something or somebody said how long it takes."""
    rows = ItemDependency.objects.order_by("predecessor__series", "predecessor__number")
    before = list(rows.filter(item=item).select_related("predecessor__counted_from"))
    after = list(
        ItemDependency.objects.filter(predecessor=item)
        .select_related("item__counted_from")
        .order_by("item__series", "item__number")
    )
    if item.status not in OPEN or not (before or item.duration):
        return Place(before, after, None, 0, is_circle=False)
    links, _names = _links({item.pk: (item.delegation_id, item.duration)})
    end, days = _ends(links, {item.pk: due}, today).get(item.pk, (None, 0))
    return Place(before, after, end, days, is_circle=end is None)


def with_chains(lines: Mapping[UUID, ItemLine], today: date, moment: Moment | None = None) -> dict[UUID, ItemLine]:
    """Lines with what they wait for. One SQL query, none where it is remembered that nothing waits, and two more where there is
    a chain; none for no line."""
    shown = {key: line for key, line in lines.items() if line.status in OPEN}
    if not shown:
        return dict(lines)
    links, names = _links({key: (line.side, line.duration) for key, line in shown.items()}, moment)
    chained = {key: line for key, line in shown.items() if links[key].waits_for or line.duration}
    ends = _ends(links, {key: line.due for key, line in chained.items()}, today)
    found = dict(lines)
    for key, line in chained.items():
        waits_for = tuple(names[each] for each in links[key].waits_for)
        found[key] = replace(line, waits_for=waits_for, too_long=ends.get(key, (None, 0))[1])
    return found


def waited_for(keys: Iterable[UUID]) -> dict[UUID, list[UUID]]:
    """What these items and all before them wait for. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(ALL_BEFORE, {"keys": list(keys)})
        rows = cursor.fetchall()
    return _grouped(rows)


def _links(
    own: Mapping[UUID, tuple[str, int | None]], moment: Moment | None = None
) -> tuple[dict[UUID, Link], dict[UUID, str]]:
    """These items and the open ones before them, and the references of the latter. One SQL query, none where it is remembered
    that nothing waits."""
    rows = _remembered(tuple(own), moment) if moment else _asked(tuple(own))
    before = _grouped(row[:2] for row in rows)
    facts = {row[1]: (row[4], row[5]) for row in rows} | dict(own)
    names = {row[1]: reference_of(row[2], row[3]) for row in rows}
    links = {key: Link(side, duration, tuple(before.get(key, ()))) for key, (side, duration) in facts.items()}
    return links, names


def _asked(keys: tuple[UUID, ...]) -> list[Any]:
    """Rows of `BEFORE`. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(BEFORE.format(is_open=IS_OPEN), {"keys": list(keys)})
        return cursor.fetchall()


def _edges(keys: tuple[UUID, ...]) -> tuple[tuple[UUID, UUID], ...]:
    return tuple((row[0], row[1]) for row in _asked(keys))


EDGES: Remembered[tuple[tuple[UUID, UUID], ...]] = Remembered(_edges)


def _remembered(keys: tuple[UUID, ...], moment: Moment) -> list[Any]:
    """The same: its keys are remembered, and the rest is read through the wall."""
    edges = EDGES(moment, keys)
    if not edges:
        return []
    with connection.cursor() as cursor:
        cursor.execute(EARLIER.format(is_open=IS_OPEN), {"keys": list({earlier for _item, earlier in edges})})
        found = {row[0]: row[1:] for row in cursor.fetchall()}
    return [(item, earlier, *found[earlier]) for item, earlier in edges if earlier in found]


def _grouped(rows: Iterable[Sequence[Any]]) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {}
    for item, predecessor in rows:
        found.setdefault(item, []).append(predecessor)
    return found


def _ends(links: Mapping[UUID, Link], dues: Mapping[UUID, date], today: date) -> dict[UUID, tuple[date, int]]:
    """When each of these is done, and by how many working days that is too late. Two SQL queries, none for no day."""
    if not dues:
        return {}
    sides: Any = Delegation.objects.filter(code__in={link.side for link in links.values()})
    calendars = calendars_of(sides.values_list("code", "holiday_country"))
    ends = last_days(links, calendars, today)
    return {
        key: (ends[key], too_long(ends[key], due, today, calendars.get(links[key].side, WEEKENDS)))
        for key, due in dues.items()
        if key in ends
    }
