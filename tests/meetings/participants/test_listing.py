"""Lists of participants from files: what is taken, what is said of each line, what is turned away."""

import io
import zipfile

import openpyxl
import pytest

from meetings.participants.bringing import (
    LARGEST_NOTE,
    ListTooLarge,
    NotAList,
    NotANote,
    NoteTooLarge,
    list_as_text,
    require_note,
)
from meetings.participants.listing import read_list
from tests.factories.work import NOTE


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_columns_in_their_order_or_as_the_first_line_names_them():
    plain = read_list("Ana Robles; Directora; interpreter\nTom Bexley;Expert;")
    named = read_list("Tipo,Cargo,Nombre\nIntérprete,Directora,Ana Robles\n,Expert,Tom Bexley\n")
    for lines in (plain, named):
        assert [(each.name, each.title, each.kind) for each in lines] == [
            ("Ana Robles", "Directora", "interpreter"),
            ("Tom Bexley", "Expert", "member"),
        ]


def test_each_line_has_its_verdict():
    text = "Ana;Jefa;head\nBea;;jefa de delegación\n;Nobody;member\nCarla;;astronaut\nana ;;member\nDora;;press"
    lines = read_list(text, listed=["DORA"])
    assert [each.is_ready for each in lines] == [True, False, False, False, False, False]
    assert "one head" in lines[1].problem
    assert "no name" in lines[2].problem
    assert "astronaut" in lines[3].problem
    assert "already" in lines[4].skip
    assert "already" in lines[5].skip


def test_a_head_there_already_is_said():
    assert not read_list("Ana;;head", has_head=True)[0].is_ready


def test_too_many_lines_are_refused():
    with pytest.raises(ListTooLarge):
        read_list("\n".join(f"Person {n};;" for n in range(1001)))


def test_a_workbook_is_read_and_its_formulas_stay_text():
    text = list_as_text(workbook(["Name", "Function"], ["Ana", '=HYPERLINK("http://x","y")'], [None, None]), "l.xlsx")
    lines = read_list(text)
    assert [(each.name, each.title) for each in lines] == [("Ana", '=HYPERLINK("http://x","y")')]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
        archive.writestr("xl/big.xml", b" " * (21 * 1024 * 1024))
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (b"x" * (1024 * 1024 + 1), ListTooLarge),
        (workbook(*(["n"] for _ in range(1001))), ListTooLarge),
        (bomb(), ListTooLarge),
        ("Ñ".encode("latin-1"), NotAList),
        (b"PK\x03\x04 cut off", NotAList),
        (workbook(["Ana"])[:900], NotAList),
        (b"a\0b", NotAList),
    ],
)
def test_what_is_no_list_is_refused(data, refusal):
    with pytest.raises(refusal):
        list_as_text(data, "list.csv")


def test_a_note_verbale_is_a_pdf_by_its_content():
    require_note(NOTE, "note.pdf")
    for data in (b"", b"hello", b"<html>%PDF-1.7</html>", b"MZ" + NOTE):
        with pytest.raises(NotANote):
            require_note(data, "note.pdf")
    with pytest.raises(NoteTooLarge):
        require_note(NOTE + b"\0" * LARGEST_NOTE, "note.pdf")
