"""A reading held against the current vintage: what is new, changed and gone, and what of it must be explained. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from statistics import median_low

from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.importing.rows import At, Figure

CITIZENSHIP = DIMENSIONS.index(Meaning.CITIZENSHIP)
# A month is revised without a word until it is older than this.
SETTLED = 2
LARGE = Fraction(10, 100)
# A change of fewer than these is no news, whatever its share.
FEW = 10
MONTHS, FEWEST, TIMES = 12, 6, 5


class Change(StrEnum):
    """How a figure of the file and one of the current vintage stand to each other."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that is not as it was; None on the side that has none."""

    key: Key
    month: Month
    before: int | None
    after: int | None

    @property
    def change(self) -> Change:
        if self.before is None:
            return Change.NEW
        return Change.GONE if self.after is None else Change.CHANGED

    @property
    def size(self) -> int:
        return (self.after or 0) - (self.before or 0)


def differences(current: Mapping[At, int], new: Mapping[At, int]) -> list[Difference]:
    """Every figure that is new, changed or gone, the biggest first."""
    found = [
        Difference(*at, current.get(at), new.get(at))
        for at in current.keys() | new.keys()
        if current.get(at) != new.get(at)
    ]
    return sorted(found, key=lambda each: (-abs(each.size), each.month, each.key))


def revisions(
    current: Mapping[At, int],
    new: Mapping[At, Figure],
    *,
    at: Month,
    earlier: Sequence[Mapping[At, int]] = (),
    moved: Set[At] = frozenset(),
) -> list[Fault]:
    """Figures of months older than two, as of the month `at`, that change by more than a tenth; and any that return to what
    a vintage before the current one said: of `earlier`, the latest first.

    `moved` are residuals whose membership changed, which are no revisions.
    """
    warnings = []
    for each, figure in new.items():
        before = current.get(each)
        if before is None or before == figure.value or each in moved:
            continue
        key, month = each
        facts = {"key": key, "month": str(month), "before": before, "after": figure.value}
        size = abs(figure.value - before)
        previous = next((old[each] for old in earlier if each in old and old[each] != before), None)
        if previous == figure.value:
            reason = Reason.REVERTED
        elif at.since(month) > SETTLED and size >= FEW and size > LARGE * before:
            reason = Reason.REVISED
        else:
            continue
        warnings.append(Fault(Code.REVISION, figure.place, value=str(figure.value), reason=reason, facts=facts))
    return warnings


def outliers(new: Mapping[At, Figure], current: Mapping[At, int] | None = None) -> list[Fault]:
    """Figures more than five times, or less than a fifth of, the median of the twelve months before them.

    Months that the file has not are those of the current vintage. A series of fewer than six months, and one of small
    figures, has no usual value.
    """
    series: dict[Key, dict[Month, int]] = defaultdict(dict)
    for (key, month), value in (current or {}).items():
        series[key][month] = value
    for (key, month), figure in new.items():
        series[key][month] = figure.value
    warnings = []
    for (key, month), figure in new.items():
        if current is not None and current.get((key, month)) == figure.value:
            continue
        values = series[key]
        usual = [values[before] for back in range(1, MONTHS + 1) if (before := month.plus(-back)) in values]
        if len(usual) < FEWEST:
            continue
        middle = median_low(usual)
        is_out = figure.value > TIMES * middle or TIMES * figure.value < middle
        if is_out and abs(figure.value - middle) >= FEW * TIMES:
            facts = {"key": key, "month": str(month), "median": middle, "months": len(usual)}
            warnings.append(Fault(Code.OUTLIER, figure.place, value=str(figure.value), facts=facts))
    return warnings


@dataclass(frozen=True)
class Moved:
    """Residuals whose members changed, by the rest of their key: who is counted in them now, and who no longer is."""

    entered: frozenset[str]
    left: frozenset[str]
    figures: frozenset[At]


def residuals(current: Iterable[At], new: Mapping[At, Figure]) -> dict[Key, Moved]:
    """The residuals (citizenship "other") whose membership is not as it was: another set of countries is told beside them.

    Told apart for each rest of the key, over the months that both vintages have.
    """
    before, after = _named(current), _named(new)
    found = {}
    for key in before.keys() & after.keys():
        months = before[key].keys() & after[key].keys()
        had = frozenset().union(*(before[key][month] for month in months))
        has = frozenset().union(*(after[key][month] for month in months))
        if OTHER in had and OTHER in has and had != has:
            figures = frozenset((_with(key, OTHER), month) for month in months)
            found[key] = Moved(entered=had - has, left=has - had, figures=figures & new.keys())
    return found


def _named(figures: Iterable[At]) -> dict[Key, dict[Month, set[str]]]:
    """The citizenships that are told, by the rest of the key and the month."""
    found: dict[Key, dict[Month, set[str]]] = defaultdict(lambda: defaultdict(set))
    for key, month in figures:
        found[_with(key, TOTAL)][month].add(key[CITIZENSHIP])
    return found


def _with(key: Key, citizenship: str) -> Key:
    return (*key[:CITIZENSHIP], citizenship, *key[CITIZENSHIP + 1 :])


def residual_warnings(found: Mapping[Key, Moved]) -> list[Fault]:
    """One warning for each residual whose membership changed."""
    return [
        Fault(Code.RESIDUAL, facts={"key": key, "entered": sorted(moved.entered), "left": sorted(moved.left)})
        for key, moved in sorted(found.items())
    ]


def marked(new: Mapping[At, Figure], found: Mapping[Key, Moved]) -> dict[At, Figure]:
    """The figures, those of residuals whose membership changed marked as holding data of another category (W)."""
    moved = frozenset().union(*(each.figures for each in found.values()))
    return {at: figure._replace(status="W") if at in moved else figure for at, figure in new.items()}


def unrounded(new: Mapping[At, Figure], rounding: int) -> list[Fault]:
    """Figures that are no multiple of what their delegation rounds to."""
    if rounding < 2:
        return []
    return [
        Fault(
            Code.ROUNDING,
            figure.place,
            value=str(figure.value),
            facts={"key": key, "month": str(month), "rounding": rounding},
        )
        for (key, month), figure in new.items()
        if figure.value % rounding
    ]
