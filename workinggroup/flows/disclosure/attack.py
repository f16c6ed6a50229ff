"""What somebody with a pencil can find out about hidden cells. Pure.

He knows every cell that is shown, every sum among the cells, and that what is hidden is at least 1; of inner cells, which nobody
is shown, that they are not below zero. How far a hidden cell may lie from what it is, is a linear programme; the bounds are those
of the reals and so never narrower than those of whole numbers.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from math import ceil, floor, inf
from typing import Any

import highspy
import numpy as np

from workinggroup.flows.cube.relations import Cell, Relation

ROUGH = 1e-6
Status = highspy.HighsModelStatus


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
        self.place = {cell: 2 * number for number, cell in enumerate(cells)}
        self.solver = highspy.Highs()
        self.solver.silent()
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

    def witness(self, cell: Cell, move: int) -> frozenset[Cell] | None:
        """The cells that move where this one is `move` away, the cheapest ones; None where it cannot be."""
        if -move > self._least(cell):
            return None
        self._pin(cell, max(move, 0), max(-move, 0))
        is_found = self._run(Status.kOptimal, Status.kInfeasible) == Status.kOptimal
        moved = self.solver.getSolution().col_value if is_found else []
        self._free(cell)
        if not is_found:
            return None
        return frozenset(each for each, place in self.place.items() if moved[place] + moved[place + 1] > ROUGH)

    def bounds(self, cell: Cell) -> tuple[int, float]:
        """The least and the most that the cell may be; infinity where nothing bounds it."""
        return int(self._end(cell, 1)), self._end(cell, -1)

    def least_of(self, cell: Cell, width: int) -> int | None:
        """The least that the cell may be, where it may be so much more, too; else None."""
        most = self._end(cell, -1)
        if most - self.values[cell] + self._least(cell) < width:
            return None
        least = int(self._end(cell, 1))
        return least if most - least >= width else None

    def _end(self, cell: Cell, way: int) -> float:
        """The least where the way is 1, the most where it is -1."""
        column = self.place[cell]
        self._weigh(np.zeros_like(self.costs))
        self.solver.changeColCost(column, way)
        self.solver.changeColCost(column + 1, -way)
        # Nothing falls without end, and that nothing moves is always a solution.
        status = self._run(Status.kOptimal, *([Status.kUnbounded] if way < 0 else []))
        moved = self.solver.getInfo().objective_function_value if status == Status.kOptimal else 0
        self._weigh(self.costs)
        if status == Status.kUnbounded:
            return inf
        # Where no programme ends as one of these may, the cell is taken to be told.
        found = self.values[cell] + way * moved
        return ceil(found - ROUGH) if way > 0 else floor(found + ROUGH)

    def cheapen(self, cells: Iterable[Cell], cost: float) -> None:
        """Let the movement of these cells cost so much from now on."""
        for cell in cells:
            for column in (self.place[cell], self.place[cell] + 1):
                self.costs[column] = cost
                self.solver.changeColCost(column, cost)

    def show(self, cell: Cell) -> None:
        """Let it be known what the cell is."""
        self._pin(cell, 0, 0)

    def hide(self, cell: Cell) -> None:
        """Take that back."""
        self._free(cell)

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
