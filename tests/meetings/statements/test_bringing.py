"""Bringing a statement in: text and files of every kind, good and bad."""

import io
import uuid
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from meetings.statements import operations
from meetings.statements.models import Paragraph, ParagraphVersion, Statement
from meetings.statements.queries import text_of
from meetings.texts.blocks import split_text
from meetings.texts.limits import TooLarge
from meetings.texts.reading import EmptyText, StrangeCharacters, UnbalancedBracket, bring_file, bring_text
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.core.uploads import NotADocument, UnsafeDocument
from tests.factories.uploads import ENTITY, docx
from tests.factories.work import ENGLISH, NOW, SPANISH, make_meeting, make_statement
from tests.scenes import scene

REAL = Path(__file__).resolve().parents[3].parent / "shared/data/statements"


def texts(brought):
    return [(block.kind, block.text) for block in brought.blocks]


def word(*paragraphs, table=False) -> bytes:
    document = Document()
    for style, text in paragraphs:
        document.add_paragraph(text, style=style)
    if table:
        document.add_table(1, 1).cell(0, 0).text = "cell"
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Declaración.".encode(), "Declaración."),
        ("\ufeffDeclaración.".encode(), "Declaración."),
        ("Declaración.".encode("utf-16"), "Declaración."),
    ],
)
def test_text_in_the_usual_encodings(data, expected):
    brought = bring_file(data, "a.txt")
    assert texts(brought) == [("paragraph", expected)]
    assert brought.remarks == []


def test_latin_1_is_read_and_said():
    brought = bring_file("Declaración “conjunta”.".encode("cp1252"), "a.txt")
    assert texts(brought) == [("paragraph", "Declaración “conjunta”.")]
    assert "Latin-1" in str(brought.remarks[0])


@pytest.mark.parametrize(
    ("data", "name", "refusal"),
    [
        (b"", "a.txt", EmptyText),
        (b" \n\n", "a.txt", EmptyText),
        (b"x" * (5 << 20), "a.txt", TooLarge),
        (b"\x00\x01\x02", "a.txt", StrangeCharacters),
        (b"%PDF-1.7\x00", "a.pdf", StrangeCharacters),
        (b"An [open bracket.", "a.txt", UnbalancedBracket),
        (b"no zip at all", "a.docx", NotADocument),
        (b"", "a.docx", NotADocument),
        (b"PK\x03\x04" + b"\0" * (11 << 20), "a.docx", TooLarge),
        (word()[:2000], "cut.docx", NotADocument),
        (docx(**{"word/document.xml": ENTITY}), "entity.docx", UnsafeDocument),
        (docx(**{"word/media/bomb.bin": b"\0" * (31 << 20)}), "bomb.docx", UnsafeDocument),
        (docx(**{"word/document.xml": b"<not xml"}), "broken.docx", NotADocument),
        (word(), "empty.docx", EmptyText),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(data, name, refusal):
    with pytest.raises(refusal):
        bring_file(data, name)


def test_the_place_of_an_open_bracket_is_told():
    with pytest.raises(UnbalancedBracket, match=r"Paragraph 2 .* character 9"):
        bring_text("Fine.\n\nThe two [sides agree.")


def test_brackets_that_close_are_taken_with_a_remark():
    brought = bring_text("The [USA: [nested] words] stay.")
    assert "paragraphs 1" in str(brought.remarks[0])


def test_a_word_document_keeps_headings_and_lists_and_names_what_it_leaves():
    brought = bring_file(
        word(
            ("Heading 1", "Next steps"),
            ("Normal", "They will:"),
            ("List Bullet", "go"),
            ("Normal", "– stay"),
            table=True,
        ),
        "a.docx",
    )
    assert texts(brought) == [
        ("heading", "Next steps"), ("chapeau", "They will:"), ("list_item", "go"), ("list_item", "stay"),
    ]  # fmt: skip
    assert [str(remark) for remark in brought.remarks] == ["Tables were not taken over: 1."]


def test_tracked_deletions_are_left_out_and_insertions_kept():
    data = word(("Normal", "PLACE"))
    xml = (
        '<w:ins w:author="a"><w:r><w:t>new </w:t></w:r></w:ins><w:del w:author="a"><w:r><w:delText>old </w:delText></w:r></w:del>'
        "<w:r><w:t>words</w:t></w:r>"
    )
    old = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml").decode()
    changed = docx(**{"word/document.xml": old.replace("<w:r><w:t>PLACE</w:t></w:r>", xml).encode()})
    assert texts(bring_file(changed, "a.docx")) == [("paragraph", "new words")]


# ---- Operations -------------------------------------------------------------------------------------------------------


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator)


def bring(world, meeting, english=ENGLISH, spanish=SPANISH, actor=None, **facts):
    actor = actor or world.sec.coordinator
    blocks = {"en": split_text(english)} | ({"es": split_text(spanish)} if spanish else {})
    values = {"title": {"en": "Joint statement", "es": "Declaración conjunta"}, "dated": date(2026, 2, 28)}
    with reading_as(actor.reader):
        return operations.bring_statement(meeting=meeting, actor=actor, now=NOW, blocks=blocks, **(values | facts))


def test_paragraphs_are_aligned_and_anchored(world, meeting):
    statement = bring(world, meeting)
    with reading_as(world.mex.member.reader):
        lines = text_of(statement)
    assert [(line.number, line.anchor) for line in lines] == [(1, "p01"), (2, "p02"), (3, "p03")]
    assert lines[0].texts == {"en": "The delegations met.", "es": "Las delegaciones se reunieron."}


def test_list_items_belong_to_their_chapeau(world, meeting):
    statement = bring(world, meeting, "They will:\n- go\n- stay\n\nEnd.", "Van a:\n- ir\n- quedarse\n\nFin.")
    with reading_as(world.sec.coordinator.reader):
        parents = dict(Paragraph.objects.filter(statement=statement).values_list("anchor", "parent__anchor"))
    assert parents == {"p01": None, "p02": "p01", "p03": "p01", "p04": None}


def test_a_missing_spanish_paragraph_is_named_and_nothing_is_saved(world, meeting):
    with pytest.raises(operations.LanguagesDiffer, match=r"English 2 \(“The delegations will publish"):
        bring(world, meeting, spanish="Las delegaciones se reunieron.\n\nAcordaron reunirse de nuevo en junio de 2026.")
    with reading_as(world.sec.coordinator.reader):
        assert not Statement.objects.exists()


def test_as_many_paragraphs_in_another_order_are_not_laid_side_by_side(world, meeting):
    english = "They open two centres by June 2027.\n\nThey publish the list of crossings.\n\nThey train 200 inspectors."
    spanish = (
        "Publican la lista de cruces.\n\nCapacitan a 200 inspectores.\n\nInvitan a los organismos internacionales."
    )
    with pytest.raises(operations.LanguagesDiffer, match=r"English 1 \(“They open two.*; Spanish 3 \(“Invitan a los"):
        bring(world, meeting, english, spanish)


def test_a_heading_against_a_paragraph_is_named(world, meeting):
    with pytest.raises(operations.KindsDiffer, match="Paragraph 1"):
        bring(world, meeting, "## One\n\nTwo.", "Uno.\n\nDos.")


def test_english_alone_gets_its_spanish_later(world, meeting):
    statement = bring(world, meeting, spanish=None)
    assert statement.languages == ["en"]
    with reading_as(world.sec.coordinator.reader):
        operations.add_language(
            statement=statement, actor=world.sec.coordinator, now=NOW, language="es", blocks=split_text(SPANISH)
        )
        assert ParagraphVersion.objects.count() == 6
        lines = text_of(Statement.objects.get())
        assert lines[1].texts["es"] == "Las delegaciones publicarán una guía común."
        with pytest.raises(operations.LanguageThere):
            operations.add_language(
                statement=statement, actor=world.sec.coordinator, now=NOW, language="es", blocks=split_text(SPANISH)
            )


def test_only_the_secretariat_brings_a_statement(world, meeting):
    for actor in (world.usa.coordinator, world.sec.member, world.gtm.head):
        with pytest.raises(NotAllowed):
            bring(world, meeting, actor=actor)


def test_too_many_paragraphs_are_refused(world, meeting):
    with pytest.raises(operations.TooManyParagraphs, match="2001"):
        bring(world, meeting, "\n\n".join(["x"] * 2001), None)


# ---- Pages ------------------------------------------------------------------------------------------------------------


def form(meeting, **facts):
    values = {
        "meeting": meeting.pk, "kind": "joint_statement",
        "title_en": "Joint statement", "title_es": "Declaración conjunta", "dated": "2026-02-28",
        "text_en": ENGLISH, "text_es": SPANISH,
    }  # fmt: skip
    return values | facts


def test_pasting_both_languages_shows_both_columns(world, sign_in, meeting):
    client = sign_in(world.sec.coordinator)
    answer = client.post("/statements/new/", form(meeting), secure=True)
    assert answer.status_code == 302
    page = client.get(answer["Location"], secure=True).content.decode()
    assert '<p role="cell" lang="en" class="voice">The delegations met.</p>' in page
    assert '<p role="cell" lang="es" class="voice">Las delegaciones se reunieron.</p>' in page


def test_sending_the_form_again_leads_to_the_same_page(world, sign_in, meeting):
    client = sign_in(world.sec.coordinator)
    facts = form(meeting, key=uuid.uuid4())
    first, second = (client.post("/statements/new/", facts, secure=True) for _ in range(2))
    assert first["Location"] == second["Location"]


def test_uploading_word_files(world, sign_in, meeting):
    files = {
        "file_en": SimpleUploadedFile("en.docx", word(("Normal", "One."), ("Normal", "Two."))),
        "file_es": SimpleUploadedFile("es.docx", word(("Normal", "Uno."), ("Normal", "Dos."))),
    }
    client = sign_in(world.sec.coordinator)
    answer = client.post("/statements/new/", form(meeting, text_en="", text_es="") | files, secure=True)
    assert answer.status_code == 302
    assert "Dos." in client.get(answer["Location"], secure=True).content.decode()


def test_what_a_word_file_leaves_behind_is_said_of_either_language(world, sign_in, meeting):
    client = sign_in(world.sec.coordinator)
    first = SimpleUploadedFile("en.docx", word(("Normal", "One."), table=True))
    answer = client.post("/statements/new/", form(meeting, text_en="", text_es="") | {"file_en": first}, secure=True)
    page = client.get(answer["Location"], secure=True).content.decode()
    assert page.count("Tables were not taken over: 1.") == 1
    second = SimpleUploadedFile("es.docx", word(("Normal", "Uno."), table=True))
    address = reverse("statements:add-language", args=[answer["Location"].strip("/").split("/")[-1]])
    answer = client.post(address, {"file_es": second}, secure=True)
    page = client.get(answer["Location"], secure=True).content.decode()
    assert page.count("Tables were not taken over: 1.") == 1


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"text_en": "", "text_es": ""}, "Paste the English text or choose a file."),
        ({"text_en": "x" * (1 << 20) + "x"}, "larger than 1 MB"),
        ({"text_es": "Uno."}, "English has 3 paragraphs and Spanish has 1"),
        ({"text_en": "An [open bracket."}, "square bracket without its partner"),
        ({"file_en": SimpleUploadedFile("a.docx", b"x")}, "not a Word document"),
        ({"file_en": SimpleUploadedFile("a.txt", b"")}, "The text is empty"),
        ({"dated": "31/02/2026"}, "Enter a valid date"),
    ],
)
def test_a_bad_form_says_where_and_what_and_saves_nothing(world, sign_in, meeting, facts, words):
    page = sign_in(world.sec.coordinator).post("/statements/new/", form(meeting, **facts), secure=True).content.decode()
    assert words in page
    assert "Nothing was saved" in page
    with reading_as(world.sec.coordinator.reader):
        assert not Statement.objects.exists()


def test_more_than_the_portal_takes_is_answered_with_a_sentence(world, sign_in, meeting):
    answer = sign_in(world.sec.coordinator).post(
        "/statements/new/", form(meeting, text_en="x" * (7 << 20)), secure=True
    )
    assert answer.status_code == 400
    assert "a file may be too large" in answer.content.decode()


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_length(world, sign_in, meeting, count, django_assert_num_queries):
    text = "\n\n".join(f"Paragraph {number}." for number in range(count))
    statement = make_statement(world.sec.coordinator, meeting, text, text)
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(11):
        assert client.get(statement.get_absolute_url(), secure=True).status_code == 200


@pytest.mark.skipif(not REAL.is_dir(), reason="the real statements are not beside this checkout")
def test_the_real_declaration_aligns_in_23_paragraphs(world, meeting):
    english, spanish = ((REAL / f"2022-06-10_los-angeles-declaration.{code}.txt").read_text() for code in ("en", "es"))
    statement = bring(world, meeting, english, spanish)
    with reading_as(world.usa.member.reader):
        lines = text_of(statement)
    assert len(lines) == 23
    assert all(line.texts["en"] and line.texts["es"] for line in lines)
