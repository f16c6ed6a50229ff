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
    """A vintage that is out: its cells with what each was, those of them that it did not show, and those that a later one let out
    in writing.
    """

    cube: Cube
    hidden: frozenset[Cell]
    let_out: frozenset[Cell] = frozenset()


@dataclass(frozen=True)
class Joined:
    """The cells of a vintage together with those of earlier ones, which stand by their own names where they are what they were.

    `known` were shown by one of them. `past` are cells that none of them showed and that this vintage does not tell either: they
    are others now, or inner. `let_out` are those that were let out in writing since, in each vintage that has them.
    """

    cube: Cube
    known: frozenset[Cell]
    past: frozenset[Cell]
    let_out: frozenset[Cell]

    def unknown(self, hidden: Collection[Cell]) -> frozenset[Cell]:
        """What nobody knows where these cells are hidden in this vintage."""
        return (frozenset(hidden) | self.past) - self.known


def joined(now: Cube, earlier: Sequence[Earlier]) -> Joined:
    """This vintage and those before it as one."""
    values = dict(now.values)
    relations = dict.fromkeys(now.relations)
    known: set[Cell] = set()
    past: set[Cell] = set(now.inner)
    inner: set[Cell] = set(now.inner)
    told: set[Cell] = set(now.told)
    let_out: set[Cell] = set()
    stays: set[Cell] = set()

    for each in earlier:
        names = {cell: _name(cell, value, now) for cell, value in each.cube.values.items()}
        values |= {names[cell]: value for cell, value in each.cube.values.items()}
        relations |= dict.fromkeys(
            Relation(names[sum_.total], tuple(names[part] for part in sum_.parts)) for sum_ in each.cube.relations
        )
        known |= {names[cell] for cell in each.cube.values if cell not in each.hidden}
        past |= {name for name in names.values() if name not in now.values}
        inner |= {names[cell] for cell in each.cube.inner}
        told |= {names[cell] for cell in each.cube.told}
        let_out |= {names[cell] for cell in each.let_out}
        stays |= {name for cell, name in names.items() if cell not in each.let_out}
    # What one vintage told, shown or hidden, is known to be somebody in all of them.
    never = frozenset(inner - told)
    return Joined(
        Cube(values, list(relations), never), frozenset(known), frozenset(past - known), frozenset(let_out - stays)
    )


def _name(cell: Cell, value: int, now: Cube) -> Cell:
    return cell if now.values.get(cell) == value else (*cell[:-1], f"{cell[-1]}{WAS}{value}")
