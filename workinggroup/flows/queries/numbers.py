"""A figure by the address under which it is quoted: the same for ever, with what has become of it since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID

from django.db.models import Q

from portal.core.people import Person
from workinggroup.flows.charts.figures import NONE, Figure, published
from workinggroup.flows.citing import Citation, CitationNotUnderstood
from workinggroup.flows.cube.months import Kind, Month, Span, month_span
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.indicators import Indicator, indicators
from workinggroup.flows.models import CODES, Dataset, FlowSeries, PublishedFigure
from workinggroup.flows.naming import name_of_flow, name_of_span
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import PROVISIONAL, delegations_by_country
from workinggroup.flows.states import Mark


@dataclass(frozen=True)
class Stand:
    """A figure as it stood from a day on, the note that was published with it, and by which edition of its delegation's rules it
    was counted; without a value it is hidden or no longer
    told."""

    citation: Citation
    figure: Figure
    status: str = ""
    note: str = ""
    counted_by: str = ""

    @property
    def day(self) -> date:
        return self.citation.as_of

    @property
    def address(self) -> str:
        return str(self.citation)

    @property
    def is_gone(self) -> bool:
        return self.figure == NONE

    def says_otherwise(self, other: "Stand") -> bool:
        """Whether who quotes the one says something else than who quotes the other."""
        return (self.figure.value, self.figure.is_hidden) != (other.figure.value, other.figure.is_hidden)


@dataclass(frozen=True)
class Number:
    """A figure as of a day. `stands` are all that it was, latest first; `superseded` is the latest where that says something
    else. `addresses` are those of every day on which some of it was published, as it was before or otherwise."""

    stand: Stand
    stands: Sequence[Stand]
    key: Key
    indicator: Indicator
    dataset: Dataset
    series: UUID
    superseded: Stand | None
    addresses: Sequence[str] = field(repr=False)

    @property
    def citation(self) -> Citation:
        return self.stand.citation

    @property
    def title(self) -> str:
        """What it counts and for when."""
        return f"{name_of_flow(self.key)}, {name_of_span(self.citation.span)}"


# A published cell: from when to when it held, its figure, what its file said of it, the note of its vintage, and what that was
# counted by.
Held = tuple[date, date | None, Figure, str, str, str]


def number_of(user: Person, written: str, *, latest: date) -> Number | None:
    """The figure of this address; None where there is none that the person sees. Three SQL queries.

    No day after the `latest` has figures. One on which nothing was published stands for the last before it on which the figure
    changed.
    """
    try:
        citation = Citation.read(written)
    except CitationNotUnderstood:
        return None
    return numbers_of(user, [citation], latest=latest).get(citation)


def numbers_of(user: Person, citations: Iterable[Citation], *, latest: date) -> dict[Citation, Number]:
    """The figures of these addresses, as far as there are some that the person sees. Three SQL queries, one more where a quarter
    is asked for; none for no address.
    """
    asked = [each for each in dict.fromkeys(citations) if _may_be(each, latest)]
    if not asked:
        return {}
    delegations = delegations_by_country()
    keys = {each: each.key(delegations) for each in asked}
    named = reduce(or_, (Q(**dict(zip(CODES, key, strict=True))) for key in dict.fromkeys(keys.values())))
    rows = FlowSeries.objects.visible_to(user).filter(named).select_related("dataset__delegation")
    series: dict[Key, list[FlowSeries]] = {}
    for row in rows.order_by("dataset__created_at"):
        series.setdefault(row.key, []).append(row)
    first, last = min(each.span.first for each in asked), max(each.span.last for each in asked)
    every = [row for of_key in series.values() for row in of_key]
    cells = _cells(user, PublishedFigure, every, first, last)
    quarters = [each for each in asked if each.span.kind == Kind.QUARTER]
    of_quarters = _cells(user, QuarterFigure, every, first, last) if quarters else {}
    found: dict[Citation, Number] = {}
    for each in asked:
        of_key = series.get(keys[each], [])
        plain = Citation.of(keys[each], each.span, each.as_of, delegations)
        held = _held(cells, of_key, each.span)
        if each in quarters and not all(any(of_month) for of_month in held.values()):
            # What its months do not all tell alone, a quarter may.
            of_quarter = _held(of_quarters, of_key, month_span(each.span.first))
            held = of_quarter if any(map(any, of_quarter.values())) else held
        stands = _stands(plain, held)
        now = next((stand for stand in reversed(stands) if stand.day <= each.as_of), None)
        if now is not None:
            superseded = stands[-1] if stands[-1].says_otherwise(now) else None
            indicator = indicators()[each.indicator]
            addresses = [str(replace(plain, as_of=day)) for day in _days(held)]
            dataset, series_of_it = of_key[0].dataset, of_key[0].pk
            found[each] = Number(now, stands[::-1], keys[each], indicator, dataset, series_of_it, superseded, addresses)
    return found


def _may_be(citation: Citation, latest: date) -> bool:
    """Whether there may be such a figure at all."""
    if citation.as_of > latest or citation.indicator not in indicators():
        return False
    return len(citation.span) == 1 or "period" in indicators()[citation.indicator].additive


def _cells(
    user: Person, table: Any, series: Sequence[FlowSeries], first: Month, last: Month
) -> dict[tuple[UUID, Month], list[Held]]:
    """All that the cells of these series and months were, or of the quarters that begin in them. One SQL query."""
    rows = table.objects.visible_to(user).filter(
        series__in=[each.pk for each in series], month__gte=first.first, month__lte=last.first
    )
    found: dict[tuple[UUID, Month], list[Held]] = {}
    facts = ("series", "month", "as_of", "until", "value", "mark", "status", "since__note", "since__definition_version")
    for pk, day, as_of, until, value, mark, status, note, counted_by in rows.order_by("as_of").values_list(*facts):
        figure = published(value, is_hidden=mark == Mark.HIDDEN, is_provisional=status == PROVISIONAL)
        said = "" if status in {"A", PROVISIONAL} or mark else status
        found.setdefault((pk, Month.of(day)), []).append((as_of, until, figure, said, note, counted_by))
    return found


def _held(
    cells: Mapping[tuple[UUID, Month], list[Held]], series: Sequence[FlowSeries], span: Span
) -> dict[Month, list[list[Held]]]:
    """Of each month its cells, dataset by dataset, the oldest dataset first."""
    return {month: [cells.get((each.pk, month), []) for each in series] for month in span}


def _stands(citation: Citation, held: Mapping[Month, list[list[Held]]]) -> list[Stand]:
    """All that the figure was, oldest first, from the first day on which there was one."""
    stands: list[Stand] = []
    for day in _days(held):
        cells = [_cell(of_month, day) for of_month in held.values()]
        stand = _sum(replace(citation, as_of=day), cells) if day >= citation.span.first.first else None
        if stand is None or (stand.is_gone and not stands):
            continue
        if not stands or (stand.figure, stand.status) != (stands[-1].figure, stands[-1].status):
            stands.append(stand)
    return stands


def _days(held: Mapping[Month, list[list[Held]]]) -> list[date]:
    """The days on which some of it was published, in order."""
    return sorted({cell[0] for of_month in held.values() for cells in of_month for cell in cells})


def _cell(of_month: Sequence[Sequence[Held]], day: date) -> Held | None:
    """What held on a day: hidden where one dataset hides it, else as the oldest dataset has it."""
    current = [cell for cells in of_month for cell in cells if cell[0] <= day and (cell[1] is None or day < cell[1])]
    return next((cell for cell in current if cell[2].is_hidden), current[0] if current else None)


def _sum(citation: Citation, cells: Sequence[Held | None]) -> Stand:
    """All months together: hidden where one is, nothing where one is missing."""
    figures: list[Any] = [cell[2] if cell else NONE for cell in cells]
    if any(figure.is_hidden for figure in figures):
        return Stand(citation, Figure(None, is_hidden=True))
    if any(figure.value is None for figure in figures):
        return Stand(citation, NONE)
    notes = dict.fromkeys(cell[4] for cell in cells if cell and cell[4] and cell[0] == citation.as_of)
    statuses = dict.fromkeys(cell[3] for cell in cells if cell and cell[3])
    whole = Figure(
        sum(figure.value for figure in figures), is_provisional=any(figure.is_provisional for figure in figures)
    )
    counted_by = dict.fromkeys(cell[5] for cell in cells if cell and cell[5])
    return Stand(citation, whole, "".join(statuses), "\n".join(notes), "; ".join(counted_by))
