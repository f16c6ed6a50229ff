"""A workbook in XML read row by row, so that a large table costs no more memory than a small one. Pure."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any

from lxml import etree

from portal.core.spreadsheets.rows import MOST_SHEETS, Bounds, Marks, TooLarge, place_of, rows_of

# What of a format of numbers is not a part of a day: words in quotation marks, signs, colours.
UNSHOWN = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.|general')

# What the format writes for a character that XML may not hold; the first day after its 29 February 1900; the other beginning.
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
LEAP, YEAR_1904 = 60, 1904


@dataclass
class Book:
    """What the cells of a workbook in XML refer to: texts, and which of its styles are of days, counted since `begins`."""

    texts: list[str] = field(default_factory=list)
    days: set[int] = field(default_factory=set)
    begins: datetime.datetime = datetime.datetime(1899, 12, 30)  # noqa: DTZ001 - a workbook knows no zone


def streamed_sheets_of(data: bytes, bounds: Bounds) -> Iterator[Any]:
    """The sheets of a workbook in XML, of which one row at a time is held: a large table costs no more than a small one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        named: dict[str, dict[str, str]] = {}
        for each in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
            target = each.get("Target", "")
            path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
            named.setdefault(each.get("Type", "").rpartition("/")[2], {})[each.get("Id", "")] = path
        workbook = etree.fromstring(archive.read("xl/workbook.xml"))
        book = Book()
        if any(each.get("date1904") in {"1", "true"} for each in workbook.iter("{*}workbookPr")):
            book.begins = datetime.datetime(1904, 1, 1)  # noqa: DTZ001 - a workbook knows no zone
        for path in named.get("sharedStrings", {}).values():
            with archive.open(path) as part:
                for _event, node in etree.iterparse(part, tag="{*}si", huge_tree=True):
                    book.texts.append(_text_of(node))
                    _forget(node)
        for path in named.get("styles", {}).values():
            book.days = days_of(etree.fromstring(archive.read(path)))
        sheets = list(workbook.iter("{*}sheet"))
        if len(sheets) > MOST_SHEETS:
            raise TooLarge
        for sheet in sheets:
            key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            if path := named.get("worksheet", {}).get(key):
                is_hidden = sheet.get("state", "visible") != "visible"
                yield {"name": sheet.get("name", ""), "hidden": is_hidden, "merged": []}
                with archive.open(path) as part:
                    yield from rows_of(_streamed_rows(part, book, bounds), Marks(), bounds)


def days_of(styles: Any) -> set[int]:
    """The places of the styles by which numbers are shown as days or hours."""
    own = {each.get("numFmtId"): each.get("formatCode", "") for each in styles.iter("{*}numFmt")}
    shown = {key for key, code in own.items() if re.search("[dmyhs]", UNSHOWN.sub("", code.lower()))}
    usual = {str(key) for key in (*range(14, 23), *range(45, 48))} - own.keys()
    formats = styles.find("{*}cellXfs")
    return {
        place for place, each in enumerate(() if formats is None else formats) if each.get("numFmtId") in shown | usual
    }


def _streamed_rows(part: Any, book: Book, bounds: Bounds) -> Iterator[tuple[int, list[Any]]]:
    number = 0
    for _event, row in etree.iterparse(part, tag="{*}row", huge_tree=True):
        number = int(row.get("r") or number + 1)
        cells: list[Any] = []
        for cell in row:
            value = _streamed_value(cell, book)
            found = place_of(cell.get("r"))
            place = found[1] if found else len(cells) + 1
            if value == "":
                continue
            if place > bounds.columns:
                raise TooLarge
            cells += [""] * (place - len(cells))
            cells[place - 1] = value
        yield number, cells
        _forget(row)


def _streamed_value(cell: Any, book: Book) -> Any:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text_of(cell)
    node = next((each for each in cell if each.tag.endswith("}v")), None)
    written = "" if node is None else node.text or ""
    if kind == "s":
        return book.texts[int(written)] if written else ""
    if kind == "e" or not written:
        return ""
    if kind == "b":
        return written == "1"
    if kind == "d":
        return written.removesuffix("T00:00:00")
    if kind != "n":
        return unescaped(written)
    try:
        number = float(written)
        return _day(number, book) if int(cell.get("s", 0)) in book.days else written if written.isdigit() else number
    except (ValueError, OverflowError):
        # Neither a number nor a day: it is read as it is written.
        return written


def _day(serial: float, book: Book) -> Any:
    """A day, or an hour of none. Of those counted from 1900 the first 59 are a day later: the format has a 29 February 1900."""
    if 0 <= serial < 1:
        return (book.begins.replace(hour=0, minute=0) + datetime.timedelta(days=serial)).time()
    early = 1 if serial < LEAP and book.begins.year < YEAR_1904 else 0
    return book.begins + datetime.timedelta(days=serial + early)


def _text_of(node: Any) -> str:
    """The text of a cell, without what is written above it to be read aloud."""
    texts = (each for each in node.iter("{*}t") if not each.getparent().tag.endswith("}rPh"))
    return unescaped("".join(each.text or "" for each in texts))


def unescaped(text: str) -> str:
    """A text with the characters that the format writes as `_x000D_`."""
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text


def _forget(node: Any) -> None:
    """Free what was read."""
    node.clear()
    while node.getprevious() is not None:
        del node.getparent()[0]
