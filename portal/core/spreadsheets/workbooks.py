"""The values of a workbook's cells. A program of its own: what strangers send is opened in a process with little memory and time.

`main` is run with the bounds as JSON, reads the file from standard input and writes lines of JSON to standard output: of each
sheet an object with `name`, `hidden` and `merged`, then a list for each row: its number, its cells, whether it is hidden, and
the places of its formulas without a value. Ends with 3 where the file holds more than its bounds, with 4 where it cannot be
opened.
"""

import io
import json
import os
import sys
import zipfile
from collections.abc import Iterator
from posixpath import join, normpath
from typing import Any

import xlrd
from lxml import etree
from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from portal.core.spreadsheets.rows import MOST_SHEETS, Bounds, Marks, TooLarge, place_of, rows_of
from portal.core.spreadsheets.streaming import streamed_sheets_of

TOO_LARGE, NOT_READ = 3, 4
PIECE = 1024 * 1024
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
CELLS = {f"{TABLE}table-cell", f"{TABLE}covered-table-cell"}


# Records of the binary format: a row, the last kind of cell, cells with an error instead of a value, a sheet.
ROW, LAST_CELL, FAILED, SHEET = 0, 11, {3, 11}, 156


def bound_this_process(bounds: Bounds) -> None:
    """Let the system end this process where a file makes it grow or work without end."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (bounds.memory, bounds.memory))
    resource.setrlimit(resource.RLIMIT_CPU, (bounds.seconds, bounds.seconds))


def parts_of(data: bytes, most: int) -> dict[str, bytes]:
    """The parts of a zipped workbook, unpacked within bounds. Raises `TooLarge`, or `ValueError` for an entity declared."""
    parts, left = {}, most
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for each in archive.infolist():
            if "/media/" in each.filename or each.filename.startswith(("Pictures/", "Thumbnails/")):
                continue
            with archive.open(each) as part:
                content = part.read(left + 1)
            left -= len(content)
            if left < 0:
                raise TooLarge
            if b"<!DOCTYPE" in content.replace(b"\0", b""):
                raise ValueError
            parts[each.filename] = content
    return parts


def count_parts(data: bytes, most: int) -> None:
    """Unpack a zipped workbook piece by piece and keep nothing. Raises as `parts_of` does."""
    left = most
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for each in archive.infolist():
            before = b""
            with archive.open(each) as part:
                while piece := part.read(PIECE):
                    left -= len(piece)
                    if left < 0:
                        raise TooLarge
                    if b"<!DOCTYPE" in (before + piece).replace(b"\0", b""):
                        raise ValueError
                    before = piece[-20:]


def packed(parts: dict[str, bytes]) -> bytes:
    """The parts as a workbook that holds nothing else: whoever opens it sees what was counted."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def marks_of(parts: dict[str, bytes], bounds: Bounds) -> dict[str, Marks]:
    """The marks of each sheet by its name."""
    if "content.xml" in parts:
        return dict(_marks_of_ods(parts["content.xml"], bounds))
    if "xl/workbook.xml" in parts:
        return dict(_marks_of_xlsx(parts, bounds.cells))
    if "xl/workbook.bin" in parts:
        return dict(_marks_of_xlsb(parts, bounds.cells))
    return {}


def _sheet_parts(parts: dict[str, bytes], book: str) -> dict[str, bytes]:
    """The parts that a workbook names, by the key under which it does."""
    found = {}
    for each in etree.fromstring(parts.get(f"xl/_rels/{book}.rels", b"<x/>")):
        target = each.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if path in parts:
            found[each.get("Id", "")] = parts[path]
    return found


def _marks_of_xlsx(parts: dict[str, bytes], most: int) -> Iterator[tuple[str, Marks]]:
    named = _sheet_parts(parts, "workbook.xml")
    for sheet in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
        if key in named:
            yield sheet.get("name", ""), _marks_of_sheet(named[key], most)


def _marks_of_xlsb(parts: dict[str, bytes], most: int) -> Iterator[tuple[str, Marks]]:
    named = _sheet_parts(parts, "workbook.bin")
    for kind, content in records_of(parts["xl/workbook.bin"]):
        if kind == SHEET:
            key, end = _wide(content, 8)
            if key in named:
                yield _wide(content, end)[0], _marks_of_binary(named[key], most)


def _marks_of_binary(content: bytes, most: int) -> Marks:
    marks, number, last = Marks(), 0, 0
    for kind, data in records_of(content):
        if kind == ROW:
            number = int.from_bytes(data[:4], "little") + 1
            if data[11] & 0x10:
                marks.hidden.add(number)
        elif 1 < kind <= LAST_CELL:
            place = int.from_bytes(data[:4], "little")
            last = max(last, place + 1)
            if number * last > most:
                raise TooLarge
            if kind in FAILED:
                marks.missing.setdefault(number, set()).add(place)
    return marks


def records_of(content: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of a part of a binary workbook: what each is, and what it holds."""
    place = 0
    while place < len(content):
        kind, place = _sevens(content, place)
        size, place = _sevens(content, place)
        yield kind, content[place : place + size]
        place += size


def _sevens(content: bytes, place: int) -> tuple[int, int]:
    """A number written in groups of seven bits, and where it ends."""
    number = 0
    for shift in range(0, 28, 7):
        number |= (content[place] & 0x7F) << shift
        place += 1
        if not content[place - 1] & 0x80:
            break
    return number, place


def _wide(content: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    size = int.from_bytes(content[place : place + 4], "little")
    end = place + 4 + 2 * size
    return content[place + 4 : end].decode("utf-16-le"), end


def _marks_of_sheet(content: bytes, most: int) -> Marks:
    marks, number, place, last = Marks(), 0, 0, 0
    for event, node in etree.iterparse(io.BytesIO(content), ("start", "end"), tag=("{*}row", "{*}c"), huge_tree=True):
        is_row = node.tag.endswith("}row")
        if is_row and event == "start":
            number, place = int(node.get("r") or number + 1), 0
            if node.get("hidden") in {"1", "true"}:
                marks.hidden.add(number)
        elif not is_row and event == "end":
            below, place = place_of(node.get("r")) or (number, place + 1)
            value = node.find("{*}v")
            written = value.text if value is not None else None
            if written or node.find("{*}is") is not None:
                last = max(last, place)
                if max(number, below) * last > most:
                    raise TooLarge
            is_error = node.get("t") == "e"
            if is_error or (node.find("{*}f") is not None and not written and node.get("t") != "str"):
                marks.missing.setdefault(number, set()).add(place - 1)
            node.clear()
    return marks


def _marks_of_ods(content: bytes, bounds: Bounds) -> Iterator[tuple[str, Marks]]:
    for sheet in etree.fromstring(content, etree.XMLParser(huge_tree=True)).iter(f"{TABLE}table"):
        marks, number, wide = Marks(), 1, 0
        for row in sheet.iter(f"{TABLE}table-row"):
            repeated, place, is_used = int(row.get(f"{TABLE}number-rows-repeated", 1)), 0, False
            for cell in (each for each in row if each.tag in CELLS):
                times = int(cell.get(f"{TABLE}number-columns-repeated", 1))
                if cell.get(f"{TABLE}formula") and not cell.get(f"{OFFICE}value-type"):
                    marks.missing.setdefault(number, set()).add(place)
                if len(cell):
                    is_used, wide = True, max(wide, place + times)
                place += times
            if is_used and (number + repeated) * wide > bounds.cells:
                raise TooLarge
            if row.get(f"{TABLE}visibility") in {"collapse", "filter"} and repeated <= bounds.rows:
                marks.hidden.update(range(number, number + repeated))
            number += repeated
        yield sheet.get(f"{TABLE}name", ""), marks


def old_sheets_of(data: bytes, bounds: Bounds) -> Iterator[Any]:
    """The sheets of a workbook of Excel 97 to 2003, whose library alone tells hidden rows and formulas that failed."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        book = xlrd.open_workbook(
            file_contents=data, formatting_info=True, ragged_rows=True, on_demand=True, logfile=nowhere
        )
    if book.nsheets > MOST_SHEETS:
        raise TooLarge
    for place in range(book.nsheets):
        sheet = book.sheet_by_index(place)
        book.unload_sheet(place)
        marks = Marks({number + 1 for number, row in sheet.rowinfo_map.items() if row.hidden})
        rows = []
        for number, row in enumerate(sheet.get_rows(), start=1):
            failed = {place for place, cell in enumerate(row) if cell.ctype == xlrd.XL_CELL_ERROR}
            marks.missing[number] = failed
            rows.append(["" if place in failed else _old_value(cell, book.datemode) for place, cell in enumerate(row)])
        merged = [[top, left, bottom - 1, right - 1] for top, bottom, left, right in sheet.merged_cells[: bounds.rows]]
        yield {"name": sheet.name, "hidden": sheet.visibility != 0, "merged": merged}
        yield from rows_of(enumerate(rows, start=1), marks, bounds)


def _old_value(cell: Any, since: int) -> Any:
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            return xlrd.xldate_as_datetime(cell.value, since)
        except (ValueError, OverflowError):
            return cell.value
    return bool(cell.value) if cell.ctype == xlrd.XL_CELL_BOOLEAN else cell.value


def sheets_of(data: bytes, bounds: Bounds) -> Iterator[Any]:
    """The sheets of a zipped workbook, in its order."""
    marks: dict[str, Marks] = {}
    if bounds.marks:
        parts = parts_of(data, bounds.unpacked)
        marks, data = marks_of(parts, bounds), packed(parts)
        parts.clear()
    else:
        # What is not looked into is not kept: of a large table there would be three copies.
        count_parts(data, bounds.unpacked)
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            is_of_xml = "xl/workbook.xml" in archive.namelist()
        if is_of_xml:
            yield from streamed_sheets_of(data, bounds)
            return
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    if len(book.sheets_metadata) > MOST_SHEETS:
        raise TooLarge
    for place, about in enumerate(book.sheets_metadata):
        if about.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_index(place)
        merged = [[*first, *last] for first, last in (sheet.merged_cell_ranges or [])[: bounds.rows]]
        yield {"name": about.name, "hidden": about.visible != SheetVisibleEnum.Visible, "merged": merged}
        # Its rows begin with the sheet's first, their cells with the first column in use.
        _top, left = sheet.start or (0, 0)
        rows = ([""] * left + row for row in sheet.iter_rows())
        yield from rows_of(enumerate(rows, start=1), marks.get(about.name, Marks()), bounds)


def main() -> None:
    bounds = Bounds(**json.loads(sys.argv[1]))
    bound_this_process(bounds)
    try:
        data = sys.stdin.buffer.read()
        for each in (sheets_of if data.startswith(b"PK") else old_sheets_of)(data, bounds):
            sys.stdout.write(json.dumps(each) + "\n")
    except (TooLarge, MemoryError):
        sys.exit(TOO_LARGE)
    except BaseException:  # noqa: BLE001 - a library in another language panics with what is no Exception
        sys.exit(NOT_READ)
