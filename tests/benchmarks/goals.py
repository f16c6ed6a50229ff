"""The goals, each a figure of this run beside its bound."""

from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from tests.benchmarks.load import Sample
from tests.benchmarks.targets import (
    AGENDA,
    CALENDAR,
    FLOOR,
    LIVE,
    MEETINGS,
    PAPER,
    PAPER_FLOOR,
    PLAIN,
    REDLINE,
    SHEET,
    TABLE,
    TABLE_POLL,
    UNCHANGED,
    UNCHANGED_FLOOR,
)
from tests.benchmarks.wire import Weight

# CPU per request, as a multiple of the naive page with the same number of items.
BOUNDS = {40: 1.5, 400: 1.0}
UNCHANGED_BOUND = 1.5
# The same for what is no agenda page: of fifty meetings as many as one page shows; the same PDF from facts that lie ready.
OTHERS = (
    (MEETINGS, FLOOR.format(40), 1.5),
    (LIVE, UNCHANGED_FLOOR, UNCHANGED_BOUND),
    (CALENDAR, FLOOR.format(40), 1.0),
    # Both typesetters remember what they set last, so that this weighs what the portal adds and not the setting.
    (PAPER, PAPER_FLOOR, 2.0),
    # 120 paragraphs with 40 brackets and 2,160 positions against 400 bare items; a redline of 5,000 words against the same.
    (TABLE, FLOOR.format(400), 1.5),
    (TABLE_POLL, UNCHANGED_FLOOR, 2.0),
    (REDLINE, FLOOR.format(400), 1.0),
    (SHEET, FLOOR.format(400), 1.0),
)
FIRST_KIB, FIRST_REQUESTS, NEXT_KIB = 100, 8, 15

# By a page's name and the concurrency, one sample for each round.
Samples = dict[tuple[str, int], list[Sample]]


@dataclass(frozen=True)
class Goal:
    """A bound and what was measured; `measured` is None where there was nothing to measure."""

    words: str
    bound: float
    measured: float | None
    unit: str = "x"

    @property
    def is_met(self) -> bool:
        return self.measured is not None and self.measured <= self.bound


def goals(samples: Samples, weights: dict[str, Weight]) -> Iterator[Goal]:
    """Every goal, at each concurrency measured. The floors are not compressed; the first line for a page is not, either."""
    for concurrency in sorted({concurrency for _name, concurrency in samples}):
        for size, bound in BOUNDS.items():
            page, floor = AGENDA.format(size), FLOOR.format(size)
            if (page, concurrency) not in samples:
                continue
            for name, ground, limit in (
                (PLAIN.format(page), floor, bound),
                (page, floor, bound),
                (UNCHANGED.format(page), UNCHANGED_FLOOR, UNCHANGED_BOUND),
            ):
                ratio = _ratio(samples, (name, concurrency), (ground, concurrency))
                yield Goal(f"{name} / {ground}, at concurrency {concurrency}", limit, ratio)
        for name, ground, limit in OTHERS:
            if (name, concurrency) in samples:
                ratio = _ratio(samples, (name, concurrency), (ground, concurrency))
                yield Goal(f"{name} / {ground}, at concurrency {concurrency}", limit, ratio)
    if not weights:
        return
    name, weight = max(weights.items(), key=lambda entry: entry[1].whole)
    yield Goal(f"whole first page, the heaviest: {name}", FIRST_KIB, weight.whole / 1024, "KiB")
    name, weight = max(weights.items(), key=lambda entry: entry[1].requests)
    yield Goal(f"whole first page, the most requests: {name}", FIRST_REQUESTS, weight.requests, "requests")
    name, weight = max(weights.items(), key=lambda entry: entry[1].document)
    yield Goal(f"next page, the heaviest: {name}", NEXT_KIB, weight.document / 1024, "KiB")


def _ratio(samples: Samples, page: tuple[str, int], floor: tuple[str, int]) -> float | None:
    """The median over the rounds: both were measured within seconds of each other, on the same busy or idle machine."""
    if page not in samples or floor not in samples:
        return None
    return median(above.cpu / below.cpu for above, below in zip(samples[page], samples[floor], strict=True))
