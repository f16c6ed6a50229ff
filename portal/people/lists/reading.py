"""What a list says of each person: one entry a line, in any arrangement of columns that people really use."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from portal.people.lists.columns import Column, Wanted, headed, headed_again, in_order_of_names, is_heading, letter_of
from portal.people.lists.headings import NAMES, Meaning
from portal.people.lists.names import addresses_in, given_first, is_telephone, parted_address, without_number
from portal.people.lists.tables import Row, Table, table_of, tables_of

LONGEST = 1000
# What stands in a row of its own and is nobody's name.
TITLE = re.compile(
    r"(lista|listado|list|n[oó]mina|delegaci[oó]n|delegation|ministerio|ministry|secretar[ií]a|secretariat|rep[uú]blica"
    r"|gobierno|government|departamento|department|reuni[oó]n|meeting|ronda|round|anexo|annex|participantes|participants"
    r"|personal|staff|total)\b|[^:]{1,40}:",
    re.IGNORECASE,
)
SUM = re.compile(r"(sub)?total\b", re.IGNORECASE)
RULE = set("-–—_=.*·|+: ")
LONGEST_TITLE = 120


class Fault(StrEnum):
    """Why a line cannot be read, whatever the page."""

    FORMULA = "formula"
    UNSTORABLE = "unstorable"
    TWO_ADDRESSES = "two_addresses"


class TooLong(ValueError):
    """More than `LONGEST` people."""


@dataclass(frozen=True)
class Entry:
    """What one line says, in its own words. `fault` is why it cannot be taken; `cell` is then the cell's address."""

    number: int
    name: str = ""
    function: str = ""
    kind: str = ""
    email: str = ""
    language: str = ""
    is_hidden: bool = False
    fault: Fault | None = None
    cell: str = ""


@dataclass(frozen=True)
class LeftOut:
    """A row that names nobody: a title, a note."""

    number: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A list as it was understood."""

    entries: tuple[Entry, ...] = ()
    columns: tuple[Column, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    has_headings: bool = False
    sheet: str = ""
    other_sheets: tuple[str, ...] = ()
    encoding: str = ""
    quality: float = field(default=0, compare=False)

    @property
    def not_kept(self) -> list[Column]:
        """Columns of which nothing is taken, besides running numbers."""
        return [column for column in self.columns if not column.is_kept and column.meaning != Meaning.NUMBER]

    @property
    def addresses(self) -> set[str]:
        """Every e-mail address that the list names."""
        return {entry.email for entry in self.entries if entry.email}


def read_text(text: str, wanted: Wanted) -> Reading:
    """Read a pasted list or a text file. The separator is the one with which most is understood.

    Raises `TooLong`, and `TooLarge` for more rows or columns than a list has.
    """
    found = [read_table(table, wanted) for table in tables_of(text)]
    best = max(found, key=_understood)
    if len(best.entries) > LONGEST:
        raise TooLong
    return best


def read_sheets(sheets: Sequence[Table], wanted: Wanted) -> Reading:
    """Read the first sheet with headings, else the first that names anybody. Raises `TooLong`."""
    found = [read_table(sheet, wanted) for sheet in sheets if sheet.rows]
    if not found:
        return Reading()
    best = next((one for one in found if one.has_headings), None) or next(
        (one for one in found if one.entries), found[0]
    )
    if len(best.entries) > LONGEST:
        raise TooLong
    return replace(best, other_sheets=tuple(one.sheet for one in found if one is not best))


def read_table(table: Table, wanted: Wanted) -> Reading:
    """What one table says."""
    found = headed(table, wanted)
    return _with_headings(table, wanted) if found else _without_headings(table, wanted)


def _understood(reading: Reading) -> tuple[int, float]:
    known = {column.meaning for column in reading.columns if column.heading} - {Meaning.UNKNOWN}
    return len(known) if reading.has_headings else 0, reading.quality


def _quality(entries: Sequence[Entry], wanted: Wanted) -> float:
    """How much of the entries is understood, to choose between separators."""
    total = 0.0
    for entry in entries:
        known = bool(wanted.kinds.meaning(entry.kind)) if entry.kind else None
        total += bool(entry.email and entry.name) + 0.5 * bool(entry.function)
        total += {True: 1.0, False: -0.25, None: 0.0}[known]
    return total


def _with_headings(table: Table, wanted: Wanted) -> Reading:
    found = headed(table, wanted)
    assert found
    columns, shown = found.columns, list(found.columns)
    left = [LeftOut(row.number, _text(row)) for row in found.before]
    entries: list[Entry] = []
    section = ""
    for place, found_row in enumerate(found.after):
        row = _parted_again(found_row, columns)
        if is_heading(row, wanted):
            columns = headed_again(row, found.after[place + 1 :], table, wanted)
            known = {(column.heading, column.meaning) for column in shown}
            shown += [column for column in columns if (column.heading, column.meaning) not in known]
            continue
        if (
            _is_sum(row)
            or _is_rule(row)
            or (_is_alone(row, columns, table) and _heads_nobody(row, columns, table, wanted))
        ):
            section = _text(row) if wanted.kinds.meaning(_text(row)) else ""
            left.append(LeftOut(row.number, _text(row)))
            continue
        entry = _entry(row, columns, wanted)
        if entry.fault or entry.name or entry.email or entry.function or entry.kind:
            entries.append(entry if entry.kind or entry.fault else replace(entry, kind=section))
        elif _says_more(row, columns):
            left.append(LeftOut(row.number, _text(row)))
    return Reading(
        tuple(entries),
        tuple(shown),
        tuple(left),
        has_headings=True,
        sheet=table.name,
        quality=_quality(entries, wanted),
    )


def _text(row: Row) -> str:
    text = " · ".join(dict.fromkeys(row.cells[place] for place in row.filled))
    return text if len(text) <= LONGEST_TITLE else text[: LONGEST_TITLE - 1] + "…"


def _is_sum(row: Row) -> bool:
    """Whether a row says how many there are."""
    first, *others = [row.cells[place] for place in row.filled] or [""]
    return bool(SUM.match(first)) and all(cell.isdigit() for cell in others)


def _is_rule(row: Row) -> bool:
    """Whether a row holds nothing but lines and dots."""
    return bool(row.filled) and not any(sign not in RULE for cell in row.cells for sign in cell)


def _is_alone(row: Row, columns: Sequence[Column], table: Table) -> bool:
    """Whether a row holds one thing, in a list of several columns, or one that spans them."""
    return len(row.filled) == 1 and not row.missing and (len(columns) > 1 or _spans(row, table, columns))


def _spans(row: Row, table: Table, columns: Sequence[Column] = ()) -> bool:
    """Whether the row is one cell over several headings, or, where there are none, over several columns."""
    blocks = [
        (left, right) for top, left, bottom, right in table.merged if top == bottom == row.number - 1 and right > left
    ]
    places = [column.place for column in columns if column.heading]
    return any(not columns or sum(left <= place <= right for place in places) > 1 for left, right in blocks)


def _heads_nobody(row: Row, columns: Sequence[Column], table: Table, wanted: Wanted) -> bool:
    """Whether a row's only cell is a title, a note or the heading of a part."""
    text, place = row.cells[row.filled[0]], row.filled[0]
    here = next((column for column in columns if column.place == place), None)
    if here and here.is_kept and here.meaning not in NAMES:
        return False
    if here and here.meaning == Meaning.NUMBER and text.strip(".)").isdigit():
        return False
    is_name = bool(here and here.is_kept)
    return not is_name or _spans(row, table, columns) or bool(TITLE.match(text)) or bool(wanted.kinds.meaning(text))


def _says_more(row: Row, columns: Sequence[Column]) -> bool:
    """Whether more stands in a row than its running number."""
    numbers = {column.place for column in columns if column.meaning == Meaning.NUMBER}
    return any(place not in numbers for place in row.filled)


def _entry(row: Row, columns: Sequence[Column], wanted: Wanted) -> Entry:
    """One line by its headings."""
    values: dict[Meaning, str] = {}
    names = []
    for column in in_order_of_names(columns):
        value = row.cells[column.place] if column.place < len(row.cells) else ""
        names.append(given_first(value) if column.meaning == Meaning.FAMILY_FIRST else value)
        if column.meaning == Meaning.NAME_AND_FUNCTION:
            names[-1], _comma, values[Meaning.FUNCTION] = (part.strip() for part in value.partition(","))
    for column in columns:
        if column.is_kept and column.meaning not in NAMES and column.place < len(row.cells):
            values[column.meaning] = row.cells[column.place]
    kept = {column.place for column in columns if column.is_kept}
    entry = Entry(
        row.number,
        " ".join(filter(None, names)),
        values.get(Meaning.FUNCTION, ""),
        values.get(Meaning.KIND, ""),
        values.get(Meaning.EMAIL, ""),
        values.get(Meaning.LANGUAGE, ""),
        is_hidden=row.is_hidden,
    )
    return _finished(entry, row, kept, wanted)


def _finished(entry: Entry, row: Row, kept: set[int], wanted: Wanted) -> Entry:
    """The entry with its address taken out of its name, its number out of its list, its faults said."""
    name, address = parted_address(entry.name)
    found = addresses_in(entry.email or address)
    email = found[0] if found else (entry.email or address).lower()
    entry = replace(entry, name=without_number(name).strip(" ,;"), email=email)
    if Meaning.EMAIL not in wanted.keeps:
        entry = replace(entry, email="")
    elif len(found) > 1:
        entry = replace(entry, fault=Fault.TWO_ADDRESSES)
    if wanted.kinds.meaning(entry.function) and entry.kind and not wanted.kinds.meaning(entry.kind):
        entry = replace(entry, function=entry.kind, kind=entry.function)
    if not entry.kind and wanted.telling.meaning(entry.function):
        entry = replace(entry, kind=entry.function)
    for places, fault in ((row.unstorable, Fault.UNSTORABLE), (row.missing & kept, Fault.FORMULA)):
        if places:
            return replace(entry, fault=fault, cell=f"{letter_of(min(places))}{row.number}")
    return entry


def _without_headings(table: Table, wanted: Wanted) -> Reading:
    """A list whose columns are told apart by what they hold, line by line, else by their order."""
    entries: list[Entry] = []
    left: list[LeftOut] = []
    extra: dict[int, Column] = {}
    section = ""
    several = any(len(row.filled) > 1 for row in table.rows)
    for row in table.rows:
        text = _text(row)
        if _is_rule(row):
            left.append(LeftOut(row.number, text))
            continue
        alone = len(row.filled) == 1 and not row.missing and "@" not in text
        if alone and (TITLE.match(text) or _spans(row, table) or (several and wanted.kinds.meaning(text))):
            section = text if wanted.kinds.meaning(text) else ""
            left.append(LeftOut(row.number, text))
            continue
        if len(row.filled) > 1 and all(all(parted_address(row.cells[place])) for place in row.filled):
            # As mail programs write whom a mail goes to.
            several_people = [Row(row.number, (row.cells[place],)) for place in row.filled]
            entries += [replace(_by_content(one, wanted)[0], kind=section) for one in several_people]
            continue
        entry, more = _by_content(row, wanted)
        entries.append(entry if entry.kind or entry.fault else replace(entry, kind=section))
        extra |= {place: Column(place, "", meaning, is_kept=False) for place, meaning in more.items()}
    columns = tuple(extra[place] for place in sorted(extra))
    return Reading(tuple(entries), columns, tuple(left), sheet=table.name, quality=_quality(entries, wanted))


def _by_content(row: Row, wanted: Wanted) -> tuple[Entry, dict[int, Meaning]]:
    """One line without headings, and what of it is not kept, by its place."""
    cells = dict(enumerate(_cells_of(row)))
    entry, more = Entry(row.number, is_hidden=row.is_hidden), dict[int, Meaning]()
    if len(cells) > 1 and cells[0].strip(".)").isdigit() and len(cells[0]) < 5:
        del cells[0]
    for place, cell in list(cells.items()):
        if "@" in cell and not entry.email:
            name, address = parted_address(cell)
            entry = replace(entry, email=address)
            cells[place] = name
            if not name:
                del cells[place]
            if Meaning.EMAIL not in wanted.keeps:
                more[place] = Meaning.EMAIL
        elif is_telephone(cell):
            del cells[place]
            more[place] = Meaning.TELEPHONE
    if wanted.order[1] == Meaning.KIND:
        entry, unknown = _by_words(entry, {place: cell for place, cell in cells.items() if cell}, wanted)
    else:
        entry, unknown = _by_order(entry, cells, wanted)
    more |= dict.fromkeys(unknown, Meaning.UNKNOWN)
    return _finished(entry, row, set(range(len(row.cells))), wanted), more


def _parted_again(row: Row, columns: Sequence[Column]) -> Row:
    """A row whose only cell holds all the others, parted by another sign than the headings are."""
    if len(row.filled) != 1 or len(columns) < 2 or row.missing:
        return row
    text = row.cells[row.filled[0]]
    for separator in "\t;|,":
        # A name may hold one comma.
        parts = text.count(separator)
        if 2 <= parts < len(columns) if separator == "," else parts:
            rows = table_of(text, separator).rows
            return replace(rows[0], number=row.number, is_hidden=row.is_hidden) if rows else row
    return row


def _cells_of(row: Row) -> Sequence[str]:
    """The cells of a row; of one that holds an address beside other things and was parted by another sign, its parts."""
    if len(row.filled) != 1 or "@" not in row.cells[row.filled[0]]:
        return row.cells
    text = row.cells[row.filled[0]]
    for separator in ";,|":
        parts = table_of(text, separator).rows[0].cells
        if any(addresses_in(part) == [part.lower()] for part in parts):
            return parts
    return row.cells


def _by_words(entry: Entry, cells: dict[int, str], wanted: Wanted) -> tuple[Entry, list[int]]:
    """The name first, then what is known, in any order; a further word is taken for what the person comes as."""
    rest = list(cells.items())
    name = rest[0][1] if rest else ""
    kind = language = ""
    unknown = []
    for place, cell in rest[1:]:
        if not kind and wanted.kinds.meaning(cell):
            kind = cell
        elif not language and wanted.languages and wanted.languages.meaning(cell):
            language = cell
        else:
            unknown.append((place, cell))
    if unknown and not kind:
        kind = unknown.pop(0)[1]
    return replace(entry, name=name, kind=kind, language=language), [place for place, _cell in unknown]


def _by_order(entry: Entry, cells: dict[int, str], wanted: Wanted) -> tuple[Entry, list[int]]:
    """The columns in the page's order."""
    places = list(cells)
    told = dict(zip(wanted.order, (cells[place] for place in places), strict=False))
    function, kind = told.get(Meaning.FUNCTION, ""), told.get(Meaning.KIND, "")
    entry = replace(entry, name=told.get(Meaning.NAME, ""), function=function, kind=kind)
    return entry, [place for place in places[len(wanted.order) :] if cells[place]]
