"""Rows of an agenda that are kept ready show nobody what is somebody else's, whoever asked before."""

from datetime import date

import pytest

from meetings.agendas.models import Item
from meetings.agendas.operations import change_item
from portal.core.reader import reading_as
from tests.factories.people import prefer, rename_delegation
from tests.factories.work import make_follow_up, make_item


@pytest.fixture
def meeting(world):
    return make_follow_up(world.sec.coordinator, date(2090, 5, 7))


@pytest.fixture
def page(sign_in, meeting):
    """The agenda as a person's browser shows it, or another page of it."""

    def ask(person, path="agenda/"):
        return sign_in(person).get(f"/meetings/{meeting.slug}/{path}", secure=True).content.decode()

    return ask


def change(actor, item, **facts):
    with reading_as(actor.reader):
        return change_item(item=item, actor=actor, seen=Item.objects.get(pk=item.pk).edit, **facts)


def test_a_closed_row_is_its_readers_alone(world, meeting, page):
    make_item(world.sec.coordinator, meeting, 20, "CANARY", readers=["USA"], note={"en": "CANARY NOTE"})
    for _turn in range(2):
        assert "CANARY NOTE" in page(world.usa.member)
        assert "CANARY" not in page(world.mex.member)


def test_a_row_that_closes_is_gone_from_the_others_pages_at_once(world, meeting, page):
    item = make_item(world.sec.coordinator, meeting, 20, "CANARY")
    assert "CANARY" in page(world.mex.member)
    change(world.sec.coordinator, item, title={"en": "CANARY", "es": "CANARY"}, minutes=20, readers=["USA"])
    assert "CANARY" not in page(world.mex.member)
    assert "CANARY" in page(world.usa.member)


def test_another_language_has_rows_of_its_own(world, meeting, page):
    with reading_as(world.sec.coordinator.reader):
        item = make_item(world.sec.coordinator, meeting, 20, "Opening")
    change(world.sec.coordinator, item, title={"en": "Opening", "es": "Apertura"}, minutes=20, lead="MEX")
    for _turn in range(2):
        assert "Opening" in page(world.usa.member)
        assert 'title="Mexico"' in page(world.usa.member)
        assert "Apertura" in page(world.mex.member)
        assert 'title="México"' in page(world.mex.member)


def test_another_zone_has_clocks_of_its_own(world, meeting, page):
    make_item(world.sec.coordinator, meeting, 20, "Opening")
    clocks = {}
    for zone in ("America/New_York", "Europe/Madrid"):
        prefer(world.usa.member, time_zone=zone)
        clocks[zone] = page(world.usa.member).partition('agenda__mine">')[2][:5]
    assert len(set(clocks.values())) == 2


def test_a_changed_row_is_shown_as_it_is(world, meeting, page):
    item = make_item(world.sec.coordinator, meeting, 20, "Before")
    later = make_item(world.sec.coordinator, meeting, 20, "Later")
    assert "Before" in page(world.usa.member)
    edit = page(world.sec.coordinator, "agenda/edit/")
    change(world.sec.coordinator, item, title={"en": "After", "es": "Luego"}, minutes=45, lead="USA")
    after = page(world.usa.member)
    assert "Before" not in after
    assert "After" in after
    assert "45 min" in after
    edited = page(world.sec.coordinator, "agenda/edit/")
    assert edited != edit
    assert "After" in edited
    assert f"row-{later.pk}" in edited


def test_a_delegation_that_changes_its_name_changes_every_row(world, meeting, page):
    make_item(world.sec.coordinator, meeting, 20, "Opening", lead="MEX")
    assert 'title="Mexico"' in page(world.usa.member)
    rename_delegation("MEX", "United Mexican States", "México")
    assert 'title="Mexico"' not in page(world.usa.member)
    assert 'title="United Mexican States"' in page(world.usa.member)


def test_what_people_type_is_text_in_a_kept_row(world, meeting, page):
    make_item(world.sec.coordinator, meeting, 20, "<script>alert(1)</script>", note={"en": "<b>x</b>"})
    shown = page(world.usa.member) + page(world.sec.coordinator, "agenda/edit/")
    assert "<script>alert" not in shown
    assert "<b>x</b>" not in shown


def test_pages_with_kept_rows_have_form_keys_of_their_own(world, meeting, page):
    keys = {
        page(person).partition('csrfmiddlewaretoken" value="')[2][:64]
        for person in (world.usa.member, world.mex.member)
    }
    assert len(keys) == 2
    assert all(key.isalnum() for key in keys)
