"""Two delegations' counts of one flow side by side: the list of pairs, and what the page of one needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any
from uuid import UUID

from portal.core.pagination import Page, page
from portal.core.people import Person
from workinggroup.flows import captions
from workinggroup.flows.charts.figures import NONE, Figure, Series
from workinggroup.flows.charts.mirror import comparison, veiled
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.mirrors import Band, Comparison, Pair, tolerance_of
from workinggroup.flows.cube.months import Month, month_span, months_between
from workinggroup.flows.exporting.about import unit
from workinggroup.flows.indicators import indicators
from workinggroup.flows.naming import events_of, name_of_flow
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.flows.plates import Plate, mirror_plate
from workinggroup.flows.queries.coarser import Instead, instead_of, levels_of
from workinggroup.flows.queries.marking import marked_since
from workinggroup.flows.queries.sides import Side, sides_of
from workinggroup.flows.queries.telling import delegations_by_country

# So many months are drawn, and so many recent ones make a mean and stand first in the table.
MONTHS, RECENT = 36, 12
# Of so many pairs the overview tells the gap.
MOST = 50
# The first and the last month that are asked for; None for all there are.
Asked = tuple[Month | None, Month | None]


@dataclass(frozen=True)
class Compared:
    """A pair with both sides as somebody sees them, and all months for which both show a figure."""

    pair: MirrorPair
    one: Side
    other: Side
    found: Comparison
    instead: Mapping[Month, Instead] = field(default_factory=dict, repr=False)

    @property
    def sides(self) -> tuple[Side, Side]:
        return self.one, self.other

    @property
    def last(self) -> tuple[Month, Pair] | None:
        """The latest month that both show."""
        return next(reversed(self.found.months.items()), None)

    @property
    def recent(self) -> Comparison:
        """The latest twelve months that both show."""
        return Comparison(dict(list(self.found.months.items())[-RECENT:]))

    @property
    def last_instead(self) -> tuple[Month, Instead] | None:
        """The latest month that both show at a coarser level alone."""
        return max(self.instead.items(), key=lambda each: each[0], default=None)

    @property
    def run(self) -> int:
        """For how many latest months the same side has counted less."""
        return abs(self.found.run)

    @property
    def lower(self) -> Side | None:
        """The side that has counted less in each of the latest months; None where no side has."""
        return None if not self.found.run else self.one if self.found.run < 0 else self.other


@dataclass(frozen=True)
class Line:
    """A pair in the list. `waits_on` are the delegations that have not answered a proposal."""

    compared: Compared
    name: str
    waits_on: Sequence[str]


@dataclass(frozen=True)
class Count:
    """One side's figure of a month, since when it stands so, and the address by which it is quoted; no address where nothing is
    shown."""

    figure: Figure
    since: date | None = None
    address: str = ""


@dataclass(frozen=True)
class Row:
    """A month: both counts, how far they are apart, and why; where one side hides it, what is compared `instead`."""

    month: Month
    one: Count
    other: Count
    pair: Pair | None
    reason: MirrorReason | None = None
    waits_on: str = ""
    instead: Instead | None = None

    @property
    def share(self) -> Fraction | None:
        return self.pair.share if self.pair else None

    @property
    def is_unexplained(self) -> bool:
        """It asks for an explanation, and both have agreed on none."""
        agreed = self.reason is not None and self.reason.is_agreed and not self.reason.is_not_explained
        return self.pair is not None and self.pair.band == Band.EXPLAIN and not agreed


@dataclass(frozen=True)
class Year:
    """A calendar year by the months that both sides show, and all of them together."""

    year: int
    found: Comparison
    whole: Pair


@dataclass(frozen=True)
class MirrorPage:
    """All that is told of a pair. `rows` are the months of the drawing, latest first; `days` the vintages to compare instead;
    `months` those that can be asked for, `span` the first and the last that were."""

    compared: Compared
    name: str
    plate: Plate
    rows: Sequence[Row]
    every: Sequence[Row] = field(repr=False)
    reasons: Sequence[MirrorReason] = ()
    as_of: date | None = None
    days: Sequence[date] = ()
    months: Sequence[Month] = ()
    span: Asked = (None, None)

    @property
    def notes(self) -> list[str]:
        """What is said of figures that are no delegation's own."""
        datasets = [each for side in self.compared.sides for each in side.datasets]
        return list(dict.fromkeys(filter(None, (each.origin_note for each in datasets))))

    @property
    def is_asked(self) -> bool:
        """Whether others than the latest vintages, or some months alone, are compared."""
        return self.as_of is not None or self.span != (None, None)

    @property
    def years(self) -> list[Year]:
        """The calendar years, the latest first."""
        found = self.compared.found
        return [
            Year(year, Comparison({month: pair for month, pair in found.months.items() if month.year == year}), whole)
            for year, whole in reversed(found.years().items())
        ]

    @property
    def stretches(self) -> list[Sequence[Row]]:
        """The recent months, and those before them."""
        return [part for part in (self.rows[:RECENT], self.rows[RECENT:]) if part]

    @property
    def unexplained(self) -> int:
        return sum(row.is_unexplained for row in self.rows)

    @property
    def last_day(self) -> date | None:
        """The latest day of the vintages that are compared."""
        return max((side.as_of for side in self.compared.sides if side.as_of), default=None)


def mirrors_for(user: Person, *, as_of: date | None = None, wanted: str | None = None) -> Page:
    """The pairs that are compared, as lines. Six SQL queries however many there are."""
    rows = MirrorPair.objects.visible_to(user).filter(closed_at__isnull=True).select_related("one", "other")
    shown = page(rows.order_by("one__order", "other__order", "opened_at", "pk"), wanted)
    found = _compared(user, shown.rows, as_of)
    waiting = _waiting(user, shown.rows)
    lines = [Line(found[pair.pk], name_of_flow(tuple(pair.one_key)), waiting.get(pair.pk, [])) for pair in shown.rows]
    return Page(lines, shown.number, shown.has_next, shown.last)


def gaps_for(user: Person) -> list[Compared]:
    """The pairs that are compared, with both sides: the first so many. Five SQL queries."""
    rows = MirrorPair.objects.visible_to(user).filter(closed_at__isnull=True).select_related("one", "other")
    pairs = list(rows.order_by("one__order", "other__order", "opened_at", "pk")[:MOST])
    return list(_compared(user, pairs, None).values())


def mirror_page(
    user: Person,
    pair: MirrorPair,
    *,
    as_of: date | None = None,
    span: Asked = (None, None),
    known: Compared | None = None,
) -> MirrorPage:
    """One pair, as of a day or the latest vintages, between two months or all of them. Seven SQL queries; three where both
    sides are `known`."""
    whole = known or _compared(user, [pair], as_of)[pair.pk]
    compared = _within(whole, span)
    reasons = list(MirrorReason.objects.visible_to(user).filter(pair=pair).order_by("-at", "pk"))
    delegations = delegations_by_country()
    every = _rows(compared, [each for each in reasons if not each.is_over], delegations)
    first, last = _drawn(compared)
    rows = [row for row in every if first <= row.month <= last]
    agreed = {row.month: row.reason.cause for row in every if row.reason and row.reason.is_agreed}
    days = sorted({day for side in compared.sides for day in side.days}, reverse=True)
    counts = (pair.one_key[0], pair.other_key[0])
    # Ministerials stand on what is latest alone.
    marked = [each for each in marked_since(user, first, *counts) if each.name or as_of is None]
    name = name_of_flow(compared.one.key)
    counted = {side.code: side.as_of for side in compared.sides if side.as_of}
    plate = mirror_plate(
        "mirror",
        name,
        compared.one.series,
        compared.other.series,
        first,
        last,
        about=captions.subtitle(f"{name}, {unit(indicators()[pair.one_key[0]].unit)}", first, last, counted),
        tolerance=_tolerance(compared.one, compared.other),
        causes=agreed,
        events=[each for each in events_of(marked) if each.month <= last],
    )
    return MirrorPage(compared, name, plate, rows, every, reasons, as_of, days, _months(whole), span)


def _compared(user: Person, pairs: Sequence[MirrorPair], as_of: date | None) -> dict[UUID, Compared]:
    levels = {pair.pk: levels_of(tuple(pair.one_key), tuple(pair.other_key)) for pair in pairs}
    wanted = [
        (side, tuple(key))
        for pair in pairs
        for one, other in [(pair.one_key, pair.other_key), *((each.one, each.other) for each in levels[pair.pk])]
        for side, key in ((pair.one, one), (pair.other, other))
    ]
    sides = sides_of(user, wanted, as_of=as_of)
    found = {}
    for pair in pairs:
        one, other = sides[tuple(pair.one_key)], sides[tuple(pair.other_key)]
        months = sorted({*one.series.figures, *other.series.figures})
        whole = (
            comparison(one.series, other.series, months[0], months[-1], tolerance=_tolerance(one, other))
            if months
            else Comparison({})
        )
        hidden = [month for month in months if any(side.series.at(month).is_hidden for side in (one, other))]
        instead = instead_of(levels[pair.pk], sides, months=hidden, tolerance=_tolerance(one, other))
        found[pair.pk] = Compared(pair, one, other, whole, instead)
    return found


def _within(whole: Compared, span: Asked) -> Compared:
    """The same of the months between two alone."""
    if span == (None, None):
        return whole
    first, last = span

    def held(month: Month) -> bool:
        return (first is None or first <= month) and (last is None or month <= last)

    def side(of: Side) -> Side:
        figures = {month: figure for month, figure in of.series.figures.items() if held(month)}
        return replace(of, series=replace(of.series, figures=figures))

    found = Comparison({month: pair for month, pair in whole.found.months.items() if held(month)})
    return replace(whole, one=side(whole.one), other=side(whole.other), found=found)


def _months(compared: Compared) -> list[Month]:
    """All months of which either side tells something, the latest first."""
    return sorted({*compared.one.series.figures, *compared.other.series.figures}, reverse=True)


def _tolerance(one: Side, other: Side) -> int:
    return tolerance_of(one.rounding, other.rounding)


def _drawn(compared: Compared) -> tuple[Month, Month]:
    """The first and the last month that are drawn."""
    months = sorted({*compared.one.series.figures, *compared.other.series.figures})
    if not months:
        opened = Month.of(compared.pair.opened_at.date())
        return opened.plus(1 - RECENT), opened
    return max(months[0], months[-1].plus(1 - MONTHS)), months[-1]


def _rows(compared: Compared, reasons: Sequence[MirrorReason], delegations: dict[str, str]) -> list[Row]:
    one, other = compared.sides
    months = sorted({*one.series.figures, *other.series.figures})
    if not months:
        return []
    shown = veiled(one.series, other.series), veiled(other.series, one.series)
    rows = []
    for month in reversed(list(months_between(months[0], months[-1]))):
        first, second = (
            _count(side, series, month, delegations) for side, series in zip(compared.sides, shown, strict=True)
        )
        reason = _reason(reasons, month)
        waits_on = ""
        if reason and not reason.is_agreed:
            waits_on = next(code for code in compared.pair.sides if code != reason.delegation_id)
        between = compared.found.months.get(month)
        rows.append(Row(month, first, second, between, reason, waits_on, compared.instead.get(month)))
    return rows


def _count(side: Side, series: Series, month: Month, delegations: dict[str, str]) -> Count:
    figure = series.at(month)
    if figure == NONE or figure.is_hidden:
        return Count(figure)
    since = side.since[month]
    return Count(figure, since, str(Citation.of(side.key, month_span(month), since, delegations)))


def _reason(reasons: Sequence[MirrorReason], month: Month) -> MirrorReason | None:
    """What is said of a month: what both agreed on, else what was proposed last."""
    of_month = [each for each in reasons if each.first <= month.first <= each.last]
    return next((each for each in of_month if each.is_agreed), of_month[0] if of_month else None)


def _waiting(user: Person, pairs: Sequence[MirrorPair]) -> dict[UUID, list[str]]:
    """By pair, who has not answered a proposal."""
    rows: Any = MirrorReason.objects.visible_to(user).filter(
        pair__in=[pair.pk for pair in pairs], agreed_at__isnull=True, ended_at__isnull=True
    )
    sides = {pair.pk: pair.sides for pair in pairs}
    found: dict[UUID, set[str]] = {}
    for key, proposer in rows.values_list("pair", "delegation"):
        found.setdefault(key, set()).update(code for code in sides[key] if code != proposer)
    return {key: sorted(codes) for key, codes in found.items()}
