"""A meeting's life: drafts that nobody hears of, states in their order, deadlines, what speaks against a date."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from meetings.agendas.operations import adopt_agenda, propose_item
from meetings.rounds import operations
from meetings.rounds.models import Deadline, Meeting, Series, guests_code
from meetings.rounds.moving import days_off_on, next_host
from meetings.rounds.queries import conflicts_of, moves_of
from meetings.rounds.states import COURSE, NEXT, DeadlineKind, Status
from portal.core import times
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from portal.people.workdays.calendars import Calendar
from tests.factories.pages import seen_on
from tests.factories.people import mails
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_item,
    make_meeting,
    make_participant,
    make_statement,
)
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.operations import plan_all
from workinggroup.reminders.states import Status as ReminderStatus


def act(user, operation, meeting, **facts):
    with reading_as(user.reader):
        return operation(meeting=meeting, actor=user, now=NOW, **facts)


def advance(user, meeting, to):
    return act(user, operations.advance_meeting, meeting, to=to)


def seen_by(user):
    with reading_as(user.reader):
        return list(Meeting.objects.visible_to(user))


def test_a_draft_is_known_to_host_and_secretariat_alone(world):
    draft = make_meeting(world.sec.coordinator, status=Status.DRAFT)
    make_item(world.sec.coordinator, draft)
    assert seen_by(world.gtm.member) == seen_by(world.sec.member) == [draft]
    assert seen_by(world.usa.coordinator) == seen_by(world.mex.coordinator) == []
    with reading_as(world.usa.coordinator.reader):
        assert not Deadline.objects.exists()
        assert not Meeting.objects.exists()
    advance(world.sec.coordinator, draft, Status.ANNOUNCED)
    assert seen_by(world.usa.coordinator) == [draft]
    with reading_as(world.usa.coordinator.reader):
        assert draft.agenda.items.count() == 1
        assert Deadline.objects.count() == len(DeadlineKind)


def test_a_draft_reminds_nobody_until_it_is_announced(world, sign_in):
    before = make_meeting(world.sec.coordinator, date(2026, 2, 28), status="concluded")
    draft = make_meeting(world.sec.coordinator, follows=before, status=Status.DRAFT)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, before))
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    plan_all(now=NOW)
    planned = lambda: Reminder.objects.filter(status=ReminderStatus.PLANNED, meeting=draft).count()  # noqa: E731
    with reading_as(world.usa.member.reader):
        assert planned() == 0
    advance(world.sec.coordinator, draft, Status.ANNOUNCED)
    with reading_as(world.usa.member.reader):
        assert planned() > 0
    advance(world.gtm.coordinator, draft, Status.POSTPONED)
    with reading_as(world.usa.member.reader):
        assert planned() == 0


def test_the_course_runs_to_its_end_and_nowhere_else(world):
    meeting = make_meeting(world.sec.coordinator, status=Status.DRAFT)
    for state in COURSE[1:]:
        with pytest.raises(operations.NotNow, match="cannot become"):
            advance(world.sec.coordinator, meeting, Status.DRAFT)
        meeting = advance(world.sec.coordinator, meeting, state)
    assert (meeting.status, meeting.next_states) == (Status.RECORDS_APPROVED, [])
    with pytest.raises(operations.MeetingIsOver):
        act(world.sec.coordinator, operations.change_meeting, meeting, number=2)


def test_every_state_says_what_follows():
    assert set(NEXT) == set(Status)
    assert {state for following in NEXT.values() for state in following} == set(Status) - {Status.DRAFT}


def test_only_host_and_secretariat_change_its_state(world):
    meeting = make_meeting(world.sec.coordinator)
    for person in (world.gtm.member, world.sec.member):
        with pytest.raises(PermissionDenied):
            advance(person, meeting, Status.CANCELLED)
    with pytest.raises(Meeting.DoesNotExist):  # The wall gives it to nobody else for changing.
        advance(world.usa.coordinator, meeting, Status.CANCELLED)
    advance(world.gtm.coordinator, meeting, Status.AGENDA_OPEN)


def test_a_meeting_is_not_announced_for_a_day_that_has_passed(world):
    draft = make_meeting(world.sec.coordinator, date(2026, 2, 1), status=Status.DRAFT)
    with pytest.raises(operations.DateInThePast):
        advance(world.sec.coordinator, draft, Status.ANNOUNCED)


def test_a_postponed_meeting_is_announced_again_by_a_new_date(world):
    meeting = advance(world.sec.coordinator, make_meeting(world.sec.coordinator), Status.POSTPONED)
    starts_at = datetime(2026, 9, 1, 15, tzinfo=UTC)
    place = {"time_zone": "America/Guatemala", "city": meeting.city, "venue": meeting.venue}
    moved = act(
        world.sec.coordinator, operations.move_meeting, meeting,
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=7), **place,
    )  # fmt: skip
    assert moved.status == Status.ANNOUNCED


def dates_of(meeting, user):
    """What would move to 4 June, apart from reminders."""
    starts_at, ends_at = (times.instant(date(2026, 6, 4), clock, "America/Guatemala") for clock in ("09:00", "16:00"))
    hours = {"starts_at": starts_at, "ends_at": ends_at, "nights": [], "time_zone": "America/Guatemala"}
    return [move for move in moves_of(meeting, user, hours, now=NOW) if not move.who]


def test_deadlines_move_with_the_meeting_and_the_preview_shows_them(world):
    meeting = make_follow_up(world.sec.coordinator, date(2026, 5, 7))
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))
    make_action_item(
        world.usa.coordinator, commitment, due_on=None, weeks_before=2, counted_from=meeting, title="Counted"
    )
    make_action_item(world.usa.coordinator, commitment, due_on=date(2026, 4, 1), title="Fixed")
    act(
        world.sec.coordinator, operations.set_deadlines, meeting,
        days={DeadlineKind.PAPERS: 10, DeadlineKind.FREEZE: None},
    )  # fmt: skip
    with reading_as(world.sec.coordinator.reader):
        moves = dates_of(Meeting.objects.get(pk=meeting.pk), world.sec.coordinator)
    assert [(move.what, move.before, move.after) for move in moves] == [
        ("Ministerial", date(2026, 5, 7), date(2026, 6, 4)),
        ("Papers are circulated", date(2026, 4, 27), date(2026, 5, 25)),
        ("TWG-2026-USA-GTM-MEX-001 Counted", date(2026, 4, 23), date(2026, 5, 21)),
    ]


def test_the_preview_shows_nobody_what_they_may_not_see(world):
    meeting = make_follow_up(world.sec.coordinator)
    commitment = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, meeting))
    make_action_item(world.usa.coordinator, commitment, due_on=None, weeks_before=2, counted_from=meeting, only_us=True)
    with reading_as(world.gtm.coordinator.reader):
        moves = dates_of(meeting, world.gtm.coordinator)
    assert not [move for move in moves if "USA" in move.what]


@pytest.mark.parametrize(
    ("delegations", "hosts", "turn"),
    [
        (["USA", "MEX", "GTM"], [], "USA"),
        (["USA", "MEX", "GTM"], ["USA", "MEX"], "GTM"),
        (["USA", "MEX", "GTM"], ["MEX", "USA", "GTM", "MEX"], "USA"),
        (["USA", "MEX"], ["GTM", "GTM"], "USA"),
        ([], ["GTM"], ""),
    ],
)
def test_whose_turn_it_is_to_host(delegations, hosts, turn):
    assert next_host(delegations, hosts) == turn


def test_holidays_of_any_delegation_are_told():
    days = [date(2026, 9, 15), date(2026, 9, 16)]
    countries = {"GTM": "GT", "MEX": "MX", "USA": "US", "XXX": "", "YYY": "ZZ"}
    found = days_off_on(days, {code: Calendar(country) for code, country in countries.items()})
    assert [(code, off.day) for code, off in found] == [("GTM", date(2026, 9, 15)), ("MEX", date(2026, 9, 16))]


def test_what_speaks_against_a_date(world):
    meeting = make_meeting(world.sec.coordinator, date(2026, 9, 15))
    other = make_meeting(
        world.sec.coordinator, date(2026, 9, 15), delegations=["USA", "GTM"], title={"en": "Other", "es": "Otra"}
    )
    make_meeting(world.sec.coordinator, date(2026, 9, 15), status=Status.CANCELLED)
    with reading_as(world.sec.coordinator.reader):
        found = conflicts_of(
            world.sec.coordinator, days=meeting.days, delegations=meeting.delegations, apart_from=meeting.pk
        )
    assert len(found.sentences) == 2
    assert "Guatemala" in found.sentences[0]
    assert found.sentences[1] == f"{other} is at the same time, with USA, GTM."


# ---- Pages ------------------------------------------------------------------------------------------------------------


def form(**facts):
    day = (timezone.now() + timedelta(days=90)).date()
    values = {
        "title_en": "Sixth round", "title_es": "Sexta ronda", "level": "ministerial", "number": "6",
        "format": "hybrid", "join_address": "https://meet.example/room", "languages": ["en", "es"], "co_hosts": ["MEX"],
        "series": "", "follows": "", "delegations": ["USA", "MEX", "GTM"], "host": "GTM", "day": day.isoformat(),
        "begins": "09:00", "until": "17:00", "time_zone": "America/Guatemala", "city_en": "Antigua",
        "city_es": "Antigua", "venue_en": "Hall", "venue_es": "Salón",
    }  # fmt: skip
    return values | facts


def test_the_secretariat_schedules_a_draft_once(world, sign_in):
    client, data = sign_in(world.sec.coordinator), form(key=uuid.uuid4())
    for _ in range(2):
        assert client.post("/meetings/new/", data, secure=True).status_code == 302
    [draft] = seen_by(world.sec.coordinator)
    assert (draft.status, draft.number, draft.format, draft.co_hosts) == (Status.DRAFT, 6, "hybrid", ["MEX"])
    assert draft.releasable_to == [SECRETARIAT, "GTM"]
    page = client.get(draft.get_absolute_url(), secure=True).content.decode()
    assert "Announce it" in page
    assert "round 6" in page
    client.post(f"/meetings/{draft.slug}/announce/", secure=True)
    assert seen_by(world.usa.member) == [draft]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"host": "USA", "delegations": ["MEX", "GTM"]}, "is not among the delegations"),
        ({"until": "08:00"}, "would end before it starts"),
        ({"number": "0"}, "greater than or equal to 1"),
        ({"title_es": ""}, "This field is required"),
        ({"languages": []}, "This field is required"),
        ({"join_address": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"delegations": ["XXX"]}, "Select a valid choice"),
    ],
)
def test_a_bad_draft_says_what_is_wrong(world, sign_in, facts, words):
    page = sign_in(world.sec.coordinator).post("/meetings/new/", form(**facts), secure=True).content.decode()
    assert words in page
    assert seen_by(world.sec.coordinator) == []


def test_a_new_round_is_cloned_from_an_earlier_one_with_the_next_host_and_number(world, sign_in):
    with reading_as(world.sec.coordinator.reader):
        marks = {"releasable_to": ["USA", "MEX", "GTM", "SEC"], "editable_by": ["SEC"]}
        series = Series.objects.create(title={"en": "Ministerials", "es": "Reuniones"}, **marks)
    usa, mex = (Delegation.objects.get(code=code) for code in ("USA", "MEX"))
    make_meeting(world.sec.coordinator, date(2025, 5, 7), series=series, number=1, host=mex)
    second = make_meeting(world.sec.coordinator, date(2025, 9, 7), series=series, number=2, host=usa)
    page = sign_in(world.sec.coordinator).get(f"/meetings/new/?from={second.slug}", secure=True).content.decode()
    assert 'value="3"' in page
    assert "By rotation it is the turn of GTM to host." in page
    with pytest.raises(operations.NumberTaken):
        make_meeting(world.sec.coordinator, series=series, number=2)


def test_the_host_gives_no_number_and_so_learns_of_no_round_that_it_does_not_see(world, sign_in):
    """A draft of another host may have the number already."""
    with reading_as(world.sec.coordinator.reader):
        marks = {"releasable_to": ["USA", "MEX", "GTM", "SEC"], "editable_by": ["SEC"]}
        series = Series.objects.create(title={"en": "Ministerials", "es": "Reuniones"}, **marks)
    usa = Delegation.objects.get(code="USA")
    make_meeting(world.sec.coordinator, date(2026, 9, 7), series=series, number=3, host=usa, status="draft")
    meeting = make_meeting(world.sec.coordinator, timezone.now().date() + timedelta(days=60), series=series, number=2)
    for facts in ({"number": 3}, {"number": 4}, {"level": "technical"}):
        with pytest.raises(NotAllowed):
            act(world.gtm.coordinator, operations.change_meeting, meeting, **facts)
    client, changing = sign_in(world.gtm.coordinator), f"/meetings/{meeting.slug}/change/"
    for number in ("3", "4"):
        facts = {key: form()[key] for key in ("title_en", "title_es", "format", "languages")} | {"number": number}
        facts["seen"] = seen_on(client, changing)
        assert client.post(changing, facts, secure=True).status_code == 302
    [changed] = seen_by(world.gtm.member)
    assert (str(changed), changed.number, changed.level) == ("Sixth round", 2, "ministerial")


def test_facts_and_deadlines_are_changed_on_pages(world, sign_in):
    meeting = make_meeting(world.sec.coordinator, timezone.now().date() + timedelta(days=60))
    client = sign_in(world.sec.coordinator)
    facts = {key: value for key, value in form().items() if key in {
        "title_en", "title_es", "level", "number", "format", "join_address", "languages", "co_hosts",
    }}  # fmt: skip
    changing, deadlines = (f"/meetings/{meeting.slug}/{name}/" for name in ("change", "deadlines"))
    facts["seen"] = seen_on(client, changing)
    assert client.post(changing, facts, secure=True).status_code == 302
    days = {"papers": "5", "items": "", "seen": seen_on(client, deadlines)}
    assert client.post(deadlines, days, secure=True).status_code == 302
    [changed] = seen_by(world.usa.member)
    assert (str(changed), changed.number) == ("Sixth round", 6)
    with reading_as(world.usa.member.reader):
        assert list(changed.deadlines.values_list("kind", "days_before")) == [("papers", 5)]
    assert (
        "between"
        not in client.post(f"/meetings/{meeting.slug}/deadlines/", {"papers": "9999"}, secure=True).content.decode()
    )


@pytest.mark.parametrize("count", [1, 3, 400])
def test_the_list_costs_the_same_queries_for_any_number(world, sign_in, count, django_assert_num_queries):
    first = make_meeting(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader):
        fields = [field.attname for field in Meeting._meta.concrete_fields if field.attname not in {"id", "slug"}]
        facts = {name: getattr(first, name) for name in fields}
        Meeting.objects.bulk_create(
            Meeting(slug=f"copy-{number}", **facts | {"guests": guests_code()}) for number in range(1, count)
        )
    client = sign_in(world.usa.member)
    client.get("/", secure=True)
    with django_assert_num_queries(11):
        assert client.get("/meetings/", secure=True).status_code == 200


def test_a_meeting_is_stopped_only_after_a_second_yes(world, sign_in):
    meeting = make_meeting(world.sec.coordinator)
    client, address = sign_in(world.sec.coordinator), f"/meetings/{meeting.slug}/cancel/"
    assert f'href="{address}"' in client.get(meeting.get_absolute_url(), secure=True).content.decode()
    assert "This cannot be undone." in client.get(address, secure=True).content.decode()
    assert seen_by(world.usa.member)[0].status == Status.ANNOUNCED
    client.post(address, secure=True)
    assert seen_by(world.usa.member)[0].status == Status.CANCELLED


def test_each_step_has_an_address_and_one_that_does_not_follow_says_so(world, sign_in):
    meeting = make_meeting(world.sec.coordinator)
    client = sign_in(world.sec.coordinator)
    for state, step in (("agenda_open", "open-agenda"), ("agenda_adopted", "adopt-agenda"), ("in_session", "begin")):
        page = client.get(meeting.get_absolute_url(), secure=True).content.decode()
        assert f'formaction="/meetings/{meeting.slug}/{step}/"' in page
        client.post(f"/meetings/{meeting.slug}/{step}/", secure=True)
        assert seen_by(world.usa.member)[0].status == state
    refused = client.post(f"/meetings/{meeting.slug}/announce/", secure=True, follow=True).content.decode()
    assert "cannot become" in refused
    assert client.get(f"/meetings/{meeting.slug}/postpone/", secure=True).status_code == 200
    client.post(f"/meetings/{meeting.slug}/conclude/", secure=True)
    client.post(f"/meetings/{meeting.slug}/approve-records/", secure=True)
    assert seen_by(world.usa.member)[0].status == Status.RECORDS_APPROVED


def test_people_listed_for_two_meetings_at_once_are_named(world):
    first, second = (make_meeting(world.sec.coordinator, date(2026, 5, day), slug=f"m{day}") for day in (7, 14))
    for meeting in (first, second):
        make_participant(world.usa.coordinator, meeting, person=world.usa.member, name="Ada")
    make_participant(world.usa.coordinator, second, person=world.usa.head, name="Bea")
    with reading_as(world.sec.coordinator.reader):
        found = conflicts_of(
            world.sec.coordinator, days=second.days, delegations=first.delegations, apart_from=first.pk
        )
    assert any("Ada" in sentence and "Listed for both" in sentence for sentence in found.sentences)
    assert not any("Bea" in sentence for sentence in found.sentences)


def test_the_leaders_of_the_parties_hear_of_proposals_and_adoption_and_the_listed_of_the_meeting(world):
    meeting = make_meeting(world.sec.coordinator)
    make_item(world.sec.coordinator, meeting)
    with reading_as(world.usa.coordinator.reader):
        propose_item(
            meeting=meeting,
            actor=world.usa.coordinator,
            now=NOW,
            title={"en": "P"},
            minutes=5,
            answer_by=meeting.starts_at,
        )
    act(world.sec.coordinator, adopt_agenda, meeting)
    make_participant(world.mex.coordinator, meeting, person=world.mex.member)
    told = {(mail.message, mail.event, mail.recipient.email) for mail in mails()}
    for event, apart in (("proposed", world.usa.coordinator), ("adopted", world.sec.coordinator)):
        heard = {email for _message, what, email in told if what == f"meetings.agenda.{event}"}
        assert apart.email not in heard
        assert {world.mex.head.email, world.gtm.coordinator.email} <= heard
        assert world.can.coordinator.email not in heard
        assert world.mex.member.email not in heard
    assert ("meetings/rounds/invitation", "meetings.participant.entered", world.mex.member.email) in told


def test_a_series_begins_with_its_first_round_and_is_known_when_that_is_announced(world, sign_in):
    client = sign_in(world.sec.coordinator)
    facts = {
        "title_en": "T", "title_es": "T", "level": "ministerial", "format": "in_person",
        "languages": ["en", "es"], "delegations": ["USA", "MEX", "GTM"], "host": "GTM", "day": "2030-05-07",
        "begins": "09:00", "until": "17:00", "time_zone": "America/Guatemala", "city_en": "G", "city_es": "G",
        "venue_en": "V", "venue_es": "V", "number": 1,
    }  # fmt: skip
    half = client.post("/meetings/new/", facts | {"new_series_en": "Talks"}, secure=True)
    assert half.status_code == 200
    assert "new_series_en" in half.context["form"].errors
    client.post("/meetings/new/", facts | {"new_series_en": "Talks", "new_series_es": "Conversaciones"}, secure=True)
    [draft] = seen_by(world.sec.coordinator)
    assert str(draft.series_id)
    address = f"/meetings/series/{draft.series_id}/"
    assert client.get(address, secure=True).status_code == 200
    assert sign_in(world.usa.member).get(address, secure=True).status_code == 404
    advance(world.gtm.coordinator, draft, Status.ANNOUNCED)
    page = sign_in(world.usa.member).get(address, secure=True)
    assert page.status_code == 200
    assert draft.get_absolute_url() in page.content.decode()
