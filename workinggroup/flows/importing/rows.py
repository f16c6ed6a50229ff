"""The rows of a table as figures: codes, a month, a count. All that is wrong is noted by its line, and reading goes on. Pure.

Cells repeat, so that each different one is understood once; what a row costs is a few looks into dictionaries.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from operator import attrgetter, itemgetter
from typing import NamedTuple

from workinggroup.flows.cube.months import Month, Span
from workinggroup.flows.cube.relations import OTHER
from workinggroup.flows.importing.cells import MOST_LABELS, Cells, Memo
from workinggroup.flows.importing.faults import Code, Fault, Reason
from workinggroup.flows.importing.fitting import Fitted, Found
from workinggroup.flows.importing.groups import grown
from workinggroup.flows.importing.layouts import DIMENSIONS, Given, Key, Meaning
from workinggroup.flows.importing.periods import NoMonth, month_in
from workinggroup.flows.importing.persons import counts_persons, require_no_persons
from workinggroup.flows.importing.sources import Row, Table

M = Meaning
GROUP = DIMENSIONS.index(M.GROUP)
REPORTING = DIMENSIONS.index(M.REPORTING)
# In the place of a row's number.
ELSEWHERE = -1
NORMAL = "A"
At = tuple[Key, Month]
# The month of a row, from the year 0 to 9999, its series above it, and its details above both.
MONTH_BITS, AT_BITS = 17, 48
MONTHS = (1 << MONTH_BITS) - 1


class Figure(NamedTuple):
    """A count, what is said of it (A for normal), and where it first stands; the heading above it where a row has several."""

    value: int
    status: str
    place: str
    column: str = ""


class Total(NamedTuple):
    """A total of a year that the file supplies, to be checked and dropped."""

    key: Key
    span: Span
    value: int
    place: str
    line: int
    column: str


@dataclass
class Read:
    """What the rows of one table say."""

    fitted: Fitted
    figures: dict[At, Figure] = field(default_factory=dict)
    totals: list[Total] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Fault] = field(default_factory=list)
    # Counts that a sign stands for which nobody declared.
    withheld: list[Fault] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    rows: int = 0
    # How many counts are 1, also in rows that are wrong otherwise.
    ones: int = 0
    # The countries whose counts were not asked for.
    elsewhere: set[str] = field(default_factory=set)
    counts: int = 0

    @property
    def is_of_persons(self) -> bool:
        return counts_persons(self.counts, self.ones)


def read_rows(
    fitted: Fitted,
    rows: Iterator[Row],
    table: Table,
    *,
    first: Month | None = None,
    latest: Month | None = None,
    only: str = "",
) -> Read:
    """Read the rows below the headings. Months before `first` and after `latest` are faults; where `only` one country's counts
    are asked for, rows of others are looked at and not kept."""
    cells = Cells(fitted, table, first, latest)
    read = Read(fitted)
    whole_rows = _whole_rows(fitted, rows, table, read)
    if fitted.figures:
        _wide(cells, whole_rows, table, read, only)
    else:
        _long(cells, whole_rows, table, read, only)
    if cells.bounded:
        for (key, month), figure in read.figures.items():
            read.faults += cells.out_of_time(key, month, figure.place, figure.column)
        read.faults.sort(key=attrgetter("line"))
    if read.withheld:
        read.warnings.append(replace(read.withheld[0], facts={"count": len(read.withheld)}))
    _grow(read)
    return read


def _grow(read: Read) -> None:
    """In a table that nobody described men and women are grown where boys and girls stand beside them, and not all of a sex."""
    if not read.fitted.layout.is_guessed or len(read.fitted.of(M.GROUP)) > 1:
        return
    meant = grown({key[GROUP] for key, _month in read.figures})
    if meant:
        read.figures = {
            ((*key[:GROUP], meant.get(key[GROUP], key[GROUP])), month): figure
            for (key, month), figure in read.figures.items()
        }
        read.totals = [
            total._replace(key=(*total.key[:GROUP], meant.get(total.key[GROUP], total.key[GROUP])))
            for total in read.totals
        ]


def _whole_rows(fitted: Fitted, rows: Iterator[Row], table: Table, read: Read) -> Iterator[Row]:
    """The rows, each as wide as the headings; one with something in a cell that has no heading is a fault."""
    headings = list(fitted.headings)
    while headings and not headings[-1]:
        headings.pop()
    width = len(headings)
    looked: Memo[tuple[str, ...], None] = Memo(require_no_persons, MOST_LABELS)
    labels = _at(_labelled(fitted, width))
    for line, cells in rows:
        if len(cells) == width:
            looked[labels(cells)]
            yield line, cells
        elif any(cell.strip() for cell in cells[width:]):
            facts = {"wanted": width, "found": len(cells)}
            read.faults.append(Fault(Code.HEADER, table.place(line), line, reason=Reason.WIDTH, facts=facts))
        else:
            yield line, (cells + [""] * width)[:width]


def _labelled(fitted: Fitted, width: int) -> list[int]:
    """The columns that hold neither counts nor months, also those that are not read."""
    others = {place for place, _heading, _given in fitted.figures} | {each.place for each in fitted.of(M.VALUE)}
    others |= {each.place for meaning in (M.PERIOD, M.YEAR, M.FISCAL_YEAR, M.MONTH) for each in fitted.of(meaning)}
    return [place for place in range(width) if place not in others]


def _is_note(cells: Sequence[str]) -> bool:
    """Whether a row says something about the table instead of counting: one cell, or none, in a table of more columns."""
    return len(cells) > 2 and sum(bool(cell.strip()) for cell in cells) <= 1


def _picked(found: Sequence[Found]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """The cells of these columns as one tuple."""
    return _at([each.place for each in found])


def _at(places: Sequence[int]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    if not places:
        return lambda _cells: ()
    if len(places) == 1:
        place = places[0]
        return lambda cells: (cells[place],)
    return itemgetter(*places)


def _long(cells: Cells, rows: Iterator[Row], table: Table, read: Read, only: str) -> None:
    """A table with one count in each row. Rows that only details tell apart, or labels of the rest, are added up.

    What a row is of is kept as one number, made of those of its series, its month and its details: numbers are quickly found
    among many, and nothing else keeps track of them.
    """
    fitted = cells.fitted
    value_of, statuses = fitted.of(M.VALUE)[0], fitted.of(M.STATUS)
    place, details, adds_up = value_of.place, bool(fitted.of(M.DETAIL)), fitted.layout.adds_up
    pick_key, pick_period = _picked(cells.dimensions), _picked(cells.period)
    pick_detail = _picked(fitted.of(M.DETAIL))
    series: Memo[Key, int] = Memo(lambda _key: len(series) << MONTH_BITS)
    keys: Memo[tuple[str, ...], int | None] = Memo(
        lambda labels: _numbered(series, cells.key(labels), only, read), MOST_LABELS
    )
    months: Memo[tuple[str, ...], int | None] = Memo(lambda written: _ordinal(cells.month(written)))
    values, rests = Memo(cells.value), Memo(cells.rest, MOST_LABELS)
    parts: Memo[tuple[object, ...], int] = Memo(lambda _part: len(parts) << AT_BITS)
    seen: dict[int, int] = {}
    sums: dict[int, int] = {}
    lines: dict[int, int] = {}
    marks: dict[int, str] = {}
    for line, row in rows:
        labels = pick_key(row)
        key, month, value = keys[labels], months[pick_period(row)], values[row[place]]
        if key is None or month is None or value is None:
            _long_wrong(cells, line, row, value_of, read)
            continue
        read.rows += 1
        read.counts += 1
        read.ones += value == 1
        if key == ELSEWHERE:
            continue
        at = key | month
        first = lines.setdefault(at, line)
        if details or rests[labels]:
            first = seen.setdefault(at | parts[rests[labels], pick_detail(row)], line)
        if first != line and not adds_up:
            what, which = cells.key(labels), Month(month // 12, month % 12 + 1)
            assert what is not None
            read.faults.append(_twice(table.place(line), line, table.place(first), (what, which)))
            continue
        sums[at] = sums.get(at, 0) + value
        if statuses and row[statuses[0].place].strip():
            _mark(cells, statuses[0], line, row, at, marks, read)
    named = {number: key for key, number in series.items()}
    by_ordinal: Memo[int, Month] = Memo(lambda number: Month(number // 12, number % 12 + 1))
    read.figures = {
        (named[at >> MONTH_BITS << MONTH_BITS], by_ordinal[at & MONTHS]): Figure(
            value, marks.get(at, NORMAL), table.place(lines[at])
        )
        for at, value in sums.items()
    }


def _numbered(series: Memo[Key, int], key: Key | None, only: str, read: Read) -> int | None:
    if key is None:
        return None
    return ELSEWHERE if _is_elsewhere(key, only, read) else series[key]


def _is_elsewhere(key: Key, only: str, read: Read) -> bool:
    """Whether a row is of another country than the one whose counts are asked for; which one is noted."""
    is_other = bool(only) and key[REPORTING] != only
    if is_other:
        read.elsewhere.add(key[REPORTING])
    return is_other


def _ordinal(month: Month | None) -> int | None:
    return None if month is None else month.year * 12 + month.number - 1


def _mark(
    cells: Cells,
    found: Found,
    line: int,
    row: Sequence[str],
    at: int,
    marks: dict[int, str],
    read: Read,
) -> None:
    code = found.column.labels.read(row[found.place].strip())
    if code is None:
        suggestion = found.column.labels.suggest(row[found.place])
        read.faults.append(cells.fault(Code.UNKNOWN, line, found, row[found.place].strip(), fix=suggestion))
    else:
        marks[at] = code


def _long_wrong(cells: Cells, line: int, row: Sequence[str], value_of: Found, read: Read) -> None:
    """A row that is no figure: empty, a note, not applicable, a total of a year, or wrong."""
    if _is_note(row) or not any(cell.strip() for cell in row):
        read.left_out += [cells.table.place(line)] if any(cell.strip() for cell in row) else []
        return
    read.rows += 1
    span = cells.year(tuple(row[each.place] for each in cells.period))
    cell = row[value_of.place]
    value = cells.value(cell)
    read.counts += 1
    read.ones += value == 1
    faults = list(cells.explain(line, row))
    if span:
        faults = [each for each in faults if each.code != Code.PERIOD]
    if value is None and cells.is_withheld(cell):
        read.withheld.append(_withheld(cells, line, value_of.place, value_of.heading, cell))
    if value is None and not cells.is_away(cell):
        faults.append(cells.count(line, value_of.place, value_of.heading, cell))
    read.faults += faults
    key = cells.key(tuple(row[each.place] for each in cells.dimensions))
    if span and not faults and value is not None and key:
        read.totals.append(Total(key, span, value, cells.table.place(line), line, value_of.heading))


def _withheld(cells: Cells, line: int, place: int, heading: str, cell: str) -> Fault:
    return Fault(Code.WITHHELD, cells.table.place(line, place), line, heading, cell.strip())


def _twice(place: str, line: int, first: str, at: At, heading: str = "") -> Fault:
    return Fault(Code.DUPLICATE, place, line, heading, facts={"first": first, "key": at[0], "month": str(at[1])})


def _wide(cells: Cells, rows: Iterator[Row], table: Table, read: Read, only: str) -> None:
    """A table with several counts in each row. A year that is left empty is the one above."""
    fitted = cells.fitted
    years = [each.place for each in cells.period if each.meaning in {M.YEAR, M.FISCAL_YEAR}]
    last_year = ""
    keys: Memo[tuple[tuple[str, ...], int], Key | None] = Memo(
        lambda asked: cells.key(asked[0], _codes_of(fitted.figures[asked[1]][2])), MOST_LABELS
    )
    pick_key, pick_period, pick_detail = map(_picked, (cells.dimensions, cells.period, fitted.of(M.DETAIL)))
    values, rests, seen = Memo(cells.value), Memo(cells.rest, MOST_LABELS), dict[tuple[object, ...], Figure]()
    for line, row in rows:
        for place in years:
            last_year = row[place] = row[place] or last_year
        if _is_note(row) or not any(row[place].strip() for place, _heading, _given in fitted.figures):
            read.left_out += [table.place(line)] if any(cell.strip() for cell in row) else []
            continue
        read.rows += 1
        base, written = pick_key(row), pick_period(row)
        span = cells.year(written)
        wrong = [each for each in cells.explain(line, row) if not span or each.code != Code.PERIOD]
        read.faults += wrong
        for number, (place, heading, given) in enumerate(fitted.figures):
            value = values[row[place]]
            if value is None:
                _no_count(cells, line, place, heading, row[place], read)
                continue
            read.counts += 1
            read.ones += value == 1
            if wrong:
                continue
            key, at_place = keys[base, number], table.place(line, place)
            if key is None:
                read.faults.append(Fault(Code.OWN_CITIZENS, at_place, line, heading, heading))
                continue
            if _is_elsewhere(key, only, read):
                continue
            if of_year := span or cells.year(written, given.get(M.YEAR, "")):
                read.totals.append(Total(key, of_year, value, at_place, line, heading))
            elif month := _month_of(cells, written, number, line, read):
                label = heading if OTHER in given.values() else ""
                figure = Figure(value, NORMAL, at_place, heading)
                first = seen.setdefault((key, month, label, rests[base], pick_detail(row)), figure)
                if first is figure or fitted.layout.adds_up:
                    _add(read, (key, month), figure)
                else:
                    read.faults.append(_twice(at_place, line, first.place, (key, month), heading))


def _no_count(cells: Cells, line: int, place: int, heading: str, cell: str, read: Read) -> None:
    """A cell that holds no count: withheld, not counted, or wrong."""
    if cells.is_withheld(cell):
        read.withheld.append(_withheld(cells, line, place, heading, cell))
    if not cells.is_away(cell):
        read.faults.append(cells.count(line, place, heading, cell))


def _add(read: Read, at: At, figure: Figure) -> None:
    before = read.figures.get(at)
    read.figures[at] = before._replace(value=before.value + figure.value) if before else figure


def _codes_of(given: Given) -> Given:
    return {meaning: code for meaning, code in given.items() if meaning in DIMENSIONS}


def _month_of(cells: Cells, written: tuple[str, ...], number: int, line: int, read: Read) -> Month | None:
    """The month of a cell, by its row or by the heading of its column of figures."""
    place, heading, given = cells.fitted.figures[number]
    found = (
        month_in(given[M.PERIOD])
        if M.PERIOD in given
        else cells.written_month(written, given.get(M.MONTH, ""), given.get(M.YEAR, ""))
    )
    if isinstance(found, NoMonth):
        at = cells.table.place(line, place)
        read.faults.append(Fault(Code.PERIOD, at, line, heading, heading, found.reason, found.fix))
        return None
    if cells.is_outside(found):
        # A month that stands in a column of the row was told already.
        if given.keys() & {M.PERIOD, M.MONTH, M.YEAR}:
            read.faults.append(cells.outside(line, place, heading, heading, found))
        return None
    return found
