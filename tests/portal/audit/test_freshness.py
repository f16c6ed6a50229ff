"""A page asked again is answered with nothing, unless something changed for this reader."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.rounds.models import Meeting
from meetings.rounds.operations import change_meeting, set_deadlines
from portal.core.reader import reading_as
from portal.people.operations import save_preferences
from tests.factories.documents import make_document
from tests.factories.pages import seen_on
from tests.factories.people import rename_delegation
from tests.factories.work import NOW, make_commitment, make_follow_up, make_item, make_meeting, make_statement
from tests.scenes import scene
from workinggroup.actionitems.operations import assign_action_item

# Session, person, challenge, context, savepoint and its release, the context before; version; the number at the bell.
UNCHANGED = 8


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@pytest.fixture
def ask(world, follow_up, sign_in):
    """Ask a person's browser for the agenda, holding an earlier answer or not."""
    clients = {}

    def get(person, held=None, path=f"/meetings/{follow_up.slug}/agenda/"):
        if person not in clients:
            clients[person] = sign_in(person)
        headers = {"If-None-Match": held.headers["ETag"]} if held else {}
        return clients[person].get(path, headers=headers, secure=True)

    return get


def test_an_unchanged_page_is_answered_with_nothing(world, ask, django_assert_num_queries):
    held = ask(world.usa.member)
    with django_assert_num_queries(UNCHANGED):
        again = ask(world.usa.member, held)
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-store"


def test_an_act_that_the_reader_may_see_changes_the_page(world, ask, follow_up):
    held = ask(world.usa.member)
    make_item(world.sec.coordinator, follow_up, title="A new item")
    again = ask(world.usa.member, held)
    assert again.status_code == 200
    assert "A new item" in again.content.decode()


def new_title(meeting, world):
    facts = {name: getattr(meeting, name) for name in ("series", "level", "number", "host", "co_hosts", "format")}
    facts |= {name: getattr(meeting, name) for name in ("languages", "join_address", "city", "venue", "delegations")}
    with reading_as(world.sec.coordinator.reader):
        meeting.refresh_from_db()
        change_meeting(
            meeting=meeting, actor=world.sec.coordinator, now=NOW, **facts | {"title": {"en": "Renamed", "es": "Otra"}}
        )


def new_deadline(meeting, world):
    with reading_as(world.sec.coordinator.reader):
        set_deadlines(meeting=meeting, actor=world.sec.coordinator, now=NOW, days={"papers": 5})


SHOWN_THINGS = {
    "an item": lambda meeting, world: make_item(world.sec.coordinator, meeting),
    "a paper about the meeting": lambda meeting, world: make_document(world.sec.coordinator, meeting),
    "a statement": lambda meeting, world: make_statement(world.sec.coordinator, meeting),
    "the meeting's facts": new_title,
    "a deadline": new_deadline,
}


@pytest.mark.parametrize("thing", SHOWN_THINGS)
def test_each_thing_that_the_page_shows_moves_its_tag(world, ask, follow_up, thing):
    held = ask(world.usa.member)
    assert ask(world.usa.member, held).status_code == 304
    SHOWN_THINGS[thing](follow_up, world)
    assert ask(world.usa.member, held).status_code == 200


def test_the_title_of_the_meeting_that_it_follows_moves_the_tag(world, ask):
    before = make_meeting(world.sec.coordinator, date(2026, 6, 9))
    after = make_meeting(world.sec.coordinator, date(2026, 7, 9), follows=before)
    path = f"/meetings/{after.slug}/agenda/"
    held = ask(world.usa.member, path=path)
    new_title(before, world)
    assert "Renamed" in ask(world.usa.member, held, path=path).content.decode()


def test_the_name_of_a_delegation_moves_the_tag(world, ask):
    held = ask(world.usa.member)
    rename_delegation("GTM", "Renamed", "Otra")
    assert ask(world.usa.member, held).status_code == 200


def test_what_the_page_does_not_show_leaves_its_tag(world, ask):
    """Another meeting, with all that is seen through it, and an account of one's own side."""
    other = make_meeting(world.sec.coordinator, date(2026, 6, 9))
    held = ask(world.usa.member)
    make_item(world.sec.coordinator, other)
    make_statement(world.sec.coordinator, other)
    new_title(other, world)
    with reading_as(world.usa.head.reader):
        save_preferences(actor=world.usa.head, name="Somebody else", language="es", time_zone="")
    assert ask(world.usa.member, held).status_code == 304


def test_who_no_longer_sees_the_meeting_is_not_answered_from_what_they_held(world, ask, follow_up):
    held = ask(world.usa.member)
    with reading_as(world.sec.coordinator.reader):
        Meeting.objects.filter(pk=follow_up.pk).update(
            delegations=["MEX", "GTM"], releasable_to=["MEX", "GTM", "SEC"], editable_by=["SEC"]
        )
    assert ask(world.usa.member, held).status_code == 404


def test_what_another_side_does_behind_its_wall_does_not_show_in_the_tag(world, ask, follow_up):
    commitment = make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), lead="MEX", supporting=["USA"]
    )
    held = ask(world.usa.member)
    with reading_as(world.mex.coordinator.reader):
        assign_action_item(
            commitment=commitment, actor=world.mex.coordinator, now=NOW, title="Ours alone", due_on=date(2026, 5, 1),
            only_us=True,
        )  # fmt: skip
    assert ask(world.usa.member, held).status_code == 304
    assert ask(world.mex.member, held).status_code == 200


def test_another_language_is_another_page(world, ask):
    person = world.usa.member
    held = ask(person)
    with reading_as(person.reader):
        save_preferences(actor=person, name=person.name, language="es", time_zone="")
    again = ask(person, held)
    assert again.status_code == 200
    assert "Reuniones" in again.content.decode()


def test_the_next_day_is_another_page(world, ask, time_machine):
    late = datetime(2026, 3, 3, 4, 50, tzinfo=UTC)  # 23:50 in Washington
    time_machine.move_to(late, tick=True)
    held = ask(world.usa.member)
    time_machine.move_to(late + timedelta(minutes=5), tick=True)
    assert ask(world.usa.member, held).status_code == 304
    time_machine.move_to(late + timedelta(minutes=15), tick=True)
    assert ask(world.usa.member, held).status_code == 200


def test_nobody_is_answered_from_anothers_page(world, ask):
    held = ask(world.usa.member)
    assert ask(world.usa.coordinator, held).status_code == 200
    assert ask(world.can.coordinator, held).status_code == 404


def test_a_waiting_message_is_shown_once(world, ask):
    person = world.usa.member
    ask(person)
    client = ask(person).client
    form = {"name": person.name, "language": "en", "time_zone": "", "seen": seen_on(client, "/people/me/")}
    assert client.post("/people/me/", form, secure=True).status_code == 302
    assert "Saved" in ask(person).content.decode()
    held = ask(person)
    assert "Saved" not in held.content.decode()
    assert ask(person, held).status_code == 304
