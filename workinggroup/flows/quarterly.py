"""What a dataset shows by the quarter: tables of three dimensions, of which a month would have too few in each cell. Pure.

Citizenships of fewer than ten in the quarter are told together as the rest. The months stand in the same puzzle, as they are
shown.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workinggroup.flows.cube.months import Month, Span, quarter_of
from workinggroup.flows.cube.relations import OTHER, TOTAL, Cell, Cube, Relation, build
from workinggroup.flows.disclosure.hiding import THRESHOLD, Hidden, exposed, hide, small_in
from workinggroup.flows.disclosure.joining import Earlier, joined
from workinggroup.flows.importing.layouts import Key, Meaning
from workinggroup.flows.protecting import COUNTED, NAMES, At, Shown, cube_of

THREE = 3
CITIZENSHIP = NAMES.index(Meaning.CITIZENSHIP)
Figures = Mapping[Key, int]


@dataclass(frozen=True)
class Quarter:
    """A quarter of which all months are there: the exact figures of each."""

    span: Span
    months: Mapping[Month, Figures]


def quarters_in(figures: Mapping[At, int], changed: Collection[Month]) -> list[Quarter]:
    """The quarters with a month that is changed, of which all three months are there."""
    by_month: dict[Month, dict[Key, int]] = defaultdict(dict)
    for (key, month), value in figures.items():
        by_month[month][key] = value
    spans = sorted({quarter_of(month) for month in changed})
    return [
        Quarter(span, {month: by_month[month] for month in span})
        for span in spans
        if all(month in by_month for month in span)
    ]


@dataclass(frozen=True)
class QuarterCube:
    """The cells of a quarter and of its months, and every sum among them. Those that are `told` by the quarter have three
    dimensions; its totals are told by the months, where all three are shown.
    """

    cube: Cube
    told: frozenset[Cell]
    totals: frozenset[Cell]


def quarter_cube(quarter: Quarter) -> QuarterCube:
    """The tables of three dimensions of a quarter with all their totals, and the cells of its months of which they are sums."""
    cubes = {month: cube_of(figures, month) for month, figures in quarter.months.items()}
    values = {cell: value for cube in cubes.values() for cell, value in cube.values.items()}
    relations = [each for cube in cubes.values() for each in cube.relations]
    shapes: dict[tuple[Key, tuple[bool, ...]], dict[Month, dict[Key, int]]] = defaultdict(lambda: defaultdict(dict))
    for month, figures in quarter.months.items():
        for key, value in figures.items():
            shape = key[:COUNTED], tuple(code == TOTAL for code in key[COUNTED:])
            shapes[shape][month][key[COUNTED:]] = value
    told: set[Cell] = set()
    totals: set[Cell] = set()
    for (counted, _mask), rows in sorted(shapes.items()):
        # Of fewer than three months the sum is no quarter's.
        if len(rows) < len(quarter.months):
            continue
        table = _Table(counted, rows, quarter.span)
        values = {**table.cube.values, **values}
        relations += table.cube.relations
        relations += table.sums(values)
        told |= table.told
        totals |= table.cube.values.keys() - table.told
    return QuarterCube(Cube(values, relations), frozenset(told), frozenset(totals - told))


class _Table:
    """What rows of one shape make by the quarter; nothing where fewer than three dimensions tell them apart."""

    def __init__(self, counted: Key, rows: Mapping[Month, Figures], span: Span) -> None:
        self.counted, self.rows, self.span = counted, rows, span
        self.folded = self._few()
        summed: dict[Key, int] = defaultdict(int)
        for figures in rows.values():
            for codes, value in figures.items():
                summed[self._fold(codes)] += value
        self.summed = {codes: value for codes, value in summed.items() if value}
        self.places = [place for place in range(len(NAMES)) if len({codes[place] for codes in self.summed}) > 1]
        self.cube = self._build() if len(self.places) >= THREE else Cube({}, [])
        self.told = {cell for cell in self.cube.values if self._dimensions(cell) == THREE}

    def _dimensions(self, cell: Cell) -> int:
        return sum(cell[COUNTED + place] != TOTAL for place in self.places)

    def _few(self) -> frozenset[str]:
        counts: dict[str, int] = defaultdict(int)
        for figures in self.rows.values():
            for codes, value in figures.items():
                counts[codes[CITIZENSHIP]] += value
        return frozenset(code for code, count in counts.items() if count < THRESHOLD and code != TOTAL)

    def _fold(self, codes: Key) -> Key:
        if codes[CITIZENSHIP] not in self.folded:
            return codes
        return (*codes[:CITIZENSHIP], OTHER, *codes[CITIZENSHIP + 1 :])

    def _build(self) -> Cube:
        first = self.span.first
        dimensions = [NAMES[place] for place in self.places]
        rows = {(tuple(codes[place] for place in self.places), first): value for codes, value in self.summed.items()}
        cube = build(dimensions, rows, list(combinations(dimensions, THREE)))
        constant = next(iter(self.summed))

        def whole(cell: Cell) -> Cell:
            codes = list(constant)
            for place, code in zip(self.places, cell, strict=False):
                codes[place] = code
            return (*self.counted, *codes, self.span.name)

        return Cube(
            {whole(cell): value for cell, value in cube.values.items()},
            [Relation(whole(each.total), tuple(map(whole, each.parts))) for each in cube.relations],
        )

    def sums(self, values: Mapping[Cell, int]) -> Iterable[Relation]:
        """The cells that tables of the months make up, each with their cells."""
        for cell in self.cube.values:
            codes = cell[COUNTED:-1]
            if cell not in self.told:
                parts = [part for month in self.rows for part in self._parts(codes, month) if part in values]
                if parts:
                    yield Relation(cell, tuple(parts))

    def _parts(self, codes: Key, month: Month) -> Iterable[Cell]:
        """The cells of one month that are in a cell of the quarter; what a month has one code of alone, it does not sum."""
        there = self.rows[month]
        alone = [
            {key[place] for key in there}.pop() if len({key[place] for key in there}) == 1 else None
            for place in range(len(NAMES))
        ]
        members = [codes[CITIZENSHIP]]
        if members == [OTHER]:
            members = sorted({*self.folded, OTHER})
        for member in members:
            asked = (*codes[:CITIZENSHIP], member, *codes[CITIZENSHIP + 1 :])
            if all(only is None or code in {TOTAL, only} for code, only in zip(asked, alone, strict=True)):
                told = (code if only is None else only for code, only in zip(asked, alone, strict=True))
                yield (*self.counted, *told, str(month))


def protect_quarter(
    quarter: Quarter,
    shown: Mapping[At, Shown],
    *,
    kept: Collection[Key] = (),
    earlier: Sequence[Earlier] = (),
    is_public: bool = False,
) -> dict[Key, Shown]:
    """Every cell of three dimensions of a quarter as everybody may see it, where its months are `shown` so; nothing at all is
    shown of it where more would be told than the months tell by themselves. The other arguments are those of `protect`.
    """
    found = quarter_cube(quarter)
    cube, own = found.cube, found.told
    if not own:
        return {}
    closed = {(*key, str(month)) for (key, month), each in shown.items() if each.is_hidden} & cube.values.keys()
    puzzle = joined(cube, earlier)
    # Of the totals of the quarter nobody is told anything but what the months say.
    closed |= found.totals
    known = puzzle.known | (cube.values.keys() - own - closed)
    stays = {(*key, quarter.span.name) for key in kept} & own
    small = frozenset() if is_public else small_in(cube) & (own | closed)
    guarded = (small | stays | (small_in(puzzle.cube) & puzzle.past)) - known
    given = (small & own) | stays | closed | puzzle.past
    hidden = hide(puzzle.cube, kept=given, known=known, guarded=guarded).cells & own

    def told(of_quarter: Collection[Cell]) -> dict[Cell, tuple[int, float]]:
        unknown = (frozenset(of_quarter) | closed | puzzle.past) - known
        return exposed(puzzle.cube, Hidden(guarded, unknown - guarded))

    if closely := told(hidden):
        nothing = told(frozenset(cell for cell in own if cube.values[cell]))
        if any(nothing.get(cell) != bounds for cell, bounds in closely.items()):
            hidden = own
    return {cell[:-1]: Shown(None if cell in hidden else cube.values[cell]) for cell in sorted(own)}
