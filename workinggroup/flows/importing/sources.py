"""A file as tables of cells, each with its place, row after row: text that a spreadsheet saved, or a workbook. Pure."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from portal.core.spreadsheets.charsets import MARKS, NotText, text_of
from portal.core.spreadsheets.opening import BEGINNINGS, Bounds, NotAWorkbook, Sheet, TooLarge, lines_of
from workinggroup.flows.importing.faults import Code, Fault, Reason

LARGEST = 20 * 1024 * 1024
BOUNDS = Bounds(
    rows=400_000, columns=256, unpacked=200 * 1024 * 1024, memory=1024 * 1024 * 1024, seconds=60, marks=False
)
# Unpacked it may be so many times as large as it came; sheets of figures pack to a tenth.
MOST_PACKED = 100
SEPARATORS = ",;|\t"
SAMPLE, SAMPLED_ROWS = 64 * 1024, 60
# A quoted cell of more lines is a quotation mark that somebody forgot.
MOST_BREAKS = 12
PAGES = (b"<!doctype html", b"<html", b"<table", b"<?xml")
HINT = re.compile(r"sep=(.)[ \t]*(?:\r\n|\r|\n)")
ENDS = re.compile(rb"\r\n|\n|\r")

# The number of a row in its file, and its cells.
Row = tuple[int, list[str]]


class Unreadable(ValueError):
    """The file cannot be read on; `fault` says why."""

    def __init__(self, reason: Reason, line: int = 0) -> None:
        super().__init__(reason)
        self.fault = Fault(Code.FILE, str(line) if line else "", line, reason=reason)


@dataclass(frozen=True)
class Table:
    """The rows of a text, or of one sheet; they are read once, in order."""

    rows: Iterator[Row]
    sheet: str = ""

    def place(self, line: int, column: int | None = None) -> str:
        """Where a row or a cell is: the line of a text, "Sheet!C17" in a workbook."""
        return f"{self.sheet}!{letters_of(column) if column is not None else ''}{line}" if self.sheet else str(line)


@dataclass(frozen=True)
class Source:
    """What was sent: its hash, how its text is written ("" for workbooks), and its tables, which are read once, in order."""

    sha256: str
    tables: Iterator[Table]
    encoding: str = ""
    separator: str = ""


def letters_of(place: int) -> str:
    """The name of a column in a spreadsheet: A for 0, AA for 26."""
    first, last = divmod(place, 26)
    return (letters_of(first - 1) if first else "") + chr(65 + last)


def open_source(data: bytes) -> Source:
    """Open a file by what it is, not by what it is called. Raises `Unreadable`, also while its rows are read."""
    if len(data) > LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    digest = sha256(data).hexdigest()
    if data.startswith(BEGINNINGS):
        return Source(digest, _sheets(data))
    if data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(PAGES):
        raise Unreadable(Reason.WEB_PAGE)
    try:
        text, encoding = text_of(data)
    except NotText:
        raise Unreadable(Reason.NOT_READ) from None
    if not text.strip():
        raise Unreadable(Reason.NO_ROWS)
    text = text[:SAMPLE]
    hint = HINT.match(text)
    separator = hint[1] if hint and hint[1] in SEPARATORS else separator_of(text)
    start = next((len(mark) for mark, name in MARKS if name == encoding and data.startswith(mark)), 0)
    _require_one_kind_of_end(data, encoding)
    return Source(digest, iter([Table(_rows(data, start, encoding, separator, bool(hint)))]), encoding, separator)


def separator_of(sample: str) -> str:
    """The sign that parts most lines of a text into as many cells; a comma where none does."""
    scores = []
    for separator in SEPARATORS:
        try:
            rows = list(csv.reader(io.StringIO(sample, newline=""), delimiter=separator))[:SAMPLED_ROWS]
        except csv.Error:
            continue
        widths = Counter(len(row) for row in rows if len(row) > 1)
        if widths:
            width, times = max(widths.items(), key=lambda each: (each[1], each[0]))
            scores.append((times, width, separator))
    return max(scores, key=lambda each: each[:2])[2] if scores else ","


def _rows(data: bytes, start: int, encoding: str, separator: str, is_hinted: bool) -> Iterator[Row]:
    """The rows of a text, by the line on which each begins."""
    raw = io.BytesIO(data)
    raw.seek(start)
    lines = io.TextIOWrapper(raw, encoding, newline="")
    last = 0
    if is_hinted:
        lines.readline()
        last = 1
    reader = csv.reader(lines, delimiter=separator)
    before = last
    try:
        for cells in reader:
            line, last = last + 1, reader.line_num + before
            if last - line > MOST_BREAKS:
                raise Unreadable(Reason.OPEN_QUOTE, line)
            yield line, cells
    except csv.Error:
        raise Unreadable(Reason.OPEN_QUOTE, last + 1) from None


def _require_one_kind_of_end(data: bytes, encoding: str) -> None:
    """Refuse a text whose lines end in several ways, by the first that does: it was put together out of several."""
    if encoding.startswith(("utf-16", "utf-32")):
        data = data.decode(encoding).encode()
    both = data.count(b"\r\n")
    if sum(1 for times in (both, data.count(b"\n") - both, data.count(b"\r") - both) if times) < 2:
        return
    first, is_quoted, begin = b"", False, 0
    for line, end in enumerate(ENDS.finditer(data), start=1):
        is_quoted ^= data.count(b'"', begin, end.start()) % 2 == 1
        begin = end.end()
        if is_quoted:
            continue
        first = first or end[0]
        if end[0] != first:
            raise Unreadable(Reason.MIXED_LINES, line)


def _sheets(data: bytes) -> Iterator[Table]:
    """The visible sheets of a workbook; the rows of one are read before the next is asked for."""
    bounds = BOUNDS
    if len(data) * MOST_PACKED < bounds.unpacked:
        bounds = Bounds(**{**vars(bounds), "unpacked": max(len(data) * MOST_PACKED, 1024 * 1024)})
    events = lines_of(data, bounds)
    ahead: list[Sheet] = []

    def rows() -> Iterator[Row]:
        for each in events:
            if isinstance(each, Sheet):
                ahead.append(each)
                return
            yield each.number, each.cells

    try:
        first = next(events, None)
        if isinstance(first, Sheet):
            ahead.append(first)
        while ahead:
            sheet = ahead.pop()
            table = Table(rows(), sheet.name)
            if not sheet.is_hidden:
                yield table
            for _row in table.rows:
                pass
    except TooLarge:
        raise Unreadable(Reason.TOO_LARGE) from None
    except NotAWorkbook:
        raise Unreadable(Reason.NOT_READ) from None
    finally:
        events.close()
