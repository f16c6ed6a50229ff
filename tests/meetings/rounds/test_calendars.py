"""Calendars and invitations, read with another parser than the one that wrote them."""

from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from zoneinfo import ZoneInfo

import pytest
import vobject

from meetings.rounds.calendars import DayEvent, MeetingEvent, calendar, invitation
from meetings.rounds.operations import advance_meeting, move_meeting
from meetings.rounds.states import Status
from portal.core import times
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due
from portal.people.readers import reader_of, sides
from tests.factories.work import NOW, make_meeting
from tests.mailserver import read_invitation

STAMP = datetime(2026, 3, 1, tzinfo=UTC)


def event(zone, day, clock="09:00", **facts):
    starts_at = times.instant(day, clock, zone)
    values = {
        "uid": "1@portal.example", "sequence": 3, "stamp": STAMP, "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=7), "time_zone": zone, "title": "Reunión; con, signos\\ y acentos: ñ 🗓",
        "place": "Salón 2", "note": "", "address": "https://portal.example/meetings/x/",
    }  # fmt: skip
    return MeetingEvent(**(values | facts))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("America/New_York", date(2026, 3, 8)),  # the day on which clocks go forward
        ("America/New_York", date(2026, 11, 1)),  # and back
        ("America/New_York", date(2026, 7, 1)),
        ("America/Guatemala", date(2026, 5, 7)),  # no daylight saving
        ("America/Mexico_City", date(2026, 4, 5)),  # gave it up in 2022
        ("Europe/Madrid", date(2026, 3, 29)),
    ],
)
def test_another_parser_finds_the_same_instants_in_the_venues_zone(zone, day):
    meeting = event(zone, day)
    text = calendar([meeting]).decode()
    assert f"TZID:{zone}" in text
    found = vobject.readOne(text)
    assert found.vevent.dtstart.value.astimezone(UTC) == meeting.starts_at.astimezone(UTC)
    assert found.vevent.dtend.value.astimezone(UTC) == meeting.ends_at.astimezone(UTC)
    assert f"DTSTART;TZID={zone}:" in text
    assert found.vevent.summary.value == meeting.title


def test_a_meeting_across_the_change_of_clocks_lasts_as_long_as_it_does():
    zone = ZoneInfo("America/New_York")
    starts_at = datetime(2026, 10, 31, 20, tzinfo=zone)
    meeting = event("America/New_York", date(2026, 10, 31), starts_at=starts_at, ends_at=starts_at + timedelta(days=1))
    found = vobject.readOne(calendar([meeting]).decode()).vevent
    lasted = found.dtend.value.astimezone(UTC) - found.dtstart.value.astimezone(UTC)
    assert lasted == timedelta(hours=25)  # A day by the clock.


def test_a_day_is_in_no_zone():
    found = vobject.readOne(
        calendar([DayEvent("d@x", STAMP, date(2026, 5, 1), "Papers", "https://x.example")], name="Mine").decode()
    )
    assert (found.vevent.dtstart.value, found.vevent.dtend.value) == (date(2026, 5, 1), date(2026, 5, 2))
    assert found.contents["x-wr-calname"][0].value == "Mine"
    # A file without a method is a snapshot; PUBLISH would need an organizer in every event (RFC 5546, 3.2.1).
    assert "method" not in found.contents


def test_lines_are_folded_as_clients_expect():
    text = calendar([event("America/Guatemala", date(2026, 5, 7), title="ñ" * 300)])
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert vobject.readOne(text.decode()).vevent.summary.value == "ñ" * 300


def test_calling_off_keeps_the_name_and_says_so():
    written = invitation(
        event("America/Guatemala", date(2026, 5, 7), called_off="Cancelled", sequence=4), method="CANCEL",
        organizer=("portal@portal.example", "Portal"), attendee=("ana@mex.example", "Ana Ruiz"),
    )  # fmt: skip
    found = vobject.readOne(written.decode())
    assert found.method.value == "CANCEL"
    assert (found.vevent.uid.value, found.vevent.sequence.value, found.vevent.status.value) == (
        "1@portal.example", "4", "CANCELLED",
    )  # fmt: skip
    assert found.vevent.summary.value.startswith("Cancelled: Reunión")
    assert found.vevent.organizer.value == "mailto:portal@portal.example"
    assert found.vevent.attendee.value == "mailto:ana@mex.example"


# ---- Mails ------------------------------------------------------------------------------------------------------------


def deliver(now=NOW):
    deliver_due(sides(), reader_of=reader_of, clock=lambda: now)


def invitations(server, address) -> list[EmailMessage]:
    return [mail for mail in server.mails if address in mail["To"] and mail.get_body(("calendar",)) is not None]


def test_announcing_asks_moving_updates_and_cancelling_calls_off(world, smtp, time_machine):
    time_machine.move_to(NOW, tick=True)
    draft = make_meeting(world.sec.coordinator, status=Status.DRAFT)
    deliver()
    assert smtp.mails == []
    act = {"actor": world.sec.coordinator, "now": NOW}
    with reading_as(world.sec.coordinator.reader):
        meeting = advance_meeting(meeting=draft, to=Status.ANNOUNCED, **act)
    deliver()
    starts_at = meeting.starts_at + timedelta(days=7)
    with reading_as(world.sec.coordinator.reader):
        move_meeting(
            meeting=meeting, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2), time_zone="America/Mexico_City",
            city={"en": "Mexico City", "es": "Ciudad de México"}, venue=meeting.venue, **act,
        )  # fmt: skip
    deliver()
    with reading_as(world.sec.coordinator.reader):
        advance_meeting(meeting=meeting, to=Status.CANCELLED, **act)
    deliver()
    found = [read_invitation(mail) for mail in server_mails(smtp, "coordinator.mex")]
    assert [method for method, _calendar in found] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({written.vevent.uid.value for _method, written in found}) == 1
    sequences = [int(written.vevent.sequence.value) for _method, written in found]
    assert sequences == sorted(set(sequences))
    assert found[1][1].vevent.dtstart.value.astimezone(UTC) == starts_at
    assert found[2][1].vevent.status.value == "CANCELLED"
    assert server_mails(smtp, "can.") == server_mails(smtp, "member.usa") == []


def server_mails(server, address):
    return [mail for mail in server.mails if address in mail["To"]]


def test_an_invitation_that_was_overtaken_is_not_sent(world, smtp, time_machine):
    time_machine.move_to(NOW, tick=True)
    meeting = make_meeting(world.sec.coordinator)
    with reading_as(world.sec.coordinator.reader):
        advance_meeting(meeting=meeting, actor=world.sec.coordinator, now=NOW, to=Status.CANCELLED)
    deliver()
    assert [read_invitation(mail)[0] for mail in server_mails(smtp, "coordinator.usa")] == ["CANCEL"]


def test_a_cancelled_draft_tells_nobody(world, smtp):
    draft = make_meeting(world.sec.coordinator, status=Status.DRAFT)
    with reading_as(world.sec.coordinator.reader):
        advance_meeting(meeting=draft, actor=world.sec.coordinator, now=NOW, to=Status.CANCELLED)
    deliver()
    assert smtp.mails == []
