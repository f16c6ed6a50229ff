"""Requests, answers and practices as PDF, Word and workbook in each language: what their audience reads, marked on each page."""

import io
import re
import zipfile
from datetime import UTC

import pytest
from django.utils import translation
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from portal.core.reader import reading_as
from tests.factories.practices import fail, make_practice
from tests.factories.requests import NOW, make_answer, make_draft_request, make_request
from workinggroup.handling.operations import ask_release, mark, share, write_passage
from workinggroup.handling.operations.sharing import NobodyToRead, widen
from workinggroup.handling.papers import HeadsTakeStrict, NotForThem, NotOnPaper, Paper, as_docx, make_paper
from workinggroup.handling.things import Matter

FORMS = ["pdf", "docx", "xlsx"]
TITLES = {"en": "Lanes at night", "es": "Carriles de noche"}


def paper(person, thing, form, language="en", audience=()):
    with reading_as(person.reader), translation.override(language):
        whole = type(thing).objects.get(pk=thing.pk)
        return make_paper(whole=whole, actor=person, now=NOW, audience=audience or [person.code], form=form)[0]


def words(content, form):
    if form == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())
    if form == "xlsx":
        rows = [row for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows(values_only=True)]
        return " ".join(str(cell) for row in rows for cell in row if cell)
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return "".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist() if name.endswith("xml"))


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", FORMS)
def test_a_request_and_its_answer_are_papers(world, form, language):
    asked = make_request(world.usa, "MEX")
    answer = make_answer(world.mex, asked)
    for side in (world.usa, world.mex):
        told = words(paper(side.member, asked, form, language), form)
        for said in (
            asked.reference,
            TITLES[language],
            "How many lanes are open at night?",
            "TLP:AMBER",
            side.member.name,
        ):
            assert said in told, said
        told = words(paper(side.member, answer, form, language), form)
        for said in (str(answer), "Two of five.", "Dos de cinco.", "TLP:AMBER"):
            assert said in told, said


def test_an_answer_goes_to_nobody_who_does_not_read_its_request(world):
    answer = make_answer(world.mex, make_request(world.usa, "MEX"))
    mex = world.mex.coordinator
    with reading_as(mex.reader):
        with pytest.raises(NobodyToRead):
            share(thing=answer, actor=mex, now=NOW, sides=["GTM"])
        with pytest.raises(NobodyToRead):
            ask_release(thing=answer, actor=mex, now=NOW, marking="AMBER", purpose="To plan shifts.", sides=["GTM"])
        widen(type(answer).objects.get(pk=answer.pk), ["GTM"], mex, NOW)
    with pytest.raises(NotForThem):
        paper(mex, answer, "docx", audience=["GTM"])
    assert "GTM" not in words(paper(mex, answer, "docx"), "docx")


def test_a_paper_of_an_answer_is_marked_no_lower_than_its_request(world):
    asked = make_request(world.usa, "MEX")
    answer = make_answer(world.mex, asked)

    def marked(marking):
        with reading_as(world.mex.coordinator.reader):
            mark(thing=asked, actor=world.mex.coordinator, now=NOW, marking=marking)

    marked("AMBER+STRICT")
    with pytest.raises(HeadsTakeStrict):
        paper(world.mex.member, answer, "docx")
    assert "TLP:AMBER+STRICT" in words(paper(world.mex.coordinator, answer, "docx"), "docx")
    marked("RED")
    with pytest.raises(NotOnPaper):
        paper(world.mex.coordinator, answer, "docx")


@pytest.mark.parametrize("form", FORMS)
def test_a_draft_of_a_request_leaves_by_its_own_side_alone(world, form):
    drafted = make_draft_request(world.usa, "MEX")
    assert "How many lanes" in words(paper(world.usa.member, drafted, form), form)
    with reading_as(world.mex.coordinator.reader):
        assert not type(drafted).objects.filter(pk=drafted.pk).exists()


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("form", FORMS)
def test_a_practice_is_a_paper_without_what_is_kept_back(world, form, language):
    practice = make_practice(world.gtm, ["MEX", "USA"])
    fail(world.mex, practice)
    with reading_as(world.gtm.member.reader):
        kept = {"part": "cost", "text": {"en": "Zebra budget seven.", "es": "Presupuesto cebra siete."}}
        write_passage(whole=practice, actor=world.gtm.member, now=NOW, **kept)
    theirs = words(paper(world.usa.member, practice, form, language), form)
    failed = {"en": "Nobody made an appointment.", "es": "Nadie pidió cita."}[language]
    for said in (practice.reference, "One lane opens by appointment.", failed, "TLP:"):
        assert said in theirs, said
    assert "ebra" not in theirs
    assert "ebra" not in words(paper(world.gtm.member, practice, form, language, ["USA"]), form)
    assert "ebra" in words(paper(world.gtm.member, practice, form, language), form)


def test_a_column_of_codes_is_wide_enough_for_them_in_word():
    """Beside seven columns of words, with the margin that Word keeps in each cell."""
    rows = [
        ["No.", "Task", "Lead", "Begins"],
        ["1.1", "Agree on common opening hours at both crossings", "GTM", "2 Oct 2026"],
    ]
    wide = [[*row, *row[1:]] for row in rows]
    paper = Paper("P-GTM-1", Matter("A plan", tables=[("Tasks", wide)]), [], "TLP:AMBER", "GTM")
    [table] = Document(io.BytesIO(as_docx(paper))).tables
    assert min(cell.width.cm for cell in table.rows[0].cells) > 1.2


@pytest.mark.parametrize("form", FORMS)
def test_each_page_says_in_the_readers_language_how_it_is_marked_who_took_it_and_for_whom(world, form):
    practice = make_practice(world.gtm, ["MEX", "USA"])
    content = paper(world.gtm.member, practice, form, "es", ["USA"])
    marked, taken = "TLP:AMBER · Difusión: GTM, MEX, USA", r"GTM · .+ · 2026-09-09 10:00 · exportación \d{4} · para USA"
    if form == "xlsx":
        book = load_workbook(io.BytesIO(content))
        heads = {sheet.oddHeader.left.text for sheet in book}
        feet = {sheet.oddFooter.left.text for sheet in book}
        title, made = book.properties.title, book.properties.created
    elif form == "docx":
        document = Document(io.BytesIO(content))
        heads, feet = ({each.paragraphs[0].text for each in found} for found in _margins(document))
        title, author = document.core_properties.title, document.core_properties.author
        made = document.core_properties.created
        assert author == document.core_properties.comments == "", "nothing of what made it"
    else:
        book = PdfReader(io.BytesIO(content))
        heads = feet = {" ".join(page.extract_text().split()) for page in book.pages}
        title, made = book.metadata.title, NOW
    assert made.replace(tzinfo=UTC) == NOW, "the clock of the paper, of each kind of file"
    assert all(marked in each for each in heads)
    assert all(marked in each and re.search(taken, each) for each in feet), feet
    assert title.startswith(practice.reference)


def _margins(document):
    return zip(*((section.header, section.footer) for section in document.sections), strict=True)
