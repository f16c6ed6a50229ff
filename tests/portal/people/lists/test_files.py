"""Files with lists: the encodings and the workbooks in which they come, and what is turned away."""

import codecs
import datetime
import io
import zipfile
from pathlib import Path

import pytest

from meetings.participants.listing import WANTED, lines_to_enter
from portal.people.lists.files import IsAPage, ListTooLarge, NotAList, read_file
from tests.factories.lists import changed, ods, xlsb, xlsx, zipped

SHEET = "xl/worksheets/sheet1.xml"
NAMES = ["María José Ñandú", "Ángel Güell–Pérez", "Zoë O’Brien"]
TEXT = "Nombre;Cargo;Tipo\r\n" + "".join(f"{name};Atención “única”;Intérprete\r\n" for name in NAMES)
HEADS = ["Apellidos", "Nombre", "Cargo", "Tipo"]
ROSA = ["de León Vides", "María José", "Directora", "Titular"]
# One cell in every column, and one row in every line: nine hundred bytes that claim to be gigantic.
CELL = '<table:table-cell office:value-type="string"{}><text:p>x</text:p></table:table-cell>'
BROAD = CELL.format(' table:number-columns-repeated="16384"')
DEEP = f'<table:table-row table:number-rows-repeated="1048576">{CELL.format("")}</table:table-row>'
ROSA_COMES = ("María José de León Vides", "Directora", "member")


def read(data, name="list"):
    return read_file(data, name, WANTED)


def people(data):
    lines = lines_to_enter(read(data))
    return [(line.name, line.function, line.kind) for line in lines if line.is_ready]


def problems(data):
    return [line.problem or line.skip for line in lines_to_enter(read(data)) if not line.is_ready]


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("cp1252"),
        TEXT.replace("\r\n", "\r").encode("mac_roman"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.replace(";", "\t").encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
    ],
)
def test_text_is_read_in_the_encodings_of_spreadsheets(data):
    assert people(data) == [(name, "Atención “única”", "interpreter") for name in NAMES]


def test_the_encoding_of_an_old_windows_prompt_is_known_by_its_letters():
    assert [name for name, *_rest in people("Nombre;Tipo\nJosé Peña;miembro\nAída Muñoz;miembro".encode("cp850"))] == [
        "José Peña",
        "Aída Muñoz",
    ]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"x" * (1024 * 1024 + 1), ListTooLarge),
        (b"Name\n" + b"n\n" * 1001, ListTooLarge),
        (b"a" + b"," * 70, None),
        (b"a," * 70 + b"a", ListTooLarge),
        (b"%PDF-1.7 text", NotAList),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4, NotAList),
        (bytes(range(256)) * 40, NotAList),
        (b"{\\rtf1 Ana}", NotAList),
        (b"\xff\xfea", NotAList),
        (b"\r\n <HTML><table><tr><td>Ana</td></tr></table>", IsAPage),
        (b"PK\x03\x04 cut off", NotAList),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NotAList),
        (xlsx(["Ana"])[:900], NotAList),
        (zipped({"word/document.xml": "<x/>"}), NotAList),
        (xlsx(["Name"], *(["n"] for _ in range(1001))), ListTooLarge),
        (xlsx(["a"] * 70), ListTooLarge),
        (zipped({"xl/workbook.xml": "<x/>", "xl/big.xml": b" " * (21 * 1024 * 1024)}), ListTooLarge),
        (zipped({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), NotAList),
        (changed(xlsx(["Name"], ["Ana"]), SHEET, 'r="A2"', 'r="XFD1048576"'), ListTooLarge),
        (ods(["Name"], [BROAD], end=DEEP), ListTooLarge),
    ],
)  # fmt: skip
def test_what_is_no_list_is_refused_by_name(data, refusal):
    if refusal is None:
        read(data)
        return
    with pytest.raises(refusal) as said:
        read(data, "mine.xls")
    assert refusal is ListTooLarge or "mine.xls" in str(said.value)


def test_a_zip_that_lies_about_its_size_is_cut_where_it_said_it_ends():
    whole = zipped({"xl/workbook.xml": b"<x/>" + b" " * 5_000_000})
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        size = archive.infolist()[0].file_size
    lying = whole.replace(size.to_bytes(4, "little"), (4).to_bytes(4, "little"))
    with pytest.raises(NotAList):
        read(lying)


@pytest.mark.parametrize("make", [xlsx, ods, xlsb])
def test_workbooks_of_each_format_are_read(make):
    data = make(["LISTA DE PARTICIPANTES"], [], HEADS, ROSA, ["Ramos Cuc", "Rosa", "", "Traductora"])
    reading = read(data)
    assert people(data) == [ROSA_COMES, ("Rosa Ramos Cuc", "", "interpreter")]
    assert reading.sheet == "Lista"
    assert [each.number for each in reading.left_out] == [1]
    assert [each.number for each in reading.entries] == [4, 5]


def test_a_workbook_of_excel_97_is_read_with_what_it_hides_and_what_failed():
    data = Path(__file__).with_name("participants.xls").read_bytes()
    assert people(data) == [ROSA_COMES, ("Rosa Ramos Cuc", "Asesora", "interpreter")]
    hidden, failed = problems(data)
    assert "6" in hidden
    assert "Eva Oculta" in hidden
    assert "C7" in failed
    assert read(data).sheet == "Delegación"


def test_the_first_visible_sheet_with_headings_is_taken_and_the_others_are_said():
    data = xlsx(["Apuntes de la reunión"], hiddenold=[HEADS, ROSA], Delegación=[HEADS, ROSA], Otra=[HEADS])
    reading = read(data)
    assert (reading.sheet, reading.other_sheets) == ("Delegación", ("Lista", "Otra"))
    assert people(data) == [ROSA_COMES]


@pytest.mark.parametrize("make", [xlsx, ods, xlsb])
def test_hidden_rows_are_shown_and_not_written(make):
    data = make(HEADS, ROSA, ["Pop", "Eva", "Asesora", ""], hidden=[3])
    assert people(data) == [ROSA_COMES]
    (words,) = problems(data)
    assert "Eva Pop" in words


def test_a_formula_that_failed_is_refused_by_its_line():
    for data in (xlsb(HEADS, [*ROSA[:2], "#N/A", ""]), xlsx(HEADS, [*ROSA[:2], "#N/A", ""])):
        (words,) = problems(data)
        assert "C2" in words


def test_values_stand_for_formulas_and_a_formula_without_one_is_refused_by_its_line():
    book = xlsx(["Nombre", "Cargo", "Edad"], ["Ana Pop", '="x"', "=1+1"], ["Tom Bexley", "Jefe", "=1+1"])
    (words,) = problems(book)
    assert "B2" in words
    assert people(book) == [("Tom Bexley", "Jefe", "member")]
    valued = (
        changed(book, SHEET, '<f>"x"</f><v></v>', '<f>"x"</f><v>7</v>')
        if b"<v></v>" in _part(book)
        else changed(book, SHEET, '<f>"x"</f><v />', '<f>"x"</f><v>7</v>')
    )
    assert people(valued)[0] == ("Ana Pop", "7", "member")
    cell = '<table:table-cell table:formula="of:=[.B9]"/>'
    (words,) = problems(ods(["Nombre", "Cargo"], [cell, "Jefe"]))
    assert "A2" in words
    value = (
        '<table:table-cell table:formula="of:=[.B9]" office:value-type="string"><text:p>Ana</text:p></table:table-cell>'
    )
    assert people(ods(["Nombre", "Cargo"], [value, "Jefa"])) == [("Ana", "Jefa", "member")]


def _part(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(SHEET)


def test_headings_in_merged_cells_hold_for_all_they_span():
    rows = [
        ["DELEGACIÓN DE EJEMPLO"],
        ["No.", "Nombre completo", None, "Cargo", "Tipo"],
        [None, "Nombres", "Apellidos"],
    ]
    data = xlsx(
        *rows, [1, "Rosa", "Ramos Cuc", "Asesora", "Alterna"], merged=["A1:E1", "B2:C2", "A2:A3", "D2:D3", "E2:E3"]
    )
    assert people(data) == [("Rosa Ramos Cuc", "Asesora", "member")]
    data = xlsx(
        ["Nombre", None, "Cargo"],
        ["Rosa", "Ramos Cuc", "Asesora"],
        ["Ana", None, "x"],
        ["Eva", None, "y"],
        merged=["A1:B1"],
    )
    assert people(data)[0] == ("Rosa Ramos Cuc", "Asesora", "member")
    data = xlsx(["Apellidos y nombres", None, "Cargo"], ["Ramos Cuc", "Rosa", "Asesora"], merged=["A1:B1"])
    assert people(data) == [("Rosa Ramos Cuc", "Asesora", "member")]


def test_a_cell_merged_downwards_holds_in_every_row():
    rows = [["Nombre", "Tipo"], ["Ana Pop", "Intérpretes"], ["Tom Bexley"], ["Eva Cruz", "Prensa"]]
    assert [kind for _name, _function, kind in people(xlsx(*rows, merged=["B2:B3"]))] == [
        "interpreter",
        "interpreter",
        "press",
    ]


def test_rows_that_are_one_cell_are_titles_wherever_they_stand():
    data = xlsx(["Nombre", "Cargo"], ["COMITIVA OFICIAL"], ["Ana Pop", "Directora"], merged=["A2:B2"])
    assert people(data) == [("Ana Pop", "Directora", "member")]


def test_a_name_over_two_columns_is_a_person():
    data = xlsx(
        ["Nombre", None, "Cargo"], ["Ana Pop", None, "Directora"], ["Tom Bexley"], merged=["A1:B1", "A2:B2", "A3:B3"]
    )
    assert people(data) == [("Ana Pop", "Directora", "member"), ("Tom Bexley", "", "member")]


def test_numbers_days_and_empty_rows_do_not_disturb():
    day = datetime.datetime(2026, 5, 3)  # noqa: DTZ001 - a cell has no zone
    rows = [["No.", "Nombre", "Teléfono", "Nacimiento", "Cargo"], [1.0, "Ana Pop", 50255555555, day, True]]
    data = xlsx(
        *rows, *([None] for _ in range(50)), [2, "Tom", None, datetime.time(9), 3.5], *([" "] for _ in range(2000))
    )
    assert people(data) == [("Ana Pop", "True", "member"), ("Tom", "3.5", "member")]
    assert problems(xlsx(["Nombre"], [2026], [day])) != []


def test_a_list_begins_anywhere_on_its_sheet():
    rows = [[]] * 7 + [[None, None, *HEADS], [None, None, *ROSA]]
    assert people(xlsx(*rows)) == [ROSA_COMES]
    assert [each.number for each in read(xlsx(*rows)).entries] == [9]
