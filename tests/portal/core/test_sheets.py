"""Spreadsheets as they are printed: nothing lies over another line, and heads stand on each sheet of paper."""

import io
import shutil
import subprocess

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.core.office import SheetPage, spreadsheet

LONG = "Nobody watches the eastern gate after dusk, and the lamps are out."
MARK = "TLP:AMBER · Releasable to GTM, MEX"
HEADS = ["Ref.", "What"]


def page(rows, widths=(10, 20), **facts):
    return SheetPage("Gaps", [MARK], rows, widths, **facts)


def sheet_of(shown):
    return load_workbook(io.BytesIO(spreadsheet([shown], marking=MARK, footer="GTM · export 7"))).worksheets[0]


def test_a_line_is_as_high_as_its_words_need():
    sheet = sheet_of(page([["1", "Short"], ["2", LONG], ["3", "One\ntwo\nthree"], ["4", 12]]))
    assert sheet.row_dimensions[2].height is None
    assert sheet.row_dimensions[3].height >= 4 * 15
    assert sheet.row_dimensions[4].height >= 3 * 15
    assert sheet.row_dimensions[5].height is None
    assert sheet_of(page([["1", LONG * 100]])).row_dimensions[2].height <= 409, "more than that no program takes"


def test_words_that_stand_alone_in_a_line_go_on_over_the_next_columns():
    sheet = sheet_of(page([["GTM · Ana · 2026-03-02 09:00 · export 7"], ["1", LONG]]))
    assert sheet["A2"].alignment.wrap_text is not True
    assert sheet.row_dimensions[2].height is None
    assert sheet["B3"].alignment.wrap_text
    assert sheet_of(page([[LONG]], widths=(20,)))["A2"].alignment.wrap_text, "there is no next column"


def test_heads_stand_on_each_sheet_of_paper_which_is_a4_across():
    sheet = sheet_of(page([HEADS, ["1", "Short"]], headed=1))
    assert sheet.print_title_rows == "$1:$2"
    assert sheet["A2"].font.bold
    assert sheet["B2"].font.bold
    assert not sheet["A3"].font.bold
    assert sheet.freeze_panes == "A3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.oddHeader.left.text == MARK
    assert sheet_of(page([["1", "Short"]])).print_title_rows == "$1:$1"


def test_a_program_prints_marks_and_heads_on_each_sheet(tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed")
    rows = [HEADS, *([f"G-{number}", LONG] for number in range(120)), ["GTM · export 7"]]
    book = tmp_path / "gaps.xlsx"
    book.write_bytes(spreadsheet([page(rows, headed=1)], marking=MARK, footer="GTM · export 7"))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    asked = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(book)]
    subprocess.run(asked, check=True, capture_output=True)
    if not (printed := tmp_path / "gaps.pdf").exists():
        pytest.skip("LibreOffice has no Calc here")
    sheets = [sheet.extract_text() for sheet in PdfReader(printed).pages]
    assert len(sheets) > 3
    for words in sheets:
        assert words.count(MARK) == 2, "in the first row and in the header"
        assert all(head in words for head in HEADS)
        assert "GTM · export 7" in words
    assert sum(words.count("lamps are out.") for words in sheets) == 120
