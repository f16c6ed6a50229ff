"""What a vintage changes of the tables by the quarter, and of months beside those that are out."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from workinggroup.flows.cube.months import Month, Span, month_span, quarter_of
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.indicators import indicators
from workinggroup.flows.models import CODES, Vintage
from workinggroup.flows.operations.releasing import (
    Days,
    earlier_quarters,
    hidden_ever,
    released_by,
)
from workinggroup.flows.protecting import At, Shown
from workinggroup.flows.quarterly import (
    Beside,
    Figures,
    Quarter,
    closed_beside,
    protect_quarter,
    quarters_in,
    tells_three,
)
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.states import Mark

NAMES = [f"series__{name}" for name in CODES]
FACTS = ("value", "mark", "status")
Said = tuple[int | None, str, str]
NORMAL = "A"


@dataclass(frozen=True)
class Quarters:
    """The quarters that a vintage changes, with what earlier vintages showed and hid of them; a cell is named by the first month.

    `months` are the exact figures of each quarter that has, or had, tables. `before` are the cells that are out and hold, each
    with its value, its mark, and what is said of it. `kept` are those that some vintage hid. `days` are what stood of a quarter.
    """

    quarters: list[Quarter]
    months: Mapping[Span, Mapping[Month, Figures]]
    before: Mapping[At, Said]
    kept: frozenset[At]
    beside: Mapping[Span, Beside]
    days: Mapping[Span, Days]

    def stages(self, history: Mapping[Month, Days]) -> dict[Span, Days]:
        """What stood of each month, and of the quarter where its tables are out."""
        found = {month_span(month): days for month, days in history.items()}
        return found | {span: days for span, days in self.days.items() if self.beside[span].is_out}


@dataclass
class Changes:
    """The cells of quarters that are not as they were, by the first month; `withheld` are the quarters of which no table is told,
    because no choice among its cells was safe.
    """

    cells: dict[At, Said] = field(default_factory=dict)
    withheld: list[Span] = field(default_factory=list)


def quarters_of(
    vintage: Vintage, figures: Mapping[At, int], months: Collection[Month], rows: Mapping[Span, Collection[Key]]
) -> Quarters:
    """Of the figures of which a quarter has a sum. `rows` are those that some month or vintage of each quarter has. Seven SQL
    queries.
    """
    summed = {key for key, each in indicators().items() if "period" in each.additive}
    told = {at: value for at, value in figures.items() if at[0][0] in summed}
    changed = {*months, *(span.first for _key, span in released_by(vintage))}
    firsts = {quarter_of(month).first for month in changed}
    out = QuarterFigure.objects.filter(series__dataset=vintage.dataset_id, month__in=[each.first for each in firsts])
    before: dict[At, Said] = {}
    had: set[Span] = set()
    for first, until, value, mark, status, *codes in out.filter(is_out=True).values_list(
        "month", "until", *FACTS, *NAMES
    ):
        had.add(quarter_of(Month.of(first)))
        if until is None:
            before[tuple(codes), Month.of(first)] = value, mark, status
    beside = {
        span: {key for key in every if key[0] in summed}
        for span, every in rows.items()
        if span in had or tells_three(key for key in every if key[0] in summed)
    }
    stood = earlier_quarters(vintage, beside, summed) if beside else {}
    return Quarters(
        [each for each in quarters_in(told, changed) if each.span in beside],
        {span: _by_month(told, span) for span in beside},
        before,
        frozenset(hidden_ever(vintage, firsts, QuarterFigure)),
        {span: Beside(list(days.values()), beside[span], is_out=is_out) for span, (days, is_out) in stood.items()},
        {span: days for span, (days, _is_out) in stood.items()},
    )


def _by_month(figures: Mapping[At, int], span: Span) -> dict[Month, dict[Key, int]]:
    found: dict[Month, dict[Key, int]] = defaultdict(dict)
    of_span = set(span)
    for (key, month), value in figures.items():
        if month in of_span:
            found[month][key] = value
    return found


def hidden_beside(
    found: Quarters,
    shown: Mapping[At, Shown],
    months: Collection[Month],
    *,
    is_public: bool,
    beat: Callable[[], None],
) -> tuple[set[At], list[Month]]:
    """The cells of the months that a vintage changes which are hidden beside tables of quarters that are out, and the months of
    which nothing is shown for that; `shown` are those of all months.
    """
    hidden: set[At] = set()
    withheld: list[Month] = []
    for span, beside in found.beside.items():
        if not beside.is_out:
            continue
        changed = set(span) & set(months)
        of_months = {at: each for at, each in shown.items() if at[1] in set(span)}
        cells, is_all = closed_beside(found.months[span], of_months, changed, beside, is_public=is_public, beat=beat)
        hidden |= cells
        withheld += sorted(changed) if is_all else []
    return hidden, withheld


def changed_quarters(
    found: Quarters,
    shown: Mapping[At, Shown],
    *,
    is_public: bool,
    status_of: Callable[[Month], str],
    told: Callable[[int, int], None],
    beat: Callable[[], None],
) -> Changes:
    """The cells of quarters that change; `shown` are those of all their months, and `status_of` says what is said of a month."""
    changes = Changes()
    after: dict[At, Said] = {}
    for number, quarter in enumerate(found.quarters, 1):
        first = quarter.span.first
        kept: set[Key] = {key for key, month in found.kept if month == first}
        of_months = {at: each for at, each in shown.items() if at[1] in quarter.months}
        beside = found.beside[quarter.span]
        cells = protect_quarter(quarter, of_months, beside, kept=kept, is_public=is_public, beat=beat)
        if cells is None:
            changes.withheld.append(quarter.span)
        for key, cell in (cells or {}).items():
            shows = cell.value, Mark.SHOWN, status_of(quarter.span.last)
            after[key, first] = (None, Mark.HIDDEN, NORMAL) if cell.is_hidden else shows
        told(number, len(found.quarters))
    gone = {at for at, (_value, mark, _status) in found.before.items() if at not in after and mark != Mark.GONE}
    changes.cells |= {at: cell for at, cell in after.items() if found.before.get(at) != cell}
    changes.cells |= dict.fromkeys(gone, (None, Mark.GONE, NORMAL))
    return changes
