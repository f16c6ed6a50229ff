"""All vintages of a release as one puzzle: what somebody knows who kept each of them. Pure.

A cell that is what it was is one unknown in all vintages, as if everybody knew which cells a revision left alone; so a difference
of two vintages is one more sum. What was shown once is known for good.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from workinggroup.flows.cube.relations import Cell, Cube, Relation

# Between the span and the value of a cell that is another now.
WAS = "@"


@dataclass(frozen=True)
class Earlier:
    """A vintage that is out: its cells with what each was, and those of them that it did not show."""

    cube: Cube
    hidden: frozenset[Cell]


@dataclass(frozen=True)
class Joined:
    """The cells of a vintage together with those of earlier ones, which stand by their own names where they are what they were.

    `known` were shown by one of them. `past` are cells that are others now, and that none of them showed.
    """

    cube: Cube
    known: frozenset[Cell]
    past: frozenset[Cell]

    def unknown(self, hidden: Collection[Cell]) -> frozenset[Cell]:
        """What nobody knows where these cells are hidden in this vintage."""
        return (frozenset(hidden) | self.past) - self.known


def joined(now: Cube, earlier: Sequence[Earlier]) -> Joined:
    """This vintage and those before it as one."""
    values = dict(now.values)
    relations = dict.fromkeys(now.relations)
    known: set[Cell] = set()
    past: set[Cell] = set()

    for each in earlier:
        names = {cell: _name(cell, value, now) for cell, value in each.cube.values.items()}
        values |= {names[cell]: value for cell, value in each.cube.values.items()}
        relations |= dict.fromkeys(
            Relation(names[sum_.total], tuple(names[part] for part in sum_.parts)) for sum_ in each.cube.relations
        )
        known |= {names[cell] for cell in each.cube.values if cell not in each.hidden}
        past |= {name for name in names.values() if name not in now.values}
    return Joined(Cube(values, list(relations)), frozenset(known), frozenset(past - known))


def current(cell: Cell) -> Cell:
    """The cell by the name that it has in every vintage."""
    return (*cell[:-1], cell[-1].partition(WAS)[0])


def _name(cell: Cell, value: int, now: Cube) -> Cell:
    return cell if now.values.get(cell) == value else (*cell[:-1], f"{cell[-1]}{WAS}{value}")
