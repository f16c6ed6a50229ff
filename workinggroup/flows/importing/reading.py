"""A file of figures, read and checked: what it says, and all that is wrong with it. Pure.

Nothing of a file with faults may be brought in; they are all told at once. What only the current vintage can tell is asked by
`held_against`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, count, islice
from typing import Any

from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.fitting import DEEPEST, Fitted, best_fit
from workinggroup.flows.importing.guessing import guessed
from workinggroup.flows.importing.known import LAYOUTS
from workinggroup.flows.importing.layouts import Given, Layout, Meaning
from workinggroup.flows.importing.overlaps import counted_twice
from workinggroup.flows.importing.persons import OfPersons, about_persons, require_no_persons
from workinggroup.flows.importing.rows import At, Figure, Read, read_rows
from workinggroup.flows.importing.sources import Row, Source, Table, Unreadable, open_source
from workinggroup.flows.importing.totals import disagreements, disagreements_within, gaps, lost, without_totals
from workinggroup.flows.importing.vintages import (
    marked,
    outliers,
    residual_warnings,
    residuals,
    revisions,
    unrounded,
)

Told = Callable[[int], None]
# After so many rows it is told again.
STEP = 2_000


def silent(_rows: int) -> None:
    """Nobody asks how far it is."""


@dataclass(frozen=True)
class Part:
    """One table of a file as it was understood: by which layout, which columns mean what, how many rows, which are no figures."""

    sheet: str
    layout: str
    columns: tuple[tuple[str, Meaning], ...]
    rows: int
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """A file as it was understood. `figures` are by key and month, in the order of the file; with `faults` none may be used.

    `others` are the sheets that no layout fits, `elsewhere` the countries whose counts were not asked for. `rounding` is what the
    figures are rounded to, 0 where they are exact.
    """

    figures: Mapping[At, Figure] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()
    warnings: tuple[Fault, ...] = ()
    parts: tuple[Part, ...] = ()
    others: tuple[str, ...] = ()
    sha256: str = ""
    encoding: str = ""
    separator: str = ""
    rounding: int = 0
    skips_months: bool = False
    elsewhere: tuple[str, ...] = ()

    @property
    def is_of_persons(self) -> bool:
        """Whether the file looks like rows about persons: it is to be deleted, and only the fact noted."""
        return any(fault.code == Code.PERSONS for fault in self.faults)

    @property
    def values(self) -> dict[At, int]:
        """The counts alone."""
        return {at: figure.value for at, figure in self.figures.items()}

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.parts)


def read_figures(
    data: bytes,
    layouts: Sequence[Layout] = LAYOUTS,
    *,
    constants: Given | None = None,
    declared: Mapping[str, Any] | None = None,
    first: Month | None = None,
    latest: Month | None = None,
    only: str = "",
    told: Told = silent,
) -> Reading:
    """Read a file by the layouts of its dataset, or, where none fits, by what its headings mean.

    `declared` is what its delegation says of its files (`Layout.declared`), `constants` say what is counted by whom where a table
    that nobody described does not tell it; months before `first` and after `latest` are faults. Where `only` one country's
    counts are asked for, those of others are looked at and not kept. `told` hears how many rows are read, from time to time.
    """
    try:
        source = open_source(data)
        every = [*layouts, guessed(constants or {})]
        return _read(source, [each.declared(**(declared or {})) for each in every], first, latest, told, only)
    except Unreadable as stopped:
        return Reading(faults=(stopped.fault,))


def _read(
    source: Source, layouts: Sequence[Layout], first: Month | None, latest: Month | None, told: Told, only: str
) -> Reading:
    reads: list[tuple[Table, Read]] = []
    unfit: list[tuple[Table, Fitted | None, bool]] = []
    stopped: list[Fault] = []
    counted = count(1)
    try:
        for table in source.tables:
            head = list(islice(table.rows, DEEPEST))
            for _line, cells in head:
                if word := about_persons(cells):
                    raise OfPersons(word)
            fitted = best_fit(layouts, head, table)
            if fitted is None or fitted.faults:
                for _line, cells in head:
                    require_no_persons(cells)
                unfit.append((table, fitted, bool(head)))
                continue
            rows = _heard(_below(fitted, head, table.rows), counted, told)
            read = read_rows(fitted, rows, table, first=first, latest=latest, only=only)
            if read.is_of_persons:
                raise OfPersons
            reads.append((table, read))
    except OfPersons as found:
        return Reading(faults=(Fault(Code.PERSONS, facts={"word": found.word}),))
    except Unreadable as found:
        stopped.append(found.fault)
    return _told(source, reads, unfit, stopped)


def _below(fitted: Fitted, head: Sequence[Row], rows: Iterator[Row]) -> Iterator[Row]:
    return chain((row for row in head if row[0] > fitted.line), rows)


def _heard(rows: Iterator[Row], counted: Iterator[int], told: Told) -> Iterator[Row]:
    for row, number in zip(rows, counted, strict=False):
        if number % STEP == 0:
            told(number)
        yield row


def _told(
    source: Source,
    reads: Sequence[tuple[Table, Read]],
    unfit: Sequence[tuple[Table, Fitted | None, bool]],
    stopped: Sequence[Fault],
) -> Reading:
    faults = [*stopped, *chain.from_iterable(read.faults for _table, read in reads)]
    if not reads and not stopped:
        faults += _no_table(unfit)
    figures: dict[At, Figure] = {}
    warnings: list[Fault] = []
    each: list[tuple[str, dict[At, Figure]]] = []
    for table, read in reads:
        own, wrong = without_totals(read)
        faults += wrong
        faults += disagreements_within(own, rounding=read.fitted.layout.rounding)
        warnings += read.warnings
        warnings += unrounded(read.figures, read.fitted.layout.rounding)
        if not read.rows:
            faults.append(Fault(Code.FILE, table.place(read.fitted.line), read.fitted.line, reason=Reason.NO_ROWS))
        for at in own.keys() & figures.keys():
            facts = {"first": figures[at].place, "key": at[0], "month": str(at[1])}
            faults.append(Fault(Code.DUPLICATE, own[at].place, facts=facts))
        figures = {**figures, **own} if figures else own
        each.append((table.sheet or read.fitted.layout.name, own))
    rounding = max((read.fitted.layout.rounding for _table, read in reads), default=0)
    for (name, one), (other_name, other) in combinations(each, 2):
        tolerance = rounding * max(1, len({key for key, _month in (*one, *other)}))
        faults += disagreements(one, other, names=(name, other_name), tolerance=tolerance)
    layouts = [read.fitted.layout for _table, read in reads]
    skips = any(layout.skips_months for layout in layouts)
    faults += counted_twice(figures)
    faults += gaps(figures, may_skip=skips or any(layout.is_annual for layout in layouts))
    return Reading(
        figures,
        tuple(faults),
        tuple(warnings),
        tuple(_part(table, read) for table, read in reads),
        tuple(table.sheet for table, _fitted, has_rows in unfit if has_rows and reads),
        source.sha256,
        source.encoding,
        source.separator,
        rounding,
        skips,
        tuple(sorted(frozenset().union(*(read.elsewhere for _table, read in reads)))),
    )


def _no_table(unfit: Sequence[tuple[Table, Fitted | None, bool]]) -> list[Fault]:
    """Why no table can be read: what the nearest layout misses, by the table that says most."""
    nearest = max((fitted for _table, fitted, _rows in unfit if fitted), key=lambda each: each.score, default=None)
    if nearest:
        return list(nearest.faults)
    if not any(has_rows for _table, _fitted, has_rows in unfit):
        return [Fault(Code.FILE, reason=Reason.NO_ROWS)]
    return [Fault(Code.HEADER, reason=Reason.NO_HEADER)]


def _part(table: Table, read: Read) -> Part:
    fitted = read.fitted
    columns = [(each.heading, each.meaning) for each in fitted.found]
    columns += [(heading, Meaning.VALUE) for _place, heading, _given in fitted.figures]
    return Part(table.sheet, fitted.layout.name, tuple(columns), read.rows, tuple(read.left_out))


def held_against(
    reading: Reading, current: Mapping[At, int], *, at: Month, earlier: Sequence[Mapping[At, int]] = ()
) -> Reading:
    """The reading with what the current vintage tells of it: months that it lost, revisions of months older than two as of
    the month `at`, unusual figures, residuals whose membership changed and which are marked.
    """
    if not reading.figures:
        return reading
    moved = residuals(current, reading.figures)
    figures = frozenset().union(*(each.figures for each in moved.values()))
    warnings = [
        *reading.warnings,
        *revisions(current, reading.figures, at=at, earlier=earlier, moved=figures),
        *outliers(reading.figures, current),
        *residual_warnings(moved),
    ]
    return replace(
        reading,
        figures=marked(reading.figures, moved),
        faults=(*reading.faults, *lost(reading.figures, current, skips_months=reading.skips_months)),
        warnings=tuple(warnings),
    )
