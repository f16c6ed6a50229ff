"""What charts are drawn of: figures as everybody sees them, series of them, and what happened when. Pure.

A hidden figure has no value here: what is drawn, ordered or told cannot depend on it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Protocol

from workinggroup.flows.cube.months import Month, months_between


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure. Without a value it is hidden, or nobody has counted."""

    value: int | None
    is_hidden: bool = False
    is_provisional: bool = False

    def __post_init__(self) -> None:
        if self.is_hidden and self.value is not None:
            raise ValueError("a hidden figure has no value")


NONE = Figure(None)


def published(value: int | None, *, is_hidden: bool = False, is_provisional: bool = False) -> Figure:
    """A figure as it was released; the value of a hidden one, and whether it is provisional, go no further than here."""
    return Figure(None, is_hidden=True) if is_hidden else Figure(value, is_provisional=is_provisional)


@dataclass(frozen=True)
class Series:
    """Figures by month under one name. `short` stands where room is scarce; `hue` names a colour of the style sheet; `style` is
    the kind of line and of marker, 0 to 3, the same for a delegation wherever it is drawn."""

    name: str
    short: str
    figures: Mapping[Month, Figure] = field(repr=False)
    hue: str = "slate"
    style: int = 0

    def at(self, month: Month) -> Figure:
        return self.figures.get(month, NONE)

    def within(self, first: Month, last: Month) -> list[tuple[Month, Figure]]:
        """Each month from the first to the last with its figure."""
        return [(month, self.at(month)) for month in months_between(first, last)]

    def shown(self, first: Month, last: Month) -> list[tuple[Month, int]]:
        """The months of which everybody sees a value."""
        return [(month, figure.value) for month, figure in self.within(first, last) if figure.value is not None]


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in a month: when, in words, and what."""

    month: Month
    when: str
    what: str


class Wording(Protocol):
    """How numbers and months are written in the reader's language."""

    def number(self, value: int) -> str: ...

    def percent(self, share: Fraction, *, signed: bool = False) -> str: ...

    def points(self, share: Fraction) -> str: ...

    def month(self, month: Month) -> str: ...

    def month_alone(self, number: int) -> str: ...

    def year(self, number: int, *, is_fiscal: bool = False) -> str: ...

    def day(self, day: date) -> str: ...

    def term(self, code: str) -> str: ...


def largest(series: Iterable[Series], first: Month, last: Month) -> int:
    """The largest value that is shown; 0 where there is none."""
    return max((value for each in series for _month, value in each.shown(first, last)), default=0)


def ranked(series: Sequence[Series], last: Month, *, months: int = 12) -> list[Series]:
    """The largest first, by what is shown of each for the latest months; equals in the order of their names."""
    first = last.plus(1 - months)
    return sorted(series, key=lambda each: (-sum(value for _month, value in each.shown(first, last)), each.name))
