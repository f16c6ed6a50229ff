"""The pages of the concordance, the glossary and the alignment stage, asked as people ask them."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.alignment.models import Certificate
from meetings.concordance.models import ForceTerm, GlossaryTerm
from portal.core.reader import reading_as
from tests.factories.texts import DIFFERING, add_word, align, certify_by, name, review_all
from tests.factories.work import make_meeting, make_negotiation, make_statement
from tests.scenes import scene


@scene
def statement(world):
    return make_negotiation(world, make_meeting(world.sec.coordinator), texts=DIFFERING)


@scene
def words(world):
    with reading_as(world.sec.coordinator.reader):
        GlossaryTerm.objects.all().delete()
        ForceTerm.objects.all().delete()
    return add_word(world, ForceTerm(words={"en": ["intend to"], "es": ["tener la intención de"]}, strength="soft"))


def get(client, statement, path):
    return client.get(f"/statements/{statement.slug}/{path}", secure=True)


def post(client, statement, path, **data):
    return client.post(f"/statements/{statement.slug}/{path}", data, secure=True, follow=True).content.decode()


def value(page, field, last=False):
    found = re.findall(rf'name="{field}" value="([^"]*)"', page)
    return found[-1 if last else 0]


def test_a_warning_is_waived_and_seconded_on_the_board(world, sign_in, statement, words):
    usa, gtm = sign_in(world.usa.negotiator), sign_in(world.gtm.negotiator)
    page = get(usa, statement, "concordance/").content.decode()
    assert page.index('id="p03"') < page.index('id="p02"')
    assert "1 error stands between the languages" in page
    page = post(usa, statement, "concordance/waive/", finding_key=value(page, "finding_key"), reason="It is usual.")
    assert "It is usual." in page
    assert "Waits for another delegation" in page
    page = get(gtm, statement, "concordance/").content.decode()
    post(gtm, statement, "concordance/second/", waiver=value(page, "waiver"))
    page = get(usa, statement, "concordance/?show=waived").content.decode()
    assert 'id="p02"' in page
    assert 'id="p03"' not in page
    post(usa, statement, "concordance/lift/", waiver=value(page, "waiver"))
    assert "It is usual." not in get(usa, statement, "concordance/").content.decode()


@pytest.mark.parametrize("data", [{}, {"finding_key": "x"}, {"finding_key": "x" * 99, "reason": "y"}])
def test_a_waiver_of_nothing_is_told(world, sign_in, statement, data):
    page = post(sign_in(world.usa.negotiator), statement, "concordance/waive/", **data)
    assert 'class="message message--error"' in page or 'role="alert"' in page


def test_a_text_on_record_has_neither_page(world, sign_in):
    recorded = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator))
    client = sign_in(world.usa.negotiator)
    assert get(client, recorded, "concordance/").status_code == 404
    assert get(client, recorded, "alignment/").status_code == 404


def test_the_stage_from_naming_reviewers_to_the_final_text(world, sign_in, words):
    texts = {language: text.rpartition("\n\n")[0].rpartition("\n\n")[0] for language, text in DIFFERING.items()}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    head, member, theirs = (sign_in(person) for person in (world.usa.head, world.usa.member, world.mex.member))
    for language in ("en", "es"):
        post(head, statement, "alignment/reviewers/name/", person=world.usa.member.pk, language=language)
        name(world.mex, statement, world.mex.member, language)
    align(world, statement)
    page = get(member, statement, "alignment/").content.decode()
    assert "things are missing for the final text" in page
    edit = "alignment/p01/es/"
    seen = value(get(member, statement, edit).content.decode(), "seen")
    page = post(member, statement, edit, seen=seen, text="Se reunieron las delegaciones.", reason="Better.")
    assert "<ins>" in page
    page = get(theirs, statement, "alignment/").content.decode()
    page = post(theirs, statement, "alignment/answer/", edit=value(page, "edit"), reply="consent")
    assert "Se reunieron las delegaciones." in page
    post(theirs, statement, "alignment/reviewed/", language="en", versions=value(page, "versions"))
    for language in ("en", "es"):
        review_all(world.mex.member, statement, language)
    page = get(theirs, statement, "alignment/").content.decode()
    page = post(theirs, statement, "alignment/certify/", seen=value(page, "seen"))
    with reading_as(world.gtm.member.reader):
        assert [each.delegation_id for each in Certificate.objects.all()] == ["MEX"]
    certify_by(world.usa.member, statement)
    page = post(sign_in(world.sec.coordinator), statement, "alignment/freeze/")
    assert "The text is final" in page


def test_who_edited_words_that_went_on_keeps_theirs_and_sees_the_new_ones(world, sign_in, statement):
    for side in (world.usa, world.mex):
        name(side, statement, side.member, "es")
    align(world, statement)
    client, theirs = sign_in(world.usa.member), sign_in(world.mex.member)
    old = value(get(client, statement, "alignment/p01/es/").content.decode(), "seen")
    post(client, statement, "alignment/p01/es/", seen=old, text="Primero.", reason="Why.")
    page = get(theirs, statement, "alignment/").content.decode()
    post(theirs, statement, "alignment/answer/", edit=value(page, "edit"), reply="consent")
    page = post(client, statement, "alignment/p01/es/", seen=old, text="Segundo.", reason="Why.")
    assert "has changed since you opened it" in page
    assert "Primero." in page
    assert "Segundo." in page
    page = post(client, statement, "alignment/p01/es/", seen=value(page, "seen"), text="Segundo.", reason="Why.")
    assert "Tabled." in page


@pytest.mark.parametrize("path", ["concordance/", "alignment/"])
def test_a_page_costs_the_same_for_any_length(world, sign_in, statement, words, path):
    many = {language: "\n\n".join(text.split("\n\n") * 12) for language, text in DIFFERING.items()}
    long = make_negotiation(world, make_meeting(world.sec.coordinator), texts=many)
    for each in (statement, long):
        for side in (world.usa, world.mex):
            name(side, each, side.member, "es")
        align(world, each)
        review_all(world.usa.member, each, "es")
        certify_by(world.mex.member, each)
    client = sign_in(world.usa.member)
    counts = []
    for each in (statement, long, statement, long):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert get(client, each, path).status_code == 200
        counts.append(len(queries))
    assert counts[2] == counts[3], counts
    assert counts[3] <= 25


def test_the_secretariat_keeps_the_glossary(world, sign_in, words):
    client = sign_in(world.sec.coordinator)
    facts = {
        "words_en": "border office",
        "words_es": "oficina fronteriza",
        "variants": "one, two\nthree",
        "forbidden": "",
        "note": "",
    }
    page = client.post("/statements/glossary/terms/new/", facts, secure=True, follow=True).content.decode()
    assert "one, two, three" in page
    link = re.search(r'href="(/statements/glossary/terms/[^"]*/)"[^>]*>Change', page)[1]
    page = client.post(link, facts | {"words_es": "otra"}, secure=True, follow=True).content.decode()
    assert "otra" in page
    again = client.post("/statements/glossary/terms/new/", facts, secure=True).content.decode()
    assert "is there already" in again
    client.post(f"{link}remove/", secure=True)
    assert not GlossaryTerm.objects.exists()
    assert client.get("/statements/glossary/others/new/", secure=True).status_code == 404
    page = sign_in(world.usa.member).get("/statements/glossary/", secure=True).content.decode()
    assert "intend to" in page
    assert "/statements/glossary/verbs/new/" not in page


def test_both_pages_are_there_in_spanish(world, sign_in, statement):
    client = sign_in(world.mex.negotiator)
    for path in ("concordance/", "alignment/"):
        assert '<html lang="es">' in get(client, statement, path).content.decode()
