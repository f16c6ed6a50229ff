"""The agenda page and its one operation."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction

from meetings.agendas.models import Agenda, Item
from meetings.agendas.operations import ImpossibleLength
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.work import make_follow_up, make_item, make_meeting
from tests.scenes import scene


@scene
def meeting(world):
    return make_follow_up(world.sec.coordinator)


def page(sign_in, user, meeting):
    return sign_in(user).get(f"/meetings/{meeting.slug}/", secure=True).content.decode()


def test_items_stand_in_order_with_both_clocks(world, sign_in, meeting):
    for minutes, title in ((15, "Opening"), (60, "Root causes")):
        make_item(world.sec.coordinator, meeting, minutes, title, lead="USA")
    make_item(world.sec.coordinator, meeting, 90, "Lunch", kind="break", fixed_at=time(13))
    text = page(sign_in, world.usa.member, meeting)
    assert text.index("Opening") < text.index("Root causes") < text.index("Lunch")
    for clock in ("09:00", "09:15", "13:00", "11:00", "11:15", "15:00"):
        assert clock in text
    assert "2 h 45 min in reserve before it" in text
    assert "Washington (yours)" in text


def test_where_the_clocks_agree_there_is_one_column(world, sign_in, meeting):
    make_item(world.sec.coordinator, meeting)
    assert "(la suya)" not in page(sign_in, world.mex.member, meeting)


def test_an_empty_agenda_says_so(world, sign_in, meeting):
    assert "The agenda has no items yet." in page(sign_in, world.usa.member, meeting)


def test_each_row_raises_the_agendas_version(world, meeting):
    with reading_as(world.sec.coordinator.reader):
        versions = []
        for _ in range(3):
            make_item(world.sec.coordinator, meeting)
            versions.append(Agenda.objects.get().version)
    assert versions == [2, 3, 4]


@pytest.mark.parametrize("minutes", [0, -5, 1441])
def test_an_impossible_length_is_refused(world, meeting, minutes):
    with pytest.raises(ImpossibleLength):
        make_item(world.sec.coordinator, meeting, minutes)
    with reading_as(world.sec.coordinator.reader):
        assert not Item.objects.exists()


def test_the_database_refuses_it_too(world, meeting):
    item = make_item(world.sec.coordinator, meeting)
    with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError), transaction.atomic():
        Item.objects.filter(pk=item.pk).update(minutes=0)


def test_only_the_host_and_the_secretariat_edit(world, meeting):
    for user in (world.usa.coordinator, world.gtm.member, world.sec.member):
        with pytest.raises(NotAllowed):
            make_item(user, meeting)
    make_item(world.gtm.coordinator, meeting)


def test_a_long_title_in_another_script_is_shown_whole(world, sign_in, meeting):
    title = "اتفاق " * 80
    make_item(world.sec.coordinator, meeting, title=title)
    assert title.strip() in page(sign_in, world.usa.member, meeting)


def test_a_title_is_text_and_never_markup(world, sign_in, meeting):
    make_item(world.sec.coordinator, meeting, title="<script>alert(1)</script>")
    text = page(sign_in, world.usa.member, meeting)
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_page_costs_the_same_queries_for_any_number_of_items(
    world, sign_in, meeting, count, django_assert_num_queries
):
    with reading_as(world.sec.coordinator.reader):
        make_item(world.sec.coordinator, meeting)
        item = Item.objects.get()
        copies = [
            Item(
                agenda=item.agenda, rank=item.rank + number, title=item.title, minutes=5, lead_id="USA",
                releasable_to=item.releasable_to, editable_by=item.editable_by,
            )
            for number in range(1, count)
        ]  # fmt: skip
        Item.objects.bulk_create(copies)
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(QUERIES):
        assert client.get(f"/meetings/{meeting.slug}/", secure=True).status_code == 200


# Session, person, challenge, context, savepoint and its release, the context before; version, meeting, items, deadlines,
# statements, documents.
QUERIES = 13


def test_meetings_to_come_and_held_stand_apart(world, sign_in):
    make_meeting(world.sec.coordinator, date(2020, 1, 2), title={"en": "Long ago", "es": "Hace tiempo"})
    make_meeting(world.sec.coordinator, date(2090, 1, 2), title={"en": "To be", "es": "Por venir"})
    text = sign_in(world.usa.member).get("/meetings/", secure=True).content.decode()
    assert text.index("To be") < text.index('id="held"') < text.index("Long ago")
