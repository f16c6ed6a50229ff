"""The negotiation table shows what is, to whom it may, at a constant price."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from meetings.negotiation.agreement import agreement_on
from meetings.negotiation.queries.table import table_of
from meetings.negotiation.states import Agreement, words_for
from meetings.statements.models import Statement
from meetings.statements.present import read_present
from meetings.statements.states import Status
from meetings.texts.canonical import short_hash
from portal.core.reader import reading_as
from tests.factories.texts import at, bracket, consent, do, propose
from tests.factories.work import make_meeting, make_negotiation


def rows_of(user, statement, **asked):
    with reading_as(user.reader):
        table = table_of(statement, user, **asked)
        return [row for group in table.groups for row in group.rows]


@pytest.mark.parametrize(
    ("brackets", "said", "tabled", "expected"),
    [
        (1, {"A": "object", "B": "agree"}, False, Agreement.BRACKETED),
        (0, {"A": "object", "B": "reserve"}, False, Agreement.OBJECTED),
        (0, {"A": "agree", "B": "reserve"}, True, Agreement.RESERVED),
        (0, {"A": "agree"}, False, Agreement.OPEN),
        (0, {"A": "agree", "B": "agree"}, True, Agreement.OPEN),
        (0, {"A": "agree", "B": "agree_ad_ref"}, False, Agreement.AD_REF),
        (0, {"A": "agree", "B": "agree"}, False, Agreement.AGREED),
        (0, {"A": "agree", "B": "agree", "C": "object"}, False, Agreement.AGREED),
        (0, {}, False, Agreement.OPEN),
    ],
)
def test_where_a_paragraph_stands(brackets, said, tabled, expected):
    assert agreement_on(brackets, said, ["A", "B"], tabled) == expected


@pytest.mark.parametrize("agreement", Agreement)
def test_the_words_for_many_paragraphs_agree_with_them(agreement):
    assert words_for(agreement, 1) == words_for(agreement, 2) == agreement.label
    with translation.override("es"):
        assert words_for(agreement, 1) == agreement.label
        is_declined = agreement in (Agreement.OPEN, Agreement.AD_REF, Agreement.AGREED)
        first, *rest = agreement.label.split(" ")
        assert words_for(agreement, 2) == (" ".join([f"{first}s", *rest]) if is_declined else agreement.label)


def test_what_waits_on_a_delegation_is_what_it_has_not_answered(world, statement):
    assert [row.waits for row in rows_of(world.mex.negotiator, statement)] == [True, True, True]
    for number in (1, 2, 3):
        do(world.mex.negotiator, "take_position", version=at(world.mex.negotiator, statement, number)[1], value="agree")
    assert not any(row.waits for row in rows_of(world.mex.negotiator, statement))
    wish = propose(world.usa.negotiator, statement)
    assert [row.waits for row in rows_of(world.mex.negotiator, statement)] == [False, True, False]
    consent(wish, world.mex.negotiator)
    assert not any(row.waits for row in rows_of(world.mex.negotiator, statement))
    for onlooker in (world.sec.coordinator, world.mex.observer):
        assert not any(row.waits for row in rows_of(onlooker, statement))


def test_a_draft_is_counted_for_its_own_side_alone(world, statement):
    propose(world.usa.negotiator, statement, table=False)
    assert [row.drafts for row in rows_of(world.usa.member, statement)] == [0, 1, 0]
    for other in (world.mex.head, world.sec.coordinator):
        assert [row.drafts for row in rows_of(other, statement)] == [0, 0, 0]
        assert [row.proposals for row in rows_of(other, statement)] == [0, 0, 0]


def test_brackets_are_shown_with_names_or_without(world, statement):
    words = {"en": "The delegations [agree to establish] a shared <b>calendar</b>."}
    with pytest.raises(Exception, match="something else"):
        bracket(
            world.usa.negotiator, statement, **words, es="Las delegaciones [acuerdan establecer] un calendario común."
        )
    bracket(
        world.usa.negotiator,
        statement,
        en="The delegations agree to establish a shared calendar [<script>].",
        es="Las delegaciones acuerdan establecer un calendario común [<script>].",
    )
    named = rows_of(world.mex.member, statement)[1]
    assert named.agreement == Agreement.BRACKETED
    assert "USA" in named.texts["en"]
    assert "&lt;script&gt;" in named.texts["en"]
    assert "<script>" not in named.texts["en"]
    assert "USA" not in rows_of(world.mex.member, statement, look="nameless")[1].texts["en"]


def test_agreed_neighbours_fold_and_filters_choose(world, statement):
    for side in (world.usa, world.mex, world.gtm):
        for number in (1, 2):
            do(side.negotiator, "take_position", version=at(side.negotiator, statement, number)[1], value="agree")
    with reading_as(world.usa.member.reader):
        table = table_of(statement, world.usa.member)
        assert [(group.first, group.last, group.is_folded) for group in table.groups] == [(1, 2, True), (3, 3, False)]
        assert [
            row.number for group in table_of(statement, world.usa.member, chosen="open").groups for row in group.rows
        ] == [3]


LISTED = {
    "en": "They met.\n\nThe delegations intend to:\n\n- train officials;\n- publish a guide.\n\nThey thanked the host.",
    "es": "Se reunieron.\n\nLas delegaciones se proponen:\n\n- capacitar a su personal;\n- publicar una guía.\n\nAgradecieron.",
}


def test_a_list_item_is_never_shown_without_its_lead_in(world):
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=LISTED)
    assert [line.kind for line in present_of(world, statement)][2:5] == ["chapeau", "list_item", "list_item"]
    for side in (world.usa, world.mex, world.gtm):
        for number in (1, 2, 3):
            do(side.negotiator, "take_position", version=at(side.negotiator, statement, number)[1], value="agree")
    with reading_as(world.mex.negotiator.reader):
        groups = table_of(statement, world.mex.negotiator).groups
        assert all("p02" not in {row.anchor for row in group.rows} for group in groups if group.is_folded)
    waiting = [row.anchor for row in rows_of(world.mex.negotiator, statement, chosen="waits")]
    assert waiting == ["p02", "p04", "p05"]


def present_of(world, statement):
    with reading_as(world.mex.negotiator.reader):
        return read_present(statement).lines


def test_the_final_text_is_whole_and_neither_language_is_provisional(world, statement, sign_in):
    for side in (world.usa, world.mex, world.gtm):
        for number in (1, 2, 3):
            do(side.negotiator, "take_position", version=at(side.negotiator, statement, number)[1], value="agree")
    with reading_as(world.gtm.head.reader):
        Statement.objects.update(status=Status.FINAL_TEXT)
    page = sign_in(world.usa.member).get(statement.get_absolute_url()).text
    assert '<details class="fold"' not in page
    assert page.count("equally authentic") == 2
    assert "provisional" not in page


@pytest.mark.parametrize("count", [3, 40])
def test_the_table_costs_the_same_queries_for_any_length(world, count):
    texts = {
        "en": "\n\n".join(f"Sentence {n} here." for n in range(count)),
        "es": "\n\n".join(f"Frase {n} aquí." for n in range(count)),
    }
    statement = make_negotiation(world, make_meeting(world.sec.coordinator), texts=texts)
    propose(world.usa.negotiator, statement)
    with reading_as(world.usa.negotiator.reader), CaptureQueriesContext(connection) as queries:
        assert table_of(statement, world.usa.negotiator).total == count
    assert len(queries) == 10


def test_the_table_says_which_text_it_shows(world, statement):
    with reading_as(world.usa.member.reader):
        there = short_hash(read_present(statement).hashes[""])
        assert table_of(statement, world.usa.member).text == f"Text {there}"
    do(world.gtm.head, "issue_revision", statement=statement)
    with reading_as(world.usa.member.reader):
        assert table_of(statement, world.usa.member).text == f"Text {there} · Chair's text"
    consent(propose(world.usa.negotiator, statement), world.mex.head, world.gtm.head)
    with reading_as(world.usa.member.reader):
        assert table_of(statement, world.usa.member).text.endswith("changed since Chair's text")


def test_before_sharing_a_screen_what_is_ours_alone_is_hidden(world, statement, sign_in):
    usa = world.usa.negotiator
    propose(usa, statement, table=False)
    texts = [{"en": "CANARY.", "es": "CANARY."}]
    propose(usa, statement, table=False, kind="insert", paragraph=None, base=None, texts=texts)
    for is_shared in (True, False):
        do(usa, "write_comment", paragraph=at(usa, statement)[0], text="Words.", is_shared=is_shared)
    assert [(row.drafts, row.comments) for row in rows_of(usa, statement)][1] == (1, 2)
    assert [(row.drafts, row.comments) for row in rows_of(usa, statement, ours=False)][1] == (0, 1)
    client = sign_in(usa)
    assert "CANARY." in client.get(statement.get_absolute_url()).text
    hidden = client.get(statement.get_absolute_url(), {"ours": "hidden"}, follow=True).text
    assert "CANARY." not in hidden
    assert "ours=shown" in hidden
    assert "?ours" not in hidden.partition('id="table"')[2].partition(">")[0]
    page = f"{statement.get_absolute_url()}p/p02/"
    assert "private" not in client.get(page).text
    assert "CANARY" not in client.get(statement.get_absolute_url()).text
    assert "CANARY." in client.get(statement.get_absolute_url(), {"ours": "shown"}, follow=True).text
    assert "private" in client.get(page).text
    assert "ours alone" not in sign_in(world.sec.coordinator).get(statement.get_absolute_url()).text


def test_what_is_hidden_is_no_unchanged_page(world, statement, sign_in):
    client, address = sign_in(world.usa.negotiator), statement.get_absolute_url()
    tag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    for _turn in range(2):
        client.get(address, {"ours": "hidden"}, headers={"If-None-Match": tag})
        assert client.get(address, headers={"If-None-Match": tag}).status_code == 200
        client.get(address, {"ours": "shown"}, headers={"If-None-Match": tag})
        assert "ours=hidden" in client.get(address).text


def test_a_table_that_asks_again_by_itself_does_not_show_what_was_hidden(world, statement, sign_in):
    client, address = sign_in(world.usa.negotiator), statement.get_absolute_url()
    shown = client.get(address, {"ours": "shown"}, follow=True)
    polled = re.search(r'id="table" hx-get="([^"]+)"', shown.text)[1]
    client.get(address, {"ours": "hidden"})
    client.get(polled, headers={"HX-Request": "true", "Portal-Poll": "yes"})
    assert "ours=shown" in client.get(address).text
