"""Lists of participants: what is said of each line. And notes verbales."""

import pytest

from meetings.participants.bringing import LARGEST_NOTE, NotANote, NoteTooLarge, require_note
from meetings.participants.listing import WANTED, lines_to_enter
from portal.people.lists.files import ListTooLarge, read_pasted
from tests.factories.work import NOTE


def read_list(text, **facts):
    return lines_to_enter(read_pasted(text, WANTED), **facts)


def test_columns_in_their_order_or_as_the_first_line_names_them():
    plain = read_list("Ana Robles; Directora; interpreter\nTom Bexley;Expert;")
    named = read_list("Tipo,Cargo,Nombre\nIntérprete,Directora,Ana Robles\n,Expert,Tom Bexley\n")
    for lines in (plain, named):
        assert [(each.name, each.function, each.kind) for each in lines] == [
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


def test_a_note_verbale_is_a_pdf_by_its_content():
    require_note(NOTE, "note.pdf")
    for data in (b"", b"hello", b"<html>%PDF-1.7</html>", b"MZ" + NOTE):
        with pytest.raises(NotANote):
            require_note(data, "note.pdf")
    with pytest.raises(NoteTooLarge):
        require_note(NOTE + b"\0" * LARGEST_NOTE, "note.pdf")
