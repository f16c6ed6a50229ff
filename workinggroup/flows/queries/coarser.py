"""What is compared instead where one side hides a figure: the next coarser level that both sides show."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from workinggroup.flows.charts.figures import Figure
from workinggroup.flows.cube.mirrors import Pair
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.naming import name_of_total
from workinggroup.flows.queries.sides import Side

# What is summed first. The country of the movement is never: it is whose flow the two compare.
DETAILS = (Meaning.GROUP, Meaning.AREA, Meaning.CITIZENSHIP)


@dataclass(frozen=True)
class Level:
    """Both keys with some of what they tell summed up, and over which dimensions."""

    one: Key
    other: Key
    summed: tuple[Meaning, ...]


@dataclass(frozen=True)
class Instead:
    """Both counts of a month at a coarser level, over which dimensions they are summed, and how far they are apart."""

    summed: tuple[Meaning, ...]
    pair: Pair

    @property
    def words(self) -> str:
        return ", ".join(map(name_of_total, self.summed))


def levels_of(one: Key, other: Key) -> list[Level]:
    """The coarser levels of a pair, the next first. What only one of both tells is what the two are compared in, and stays."""
    both = [each for each in DETAILS if TOTAL not in {key[DIMENSIONS.index(each)] for key in (one, other)}]
    return [
        Level(_summed(one, both[:count]), _summed(other, both[:count]), tuple(both[:count]))
        for count in range(1, len(both) + 1)
    ]


def instead_of(
    levels: Sequence[Level], sides: Mapping[Key, Side], *, months: Sequence[Month], tolerance: int
) -> dict[Month, Instead]:
    """For each of these months what the next level gives at which both sides show a figure; months without one are left out."""
    found = {}
    for month in months:
        for level, first, second in _both(levels, sides, month):
            found[month] = Instead(level.summed, Pair(first, second, tolerance))
            break
    return found


def _both(levels: Sequence[Level], sides: Mapping[Key, Side], month: Month) -> Iterator[tuple[Level, int, int]]:
    for level in levels:
        first, second = (_at(sides.get(key), month) for key in (level.one, level.other))
        if first is not None and second is not None:
            yield level, first, second


def _at(side: Side | None, month: Month) -> int | None:
    figure: Figure | None = side.series.figures.get(month) if side else None
    return None if figure is None or figure.is_hidden else figure.value


def _summed(key: Key, over: Sequence[Meaning]) -> Key:
    return tuple(TOTAL if meaning in over else code for meaning, code in zip(DIMENSIONS, key, strict=True))
