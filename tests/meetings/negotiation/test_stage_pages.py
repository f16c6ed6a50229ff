"""Opening a text, its stages, revisions, comparing, and the concordance board, by their pages."""

from uuid import uuid4

import pytest

from meetings.statements.models import Paragraph, Statement
from meetings.statements.present import read_present
from meetings.texts.comparing import TextLine, compared
from portal.core.reader import reading_as
from tests.factories.texts import at, bracket, consent, do, end, propose, written_text
from tests.factories.work import make_meeting, make_negotiation, make_statement
from tests.scenes import scene


@scene
def meeting(world):
    return make_meeting(world.sec.coordinator)


def facts(world, meeting, **more):
    return {
        "meeting": str(meeting.pk), "chair": str(world.gtm.head.pk),
        "kind": "joint_statement", "title_en": "T", "title_es": "T", "dated": "2026-05-07", "drafted_in": "en",
    } | more  # fmt: skip


def test_a_host_opens_a_text_and_the_negotiation_and_all_parties_see_it(world, meeting, sign_in):
    client = sign_in(world.gtm.head)
    sent = facts(world, meeting, text_en="We met.\n\nWe agree.", text_es="Nos reunimos.\n\nAcordamos.", key=uuid4())
    assert client.post("/statements/open/", sent, secure=True).status_code == 302
    again = client.post("/statements/open/", sent, secure=True)
    with reading_as(world.usa.member.reader):
        statement = Statement.objects.get()
    assert again["Location"].endswith(f"/statements/{statement.slug}/stage/")
    page = f"/statements/{statement.slug}/stage/"
    assert sign_in(world.usa.head).post(page + "begin/", {}, secure=True).status_code == 403
    client.post(page + "begin/", {}, secure=True)
    client.post(page + "suspend/", {"reason": ""}, secure=True)
    assert written_text(world.usa.member, statement) == ["We met.", "We agree."]
    with reading_as(world.usa.member.reader):
        assert Statement.objects.get().status == "negotiating"
    client.post(page + "suspend/", {"reason": "Lunch."}, secure=True)
    with reading_as(world.usa.member.reader):
        assert Statement.objects.get().status == "suspended"


def test_agreed_language_is_repeated_with_its_provenance(world, meeting, sign_in):
    earlier = make_statement(world.sec.coordinator, make_meeting(world.sec.coordinator, slug="earlier"))
    client = sign_in(world.gtm.head)
    both = client.post(
        "/statements/open/", facts(world, meeting, text_en="We met.", repeats=str(earlier.pk)), secure=True
    )
    assert "repeats" in both.context["form"].errors
    client.post("/statements/open/", facts(world, meeting, repeats=str(earlier.pk)), secure=True)
    with reading_as(world.gtm.head.reader):
        repeating = Paragraph.objects.filter(statement__status="planned").exclude(kind="title").order_by("rank")
        assert [each.provenance.paragraph.statement_id for each in repeating] == [earlier.pk] * len(repeating)
        assert len(repeating) == Paragraph.objects.filter(statement=earlier).count() > 1


@pytest.mark.parametrize("words", ["We [met.", "We met].", "We [met [here]]."])
def test_unbalanced_brackets_are_named_at_their_place(world, meeting, sign_in, words):
    client = sign_in(world.gtm.head)
    answer = client.post("/statements/open/", facts(world, meeting, text_en=words), secure=True)
    assert answer.status_code == 200
    assert answer.context["form"].errors
    with reading_as(world.gtm.head.reader):
        assert not Statement.objects.exists()


def test_revisions_are_issued_read_and_compared(world, meeting, sign_in):
    statement = make_negotiation(world, meeting)
    chair, other = sign_in(world.gtm.head), sign_in(world.mex.negotiator)
    address = f"/statements/{statement.slug}/"
    assert chair.post(address + "revisions/", secure=True).status_code == 302
    assert other.post(address + "revisions/", secure=True).status_code == 403
    consent(propose(world.usa.negotiator, statement), world.mex.negotiator, world.gtm.negotiator)
    chair.post(address + "revisions/", secure=True)
    for path in (
        "revisions/",
        "revisions/0/",
        "revisions/1/",
        "compare/?from=0&to=1",
        "compare/",
        "concordance/",
        "stage/",
    ):
        assert other.get(address + path, secure=True).status_code == 200, path
    page = other.get(address + "compare/?from=0&to=1", secure=True).content.decode()
    assert "<del>" in page
    assert "<ins>" in page
    assert "agree to establish" in other.get(address + "revisions/0/", secure=True).content.decode()
    for path in ("revisions/7/", "compare/?from=7", "compare/?from=x", f"compare/?from={'9' * 40}"):
        assert other.get(address + path, secure=True).status_code == 404, path


def test_the_board_names_what_differs_between_the_languages(world, meeting, sign_in):
    texts = {"en": "Reports are due within 30 days.", "es": "Los informes vencen en un plazo de 45 días."}
    statement = make_negotiation(world, meeting, texts=texts)
    page = sign_in(world.usa.member).get(f"/statements/{statement.slug}/concordance/", secure=True)
    assert page.context["board"].counts["error"] == 1
    assert "30" in page.content.decode()
    bracket(world.usa.negotiator, statement, 1, en=f"[{texts['en']}]", es=f"[{texts['es']}]")
    assert sign_in(world.usa.member).get(f"/statements/{statement.slug}/concordance/", secure=True).status_code == 200


def test_comparing_names_what_came_went_and_moved():
    def line(anchor, words):
        return TextLine(anchor, "paragraph", {"en": words})

    old = [line("p01", "One."), line("p02", "Two."), line("p03", "Three."), line("p04", "Four.")]
    new = [line("p03", "Three."), line("p01", "One."), line("p05", "New."), line("p04", "Fourth.")]
    found = [(each.anchor, each.change, each.is_moved) for each in compared(old, new)]
    assert ("p02", "deleted", False) in found
    assert ("p05", "inserted", False) in found
    assert ("p04", "changed", False) in found
    assert [anchor for anchor, _change, is_moved in found if is_moved] in (["p03"], ["p01"])
    assert {each.change for each in compared(old, old)} == {"same"}


def test_a_text_goes_to_alignment_when_every_paragraph_is_agreed_and_nothing_is_tabled(world, meeting, sign_in):
    statement = make_negotiation(world, meeting)
    chair = sign_in(world.gtm.head)
    page = f"/statements/{statement.slug}/stage/"

    def status():
        with reading_as(world.usa.member.reader):
            return Statement.objects.get(pk=statement.pk).status

    wish = propose(world.usa.negotiator, statement)
    for side in (world.usa, world.mex, world.gtm):
        for number in (0, 1, 2, 3):
            value = "agree_ad_ref" if side is world.mex else "agree"
            do(side.negotiator, "take_position", version=at(side.negotiator, statement, number)[1], value=value)
    chair.post(page + "align/", {}, secure=True)
    assert status() == "negotiating"
    do(world.usa.negotiator, "withdraw_proposal", proposal=wish)
    do(world.mex.negotiator, "take_position", version=at(world.mex.negotiator, statement, 2)[1], value="reserve")
    chair.post(page + "align/", {}, secure=True)
    assert status() == "negotiating"
    do(world.mex.negotiator, "take_position", version=at(world.mex.negotiator, statement, 2)[1], value="agree")
    assert sign_in(world.usa.head).post(page + "align/", {}, secure=True).status_code == 403
    chair.post(page + "align/", {}, secure=True)
    assert status() == "alignment"
    sign_in(world.usa.negotiator).post(page + "resume/", {"reason": "A doubt."}, secure=True)
    assert status() == "negotiating"


def around(client, statement, **more):
    page = f"/statements/{statement.slug}/around/"
    form = client.get(page).context["form"]
    sent = {"seen": form["seen"].value(), "lead_in_en": "Following the meeting.", "lists_es": "Estados Unidos\nMéxico"}
    return client.post(page, sent | more)


def test_the_chair_writes_what_stands_around_the_text(world, meeting, sign_in):
    statement = make_negotiation(world, meeting)
    before = hash_of(world, statement)
    assert around(sign_in(world.gtm.head), statement).status_code == 302
    shown = sign_in(world.usa.member).get(statement.get_absolute_url()).text
    assert "Following the meeting." in shown
    assert "Estados Unidos<br>México" in shown
    assert hash_of(world, statement) == before
    assert sign_in(world.usa.head).get(f"/statements/{statement.slug}/around/").status_code == 403


def hash_of(world, statement):
    with reading_as(world.gtm.head.reader):
        return read_present(statement).hashes[""]


def test_of_two_who_write_around_the_text_the_second_is_told(world, meeting, sign_in):
    statement = make_negotiation(world, meeting)
    seen = statement.front_and_end
    around(sign_in(world.gtm.head), statement)
    late = around(sign_in(world.sec.coordinator), statement, seen=seen, lead_in_en="Other words.")
    assert "changed since you opened them" in late.text
    assert "Other words." in late.text
    with reading_as(world.gtm.head.reader):
        assert Statement.objects.get().lead_in["en"] == "Following the meeting."


def test_a_text_that_has_ended_keeps_what_stands_around_it(world, meeting, sign_in):
    statement = make_negotiation(world, meeting)
    end(statement, world.gtm.head, world.usa.head, world.mex.head)
    assert "The text is in the stage" in around(sign_in(world.sec.coordinator), statement).text


def test_the_title_stands_in_no_address(world, meeting):
    statement = make_negotiation(world, meeting)
    assert statement.slug.startswith(f"{meeting.slug[:50]}-joint-statement-")


def test_from_a_meeting_s_page_its_text_is_opened(world, meeting, sign_in):
    client = sign_in(world.gtm.coordinator)
    assert f"/statements/open/?meeting={meeting.slug}" in client.get(meeting.get_absolute_url()).text
    form = client.get("/statements/open/", {"meeting": meeting.slug}).context["form"]
    assert form["meeting"].value() == meeting.pk
    assert form["dated"].value() == meeting.starts_on
    assert form["chair"].value() == world.gtm.coordinator.pk
    assert "/statements/open/" not in sign_in(world.usa.coordinator).get(meeting.get_absolute_url()).text
