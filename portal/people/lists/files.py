"""Opening what was sent as a list: text in any encoding that spreadsheets save, or a workbook."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from portal.core.errors import Refused
from portal.people.lists import reading
from portal.people.lists.charsets import NotText, text_of
from portal.people.lists.columns import Wanted
from portal.people.lists.reading import Reading, TooLong
from portal.people.lists.tables import Table, TooLarge, row_of, tables_of

LARGEST = 1024 * 1024
ZIPPED, COMPOUND = b"PK", b"\xd0\xcf\x11\xe0"
# What is no list, whatever text can be found in it.
OTHERS = (b"%PDF", b"{\\rtf", b"\x89PNG", b"\xff\xd8\xff", b"GIF8")
PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")
PROGRAM = Path(__file__).with_name("workbooks.py")
LONGEST_WAIT = 20
TOO_LARGE = 3


class ListTooLarge(Refused):
    """Larger than a list of people can be."""

    sentence = _(
        "The list is larger than 1 MB, or has more than 1,000 people or 64 columns. Send it in parts, without pictures."
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
    if data.startswith((ZIPPED, COMPOUND)):
        sheets = open_workbook(data, name)
        try:
            return reading.read_sheets(sheets, wanted)
        except (TooLong, TooLarge):
            raise ListTooLarge from None
    text, encoding = _text(data, name)
    found = read_pasted(text, wanted)
    return replace(found, encoding=encoding)


def read_tables(data: bytes, name: str) -> list[Table]:
    """Any list that was sent as a file, as rows: the sheets of a workbook, or text parted by each separator that it holds.

    Refuses as `read_file` does.
    """
    if len(data) > LARGEST:
        raise ListTooLarge
    if data.startswith((ZIPPED, COMPOUND)):
        return open_workbook(data, name)
    try:
        return tables_of(_text(data, name)[0])
    except TooLarge:
        raise ListTooLarge from None


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


def open_workbook(data: bytes, name: str) -> list[Table]:
    """The visible sheets of an Excel or OpenDocument workbook: values, where formulas stand. Refuses as `read_file` does.

    It is opened by a process of its own with bounded memory and time: a workbook of a few bytes can claim to be gigantic.
    """
    command = [sys.executable, "-I", str(PROGRAM)]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=LONGEST_WAIT, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise NotAList(name=name) from None
    if done.returncode == TOO_LARGE:
        raise ListTooLarge
    if done.returncode:
        raise NotAList(name=name)
    sheets = [sheet for sheet in json.loads(done.stdout) if not sheet["hidden"]]
    return [_table(sheet["name"], sheet["rows"], sheet["merged"]) for sheet in sheets]


def _table(name: str, rows: list[tuple[int, list[str], bool, list[int]]], merged: list[tuple[int, ...]]) -> Table:
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
    blocks = tuple((top, left, bottom, right) for top, left, bottom, right in merged)
    return Table(tuple(row for row in found if row.filled or row.missing), name, blocks)
