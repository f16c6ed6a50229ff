"""The head of the trail leaves the portal once a day, at a fixed hour, the same for every head of delegation."""

import logging
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from portal.audit.daily import hour_of
from portal.audit.operations import record
from portal.audit.verifying import faults
from portal.core.reader import reading_as
from portal.notifications.delivery import deliver_due
from portal.people.daily import tell_daily_head
from portal.people.readers import everybody, reader_of


def act(user) -> str:
    """The head of the whole chain after one act more."""
    with reading_as(user.reader):
        record("meetings.meeting.moved", user, actor=user, releasable_to=[user.code])
    return faults(everybody())[1].partition(":")[2]


@pytest.fixture
def days(world) -> list[datetime]:
    """The fixed hours after everything that was recorded so far."""
    first = hour_of(timezone.now().astimezone(UTC).date())
    first += timedelta(days=first <= timezone.now())
    return [first + timedelta(days=number) for number in range(4)]


def test_it_is_told_once_a_day_to_heads_of_delegation_and_to_the_log(world, days, smtp, caplog):
    head = act(world.usa.member)
    assert tell_daily_head(now=days[0] - timedelta(minutes=1)) is None, "nothing was recorded before that hour"
    with caplog.at_level(logging.INFO, "portal.trail"):
        for minutes in (0, 1, 600, 1439):
            tell_daily_head(now=days[0] + timedelta(minutes=minutes))
    assert [line.getMessage() for line in caplog.records if line.name == "portal.trail"] == [
        f"head of the trail on {days[0].date()}: {head}"
    ]
    deliver_due(everybody(), reader_of, clock=lambda: days[0] + timedelta(hours=24))
    mails = [mail for mail in smtp.mails if "trail" in mail["Subject"] or "registro" in mail["Subject"]]
    assert sorted(mail["To"] for mail in mails) == [
        f"head.{code}@test.example" for code in ("can", "gtm", "mex", "sec", "usa")
    ]
    said = {mail.get_body(("plain",)).get_content().partition("\n")[2] for mail in mails}
    assert len(said) == len({mail["Content-Language"] for mail in mails}), "the same words for all"
    assert all(head in words and "06:00 UTC" in words for words in said)
    call_command("verify_audit", head=[head])


def test_late_it_goes_once_and_says_how_things_stood_at_the_hour(world, days, time_machine):
    """So the hour at which it goes tells nothing of what happened in between."""
    before = act(world.usa.member)
    late = days[2] + timedelta(hours=9)
    told = tell_daily_head(now=late)
    assert (told.day, told.hex) == (days[2].date(), before)
    assert tell_daily_head(now=late + timedelta(hours=3)) is None
    act(world.mex.member)
    assert tell_daily_head(now=days[3]).day == days[3].date()


def test_what_came_after_the_hour_is_in_the_next_days_head(world, days):
    """An act of this minute, and a fixed hour that is past: the head is the one before."""
    act(world.usa.member)
    assert tell_daily_head(now=days[0] - timedelta(days=1)) is None


def test_a_daily_head_is_looked_for_at_each_verification(committed, owner_url):
    """Who shortens the trail must find the heads that were told, too."""
    from tests.factories.people import make_world
    from tests.portal.audit.test_trail import CUT, superuser

    world = make_world()
    act(world.usa.member)
    act(world.usa.member)
    assert tell_daily_head(now=timezone.now() + timedelta(days=2)) is not None
    superuser(CUT.format(1), owner_url)
    assert "a head noted earlier is no longer in the chain" in {fault.reason for fault in faults(everybody())[0]}
