"""A workbook in XML read row by row, so that a large table costs no more memory than a small one. Pure."""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import join, normpath
from typing import Any
from xml.parsers import expat

from lxml import etree

from portal.core.spreadsheets.rows import MOST_SHEETS, Bounds, Marks, TooLarge, place_of, rows_of

# What of a format of numbers is not a part of a day: words in quotation marks, signs, colours.
UNSHOWN = re.compile(r'"[^"]*"|\\.|\[(?!h|m|s)[^\]]*\]|_.|\*.|general')

# What the format writes for a character that XML may not hold; the first day after its 29 February 1900; the other beginning.
PIECE = 64 * 1024
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


class _Rows:
    """The rows of a sheet, as its XML is read on: `done` are those that ended, and are taken away."""

    def __init__(self, book: Book, bounds: Bounds) -> None:
        self.done: list[tuple[int, list[Any]]] = []
        self.book, self.columns = book, bounds.columns
        self.number, self.cells = 0, list[Any]()
        self.about: Mapping[str, str] = {}
        self.value: list[str] | None = None
        self.words: list[str] | None = None
        self.is_aloud = False
        # The names of elements without their prefixes, and the columns of addresses by their letters; each found once.
        self.names: dict[str, str] = {}
        self.places: dict[str, int] = {}
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end

    def begin(self, tag: str, about: Mapping[str, str]) -> None:
        name = self.names.get(tag) or self.names.setdefault(tag, tag.rpartition(":")[2])
        if name == "c":
            self.about, self.value, self.words = about, None, None
        elif name == "v":
            if self.value is None:
                self.value = []
                self.parser.CharacterDataHandler = self.value.append
        elif name == "t":
            if not self.is_aloud:
                self.words = self.words or []
                self.parser.CharacterDataHandler = self.words.append
        elif name == "row":
            self.number, self.cells = int(about.get("r") or self.number + 1), []
        elif name == "rPh":
            self.is_aloud = True

    def end(self, tag: str) -> None:
        name = self.names[tag]
        if name in {"v", "t"}:
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self.take()
        elif name == "row":
            self.done.append((self.number, self.cells))
        elif name == "rPh":
            self.is_aloud = False

    def take(self) -> None:
        """The cell that ended, put in its place."""
        about = self.about
        value = _value_of(about, "".join(self.value or ()), self.words, self.book)
        if value == "":
            return
        cells, address = self.cells, about.get("r", "")
        letters = address.rstrip("0123456789")
        place = self.places.get(letters)
        if place is None:
            found = place_of(address)
            place = self.places[letters] = found[1] if found else 0
        place = place or len(cells) + 1
        if place > self.columns:
            raise TooLarge
        cells.extend([""] * (place - len(cells)))
        cells[place - 1] = value


def _streamed_rows(part: Any, book: Book, bounds: Bounds) -> Iterator[tuple[int, list[Any]]]:
    """Each row once it has ended. Raises `expat.ExpatError` for what is no XML."""
    rows = _Rows(book, bounds)
    while piece := part.read(PIECE):
        rows.parser.Parse(piece)
        yield from rows.done
        rows.done.clear()
    rows.parser.Parse(b"", True)  # noqa: FBT003 - the last piece


def _value_of(about: Mapping[str, str], written: str, words: list[str] | None, book: Book) -> Any:
    kind = about.get("t", "n")
    if kind == "s":
        return book.texts[int(written)] if written else ""
    if kind == "inlineStr":
        return unescaped("".join(words or ()))
    if kind == "e" or not written:
        return ""
    if kind == "b":
        return written == "1"
    if kind == "d":
        return written.removesuffix("T00:00:00")
    if kind != "n":
        return unescaped(written)
    try:
        if int(about.get("s", 0)) in book.days:
            return _day(float(written), book)
        return written if written.isdigit() else float(written)
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
