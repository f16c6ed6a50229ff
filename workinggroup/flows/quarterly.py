"""What a dataset shows by the quarter: tables of three dimensions, of which a month would have too few in each cell. Pure.

Citizenships of which no month shows anybody are told together as the rest: that somebody is in it says nothing that the months do
not. The months stand in the same puzzle as they are shown, with their own cells of three dimensions, which nobody is
shown. A quarter that would tell a small one of any is not told at all.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workinggroup.flows.cube.months import Month, Span, quarter_of
from workinggroup.flows.cube.relations import OTHER, TOTAL, Cell, Cube, Relation
from workinggroup.flows.disclosure.hiding import Hidden, exposed, hide, small_in
from workinggroup.flows.disclosure.joining import Earlier, Joined, joined
from workinggroup.flows.importing.layouts import Key, Meaning
from workinggroup.flows.protecting import COUNTED, NAMES, At, Shown, cube_of, somebody_in

THREE = 3
CITIZENSHIP = NAMES.index(Meaning.CITIZENSHIP)
Figures = Mapping[Key, int]
Shape = tuple[Key, tuple[bool, ...]]


@dataclass(frozen=True)
class Quarter:
    """A quarter of which all months are there: the exact figures of each."""

    span: Span
    months: Mapping[Month, Figures]


def tells_three(figures: Iterable[Key]) -> bool:
    """Whether rows of one shape differ in three dimensions: else there is no table of three."""
    codes: dict[Shape, list[set[str]]] = {}
    for key in figures:
        for found, code in zip(codes.setdefault(_shape(key), [set() for _each in NAMES]), key[COUNTED:], strict=True):
            found.add(code)
    return any(sum(len(found) > 1 for found in each) >= THREE for each in codes.values())


def _shape(key: Key) -> Shape:
    """Of which indicator of which country a row is, and what it sums."""
    return key[:COUNTED], tuple(code == TOTAL for code in key[COUNTED:])


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
    dimensions; of whoever else might be there everybody sees that nobody is.
    """

    cube: Cube
    told: frozenset[Cell]


@dataclass(frozen=True)
class Beside:
    """What stands beside a quarter: the vintages that are out, and the rows that some month or vintage has. `is_out` where a
    table of the quarter was ever out.
    """

    earlier: Sequence[Earlier] = ()
    rows: Collection[Key] = ()
    is_out: bool = False


def months_cube(months: Mapping[Month, Figures], rows: Collection[Key] = ()) -> Cube:
    """The cells of several months, with all rows that one of them or another vintage has."""
    every = {key for figures in months.values() for key in figures}.union(rows)
    cubes = [cube_of(figures, month, every) for month, figures in months.items()]
    return Cube(
        {cell: value for cube in cubes for cell, value in cube.values.items()},
        [each for cube in cubes for each in cube.relations],
        frozenset(cell for cube in cubes for cell in cube.inner),
    )


def quarter_cube(quarter: Quarter, shown: Collection[Cell], rows: Collection[Key] = ()) -> QuarterCube:
    """The tables of three dimensions of a quarter, and the cells of its months of which they are sums; `shown` are the cells of
    months that everybody sees.
    """
    cube = months_cube(quarter.months, rows)
    values, relations = dict(cube.values), list(cube.relations)
    shapes: dict[Shape, dict[Month, dict[Key, int]]] = defaultdict(lambda: defaultdict(dict))
    for month, figures in quarter.months.items():
        for key, value in figures.items():
            shapes[_shape(key)][month][key[COUNTED:]] = value
    others: dict[Shape, list[Key]] = defaultdict(list)
    for key in rows:
        others[_shape(key)].append(key[COUNTED:])
    somebody = frozenset(shown) & somebody_in(cube)
    told: set[Cell] = set()
    for shape, by_month in sorted(shapes.items()):
        # Of fewer than three months the sum is no quarter's.
        if len(by_month) < len(quarter.months):
            continue
        table = _Table(shape[0], by_month, quarter.span, somebody, others[shape])
        values |= table.values
        relations += table.sums(cube.values)
        told |= {cell for cell, value in table.values.items() if value}
    return QuarterCube(Cube(values, relations, cube.inner), frozenset(told))


class _Table:
    """What rows of one shape make by the quarter; nothing where fewer than three dimensions tell them apart."""

    def __init__(
        self,
        counted: Key,
        rows: Mapping[Month, Figures],
        span: Span,
        shown: Collection[Cell],
        others: Iterable[Key],
    ) -> None:
        self.counted, self.rows, self.span = counted, rows, span
        # By what is shown alone, so that who is told as the rest says nothing that the months do not.
        named = {cell[COUNTED + CITIZENSHIP] for cell in shown if cell[:COUNTED] == counted}
        every = {codes[CITIZENSHIP] for figures in rows.values() for codes in figures}
        self.folded = every - named - {TOTAL, OTHER}
        summed = {self._fold(codes): 0 for codes in others}
        for figures in rows.values():
            for codes, value in figures.items():
                summed[self._fold(codes)] = summed.get(self._fold(codes), 0) + value
        self.values = self._cells(summed)

    def _fold(self, codes: Key) -> Key:
        if codes[CITIZENSHIP] not in self.folded:
            return codes
        return (*codes[:CITIZENSHIP], OTHER, *codes[CITIZENSHIP + 1 :])

    def _cells(self, summed: Figures) -> dict[Cell, int]:
        there = [codes for codes, value in summed.items() if value]
        places = [place for place in range(len(NAMES)) if len({codes[place] for codes in there}) > 1]
        found: dict[Cell, int] = defaultdict(int)
        for told in combinations(places, THREE):
            for codes, value in summed.items():
                whole = (TOTAL if place in places and place not in told else code for place, code in enumerate(codes))
                found[(*self.counted, *whole, self.span.name)] += value
        return dict(found)

    def sums(self, values: Mapping[Cell, int]) -> Iterable[Relation]:
        """The cells that the tables of the months make up, each with their cells."""
        for cell in self.values:
            parts = [part for month in self.rows for part in self._parts(cell[COUNTED:-1], month) if part in values]
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
    beside: Beside | None = None,
    *,
    kept: Collection[Key] = (),
    is_public: bool = False,
    beat: Callable[[], None] | None = None,
) -> dict[Key, Shown] | None:
    """Every cell of three dimensions of a quarter as everybody may see it, where its months are `shown` so; None where no choice
    among them keeps every small cell of the quarter, of its months, and of all vintages from being told. The other arguments are
    those of `protect`.
    """
    beside = beside or Beside()
    visible, closed = _seen(shown)
    found = quarter_cube(quarter, visible, beside.rows)
    cube, own = found.cube, found.told
    if not own:
        return {}
    puzzle = joined(cube, beside.earlier)
    closed &= cube.values.keys()
    known = puzzle.known | (cube.told - own - closed)
    stays = {(*key, quarter.span.name) for key in kept} & own
    guarded = (_guarded(cube, puzzle, closed, is_public=is_public) | stays) - known
    given = stays | closed | puzzle.past
    if not is_public:
        given |= small_in(cube) & own
    hidden = hide(puzzle.cube, kept=given, known=known, guarded=guarded, beat=beat).cells & own
    unknown = (hidden | closed | puzzle.past) - known
    if exposed(puzzle.cube, Hidden(guarded, unknown - guarded), beat=beat):
        return None
    return {cell[:-1]: Shown(None if cell in hidden else cube.values[cell]) for cell in sorted(own)}


def closed_beside(
    months: Mapping[Month, Figures],
    shown: Mapping[At, Shown],
    changed: Collection[Month],
    beside: Beside,
    *,
    is_public: bool = False,
    beat: Callable[[], None] | None = None,
) -> tuple[frozenset[At], bool]:
    """The cells that are hidden besides of months of a quarter whose tables are out, so that what is `shown` of those that are
    `changed` tells no small cell together with them, but what could be told were nothing of them shown; and whether these are all
    of these months, because no choice among their cells is safe.
    """
    cube = months_cube(months, beside.rows)
    puzzle = joined(cube, beside.earlier)
    _visible, closed = _seen(shown)
    closed &= cube.told
    names = {str(month): month for month in changed}
    known = puzzle.known | {cell for cell in cube.told - closed if cell[-1] not in names}
    guarded = _guarded(cube, puzzle, closed, is_public=is_public) - known

    def told(hidden: frozenset[Cell]) -> dict[Cell, tuple[int, float]]:
        unknown = (hidden | puzzle.past) - known
        return exposed(puzzle.cube, Hidden(guarded, unknown - guarded), beat=beat)

    everything = closed | {cell for cell in somebody_in(cube) if cell[-1] in names}
    closely = told(closed)
    nothing = told(everything) if closely else {}
    if all(nothing.get(cell) == bounds for cell, bounds in closely.items()):
        return frozenset(), False
    hidden = hide(puzzle.cube, kept=closed | puzzle.past, known=known, guarded=guarded, beat=beat).cells & cube.told
    is_all = any(nothing.get(cell) != bounds for cell, bounds in told(hidden).items())
    besides = (everything if is_all else hidden) - closed
    return frozenset((cell[:-1], names[cell[-1]]) for cell in besides if cell[-1] in names), is_all


def _seen(shown: Mapping[At, Shown]) -> tuple[frozenset[Cell], frozenset[Cell]]:
    """The cells of months that everybody sees, and those that are hidden."""
    cells = {(*key, str(month)): each.is_hidden for (key, month), each in shown.items()}
    closed = frozenset(cell for cell, is_hidden in cells.items() if is_hidden)
    return frozenset(cells.keys() - closed), closed


def _guarded(cube: Cube, puzzle: Joined, closed: frozenset[Cell], *, is_public: bool) -> frozenset[Cell]:
    """What must not be told of a quarter and its months: what is small of this vintage and of all earlier ones, but for what was
    let out in writing. Of what is public, only what its months hid before it was so.
    """
    now = closed if is_public else small_in(cube)
    before = small_in(puzzle.cube) & puzzle.past - cube.inner
    return now | (before - puzzle.let_out)
