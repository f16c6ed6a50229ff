"""A meeting of several days: its form, what the database refuses, and where its days are said."""

from datetime import date, timedelta

import pytest
import vobject
from django.db import IntegrityError, transaction

from meetings.rounds.days import DaysOverlap, EndsBeforeStart, LongerThanADay, TooManyDays, require_days
from meetings.rounds.models import Meeting
from meetings.rounds.operations import advance_meeting
from meetings.rounds.queries import conflicts_of
from meetings.rounds.states import Status
from meetings.rounds.telling import facts_of
from portal.core import times
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due
from portal.people.readers import reader_of, sides
from tests.factories.work import NOW, make_long_meeting, make_meeting
from tests.mailserver import read_invitation
from tests.scenes import scene

PLACE = "America/Guatemala"
THIRD, FOURTH = date(2090, 5, 3), date(2090, 5, 4)


def at(day, clock):
    return times.instant(day, clock, PLACE)


@scene
def meeting(world):
    return make_long_meeting(world.sec.coordinator)


def fields(**facts):
    values = {
        "day": "2090-05-10", "begins": "09:00", "until": "17:00", "time_zone": PLACE, "city_en": "Antigua",
        "city_es": "Antigua", "venue_en": "Hall", "venue_es": "Salón",
    }  # fmt: skip
    return values | facts


def hours(meeting, user):
    """The days as they are stored, by the clock of the venue."""
    with reading_as(user.reader):
        found = Meeting.objects.get(pk=meeting.pk)
    return [f"{day.date:%d} {day.hours(PLACE)}" for day in found.days], found.starts_on, found.ends_on


def test_hours_that_are_no_days_in_order_are_refused():
    nine, five, tomorrow = at(THIRD, "09:00"), at(THIRD, "17:00"), at(FOURTH, "09:00")
    for refusal, edges in (
        (EndsBeforeStart, (five, [], nine)),
        (EndsBeforeStart, (nine, [five, tomorrow], tomorrow)),
        (LongerThanADay, (nine, [], at(FOURTH, "09:01"))),
        (DaysOverlap, (nine, [five, five], tomorrow)),
        (DaysOverlap, (nine, [at(THIRD, "12:00"), at(THIRD, "13:00")], five)),
        (DaysOverlap, (at(FOURTH, "08:00"), [tomorrow, nine], five)),
        (
            TooManyDays,
            (
                nine,
                [edge + timedelta(days=day) for day in range(7) for edge in (five, tomorrow)],
                at(date(2090, 5, 10), "10:00"),
            ),
        ),
    ):
        with pytest.raises(refusal):
            require_days(*edges, PLACE)
    require_days(nine, [], at(FOURTH, "09:00"), PLACE)
    require_days(nine, [five, tomorrow], at(FOURTH, "13:00"), PLACE)


def test_the_database_holds_days_in_order(world, meeting):
    """Whoever writes past the operation: an hour without its other, hours out of turn, hours outside the meeting."""
    five, nine = meeting.nights
    for nights in ([five], [nine, five], [five, meeting.ends_at], [meeting.starts_at, nine], [five, nine, nine, five]):
        with reading_as(world.sec.coordinator.reader), pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(nights=nights)


def test_a_coordinator_sets_the_days_with_their_hours(world, sign_in, meeting):
    """Hours left empty are the first day's; a night sitting ends on the day after; what is shown is what was set."""
    sec = world.sec.coordinator
    client, address = sign_in(sec), f"/meetings/{meeting.slug}/move/"
    page = client.get(address, secure=True)
    seen = page.context["form"]["seen"].value()
    assert page.context["form"].is_long
    assert page.context["form"]["day_2"].value() == FOURTH
    shown = client.post(address, fields(day_2="2090-05-11", seen=seen), secure=True).context
    moves = [(move.what, move.before, move.after) for move in shown["dates"]]
    assert moves[1] == ("Last day", FOURTH, date(2090, 5, 11))
    more = {"day_2": "2090-05-11", "day_3": "2090-05-12", "begins_3": "20:00", "until_3": "02:00", "seen": seen}
    moved = client.post(address, fields(confirm="1", **more), secure=True)
    assert moved.status_code == 302
    days = ["10 09:00–17:00", "11 09:00–17:00", "12 20:00–02:00"]
    assert hours(meeting, sec) == (days, date(2090, 5, 10), date(2090, 5, 12))
    form = client.get(address, secure=True).context["form"]
    assert [f"{field.value()}" for field in form.further[1]] == ["2090-05-12", "20:00:00", "02:00:00"]


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"begins_2": "10:00"}, "day_2", "Give the day of these hours."),
        (
            {"day_2": "2090-05-10"},
            "day_2",
            "Each day has a date of its own and begins after the one before it has ended.",
        ),
        (
            {"day_2": "2090-05-11", "begins_2": "17:00", "until_2": "09:00"},
            "until",
            "The meeting would end before it starts.",
        ),
    ],
)
def test_days_that_make_no_sense_are_told_at_their_field(world, sign_in, meeting, facts, field, words):
    client = sign_in(world.sec.coordinator)
    form = client.post(f"/meetings/{meeting.slug}/move/", fields(**facts), secure=True).context["form"]
    assert form.errors[field] == [words]


def test_the_days_after_move_with_the_first_unless_they_are_said(world, sign_in, meeting):
    client = sign_in(world.sec.coordinator)
    held = {"day_2": "2090-05-04", "begins_2": "09:30", "until_2": "13:00"}
    form = client.post(f"/meetings/{meeting.slug}/move/", fields(**held), secure=True).context["form"]
    assert form["day_2"].value() == "2090-05-11"
    form = client.post(
        f"/meetings/{meeting.slug}/move/", fields(**held | {"day_2": "2090-05-12"}), secure=True
    ).context["form"]
    assert form["day_2"].value() == "2090-05-12"


def test_both_days_stand_on_pages_papers_and_in_the_list(world, sign_in, meeting):
    client = sign_in(world.usa.member)
    page = client.get(meeting.get_absolute_url(), secure=True).content.decode()
    assert "Wednesday 3 and Thursday 4 May 2090" in page
    for words in (
        "Wed 3 May: 09:00–17:00 in Guatemala City",
        "Thu 4 May: 09:30–13:00 in Guatemala City",
        "meeting.ics?days",
    ):
        assert words in page
    assert "Wed 3 – Thu 4 May 2090" in client.get("/meetings/", secure=True).content.decode()
    with reading_as(world.usa.member.reader):
        english, spanish = (facts_of(Meeting.objects.get(pk=meeting.pk), language)[1:3] for language in ("en", "es"))
    assert english == [
        "Wednesday 3 May 2090, 09:00–17:00 (Guatemala City)",
        "Thursday 4 May 2090, 09:30–13:00 (Guatemala City)",
    ]
    assert spanish[1] == "jueves 4 de mayo de 2090, 09:30–13:00 (Ciudad de Guatemala)"


def test_a_meeting_of_one_day_says_nothing_of_days(world, sign_in):
    page = sign_in(world.usa.member).get(make_meeting(world.sec.coordinator).get_absolute_url(), secure=True)
    for words in ("Day 1", "agenda__day", "?days", "07 May:"):
        assert words not in page.content.decode()


def test_the_calendar_has_one_entry_over_all_days_or_one_for_each(world, sign_in, meeting):
    client, address = sign_in(world.usa.member), f"/meetings/{meeting.slug}/meeting.ics"
    whole = vobject.readOne(client.get(address, secure=True).content.decode())
    [event] = whole.vevent_list
    assert (event.dtstart.value, event.dtend.value) == (meeting.starts_at, meeting.ends_at)
    assert event.description.value.splitlines()[1] == "Day 2: Thursday 4 May 2090, 09:30–13:00"
    each = vobject.readOne(client.get(f"{address}?days", secure=True).content.decode()).vevent_list
    spans = [(event.dtstart.value, event.dtend.value) for event in each]
    assert spans == [(day.opens_at, day.closes_at) for day in meeting.days]
    assert len({event.uid.value for event in each} | {whole.vevent.uid.value}) == 3
    assert each[1].summary.value == "Ministerial, day 2 of 2"
    page = client.post("/calendar/", secure=True).content.decode()
    feed = page.split('id="feed-days" readonly value="')[1].split('"')[0].partition("/calendar/")[2]
    for ending, count in (("", 1), ("?days", 2)):
        found = vobject.readOne(
            client.get(f"/calendar/{feed.removesuffix('?days')}{ending}", secure=True).content.decode()
        )
        assert len([event for event in found.vevent_list if event.summary.value.startswith("Ministerial")]) == count


def test_the_invitation_says_each_day_and_is_one_entry(world, smtp, time_machine):
    time_machine.move_to(NOW, tick=True)
    sec = world.sec.coordinator
    draft = make_long_meeting(sec, status=Status.DRAFT)
    with reading_as(sec.reader):
        advance_meeting(meeting=draft, actor=sec, now=NOW, to=Status.ANNOUNCED)
    deliver_due(sides(), reader_of=reader_of, clock=lambda: NOW)
    [mail] = [mail for mail in smtp.mails if "coordinator.mex" in mail["To"]]
    words = mail.get_body(("plain",)).get_content()
    assert words.splitlines()[3:5] == [
        "miércoles 3 de mayo de 2090, 09:00 en la Ciudad de Guatemala",
        "jueves 4 de mayo de 2090, 09:30 en la Ciudad de Guatemala",
    ]
    assert mail["Subject"].endswith("mié 3 – jue 4 may 2090")
    method, written = read_invitation(mail)
    assert (method, len(written.vevent_list)) == ("REQUEST", 1)
    assert written.vevent.dtend.value == draft.ends_at


def test_what_speaks_against_any_of_the_days(world, meeting):
    """The weekend and the other meeting are those of the second day; a meeting in the night between is no collision."""
    sec = world.sec.coordinator
    make_meeting(sec, FOURTH, title={"en": "Other", "es": "Otra"})
    make_meeting(
        sec, THIRD, title={"en": "Dinner", "es": "Cena"}, starts_at=at(THIRD, "19:00"), ends_at=at(THIRD, "21:00")
    )
    friday = make_long_meeting(sec, date(2090, 5, 5), delegations=["GTM"])
    with reading_as(sec.reader):
        told = conflicts_of(sec, days=meeting.days, delegations=["USA"], apart_from=meeting.pk).sentences
        weekend = conflicts_of(sec, days=friday.days, delegations=["MEX"], apart_from=friday.pk).sentences
    assert told == ["Other is at the same time, with USA."]
    assert "Saturday 6 May 2090 is a weekend day." in weekend
