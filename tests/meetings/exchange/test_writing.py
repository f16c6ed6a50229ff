"""A statement as a Word document: read with other libraries, and looked into where they do not look."""

import io
import re
import zipfile

import pytest
from docx import Document
from docx_revisions import RevisionDocument
from lxml import etree

from meetings.exchange.docx.writing import write
from meetings.exchange.redlining import redline
from meetings.exchange.sheet import Comment, Run, SheetParagraph
from meetings.texts.docx.marks import BaseParagraph
from meetings.texts.docx.reading import read
from tests.factories.word import AT, base, exported, sheet

OLD = base("The parties met in Mérida.", "They agreed to share data.", "They thanked their hosts.")
NEW = [
    BaseParagraph("p03", "paragraph", "They thanked their hosts."),
    BaseParagraph("p01", "paragraph", "The three parties met in Mérida."),
    BaseParagraph("p04", "heading", "Next & <steps>"),
]


def part(data, name):
    return zipfile.ZipFile(io.BytesIO(data)).read(name).decode()


def marked():
    return write(sheet(redline(OLD, NEW, author="México", at=AT)))


def test_another_library_reads_our_changes_with_their_author_and_date():
    found = [
        (type(change).__name__, change.text, change.author, change.date)
        for paragraph in RevisionDocument(io.BytesIO(marked())).paragraphs
        for change in paragraph.track_changes
    ]
    assert found == [
        ("TrackedInsertion", "three ", "México", AT),
        ("TrackedDeletion", "They agreed to share data.", "México", AT),
        ("TrackedInsertion", "Next & <steps>", "México", AT),
    ]


def test_another_library_rejects_our_changes_and_has_the_old_words():
    document = RevisionDocument(
        io.BytesIO(write(sheet(redline(OLD[:2], base("The three parties met in Mérida."), author="USA", at=AT))))
    )
    document.reject_all()
    kept = io.BytesIO()
    document.save(kept)
    texts = [paragraph.text for paragraph in Document(kept).paragraphs]
    assert texts == ["Joint Statement", "The parties met in Mérida.", "They agreed to share data.", "End of text"]


def test_a_moved_paragraph_is_a_move_whose_ends_have_one_name():
    xml = part(marked(), "word/document.xml")
    assert re.findall(r'<w:(move\w+)RangeStart w:id="\d+" w:name="(\w+)"', xml) == [
        ("moveTo", "move_p03"),
        ("moveFrom", "move_p03"),
    ]
    assert xml.count('w:name="p_p03"') == 1
    assert xml.count("</w:moveFrom>") == xml.count("</w:moveTo>") == 1


def test_whole_paragraphs_have_their_marks_tracked_and_no_insertion_lies_within_a_move():
    xml = part(marked(), "word/document.xml")
    assert re.findall(r"<w:rPr><w:(\w+) [^>]*/></w:rPr></w:pPr>", xml) == ["moveTo", "del", "moveFrom", "ins"]
    edited = [BaseParagraph("p03", "paragraph", "They warmly thanked their hosts."), *OLD[:2]]
    xml = part(write(sheet(redline(OLD, edited, author="México", at=None))), "word/document.xml")
    assert re.search(r"<w:ins [^>]*><w:r>", xml)
    assert not re.search(r"<w:moveTo [^>]*><w:ins", xml)
    # A move must have a date, whatever is known.
    assert all("w:date" in start for start in re.findall(r"<w:move\w+RangeStart [^>]*>", xml))


def test_every_number_of_a_revision_bookmark_or_range_is_used_once():
    xml = part(marked(), "word/document.xml")
    starts = re.findall(
        r'<w:(?:ins|del|moveFrom|moveTo|bookmarkStart|moveFromRangeStart|moveToRangeStart) w:id="(\d+)"', xml
    )
    assert len(starts) == len(set(starts)) > 10


def test_each_paragraph_lies_in_its_bookmark():
    xml = part(exported(OLD), "word/document.xml")
    assert re.findall(r'w:name="(\w+)"', xml) == ["s_title", "p_p01", "p_p02", "p_p03", "s_end"]


def test_title_headings_lists_and_languages_are_those_of_word():
    text = [
        BaseParagraph("p01", "chapeau", "They will:"),
        BaseParagraph("p02", "list_item", "go"),
        BaseParagraph("p03", "heading", "Next"),
    ]
    data = exported(text, title="Declaración conjunta", language="es", lead_in=("Texto.",))
    document = Document(io.BytesIO(data))
    assert [paragraph.style.name for paragraph in document.paragraphs] == [
        "Title", "Lead-in", "Normal", "List Bullet", "Heading 1", "End of text",
    ]  # fmt: skip
    assert (document.core_properties.title, document.core_properties.language) == ("Declaración conjunta", "es-419")
    assert 'w:lang w:val="es-419"' in part(data, "word/styles.xml")
    assert document.paragraphs[-1].text == "Fin del texto"
    assert "Página " in part(data, "word/footer.xml")
    for name in ("word/header.xml", "word/footer.xml"):
        runs = re.findall(r"<w:r>(.*?)</w:r>", part(data, name))
        assert runs
        assert all('<w:lang w:val="es-419"/>' in run for run in runs)


def test_header_and_footer_stand_on_every_page_with_page_numbers():
    data = exported(OLD, header=("REL TO USA, MEX", "Not agreed text"), footer=("Text 54e6-8bdc-61ff · <Rev. 3>",))
    section = Document(io.BytesIO(data)).sections[0]
    assert [paragraph.text for paragraph in section.header.paragraphs] == ["REL TO USA, MEX", "Not agreed text"]
    assert section.footer.paragraphs[0].text == "Text 54e6-8bdc-61ff · <Rev. 3>"
    assert re.findall(r'w:instr=" (\w+) "', part(data, "word/footer.xml")) == ["PAGE", "NUMPAGES"]


def test_whoever_edits_it_is_tracked():
    assert "<w:trackRevisions/>" in part(exported(OLD), "word/settings.xml")


def test_numbers_stand_in_the_margin_and_not_in_the_text():
    data = exported(OLD, numbering={"p01": "1.", "p03": "3."})
    assert [paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs][1] == OLD[0].text
    assert re.findall(r'lvlText w:val="(.*?)"', part(data, "word/numbering.xml")) == ["•", "1.", "3."]
    assert {each.kind for each in read(data).paragraphs if each.anchor} == {"paragraph"}


def test_comments_are_real_ones():
    paragraph = SheetParagraph("p01", "paragraph", (Run("Words."),), comments=(Comment("México", "A <reason>.", AT),))
    data = write(sheet([paragraph], comments=(Comment("SEC", "On the whole."),)))
    found = [(comment.author, comment.text) for comment in Document(io.BytesIO(data)).comments]
    assert found == [("SEC", "On the whole."), ("México", "A <reason>.")]


def test_equal_sheets_give_equal_files_of_well_formed_parts():
    data = marked()
    assert data == marked()
    archive = zipfile.ZipFile(io.BytesIO(data))
    for name in archive.namelist():
        etree.fromstring(archive.read(name))


@pytest.mark.parametrize("text", ["", "a\x00b\x0bc", "]]> & \"quotes\" 'here' <w:p/>", "a \U0001f30e b"])
def test_any_text_can_be_written(text):
    data = exported([BaseParagraph("p01", "paragraph", text)], title=text, header=(text,))
    assert Document(io.BytesIO(data)).paragraphs[1].text == text.replace("\x00", "").replace("\x0b", "\n")
