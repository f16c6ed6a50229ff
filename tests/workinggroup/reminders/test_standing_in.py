"""Who is reminded while somebody is away. No database."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from portal.core.deadlines import Deadline
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.cadence import read_cadence
from workinggroup.reminders.planning import Recipient, Side, wanted_reminders
from workinggroup.reminders.standing_in import Away, stand_in
from workinggroup.reminders.states import Audience

DUE = date(2026, 6, 5)  # a Friday
NOW = datetime(2026, 5, 25, tzinfo=UTC)
OWNER, COORDINATOR, OTHER, THIRD, ITEM = (UUID(int=number) for number in range(5))
CADENCE = read_cadence(["-7d", "-1d !", "+1w !", "+1w coordinator !"])
JUNE = (date(2026, 6, 1), date(2026, 6, 7))


def goes(absences, people=(OWNER,)):
    """Who is told on which day, for whom."""
    there = [
        Recipient(OWNER, "UTC"),
        Recipient(COORDINATOR, "UTC", Audience.COORDINATOR),
        Recipient(OTHER, "Asia/Tokyo"),
    ]
    side = Side("USA", there, Calendar(), {"action_item": CADENCE}, {}, absences)
    deadline = Deadline("action_item", ITEM, DUE, "USA", people=people)
    wanted = list(wanted_reminders(side, [deadline], now=NOW))
    assert len({(each.recipient, each.rung) for each in wanted}) == len(wanted)
    return {(each.recipient, each.rung, each.send_on.day, each.stands_for) for each in wanted}


AFTERWARDS = {(OWNER, "+1w", 8, None), (COORDINATOR, "+1w coordinator", 8, None)}


def test_the_substitute_is_told_for_whoever_is_away():
    """What was mandatory before the due day comes no more after it; what comes after the return comes as ever."""
    assert goes({OWNER: [Away(*JUNE, OTHER)]}) == AFTERWARDS | {(OWNER, "-7d", 29, None), (OTHER, "-1d", 4, OWNER)}


def test_what_is_mandatory_comes_after_the_return_too():
    away = Away(date(2026, 6, 1), date(2026, 6, 10), OTHER)
    assert goes({OWNER: [away]}) == {
        (OWNER, "-7d", 29, None), (OTHER, "-1d", 4, OWNER), (OTHER, "+1w", 8, OWNER), (OWNER, "+1w", 11, None),
        (COORDINATOR, "+1w coordinator", 8, None),
    }  # fmt: skip


@pytest.mark.parametrize("second", [OWNER, THIRD])
def test_where_nobody_stands_in_the_coordinators_do(second):
    """A circle, and somebody who is no member any more."""
    absences = {OWNER: [Away(*JUNE, OTHER)], OTHER: [Away(*JUNE, second)]}
    assert (COORDINATOR, "-1d", 4, OWNER) in goes(absences)


def test_whoever_would_be_told_anyway_is_told_once():
    told = goes({OWNER: [Away(*JUNE, OTHER)]}, people=(OWNER, OTHER))
    assert {each for each in told if each[1] == "-1d"} == {(OTHER, "-1d", 4, None)}


def test_a_chain_ends_at_the_first_who_is_there():
    absences = {OWNER: [Away(*JUNE, OTHER)], OTHER: [Away(*JUNE, THIRD)]}
    assert stand_in(OWNER, DUE, absences) == THIRD
    assert stand_in(OWNER, date(2026, 6, 8), absences) == OWNER
    assert stand_in(OWNER, DUE, absences | {THIRD: [Away(*JUNE, OTHER)]}) is None
