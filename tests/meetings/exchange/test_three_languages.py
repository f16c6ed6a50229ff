"""A portal in three languages, Portuguese being data: a text is brought in, negotiated, held together and exported."""

import io
import json

import pytest
from docx import Document
from pypdf import PdfReader

from meetings.concordance.checks import Rule
from meetings.concordance.queries import board, findings_of
from meetings.statements.models import Statement
from meetings.statements.present import read_present
from portal.core.reader import reading_as
from tests.factories.texts import bracket, consent, do, propose
from tests.factories.work import make_meeting

TEXTS = {
    "en": "The delegations met.\n\nThey will open 3 offices by 2027.",
    "es": "Las delegaciones se reunieron.\n\nAbrirán 3 oficinas para 2027.",
    "pt": "As delegações reuniram-se.\n\nAbrirão 3 escritórios até 2027.",
}
TITLES = {"title_en": "Statement", "title_es": "Declaración", "title_pt": "Declaração"}
OTHER = {
    "en": "They will open 4 offices by 2027.",
    "es": "Abrirán 4 oficinas para 2027.",
    "pt": "Abrirão 4 escritórios até 2027.",
}


@pytest.fixture(autouse=True)
def three(settings):
    settings.CONTENT_LANGUAGES = ("en", "es", "pt")


@pytest.fixture
def meeting(world):
    return make_meeting(world.sec.coordinator)


def sent(meeting, **more):
    facts = {"meeting": str(meeting.pk), "kind": "joint_statement", "dated": "2026-05-07"}
    return facts | TITLES | {f"text_{code}": text for code, text in TEXTS.items()} | more


@pytest.fixture
def statement(world, meeting, sign_in):
    """Opened by its form and begun."""
    answer = sign_in(world.gtm.head).post(
        "/statements/open/", sent(meeting, chair=str(world.gtm.head.pk), drafted_in="pt")
    )
    assert answer.status_code == 302
    with reading_as(world.gtm.head.reader):
        found = Statement.objects.select_related("meeting").get()
    return do(world.gtm.head, "begin_negotiation", statement=found)


def texts_of(actor, statement):
    with reading_as(actor.reader):
        return [line.texts for line in read_present(statement).body]


def test_a_text_on_record_is_brought_in_and_a_language_is_laid_beside_it(world, meeting, sign_in):
    client = sign_in(world.sec.coordinator)
    page = client.get("/statements/new/").text
    assert "Portuguese text" in page
    answer = client.post("/statements/new/", sent(meeting, text_pt=""))
    page = client.get(answer["Location"]).text
    assert "Add the Portuguese text" in page
    missing = client.post(answer["Location"] + "add-language/", {"text_pt": "Uma só."})
    assert "English has 2 paragraphs and Portuguese has 1" in missing.text
    client.post(answer["Location"] + "add-language/", {"text_pt": TEXTS["pt"]})
    page = client.get(answer["Location"]).text
    assert '<p role="cell" lang="pt" class="voice">As delegações reuniram-se.</p>' in page
    assert "Add the Portuguese text" not in page


def test_it_is_negotiated_in_three(world, statement, sign_in):
    assert statement.languages == ["en", "es", "pt"]
    client = sign_in(world.usa.negotiator)
    form = client.get(f"/statements/{statement.slug}/p/p02/propose/").context["form"]
    words = {"seen": str(form["seen"].value())} | {f"text_{code}": text for code, text in OTHER.items()}
    drafted = client.post(f"/statements/{statement.slug}/p/p02/propose/table/", words)
    assert drafted.status_code == 302
    proposal = propose(world.mex.negotiator, statement, texts=[OTHER | {"pt": "Abrirão 4 escritórios."}])
    consent(proposal, world.usa.negotiator, world.gtm.negotiator)
    assert texts_of(world.gtm.head, statement)[1] == OTHER | {"pt": "Abrirão 4 escritórios."}
    doubts = {
        "en": "They will open [4 offices by 2027].",
        "es": "Abrirán [4 oficinas para 2027].",
        "pt": "Abrirão [4 escritórios].",
    }
    bracket(world.usa.negotiator, statement, **doubts)
    assert texts_of(world.gtm.head, statement)[1]["pt"] == "Abrirão [4 escritórios] [USA: –]."
    table = sign_in(world.gtm.head).get(statement.get_absolute_url()).text
    assert "As delegações reuniram-se." in table


def test_the_pair_with_rules_keeps_them_and_the_third_is_held_without(world, statement, sign_in):
    texts = {
        "en": "They will open 4 offices by 2027.",
        "es": "Abrirán 3 oficinas para 2027.",
        "pt": "Abrirão 5 escritórios.",
    }
    consent(propose(world.usa.negotiator, statement, texts=[texts]), world.mex.negotiator, world.gtm.negotiator)
    with reading_as(world.gtm.head.reader):
        page = board(statement, world.gtm.head)
    (held,) = page.paragraphs
    told = [(each.is_error, each.finding.detail) for each in held.findings]
    assert (True, "Numbers differ: only in English “4”, only in Spanish “3”.") in told
    assert (False, "Numbers differ: only in English “4”, “2027”, only in Portuguese “5”.") in told
    assert page.without_rules == [("English", "Portuguese")]
    shown = sign_in(world.usa.head).get(f"/statements/{statement.slug}/concordance/").text
    assert "No rules are known for Portuguese" in shown


OFFICE = {
    "words_en": "office",
    "words_es": "oficina",
    "words_pt": "repartição",
    "variants": "escritório",
    "forbidden": "",
    "note": "",
}


def test_the_glossary_has_words_in_three_and_each_is_held_against_them(world, statement, sign_in):
    client = sign_in(world.sec.coordinator)
    page = client.post("/statements/glossary/terms/new/", OFFICE, follow=True).text
    assert '<th scope="col" lang="pt">Português</th>' in page
    assert '<td lang="pt"><b>repartição</b></td>' in page
    # What is there from before has no Portuguese yet.
    assert '<td lang="pt"><b>–</b></td>' in page
    missing = client.post("/statements/glossary/terms/new/", OFFICE | {"words_en": "gate", "words_pt": ""}).text
    assert "This field is required" in missing
    told = [each for each in details(world.gtm.head, statement) if "glossary" in each]
    assert told == ["“escritório” departs from the glossary: “office” – “oficina” – “repartição”."]
    verb = {"words_en": "open", "words_es": "abrir", "words_pt": "abrir, inaugurar", "strength": "core"}
    page = client.post("/statements/glossary/verbs/new/", verb, follow=True).text
    assert '<td lang="pt"><b>abrir</b>, <b>inaugurar</b></td>' in page


def test_the_glossary_is_asked_also_where_no_two_languages_have_rules(world, statement, sign_in):
    sign_in(world.sec.coordinator).post("/statements/glossary/terms/new/", OFFICE | {"forbidden": "reuniram-se"})
    with reading_as(world.gtm.head.reader):
        present = read_present(statement)
        present.statement.languages = ["es", "pt"]
        found = findings_of(present, world.gtm.head)
    assert [each.finding.detail for each in found if each.finding.rule in {Rule.GLOSSARY, Rule.FORBIDDEN_TERM}] == [
        "A forbidden term is used: “reuniram-se”. Agreed: “office” – “oficina” – “repartição”.",
        "“escritório” departs from the glossary: “office” – “oficina” – “repartição”.",
    ]


def details(actor, statement):
    with reading_as(actor.reader):
        return [each.finding.detail for held in board(statement, actor).paragraphs for each in held.findings]


def test_a_missing_language_and_brackets_that_differ_are_errors(world, statement):
    texts = OTHER | {"pt": ""}
    consent(propose(world.usa.negotiator, statement, texts=[texts]), world.mex.negotiator, world.gtm.negotiator)
    with reading_as(world.gtm.head.reader):
        page = board(statement, world.gtm.head)
    details = [each.finding.detail for held in page.paragraphs for each in held.findings if each.is_error]
    assert details == [
        "The paragraph has no text in this language: Portuguese. The other begins: “They will open 4 offices by 2027.”."
    ]


@pytest.mark.parametrize("form", ["docx", "pdf", "txt", "json", "xml"])
def test_it_is_exported_in_the_third_language(world, statement, sign_in, form):
    client = sign_in(world.usa.member)
    answer = client.get(f"/statements/{statement.slug}/export/", {"form": form, "language": "pt", "look": "brackets"})
    assert answer.headers["Content-Disposition"].endswith(f'.{form}"')
    assert "Abrirão 3 escritórios até 2027." in words_of(form, answer.content)


def test_three_columns_stand_side_by_side_on_paper(world, statement, sign_in):
    client = sign_in(world.usa.member)
    choices = client.get(f"/statements/{statement.slug}/export/").text
    assert "All, side by side (PDF)" in choices
    assert "Português" in choices
    answer = client.get(
        f"/statements/{statement.slug}/export/", {"form": "pdf", "language": "both", "look": "brackets"}
    )
    words = words_of("pdf", answer.content)
    for end in ("3 offices by 2027.", "3 oficinas", "3 escritórios"):
        assert end in words


def words_of(form, data):
    if form == "docx":
        return "\n".join(paragraph.text for paragraph in Document(io.BytesIO(data)).paragraphs)
    if form == "pdf":
        return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages).split())
    if form == "json":
        return "\n".join(str(value) for value in _strings(json.loads(data)))
    return data.decode()


def _strings(value):
    if isinstance(value, dict):
        return [each for one in value.values() for each in _strings(one)]
    return [each for one in value for each in _strings(one)] if isinstance(value, list) else [value]
