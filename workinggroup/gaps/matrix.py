"""The matrix of gaps: how many lie in each cell of likelihood and impact, and where each cell is drawn. Pure.

A cell says its level by a letter and by the density of its hatching, never by a hue alone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workinggroup.gaps.scales import STEPS, Scale
from workinggroup.gaps.states import Level

WIDE, NARROW = 480, 340
LEFT, TOP, BOTTOM, RIGHT = 46, 8, 54, 8


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its steps, level and how many gaps lie in it, those that are claimed as mended counted apart as what is left;
    and its rectangle."""

    likelihood: int
    impact: int
    level: str
    count: int
    left: int
    x: int = 0
    y: int = 0
    width: int = 0
    height: int = 0

    @property
    def key(self) -> str:
        """What names the cell in an address: "3-4" is likelihood 3 and impact 4."""
        return f"{self.likelihood}-{self.impact}"

    @property
    def middle_x(self) -> int:
        return self.x + self.width // 2

    @property
    def middle_y(self) -> int:
        return self.y + self.height // 2 + 5

    @property
    def hatching(self) -> str:
        """The lines of its hatching as a path: a very high cell is hatched twice as densely as a high one."""
        apart = {"H": 10, "V": 5}.get(self.level, 0)
        places = range(self.x + apart, self.x + self.width, apart) if apart else ()
        return "".join(f"M{x} {self.y}v{self.height}" for x in places)

    @property
    def is_empty(self) -> bool:
        return not self.count and not self.left


@dataclass(frozen=True)
class Matrix:
    """The whole of it: rows of cells from the most likely to the least, in each the impacts from the least to the worst."""

    rows: list[list[Cell]]
    width: int
    height: int

    @property
    def cells(self) -> list[Cell]:
        return [cell for row in self.rows for cell in row]

    @property
    def columns(self) -> list[tuple[int, int]]:
        """Each step of impact and the middle of its column."""
        return [(cell.impact, cell.middle_x) for cell in self.rows[0]]

    @property
    def lines(self) -> list[tuple[int, int]]:
        """Each step of likelihood and the middle of its row."""
        return [(row[0].likelihood, row[0].middle_y) for row in self.rows]

    @property
    def tick_y(self) -> int:
        return self.height - BOTTOM + 20

    @property
    def middle_x(self) -> int:
        return (LEFT + self.width - RIGHT) // 2

    @property
    def middle_y(self) -> int:
        return (TOP + self.height - BOTTOM) // 2

    @property
    def levels(self) -> list[Level]:
        """What the letters of its cells stand for, from the least grave."""
        return list(Level)

    @property
    def count(self) -> int:
        return sum(cell.count + cell.left for cell in self.cells)


def draw(
    counts: Mapping[tuple[int, int], int], left: Mapping[tuple[int, int], int], scale: Scale, width: int = WIDE
) -> Matrix:
    """The matrix of so many gaps in each cell, in a drawing of some width."""
    across = (width - LEFT - RIGHT) // len(STEPS)
    height = max(across * 11 // 20, 44)
    rows = [
        [
            Cell(
                likelihood,
                impact,
                scale.level(likelihood, impact),
                counts.get((likelihood, impact), 0),
                left.get((likelihood, impact), 0),
                LEFT + (impact - 1) * across,
                TOP + row * height,
                across - 2,
                height - 2,
            )
            for impact in STEPS
        ]
        for row, likelihood in enumerate(reversed(STEPS))
    ]
    return Matrix(rows, width, TOP + len(STEPS) * height + BOTTOM)


def count_cells(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], int]:
    """How many lie in each cell."""
    counts: dict[tuple[int, int], int] = {}
    for place in places:
        counts[place] = counts.get(place, 0) + 1
    return counts


def cells_of(matrix: Matrix, beside: str) -> str:
    """The cells as SVG: those with gaps lead to them, at an address that ends with `beside`, which is quoted already."""
    letters = {level.value: level.letter for level in Level}
    return "".join(_cell(cell, letters[cell.level], beside) for cell in matrix.cells)


def _cell(cell: Cell, letter: str, beside: str) -> str:
    hatched = f'<path d="{cell.hatching}"/>' if cell.hatching else ""
    words = f'<text x="{cell.middle_x}" y="{cell.middle_y}" text-anchor="middle" class="cell__'
    if cell.is_empty:
        inside = f'{words}empty">{letter}</text>'
    else:
        said = f"{letter} {cell.count}" + (f" ({cell.left})" if cell.left else "")
        plate = 8 * len(said) + 12
        ground = f'<rect class="cell__ground" x="{cell.middle_x - plate // 2}" y="{cell.middle_y - 18}"'
        ground += f' width="{plate}" height="26" rx="2"/>'
        inside = f'<a href="?cell={cell.key}{beside}">{ground}{words}count">{said}</text></a>'
    box = f'<rect x="{cell.x}" y="{cell.y}" width="{cell.width}" height="{cell.height}"/>'
    return f'<g class="cell cell--{cell.level}">{box}{hatched}{inside}</g>'


def rows_of(matrix: Matrix, beside: str) -> str:
    """The same as rows of a table."""
    letters, found = {level.value: level.letter for level in Level}, []
    for row in matrix.rows:
        cells = "".join(f'<td class="num">{_said(cell, letters[cell.level], beside)}</td>' for cell in row)
        found.append(f'<tr><th scope="row">{row[0].likelihood}</th>{cells}</tr>')
    return "".join(found)


def _said(cell: Cell, letter: str, beside: str) -> str:
    if cell.is_empty:
        return f'<span class="quiet3">{letter}</span>'
    left = f'&nbsp;<span class="nowrap">({cell.left})</span>' if cell.left else ""
    return f'<a href="?cell={cell.key}{beside}">{letter}&nbsp;{cell.count}{left}</a>'
