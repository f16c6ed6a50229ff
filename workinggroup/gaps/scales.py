"""By what gaps are rated: steps in words, and two grids in which likelihood and level are looked up. Pure.

Nothing is multiplied and nothing averaged. A gap's level decides within how many months it has a measure.
"""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

SCALES = Path(__file__).with_name("scales.toml")
STEPS = (1, 2, 3, 4, 5)
AXES = ("threat", "vulnerability", "impact")
# From the least to the most.
LEVELS = "LMHV"
# Within how many months of its acceptance a gap of a level has a measure; one without a rating as one that is high.
MONTHS = {"V": 1, "H": 2, "M": 6, "L": 12}
USUAL_MONTHS = 2
# After how many months the next look at a gap is due.
REVIEW_MONTHS = 12
# Two ratings differ when they lie so many steps apart.
DIFFERS = 2


class NotOnTheScale(ValueError):
    """A step that the scale does not have."""


@dataclass(frozen=True, slots=True)
class Rated:
    """What follows from the steps that were given: likelihood, the worst impact, and the level."""

    likelihood: int
    impact: int
    level: str


@dataclass(frozen=True)
class Scale:
    """A scale as it is for good; `retired` is the day from which nobody rates by it any more."""

    number: int
    threat: Mapping[int, Mapping[str, str]]
    vulnerability: Mapping[int, Mapping[str, str]]
    impact: Mapping[int, Mapping[str, str]]
    likelihood_grid: Sequence[str]
    level_grid: Sequence[str]
    retired: date | None = None

    def likelihood(self, threat: int, vulnerability: int) -> int:
        """How likely it is. Refuses steps that there are not (`NotOnTheScale`)."""
        return int(_cell(self.likelihood_grid, threat, vulnerability))

    def level(self, likelihood: int, impact: int) -> str:
        """How grave it is. Refuses steps that there are not (`NotOnTheScale`)."""
        return _cell(self.level_grid, likelihood, impact)

    def rate(self, threat: int, vulnerability: int, impacts: Iterable[int]) -> Rated:
        """What follows from these steps; the worst of the impacts counts. Refuses steps that there are not."""
        impact = max(map(_step, impacts))
        likelihood = self.likelihood(threat, vulnerability)
        return Rated(likelihood, impact, self.level(likelihood, impact))


@cache
def all_scales() -> Mapping[int, Scale]:
    """Every scale there ever was, by its number."""
    return {each["number"]: _read(each) for each in tomllib.loads(SCALES.read_text(encoding="utf-8"))["scales"]}


def scale_in_use(day: date) -> Scale:
    """The scale by which gaps are rated on a day."""
    return max(
        (each for each in all_scales().values() if each.retired is None or day < each.retired),
        key=lambda each: each.number,
    )


def is_grid(rows: Sequence[str], ladder: str) -> bool:
    """Whether these are five rows of five signs of a ladder, none below the one before it in its row or column."""
    if len(rows) != len(STEPS) or any(len(row) != len(STEPS) or set(row) - set(ladder) for row in rows):
        return False
    ranks = [[ladder.index(sign) for sign in row] for row in rows]
    return all(line == sorted(line) for line in (*ranks, *map(list, zip(*ranks, strict=True))))


def worst(levels: Iterable[str]) -> str:
    """The gravest of several levels; "" of none."""
    return max(levels, key=LEVELS.index, default="")


def differ(steps: Iterable[int]) -> bool:
    """Whether what several sides say lies so far apart that they should talk about it."""
    found = list(steps)
    return bool(found) and max(found) - min(found) >= DIFFERS


def months_to_measures(level: str) -> int:
    """Within how many months a gap of this level has a measure; "" is a gap that nobody rated."""
    return MONTHS.get(level, USUAL_MONTHS)


def sooner(due: date | None, today: date, level: str) -> date | None:
    """The day by which a gap that waits for a measure has one, once its level is known to be this: None where it stays as it is.
    It never goes away, and never comes to lie in the past."""
    if due is None or not level:
        return None
    day = after_months(today, months_to_measures(level))
    return day if day < due else None


def after_months(day: date, months: int) -> date:
    """The same day so many months later, or the last of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise AssertionError(day)


def _read(said: Mapping[str, Any]) -> Scale:
    words = {axis: {int(step): dict(text) for step, text in said[axis].items()} for axis in AXES}
    grids = said["grids"]
    return Scale(
        said["number"],
        **words,
        likelihood_grid=grids["likelihood"],
        level_grid=grids["level"],
        retired=said.get("retired"),
    )


def _step(step: int) -> int:
    if step not in STEPS:
        raise NotOnTheScale(step)
    return step


def _cell(grid: Sequence[str], row: int, column: int) -> str:
    return grid[_step(row) - 1][_step(column) - 1]
