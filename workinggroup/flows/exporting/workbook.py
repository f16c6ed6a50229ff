"""Figures as a workbook in the language that is on: names, numbers as numbers, and a sheet that says what they are."""

from collections.abc import Sequence
from itertools import islice

from django.utils.translation import pgettext

from portal.core.office import SheetPage, spreadsheet
from workinggroup.flows.codes import name_of
from workinggroup.flows.exporting.about import language, parts_of
from workinggroup.flows.exporting.plain import Cells, Reckoned
from workinggroup.flows.exporting.shown import About, Line, Rows
from workinggroup.flows.importing.layouts import Meaning

# Beyond that a workbook takes more memory than it is worth; the text has no bound.
MOST_ROWS = 50_000
WIDTHS = (12, 22, 40, 22, 30, 26, 34, 12, 8)


class TooManyFigures(ValueError):
    """There are more rows than a workbook is made of."""


def as_workbook(rows: Rows, about: About, *, marking: str = "") -> bytes:
    """The figures, and on a second sheet what has to be said with them. Refuses more than `MOST_ROWS` (`TooManyFigures`)."""
    said: dict[Sequence[str], Sequence[str]] = {}
    cells: list[Cells] = []
    for row in islice(rows, MOST_ROWS + 1):
        line = row.line
        told = said.get(line.codes) or said.setdefault(line.codes, _named(line))
        cells.append((row.span.name, *told, "" if row.value is None else row.value, row.mark))
    if len(cells) > MOST_ROWS:
        raise TooManyFigures(MOST_ROWS)
    return _saved(heads(), cells, WIDTHS, about, marking)


def reckoned_as_workbook(table: Reckoned, about: About, *, marking: str = "") -> bytes:
    """A table reckoned of figures, under the names of its columns, with the same second sheet."""
    return _saved(list(table.columns), table.rows, [16] * len(table.columns), about, marking)


def _saved(heads: Sequence[str], cells: Sequence[Cells], widths: Sequence[int], about: About, marking: str) -> bytes:
    figures = SheetPage(pgettext("name of a sheet", "Figures"), heads, cells, widths, counts=True)
    about_page = SheetPage(
        pgettext("name of a sheet", "About"), [about.title[language()], ""], _about(about), (40, 100)
    )
    return spreadsheet([figures, about_page], marking=marking)


def heads() -> list[str]:
    """What stands above the columns."""
    return [
        pgettext("figures", "Period"),
        pgettext("figures", "Reported by"),
        pgettext("figures", "Indicator"),
        pgettext("figures", "Counterpart"),
        pgettext("figures", "Area"),
        pgettext("figures", "Citizenship"),
        pgettext("figures", "Group"),
        pgettext("figures", "Number"),
        pgettext("figures", "Status"),
    ]


def _named(line: Line) -> Sequence[str]:
    tongue = language()
    return (
        name_of(Meaning.REPORTING, line.reporting, tongue),
        line.indicator.name[tongue],
        name_of(Meaning.COUNTERPART, line.counterpart, tongue),
        name_of(Meaning.AREA, line.area, tongue),
        name_of(Meaning.CITIZENSHIP, line.citizenship, tongue),
        name_of(Meaning.GROUP, line.group, tongue),
    )


def _about(about: About) -> list[Sequence[str]]:
    rows: list[Sequence[str]] = []
    for part in parts_of(about):
        rows += [(part.heading, ""), *part.said, ("", "")]
    return rows
