"""What an acknowledgement holds back, and that it holds nothing back for ever. No database."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from portal.core.deadlines import Deadline
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.acknowledging import Answer
from workinggroup.reminders.cadence import read_cadence
from workinggroup.reminders.planning import Recipient, Side, wanted_reminders
from workinggroup.reminders.states import Audience

DUE = date(2026, 6, 5)  # a Friday
NOW = datetime(2026, 6, 1, tzinfo=UTC)
OWNER, COORDINATOR, DEPUTY, HEAD, ITEM = (UUID(int=number) for number in range(5))
CADENCE = read_cadence(["-1d !", "+1w !", "+2w", "+1w coordinator !", "+5w", "+7w deputy", "+10w head"])
MONDAY, THURSDAY = date(2026, 6, 8), date(2026, 6, 11)


def goes(*answers, due=DUE, now=NOW):
    """When each of them is told, as {(who, rung): day}."""
    people = [
        Recipient(OWNER, "UTC"), Recipient(COORDINATOR, "UTC", Audience.COORDINATOR),
        Recipient(DEPUTY, "UTC", Audience.DEPUTY), Recipient(HEAD, "UTC", Audience.HEAD),
    ]  # fmt: skip
    side = Side("USA", people, Calendar(), {"action_item": CADENCE}, {("action_item", ITEM, DUE): answers})
    deadline = Deadline("action_item", ITEM, due, "USA", people=(OWNER,))
    return {(each.recipient, each.rung): each.send_on for each in wanted_reminders(side, [deadline], now=now)}


OWN = {
    (OWNER, "-1d"): date(2026, 6, 4), (OWNER, "+1w"): MONDAY, (OWNER, "+2w"): date(2026, 6, 9),
    (OWNER, "+5w"): date(2026, 6, 12),
}  # fmt: skip


def test_what_nobody_acknowledges_climbs_the_ladder():
    assert goes() == OWN | {
        (COORDINATOR, "+1w coordinator"): MONDAY, (DEPUTY, "+7w deputy"): date(2026, 6, 16),
        (HEAD, "+10w head"): date(2026, 6, 19),
    }  # fmt: skip


def test_an_acknowledgement_holds_five_working_days_and_then_the_ladder_begins_anew():
    """Given on the Thursday after the due day: it holds until the next Thursday."""
    assert goes(Answer(OWNER, THURSDAY)) == OWN | {
        (COORDINATOR, "+1w coordinator"): date(2026, 6, 19), (DEPUTY, "+7w deputy"): date(2026, 6, 29),
        (HEAD, "+10w head"): date(2026, 7, 2),
    }  # fmt: skip


def test_one_given_early_delays_nothing():
    assert goes(Answer(OWNER, date(2026, 5, 20))) == goes()


def test_a_report_lets_it_hold_on():
    held = goes(Answer(OWNER, THURSDAY, heard_on=date(2026, 6, 16)))
    assert held[COORDINATOR, "+1w coordinator"] == date(2026, 6, 24)
    assert goes(Answer(OWNER, THURSDAY, heard_on=MONDAY)) == goes(Answer(OWNER, THURSDAY))


def test_whoever_pauses_gets_no_optional_reminder_until_the_day():
    rested = goes(Answer(OWNER, date(2026, 6, 2), rest_until=date(2026, 6, 9)))
    assert {key: day for key, day in rested.items() if key[0] == OWNER} == {
        key: day for key, day in OWN.items() if key != (OWNER, "+2w")
    }
    assert rested[COORDINATOR, "+1w coordinator"] == date(2026, 6, 10)


def test_a_pause_is_of_its_person_alone():
    assert goes(Answer(COORDINATOR, date(2026, 6, 2), rest_until=date(2026, 6, 9)))[OWNER, "+2w"] == date(2026, 6, 9)


def test_another_due_day_ends_it():
    later = DUE + timedelta(7)
    assert goes(Answer(OWNER, date(2026, 6, 2), rest_until=date(2026, 7, 1)), due=later) == {
        key: day + timedelta(7) for key, day in goes().items()
    }


@pytest.mark.parametrize("rest", [None, date(2026, 6, 30)])
def test_nothing_is_silenced_for_ever(rest):
    assert {who for who, _rung in goes(Answer(OWNER, date(2026, 6, 4), rest_until=rest))} == {
        OWNER, COORDINATOR, DEPUTY, HEAD,
    }  # fmt: skip
