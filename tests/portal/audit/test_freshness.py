"""A page asked again is answered with nothing, unless something changed for this reader."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portal.core.reader import reading_as
from portal.people.operations import save_preferences
from tests.factories.work import NOW, make_commitment, make_follow_up, make_item, make_statement
from tests.scenes import scene
from workinggroup.actionitems.operations import assign_action_item

# Session, person, challenge, context, savepoint and its release, the context before; version.
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
    form = {"name": person.name, "language": "en", "time_zone": ""}
    assert client.post("/people/me/", form, secure=True).status_code == 302
    assert "Saved" in ask(person).content.decode()
    held = ask(person)
    assert "Saved" not in held.content.decode()
    assert ask(person, held).status_code == 304
