"""The agenda on paper and in office programs, read back with other libraries."""

import io
from datetime import date, time

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.agendas.operations import begin_section
from portal.core.reader import reading_as
from tests.factories.work import make_item, make_meeting
from tests.scenes import scene

FORMULA = '=HYPERLINK("https://evil.example","click")'


@scene
def path(world):
    meeting = make_meeting(world.sec.coordinator, date(2090, 5, 4))
    make_item(world.sec.coordinator, meeting, 15, title="Opening", fixed_at=time(9), lead="GTM")
    make_item(world.sec.coordinator, meeting, 75, title="#panic(1) $y$ *bold*", lead="USA", supporting=["MEX"])
    make_item(world.sec.coordinator, meeting, 10, title=FORMULA)
    return f"/meetings/{meeting.slug}/agenda"


@pytest.fixture
def get(path, sign_in, world):
    def ask(ending, person=None):
        return sign_in(person or world.usa.member).get(path + ending, secure=True)

    return ask


def read_pdf(answer):
    assert answer.headers["Content-Type"] == "application/pdf"
    return PdfReader(io.BytesIO(answer.content))


def test_the_pdf_is_tagged_marked_and_holds_the_words_as_they_are(get):
    pdf = read_pdf(get(".pdf"))
    text = pdf.pages[0].extract_text().replace("\N{NO-BREAK SPACE}", " ")
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    assert "Releasable to USA, MEX, GTM, SEC" in text
    for words in ("Opening", "#panic(1) $y$ *bold*", "09:15", "USA, MEX", "1 h 15 min", "10:40"):
        assert words in text
    fonts = {font["/BaseFont"] for page in pdf.pages for font in map(_resolve, page["/Resources"]["/Font"].values())}
    assert all("PublicSans" in str(font) for font in fonts)


def _resolve(reference):
    return reference.get_object()


def test_both_languages_stand_in_one_document(get):
    text = read_pdf(get(".pdf?language=both")).pages[0].extract_text()
    assert "Ministerial" in text
    assert "Reunión ministerial" in text
    assert read_pdf(get(".pdf?language=es")).trailer["/Root"]["/Lang"] == "es"


def test_word_reads_it(get):
    document = Document(io.BytesIO(get(".docx").content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[1] == ["1", "09:00", "Opening", "GTM", "15 min"]
    assert rows[3][2] == FORMULA
    assert "Releasable to" in document.sections[0].header.paragraphs[0].text


def test_a_spreadsheet_holds_text_and_never_formulas(get):
    page = load_workbook(io.BytesIO(get(".xlsx").content)).active
    rows = list(page.iter_rows(values_only=True))
    assert rows[1] == (None, None, "1", "09:00", "Opening", "Opening", "GTM", 15)
    assert page.cell(4, 5).value == FORMULA
    assert page.cell(4, 5).data_type == "s"


def test_an_empty_agenda_is_printed_too(world, sign_in):
    meeting = make_meeting(world.sec.coordinator)
    for form in ("pdf", "docx", "xlsx"):
        assert sign_in(world.mex.member).get(f"/meetings/{meeting.slug}/agenda.{form}", secure=True).status_code == 200


def test_who_may_not_see_the_meeting_gets_no_paper(get, world):
    for ending in (".pdf", ".docx", ".xlsx"):
        assert get(ending, world.can.member).status_code == 404


# ---- Sections -----------------------------------------------------------------------------------------------------------


@scene
def sectioned(world):
    """Opening without a section, then "Labour", which holds a closed item, then "Borders"."""
    meeting = make_meeting(world.sec.coordinator, date(2090, 5, 4))
    closed = {"Lists": {"readers": ["MEX", "GTM"]}}
    names = ("Opening", "Visas", "Lists", "Roads")
    rows = [make_item(world.sec.coordinator, meeting, title=name, **closed.get(name, {})) for name in names]
    with reading_as(world.sec.coordinator.reader):
        begin_section(item=rows[1], actor=world.sec.coordinator, title={"en": "Labour", "es": "Trabajo"})
        begin_section(item=rows[3], actor=world.sec.coordinator, title={"en": "Borders", "es": "Fronteras"})
    return f"/meetings/{meeting.slug}/agenda"


def in_order(text: str, *words: str) -> bool:
    places = [text.find(word) for word in words]
    return -1 not in places and places == sorted(places)


def test_sections_are_headings_and_bookmarks_of_the_pdf(sectioned, sign_in, world):
    pdf = read_pdf(sign_in(world.usa.member).get(f"{sectioned}.pdf", secure=True))
    text = "".join(page.extract_text() for page in pdf.pages)
    assert in_order(text, "Opening", "Labour", "Visas", "Closed item", "Borders", "Roads")
    assert "Lists" not in text
    assert [entry.title for entry in flat(pdf.outline)] == ["Ministerial", "Labour", "Borders"]
    theirs = read_pdf(sign_in(world.mex.member).get(f"{sectioned}.pdf?language=both", secure=True))
    text = "".join(page.extract_text() for page in theirs.pages)
    assert in_order(text, "Labour", "Trabajo", "Lists", "Borders", "Fronteras")
    assert "Closed item" not in text


def flat(outline):
    for entry in outline:
        yield from flat(entry) if isinstance(entry, list) else [entry]


def test_sections_stand_in_word_and_in_the_spreadsheet(sectioned, sign_in, world):
    client = sign_in(world.usa.member)
    document = Document(io.BytesIO(client.get(f"{sectioned}.docx?language=es", secure=True).content))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert [row[2] for row in rows[1:]] == ["Opening", "Trabajo", "Visas", "Punto cerrado", "Fronteras", "Roads"]
    page = load_workbook(io.BytesIO(client.get(f"{sectioned}.xlsx", secure=True).content)).active
    rows = [row[:6] for row in page.iter_rows(min_row=2, values_only=True)]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        (None, None, "Opening"),
        ("Labour", "Trabajo", "Visas"),
        ("Labour", "Trabajo", "Closed item"),
        ("Borders", "Fronteras", "Roads"),
    ]
