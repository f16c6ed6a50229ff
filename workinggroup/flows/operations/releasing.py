"""What vintages hid, what of it is let out, and what that would tell of earlier ones."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import Month, Span, month_span
from workinggroup.flows.cube.relations import Cube
from workinggroup.flows.disclosure.joining import Earlier
from workinggroup.flows.importing.layouts import Key
from workinggroup.flows.models import CODES, Observation, PublishedFigure, Vintage
from workinggroup.flows.protecting import At, cube_of, told_by_showing
from workinggroup.flows.quarterly import Quarter, quarter_cube
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.queries.telling import delegations_by_country
from workinggroup.flows.states import Mark, Status

NAMES = [f"series__{name}" for name in CODES]


def released_by(vintage: Vintage) -> set[At]:
    """The cells that a vintage lets out of hiding."""
    return {(tuple(each["key"]), Month.read(each["month"])) for each in vintage.released}


def hidden_ever(vintage: Vintage, months: Collection[Month]) -> set[At]:
    """The cells of these months that some vintage hid, but for those that this one lets out, and those that an earlier one let
    out and showed. Two SQL queries.
    """
    earlier = Vintage.objects.filter(dataset=vintage.dataset_id, status=Status.PUBLISHED).exclude(released=[])
    releases: dict[At, list[date]] = {}
    for each in earlier:
        for at in released_by(each):
            releases.setdefault(at, []).append(each.as_of)
    now = released_by(vintage)
    rows = PublishedFigure.objects.filter(
        series__dataset=vintage.dataset_id, mark=Mark.HIDDEN, is_out=True, month__in=[each.first for each in months]
    )
    return {
        at
        for month, as_of, until, *codes in rows.values_list("month", "as_of", "until", *NAMES)
        if (at := (tuple(codes), Month.of(month))) not in now
        and not any(as_of < day and until and until <= day for day in releases.get(at, ()))
    }


def earlier_figures_told(
    history: Mapping[Month, Sequence["Stood"]],
    released: Collection[At],
    told: Callable[[int, int], None],
) -> list[tuple[Key, Month, date]]:
    """The small figures of earlier vintages that could be told more closely, were these shown again: as if each of them were what
    it was. `told` hears how far it is: months done, months in all.
    """
    found: dict[At, date] = {}
    months = sorted({month for _key, month in released})
    for number, month in enumerate(months, 1):
        shown = {key for key, of_month in released if of_month == month}
        for stood in history[month]:
            # What was shown later is known already.
            hidden = stood.hidden - stood.later
            for key in told_by_showing(stood.figures, month, hidden=hidden, shown=shown):
                found.setdefault((key, month), stood.day)
        told(number, len(months))
    return [(key, month, day) for (key, month), day in found.items()]


def addresses_of(figures: Iterable[tuple[Key, Month, date]]) -> list[str]:
    """The addresses of figures as they stood on a day. One SQL query."""
    delegations = delegations_by_country()
    return [str(Citation.of(key, month_span(month), day, delegations)) for key, month, day in figures]


def earlier_vintages(history: Mapping[Month, Sequence["Stood"]]) -> dict[Month, list[Earlier]]:
    """The vintages that are out, by the months that they changed: their cells, and which of them they did not show."""
    return {
        month: [
            Earlier(cube, frozenset(cell for cell in cube.values if cell[:-1] not in stood.shown))
            for stood in days
            for cube in [cube_of(stood.figures, month)]
        ]
        for month, days in history.items()
    }


@dataclass(frozen=True)
class Stood:
    """A month as it stood on a day: the exact figures, which cells were shown and hidden, and which were shown later."""

    day: date
    figures: Mapping[Key, int]
    shown: frozenset[Key]
    hidden: frozenset[Key]
    later: frozenset[Key]


def history_of(vintage: Vintage, months: Collection[Month]) -> dict[Month, list[Stood]]:
    """These months on each day on which a vintage that is out changed one of them. Two SQL queries."""
    counts, out = _rows(vintage, months)
    return {month: list(_days(counts[month], out[month])) for month in months}


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


def earlier_quarters(vintage: Vintage, quarters: Sequence[Quarter]) -> dict[Span, list[Earlier]]:
    """The vintages that are out, by the quarters of these that they changed: the cells of the quarter, where its tables were out,
    and of its months, and which of them they did not show. Three SQL queries.
    """
    months = [month for quarter in quarters for month in quarter.span]
    counts, out = _rows(vintage, months)
    tables: dict[Month, list[Any]] = defaultdict(list)
    of_months = {"series__dataset": vintage.dataset_id, "month__in": [month.first for month in months]}
    cells = QuarterFigure.objects.filter(**of_months, is_out=True)
    for month, *row in cells.values_list("month", "as_of", "until", "mark", *NAMES):
        tables[Month.of(month)].append(row)
    found: dict[Span, list[Earlier]] = {}
    for quarter in quarters:
        rows = {month: (counts[month], out[month]) for month in quarter.span}
        table = tables[quarter.span.first]
        days = {row[0] for both in rows.values() for each in both for row in each} | {row[0] for row in table}
        found[quarter.span] = [_quarter_on(quarter.span, rows, table, day) for day in sorted(days)]
    return found


def _quarter_on(
    span: Span, rows: Mapping[Month, tuple[Sequence[Any], Sequence[Any]]], table: Sequence[Any], day: date
) -> Earlier:
    stood = {month: _on(*both, day) for month, both in rows.items()}
    shown = {(*key, str(month)) for month, each in stood.items() for key in each.shown}
    marks = {tuple(codes): mark for since, until, mark, *codes in table if _held(since, until, day)}
    if any(mark != Mark.GONE for mark in marks.values()):
        cube = quarter_cube(Quarter(span, {month: each.figures for month, each in stood.items()})).cube
        shown |= {(*key, span.name) for key, mark in marks.items() if mark == Mark.SHOWN}
    else:
        cubes = [cube_of(each.figures, month) for month, each in stood.items()]
        values = {cell: value for cube in cubes for cell, value in cube.values.items()}
        cube = Cube(values, [each for cube in cubes for each in cube.relations])
    return Earlier(cube, frozenset(cell for cell in cube.values if cell not in shown))


def _days(counts: Sequence[Any], out: Sequence[Any]) -> Iterator[Stood]:
    for day in sorted({row[0] for row in (*counts, *out)}):
        yield _on(counts, out, day)


def _on(counts: Sequence[Any], out: Sequence[Any], day: date) -> Stood:
    marks = {tuple(codes): mark for since, until, mark, *codes in out if _held(since, until, day)}
    return Stood(
        day,
        {
            tuple(codes): value
            for since, until, value, *codes in counts
            if value is not None and _held(since, until, day)
        },
        frozenset(key for key, mark in marks.items() if mark == Mark.SHOWN),
        frozenset(key for key, mark in marks.items() if mark == Mark.HIDDEN),
        frozenset(tuple(codes) for since, _until, mark, *codes in out if mark == Mark.SHOWN and since > day),
    )


def _held(since: date, until: date | None, day: date) -> bool:
    return since <= day and (until is None or day < until)
