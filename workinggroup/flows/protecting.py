"""What a dataset shows of its exact figures: one- and two-way tables by the month, small figures hidden with others. Pure.

Longer spans are no cells of their own: a quarter or a year is shown as the sum of its months where all of them are, so that no
sum tells of a hidden one. What tells more than two things apart is told by no month, and is in its puzzle all the same: nobody
finds out by sums that one area has three children of one citizenship.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from workinggroup.flows.cube.months import Month, Span, quarter_of
from workinggroup.flows.cube.relations import TOTAL, Cell, Cube, Relation, build
from workinggroup.flows.disclosure.hiding import Hidden, exposed, hide, small_in
from workinggroup.flows.disclosure.joining import Earlier, Joined, joined
from workinggroup.flows.importing.layouts import DIMENSIONS, Key

# What is counted by whom is never summed; what may be are the dimensions behind it.
COUNTED = 2
NAMES = tuple(DIMENSIONS)[COUNTED:]
# So many things at most does a month tell apart.
TOLD = 2
At = tuple[Key, Month]
Mask = tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as everybody sees it; None where it is hidden."""

    value: int | None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Protected:
    """The cells of months as everybody may see them; `withheld` are the months of which nothing but zeros is shown, because no
    choice among their cells was safe.
    """

    shown: dict[At, Shown]
    withheld: list[Month] = field(default_factory=list)


def protect(
    figures: Mapping[At, int],
    *,
    kept: Collection[At] = (),
    earlier: Mapping[Month, Sequence[Earlier]] | None = None,
    beside: Mapping[Span, Collection[Key]] | None = None,
    is_public: bool = False,
    told: Callable[[int, int], None] | None = None,
    beat: Callable[[], None] | None = None,
) -> Protected:
    """Every cell of the tables that these figures make, with their totals, as everybody may see it.

    `kept` are cells that were hidden before and stay so. `earlier` are the vintages that are out, by month: no difference to them
    tells a small cell of any, but for those that were let out in writing. `beside` are the rows that other months
    and vintages of a quarter have, those of the figures themselves where nobody says. Where all of it `is_public`, nothing is
    hidden for its own sake, and what was hidden before it was so stays. `told` hears how far it is: months done, months in all;
    `beat` that it goes on. Where the audit, which knows nothing of the choice, finds a cell that can be told more closely than "1
    to 9" by what is shown now, nothing of its month is shown.
    """
    by_month: dict[Month, dict[Key, int]] = defaultdict(dict)
    for (key, month), value in figures.items():
        by_month[month][key] = value
    hidden_before: dict[Month, set[Key]] = defaultdict(set)
    for key, month in kept:
        hidden_before[month].add(key)
    found = Protected({})
    rows = rows_beside(figures) if beside is None else beside
    for number, month in enumerate(sorted(by_month), 1):
        cube = cube_of(by_month[month], month, rows.get(quarter_of(month), ()))
        puzzle = joined(cube, (earlier or {}).get(month, ()))
        hidden = _hidden(cube, puzzle, hidden_before[month], is_public=is_public, beat=beat)
        if hidden is None:
            found.withheld.append(month)
            hidden = somebody_in(cube) | ({(*key, str(month)) for key in hidden_before[month]} & cube.told)
        for cell in cube.told:
            found.shown[cell[:-1], month] = Shown(None if cell in hidden else cube.values[cell])
        if told:
            told(number, len(by_month))
    return found


def rows_beside(figures: Iterable[At]) -> dict[Span, set[Key]]:
    """The rows that some month of each quarter has."""
    found: dict[Span, set[Key]] = defaultdict(set)
    for key, month in figures:
        found[quarter_of(month)].add(key)
    return found


def somebody_in(cube: Cube) -> frozenset[Cell]:
    """The cells that are published and count anybody."""
    return frozenset(cell for cell in cube.told if cube.values[cell])


def told_by_showing(stood: Earlier, shown: Collection[Cell], *, beat: Callable[[], None] | None = None) -> list[Cell]:
    """Which small cells of a vintage that is out can be told more closely where some that were hidden in it are shown; those that
    are shown themselves apart, and what a small one of them is the sum of.
    """

    def bounds(hidden: frozenset[Cell]) -> dict[Cell, tuple[int, float]]:
        small = small_in(stood.cube) & hidden - let_out
        cube = Cube(stood.cube.values, stood.cube.relations, stood.cube.inner & hidden)
        return exposed(cube, Hidden(small, hidden - small), beat=beat)

    let_out = let_out_in(stood.cube, shown) | stood.let_out
    found = bounds(stood.hidden - frozenset(shown))
    before = bounds(stood.hidden) if found else {}
    return [cell for cell, closely in found.items() if before.get(cell) != closely]


def let_out_in(cube: Cube, released: Collection[Cell]) -> frozenset[Cell]:
    """The cells of a vintage that were let out in writing, and the inner ones that a small one of them is the sum of: that those
    are no more was said with it.
    """
    cells = frozenset(released) & cube.values.keys()
    small = small_in(cube) & cells
    return cells | {cell for cell in cube.inner if any(_is_in(cell, each) for each in small)}


def _is_in(cell: Cell, total: Cell) -> bool:
    return all(code in {TOTAL, each} for each, code in zip(cell, total, strict=True))


def relabelled(figures: Mapping[At, int], *, before: Collection[At], hidden: Collection[At]) -> set[At]:
    """The cells that may be hidden ones under another label: they are told for the first time in a month that tells one that
    was hidden no more, and one code alone sets them apart from it.
    """
    found: set[At] = set()
    for month in sorted({month for _key, month in hidden}):
        told = {key: value for (key, of_month), value in figures.items() if of_month == month}
        cells = {cell[:-1] for cell in cube_of(told, month).told}
        gone = {key for key, of_month in hidden if of_month == month} - cells
        new = {key for key in cells if (key, month) not in before} if gone else set()
        found |= {(key, month) for key in new if any(_may_be(key, other) for other in gone)}
    return found


def _may_be(key: Key, other: Key) -> bool:
    apart = [place for place, (one, two) in enumerate(zip(key, other, strict=True)) if one != two]
    return len(apart) == 1 and apart[0] >= COUNTED and TOTAL not in {key[apart[0]], other[apart[0]]}


def cube_of(figures: Mapping[Key, int], month: Month, beside: Collection[Key] = ()) -> Cube:
    """The cells of one month: for each indicator of each country its tables, and every total of them; and, told by nobody, those
    that tell more than two things apart. Where another month or vintage has a row `beside`, nobody knows that this one has none.
    """
    parts: dict[tuple[Key, Mask], dict[Key, int]] = defaultdict(dict)
    for key, value in figures.items():
        parts[_shape(key)][key[COUNTED:]] = value
    others: dict[tuple[Key, Mask], list[Key]] = defaultdict(list)
    for key in beside:
        others[_shape(key)].append(key[COUNTED:])
    values: dict[Cell, int] = {}
    relations: list[Relation] = []
    inner: set[Cell] = set()
    told: set[Cell] = set()
    for shape, rows in sorted(parts.items()):
        some = _of_one(shape[0], rows, month, others[shape])
        # Two tables may tell one total, apart by as much as rounding allows: the finer comes first.
        values = {**some.values, **values} if len(some.values) < len(values) else {**values, **some.values}
        relations += some.relations
        inner |= some.inner
        told |= some.told
    return Cube(values, relations, frozenset(inner - told))


def _shape(key: Key) -> tuple[Key, Mask]:
    return key[:COUNTED], tuple(code == TOTAL for code in key[COUNTED:])


def _of_one(counted: Key, rows: Mapping[Key, int], month: Month, others: Iterable[Key]) -> Cube:
    """The cells that rows of one shape make; a dimension of which they have one code alone is not summed."""
    places = [place for place in range(len(NAMES)) if len({key[place] for key in rows}) > 1]
    if len(places) > TOLD:
        rows = {**dict.fromkeys(_nobody(rows, places, others), 0), **rows}
    varied = {(tuple(key[place] for place in places), month): value for key, value in rows.items()}
    dimensions = [NAMES[place] for place in places]
    cube = build(dimensions, varied, [tuple(dimensions)])
    constant = next(iter(rows))

    def whole(cell: Cell) -> Cell:
        codes = list(constant)
        for place, code in zip(places, cell, strict=False):
            codes[place] = code
        return (*counted, *codes, cell[-1])

    return Cube(
        {whole(cell): value for cell, value in cube.values.items()},
        [Relation(whole(each.total), tuple(map(whole, each.parts))) for each in cube.relations],
        frozenset(whole(cell) for cell in cube.values if sum(code != TOTAL for code in cell[:-1]) > TOLD),
    )


def _nobody(rows: Mapping[Key, int], places: Sequence[int], others: Iterable[Key]) -> Iterable[Key]:
    """The other rows that a reader may take for somebody here: each two things that they tell are told of somebody together."""
    pairs = list(combinations(places, TOLD))
    told = {(pair, key[pair[0]], key[pair[1]]) for key, value in rows.items() if value for pair in pairs}
    constant = next(iter(rows))
    alone = [place for place in range(len(NAMES)) if place not in places]
    for key in sorted(set(others) - rows.keys()):
        if all(key[place] == constant[place] for place in alone) and all(
            (pair, key[pair[0]], key[pair[1]]) in told for pair in pairs
        ):
            yield key


def _hidden(
    cube: Cube,
    puzzle: Joined,
    kept: Iterable[Key],
    *,
    is_public: bool,
    beat: Callable[[], None] | None,
) -> frozenset[Cell] | None:
    """What is hidden of a month: its small cells, those that were hidden before, and what keeps both from being told. None where
    that is not safe.
    """
    months = {cell[-1] for cell in cube.values}
    stays = {(*key, month) for key in kept for month in months} & cube.told
    small = frozenset() if is_public else small_in(cube)
    before = small_in(puzzle.cube) & puzzle.past - puzzle.let_out - cube.inner
    guarded = (small | stays | before) - puzzle.known
    given = stays | small | puzzle.past
    hidden = hide(puzzle.cube, kept=given, known=puzzle.known, guarded=guarded, beat=beat).cells & cube.told
    if told := _told(puzzle, guarded, hidden, beat):
        # What earlier vintages tell by themselves is lost; in its own vintage it is hidden as if there were no others.
        alone = hide(cube, kept=hidden, guarded=told.keys() & cube.values.keys(), beat=beat)
        hidden = alone.cells & cube.told
        alone_too = joined(cube, ()), (small | stays) - puzzle.known
        if not all(_is_safe(*each, hidden, beat) for each in ((puzzle, guarded), alone_too)):
            return None
    return hidden


def _told(
    puzzle: Joined, guarded: frozenset[Cell], hidden: frozenset[Cell], beat: Callable[[], None] | None
) -> dict[Cell, tuple[int, float]]:
    """The cells that can be told more closely than "1 to 9", by all vintages together."""
    return exposed(puzzle.cube, Hidden(guarded, puzzle.unknown(hidden) - guarded), beat=beat)


def _is_safe(
    puzzle: Joined, guarded: frozenset[Cell], hidden: frozenset[Cell], beat: Callable[[], None] | None
) -> bool:
    """Whether nothing is told by what is shown that would not be told if this vintage showed nothing at all."""
    told = _told(puzzle, guarded, hidden, beat)
    if not told:
        return True
    nothing = _told(puzzle, guarded, frozenset(cell for cell, value in puzzle.cube.values.items() if value), beat)
    return all(nothing.get(cell) == closely for cell, closely in told.items())
