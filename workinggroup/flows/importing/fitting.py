"""Which columns of a table a layout finds, and what it misses there. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.guessing import ONCE, ORDER, RESIDENCE, spans
from workinggroup.flows.importing.layouts import (
    DIMENSIONS,
    SKIPPED,
    TOLD,
    Column,
    Given,
    Layout,
    Meaning,
)
from workinggroup.flows.importing.periods import number_of
from workinggroup.flows.importing.sources import Row, Table
from workinggroup.flows.importing.words import fold

M = Meaning
# Titles above the headings are fewer rows than this.
DEEPEST = 40
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Found:
    """A column of the table that is read: its place from 0, its heading as it stands, and what it is."""

    place: int
    heading: str
    column: Column

    @property
    def meaning(self) -> Meaning:
        return self.column.meaning


@dataclass(frozen=True)
class Fitted:
    """A layout held against the headings of a table. With `faults` nothing of it can be read."""

    layout: Layout
    line: int
    headings: tuple[str, ...]
    found: tuple[Found, ...] = ()
    # Columns of figures in a wide table: place, heading, what it gives.
    figures: tuple[tuple[int, str, Given], ...] = ()
    faults: tuple[Fault, ...] = ()
    year: str = ""
    score: int = field(default=0, compare=False)

    def of(self, meaning: Meaning) -> list[Found]:
        """The columns that mean something, in their order."""
        return [each for each in self.found if each.meaning == meaning]


def best_fit(layouts: Sequence[Layout], head: Sequence[Row], table: Table) -> Fitted | None:
    """The layout that finds most of the headings of a table, in the row where it does; one without faults before all others.

    None where no row says anything of any layout.
    """
    sheet = fold(table.sheet)
    tried = [each for each in layouts if not each.sheets or sheet in each.sheets]
    fits: list[Fitted] = []
    is_spanning = False
    for place, (line, cells) in enumerate(head[:DEEPEST]):
        if not any(cell.strip() for cell in cells):
            continue
        above = _spread(head[place - 1][1]) if place else []
        year = next((year for _line, titles in reversed(head[:place]) for year in _years(titles)), "")
        here = [fit(layout, line, cells, above, year, table) for layout in tried]
        fits += [each for each in here if each.score]
        # Above the headings there may be a row of those that span them; it heads no column of its own to the left.
        if is_spanning or (any(each.score and not each.faults for each in here) and cells[0].strip()):
            break
        is_spanning = any(each.score and not each.faults for each in here)
    best = max(fits, key=_fits, default=None)
    return replace(best, faults=tuple(_with_fix(fault, best.layout) for fault in best.faults)) if best else None


def _fits(fitted: Fitted) -> tuple[bool, int, int, bool]:
    """How well a layout fits; a described one without faults before a guess."""
    is_described = not fitted.layout.is_guessed
    return (not fitted.faults and is_described, -len(fitted.faults), fitted.score, is_described)


def fit(layout: Layout, line: int, cells: Sequence[str], above: Sequence[str], year: str, table: Table) -> Fitted:
    """A layout held against one row of headings; `above` is the row before it, spread over what it spans."""
    headings = tuple(cell.strip() for cell in cells)
    if layout.is_guessed:
        figured = [place for place, heading in enumerate(headings) if heading and not layout.known(heading)]
        over = [above[place] if place < len(above) else "" for place in figured]
        if len(set(filter(None, above))) < 2 or not spans(over):
            # One cell above all of them is a title, and so are several that tell the columns no one kind of thing.
            above = ()
    found: list[Found] = []
    figures: list[tuple[int, str, Given]] = []
    unknown: list[str] = []
    for place, heading in enumerate(headings):
        if not heading:
            continue
        column = layout.known(heading)
        given = layout.wide(above[place] if place < len(above) else "", heading) if layout.wide and not column else None
        if column:
            found.append(Found(place, heading, column))
        elif given is not None:
            if given is not SKIPPED:
                figures.append((place, heading, given))
        else:
            unknown.append(heading)
    years = [each for each in figures if layout.is_guessed and set(each[2]) == {M.YEAR}]
    if len(years) == 1:
        # A number alone is no heading.
        figures.remove(years[0])
        unknown.append(years[0][1])
    score = len({each.meaning for each in found} - {M.ASIDE}) * 10 + len(figures) - len(unknown)
    if layout.is_guessed:
        found, figures = _settled(found, figures, year)
    fitted = Fitted(layout, line, headings, tuple(found), tuple(figures), (), year, max(score, 0))
    return replace(fitted, faults=tuple(_faults(fitted, unknown, table)))


def _settled(
    found: list[Found], figures: list[tuple[int, str, Given]], year: str
) -> tuple[list[Found], list[tuple[int, str, Given]]]:
    """Columns of a guess, of which each thing is read once: one that tells it, told again by others, sets them aside."""
    has = {each.meaning for each in found}
    figures = _months_among(figures)
    aside: set[Meaning] = set()
    if M.PERIOD in has:
        aside |= {M.YEAR, M.FISCAL_YEAR, M.MONTH}
    elif M.MONTH in has and M.YEAR in has:
        aside.add(M.FISCAL_YEAR)
    if figures and M.VALUE not in has:
        # Every column of a wide table has a month or a country of its own.
        kinds = {meaning for _place, _heading, given in figures for meaning in given}
        aside |= {M.MONTH, M.PERIOD} if kinds & {M.PERIOD} else set()
        aside |= {M.YEAR, M.FISCAL_YEAR} if kinds & {M.YEAR} else set()
    settled = []
    for each in found:
        same = [other for other in found if other.meaning == each.meaning]
        if each.meaning in ONCE | {M.VALUE} and len(same) > 1:
            first = min(same, key=lambda other: ORDER.get(fold(other.heading), len(ORDER)))
            # What stands above two columns word for word is no second way to say it.
            is_read = each is first or fold(each.heading) == fold(first.heading)
        else:
            is_read = True
        is_read &= each.meaning not in aside
        settled.append(each if is_read else replace(each, column=replace(each.column, meaning=M.ASIDE)))
    kinds = {meaning for _place, _heading, given in figures for meaning in given}
    if M.MONTH in has and not (has | kinds) & {M.YEAR, M.FISCAL_YEAR, M.PERIOD} and not year:
        # A month that has no year beside it, nor above the table, has it in itself.
        settled = [
            replace(each, column=replace(each.column, meaning=M.PERIOD)) if each.meaning == M.MONTH else each
            for each in settled
        ]
    total = [each for each in settled if each.meaning == M.VALUE]
    if figures and len(figures) > 1 and len(total) == 1 and fold(total[0].heading) == "total":
        # Beside several columns of figures it is their sum.
        settled.remove(total[0])
        kinds = {meaning for _place, _heading, given in figures for meaning in given}
        if len(kinds) == 1 and kinds <= {M.CITIZENSHIP, M.COUNTERPART, M.GROUP}:
            figures = [*figures, (total[0].place, total[0].heading, dict.fromkeys(kinds, TOTAL))]
    elif total:
        figures = []
    return settled, figures


def _months_among(figures: list[tuple[int, str, Given]]) -> list[tuple[int, str, Given]]:
    """Among months MAR and AGO are March and August, and neither Morocco nor Angola."""
    if not any(M.MONTH in given for _place, _heading, given in figures):
        return figures
    return [
        (place, heading, {M.MONTH: heading} if M.CITIZENSHIP in given and number_of(heading) else given)
        for place, heading, given in figures
    ]


def _faults(fitted: Fitted, unknown: Sequence[str], table: Table) -> list[Fault]:
    """What of the headings keeps the table from being read: all of it."""
    place, line, layout = table.place(fitted.line), fitted.line, fitted.layout
    has = {each.meaning for each in fitted.found}
    kinds = {meaning for _place, _heading, given in fitted.figures for meaning in given}

    def fault(reason: Reason, column: str = "", **facts: object) -> Fault:
        return Fault(Code.HEADER, place, line, column, reason=reason, facts={"layout": layout.name, **facts})

    faults = [fault(Reason.UNEXPECTED, heading) for heading in unknown]
    for each in fitted.found:
        same = [other for other in fitted.found if other.meaning == each.meaning]
        several = {M.GROUP, M.DETAIL, M.ASIDE}
        again = [other for other in same if fold(other.heading) == fold(each.heading)]
        if (len(same) > 1 and each.meaning not in several and each is not same[0]) or (
            len(again) > 1 and each is not again[0] and each.meaning != M.ASIDE
        ):
            faults.append(
                fault(Reason.TWICE, each.heading, first=again[0].heading if len(again) > 1 else same[0].heading)
            )
    headings = " · ".join(filter(None, fitted.headings))
    missing = [
        each for each in layout.columns if each.is_required and not any(found.column is each for found in fitted.found)
    ]
    faults += [
        fault(Reason.MISSING, meaning=each.meaning, wanted=sorted(each.headings)[0], found=headings) for each in missing
    ]
    told = {each.meaning for each in missing}
    if not _has_period(has, kinds, fitted) and not told & {M.PERIOD, M.MONTH, M.YEAR, M.FISCAL_YEAR}:
        faults.append(fault(Reason.MISSING, meaning=M.PERIOD, wanted="period", found=headings))
    if M.VALUE not in has | told and not fitted.figures:
        faults.append(fault(Reason.MISSING, meaning=M.VALUE, wanted="value", found=headings))
    for meaning in TOLD:
        if meaning not in has | told and meaning not in layout.constants and meaning not in kinds:
            faults.append(fault(Reason.NOT_TOLD, meaning=meaning, wanted=meaning.value, found=headings))
    return faults


def _has_period(has: set[Meaning], kinds: set[Meaning], fitted: Fitted) -> bool:
    years = has & {M.YEAR, M.FISCAL_YEAR}
    if M.PERIOD in has | kinds or (M.MONTH in has | kinds and (years or M.YEAR in kinds or fitted.year)):
        return True
    return fitted.layout.is_annual and bool(years)


def _with_fix(fault: Fault, layout: Layout) -> Fault:
    """A fault about an unknown heading with the one that it may have meant."""
    if fault.reason != Reason.UNEXPECTED or fold(fault.column) in RESIDENCE:
        return fault
    known = [word for column in layout.columns for word in column.headings]
    return replace(fault, fix=next(iter(get_close_matches(fold(fault.column), known, n=1, cutoff=0.8)), ""))


def _spread(cells: Sequence[str]) -> list[str]:
    """A row of headings that span several columns: each holds until the next."""
    spread, last = [], ""
    for cell in cells:
        last = cell.strip() or last
        spread.append(last)
    # What stands behind the last heading belongs to it too.
    return spread + [last] * 256


def _years(cells: Sequence[str]) -> list[str]:
    """The one year that a title names."""
    found = {year for cell in cells for year in YEAR.findall(cell)}
    return [found.pop()] if len(found) == 1 else []


def constants_of(fitted: Fitted) -> Given:
    """What every row of the table has alike."""
    return {meaning: code for meaning, code in fitted.layout.constants.items() if meaning in DIMENSIONS}
