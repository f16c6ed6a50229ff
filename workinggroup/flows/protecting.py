"""What a dataset shows of its exact figures: one- and two-way tables by the month, small figures hidden with others. Pure.

Longer spans are no cells of their own: a quarter or a year is shown as the sum of its months where all of them are, so that no
sum tells of a hidden one.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL, Cell, Cube, Relation, Table, build
from workinggroup.flows.disclosure.hiding import THRESHOLD, Hidden, exposed, hide, small_in
from workinggroup.flows.disclosure.joining import Earlier, Joined, current, joined
from workinggroup.flows.importing.layouts import DIMENSIONS, Key

# What is counted by whom is never summed; what may be are the dimensions behind it.
COUNTED = 2
NAMES = tuple(DIMENSIONS)[COUNTED:]
At = tuple[Key, Month]


class NotSafe(Exception):
    """The audit found a small figure that could be told; nothing is published."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell as everybody sees it; None where it is hidden."""

    value: int | None

    @property
    def is_hidden(self) -> bool:
        return self.value is None


def protect(
    figures: Mapping[At, int],
    *,
    kept: Collection[At] = (),
    earlier: Mapping[Month, Sequence[Earlier]] | None = None,
    released: Collection[At] = (),
    is_public: bool = False,
    told: Callable[[int, int], None] | None = None,
) -> dict[At, Shown]:
    """Every cell of the tables that these figures make, with their totals, as everybody may see it.

    `kept` are cells that were hidden before and stay so. `earlier` are the vintages that are out, by month: no difference to them
    tells a small cell of any, but for those of `released`, which were let out in writing. Where all of it `is_public`, nothing is
    hidden for its own sake, and what was hidden before it was so stays. `told` hears how far it is: months done, months in all.
    Raises `NotSafe` where the audit, which knows nothing of the choice, finds a cell that can be told more closely than "1 to 9"
    by what is shown now.
    """
    by_month: dict[Month, dict[Key, int]] = defaultdict(dict)
    for (key, month), value in figures.items():
        by_month[month][key] = value
    hidden_before: dict[Month, set[Key]] = defaultdict(set)
    for key, month in kept:
        hidden_before[month].add(key)
    found: dict[At, Shown] = {}
    let_out: dict[Month, set[Key]] = defaultdict(set)
    for key, month in released:
        let_out[month].add(key)
    for number, month in enumerate(sorted(by_month), 1):
        cube = cube_of(by_month[month], month)
        puzzle = joined(cube, (earlier or {}).get(month, ()))
        hidden = _hidden(cube, puzzle, hidden_before[month], let_out[month], is_public=is_public)
        for cell, value in cube.values.items():
            found[cell[:-1], month] = Shown(None if cell in hidden else value)
        if told:
            told(number, len(by_month))
    return found


def told_by_showing(
    figures: Mapping[Key, int], month: Month, *, hidden: Collection[Key], shown: Collection[Key]
) -> list[Key]:
    """Which small cells of a month can be told more closely where some cells that were hidden in it are shown; those that are
    shown themselves apart.
    """
    cube = cube_of(figures, month)

    def bounds(keys: Iterable[Key]) -> dict[Cell, tuple[int, float]]:
        cells = {(*key, str(month)) for key in keys} & cube.values.keys()
        small = frozenset(cell for cell in cells if 1 <= cube.values[cell] < THRESHOLD)
        return exposed(cube, Hidden(small, frozenset(cells) - small))

    found = bounds(set(hidden) - set(shown))
    before = bounds(hidden) if found else {}
    return [cell[:-1] for cell, closely in found.items() if before.get(cell) != closely]


def relabelled(figures: Mapping[At, int], *, before: Collection[At], hidden: Collection[At]) -> set[At]:
    """The cells that may be hidden ones under another label: they are told for the first time in a month that tells one that
    was hidden no more, and one code alone sets them apart from it.
    """
    found: set[At] = set()
    for month in sorted({month for _key, month in hidden}):
        told = {key: value for (key, of_month), value in figures.items() if of_month == month}
        cells = {cell[:-1] for cell in cube_of(told, month).values}
        gone = {key for key, of_month in hidden if of_month == month} - cells
        new = {key for key in cells if (key, month) not in before} if gone else set()
        found |= {(key, month) for key in new if any(_may_be(key, other) for other in gone)}
    return found


def _may_be(key: Key, other: Key) -> bool:
    apart = [place for place, (one, two) in enumerate(zip(key, other, strict=True)) if one != two]
    return len(apart) == 1 and apart[0] >= COUNTED and TOTAL not in {key[apart[0]], other[apart[0]]}


def cube_of(figures: Mapping[Key, int], month: Month) -> Cube:
    """The cells of one month: for each indicator of each country its tables, and every total of them."""
    parts: dict[tuple[Key, tuple[bool, ...]], dict[Key, int]] = defaultdict(dict)
    for key, value in figures.items():
        parts[key[:COUNTED], tuple(code == TOTAL for code in key[COUNTED:])][key[COUNTED:]] = value
    values: dict[Cell, int] = {}
    relations: list[Relation] = []
    for (counted, _mask), rows in sorted(parts.items()):
        some = _of_one(counted, rows, month)
        # Two tables may tell one total, apart by as much as rounding allows: the finer comes first.
        values = {**some.values, **values} if len(some.values) < len(values) else {**values, **some.values}
        relations += some.relations
    return Cube(values, relations)


def _of_one(counted: Key, rows: Mapping[Key, int], month: Month) -> Cube:
    """The cells that rows of one shape make; a dimension of which they have one code alone is not summed."""
    places = [place for place in range(len(NAMES)) if len({key[place] for key in rows}) > 1]
    varied = {(tuple(key[place] for place in places), month): value for key, value in rows.items()}
    dimensions = [NAMES[place] for place in places]
    cube = build(dimensions, varied, _tables(dimensions))
    constant = next(iter(rows))

    def whole(cell: Cell) -> Cell:
        codes = list(constant)
        for place, code in zip(places, cell, strict=False):
            codes[place] = code
        return (*counted, *codes, cell[-1])

    return Cube(
        {whole(cell): value for cell, value in cube.values.items()},
        [Relation(whole(each.total), tuple(map(whole, each.parts))) for each in cube.relations],
    )


def _tables(dimensions: Collection[str]) -> list[Table]:
    """All tables of two dimensions; of fewer, what there is."""
    return list(combinations(dimensions, 2)) if len(dimensions) > 1 else [tuple(dimensions)]


def _hidden(
    cube: Cube, puzzle: Joined, kept: Iterable[Key], released: Collection[Key], *, is_public: bool
) -> frozenset[Cell]:
    """What is hidden of a month: its small cells, those that were hidden before, and what keeps both from being told."""
    months = {cell[-1] for cell in cube.values}
    stays = {(*key, month) for key in kept for month in months} & cube.values.keys()
    small = frozenset() if is_public else small_in(cube)
    before = {cell for cell in small_in(puzzle.cube) & puzzle.past if current(cell)[:-1] not in released}
    guarded = (small | stays | before) - puzzle.known
    found = hide(puzzle.cube, kept=stays | small | puzzle.past, known=puzzle.known, guarded=guarded)
    hidden = found.cells & cube.values.keys()
    if told := _told(puzzle, guarded, hidden):
        # What earlier vintages tell by themselves is lost; in its own vintage it is hidden as if there were no others.
        alone = hide(cube, kept=hidden, guarded=told.keys() & cube.values.keys())
        hidden = alone.cells
        _require_safe(puzzle, guarded, hidden)
        _require_safe(joined(cube, ()), (small | stays) - puzzle.known, hidden)
    return hidden


def _told(puzzle: Joined, guarded: frozenset[Cell], hidden: frozenset[Cell]) -> dict[Cell, tuple[int, float]]:
    """The cells that can be told more closely than "1 to 9", by all vintages together."""
    return exposed(puzzle.cube, Hidden(guarded, puzzle.unknown(hidden) - guarded))


def _require_safe(puzzle: Joined, guarded: frozenset[Cell], hidden: frozenset[Cell]) -> None:
    """Nothing is told by what is shown that would not be told if this vintage showed nothing at all. Raises `NotSafe`."""
    if told := _told(puzzle, guarded, hidden):
        nothing = _told(puzzle, guarded, frozenset(cell for cell, value in puzzle.cube.values.items() if value))
        if any(nothing.get(cell) != closely for cell, closely in told.items()):
            raise NotSafe(", ".join(sorted({current(cell)[-1] for cell in told})))
