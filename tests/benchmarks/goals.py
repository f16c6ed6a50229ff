"""The goals, each a figure of this run beside its bound and its aim.

A page costs what the web process and PostgreSQL work for it, added; it is weighed against the floor that renders the same
rows, or against another page of the portal. Floors are not compressed: where a page was asked for both ways, the plain one
is the one that is compared.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.lists import PREVIEW, PREVIEW_AIM, PREVIEW_BOUND
from tests.benchmarks.load import Sample
from tests.benchmarks.papers import SCRIPTS, SCRIPTS_AIM, SCRIPTS_BOUND
from tests.benchmarks.targets import (
    ACTIONS,
    AGENDA,
    BOARD,
    CALENDAR,
    COMMITMENTS,
    DESK,
    EDIT,
    FLOOR,
    FOUND,
    GROWN,
    LIST_FLOOR,
    LIVE,
    MEETINGS,
    MISSING,
    PAPER,
    PAPER_FLOOR,
    PLAIN,
    REDLINE,
    RELEASE,
    RELEASE_FLOOR,
    REMINDERS,
    SHEET,
    STATIC,
    TABLE,
    TABLE_POLL,
    UNCHANGED,
    UNCHANGED_FLOOR,
)
from tests.benchmarks.wire import Weight

FIRST_KIB, FIRST_REQUESTS, NEXT_KIB = 100, 8, 15
# A page over a hundred times the data, against the same page.
GROWTH = 1.5

# By a page's name and the concurrency, one sample for each round; None where the page failed twice.
Samples = dict[tuple[str, int], list[Sample | None]]


@dataclass(frozen=True)
class Pair:
    """A page, what it is weighed against, at most how many times that, and what we aim at."""

    page: str
    ground: str
    bound: float
    aim: float


PAIRS = (
    Pair(PLAIN.format(AGENDA.format(40)), FLOOR.format(40), 1.25, 1.0),
    Pair(PLAIN.format(AGENDA.format(400)), FLOOR.format(400), 0.35, 0.3),
    *(
        Pair(PLAIN.format(name), LIST_FLOOR.format(name), 1.5, 1.25)
        for name in (MEETINGS, DESK, ACTIONS, COMMITMENTS, TABLE, REMINDERS)
    ),
    Pair(BOARD, ACTIONS, 1.5, 1.25),
    Pair(FOUND, ACTIONS, 1.5, 1.25),
    Pair(UNCHANGED.format(AGENDA.format(40)), UNCHANGED_FLOOR, 1.15, 1.1),
    Pair(UNCHANGED.format(AGENDA.format(400)), UNCHANGED_FLOOR, 1.15, 1.1),
    Pair(LIVE, UNCHANGED_FLOOR, 1.15, 1.1),
    Pair(TABLE_POLL, UNCHANGED_FLOOR, 1.5, 1.15),
    # Both typesetters remember what they set last, so that this weighs what the portal adds and not the setting.
    Pair(PAPER, PAPER_FLOOR, 1.5, 1.3),
    Pair(MISSING, TABLE, 1.0, 0.5),
    Pair(EDIT.format(400), AGENDA.format(400), 1.3, 1.1),
    Pair(CALENDAR, FLOOR.format(40), 1.0, 1.0),
    # A redline of 5,000 words against 400 bare items.
    Pair(REDLINE, FLOOR.format(400), 1.0, 1.0),
    Pair(SHEET, FLOOR.format(400), 1.0, 1.0),
    # What all readers of a release share: a file could be no cheaper to give away.
    Pair(RELEASE, STATIC, 1.5, 1.0),
    Pair(PLAIN.format(RELEASE), PLAIN.format(STATIC), 1.5, 1.0),
    Pair(UNCHANGED.format(RELEASE), UNCHANGED.format(STATIC), 1.5, 1.0),
    Pair(PLAIN.format(RELEASE), RELEASE_FLOOR, 0.1, 0.05),
)


@dataclass(frozen=True)
class Goal:
    """A bound, an aim and what was measured; `measured` is None where there was nothing to measure."""

    words: str
    bound: float
    aim: float
    measured: float | None
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        return self.measured is not None and self.measured <= self.bound


def grounds_of(pages: set[str]) -> set[str]:
    """What must be measured, too, so that these pages can be weighed."""
    return {pair.ground for pair in PAIRS if pair.page in pages}


def goals(samples: Samples, weights: dict[str, Weight], scripts: list[float], previews: list[float]) -> Iterator[Goal]:
    """Every goal of which something was measured, at each concurrency."""
    grown = [name for name, _level in samples if name.startswith(GROWN.format(""))]
    pairs = [
        *PAIRS,
        *(Pair(name, name.removeprefix(GROWN.format("")), GROWTH, GROWTH) for name in dict.fromkeys(grown)),
    ]
    for concurrency in sorted({concurrency for _name, concurrency in samples}):
        for pair in pairs:
            if (pair.page, concurrency) in samples and (pair.ground, concurrency) in samples:
                ratio = _ratio(samples[pair.page, concurrency], samples[pair.ground, concurrency])
                words = f"{pair.page} / {pair.ground}, at concurrency {concurrency}"
                yield Goal(words, pair.bound, pair.aim, ratio)
    if scripts:
        yield Goal(SCRIPTS, SCRIPTS_BOUND, SCRIPTS_AIM, median(scripts))
    if previews:
        yield Goal(PREVIEW, PREVIEW_BOUND, PREVIEW_AIM, median(previews), "s")
    if not weights:
        return
    name, weight = max(weights.items(), key=lambda entry: entry[1].whole)
    yield Goal(f"whole first page, the heaviest: {name}", FIRST_KIB, FIRST_KIB, weight.whole / 1024, "KiB")
    name, weight = max(weights.items(), key=lambda entry: entry[1].requests)
    words = f"whole first page, the most requests: {name}"
    yield Goal(words, FIRST_REQUESTS, FIRST_REQUESTS, weight.requests, "requests")
    name, weight = max(weights.items(), key=lambda entry: entry[1].document)
    yield Goal(f"next page, the heaviest: {name}", NEXT_KIB, NEXT_KIB, weight.document / 1024, "KiB")


def _ratio(pages: list[Sample | None], grounds: list[Sample | None]) -> float | None:
    """The median over the rounds: both were measured within seconds of each other, on the same busy or idle machine."""
    ratios = [page.work / ground.work for page, ground in zip(pages, grounds, strict=False) if page and ground]
    return median(ratios) if ratios else None
