"""Editions: the figures that a meeting speaks of stay, and each says what it is now."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.rounds.models import Meeting
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.flows import NOW, make_dataset, publish, rows
from tests.factories.work import make_follow_up, make_meeting
from workinggroup.flows.editions import Edition
from workinggroup.flows.operations import NothingOut, NotYet, make_edition
from workinggroup.flows.queries.editions import edition_of, editions_for

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 9)
OLD = [(f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13)]
FIRST, SECOND = rows(*OLD, ("2026-01", "US", "_T", 4180)), rows(*OLD, ("2026-01", "US", "_T", 5460))


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator)


@pytest.fixture
def meeting(world):
    return make_follow_up(world.sec.coordinator)


def freeze(actor, meeting, as_of=FEB, now=NOW):
    with reading_as(actor.reader):
        return make_edition(meeting=meeting, actor=actor, now=now, today=NOW.date(), as_of=as_of)


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query, secure=True)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content).decode() if answer.streaming else answer.content.decode()


def shown_on(client, meeting):
    address = reverse("flows:indicator", args=["RET_IN"])
    return client.get(address, {"edition": meeting.slug}, secure=True).context["shown"]


def test_the_secretariat_freezes_what_is_published_as_of_a_day_that_has_come(world, dataset, meeting):
    with pytest.raises(NothingOut):
        freeze(world.sec.coordinator, meeting)
    publish(world.gtm, dataset, FIRST, JAN)
    for nobody in (world.sec.member, world.gtm.coordinator, world.usa.head):
        with pytest.raises(NotAllowed):
            freeze(nobody, meeting)
    with pytest.raises(NotYet):
        freeze(world.sec.coordinator, meeting, as_of=NOW.date() + timedelta(days=1))
    with pytest.raises(NothingOut):
        freeze(world.sec.coordinator, meeting, as_of=JAN - timedelta(days=1))
    edition = freeze(world.sec.coordinator, meeting)
    with reading_as(world.usa.member.reader):
        frozen = edition_of(world.usa.member, meeting.slug)
        assert frozen.edition == edition
        assert frozen.days == {dataset.pk: JAN}
    with reading_as(world.sec.coordinator.reader):
        for act in (lambda: Edition.objects.update(as_of=JAN), lambda: Edition.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_a_vintage_that_comes_later_changes_nothing_even_as_of_an_earlier_day(world, dataset, meeting, sign_in):
    publish(world.gtm, dataset, FIRST, JAN)
    freeze(world.sec.coordinator, meeting, as_of=NOW.date())
    client = sign_in(world.usa.member)
    assert "is now" not in page(client, "flows:overview", edition=meeting.slug)
    assert "Every figure of the edition still stands." in page(
        client, "flows:indicator", "RET_IN", edition=meeting.slug
    )
    publish(world.gtm, dataset, SECOND, FEB)
    tile = page(client, "flows:overview", edition=meeting.slug)
    assert "4,180" in tile
    assert "is now 5,460" in tile
    shown = shown_on(client, meeting)
    assert [(each.month, each.before, each.after) for each in shown.changes] == [("Jan 2026", "4,180", "5,460")]
    assert ",4180," in page(client, "flows:download", "RET_IN", "full.csv", edition=meeting.slug)
    latest = page(client, "flows:overview")
    assert "5,460" in latest
    # What it was before stands there as what it was.
    assert latest.count("4,180") == latest.count("before 4,180") == 1
    assert "is now" not in latest


def test_what_is_hidden_now_or_told_no_more_says_so(world, dataset, meeting, sign_in):
    both = [("2025-12", "US", "GT", 500), ("2026-01", "US", "GT", 500)]
    publish(world.gtm, dataset, rows(*both), JAN)
    freeze(world.sec.coordinator, meeting)
    publish(world.gtm, dataset, rows(both[0], ("2026-01", "US", "GT", 4)), MAR)
    client = sign_in(world.usa.member)
    assert "is now hidden" in page(client, "flows:overview", edition=meeting.slug)
    shown = shown_on(client, meeting)
    assert {(each.before, each.after) for each in shown.changes} == {("500", "c")}


def test_of_one_meeting_the_last_edition_counts_and_who_does_not_see_the_meeting_sees_none(world, dataset, meeting):
    publish(world.gtm, dataset, FIRST, JAN)
    publish(world.gtm, dataset, SECOND, FEB)
    freeze(world.sec.coordinator, meeting, as_of=JAN)
    last = freeze(world.sec.coordinator, meeting, now=NOW + timedelta(minutes=1))
    other = make_meeting(world.sec.coordinator, date(2026, 2, 28))
    freeze(world.sec.coordinator, other, as_of=JAN)
    with reading_as(world.usa.member.reader):
        assert [(each.meeting, each.as_of) for each in editions_for(world.usa.member)] == [(meeting, FEB), (other, JAN)]
        assert edition_of(world.usa.member, meeting.slug).edition == last
        assert edition_of(world.usa.member, "no-such-meeting") is None
    with reading_as(world.can.member.reader):
        assert not Meeting.objects.filter(pk=meeting.pk).exists()
        assert not Edition.objects.exists()


def test_the_secretariat_makes_one_by_the_form(world, dataset, meeting, sign_in):
    publish(world.gtm, dataset, FIRST, JAN)
    client, address = sign_in(world.sec.coordinator), reverse("flows:editions")
    sent = {"meeting": meeting.pk, "as_of": "2026-02-28"}
    answer = client.post(address, sent, secure=True, follow=True).content.decode()
    assert "The edition is made." in answer
    assert reverse("flows:overview") + f"?edition={meeting.slug}" in answer
    assert "Make an edition" not in page(sign_in(world.usa.coordinator), "flows:editions")


@pytest.mark.parametrize("name", ["flows:overview", "flows:indicator", "flows:editions"])
def test_a_page_of_an_edition_costs_as_many_queries_for_any_number(world, meeting, sign_in, name):
    client, costs = sign_in(world.usa.member), []
    args = {"flows:indicator": ["RET_IN"]}.get(name, [])

    def cost():
        freeze(world.sec.coordinator, meeting)
        page(client, name, *args, edition=meeting.slug)
        with CaptureQueriesContext(connection) as asked:
            page(client, name, *args, edition=meeting.slug)
        costs.append(len(asked))

    publish(world.gtm, make_dataset(world.gtm.coordinator), FIRST, JAN)
    cost()
    for number, indicator in enumerate(("ASY_APP", "REG_CROSS", "RET_IN")):
        other = make_dataset(world.gtm.coordinator, f"More {number}")
        publish(world.gtm, other, rows(("2025-11", "MX", "_T", 900), indicator=indicator), JAN + timedelta(days=number))
    cost()
    assert costs[0] == costs[1]
