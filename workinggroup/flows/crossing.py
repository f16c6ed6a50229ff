"""Tables of three dimensions in words: areas one below the other, citizenships in rows, groups in columns."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from workinggroup.flows.charts.figures import NONE
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS
from workinggroup.flows.naming import name_of_code, name_of_span
from workinggroup.flows.plates import Cell, Table, cell_of
from workinggroup.flows.protecting import COUNTED
from workinggroup.flows.queries.quarters import QuarterCell, Quarterly

# Of the dimensions behind what is counted by whom: which stand above the rows, in the rows, and in the columns.
THREE = 3
Places = tuple[int, ...]


@dataclass(frozen=True)
class Crossed:
    """The tables of a quarter, the quarters to choose from by name and in words, and the names of those in the rest."""

    name: str
    words: str
    tables: list[Table]
    spans: list[tuple[str, str]]
    residual: str


def crossed(found: Quarterly | None) -> Crossed | None:
    """None where no quarter is told."""
    if found is None:
        return None
    words = name_of_span(found.span)
    tables = [
        _table(cells, places, f"{dataset}, {words}")
        for dataset, every in found.cells.items()
        for places, cells in _shapes(every)
    ]
    citizenship = DIMENSIONS[4]
    residual = ", ".join(name_of_code(citizenship, code) for code in found.residual)
    return Crossed(found.span.name, words, tables, [(each.name, name_of_span(each)) for each in found.spans], residual)


def _shapes(every: Sequence[QuarterCell]) -> list[tuple[Places, list[QuarterCell]]]:
    """The cells by the dimensions that they tell; what is the same in all of them tells nothing apart."""
    shapes: dict[tuple[int, ...], list[QuarterCell]] = defaultdict(list)
    for each in every:
        told = tuple(place for place in range(COUNTED, len(each.key)) if each.key[place] != TOTAL)
        shapes[told].append(each)
    found = []
    for told, cells in sorted(shapes.items()):
        apart = [place for place in told if len({each.key[place] for each in cells}) > 1]
        places = (apart + [place for place in reversed(told) if place not in apart])[:THREE]
        if len(places) == THREE:
            found.append((tuple(sorted(places)), cells))
    return found


def _table(cells: Sequence[QuarterCell], places: Places, caption: str) -> Table:
    above, rows, columns = ([*dict.fromkeys(_sorted(each.key[place] for each in cells))] for place in places)
    figures = {tuple(each.key[place] for place in places): each.figure for each in cells}
    lines: list[tuple[str, list[Cell]]] = []
    for over in above:
        lines.append((name_of_code(DIMENSIONS[places[0]], over), []))
        for row in rows:
            told = [figures.get((over, row, column), NONE) for column in columns]
            if any(each != NONE for each in told):
                lines.append((name_of_code(DIMENSIONS[places[1]], row), [cell_of(each) for each in told]))
    return Table(caption, [name_of_code(DIMENSIONS[places[2]], column) for column in columns], lines)


def _sorted(codes: Iterable[str]) -> list[str]:
    # By code, and the rest at the end: no order depends on what is hidden.
    return sorted(codes, key=lambda code: (code.startswith("_"), code))
