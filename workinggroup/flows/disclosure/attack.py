"""What somebody with a pencil can find out about hidden cells. Pure.

He knows every cell that is shown, every sum among the cells, and that what is hidden is at least 1; of inner cells, which nobody
is shown, that they are not below zero. How far a hidden cell may lie from what it is, is a linear programme; the bounds are those
of the reals and so never narrower than those of whole numbers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import cache
from math import ceil, floor, inf
from typing import TYPE_CHECKING, Any

from portal.core.later import Later
from workinggroup.flows.cube.relations import Cell, Relation

if TYPE_CHECKING:
    import highspy
    import numpy as np
else:
    highspy, np = Later("highspy"), Later("numpy")

ROUGH = 1e-6
# How the solver goes on from the last solution: where what is sought has changed, and where the bounds have.
PRIMAL, DUAL = 4, 1


@cache
def _solver() -> "type[highspy.Highs]":
    class Solver(highspy.Highs):
        def enableCallbacks(self) -> None:  # noqa: N802 its own name
            # Asked for callbacks, it would write its name to the output before anybody could silence it.
            self.silent()

    return Solver


class Room:
    """How far the cells of one group may move from what they are; `cells` are hidden and hang together by sums.

    Each cell moves up by one variable and down by another, so that the least movement of all is the sum of them, each weighed by
    what the cell costs, 1 where nothing is said. `beat` is called before each programme: none lasts long, and all together may.
    """

    def __init__(
        self,
        values: Mapping[Cell, int],
        cells: Sequence[Cell],
        relations: Iterable[Relation],
        costs: Mapping[Cell, float] | None = None,
        *,
        inner: Collection[Cell] = (),
        beat: Callable[[], None] | None = None,
    ) -> None:
        self.values = values
        self.inner = inner
        self.beat = beat
        self.columns = np.arange(2 * len(cells), dtype=np.int32)
        self.costs = np.repeat([costs[cell] if costs else 1.0 for cell in cells], 2)
        self.cells = cells
        self.place = {cell: 2 * number for number, cell in enumerate(cells)}
        # How far each cell is from what it is, in every solution that may be taken for one.
        self.points = np.zeros((1, len(cells)))
        self.solver, self.ends = _solver()(), highspy.HighsModelStatus
        self.solver.setOptionValue("threads", 1)
        for cell in cells:
            self.solver.addVar(0, inf)
            self.solver.addVar(0, self._least(cell))
        self._weigh(self.costs)
        for relation in relations:
            signs = [
                (self.place[cell], 1 if cell == relation.total else -1) for cell in relation.cells if cell in self.place
            ]
            columns = [column + side for column, _sign in signs for side in (0, 1)]
            weights = [float(sign * way) for _column, sign in signs for way in (1, -1)]
            self.solver.addRow(0, 0, len(columns), columns, weights)

    def witness(self, cell: Cell, move: int) -> Any | None:
        """How far each cell is from what it is where this one is `move` away, and the cheapest do; None where it cannot be."""
        if -move > self._least(cell):
            return None
        self._pin(cell, max(move, 0), max(-move, 0))
        is_found = self._run(self.ends.kOptimal, self.ends.kInfeasible) == self.ends.kOptimal
        moves = self._moves() if is_found else None
        self._free(cell)
        return moves

    def note(self, *points: Any) -> None:
        """Remember solutions: whatever lies between two of them is one, too."""
        self.points = np.vstack([self.points, *points])

    def between(self, cell: Cell, width: int) -> frozenset[Cell] | None:
        """The cells that move where this one goes from one solution that is remembered to another, so far apart that it may be
        anything within the width; None where no two are.
        """
        way = self.points[:, self.place[cell] // 2]
        low, high = int(way.argmin()), int(way.argmax())
        value = self.values[cell]
        if floor(value + way[high] + ROUGH) - ceil(value + way[low] - ROUGH) < width:
            return None
        return self.moved(self.points[low], self.points[high])

    def moved(self, *points: Any) -> frozenset[Cell]:
        """The cells that are not what they are in one of these solutions."""
        return frozenset(self.cells[int(place)] for place in np.flatnonzero(np.any(points, axis=0)))

    def _moves(self) -> Any:
        sides = np.array(self.solver.getSolution().col_value)
        moves = sides[0::2] - sides[1::2]
        moves[np.abs(moves) < ROUGH] = 0
        return moves

    def bounds(self, cell: Cell) -> tuple[int, float]:
        """The least and the most that the cell may be; infinity where nothing bounds it. Both solutions are remembered."""
        (low, down), (high, up) = self._end(cell, 1), self._end(cell, -1)
        self.note(*(moves for moves in (down, up) if moves is not None))
        return int(low), high

    def least_of(self, cell: Cell, width: int) -> int | None:
        """The least that the cell may be, where it may be so much more, too; else None."""
        most, _moves = self._end(cell, -1)
        if most - self.values[cell] + self._least(cell) < width:
            return None
        least, _moves = self._end(cell, 1)
        return int(least) if most - least >= width else None

    def _end(self, cell: Cell, way: int) -> tuple[float, Any | None]:
        """The least where the way is 1, the most where it is -1, and a solution where it is that; None where there is none."""
        column = self.place[cell]
        self._weigh(np.zeros_like(self.costs))
        self.solver.changeColCost(column, way)
        self.solver.changeColCost(column + 1, -way)
        # From where the last one ended, it goes on: only what is sought has changed.
        self.solver.setOptionValue("simplex_strategy", PRIMAL)
        # Nothing falls without end, and that nothing moves is always a solution.
        status = self._run(self.ends.kOptimal, *([self.ends.kUnbounded] if way < 0 else []))
        self.solver.setOptionValue("simplex_strategy", DUAL)
        is_found = status == self.ends.kOptimal
        # Where no programme ends as one of these may, the cell is taken to be told.
        moved = self.solver.getInfo().objective_function_value if is_found else 0
        moves = self._moves() if is_found else None
        self._weigh(self.costs)
        if status == self.ends.kUnbounded:
            return inf, None
        found = self.values[cell] + way * moved
        return ceil(found - ROUGH) if way > 0 else floor(found + ROUGH), moves

    def cheapen(self, cells: Iterable[Cell], cost: float) -> None:
        """Let the movement of these cells cost so much from now on."""
        for cell in cells:
            for column in (self.place[cell], self.place[cell] + 1):
                self.costs[column] = cost
                self.solver.changeColCost(column, cost)

    def show(self, cell: Cell) -> None:
        """Let it be known what the cell is."""
        self._pin(cell, 0, 0)
        stands = self.points[:, self.place[cell] // 2] == 0
        self.moving, self.points = self.points[~stands], self.points[stands]

    def hide(self, cell: Cell) -> None:
        """Take back what was shown last."""
        self._free(cell)
        self.note(self.moving)

    def _run(self, *wanted: Any) -> Any:
        """How the programme ends; begun anew, without what the last one left, where it ends as none may."""
        for is_last in (False, True):
            if self.beat:
                self.beat()
            self.solver.run()
            status = self.solver.getModelStatus()
            if status in wanted or is_last:
                return status
            self.solver.clearSolver()
        raise AssertionError

    def _weigh(self, costs: Any) -> None:
        self.solver.changeColsCost(len(self.columns), self.columns, costs)

    def _least(self, cell: Cell) -> int:
        # What is hidden is known to be no zero; a cell that is one, hidden for an earlier figure, cannot go below.
        return max(self.values[cell] - (cell not in self.inner), 0)

    def _pin(self, cell: Cell, up: int, down: int) -> None:
        column = self.place[cell]
        self.solver.changeColBounds(column, up, up)
        self.solver.changeColBounds(column + 1, down, down)

    def _free(self, cell: Cell) -> None:
        column = self.place[cell]
        self.solver.changeColBounds(column, 0, inf)
        self.solver.changeColBounds(column + 1, 0, self._least(cell))
