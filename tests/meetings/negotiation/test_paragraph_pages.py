"""The paragraph's page: each act by its button, as each side; two people on one paragraph lose nothing."""

import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from meetings.negotiation.models import TextProposal
from meetings.negotiation.queries.paragraph import paragraph_page
from meetings.statements.models import Bracket
from portal.core.reader import reading_as
from tests.factories.texts import (
    EN,
    ES,
    at,
    bracket,
    consent,
    do,
    propose,
    status_of,
    written_text,
)
from tests.factories.work import make_meeting, make_negotiation, make_statement


def address(statement, rest="p/p02/"):
    return f"/statements/{statement.slug}/{rest}"


def press(client, statement, act, **fields):
    return client.post(address(statement, f"p/p02/{act}/"), fields, secure=True, follow=True)


def decide(client, statement, proposal, act, **fields):
    path = address(statement, f"proposals/{proposal.pk}/{act}/")
    return client.post(path, fields, secure=True, follow=True)


def seen(actor, statement):
    return str(at(actor, statement)[1].pk)


def test_a_proposal_goes_its_way_by_buttons_alone(world, statement, sign_in):
    usa, mex, gtm = (sign_in(side.negotiator) for side in (world.usa, world.mex, world.gtm))
    words = {"seen": seen(world.usa.member, statement), "text_en": EN, "text_es": ES, "rationale": "Shorter."}
    usa.post(address(statement, "p/p02/propose/"), words, secure=True)
    with reading_as(world.usa.member.reader):
        drafted = TextProposal.objects.get()
    assert "Shorter." in usa.get(address(statement), secure=True).content.decode()
    assert "Shorter." not in mex.get(address(statement), secure=True).content.decode()
    assert mex.get(address(statement, f"drafts/{drafted.pk}/"), secure=True).status_code == 404
    decide(mex, statement, drafted, "answer", reply="consent")
    assert status_of(drafted, world.usa.member) == "internal"
    decide(usa, statement, drafted, "table")
    page = mex.get(address(statement), secure=True).content.decode()
    assert "Shorter." in page
    assert "<ins>" in page
    decide(mex, statement, drafted, "answer", reply="decline")
    decide(gtm, statement, drafted, "answer", reply="consent")
    assert status_of(drafted, world.usa.member) == "tabled"
    decide(mex, statement, drafted, "answer", reply="consent")
    assert written_text(world.usa.member, statement)[1] == EN


def test_brackets_are_put_supported_and_resolved_by_buttons(world, statement, sign_in):
    usa, mex = sign_in(world.usa.negotiator), sign_in(world.mex.negotiator)
    words = {
        "seen": seen(world.usa.member, statement),
        "text_en": "The delegations [agree to establish] [will establish] a shared calendar.",
        "text_es": "Las delegaciones [acuerdan establecer] [establecerán] un calendario común.",
    }
    usa.post(address(statement, "p/p02/bracket/"), words, secure=True)
    with reading_as(world.usa.member.reader):
        found = Bracket.objects.get()
    press(mex, statement, "support", bracket=str(found.pk), option="1")
    assert "[USA, MEX: will establish]" in written_text(world.gtm.member, statement)[1]
    press(mex, statement, "add-option", bracket=str(found.pk), words_en="may establish", words_es="pueden establecer")
    assert "[MEX: may establish]" in written_text(world.gtm.member, statement)[1]
    press(mex, statement, "resolve", bracket=str(found.pk), option="1", base=seen(world.mex.member, statement))
    with reading_as(world.mex.member.reader):
        wish = TextProposal.objects.get(kind="unbracket")
    decide(usa, statement, wish, "answer", reply="consent")
    assert status_of(wish, world.usa.member) == "tabled"
    decide(sign_in(world.gtm.negotiator), statement, wish, "answer", reply="consent")
    assert written_text(world.gtm.member, statement)[1] == EN


def test_positions_and_comments_by_buttons(world, statement, sign_in):
    usa, mex, sec = sign_in(world.usa.negotiator), sign_in(world.mex.negotiator), sign_in(world.sec.coordinator)
    press(usa, statement, "position", value="reserve", version=seen(world.usa.member, statement))
    press(usa, statement, "comment-inside", text="Our line only")
    press(usa, statement, "comment", text="For everybody")
    page = mex.get(address(statement), secure=True).content.decode()
    assert "For everybody" in page
    assert "Our line only" not in page
    assert "Our line only" not in sec.get(address(statement), secure=True).content.decode()
    assert "Our line only" in usa.get(address(statement), secure=True).content.decode()
    assert (
        press(sec, statement, "position", value="agree", version=seen(world.sec.member, statement)).status_code == 403
    )


def test_each_button_has_an_address_of_its_own(world, statement, sign_in):
    propose(world.usa.negotiator, statement)
    doubt = {"en": "[agree to establish]", "es": "[acuerdan establecer]"}
    bracket(
        world.gtm.negotiator,
        statement,
        en=f"The delegations {doubt['en']} a shared calendar.",
        es=f"Las delegaciones {doubt['es']} un calendario común.",
    )
    propose(world.mex.negotiator, statement, table=False)
    page = sign_in(world.mex.head).get(address(statement)).text
    found = {resolve(path) for path in re.findall(r' (?:form)?action="(/statements/[^"]+)"', page)}
    assert {each.url_name for each in found} == {
        "position", "support", "resolve", "add-option", "delete", "comment", "comment-inside", "table", "withdraw",
    }  # fmt: skip
    assert {frozenset(each.func.methods) for each in found} == {frozenset({"POST"})}


def test_what_is_gone_or_was_never_there_is_said(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    assert "It is not there any more." in press(client, statement, "support", bracket=str(uuid4()), option="1").text
    assert "It is not there any more." in press(client, statement, "position", value="agree", version="").text
    proposal = propose(world.mex.negotiator, statement)
    assert decide(client, statement, proposal, "answer", reply="perhaps").status_code == 200
    assert status_of(proposal, world.usa.member) == "tabled"


def test_the_second_of_two_sees_three_texts_and_keeps_the_words(world, statement, sign_in):
    mine = {
        "text_en": "My own words.",
        "text_es": "Mis palabras.",
        "seen": seen(world.mex.member, statement),
    }
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    client = sign_in(world.mex.negotiator)
    answer = client.post(address(statement, "p/p02/propose/table/"), mine, secure=True)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "My own words." in page
    assert "agree to establish" in page
    again = client.post(
        address(statement, "p/p02/propose/table/"), mine | {"seen": seen(world.mex.member, statement)}, secure=True
    )
    assert again.status_code == 302


def test_a_text_on_record_and_a_strange_paragraph_are_not_there(world, statement, sign_in):
    recorded = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator, slug="other-meeting"))
    client = sign_in(world.usa.negotiator)
    for path in (address(recorded), address(statement, "p/p99/"), address(statement, "p/p02/propose/?kind=dance")):
        assert client.get(path, secure=True).status_code == 404, path
    assert press(client, statement, "dance").status_code == 404
    assert client.get(address(statement, "p/p02/propose/"), secure=True).status_code == 200
    assert sign_in(world.usa.observer).get(address(statement, "p/p02/propose/"), secure=True).status_code == 403
    assert sign_in(world.can.negotiator).get(address(statement), secure=True).status_code == 404


@pytest.mark.parametrize("kind", ["split", "merge", "move"])
def test_the_other_forms_open(world, statement, sign_in, kind):
    page = sign_in(world.usa.negotiator).get(address(statement, f"p/p02/propose/?kind={kind}"), secure=True)
    assert page.status_code == 200


def test_paragraphs_are_split_and_inserted_by_forms(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    words = {
        "seen": seen(world.usa.member, statement),
        "text_en": "One.\r\n\r\nTwo.",
        "text_es": "Uno.\r\n\r\nDos.",
    }
    client.post(address(statement, "p/p02/propose/table/?kind=split"), words, secure=True)
    more = {"seen": str(statement.pk), "text_en": "Three.", "text_es": "Tres.", "after": "p03"}
    client.post(address(statement, "insert/table/"), more, secure=True)
    with reading_as(world.usa.member.reader):
        wishes = list(TextProposal.objects.order_by("kind"))
    for wish in wishes:
        consent(wish, world.mex.negotiator, world.gtm.negotiator)
    assert written_text(world.usa.member, statement)[1:] == ["One.", "Two.", "They will meet again in 2027.", "Three."]


@pytest.mark.parametrize("count", [1, 3, 30])
def test_the_page_costs_the_same_queries_for_any_history(world, statement, count):
    for number in range(count):
        wish = propose(world.usa.negotiator, statement, texts=[{"en": f"Words {number}.", "es": f"Palabras {number}."}])
        do(
            world.mex.negotiator,
            "write_comment",
            paragraph=at(world.mex.member, statement)[0],
            text="x",
            is_shared=True,
        )
        if number % 2:
            consent(wish, world.mex.negotiator, world.gtm.negotiator)
    bracketed = written_text(world.usa.member, statement)[1]
    assert bracketed
    paragraph = at(world.gtm.member, statement)[0]
    with reading_as(world.gtm.member.reader), CaptureQueriesContext(connection) as queries:
        paragraph_page(statement, paragraph, world.gtm.member)
    assert len(queries) == 14


def test_a_paragraph_has_its_number_of_the_table_and_its_neighbours(world, statement):
    consent(propose(world.usa.negotiator, statement, 1, kind="delete", texts=()), world.mex.head, world.gtm.head)
    for anchor, number, before, following in (("p02", 1, "p00", "p03"), ("p03", 2, "p02", ""), ("p01", None, "", "")):
        paragraph = at(world.gtm.member, statement, int(anchor[1:]))[0]
        with reading_as(world.gtm.member.reader):
            page = paragraph_page(statement, paragraph, world.gtm.member)
        assert (page.number, page.before, page.next) == (number, before, following)


def test_findings_of_the_concordance_stand_under_the_words_underlined(world):
    texts = {"en": "They open 3 offices.\n\nThey met.", "es": "Abren 4 oficinas.\n\nSe reunieron."}
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    with reading_as(world.usa.member.reader):
        first, second = (
            paragraph_page(statement, at(world.usa.member, statement, n)[0], world.usa.member) for n in (1, 2)
        )
    assert [each.finding.rule for each in first.findings] == ["number"]
    assert '<span class="finding">3</span>' in first.texts["en"]
    assert '<span class="finding">4</span>' in first.texts["es"]
    assert second.findings == []


def test_settled_proposals_stay_to_be_read(world, statement, sign_in):
    proposal = propose(world.usa.negotiator, statement, rationale="It is shorter.")
    do(world.usa.negotiator, "withdraw_proposal", proposal=proposal)
    page = sign_in(world.usa.head).get(f"/statements/{statement.slug}/p/p02/").text
    assert "1 settled proposal" in page
    assert "It is shorter." in page


def test_a_character_that_the_database_cannot_hold_is_refused(world, statement, sign_in):
    client = sign_in(world.usa.negotiator)
    press(client, statement, "comment", text="Wo\0rds.")
    assert "rds." not in client.get(address(statement)).text
    assert sign_in(world.gtm.head).get("/statements/open/", {"meeting": "\0"}).status_code == 400


def test_the_page_of_a_list_item_begins_with_its_lead_in_and_has_one_filled_button(world, sign_in):
    texts = {
        "en": "The delegations intend to:\n\n- train officials.",
        "es": "Se proponen:\n\n- capacitar a su personal.",
    }
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    usa = sign_in(world.usa.negotiator)
    assert "The delegations intend to:" in usa.get(address(statement), secure=True).content.decode()
    assert filled(usa, statement) == ["Record position"]
    for _ in range(2):
        propose(world.mex.negotiator, statement)
    assert filled(usa, statement) == ["Consent"]


def filled(client, statement):
    page = client.get(address(statement), secure=True).content.decode()
    return re.findall(r'<button class="usa-button"[^>]*>([^<]*)<', page)


def test_brackets_stand_in_the_order_of_the_text(world, statement):
    for word, other in (("calendar", "calendario"), ("establish", "establecer")):
        plain = plain_of(world, statement)
        bracket(
            world.usa.negotiator,
            statement,
            en=plain["en"].replace(word, f"[{word}]"),
            es=plain["es"].replace(other, f"[{other}]"),
        )
    page = page_of(world, statement)
    assert [line.options[0].texts["en"] for line in page.brackets] == ["establish", "calendar"]


def page_of(world, statement):
    user = world.usa.member
    with reading_as(user.reader):
        return paragraph_page(statement, at(user, statement)[0], user)


def plain_of(world, statement):
    return page_of(world, statement).plain


def test_a_paragraph_is_decided_beside_the_table(world, statement, sign_in):
    """By its address, without script; what is recorded there leads back there. With script the panel alone is asked for."""
    client, path = sign_in(world.usa.negotiator), statement.get_absolute_url()
    assert 'name="value"' not in client.get(path).text
    page = client.get(f"{path}?p=p02&show=waits").text
    assert page.count('name="value"') == 4
    assert page.count('id="positions"') == 1
    assert page.count('<button class="usa-button">') == 1
    panel = client.get(f"{path}?p=p02&panel", headers={"HX-Request": "true"}).text
    assert 'name="value"' in panel
    assert "<html" not in panel
    assert 'name="value"' not in client.get(f"{path}?p=p02", headers={"HX-Request": "true"}).text, (
        "the table asks for itself"
    )
    assert 'hx-get="?p=p03&amp;panel"' in panel, "the next that waits on us, beside the table too"
    for odd in ("p99", "x", "", "p02%00"):
        assert 'name="value"' not in client.get(f"{path}?p={odd}").text
    version = at(world.usa.negotiator, statement)[1]
    facts = {"version": version.pk, "value": "agree", "beside": "1"}
    answer = client.post(f"{path}p/p02/position/", facts)
    assert answer["Location"] == f"{path}?p=p02#p02"
    assert client.post(f"{path}p/p02/position/", facts | {"beside": ""})["Location"] == f"{path}p/p02/"


def test_what_was_instructed_is_carried_out_by_the_one_filled_button(world, statement, sign_in):
    wish = propose(world.usa.negotiator, statement)
    do(world.gtm.head, "instruct", proposal=wish, present=["USA", "MEX", "GTM"])
    for person in (world.sec.coordinator, world.mex.head, world.gtm.head):
        page = sign_in(person).get(f"{statement.get_absolute_url()}p/p02/").text
        assert page.count('<button class="usa-button">') + page.count('<button class="usa-button" name') == 1, person
