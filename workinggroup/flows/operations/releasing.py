"""What vintages hid, what of it is let out, and what that would tell of earlier ones."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Q

from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, Span, month_span, quarter_of
from workinggroup.flows.cube.relations import Cell, Cube
from workinggroup.flows.disclosure.joining import Earlier
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.models import CODES, Observation, PublishedFigure, Vintage
from workinggroup.flows.protecting import cube_of, let_out_in, told_by_showing
from workinggroup.flows.quarterly import Quarter, months_cube, quarter_cube
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import Mark, Status

NAMES = [f"series__{name}" for name in CODES]
# A cell of a month, or of a quarter.
Told = tuple[Key, Span]
# What stood on each day on which a vintage that is out changed something, in order.
Days = Mapping[date, Earlier]


def released_by(vintage: Vintage) -> set[Told]:
    """The cells of months and of quarters that a vintage lets out of hiding."""
    return {(tuple(each["key"]), Span.read(each["month"])) for each in vintage.released}


@dataclass(frozen=True)
class LetOut:
    """The cells that a vintage as of a day let out in writing of those before it, or all of them."""

    day: date
    cells: frozenset[Cell]
    is_all: bool


def let_out_by(vintage: Vintage) -> list[LetOut]:
    """What each vintage of the dataset that is out, and this one, let out in writing. One SQL query."""
    return [
        LetOut(each.as_of, frozenset((*key, span.name) for key, span in released_by(each)), each.releases_all)
        for each in [*_releasing(vintage), vintage]
        if each.released
    ]


def _stood(cube: Cube, shown: Collection[Cell], releases: Sequence[LetOut], day: date) -> Earlier:
    later = [each for each in releases if each.day > day]
    cells = {cell for each in later for cell in each.cells}
    is_all = any(each.is_all for each in later)
    let_out = frozenset(cube.values) if is_all else let_out_in(cube, cells)
    return Earlier(cube, frozenset(cell for cell in cube.values if cell not in shown), let_out)


def hidden_ever(vintage: Vintage, months: Collection[Month], table: Any = PublishedFigure) -> set[tuple[Key, Month]]:
    """The cells of these months, or of the quarters that begin with them, that some vintage hid, but for those that this one lets
    out, and those that an earlier one let out and showed. Two SQL queries.
    """
    releases: dict[Told, list[date]] = defaultdict(list)
    for each in _releasing(vintage):
        for told in released_by(each):
            releases[told].append(each.as_of)
    now = released_by(vintage)
    rows = table.objects.filter(
        series__dataset=vintage.dataset_id, mark=Mark.HIDDEN, is_out=True, month__in=[each.first for each in months]
    )
    span_of = quarter_of if table is QuarterFigure else month_span
    found = set()
    for month, as_of, until, *codes in rows.values_list("month", "as_of", "until", *NAMES):
        told = tuple(codes), span_of(Month.of(month))
        if told not in now and not any(as_of < day and until and until <= day for day in releases.get(told, ())):
            found.add((told[0], Month.of(month)))
    return found


def _releasing(vintage: Vintage) -> Any:
    return Vintage.objects.filter(dataset=vintage.dataset_id, status=Status.PUBLISHED).exclude(released=[])


def rows_of(vintage: Vintage, months: Collection[Month]) -> dict[Span, set[Key]]:
    """The rows that any vintage that is out, or this one, has in the quarters of these months. One SQL query."""
    spans = {quarter_of(month) for month in months}
    firsts = [month.first for span in spans for month in span]
    rows = Observation.objects.filter(series__dataset=vintage.dataset_id, month__in=firsts)
    rows = rows.filter(Q(since__status=Status.PUBLISHED) | Q(since=vintage)).order_by()
    found: dict[Span, set[Key]] = {span: set() for span in spans}
    for month, *codes in rows.values_list("month", *NAMES).distinct():
        found[quarter_of(Month.of(month))].add(tuple(codes))
    return found


def earlier_figures_told(
    stages: Mapping[Span, Days],
    released: Collection[Told],
    told: Callable[[int, int], None],
    beat: Callable[[], None],
) -> list[tuple[Key, Span, date]]:
    """The small figures of earlier vintages that could be told more closely, were these shown again: as if each of them were what
    it was. `stages` are what stood, by the month, or by the quarter where its tables are out. `told` hears how far it is: months
    or quarters done, and how many there are; `beat` that it goes on.
    """
    found: dict[Cell, date] = {}
    asked = sorted({_stage_of(span, stages) for _key, span in released})
    for number, at in enumerate(asked, 1):
        shown = {(*key, span.name) for key, span in released if _stage_of(span, stages) == at}
        later: frozenset[Cell] = frozenset()
        for day, stood in sorted(stages[at].items(), reverse=True):
            # What was shown later is known already.
            left = replace(stood, hidden=stood.hidden - later)
            for cell in told_by_showing(left, shown, beat=beat):
                found[cell] = day
            later |= stood.cube.told - stood.hidden
        told(number, len(asked))
    return [(cell[:-1], Span.read(cell[-1]), day) for cell, day in sorted(found.items())]


def _stage_of(span: Span, stages: Mapping[Span, Days]) -> Span:
    whole = quarter_of(span.first)
    return whole if whole in stages else span


def addresses_of(figures: Iterable[tuple[Key, Span, date]]) -> list[str]:
    """The addresses of figures as they stood on a day. One SQL query."""
    delegations = delegations_by_country()
    return [str(Citation.of(key, span, day, delegations)) for key, span, day in figures]


def history_of(vintage: Vintage, months: Collection[Month], rows: Mapping[Span, Collection[Key]]) -> dict[Month, Days]:
    """These months on each day on which a vintage that is out changed one of them: their cells, and which of them it did not
    show. `rows` are those that some month or vintage of a quarter has. Three SQL queries.
    """
    counts, out = _rows(vintage, months)
    releases = let_out_by(vintage)
    found: dict[Month, dict[date, Earlier]] = defaultdict(dict)
    for month in months:
        days = sorted({row[0] for row in (*counts[month], *out[month])})
        for day in days:
            cube = cube_of(_figures_on(counts[month], day), month, rows.get(quarter_of(month), ()))
            shown = {(*key, str(month)) for key in _shown_on(out[month], day)}
            found[month][day] = _stood(cube, shown, releases, day)
    return {month: found[month] for month in months}


def _rows(vintage: Vintage, months: Collection[Month]) -> tuple[dict[Month, list[Any]], dict[Month, list[Any]]]:
    """The exact figures and the published cells of these months, each with the days between which it held."""
    of_months = {"series__dataset": vintage.dataset_id, "month__in": [month.first for month in months]}
    counts: dict[Month, list[Any]] = defaultdict(list)
    out: dict[Month, list[Any]] = defaultdict(list)
    exact = Observation.objects.filter(**of_months, since__status=Status.PUBLISHED)
    for month, *row in exact.values_list("month", "since__as_of", "until__as_of", "value", *NAMES):
        counts[Month.of(month)].append(row)
    cells = PublishedFigure.objects.filter(**of_months, is_out=True)
    for month, *row in cells.values_list("month", "as_of", "until", "mark", *NAMES):
        out[Month.of(month)].append(row)
    return counts, out


def earlier_quarters(
    vintage: Vintage, rows: Mapping[Span, Collection[Key]], counted: Collection[str]
) -> dict[Span, tuple[Days, bool]]:
    """These quarters on each day on which a vintage that is out changed one of their months or tables: the cells of the quarter,
    where its tables were out, and of its months, and which of them it did not show; and whether tables were ever out. `counted`
    are the indicators of which a quarter has a sum. Four SQL queries.
    """
    months = [month for span in rows for month in span]
    counts, out = _rows(vintage, months)
    releases = let_out_by(vintage)
    tables: dict[Month, list[Any]] = defaultdict(list)
    of_months = {"series__dataset": vintage.dataset_id, "month__in": [month.first for month in months]}
    cells = QuarterFigure.objects.filter(**of_months, is_out=True)
    for month, *row in cells.values_list("month", "as_of", "until", "mark", *NAMES):
        tables[Month.of(month)].append(row)
    found: dict[Span, tuple[Days, bool]] = {}
    for span, every in rows.items():
        exact = {month: [row for row in counts[month] if row[3] in counted] for month in span}
        told = {month: [row for row in out[month] if row[3] in counted] for month in span}
        table = tables[span.first]
        days = {row[0] for each in (*exact.values(), *told.values(), table) for row in each}
        cubes = {day: _quarter_on(span, exact, told, table, every, day) for day in sorted(days)}
        found[span] = {day: _stood(*both, releases, day) for day, both in cubes.items()}, bool(table)
    return found


def _quarter_on(
    span: Span,
    counts: Mapping[Month, Sequence[Any]],
    out: Mapping[Month, Sequence[Any]],
    table: Sequence[Any],
    rows: Collection[Key],
    day: date,
) -> tuple[Cube, set[Cell]]:
    months = {month: _figures_on(counts[month], day) for month in span}
    shown = {(*key, str(month)) for month in span for key in _shown_on(out[month], day)}
    marks = {tuple(codes): mark for since, until, mark, *codes in table if _held(since, until, day)}
    if any(mark != Mark.GONE for mark in marks.values()):
        found = quarter_cube(Quarter(span, months), shown, rows)
        cube = found.cube
        # What a table does not have is nobody.
        shown |= {cell for cell in cube.told - found.told if cell[-1] == span.name}
        shown |= {(*key, span.name) for key, mark in marks.items() if mark == Mark.SHOWN}
    else:
        cube = months_cube(months, rows)
    return cube, shown


def _figures_on(counts: Sequence[Any], day: date) -> dict[Key, int]:
    return {
        tuple(codes): value for since, until, value, *codes in counts if value is not None and _held(since, until, day)
    }


def _shown_on(out: Sequence[Any], day: date) -> frozenset[Key]:
    return frozenset(
        tuple(codes) for since, until, mark, *codes in out if mark == Mark.SHOWN and _held(since, until, day)
    )


def _held(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)
