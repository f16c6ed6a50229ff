"""The private calendar: what it shows, to whom, and how it ends."""

import re
from datetime import date, timedelta

import vobject
from django.test import Client
from django.utils import timezone

from meetings.rounds.operations import advance_meeting
from portal.core.reader import reading_as
from portal.people.operations import deactivate_person
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_meeting, make_statement
from tests.scenes import scene


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator, timezone.localdate() + timedelta(days=60))


def address_of(client) -> str:
    page = client.post("/calendar/", secure=True).content.decode()
    shown = re.search(r"/calendar/[^\"/]+\.ics", page)
    return shown[0] if shown else ""


def subscribed(address):
    """What a calendar program finds, which has no cookie."""
    answer = Client().get(address, secure=True)
    return vobject.readOne(answer.content.decode()) if answer.status_code == 200 else answer.status_code


def titles(found) -> list[str]:
    return [event.summary.value for event in found.vevent_list]


def test_it_shows_meetings_deadlines_and_my_own_due_dates(world, sign_in, follow_up):
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up))
    mine = make_action_item(world.usa.coordinator, commitment, title="Mine", assignee=world.usa.member)
    make_action_item(world.usa.coordinator, commitment, title="Somebody else's", assignee=world.usa.head)
    make_meeting(
        world.sec.coordinator, follow_up.starts_on, delegations=["MEX", "GTM"], title={"en": "Hidden", "es": "x"}
    )
    found = titles(subscribed(address_of(sign_in(world.usa.member))))
    assert "Ministerial" in found
    assert "Papers are circulated: Ministerial" in found
    assert f"{mine.reference} Mine" in found
    assert not [title for title in found if "Hidden" in title or "else" in title]


def test_it_speaks_the_owners_language(world, sign_in, follow_up):
    found = titles(subscribed(address_of(sign_in(world.mex.member))))
    assert "Reunión ministerial" in found


def test_a_new_address_makes_the_earlier_void_and_withdrawing_ends_it(world, sign_in, follow_up):
    client = sign_in(world.usa.member)
    first = address_of(client)
    assert first not in client.get("/calendar/", secure=True).content.decode()
    second = address_of(client)
    assert subscribed(first) == 404
    assert titles(subscribed(second))
    client.post("/calendar/withdraw/", secure=True)
    assert subscribed(second) == 404


def test_a_closed_account_has_no_calendar(world, sign_in, follow_up):
    address = address_of(sign_in(world.usa.member))
    with reading_as(world.admin.reader):
        deactivate_person(person=world.usa.member, actor=world.admin, now=NOW)
    assert subscribed(address) == 404


def test_a_meeting_called_off_begins_with_that_word_and_its_deadlines_are_gone(world, sign_in, follow_up):
    later = make_meeting(world.sec.coordinator, follow_up.starts_on)
    with reading_as(world.sec.coordinator.reader):
        for meeting, to in ((follow_up, "cancelled"), (later, "postponed")):
            advance_meeting(meeting=meeting, actor=world.sec.coordinator, now=timezone.now(), to=to)
    found = subscribed(address_of(sign_in(world.usa.member)))
    off = {
        event.summary.value
        for event in found.vevent_list
        if event.contents.get("status") and event.status.value == "CANCELLED"
    }
    assert off == {"Cancelled: Ministerial", f"Postponed: {later}"}
    assert not [title for title in titles(found) if "Papers" in title and "Ministerial" in title]
    spanish = titles(subscribed(address_of(sign_in(world.mex.member))))
    assert "Cancelada: Reunión ministerial" in spanish
    assert [title for title in spanish if title.startswith("Aplazada: ")]


def test_one_meeting_is_downloaded(world, sign_in):
    meeting = make_meeting(world.sec.coordinator, date(2090, 5, 4))
    answer = sign_in(world.usa.member).get(f"/meetings/{meeting.slug}/meeting.ics", secure=True)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert vobject.readOne(answer.content.decode()).vevent.location.value == "Hall 2, Guatemala City"
