"""Files that are what they say, and files that are not."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.documents.names import clean_name, inert, split_ending, unique_name
from meetings.documents.sniffing import (
    TYPES,
    ActiveContent,
    CannotBeChecked,
    NotWhatItSays,
    UnknownKind,
    UnpacksTooLarge,
    require_safe,
)
from portal.core.errors import Refused
from tests.meetings.documents.files import ENTITY, JPEG, PNG, docm, docx, odt, packed, pdf, xlsx

TEMPLATE = b'<r Type="http://x/relationships/attachedTemplate"/>'
EXE = b"MZ\x90\0\x03\0\0\0" + b"\0" * 200
EICAR_LIKE = b"\x7fELF\x02\x01\x01" + b"\0" * 60


def check(tmp_path, name: str, data: bytes) -> str:
    path = tmp_path / "file"
    path.write_bytes(data)
    return require_safe(path, name)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", pdf(), "application/pdf"),
        ("a.PDF", pdf(packed(b"words of a page: Preparation/Launch of the guide", b"/Filter /FlateDecode")), "application/pdf"),
        ("a.pdf", pdf(packed(b"<< /Type /Page >>")), "application/pdf"),
        ("a.docx", docx(), "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ("a.xlsx", xlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("a.odt", odt(), "application/vnd.oasis.opendocument.text"),
        ("a.ods", odt("spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet"),
        ("a.txt", "Declaración conjunta".encode(), "text/plain"),
        ("a.txt", "Declaración".encode("cp1252"), "text/plain"),
        ("a.txt", "Declaración".encode("utf-16"), "text/plain"),
        ("a.csv", b"month;persons\r\n2024-01;3\r\n", "text/csv"),
        ("a.png", PNG, "image/png"),
        ("a.jpeg", JPEG, "image/jpeg"),
    ],
)  # fmt: skip
def test_what_is_taken(tmp_path, name, data, kind):
    assert check(tmp_path, name, data) == kind


@pytest.mark.parametrize(
    ("name", "data", "refusal"),
    [
        ("a.exe", EXE, UnknownKind),
        ("a", b"words", UnknownKind),
        ("a.svg", b"<svg onload='x'/>", UnknownKind),
        ("a.html", b"<html>", UnknownKind),
        ("a.docm", docm(), UnknownKind),
        ("a.xlsm", xlsx(), UnknownKind),
        ("a.zip", docx(), UnknownKind),
        ("a.pdf", EXE, NotWhatItSays),
        ("a.pdf", pdf()[:-10], NotWhatItSays),
        ("a.pdf", b"<html>%PDF-1.7 %%EOF", NotWhatItSays),
        ("a.pdf", docx(), NotWhatItSays),
        ("a.pdf", pdf(b"<< /S /JavaScript /JS (app.alert(1)) >>"), ActiveContent),
        ("a.pdf", pdf(b"<< /S /J#61vaScript /JS (x) >>"), ActiveContent),
        ("a.pdf", pdf(b"<< /OpenAction << /S /Launch /F (cmd.exe) >> >>"), ActiveContent),
        ("a.pdf", pdf(b"<< /S % here\n /Launch >>"), ActiveContent),
        ("a.pdf", pdf(b"<< /Names << /EmbeddedFiles 4 0 R >> >>"), ActiveContent),
        ("a.pdf", pdf(packed(b"<< /S /JavaScript /JS (x) >>")), ActiveContent),
        ("a.pdf", pdf(packed(b"<< /S /JavaScript >>", b"/Type /ObjStm /X (obj) /Filter /FlateDecode")), ActiveContent),
        ("a.pdf", pdf(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nxx\nendstream"), CannotBeChecked),
        ("a.pdf", pdf(packed(b"x", b"/Type /ObjStm /Filter 7 0 R")), CannotBeChecked),
        ("a.pdf", pdf(b"<< /Encrypt 5 0 R >>"), CannotBeChecked),
        ("a.pdf", pdf(packed(b"\0" * (301 << 20))), UnpacksTooLarge),
        ("a.docx", docm(), ActiveContent),
        ("a.docx", xlsx(), NotWhatItSays),
        ("a.docx", docx()[:2000], NotWhatItSays),
        ("a.docx", b"PK\x05\x06" + b"\0" * 18, NotWhatItSays),
        ("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, NotWhatItSays),
        ("a.docx", docx(**{"word/document.xml": ENTITY}), ActiveContent),
        ("a.docx", docx(**{"word/document.xml": ENTITY.decode().encode("utf-16")}), ActiveContent),
        ("a.docx", docx(**{"word/media/bomb.bin": b"\0" * (31 << 20)}), UnpacksTooLarge),
        ("a.docx", docx(**{f"word/x{number}.bin": b"" for number in range(10_001)}), UnpacksTooLarge),
        ("a.docx", docx(**{"word/embeddings/oleObject1.bin": b"x"}), ActiveContent),
        ("a.docx", docx(**{"word/_rels/settings.xml.rels": TEMPLATE}), ActiveContent),
        ("a.xlsx", xlsx(**{"xl/vbaProject.bin": b"x"}), ActiveContent),
        ("a.xlsx", xlsx(**{"xl/activeX/activeX1.xml": b"<x/>"}), ActiveContent),
        ("a.odt", odt(**{"Basic/Standard/Module1.xml": b"<x/>"}), ActiveContent),
        ("a.odt", odt(**{"Scripts/python/x.py": b"x"}), ActiveContent),
        ("a.odt", odt(manifest=b"<manifest:encryption-data/>"), CannotBeChecked),
        ("a.odt", odt("spreadsheet"), NotWhatItSays),
        ("a.txt", EXE, NotWhatItSays),
        ("a.txt", EICAR_LIKE, NotWhatItSays),
        ("a.txt", b"  <SVG onload=alert(1)>", ActiveContent),
        ("a.txt", "<!doctype html>".encode("utf-16"), ActiveContent),
        ("a.csv", b"#!/bin/sh\nrm -rf /", ActiveContent),
        ("a.png", PNG[:-4], NotWhatItSays),
        ("a.png", PNG + b"PK\x03\x04", NotWhatItSays),
        ("a.jpg", JPEG[:-2], NotWhatItSays),
        ("a.jpg", PNG, NotWhatItSays),
    ],
)  # fmt: skip
def test_what_is_refused(tmp_path, name, data, refusal):
    with pytest.raises(refusal) as caught:
        check(tmp_path, name, data)
    assert name in str(caught.value)


@pytest.mark.parametrize("ending", ["pdf", "docx", "xlsx", "odt", "txt", "png", "jpg"])
@given(data=st.binary(max_size=400))
def test_rubbish_is_refused_by_name_or_taken_and_never_fails(tmp_path_factory, ending, data):
    path = tmp_path_factory.mktemp("x") / "file"
    path.write_bytes(data or b"x")
    with suppress(Refused):
        assert require_safe(path, f"a.{ending}") == TYPES[f".{ending}"]


@pytest.mark.parametrize(
    ("given_", "kept"),
    [
        ("../../x.pdf", "x.pdf"),
        ("..\\..\\x.pdf", "x.pdf"),
        ("/etc/passwd", "passwd"),
        (".htaccess", "htaccess"),
        ("CON.pdf", "_CON.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie x.pdf"),
        ("gpj.\u202efdp.exe", "gpj.fdp.exe"),
        ("Declaracio\u0301n.pdf", "Declaración.pdf"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_names_are_cleaned(given_, kept):
    assert clean_name(given_) == kept


def test_a_name_of_300_characters_is_cut_and_keeps_its_ending():
    assert clean_name("x" * 300 + ".pdf") == "x" * 116 + ".pdf"
    assert len(clean_name("世" * 300 + ".pdf").encode()) <= 240


@given(st.text(max_size=400))
def test_a_cleaned_name_is_safe_everywhere_and_stays_as_it_is(name):
    kept = clean_name(name)
    assert 0 < len(kept) <= 121
    assert not set(kept) & set('<>:"/\\|?*\0\n\r')
    assert not kept.startswith((".", " "))
    assert clean_name(kept) == kept


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "b", "a (2).pdf"]), max_size=30))
def test_unique_names_differ_even_where_case_does_not_count(names):
    taken: set[str] = set()
    made = [unique_name(name, taken) for name in names]
    assert len({name.casefold() for name in made}) == len(names)
    assert all(
        split_ending(new)[1].lower() == split_ending(old)[1].lower() for new, old in zip(made, names, strict=True)
    )


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_cell_becomes_a_formula(cell):
    assert inert(cell) == "'" + cell
    assert inert("plain") == "plain"
