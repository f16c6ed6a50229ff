"""What a vintage changes of the tables by the quarter."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.conf import settings

from workinggroup.flows.cube.months import Month, quarter_of
from workinggroup.flows.disclosure.joining import Earlier
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import CODES, Vintage
from workinggroup.flows.operations.releasing import earlier_quarters
from workinggroup.flows.protecting import At, Shown
from workinggroup.flows.quarterly import Quarter, protect_quarter, quarters_in
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.states import Mark

NAMES = [f"series__{name}" for name in CODES]
FACTS = ("value", "mark", "status")
Said = tuple[int | None, str, str]
NORMAL = "A"


@dataclass(frozen=True)
class Quarters:
    """The quarters that a vintage changes, with what earlier vintages showed and hid of them; a cell is named by the first month.

    `before` are the cells that are out and hold, each with its value, its mark, and what is said of it. `kept` are those that
    some vintage hid.
    """

    quarters: list[Quarter]
    before: Mapping[At, Said]
    kept: frozenset[At]
    earlier: Mapping[str, list[Earlier]]


def quarters_of(vintage: Vintage, figures: Mapping[At, int], months: Collection[Month]) -> Quarters:
    """Of the figures of which a quarter has a sum; none where the setting `QUARTERLY_TABLES` is off. Five SQL queries."""
    if not settings.QUARTERLY_TABLES:
        return Quarters([], {}, frozenset(), {})
    summed = {key for key, each in indicators().items() if "period" in each.additive}
    quarters = quarters_in({at: value for at, value in figures.items() if at[0][0] in summed}, months)
    firsts = {quarter_of(month).first.first for month in months}
    rows = QuarterFigure.objects.filter(series__dataset=vintage.dataset_id, month__in=firsts, is_out=True)
    before: dict[At, Said] = {}
    kept: set[At] = set()
    for first, until, value, mark, status, *codes in rows.values_list("month", "until", *FACTS, *NAMES):
        at = tuple(codes), Month.of(first)
        if mark == Mark.HIDDEN:
            kept.add(at)
        if until is None:
            before[at] = value, mark, status
    earlier = {span.name: found for span, found in earlier_quarters(vintage, quarters).items()}
    return Quarters(quarters, before, frozenset(kept), earlier)


def changed_quarters(
    found: Quarters,
    shown: Mapping[At, Shown],
    *,
    is_public: bool,
    status_of: Callable[[Month], str],
    told: Callable[[int, int], None],
) -> dict[At, Said]:
    """The cells of quarters that are not as they were, by the first month; `shown` are those of all their months, and `status_of`
    says what is said of a month.
    """
    after: dict[At, Said] = {}
    for number, quarter in enumerate(found.quarters, 1):
        first = quarter.span.first
        kept: set[Key] = {key for key, month in found.kept if month == first}
        of_months = {at: each for at, each in shown.items() if at[1] in quarter.months}
        earlier = found.earlier[quarter.span.name]
        cells = protect_quarter(quarter, of_months, kept=kept, earlier=earlier, is_public=is_public)
        for key, cell in cells.items():
            shows = cell.value, Mark.SHOWN, status_of(quarter.span.last)
            after[key, first] = (None, Mark.HIDDEN, NORMAL) if cell.is_hidden else shows
        told(number, len(found.quarters))
    gone = {at for at, (_value, mark, _status) in found.before.items() if at not in after and mark != Mark.GONE}
    changes = {at: cell for at, cell in after.items() if found.before.get(at) != cell}
    return changes | dict.fromkeys(gone, (None, Mark.GONE, NORMAL))
