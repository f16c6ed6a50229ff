"""Printed documents: tagged, titled, in their language; data is text and never markup."""

import io

import pytest
from django.test import override_settings
from django.utils import translation
from pypdf import PdfReader

from portal.core.printing import printed

SAMPLE = """#import "_paper.typ": *
#show: paper
= #data.title
#data.words
#spoken("es", data.spanish)
"""


@pytest.fixture
def folder(tmp_path, settings):
    """A folder of templates with one sample beside the shared paper."""
    home = tmp_path / "templates/print"
    home.mkdir(parents=True)
    (home / "_paper.typ").write_bytes((settings.BASE_DIR / "templates/print/_paper.typ").read_bytes())
    (home / "sample.typ").write_text(SAMPLE)
    with override_settings(BASE_DIR=tmp_path):
        yield home


def read(document: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(document))


def test_a_document_is_tagged_titled_and_says_its_language(folder):
    data = {"words": "Hello", "spanish": "Señorías"}
    pdf = read(printed("sample", data, title="Lista", language="es", marking="Releasable to MEX, USA"))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "es"
    assert pdf.metadata.title == "Lista"
    text = pdf.pages[0].extract_text()
    assert "Releasable to MEX, USA" in text
    assert "Señorías" in text


def test_the_language_is_the_readers_unless_named(folder):
    with translation.override("es"):
        pdf = read(printed("sample", {"words": "", "spanish": ""}, title="x"))
    assert pdf.trailer["/Root"]["/Lang"] == "es"


def test_what_people_type_is_text_and_never_markup(folder):
    nasty = '#panic(1) $y$ *bold* #read("/etc/hostname") \\ "quoted" <label> @cite'
    text = read(printed("sample", {"words": nasty, "spanish": ""}, title="#panic(2)")).pages[0].extract_text()
    assert '#read("/etc/hostname")' in text.replace("“", '"').replace("”", '"')
    assert "#panic(2)" in text


def test_only_the_house_typeface_is_embedded(folder):
    pdf = read(printed("sample", {"words": "Łódź", "spanish": "Ñandú"}, title="x"))
    fonts = {str(font.get_object()["/BaseFont"]) for font in pdf.pages[0]["/Resources"]["/Font"].values()}
    assert fonts
    assert all("PublicSans" in font for font in fonts)


def test_a_document_is_set_once_and_each_other_fact_makes_another(folder):
    facts = {"data": {"words": "Hello", "spanish": "Hola"}, "title": "x", "language": "en", "marking": "Open"}

    def made(**other):
        given = facts | other
        return printed("sample", given.pop("data"), **given)

    first = made()
    assert made(data={"words": "Hello", "spanish": "Hola"}) is first
    others = [
        made(data={"words": "Hello.", "spanish": "Hola"}),
        made(title="y"),
        made(language="es"),
        made(marking="Closed"),
    ]
    assert all(each is not first for each in others)
    (folder / "other.typ").write_text(SAMPLE)
    assert printed("other", facts["data"], title="x", language="en", marking="Open") is not first


def test_facts_that_are_equal_and_look_different_are_different_documents(folder):
    (folder / "sample.typ").write_text(SAMPLE.replace("#data.words", "#repr(data.words)"))
    made = [printed("sample", {"words": fact, "spanish": ""}, title="x") for fact in (1, True, 1.0)]
    assert len({read(each).pages[0].extract_text() for each in made}) == 3
