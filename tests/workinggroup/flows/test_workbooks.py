"""A large workbook is read row by row, and says what it says when it is read whole."""

import datetime
import io
import json
import subprocess
import sys
from dataclasses import asdict, replace

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from portal.core.spreadsheets.opening import PROGRAM, TooLarge, lines_of
from workinggroup.flows.importing.sources import BOUNDS

WHOLE = replace(BOUNDS, marks=True)


def read(data, bounds):
    return [each[:2] for each in lines_of(data, bounds)]


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("epoch", [datetime.datetime(1899, 12, 30), datetime.datetime(1904, 1, 1)])  # noqa: DTZ001
def test_read_row_by_row_a_workbook_says_the_same(epoch):
    book = Workbook()
    book.epoch = epoch
    first = book.active
    first.title = "Figures"
    first["C2"], first["A4"], first["D4"] = "Period", datetime.date(2024, 7, 1), datetime.datetime(2024, 7, 1, 13, 30)  # noqa: DTZ001
    rows = [["", None, 1234, 9584.0, 9584.5, 1e15, True, "=A1", "#N/A", "Côte d'Ivoire", "  x "], [0, -3, 0.1 + 0.2]]
    for row in rows:
        first.append(row)
    first["B9"], first["C9"] = 45474, 0.25
    first["B9"].number_format, first["C9"].number_format = "[$-409]mmm\\-yy;@", '0.00" days"'
    first["A10"] = CellRichText("Single Adults", TextBlock(InlineFont(vertAlign="superscript"), "1"))
    hidden = book.create_sheet("Notes")
    hidden.sheet_state = "hidden"
    hidden["B3"] = "Not here"
    book.create_sheet("Empty")
    data = saved(book)
    assert read(data, BOUNDS) == read(data, WHOLE)
    found = read(data, BOUNDS)
    assert [each for each in found if isinstance(each[0], str)] == [
        ("Figures", False),
        ("Notes", True),
        ("Empty", False),
    ]
    assert ["2024-07-01", "", "", "2024-07-01 13:30:00"] in [cells for _number, cells in found]
    with pytest.raises(TooLarge):
        read(data, replace(BOUNDS, columns=3))
    with pytest.raises(TooLarge):
        read(data, replace(BOUNDS, rows=2))


def test_a_large_sheet_takes_no_more_memory_than_a_small_one():
    """Of the process that opens it, which the process of a page waits for."""

    def peak(rows):
        book = Workbook(write_only=True)
        sheet = book.create_sheet()
        for number in range(rows):
            sheet.append([2024, f"Country {number % 200}", number, "G", "N"])
        command = [sys.executable, "-c", f"{PROGRAM}; {TELL}", json.dumps(asdict(BOUNDS))]
        told = subprocess.run(command, input=saved(book), capture_output=True, check=True)
        assert told.stdout.count(b"\n") == rows + 1
        return int(told.stderr)

    assert peak(15_000) < 1.2 * peak(100)


# What a process held that began another counts among the most of that one, but for this number.
TELL = "print(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')), file=sys.stderr)"


def test_what_is_no_day_and_what_is_written_otherwise_is_read_as_when_it_is_read_whole():
    book = Workbook()
    sheet = book.active
    sheet["A1"] = "País_x000D_\nde nacionalidad"
    for row, serial in enumerate((1, 32, 59, 61, 0.5, 3_000_000), start=2):
        cell = sheet.cell(row, 1, serial)
        cell.number_format = "yyyy-mm-dd"
    data = saved(book)
    assert read(data, BOUNDS) == read(data, WHOLE)
    assert any("3000000" in str(line) for line in read(data, BOUNDS))
