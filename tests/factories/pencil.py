"""What somebody finds out who kept everything that was ever published: an oracle over the raw rows.

It knows nothing of how cells were chosen and nothing of the portal's sums. Each row of each month is an unknown that is not below
zero, also one that no file had; a row that a later vintage leaves as it was is the same unknown. Everything shown is an equation,
everything hidden is at least 1, and what is not there is nobody. Each small count that somebody could be recognised by, of rows
and of everything that they add up to, is then bounded by a linear programme of its own.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, product
from math import ceil, floor, inf
from typing import Any

import highspy
import numpy as np

TOTAL, OTHER = "_T", "_X"
CITIZENSHIP = 4
# Of so many dimensions at most a month is told, and of so many a quarter.
BY_MONTH, BY_QUARTER = 2, 3
LEAST, MOST, WIDTH = 1, 9, 8
ROUGH = 1e-6
Codes = tuple[str, ...]
# What is counted, and for which month or quarter.
Name = tuple[Codes, Any]
Bounds = dict[tuple[int, Codes, Any], tuple[float, float]]


@dataclass(frozen=True)
class Release:
    """One vintage: its exact rows by month, and what is told of its months and its quarters; None where that is hidden. Where it
    `is_public`, only what it hides all the same is nobody's business.
    """

    rows: Mapping[Name, int]
    months: Mapping[Name, int | None]
    quarters: Mapping[Name, int | None] = field(default_factory=dict)
    is_public: bool = False


class Pencil:
    """Everything that releases of one table tell together. `let_out` are cells that were named in writing."""

    def __init__(self, releases: Sequence[Release], *, let_out: Collection[Name] = ()) -> None:
        self.place: dict[tuple[Codes, Any, int], int] = {}
        self.lines: list[tuple[float, float, tuple[int, ...]]] = []
        self.small: dict[tuple[int, Codes, Any], tuple[int, ...]] = {}
        self.let_out = let_out
        for number, release in enumerate(releases):
            self._read(number, release)
        self.solver = highspy.Highs()
        self.solver.silent()
        # As everybody in the process: the solver has one pool of threads.
        self.solver.setOptionValue("threads", 1)
        for _each in self.place:
            self.solver.addVar(0, inf)
        for least, most, columns in dict.fromkeys(self.lines):
            self.solver.addRow(least, most, len(columns), list(columns), [1.0] * len(columns))

    def narrow(self, width: int = WIDTH) -> Bounds:
        """The small counts that can be told more closely than that, with the bounds; by the number of their release, what they
        are of, and when."""
        found = {}
        for name, columns in self.small.items():
            low, high = self.bounds(columns)
            if high - low < width:
                found[name] = (low, high)
        return found

    def bounds(self, columns: Sequence[int]) -> tuple[float, float]:
        """The least and the most that these rows may be together."""
        return ceil(self._end(columns, 1) - ROUGH), _whole(-self._end(columns, -1))

    def _end(self, columns: Sequence[int], way: int) -> float:
        costs = np.zeros(len(self.place))
        costs[list(columns)] = way
        self.solver.changeColsCost(len(costs), np.arange(len(costs), dtype=np.int32), costs)
        for _attempt in range(2):
            self.solver.run()
            status = self.solver.getModelStatus()
            if status == highspy.HighsModelStatus.kOptimal:
                return float(self.solver.getInfo().objective_function_value)
            if status == highspy.HighsModelStatus.kUnbounded:
                return -inf
            # What the last programme left may lead nowhere.
            self.solver.clearSolver()
        raise AssertionError(status)

    def _read(self, number: int, release: Release) -> None:
        by_month: dict[Any, dict[Codes, int]] = defaultdict(dict)
        for (codes, month), value in release.rows.items():
            by_month[month][codes] = value
        for month, rows in sorted(by_month.items()):
            for size, codes, columns, truth in self._margins({month: rows}, rows):
                if size <= BY_MONTH:
                    self._tell(release.months, (codes, month), columns, truth)
                self._note(number, release, (codes, month), columns, truth)
        for span in sorted({span for _codes, span in release.quarters}):
            self._read_quarter(number, release, span, {month: by_month[month] for month in span})

    def _read_quarter(self, number: int, release: Release, span: Any, months: Mapping[Any, dict[Codes, int]]) -> None:
        named = {codes[CITIZENSHIP] for codes, of in release.quarters if of == span}
        sums: dict[Codes, int] = defaultdict(int)
        for rows in months.values():
            for codes, value in rows.items():
                sums[_together(codes, named)] += value
        there = {codes: value for codes, value in sums.items() if value}
        for size, codes, columns, truth in self._margins(months, there, named):
            if size == BY_QUARTER:
                self._tell(release.quarters, (codes, span), columns, truth)
            if size >= BY_QUARTER:
                self._note(number, release, (codes, span), columns, truth)

    def _margins(
        self, months: Mapping[Any, Mapping[Codes, int]], of: Mapping[Codes, int], named: Collection[str] = ()
    ) -> Iterator[tuple[int, Codes, tuple[int, ...], int]]:
        """Every sum of rows of these months over some of the dimensions in which the rows `of` differ: of how many dimensions it
        is, of what, the unknowns in it, and what it truly is."""
        places = [place for place in range(2, 6) if len({codes[place] for codes in of}) > 1]
        cells: list[tuple[Codes, int, int]] = []
        for month, rows in months.items():
            for codes in product(*({each[place] for each in rows} for place in range(6))):
                value = rows.get(codes, 0)
                column = self.place.setdefault((codes, month, value), len(self.place))
                cells.append((_together(codes, named) if named else codes, column, value))
        for size in range(len(places) + 1):
            for told in combinations(places, size):
                columns: dict[Codes, list[int]] = defaultdict(list)
                truth: dict[Codes, int] = defaultdict(int)
                for codes, column, value in cells:
                    at = tuple(
                        TOTAL if place in places and place not in told else code for place, code in enumerate(codes)
                    )
                    columns[at].append(column)
                    truth[at] += value
                for at, value in truth.items():
                    yield size, at, tuple(sorted(columns[at])), value

    def _tell(self, told: Mapping[Name, int | None], name: Name, columns: tuple[int, ...], truth: int) -> None:
        value = told.get(name, 0)
        if value is None:
            # What stays hidden for an earlier figure may be nobody now.
            self.lines.append((LEAST if truth else 0, inf, columns))
        else:
            assert value == truth, f"{name} is told as {value} and is {truth}"
            self.lines.append((value, value, columns))

    def _note(self, number: int, release: Release, name: Name, columns: tuple[int, ...], truth: int) -> None:
        if not LEAST <= truth <= MOST or name in self.let_out:
            return
        is_told = name in release.months or name in release.quarters
        shown = release.months.get(name, release.quarters.get(name))
        assert shown is None or release.is_public, f"{name} is small and shown"
        if shown is None and (is_told or not release.is_public):
            self.small[(number, *name)] = columns


def _together(codes: Codes, named: Collection[str]) -> Codes:
    """What a quarter tells a row as: with the rest where its citizenship is named in no table."""
    if codes[CITIZENSHIP] in named:
        return codes
    return (*codes[:CITIZENSHIP], OTHER, *codes[CITIZENSHIP + 1 :])


def _whole(most: float) -> float:
    return most if most == inf else floor(most + ROUGH)


def told_more(releases: Sequence[Release], *, let_out: Collection[Name] = ()) -> Bounds:
    """The small counts of all releases that the last one helps to tell: more closely than that, and than if it showed nothing but
    where nobody is."""
    *before, last = releases
    nothing = {name: None for name, value in last.months.items() if value != 0}
    silent = Release(last.rows, {**last.months, **nothing}, is_public=last.is_public)
    told = Pencil(releases, let_out=let_out).narrow()
    known = Pencil([*before, silent], let_out=let_out).narrow() if told else {}
    return {name: bounds for name, bounds in told.items() if known.get(name) != bounds}
