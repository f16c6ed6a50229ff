"""Which figures are sums of which others: a release as an attacker with a pencil sees it. Pure.

A cell is named by its codes in the order of the dimensions, and by its span at the end: ("GT", "UNACC", "2024-07"). TOTAL stands
for the sum over a dimension. Only the tables that a release lists exist; no other figure can be computed by a reader.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workinggroup.flows.cube.months import WRITTEN, Month, Span, month_span

TOTAL = "_T"
# Told together because they are few, or not known.
OTHER = "_X"

Cell = tuple[str, ...]
# The dimensions that a table tells; what it does not name is summed.
Table = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """A total and the cells that add up to it."""

    total: Cell
    parts: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return (self.total, *self.parts)


@dataclass(frozen=True)
class Cube:
    """All cells that are published together, with what each is, and every sum among them. The `inner` cells are told by nobody:
    they are what others are sums of, and a reader knows no more of them than that none is below zero.
    """

    values: Mapping[Cell, int]
    relations: Sequence[Relation]
    inner: frozenset[Cell] = frozenset()

    @property
    def told(self) -> frozenset[Cell]:
        """The cells that are published, shown or hidden."""
        return frozenset(self.values.keys() - self.inner)


def totals_of(cell: Cell) -> int:
    """Over how many things the cell is summed: dimensions, and months."""
    return cell[:-1].count(TOTAL) + (WRITTEN.fullmatch(cell[-1]) is None)


def build(
    dimensions: Sequence[str],
    rows: Mapping[tuple[Cell, Month], int],
    tables: Sequence[Table],
    spans: Iterable[Span] = (),
) -> Cube:
    """The cells of these tables, one for each month that has a row and for each span all of whose months have one.

    `rows` are the finest figures by the codes of `dimensions`. A table tells its dimensions and every margin of them. ValueError
    for a table that names an unknown dimension and for a row that is itself a total.
    """
    for table in tables:
        if unknown := set(table) - set(dimensions):
            raise ValueError(f"no dimension {sorted(unknown)}")
    if any(TOTAL in codes for codes, _month in rows):
        raise ValueError("a row is a total")
    margins = sorted({margin for table in tables for margin in _margins(table)})
    masks = [tuple(name in margin for name in dimensions) for margin in margins]
    values: dict[Cell, int] = defaultdict(int)
    for (codes, month), value in rows.items():
        for mask in masks:
            values[(*_masked(codes, mask), str(month))] += value
    months = {month for _codes, month in rows}
    relations = list(_across(values, masks))
    for span in sorted(set(spans)):
        if len(span) > 1 and set(span) <= months:
            relations += _in_time(values, span)
    return Cube(dict(values), relations)


def _margins(table: Table) -> Iterable[Table]:
    for size in range(len(table) + 1):
        yield from combinations(sorted(table), size)


def _masked(codes: Cell, mask: tuple[bool, ...]) -> Cell:
    return tuple(code if shown else TOTAL for code, shown in zip(codes, mask, strict=True))


def _across(values: Mapping[Cell, int], masks: Sequence[tuple[bool, ...]]) -> Iterable[Relation]:
    """Each cell with one dimension summed, and what it is the sum of."""
    known = set(masks)
    parts: dict[tuple[Cell, int], list[Cell]] = defaultdict(list)
    for cell in values:
        for place, code in enumerate(cell[:-1]):
            if code != TOTAL:
                total = (*cell[:place], TOTAL, *cell[place + 1 :])
                if tuple(each != TOTAL for each in total[:-1]) in known:
                    parts[total, place].append(cell)
    for (total, _place), cells in sorted(parts.items()):
        yield Relation(total, tuple(sorted(cells)))


def _in_time(values: dict[Cell, int], span: Span) -> list[Relation]:
    """The cells of a span, added to `values`, each with its months; a month without a row is a zero there."""
    found: dict[Cell, list[Cell]] = defaultdict(list)
    names = {month_span(month).name for month in span}
    for cell in values:
        if cell[-1] in names:
            found[*cell[:-1], span.name].append(cell)
    relations = []
    for total, cells in sorted(found.items()):
        values[total] = sum(values[cell] for cell in cells)
        relations.append(Relation(total, tuple(sorted(cells))))
    return relations
