#!/usr/bin/env bash
# Finding: python-calamine 0.9.1 gives the rows of a sheet one by one with its empty rows and without its empty columns.
#
# Input: a workbook whose only value stands in C4. Read at once (`to_python(skip_empty_area=False)`) it is in the fourth row and
# the third column; with the empty area skipped in the first of both. Read row by row (`iter_rows`) it is in the fourth row
# and the first column: whoever names the cell by what it is given says A4. openpyxl 3.1.5, row by row, has it in C4.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q --disable-pip-version-check python-calamine==0.9.1 openpyxl==3.1.5
"$folder/venv/bin/python" - <<'PYTHON'
import io

import openpyxl
from python_calamine import CalamineWorkbook


def found(rows):
    return [(row, column) for row, cells in enumerate(rows, 1) for column, cell in enumerate(cells, 1) if cell == 7]


book = openpyxl.Workbook()
book.active["C4"] = 7
file = io.BytesIO()
book.save(file)
file.seek(0)
sheet = CalamineWorkbook.from_filelike(file).get_sheet_by_index(0)
at_once = found(sheet.to_python(skip_empty_area=False))
skipped = found(sheet.to_python(skip_empty_area=True))
by_rows = found(sheet.iter_rows())
other = found(openpyxl.load_workbook(file).active.iter_rows(values_only=True))
print("at once:", at_once, "skipped:", skipped, "row by row:", by_rows, "openpyxl:", other)
assert at_once == other == [(4, 3)]
assert skipped == [(1, 1)]
assert by_rows == [(4, 1)]
print("as found: row by row a value in C4 stands in A4")
PYTHON
