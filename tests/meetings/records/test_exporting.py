"""The minutes on paper and in office programs, read back with other libraries."""

import io

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from meetings.agendas.models import Item
from meetings.records import operations
from meetings.records.states import AmendmentStatus, OutcomeKind
from meetings.rounds.operations import advance_meeting
from meetings.rounds.states import COURSE
from portal.core.reader import reading_as
from tests.factories.work import NOW, conclude, make_credentials, make_item, make_meeting, make_participant
from tests.scenes import scene

FORMS = ("pdf", "docx", "xlsx")
FORMULA = '=HYPERLINK("https://evil.example","click")'


@scene
def meeting(world):
    """Concluded: "Guide" with a decision and, written before it, an information; "Lists", closed to USA; people."""
    held = make_meeting(world.sec.coordinator, co_hosts=["MEX"])
    guide = make_item(world.sec.coordinator, held, title="Guide")
    lists = make_item(world.sec.coordinator, held, title="Lists", readers=["MEX", "GTM"])
    write(
        world, guide, OutcomeKind.DECISION, {"en": "The guide is adopted.\n\n*As amended* #panic()", "es": "Se adopta."}
    )
    write(world, guide, OutcomeKind.INFORMATION, {"en": FORMULA})
    write(world, lists, OutcomeKind.DECISION, {"en": "The lists are exchanged.", "es": "Se canjean las listas."})
    facts = {"dietary": "no peanuts", "title": "Minister"}
    make_participant(world.usa.coordinator, held, "Ada Lovelace", kind="head", **facts)
    make_participant(world.usa.coordinator, held, "Sam Guard", kind="security")
    gone = make_participant(world.mex.coordinator, held, "Absent One")
    with reading_as(world.mex.coordinator.reader):
        type(gone).objects.filter(pk=gone.pk).update(answer="not_coming")
    make_credentials(world.usa.coordinator, held)
    act(world.usa.coordinator, operations.write_readout, held, text={"en": "Our readout."}, is_shared=True)
    for status in COURSE[2:6]:
        act(world.sec.coordinator, advance_meeting, held, to=status)
    return held


def act(user, operation, meeting, **facts):
    with reading_as(user.reader):
        return operation(meeting=meeting, actor=user, now=NOW, **facts)


def write(world, item, kind, text):
    with reading_as(world.sec.coordinator.reader):
        found = Item.objects.get(pk=item.pk)
        operations.write_outcome(item=found, actor=world.sec.coordinator, now=NOW, kind=kind, text=text)


def amend(world, meeting, text, answer):
    amendment = act(world.mex.coordinator, operations.propose_amendment, meeting, text=text)
    with reading_as(world.sec.coordinator.reader):
        operations.answer_amendment(amendment=amendment, actor=world.sec.coordinator, now=NOW, status=answer)


@pytest.fixture
def get(meeting, sign_in, world):
    def ask(form, person=None, query=""):
        answer = sign_in(person or world.usa.member).get(f"/meetings/{meeting.slug}/records.{form}{query}", secure=True)
        assert answer.status_code == 200
        return answer.content

    return ask


def words_of(form: str, content: bytes) -> str:
    if form == "pdf":
        text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
        return text.replace("\N{NO-BREAK SPACE}", " ")
    if form == "docx":
        document = Document(io.BytesIO(content))
        return "\n".join(each.text for each in [*document.sections[0].header.paragraphs, *document.paragraphs])
    pages = load_workbook(io.BytesIO(content)).worksheets
    heads = "\n".join(page.oddHeader.left.text or "" for page in pages)
    cells = (
        str(cell) for page in pages for row in page.iter_rows(values_only=True) for cell in row if cell is not None
    )
    return heads + "\n" + "\n".join(cells)


@pytest.mark.parametrize("form", FORMS)
def test_the_minutes_hold_what_came_out_and_who_was_there(get, form):
    text = words_of(form, get(form))
    for words in (
        "Guatemala City",
        "Host: Guatemala",
        "Co-hosts: MEX",
        "Guide",
        "The guide is adopted.",
        "*As amended*",
    ):
        assert words in text
    assert text.index("Information") < text.index("Decision") < text.index("Closed item") < text.index("Ada Lovelace")
    assert "Head of delegation" in text
    for words in ("no peanuts", "note.pdf", "Our readout", "Sam Guard", "Absent One", "Lists", "lists are exchanged"):
        assert words not in text


@pytest.mark.parametrize("form", FORMS)
def test_who_may_read_a_closed_item_reads_its_outcomes(get, world, form):
    text = words_of(form, get(form, world.mex.member, "?language=en"))
    assert "The lists are exchanged." in text
    assert "Closed item" not in text


@pytest.mark.parametrize("form", FORMS)
def test_it_is_a_draft_until_it_is_approved(get, world, meeting, form):
    assert "DRAFT · Releasable to USA, MEX, GTM, SEC" in words_of(form, get(form))
    act(world.sec.coordinator, operations.circulate_records, meeting)
    amend(world, meeting, "Say when.", AmendmentStatus.TAKEN)
    amend(world, meeting, "Say why.", AmendmentStatus.DECLINED)
    text = words_of(form, get(form))
    assert "DRAFT" in text
    assert "Circulated on Monday 2 March 2026; not approved yet." in text
    assert "Say when." in text
    assert "Say why." not in text
    act(world.sec.coordinator, operations.approve_records, meeting)
    text = words_of(form, get(form))
    assert "DRAFT" not in text
    assert "Approved on Monday 2 March 2026." in text


def test_the_pdf_is_tagged_and_has_bookmarks_and_both_languages(get, meeting, world):
    pdf = PdfReader(io.BytesIO(get("pdf", query="?language=both")))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert pdf.trailer["/Root"]["/Lang"] == "en"
    titles = [entry.title for part in pdf.outline for entry in (part if isinstance(part, list) else [part])]
    assert titles[:3] == ["Ministerial", "1. Guide", "2. Closed item"]
    text = words_of("pdf", get("pdf", query="?language=both"))
    for words in ("The guide is adopted.", "Se adopta.", "DRAFT · BORRADOR", "Decision", "Decisión", "Acta"):
        assert words in text
    assert PdfReader(io.BytesIO(get("pdf", query="?language=es"))).trailer["/Root"]["/Lang"] == "es"


def test_every_page_says_draft(world, sign_in):
    held = make_meeting(world.sec.coordinator, slug="long")
    for number in range(40):
        make_item(world.sec.coordinator, held, title=f"Item {number}")
    conclude(held)
    answer = sign_in(world.usa.member).get("/meetings/long/records.pdf", secure=True)
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) > 1
    assert all("DRAFT" in page.extract_text() for page in pages)


def test_a_spreadsheet_holds_text_and_never_formulas(get):
    page = load_workbook(io.BytesIO(get("xlsx"))).worksheets[1]
    assert [cell.value for cell in page[2]] == [1, "Guide", "Guide", "Information", FORMULA, None]
    assert page.cell(2, 5).data_type == "s"


def test_the_page_offers_them_and_strangers_get_none(meeting, sign_in, world):
    page = sign_in(world.usa.member).get(f"/meetings/{meeting.slug}/records/", secure=True).content.decode()
    for form in FORMS:
        assert f"/meetings/{meeting.slug}/records.{form}" in page
        stranger = sign_in(world.can.member).get(f"/meetings/{meeting.slug}/records.{form}", secure=True)
        assert stranger.status_code == 404
    empty = make_meeting(world.sec.coordinator, slug="empty")
    for form in FORMS:
        assert sign_in(world.usa.member).get(f"/meetings/{empty.slug}/records.{form}", secure=True).status_code == 200
