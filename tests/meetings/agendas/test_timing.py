"""Clock times from lengths and fixed points."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from meetings.agendas.timing import timetable
from meetings.rounds.days import days_between

NINE = datetime(2026, 5, 7, 15, tzinfo=UTC)  # 09:00 in Guatemala
END = datetime(2026, 5, 7, 22, 30, tzinfo=UTC)
PLACE = "America/Guatemala"


def clocks(rows, starts=NINE, ends=END):
    found = timetable(days_between(starts, [], ends, PLACE), PLACE, [(*row, None) for row in rows])
    return [(slot.starts_at - starts, slot.reserve, slot.overrun) for slot in found.slots], found


def minutes(number):
    return timedelta(minutes=number)


def test_rows_follow_each_other():
    rows, found = clocks([(15, None), (45, None), (60, None)])
    assert rows == [(minutes(0), 0, 0), (minutes(15), 0, 0), (minutes(60), 0, 0)]
    assert (found.ends_at - NINE, found.over) == (minutes(120), {})


def test_a_fixed_point_ahead_leaves_reserve():
    rows, _ = clocks([(60, None), (90, time(11)), (30, None)])
    assert rows == [(minutes(0), 0, 0), (minutes(120), 60, 0), (minutes(210), 0, 0)]


def test_a_fixed_point_that_is_overrun_begins_late_and_says_so():
    rows, _ = clocks([(150, None), (30, time(11))])
    assert rows[1] == (minutes(150), 0, 30)


def test_running_past_the_end_is_told():
    _, found = clocks([(500, None)])
    assert found.over == {1: 50}


def test_an_agenda_without_rows_ends_when_it_starts():
    rows, found = clocks([])
    assert (rows, found.ends_at, found.over) == ([], NINE, {})


def test_a_fixed_point_is_a_clock_time_at_the_venue_also_on_a_changing_day():
    """New York, 14 March 2027: clocks jump from 02:00 to 03:00, fixed points keep their wall time."""
    start = datetime(2027, 3, 14, 5, tzinfo=UTC)  # 00:00 in New York
    days = days_between(start, [], start + timedelta(hours=12), "America/New_York")
    found = timetable(days, "America/New_York", [(60, None, None), (30, time(9), None)])
    assert found.slots[1].starts_at == datetime(2027, 3, 14, 13, tzinfo=UTC)


@given(st.lists(st.tuples(st.integers(1, 240), st.none() | st.times(time(9), time(18))), max_size=40))
def test_rows_never_overlap_and_never_go_back(rows):
    _, found = clocks(rows)
    moment = NINE
    for (length, _fixed), slot in zip(rows, found.slots, strict=True):
        assert slot.starts_at >= moment
        assert slot.starts_at - moment >= minutes(slot.reserve)
        assert not (slot.reserve and slot.overrun)
        moment = slot.starts_at + minutes(length)
    assert found.ends_at == moment
