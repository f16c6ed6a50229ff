"""The rule T10: which cells of a release are hidden. Pure.

A cell of 1 to 9 is hidden; zero and what is 10 or more is shown exactly. Further cells are hidden until nobody who knows all the
others and every sum can tell a small cell more closely than "1 to 9". Both kinds look the same to a reader.

The Centers for Medicare & Medicaid Services of the United States ask the same of theirs: 1 to 10 neither shown nor derivable.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from workinggroup.flows.cube.relations import Cell, Cube, Relation, totals_of
from workinggroup.flows.disclosure.attack import Room
from workinggroup.flows.disclosure.boxes import roomy

THRESHOLD = 10
# What it costs that a hidden cell moves, where a visible one costs 1 and more.
HIDDEN = 0.001


@dataclass(frozen=True)
class Hidden:
    """Cells that are small, or guarded like them, and those that are hidden so that none of these is found out. Only the owner
    learns which is which.
    """

    small: frozenset[Cell]
    others: frozenset[Cell]

    @property
    def cells(self) -> frozenset[Cell]:
        return self.small | self.others


def hide(
    cube: Cube,
    *,
    kept: Collection[Cell] = (),
    known: Collection[Cell] = (),
    guarded: Collection[Cell] | None = None,
    threshold: int = THRESHOLD,
    told: Callable[[int, int], None] | None = None,
    beat: Callable[[], None] | None = None,
) -> Hidden:
    """Choose what is hidden of a release: the same for the same cells in whatever order they come. Inner cells always are.

    `kept` are cells that an earlier vintage hid and that stay hidden. `known` are those that everybody knows whatever is hidden
    now. `guarded` are those that must not be found out, the small ones where nobody says; one that is found out whatever is
    hidden is not. `told` hears how far it is: steps done, steps known of; `beat` that it goes on.
    """
    known = frozenset(known)
    small = small_in(cube, threshold) - known if guarded is None else frozenset(guarded) - known
    stays = frozenset(kept) & cube.values.keys() | (cube.inner - known)
    # What is safe whatever is shown needs nothing to hide it.
    tight = small - roomy(cube, small, threshold - 2)
    hidden = _Hiding(cube, stays | small, known, tight, threshold, told, beat).run().cells
    return Hidden(small, hidden - small)


def small_in(cube: Cube, threshold: int = THRESHOLD) -> frozenset[Cell]:
    """The cells that are small."""
    return frozenset(cell for cell, value in cube.values.items() if 1 <= value < threshold)


def exposed(
    cube: Cube, hidden: Hidden, *, threshold: int = THRESHOLD, beat: Callable[[], None] | None = None
) -> dict[Cell, tuple[int, float]]:
    """The small cells that can be told more closely than "1 to 9", each with the bounds that can be found; empty is safe."""
    found: dict[Cell, tuple[int, float]] = {}
    safe = roomy(cube, hidden.small, threshold - 2) if cube.inner else frozenset()
    for group, relations in _groups(hidden.cells | cube.inner, cube.relations):
        guarded = sorted(hidden.small & set(group) - safe)
        if not guarded:
            continue
        room = Room(cube.values, group, relations, inner=cube.inner, beat=beat)
        for cell in guarded:
            if room.between(cell, threshold - 2) is not None:
                continue
            low, high = room.bounds(cell)
            if high - low < threshold - 2:
                found[cell] = low, high
    return found


class _Hiding:
    def __init__(
        self,
        cube: Cube,
        kept: frozenset[Cell],
        known: frozenset[Cell],
        small: frozenset[Cell],
        threshold: int,
        told: Callable[[int, int], None] | None,
        beat: Callable[[], None] | None,
    ) -> None:
        self.cube, self.kept, self.known, self.small = cube, kept, known, small
        self.threshold, self.told, self.beat = threshold, told, beat
        self.hidden = set(self.small | kept)
        # What has to move with each small cell that is safe.
        self.witnesses: dict[Cell, frozenset[Cell]] = {}

    def run(self) -> Hidden:
        self._add()
        self._show_again()
        return Hidden(self.small, frozenset(self.hidden - self.small))

    def _add(self) -> None:
        """For each small cell, hide what has to move with it where it is 1 and where it is 9: what is hidden already, else the
        cells with the fewest totals in their keys, then the smallest.
        """
        cells = sorted(
            cell
            for cell, value in self.cube.values.items()
            if cell not in self.known and (value or cell in self.hidden)
        )
        most = max(self.cube.values.values(), default=0) + 1
        costs = {
            cell: HIDDEN if cell in self.hidden else 1 + totals_of(cell) + self.cube.values[cell] / most
            for cell in cells
        }
        room = Room(self.cube.values, cells, self.cube.relations, costs, inner=self.cube.inner, beat=self.beat)
        for number, cell in enumerate(sorted(self.small)):
            witness = self._witness(room, cell)
            if witness is not None:
                self.witnesses[cell] = witness
                room.cheapen(witness - self.hidden, HIDDEN)
                self.hidden |= witness
            self._tell(number + 1)

    def _show_again(self) -> None:
        """Show again whatever exposes nothing, totals first, then the largest."""
        for group, relations in _groups(self.hidden - self.known, self.cube.relations):
            tried = sorted(set(group) - self.small - self.kept, key=self._rank, reverse=True)
            if not tried:
                continue
            room = Room(self.cube.values, group, relations, inner=self.cube.inner, beat=self.beat)
            guarded = sorted(self.witnesses.keys() & set(group))
            for cell in tried:
                room.show(cell)
                found: dict[Cell, frozenset[Cell]] = {}
                for each in guarded:
                    if cell in self.witnesses[each]:
                        witness = self._witness(room, each)
                        if witness is None:
                            room.hide(cell)
                            break
                        found[each] = witness
                else:
                    self.witnesses |= found
                    self.hidden.discard(cell)

    def _rank(self, cell: Cell) -> tuple[int, int, Cell]:
        return totals_of(cell), self.cube.values[cell], cell

    def _witness(self, room: Room, cell: Cell) -> frozenset[Cell] | None:
        """What moves where the cell is 1 and where it is 9, or else where it is as far from itself; None where it cannot be."""
        width = self.threshold - 2
        if (found := room.between(cell, width)) is not None:
            return found
        value = self.cube.values[cell]
        for low in (1, None):
            if low is None and (low := room.least_of(cell, width)) is None:
                return None
            down = room.witness(cell, low - value)
            if down is not None and (up := room.witness(cell, low + width - value)) is not None:
                room.note(down, up)
                return room.moved(down, up)
        return None

    def _tell(self, done: int) -> None:
        if self.told:
            self.told(done, len(self.small))


def _groups(hidden: Iterable[Cell], relations: Iterable[Relation]) -> list[tuple[list[Cell], list[Relation]]]:
    """Hidden cells that hang together by sums, each group in order, with the sums that have one of them."""
    leader: dict[Cell, Cell] = {cell: cell for cell in hidden}

    def find(cell: Cell) -> Cell:
        while leader[cell] != cell:
            leader[cell] = leader[leader[cell]]
            cell = leader[cell]
        return cell

    touched: list[tuple[Cell, Relation]] = []
    for relation in relations:
        inside = [cell for cell in relation.cells if cell in leader]
        for other in inside[1:]:
            leader[find(other)] = find(inside[0])
        if inside:
            touched.append((inside[0], relation))
    cells: dict[Cell, list[Cell]] = defaultdict(list)
    for cell in sorted(leader):
        cells[find(cell)].append(cell)
    sums: dict[Cell, list[Relation]] = defaultdict(list)
    for first, relation in touched:
        sums[find(first)].append(relation)
    return sorted((group, sums[head]) for head, group in cells.items())
