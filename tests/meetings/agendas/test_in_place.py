"""What a delegation notes on an agenda stands under its items, on its own pages alone, and goes with one press."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from meetings.agendas.models import Item
from meetings.agendas.operations import annotate_item, answer_proposal, issue_revision, propose_item
from portal.core.reader import reading_as
from tests.factories.documents import make_document
from tests.factories.people import prefer
from tests.factories.work import NOW, make_follow_up, make_item
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator, date(2090, 5, 7))


@scene
def item(world, meeting):
    return make_item(world.sec.coordinator, meeting, 20, "Reception capacity")


def do(actor, operation, **facts):
    with reading_as(actor.reader):
        return operation(actor=actor, **facts)


def note(actor, item, seen=0, **texts):
    return do(actor, annotate_item, item=item, seen=seen, **texts)


@pytest.fixture
def ask(sign_in, meeting):
    """A page of the meeting, as a person's browser shows it."""
    clients = {}

    def page(person, path="", **asked):
        client = clients.setdefault(person.pk, sign_in(person))
        return client.get(f"/meetings/{meeting.slug}/{path}", asked, secure=True, follow=True).content.decode()

    return page


def test_a_briefing_stands_under_its_item_for_its_own_side_alone(world, meeting, item, ask):
    """Whoever asked before, and although the rows are equal but for it: a finished row is kept by all that it shows."""
    later = make_item(world.sec.coordinator, meeting, 20, "Later")
    note(world.usa.negotiator, item, briefing="CANARY-USA speaks second", red_lines="CANARY-USA no numbers")
    note(world.mex.negotiator, item, position="CANARY-MEX")
    note(world.gtm.negotiator, later, talking_points="CANARY-GTM")
    people = (world.usa.member, world.mex.member, world.gtm.member, world.usa.observer)
    others = (world.sec.coordinator, world.sec.member)
    for person in (*people, *others):
        prefer(person, language="en", time_zone="America/Guatemala")
    for _turn in range(2):
        for person in people:
            page = ask(person)
            assert {code for code in ("USA", "MEX", "GTM") if f"CANARY-{code}" in page} == {person.code}
        for person in others:
            page = ask(person)
            assert "CANARY" not in page
            assert "private" not in page
            assert "ours=" not in page
    page = ask(world.usa.member)
    assert page.index("Reception capacity") < page.index("CANARY-USA speaks second") < page.index("Later")
    assert "Only the United States" in page
    assert "Notes on 1 item, only the United States" in page


def test_an_equal_row_of_another_side_is_another_row(world, item, ask):
    """Two sides that note the same words each read that it is theirs."""
    for side in (world.usa, world.mex):
        note(side.negotiator, item, briefing="The same words")
        prefer(side.member, language="en", time_zone="America/Guatemala")
    for _turn in range(2):
        for side, name in ((world.usa, "the United States"), (world.mex, "Mexico")):
            said = ask(side.member).partition('class="private ')[2].partition("</div>")[0]
            assert f"Only {name}<" in said


def test_a_note_on_a_closed_row_is_not_shown_to_those_who_may_not_read_the_row(world, meeting, ask):
    closed = make_item(world.sec.coordinator, meeting, 20, "Closed", readers=["USA"])
    note(world.usa.negotiator, closed, briefing="CANARY")
    assert "CANARY" in ask(world.usa.member)
    for person in (world.mex.member, world.gtm.member, world.sec.coordinator):
        assert "CANARY" not in ask(person)


def test_one_press_hides_all_of_it_until_another_shows_it(world, meeting, item, ask, sign_in):
    note(world.usa.negotiator, item, briefing="CANARY")
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/"
    shown = client.get(address, secure=True)
    assert "ours=hidden" in shown.text
    assert client.get(address, secure=True, headers={"If-None-Match": shown["ETag"]}).status_code == 304
    for _turn in range(2):
        gone_to = client.get(f"{address}?add&ours=hidden", secure=True)
        assert (gone_to.status_code, gone_to.url) == (302, f"{address}?add=")
        hidden = client.get(address, secure=True, headers={"If-None-Match": shown["ETag"]})
        assert hidden.status_code == 200
        for page in (hidden, client.get(f"{address}?private=1", secure=True)):
            assert "CANARY" not in page.text
            assert "Notes on" not in page.text
            assert "prints-ours" not in page.text
            assert "ours=shown" in page.text
        assert "CANARY" in sign_in(world.usa.head).get(address, secure=True).text
        client.get(address, {"ours": "shown"}, secure=True)
        assert "CANARY" in client.get(address, secure=True).text


def test_a_page_that_asks_again_by_itself_chooses_nothing(world, meeting, item, sign_in):
    """What was pressed last holds, whatever other windows of the same browser still show."""
    note(world.usa.negotiator, item, briefing="CANARY")
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/"
    client.get(address, {"ours": "shown"}, secure=True, follow=True)
    last = client.get(address, {"ours": "hidden"}, secure=True, follow=True)
    assert "ours=" not in last.request["QUERY_STRING"]
    assert "CANARY" not in client.get(address, {"ours": "?"}, secure=True).text


def test_what_every_screen_of_the_room_shows_has_no_notes(world, item, ask, sign_in, meeting):
    note(world.usa.negotiator, item, briefing="CANARY")
    client = sign_in(world.usa.member)
    for headers in ({}, {"HX-Request": "true", "Portal-Poll": "yes"}):
        assert "CANARY" not in client.get(f"/meetings/{meeting.slug}/live/", secure=True, headers=headers).text
    assert "CANARY" not in ask(world.usa.coordinator, "agenda/edit/")


def test_it_is_printed_only_if_asked_for_and_then_each_sheet_says_so(world, item, ask):
    assert "private=1" not in ask(world.usa.member)
    note(world.usa.negotiator, item, briefing="CANARY")
    page = ask(world.usa.member)
    assert "prints-ours" not in page
    assert "private=1" in page
    asked = ask(world.usa.member, private="1")
    assert 'class="prints-ours"' in asked
    handling = asked.partition('class="handling"')[2].partition("</div>")[0]
    assert "With private notes: own delegation only" in handling
    assert "Releasable to USA<" in handling
    assert "prints-ours" not in ask(world.mex.member, private="1")


def test_a_colleagues_note_is_there_at_the_next_request(world, meeting, item, sign_in):
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/"
    before = client.get(address, secure=True)
    note(world.usa.negotiator, item, briefing="First")
    held = client.get(address, secure=True, headers={"If-None-Match": before["ETag"]})
    assert "First" in held.text
    note(world.usa.negotiator, item, seen=1, briefing="<b>Second</b>\nand more")
    again = client.get(address, secure=True, headers={"If-None-Match": held["ETag"]}).text
    assert "First" not in again
    assert "&lt;b&gt;Second&lt;/b&gt;<br>and more" in again


def test_notes_of_others_change_nothing_on_a_page(world, meeting, item, sign_in):
    client, address = sign_in(world.mex.member), f"/meetings/{meeting.slug}/"
    tag = client.get(address, secure=True)["ETag"]
    note(world.usa.negotiator, item, briefing="CANARY")
    assert client.get(address, secure=True, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("count", [1, 3, 400])
def test_a_page_with_notes_costs_the_same_queries_for_any_number(world, meeting, item, sign_in, count):
    with reading_as(world.sec.coordinator.reader):
        facts = {"agenda": item.agenda, "title": item.title, "minutes": 5, "lead_id": "USA"}
        facts |= {"releasable_to": item.releasable_to, "editable_by": item.editable_by}
        rows = [Item(rank=item.rank + number, **facts) for number in range(1, count)]
        Item.objects.bulk_create(rows)
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/"
    client.get("/", secure=True)
    with CaptureQueriesContext(connection) as plain:
        client.get(address, secure=True)
    for row in [item, *rows][:3]:
        note(world.usa.negotiator, row, briefing="Words")
    with CaptureQueriesContext(connection) as noted:
        assert client.get(address, secure=True).text.count("private__mark") == min(count, 3)
    assert len(noted) == len(plain)


def test_documents_stand_in_their_row_as_far_as_the_reader_sees_them(world, meeting, item, ask):
    assert "agenda__papers" not in ask(world.mex.member)
    for number in range(3):
        make_document(world.usa.member, meeting, title=f"Paper {number}", about=("item", item.pk))
    make_document(world.usa.member, meeting, title="Withheld", about=("item", item.pk), readers=["GTM"])
    page = ask(world.mex.member)
    assert sum(f"Paper {number}" in page for number in range(3)) == 2
    assert f"?about={item.pk}" in page
    assert "1 más" in page
    assert "Withheld" not in page
    assert "2 más" in ask(world.gtm.member)


def test_what_is_proposed_and_objected_and_what_was_issued_last_stand_over_the_agenda(world, meeting, item, ask):
    title, until = {"en": "Late idea", "es": "Idea"}, NOW + timedelta(days=7)
    assert "more proposed" not in ask(world.usa.member)
    facts = {"meeting": meeting, "now": NOW, "title": title, "minutes": 20, "answer_by": until}
    found = [do(world.gtm.coordinator, propose_item, **facts) for _each in range(2)]
    do(world.mex.head, answer_proposal, proposal=found[0], now=NOW, view="objection", reason="Too early.")
    do(world.sec.coordinator, issue_revision, meeting=meeting, now=NOW)
    page = ask(world.usa.member)
    assert "1 more proposed" in page
    assert "1 objected" in page
    assert "Rev. 0, issued" in page
