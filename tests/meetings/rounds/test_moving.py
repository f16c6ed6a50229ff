"""Moving a meeting."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from meetings.rounds.days import EndsBeforeStart
from meetings.rounds.models import Meeting
from meetings.rounds.operations import DateInThePast, MeetingIsOver, UnknownZone, move_meeting
from portal.audit.models import Entry
from portal.core import times
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.pages import seen_on
from tests.factories.work import make_meeting

NOW = datetime(2026, 3, 2, 15, tzinfo=UTC)
CITY = {"en": "Antigua", "es": "Antigua"}


def move(meeting, actor, day=date(2026, 6, 10), place="America/Guatemala", begins="10:00", until="17:00", now=NOW):
    with reading_as(actor.reader):
        return move_meeting(
            meeting=meeting,
            actor=actor,
            now=now,
            starts_at=times.instant(day, begins, place),
            ends_at=times.instant(day, until, place),
            time_zone=place,
            city=CITY,
            venue=CITY,
        )


def test_the_day_at_the_venue_follows_the_instant(world):
    meeting = make_meeting(world.sec.coordinator)
    moved = move(meeting, world.sec.coordinator, date(2026, 6, 10), "Pacific/Kiritimati")
    assert moved.starts_on == date(2026, 6, 10)
    assert moved.starts_at.date() == date(2026, 6, 9)
    assert moved.version == meeting.version + 1


def test_the_host_moves_it_and_others_do_not(world):
    meeting = make_meeting(world.sec.coordinator)
    move(meeting, world.gtm.coordinator)
    for actor in (world.usa.coordinator, world.gtm.member, world.mex.head):
        with pytest.raises(NotAllowed if actor is world.gtm.member else (NotAllowed, Meeting.DoesNotExist)):
            move(meeting, actor)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"day": date(2026, 3, 1)}, DateInThePast),
        ({"day": date(2026, 3, 2), "begins": "08:00"}, DateInThePast),
        ({"begins": "17:00", "until": "10:00"}, EndsBeforeStart),
    ],
)
def test_an_impossible_date_is_refused_and_changes_nothing(world, facts, refusal):
    meeting = make_meeting(world.sec.coordinator)
    with pytest.raises(refusal):
        move(meeting, world.sec.coordinator, **facts)
    with reading_as(world.sec.coordinator.reader):
        assert Meeting.objects.get().starts_at == meeting.starts_at
        assert not Entry.objects.filter(action="meetings.meeting.moved").exists()


def test_an_unknown_zone_is_refused(world):
    meeting, later = make_meeting(world.sec.coordinator), NOW + timedelta(days=30)
    facts = {
        "starts_at": later,
        "ends_at": later + timedelta(hours=1),
        "time_zone": "Nowhere/City",
        "city": CITY,
        "venue": CITY,
    }
    with reading_as(world.sec.coordinator.reader), pytest.raises(UnknownZone):
        move_meeting(meeting=meeting, actor=world.sec.coordinator, now=NOW, **facts)


@pytest.mark.parametrize("status", ["concluded", "cancelled"])
def test_a_meeting_that_is_over_keeps_its_date(world, status):
    meeting = make_meeting(world.sec.coordinator, status=status)
    with pytest.raises(MeetingIsOver):
        move(meeting, world.sec.coordinator)


def form(**facts):
    values = {
        "day": "2030-06-10", "begins": "10:00", "until": "17:00", "time_zone": "America/Guatemala",
        "city_en": "Antigua", "city_es": "Antigua", "venue_en": "Hall", "venue_es": "Salón",
    }  # fmt: skip
    return values | facts


def test_the_page_moves_it(world, sign_in):
    meeting = make_meeting(world.sec.coordinator, timezone.now().date() + timedelta(days=40))
    client = sign_in(world.sec.coordinator)
    seen = seen_on(client, f"/meetings/{meeting.slug}/move/")
    preview = client.post(f"/meetings/{meeting.slug}/move/", form(), secure=True).content.decode()
    assert "This would move" in preview
    with reading_as(world.sec.coordinator.reader):
        assert Meeting.objects.get().starts_at == meeting.starts_at
    answer = client.post(f"/meetings/{meeting.slug}/move/", form(confirm="1", seen=seen), secure=True)
    assert answer.status_code == 302
    with reading_as(world.sec.coordinator.reader):
        assert Meeting.objects.get().starts_at == datetime(2030, 6, 10, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"day": "2020-01-01"}, "is in the past"),
        ({"until": "09:00"}, "would end before it starts"),
        ({"time_zone": "Mars/Base"}, "not a time zone we know"),
        ({"day": "tomorrow"}, "Enter a valid date"),
    ],
)
def test_the_page_says_what_is_wrong_and_keeps_what_was_typed(world, sign_in, facts, words):
    meeting = make_meeting(world.sec.coordinator, timezone.now().date() + timedelta(days=40))
    page = sign_in(world.sec.coordinator).post(f"/meetings/{meeting.slug}/move/", form(**facts), secure=True)
    text = page.content.decode()
    assert words in text
    assert "Salón" in text
