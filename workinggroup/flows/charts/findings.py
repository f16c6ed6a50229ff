"""What figures say, as facts: the latest against a year before, for how long it has risen or fallen, what stands out. Pure.

Only figures that everybody sees are asked. The words for the facts are `workinggroup.flows.captions`'s.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workinggroup.flows.charts.figures import Series
from workinggroup.flows.charts.season import years_to
from workinggroup.flows.charts.status import Line, Reported
from workinggroup.flows.charts.triangle import Step, Triangle
from workinggroup.flows.cube.mirrors import AGREE, SYSTEMATIC, WATCH, Band, Comparison, tolerance_of
from workinggroup.flows.cube.months import Month

RECENT = 12
# What changes by less is about the same; what has so much more has more than doubled.
ALIKE, DOUBLED = Fraction(2, 100), Fraction(1)
# So many months make a mean that can be compared.
ENOUGH = 6


class Change(StrEnum):
    """How a figure stands to what it was a year before."""

    UNKNOWN = "unknown"
    ALIKE = "alike"
    LOWER = "lower"
    HIGHER = "higher"
    DOUBLED = "doubled"


@dataclass(frozen=True, slots=True)
class Latest:
    """The latest value of a series. `run` is for how many months it has risen in a row, negative where it has fallen."""

    month: Month
    value: int
    is_provisional: bool
    year_before: int | None
    run: int
    low: tuple[Month, int]
    high: tuple[Month, int]
    hidden: int

    @property
    def on_year(self) -> Fraction | None:
        """The change on the same month a year before, as a part of it; None where there is nothing to compare."""
        return Fraction(self.value - self.year_before, self.year_before) if self.year_before else None


def change_of(latest: Latest, rounding: int = 0) -> Change:
    """How the latest value stands to that of the year before; alike where rounding to multiples of `rounding` could make it."""
    share = latest.on_year
    if share is None or latest.year_before is None:
        return Change.UNKNOWN
    if abs(share) < ALIKE or abs(latest.value - latest.year_before) <= tolerance_of(rounding, rounding):
        return Change.ALIKE
    if share < 0:
        return Change.LOWER
    return Change.DOUBLED if share > DOUBLED else Change.HIGHER


def latest_of(series: Series, first: Month, last: Month) -> Latest | None:
    """What the series says at its end; None where it shows nothing."""
    shown = series.shown(first, last)
    if not shown:
        return None
    month, value = shown[-1]
    return Latest(
        month,
        value,
        series.at(month).is_provisional,
        series.at(month.plus(-12)).value,
        _run(shown),
        min(shown, key=lambda each: (each[1], -each[0].since(first))),
        max(shown, key=lambda each: (each[1], each[0].since(first))),
        sum(figure.is_hidden for _month, figure in series.within(first, last)),
    )


def _run(shown: Sequence[tuple[Month, int]]) -> int:
    found = 0
    for (before, lower), (month, value) in zip(reversed(shown[:-1]), reversed(shown[1:]), strict=True):
        way = (value > lower) - (value < lower)
        if month.since(before) != 1 or way == 0 or found * way < 0:
            break
        found += way
    return found


class Apart(StrEnum):
    """What two sides' counts say together."""

    NOTHING = "nothing"
    FIRST_LOWER = "first lower"
    OTHER_LOWER = "other lower"
    EXPLAIN = "explain"
    WATCH = "watch"
    AGREE = "agree"


@dataclass(frozen=True, slots=True)
class Standing:
    """The finding about a pair, for so many months (of so many recent ones)."""

    kind: Apart
    count: int
    of: int


def standing_of(found: Comparison) -> Standing:
    """The gravest thing to say: months that ask for an explanation, then one side lower for long, then the rest."""
    recent = [pair.band for pair in list(found.months.values())[-RECENT:]]
    if not recent:
        return Standing(Apart.NOTHING, 0, 0)
    if abs(found.run) >= SYSTEMATIC:
        kind = Apart.FIRST_LOWER if found.run < 0 else Apart.OTHER_LOWER
        return Standing(kind, abs(found.run), len(found.months))
    for band, kind in ((Band.EXPLAIN, Apart.EXPLAIN), (Band.WATCH, Apart.WATCH)):
        if count := recent.count(band):
            return Standing(kind, count, len(recent))
    return Standing(Apart.AGREE, len(recent), len(recent))


def agreement_of(every: Sequence[Comparison]) -> int:
    """Whether pairs of counts are nearer to each other in the latest twelve months that both show than in the twelve before: 1
    nearer, -1 farther apart, 0 about the same, or too few months."""
    now, before = ([size for found in every for size in _sizes(found, back)] for back in (0, 1))
    if min(len(now), len(before)) < ENOUGH:
        return 0
    change = sum(now, Fraction(0)) / len(now) - sum(before, Fraction(0)) / len(before)
    if abs(change) < ALIKE:
        return 0
    return 1 if change < 0 else -1


def _sizes(found: Comparison, back: int) -> list[Fraction]:
    """How far apart both are in the months of the latest year, or of so many years `back`."""
    if not found.months:
        return []
    last = max(found.months).plus(-RECENT * back)
    pairs = [found.months.get(last.plus(-months)) for months in range(RECENT)]
    return [abs(pair.share) for pair in pairs if pair and pair.share is not None]


THRESHOLDS = {Apart.EXPLAIN: WATCH, Apart.WATCH: AGREE, Apart.AGREE: AGREE}


@dataclass(frozen=True, slots=True)
class Ranked:
    """Where the latest value stands among the same months of the years shown; 1 is the lowest."""

    month: Month
    value: int
    place: int
    of: int


def season_of(series: Series, last: Month, *, is_fiscal: bool = False) -> Ranked | None:
    """How the latest month compares with the same months before; None where it shows nothing."""
    first = years_to(last, is_fiscal=is_fiscal)[0].first
    shown = dict(series.shown(first, last))
    if not shown:
        return None
    month = max(shown)
    same = [value for each, value in shown.items() if each.number == month.number]
    return Ranked(month, shown[month], 1 + sum(value < shown[month] for value in same), len(same))


def largest_revision(triangle: Triangle) -> tuple[Month, Step] | None:
    """The change that is largest for what it was, the latest of equals; None where no figure was changed."""
    changed = [(month, step) for month, steps in triangle.rows.items() for step in steps if step.change]
    return max(changed, key=lambda each: (abs(each[1].share or 0), each[0]), default=None)


def reported_of(lines: Sequence[Line]) -> dict[Reported, int]:
    """How many months stand how, over all lines."""
    states = [state for line in lines for state in line.months.values()]
    return {state: states.count(state) for state in Reported}
