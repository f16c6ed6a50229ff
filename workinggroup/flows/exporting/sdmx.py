"""Figures as SDMX-CSV 2.0, row after row. Pure.

`structure` says what stands in it. A hidden figure is empty with Q (missing, suppressed) and C (confidential), be it small itself
or hidden for another's sake: the standard has codes that would tell which, and they are not used.
"""

from collections.abc import Iterable, Iterator, Mapping

from workinggroup.flows.cube.months import Kind, Span
from workinggroup.flows.exporting.plain import Cells, written
from workinggroup.flows.exporting.shown import HIDDEN, Line, Rows, Shown
from workinggroup.flows.exporting.structure import FLOWS, Shape, coded
from workinggroup.flows.importing import countries

# What stands in the first three columns of every row: what describes it, and that it is given for information.
KIND, IDENTITY, ACTION = "datastructure", FLOWS.identity, "I"
HEADS = FLOWS.heads
SUPPRESSED, CONFIDENTIAL, FREE = "Q", "C", "F"
FREQUENCIES = {Kind.MONTH: "M", Kind.QUARTER: "Q", Kind.YEAR: "A"}
# Spans that no frequency of the standard has: told by their first day and their length.
NO_FREQUENCY = "_O"


def in_sdmx(rows: Rows) -> Iterator[bytes]:
    """The rows as SDMX-CSV 2.0, without a mark of the encoding: figures of one vintage, no two of which have the same codes."""
    return written(HEADS, _cells(rows))


def in_sdmx_as(shape: Shape, rows: Iterable[tuple[Shown, Mapping[str, str | int]]]) -> Iterator[bytes]:
    """The same in another shape: each figure with what is reckoned of it, by the names of columns."""
    return written(shape.heads, _derived(shape, rows))


def _derived(shape: Shape, rows: Iterable[tuple[Shown, Mapping[str, str | int]]]) -> Iterator[Cells]:
    for row, more in rows:
        [cells] = _cells([row])
        told = {**dict(zip(HEADS, cells, strict=True)), "STRUCTURE_ID": shape.identity, **more}
        yield [told.get(head, "") for head in shape.heads]


def _cells(rows: Rows) -> Iterator[Cells]:
    said: dict[Cells, Cells] = {}
    for row in rows:
        codes = row.line.codes
        line = said.get(codes) or said.setdefault(codes, _codes(row.line))
        mark = row.mark
        yield (
            KIND,
            IDENTITY,
            ACTION,
            FREQUENCIES.get(row.span.kind, NO_FREQUENCY),
            *line,
            period(row.span),
            "" if row.value is None else row.value,
            row.line.indicator.unit.value.upper(),
            SUPPRESSED if mark == HIDDEN else mark or "A",
            CONFIDENTIAL if mark == HIDDEN else FREE,
            row.as_of.isoformat(),
        )


def _codes(line: Line) -> Cells:
    return (
        line.indicator.key,
        countries.country(line.reporting) or line.reporting,
        countries.country(line.counterpart) or line.counterpart,
        coded(line.area),
        line.citizenship,
        coded(line.group),
    )


def period(span: Span) -> str:
    """The span in the words of the standard: 2024-07, 2024-Q3, 2024; any other by its first day and its length in months."""
    if span.kind in FREQUENCIES:
        return span.name
    return f"{span.first.first.isoformat()}/P{len(span)}M"
