"""The list of meetings: bounded, however many there are, and nothing out of reach."""

import re
from datetime import timedelta

import pytest

from meetings.rounds.listing import SHOWN, meetings_for
from meetings.rounds.models import Meeting
from portal.core.pagination import PAGE
from portal.core.reader import reading_as
from tests.factories.people import make_world
from tests.factories.work import NOW, make_meeting

ROW = re.compile(r'<tr>\s*<td class="nowrap">')


def many(meeting: Meeting, count: int, days: int, **facts: object) -> None:
    """Copies of a meeting, one every `days` days on from now; below 0 back from it."""
    copies = []
    for number in range(count):
        starts_at = NOW + timedelta(days=days * (number + 1))
        copies.append(
            Meeting(
                **{"title": {"en": f"Round {number}", "es": f"Ronda {number}"}} | facts,
                slug=f"copy-{days}-{number}-{facts.get('status', '')}",
                host_id=meeting.host_id, city=meeting.city, venue=meeting.venue, delegations=meeting.delegations,
                time_zone=meeting.time_zone, starts_at=starts_at, ends_at=starts_at + timedelta(hours=7),
                starts_on=starts_at.date(), ends_on=starts_at.date(),
                releasable_to=meeting.releasable_to, editable_by=meeting.editable_by,
            )
        )  # fmt: skip
    Meeting.objects.bulk_create(copies)


def listed(user, **asked):
    with reading_as(user.reader):
        return meetings_for(user, now=NOW, **asked)


@pytest.fixture
def meeting(world):
    return make_meeting(world.sec.coordinator)


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_and_shows_as_much_for_any_number(
    world, meeting, sign_in, count, django_assert_num_queries, time_machine
):
    time_machine.move_to(NOW, tick=True)
    with reading_as(world.sec.coordinator.reader):
        many(meeting, count, 3)
        many(meeting, count, -3)
        many(meeting, count, 5, status="cancelled")
    client = sign_in(world.usa.member)
    client.get("/meetings/", secure=True)
    for path in ("/meetings/", "/meetings/?show=held", "/meetings/?show=coming&year=2026&find=round"):
        with django_assert_num_queries(11, info=path):
            page = client.get(path, secure=True).content.decode()
        assert 0 < len(ROW.findall(page)) <= max(PAGE, sum(SHOWN.values()))
        assert len(page) < 60_000


def test_every_meeting_is_on_some_page_and_the_counts_are_right_beyond_a_page(world, meeting):
    with reading_as(world.sec.coordinator.reader):
        many(meeting, 130, 3)
        many(meeting, 120, -3)
        many(meeting, 60, 5, status="postponed")
    whole = listed(world.usa.member)
    assert (whole.coming.count, whole.held.count, whole.stopped.count) == (131, 120, 60)
    assert (whole.coming.hidden, whole.held.hidden, whole.stopped.hidden) == (111, 100, 50)
    seen: set[str] = set()
    for part in ("coming", "held", "stopped"):
        first = listed(world.usa.member, chosen=part)
        assert first.page is not None
        for number in range(1, first.page.last + 1):
            rows = getattr(listed(world.usa.member, chosen=part, wanted=str(number)), part).rows
            assert 0 < len(rows) <= PAGE
            assert not seen & {row.slug for row in rows}
            seen |= {row.slug for row in rows}
    assert len(seen) == 311


def test_years_hold_what_they_say(world, meeting):
    with reading_as(world.sec.coordinator.reader):
        many(meeting, 120, -9)
    held = listed(world.usa.member, chosen="held")
    assert sum(count for _year, count in held.years) == held.held.count == 120
    assert [year for year, _count in held.years] == sorted({year for year, _count in held.years}, reverse=True)
    for year, count in held.years:
        found = listed(world.usa.member, chosen="held", year=str(year))
        assert {row.day.year for row in found.held.rows} == {year}
        assert len(found.held.rows) == min(count, PAGE)
    assert listed(world.usa.member, chosen="held", year="1999").year is None


def test_a_meeting_is_found_by_its_title_and_place_in_both_languages(world, meeting):
    other = make_meeting(
        world.sec.coordinator,
        title={"en": "Pensions", "es": "Pensiones de ultramar"},
        city={"en": "Geneva", "es": "Ginebra"},
    )
    for words in ("pension", "ULTRAMAR", "geneva", "ginebra"):
        found = listed(world.usa.member, words=words)
        assert [row.slug for row in found.coming.rows] == [other.slug]
        assert found.coming.count == 1
    assert listed(world.usa.member, words="en").coming.count == 1, "the names of languages are no words"
    assert listed(world.usa.member, words="%").coming.count == 0


def test_what_the_reader_may_not_see_is_not_counted(world, meeting):
    make_meeting(world.sec.coordinator, delegations=["MEX", "GTM"])
    assert listed(world.usa.member).coming.count == 1
    assert listed(world.mex.member).coming.count == 2
    assert listed(world.can.member).count == 0


def test_a_meeting_that_ends_is_held_at_once_though_nobody_acts(committed):
    world = make_world()
    secretariat, member = world.sec.coordinator, world.usa.member
    starts_at = NOW + timedelta(days=9)
    facts = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=2)}
    first, second = (make_meeting(secretariat, **facts, slug=f"no-{number}") for number in range(2))
    ends = first.ends_at
    with reading_as(secretariat.reader):
        Meeting.objects.filter(pk=second.pk).update(ends_at=ends + timedelta(hours=1))

    def shown(now, **asked):
        with reading_as(member.reader):
            found = meetings_for(member, now=now, **asked)
        parts = [found.coming, found.held]
        assert [part.count for part in parts] == [len(part.rows) for part in parts] or asked
        return [[row.slug for row in part.rows] for part in parts], [part.count for part in parts]

    for minutes, coming in ((-1, 2), (0, 2), (1, 1), (60, 1), (61, 0), (-1, 2), (2000, 0)):
        now = ends + timedelta(minutes=minutes)
        slugs, counts = shown(now)
        assert counts == [coming, 2 - coming], minutes
        assert set(slugs[0]) == {second.slug, first.slug} - set(slugs[1])
        assert shown(now, chosen="held")[0][1] == slugs[1]
