"""How far two governments' counts of the same thing are apart. Pure.

Two delegations count one flow from its two ends. A difference is told and explained, and changes neither count.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from workinggroup.flows.cube.months import Month

AGREE = Fraction(5, 100)
WATCH = Fraction(20, 100)
# So many months with one side lower are no chance, however small the gap.
SYSTEMATIC = 6


class Band(StrEnum):
    """What a gap asks for."""

    AGREE = "agree"
    WATCH = "watch"
    EXPLAIN = "explain"


@dataclass(frozen=True, slots=True)
class Pair:
    """Both counts of a span, a by the first side and b by the other. `tolerance` is how far apart rounding alone may put them."""

    a: int
    b: int
    tolerance: int = 0

    @property
    def gap(self) -> int:
        return self.a - self.b

    @property
    def share(self) -> Fraction | None:
        """The gap as a part of the mean of both, from -2 to 2; None where nobody counts anything."""
        return Fraction(2 * self.gap, self.a + self.b) if self.a + self.b else None

    @property
    def band(self) -> Band:
        if abs(self.gap) <= self.tolerance or self.share is None or abs(self.share) <= AGREE:
            return Band.AGREE
        return Band.WATCH if abs(self.share) <= WATCH else Band.EXPLAIN

    @property
    def sign(self) -> int:
        """1 where the first side counts more, -1 where it counts less, 0 where rounding alone could do it."""
        return 0 if abs(self.gap) <= self.tolerance else (self.gap > 0) - (self.gap < 0)


@dataclass(frozen=True)
class Comparison:
    """The months for which both sides have a figure that everybody sees, in order, and what they say together."""

    months: dict[Month, Pair]

    @property
    def whole(self) -> Pair | None:
        """All months together; None where there is none."""
        return _sum(list(self.months.values()))

    @property
    def mean_monthly(self) -> Fraction | None:
        """The mean size of the monthly gaps."""
        return _mean([pair.share for pair in self.months.values()])

    @property
    def mean_rolling(self) -> Fraction | None:
        """The mean size of the gaps of three months together."""
        return _mean([pair.share for pair in self.rolling().values()])

    @property
    def lower(self) -> int:
        """In how many months the first side counts less."""
        return sum(pair.sign < 0 for pair in self.months.values())

    @property
    def run(self) -> int:
        """For how many latest months the same side has counted less; negative where it is the first side."""
        found = 0
        for month in reversed(list(self.months)):
            sign = self.months[month].sign
            if sign == 0 or found * sign < 0 or (found and month.plus(1) not in self.months):
                break
            found += sign
        return found

    @property
    def is_systematic(self) -> bool:
        return abs(self.run) >= SYSTEMATIC

    def rolling(self, months: int = 3) -> dict[Month, Pair]:
        """So many months together, by the last of them, where none is missing."""
        found: dict[Month, Pair] = {}
        for month in self.months:
            each = [self.months.get(month.plus(-back)) for back in range(months)]
            if all(each) and (pair := _sum([pair for pair in each if pair])):
                found[month] = pair
        return found

    def years(self) -> dict[int, Pair]:
        """Each calendar year by the months that both have."""
        by_year: dict[int, list[Pair]] = {}
        for month, pair in self.months.items():
            by_year.setdefault(month.year, []).append(pair)
        return {year: whole for year, pairs in by_year.items() if (whole := _sum(pairs))}


def tolerance_of(*roundings: int) -> int:
    """How far apart two counts may be by rounding alone, where each is rounded to multiples of these; 0 and 1 are exact."""
    return sum(each // 2 for each in roundings)


def compare(a: Mapping[Month, int | None], b: Mapping[Month, int | None], *, tolerance: int = 0) -> Comparison:
    """Compare two series month by month; a month in which either side's figure is missing or hidden is left out."""
    found: dict[Month, Pair] = {}
    for month in sorted(a.keys() & b.keys()):
        first, second = a[month], b[month]
        if first is not None and second is not None:
            found[month] = Pair(first, second, tolerance)
    return Comparison(found)


def _sum(pairs: Sequence[Pair]) -> Pair | None:
    if not pairs:
        return None
    return Pair(sum(pair.a for pair in pairs), sum(pair.b for pair in pairs), sum(pair.tolerance for pair in pairs))


def _mean(shares: Sequence[Fraction | None]) -> Fraction | None:
    known = [abs(share) for share in shares if share is not None]
    return sum(known, Fraction(0)) / len(known) if known else None
