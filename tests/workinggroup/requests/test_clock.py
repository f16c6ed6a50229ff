"""The clock of a request: working days of the side that answers, standing still while it is clarified."""

from datetime import date

import pytest

from portal.people.workdays.calendars import Calendar, Change
from workinggroup.requests.clock import Running, days_left, due_on
from workinggroup.requests.states import DAYS, NEXT, OVER, OWED, Status, Urgency

USA, MEX, GTM = Calendar("US"), Calendar("MX"), Calendar("GT")


# Sent on Wednesday 9 September 2026: Guatemala celebrates on the 15th, Mexico on the 16th, the United States on neither.
@pytest.mark.parametrize(
    ("calendar", "priority", "routine"),
    [
        (USA, date(2026, 9, 16), date(2026, 9, 23)),
        (MEX, date(2026, 9, 17), date(2026, 9, 24)),
        (GTM, date(2026, 9, 17), date(2026, 9, 24)),
    ],
)
def test_each_side_answers_by_its_own_calendar(calendar, priority, routine):
    ran = [Running(date(2026, 9, 9))]
    assert due_on(calendar, DAYS[Urgency.PRIORITY], ran) == priority
    assert due_on(calendar, DAYS[Urgency.ROUTINE], ran) == routine
    assert due_on(calendar, DAYS[Urgency.URGENT], ran) == date(2026, 9, 11)


def test_a_holiday_that_is_the_answerers_alone_moves_the_day_for_it_alone():
    ran = [Running(date(2026, 9, 14))]
    assert [due_on(each, 2, ran) for each in (USA, MEX, GTM)] == [
        date(2026, 9, 16), date(2026, 9, 17), date(2026, 9, 17),
    ]  # fmt: skip
    entered = Calendar(
        "US",
        {date(2026, 9, 15): Change(is_off=True, note="Closed"), date(2026, 9, 19): Change(is_off=False, note="Open")},
    )
    assert due_on(entered, 2, ran) == date(2026, 9, 17)
    assert due_on(entered, 5, ran) == date(2026, 9, 21)


@pytest.mark.parametrize(
    ("calendar", "due"), [(USA, date(2026, 9, 18)), (MEX, date(2026, 9, 21)), (GTM, date(2026, 9, 21))]
)
def test_the_clock_stands_still_while_it_is_clarified(calendar, due):
    """One working day before it stops, on the 10th; four after it goes on, on the 14th."""
    stopped = [Running(date(2026, 9, 9), date(2026, 9, 11))]
    assert due_on(calendar, 5, stopped) is None
    assert days_left(calendar, 5, stopped, date(2026, 10, 30)) == 4
    assert due_on(calendar, 5, [*stopped, Running(date(2026, 9, 14))]) == due


def test_what_ran_out_before_it_stopped_stays_late_and_a_last_day_is_kept():
    over = [Running(date(2026, 9, 7), date(2026, 9, 16)), Running(date(2026, 9, 21))]
    assert due_on(USA, 5, over) == date(2026, 9, 14)
    last = [Running(date(2026, 9, 7), date(2026, 9, 14)), Running(date(2026, 9, 21))]
    assert days_left(USA, 5, last, date(2026, 9, 21)) == 1
    assert due_on(USA, 5, last) == date(2026, 9, 22)


def test_no_answer_is_owed_of_what_is_over_and_what_is_answered_goes_back():
    assert all(NEXT[each] == set() for each in OVER)
    assert NEXT[Status.ANSWERED] == {Status.CLOSED, Status.SENT}
    assert {Status.REFUSED} <= NEXT[Status.SENT] & NEXT[Status.ANSWERING]
    assert not set(OWED) & set(OVER)
