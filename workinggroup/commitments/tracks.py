"""How an indicator is drawn: a line of its figures between baseline and target, in a small box. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

WIDTH, HEIGHT, MARGIN = 320, 72, 6


@dataclass(frozen=True, slots=True)
class Track:
    """Places in a box of `WIDTH` by `HEIGHT`: the figures' dots in order, and the heights of baseline and target."""

    dots: tuple[tuple[float, float], ...]
    baseline: float
    target: float

    @property
    def line(self) -> str:
        """The dots as an SVG path joins them."""
        return " ".join(f"{x:g},{y:g}" for x, y in self.dots)


def track(figures: Sequence[tuple[date, Decimal]], baseline: Decimal, target: Decimal) -> Track:
    """Figures by their days, which are in order and each there once, from left to right; one alone stands at the left. The
    lowest and the highest of all numbers fill the box."""
    numbers = [baseline, target, *(value for _day, value in figures)]
    low, high = min(numbers), max(numbers)
    first, last = (figures[0][0], figures[-1][0]) if figures else (None, None)
    span = (last - first).days if first and last else 0

    def height(value: Decimal) -> float:
        share = float((value - low) / (high - low)) if high > low else 0.5
        return round(HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN), 1)

    def along(day: date) -> float:
        share = (day - first).days / span if first and span else 0
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)

    return Track(tuple((along(day), height(value)) for day, value in figures), height(baseline), height(target))


def way_done(value: Decimal, baseline: Decimal, target: Decimal) -> int:
    """How much of the way from baseline to target a figure has gone, in whole percents from 0 to 100."""
    share = (value - baseline) / (target - baseline)
    return int(max(Decimal(0), min(Decimal(1), share)) * 100)
