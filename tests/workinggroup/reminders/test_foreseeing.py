"""What of the reminders changes if a meeting moves, before it does; and what then is so."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.rounds.models import Meeting
from meetings.rounds.operations import move_meeting
from meetings.rounds.queries import moves_of
from portal.core import times
from portal.core.deadlines import Deadline
from portal.core.reader import Reader, reading_as
from portal.people.workdays.calendars import Calendar
from tests.factories.pages import seen_on
from tests.factories.work import make_action_item, make_commitment, make_statement
from tests.scenes import scene
from tests.workinggroup.reminders.conftest import MEETING, at
from workinggroup.reminders.cadence import occurrences, usual_cadences
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all, post_due
from workinggroup.reminders.planning import Recipient, Sent, Side, differences, wanted_reminders
from workinggroup.reminders.states import Audience, Status

GUATEMALA = "America/Guatemala"
# Twelve days before the ministerial: the rungs of 30 and 14 days went.
NOW = at(MEETING - timedelta(days=12), GUATEMALA, "12:00")


@scene
def counted(world, follow_up):
    """An item of the host, due two weeks before the ministerial."""
    statement = make_statement(world.sec.coordinator, follow_up)
    promise = make_commitment(world.sec.coordinator, statement, lead="GTM")
    facts = {"assignee": world.gtm.member, "weeks_before": 2, "counted_from": follow_up}
    return make_action_item(world.gtm.coordinator, promise, **facts)


def hours_on(day, place=GUATEMALA):
    starts_at, ends_at = (times.instant(day, clock, place) for clock in ("09:00", "16:00"))
    return {"starts_at": starts_at, "ends_at": ends_at, "nights": [], "time_zone": place}


def reminders_of(meeting, user, hours, now):
    with reading_as(user.reader):
        there = Meeting.objects.get(pk=meeting.pk)
        return [move for move in moves_of(there, user, hours, now=now) if move.who]


def planned(status=Status.PLANNED):
    """The host's reminders: by whom, of what, which rung, the day."""
    with reading_as(Reader("GTM")):
        rows = Reminder.objects.filter(status=status).order_by("goes_at")
        return {(row.recipient.name, row.kind, row.rung, row.send_on) for row in rows.select_related("recipient")}


def move(meeting, user, hours, now):
    with reading_as(user.reader):
        there, words = Meeting.objects.get(pk=meeting.pk), {"en": "x", "es": "x"}
        move_meeting(meeting=there, actor=user, now=now, city=words, venue=words, **hours)


def as_if_running(until):
    """Planned two months before, and every morning posted since."""
    plan_all(now=until - timedelta(days=60))
    post_due(now=until)
    plan_all(now=until)


MOVES = {
    "by a day": (MEETING + timedelta(days=1), GUATEMALA),
    "by a week": (MEETING + timedelta(days=7), GUATEMALA),
    "by months, over holidays and a clock change": (date(2026, 11, 9), "America/New_York"),
    "to an earlier day": (MEETING - timedelta(days=5), GUATEMALA),
    "to a zone where it is the day after": (MEETING + timedelta(days=1), "Pacific/Auckland"),
}


@pytest.mark.parametrize("name", MOVES)
def test_what_is_foreseen_is_what_then_is_so(world, follow_up, counted, name):
    as_if_running(NOW)
    before, went = planned(), planned(Status.POSTED)
    hours = hours_on(*MOVES[name])
    foreseen = reminders_of(follow_up, world.gtm.coordinator, hours, NOW)
    assert planned() == before, "nothing is written"
    with reading_as(world.gtm.coordinator.reader):
        assert Meeting.objects.get(pk=follow_up.pk).starts_on == MEETING
    move(follow_up, world.gtm.coordinator, hours, NOW)
    after = planned()
    days = Counter((who, day) for who, _kind, _rung, day in before - after)
    assert Counter((each.who, each.before) for each in foreseen if each.before and "it went on" not in each.why) >= days
    gone = Counter((who, day) for who, _kind, _rung, day in after - before)
    assert Counter((each.who, each.after) for each in foreseen if each.after) >= gone
    assert {(each.who, each.after) for each in foreseen if each.after} <= {(who, day) for who, *_, day in after}
    assert planned(Status.POSTED) == went, "what was sent stays sent"
    assert all(each.after or each.why for each in foreseen)


def test_nobody_is_reminded_twice_for_a_day_that_moved_a_little(world, follow_up, counted):
    """The rung of 14 days went; three days later it lies ahead again, and does not go."""
    as_if_running(NOW)
    hours = hours_on(MEETING + timedelta(days=4))
    foreseen = reminders_of(follow_up, world.gtm.coordinator, hours, NOW)
    told = [each for each in foreseen if each.who == world.gtm.member.name and "it went on" in each.why]
    assert "The follow-up ministerial · 14 days before" in {each.detail for each in told}
    move(follow_up, world.gtm.coordinator, hours, NOW)
    post_due(now=at(MEETING, GUATEMALA))
    went = Counter(each[:3] for each in planned(Status.POSTED))
    assert went[told[0].who, "ministerial", "-14d"] == 1


def test_the_reminders_of_other_sides_are_not_shown(world, follow_up, counted, item):
    plan_all(now=NOW)
    hours = hours_on(MEETING + timedelta(days=30))
    people = {each.who for each in reminders_of(follow_up, world.gtm.coordinator, hours, NOW)}
    assert people
    assert not {person for person in people if ".gtm" not in person}
    people = {each.who for each in reminders_of(follow_up, world.sec.coordinator, hours, NOW)}
    assert people == {world.sec.coordinator.name}


def test_the_page_says_what_moves_and_afterwards_how_much(world, follow_up, counted, sign_in, time_machine):
    time_machine.move_to(NOW, tick=False)
    as_if_running(NOW)
    client, address = sign_in(world.sec.coordinator), f"/meetings/{follow_up.slug}/move/"
    form = {
        "day": "2026-06-11", "begins": "09:00", "until": "16:00", "time_zone": GUATEMALA,
        "city_en": "x", "city_es": "x", "venue_en": "x", "venue_es": "x",
    }  # fmt: skip
    page = client.post(address, form, secure=True).content.decode()
    assert (
        page.index("SEQUENCE") < page.index("Reminders of your delegation that move") < page.index("other delegations")
    )
    assert world.sec.coordinator.name in page[page.index("Reminders of your delegation") :]
    answer = client.post(
        address, form | {"confirm": "1", "seen": seen_on(client, address)}, secure=True, follow=True
    ).content.decode()
    assert "The meeting has moved." in answer
    assert "1 reminder of your delegation moved." in answer


PEOPLE = [UUID(int=number) for number in range(1, 5)]
STEPS = [Audience.COORDINATOR, Audience.DEPUTY, Audience.HEAD, ""]
ZONES = ["America/New_York", "America/Guatemala", "America/Havana", "Europe/Madrid", "Pacific/Apia", "Asia/Kathmandu"]
START = datetime(2026, 1, 1, tzinfo=UTC)


def ministerial(day, place):
    """A ministerial and two things counted from it."""
    at = times.instant(day, "09:00", place)
    for number, (kind, days) in enumerate((("ministerial", 0), ("action_item", 14), ("credentials", 5)), 100):
        people = tuple(PEOPLE[-1:]) if kind == "action_item" else ()
        instant = at if kind == "ministerial" else None
        yield Deadline(kind, UUID(int=number), day - timedelta(days=days), "GTM", None, people, instant)


@pytest.fixture(scope="module")
def many(request):
    return 2000 if request.config.getoption("--attacks") else 40


def test_whatever_moves_each_is_told_once_and_in_the_morning_of_a_working_day(many):
    @settings(max_examples=many, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(st.sampled_from(ZONES), min_size=4, max_size=4), st.sampled_from(["US", "MX", "GT", "ES", ""]),
        st.dates(date(2026, 2, 1), date(2028, 12, 31)), st.integers(-60, 240), st.sampled_from(ZONES), st.integers(0, 90),
    )  # fmt: skip
    def holds(zones, country, day, shift, place, ago):
        people = [Recipient(key, zone, step) for key, zone, step in zip(PEOPLE, zones, STEPS, strict=True)]
        side = Side("GTM", people, Calendar(country), usual_cadences())
        before = list(wanted_reminders(side, ministerial(day, GUATEMALA), now=START))
        now = times.instant(day - timedelta(days=ago), "12:00", GUATEMALA)
        sent = [Sent(*each[:3], each.rung, each.due, each.send_on) for each in before if each.goes_at <= now]
        moved = list(ministerial(day + timedelta(days=shift), place))
        after = list(wanted_reminders(side, moved, now=now))
        for each in after:
            assert side.calendar.works_on(each.send_on)
            assert times.clock(each.goes_at, each.zone) == "08:00"
            assert each.goes_at > now
        assert len({each[:3] + each[4:6] for each in after}) == len(after)
        assert max(Counter((*each[:3], each.send_on) for each in after).values(), default=1) == 1
        told = {(each.recipient, each.kind, each.send_on) for each in after}
        for deadline in moved:
            for person in people if deadline.kind != "action_item" else people[-1:]:
                if not deadline.people and person.step != Audience.COORDINATOR:
                    continue
                for occurrence in occurrences(
                    deadline.due, usual_cadences()[deadline.kind], person.zone, side.calendar, deadline.at
                ):
                    if (
                        occurrence.rung.is_mandatory
                        and occurrence.rung.audience == Audience.OWNER
                        and occurrence.goes_at > now
                    ):
                        assert (person.id, deadline.kind, occurrence.send_on) in told
        plan = [each for each in before if each.goes_at > now]
        changed = differences(plan, after, sent)
        stays = {(*each[:3], each.rung, each.send_on) for each in plan}
        stays -= {(*each.before[:3], each.before.rung, each.before.send_on) for each in changed if each.before}
        comes = {(*each.after[:3], each.after.rung, each.after.send_on) for each in changed if each.after}
        went = {(each.recipient, each.kind, each.subject, each.rung): each.send_on for each in sent}
        rest = {(*each[:3], each.rung): each.rest for each in after}
        goes = stays | comes
        assert len({each[:4] for each in goes}) == len(goes)
        for *name, send_on in goes:
            if tuple(name) in went and tuple(name) in rest:
                assert abs((send_on - went[tuple(name)]).days) >= rest[tuple(name)]

    holds()
