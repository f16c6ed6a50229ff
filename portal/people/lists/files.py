"""Opening what was sent as a list: text in any encoding that spreadsheets save, or a workbook."""

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.core.spreadsheets import opening
from portal.core.spreadsheets.charsets import NotText, text_of
from portal.core.spreadsheets.opening import BEGINNINGS, Bounds, Line, NotAWorkbook, Sheet, lines_of
from portal.people.lists import reading
from portal.people.lists.columns import Wanted
from portal.people.lists.reading import Reading, TooLong
from portal.people.lists.tables import MOST_COLUMNS, MOST_ROWS, Table, TooLarge, row_of, tables_of

LARGEST = 1024 * 1024
# What is no list, whatever text can be found in it.
OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")
# In all cells of a workbook together.
LETTERS = 8 * LARGEST
BOUNDS = Bounds(rows=MOST_ROWS, columns=MOST_COLUMNS)


class ListTooLarge(Refused):
    """Larger than a list of people can be."""

    sentence = _(
        "The list is larger than 1 MB, or has more than 1,000 people or 64 columns. Send it in parts, without pictures."
    )
    field = "file"


class TableTooLarge(Refused):
    """Larger than what is taken as a table, of whatever it is."""

    sentence = _(
        "The file is larger than %(size)s MB, or has more than %(rows)s rows or %(columns)s columns. Send it in parts, without"
        " pictures."
    )
    field = "file"


class NotAList(Refused):
    """Neither text nor a workbook that can be opened."""

    sentence = _(
        "%(name)s cannot be opened as a list. Send an Excel or OpenDocument workbook without a password, or a text file "
        "such as CSV."
    )
    field = "file"


class IsAPage(Refused):
    """A page for a browser, which some systems give out under the name of a workbook."""

    sentence = _(
        "%(name)s is a web page, whatever its name says. Open it in a spreadsheet and save it as a workbook (.xlsx)."
    )
    field = "file"


def read_pasted(text: str, wanted: Wanted) -> Reading:
    """Read a pasted list. Refuses `ListTooLarge`."""
    try:
        return reading.read_text(text, wanted)
    except (TooLong, TooLarge):
        raise ListTooLarge from None


def read_file(data: bytes, name: str, wanted: Wanted) -> Reading:
    """Read a list that was sent as a file, by what it is and not by what it is called.

    Refuses `ListTooLarge`, `NotAList`, `IsAPage`.
    """
    if len(data) > LARGEST:
        raise ListTooLarge
    if data.startswith(BEGINNINGS):
        sheets = open_workbook(data, name)
        try:
            return reading.read_sheets(sheets, wanted)
        except (TooLong, TooLarge):
            raise ListTooLarge from None
    text, encoding = _text(data, name)
    found = read_pasted(text, wanted)
    return replace(found, encoding=encoding)


def read_tables(data: bytes, name: str, *, rows: int = MOST_ROWS, largest: int = LARGEST) -> list[Table]:
    """Any list that was sent as a file, as rows: the sheets of a workbook, or text parted by each separator that it holds.

    Takes `largest` bytes of at most `rows` rows. Refuses `TableTooLarge`, `NotAList`, `IsAPage`.
    """
    try:
        if len(data) > largest:
            raise ListTooLarge
        if data.startswith(BEGINNINGS):
            return open_workbook(data, name, Bounds(rows=rows, columns=MOST_COLUMNS), letters=largest)
        return tables_of(_text(data, name)[0], rows)
    except (TooLarge, ListTooLarge):
        raise TableTooLarge(size=largest // (1024 * 1024), rows=rows, columns=MOST_COLUMNS) from None


def _text(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file, and its encoding."""
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGES):
        raise IsAPage(name=name)
    if data.startswith(OTHERS):
        raise NotAList(name=name)
    try:
        return text_of(data)
    except NotText:
        raise NotAList(name=name) from None


def open_workbook(data: bytes, name: str, bounds: Bounds = BOUNDS, *, letters: int = LETTERS) -> list[Table]:
    """The visible sheets of an Excel or OpenDocument workbook: values, where formulas stand. Refuses as `read_file` does, also
    more than so many `letters` in all: a few that stand in every cell take little room in the file."""
    sheets: list[tuple[Sheet, list[Line]]] = []
    try:
        for each in lines_of(data, BOUNDS):
            if isinstance(each, Sheet):
                sheets.append((each, []))
                continue
            letters -= sum(map(len, each.cells))
            if letters < 0:
                raise ListTooLarge
            sheets[-1][1].append(each)
    except opening.TooLarge:
        raise ListTooLarge from None
    except NotAWorkbook:
        raise NotAList(name=name) from None
    return [_table(sheet.name, rows, sheet.merged) for sheet, rows in sheets if not sheet.is_hidden]


def _table(name: str, rows: list[Line], merged: list[tuple[int, int, int, int]]) -> Table:
    """A sheet as a table; what is merged downwards holds in every row."""
    cells = {number: values for number, values, _hidden, _missing in rows}
    for top, left, bottom, _right in merged:
        value = cells.get(top + 1, [])[left : left + 1]
        for number in range(top + 2, min(bottom + 2, top + 2 + len(cells))) if value and top < bottom else ():
            below = cells.get(number)
            if below is not None:
                below.extend([""] * (left + 1 - len(below)))
                below[left] = below[left] or value[0]
    found = [
        row_of(number, cells[number], is_hidden=hidden, missing=frozenset(missing))
        for number, _values, hidden, missing in rows
    ]
    return Table(tuple(row for row in found if row.filled or row.missing), name, tuple(merged))
