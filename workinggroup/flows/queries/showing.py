"""What the overview and the page of an indicator show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import reduce
from operator import or_
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from portal.core.people import Person
from workinggroup.flows.charts.figures import Figure, published
from workinggroup.flows.cube.months import Kind, Month, Span
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Meaning
from workinggroup.flows.indicators import Indicator, indicators
from workinggroup.flows.models import AsOf, Dataset, FlowSeries, PublishedFigure
from workinggroup.flows.queries.editions import Frozen, now_of
from workinggroup.flows.queries.marking import Marked, marked_since
from workinggroup.flows.queries.residuals import Moved, moved_in
from workinggroup.flows.queries.telling import Told, latest_vintages, told

FREE = (Meaning.COUNTERPART, Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP)
MONTHS = 36
# Behind the last month of a tile its line and the same month of the year before.
TILE_MONTHS = 26
PARTS = 12
SUMS = {"3": 3, "12": 12}


def coarsest(found: Iterable[Told]) -> list[Told]:
    """Of each dataset and indicator the series that is summed over most."""
    best: dict[tuple[UUID, str], Told] = {}
    for each in found:
        at = each.dataset.pk, each.code(Meaning.INDICATOR)
        if at not in best or _told_by(each) < _told_by(best[at]):
            best[at] = each
    return list(best.values())


def _told_by(each: Told) -> tuple[int, tuple[str, ...]]:
    return sum(each.code(meaning) != TOTAL for meaning in FREE), each.key


@dataclass(frozen=True)
class Overview:
    """One series for each dataset and indicator, in the order of the indicators, and the day of each dataset's figures; of an
    edition also what the same series are now, and else what became of the latest month of those that were `revised`."""

    series: list[Told]
    as_of: Mapping[UUID, date]
    frozen: Frozen | None = None
    now: Mapping[UUID, Told] = field(default_factory=dict)
    revised: Mapping[UUID, "Revised"] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Revised:
    """What the latest month of a series was before it was what it is, and from which day on it was so no more."""

    before: int
    on: date


def overview_for(user: Person, *, today: date, frozen: Frozen | None = None) -> Overview:
    """Five SQL queries, of an edition four; two more where a dataset has no total of everything."""
    first = Month.of(frozen.as_of if frozen else today).plus(-TILE_MONTHS - 12)
    held = frozen.days if frozen else None
    found = told(user, as_of=held, first=first, counterpart=TOTAL, area=TOTAL, citizenship=TOTAL, group=TOTAL)
    there = {each.dataset.pk for each in found}
    if held is None:
        visible = set(Dataset.objects.visible_to(user).values_list("pk", flat=True))
        as_of: Mapping[UUID, date] = latest_vintages(user, visible)
    else:
        as_of = held
    if missing := set(as_of) - there:
        found += told(user, as_of=held, first=first, datasets=missing)
    order = {key: place for place, key in enumerate(indicators())}
    series = sorted(coarsest(found), key=lambda each: order.get(each.code(Meaning.INDICATOR), len(order)))
    now = now_of(user, series, first=first) if frozen else {}
    return Overview(series, as_of, frozen, now, {} if frozen else revised_of(user, series))


def revised_of(user: Person, found: Iterable[Told]) -> dict[UUID, Revised]:
    """Of each series whose latest shown month was another before, what it was last. One SQL query; none for no series."""
    latest: dict[UUID, tuple[Month, int]] = {}
    for each in found:
        if shown := [(month, figure.value) for month, figure in each.figures.items() if figure.value is not None]:
            latest[each.pk] = max(shown)
    if not latest:
        return {}
    cells = reduce(or_, (Q(series=pk, month=month.first) for pk, (month, _value) in latest.items()))
    rows = PublishedFigure.objects.visible_to(user).filter(cells, until__isnull=False, value__isnull=False)
    return {
        pk: Revised(value, until)
        for pk, value, until in rows.order_by("as_of").values_list("series", "value", "until")
        if until and value is not None and value != latest[pk][1]
    }


@dataclass(frozen=True)
class Asked:
    """What the page of an indicator is asked for: whose figures are told apart by what, over how many months each is summed,
    in calendar years or fiscal years of the United States, as of which day or in which edition."""

    side: str = ""
    by: str = ""
    over: int = 1
    is_fiscal: bool = False
    as_of: date | None = None
    frozen: Frozen | None = None
    # Of whose tables of three dimensions; the latest where there is none.
    quarter: Span | None = None

    @property
    def held(self) -> AsOf:
        """As of when figures are asked for: an edition goes before a day."""
        return self.frozen.days if self.frozen else self.as_of

    @classmethod
    def read(cls, asked: Mapping[str, str], frozen: Frozen | None = None) -> "Asked":
        """What the address says; anything else says nothing."""
        by = asked.get("by", "")
        try:
            day = date.fromisoformat(asked.get("as_of", ""))
        except ValueError:
            day = None
        return cls(
            asked.get("side", "")[:12],
            by if by in {each.value for each in FREE} else "",
            SUMS.get(asked.get("over", ""), 1),
            asked.get("years") == "fiscal",
            None if frozen else day,
            frozen,
            _quarter(asked.get("quarter", "")),
        )


def _quarter(name: str) -> Span | None:
    try:
        span = Span.read(name)
    except ValueError:
        return None
    return span if span.kind == Kind.QUARTER else None


@dataclass(frozen=True)
class IndicatorPage:
    """The series of an indicator: `lines` are those that are summed over most, `parts` what `side`'s is made of, told apart by
    `by`; `ways` are the dimensions by which it can be. `now` are the lines as they are today, where an edition is shown;
    `moved` is what the rest among the parts has held."""

    lines: list[Told]
    parts: list[Told]
    side: str
    by: str
    ways: list[str]
    sides: list[str]
    first: Month
    last: Month
    as_of: Mapping[UUID, date]
    events: list[Marked] = field(default_factory=list)
    now: Mapping[UUID, Told] = field(default_factory=dict)
    moved: list[Moved] = field(default_factory=list)


def indicator_page(key: str, user: Person, asked: Asked, *, today: date) -> IndicatorPage | None:
    """None where no figure of it is seen. Four SQL queries, two more of an edition, two more for each rest of citizenships."""
    found = told(user, indicator=key, as_of=asked.held, first=Month.of(today).plus(-MONTHS - 40))
    lines = coarsest(found)
    if not lines:
        return None
    last = max(month for each in lines for month in each.figures)
    first = last.plus(1 - MONTHS)
    sides = list(dict.fromkeys(each.dataset.delegation_id for each in lines))
    side = asked.side if asked.side in sides else sides[0]
    own = [each for each in found if each.dataset.delegation_id == side]
    ways = [meaning.value for meaning in FREE if parts_by(own, meaning)]
    by = asked.by if asked.by in ways else (ways[0] if ways else "")
    parts = parts_by(own, Meaning(by)) if by else []
    datasets = {each.dataset.pk for each in lines}
    as_of = asked.frozen.days if asked.frozen else latest_vintages(user, datasets, as_of=asked.as_of)
    now = now_of(user, lines, first=first) if asked.frozen else {}
    # Ministerials stand on what is latest alone.
    events = [each for each in marked_since(user, first, key) if each.name or asked.held is None]
    moved = moved_in(user, parts, first=first, as_of=asked.held)
    return IndicatorPage(lines, parts, side, by, ways, sides, first, last, as_of, events, now, moved)


def parts_by(found: Iterable[Told], meaning: Meaning) -> list[Told]:
    """The series that tell this dimension and no other that could be summed; none where there are fewer than two."""
    free = [each for each in FREE if each != meaning]
    told_apart = [each for each in found if each.code(meaning) != TOTAL]
    least = min((sum(each.code(other) != TOTAL for other in free) for each in told_apart), default=0)
    parts = [each for each in told_apart if sum(each.code(other) != TOTAL for other in free) == least]
    return parts if len(parts) > 1 else []


def summed(figures: Mapping[Month, Figure], months: int) -> dict[Month, Figure]:
    """The sum of as many months, by the last of them, where all of them are shown; hidden where one of them is."""
    if months == 1:
        return dict(figures)
    found: dict[Month, Figure] = {}
    for month in figures:
        span = [figures.get(month.plus(-back)) for back in range(months)]
        if any(each is None for each in span):
            continue
        there = [each for each in span if each is not None]
        values = [each.value for each in there if each.value is not None]
        if len(values) == months:
            found[month] = published(sum(values), is_provisional=any(each.is_provisional for each in there))
        else:
            found[month] = published(None, is_hidden=any(each.is_hidden for each in there))
    return found


def breaks_of(found: Sequence[Told]) -> list[tuple[Told, Month]]:
    """The months from which a series is counted otherwise."""
    return [(each, month) for each in found for month, status in sorted(each.statuses.items()) if status == "B"]


def codes_of(each: Told) -> dict[str, str]:
    """A series' codes by their names."""
    return {meaning.value: code for meaning, code in zip(DIMENSIONS, each.key, strict=True)}


@dataclass(frozen=True)
class Counted:
    """An indicator, and the delegations that publish it."""

    indicator: Indicator
    sides: Sequence[str]


def counted_for(user: Person) -> list[Counted]:
    """All indicators, with who publishes each as the person sees it. One SQL query."""
    out = PublishedFigure.objects.visible_to(user).filter(series=OuterRef("pk"))
    rows = FlowSeries.objects.visible_to(user).filter(Exists(out)).order_by("dataset__delegation__order")
    found: dict[str, list[str]] = {}
    for key, code, _order in rows.values_list(
        "indicator", "dataset__delegation", "dataset__delegation__order"
    ).distinct():
        found.setdefault(key, []).append(code)
    return [Counted(each, list(dict.fromkeys(found.get(key, [])))) for key, each in indicators().items()]
