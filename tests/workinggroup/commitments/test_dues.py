"""By when a commitment is due: values in, days out."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.promises.states import Basis
from meetings.promises.states import Due as Kind
from meetings.promises.suggesting.dues import find_length
from workinggroup.commitments.dues import SEASONS, UNITS, Due, DueSaid, lacks, later, reckon, tidy

MEETING = (date(2026, 5, 7), date(2026, 5, 8))
DAYS = st.dates(date(1800, 1, 1), date(2200, 12, 31))
SAID = st.builds(
    DueSaid,
    kind=st.sampled_from(Kind.values),
    day=st.none() | DAYS,
    season=st.sampled_from(["", *SEASONS]),
    count=st.none() | st.integers(1, 999),
    unit=st.sampled_from(["", *UNITS]),
    basis=st.sampled_from(["", *Basis.values]),
)
ORIGINS = st.none() | DAYS.flatmap(lambda day: st.integers(0, 13).map(lambda more: (day, day + timedelta(more))))


@pytest.mark.parametrize(
    ("said", "origin", "due"),
    [
        (DueSaid("date", date(2026, 6, 30)), None, Due(date(2026, 6, 30), date(2026, 6, 30))),
        (DueSaid("month", date(2028, 2, 9)), None, Due(date(2028, 2, 1), date(2028, 2, 29))),
        (DueSaid("season", date(2026, 1, 1), "spring"), None, Due(date(2026, 3, 1), date(2026, 5, 31))),
        (DueSaid("season", date(2026, 1, 1), "winter"), None, Due(date(2026, 12, 1), date(2027, 2, 28))),
        (DueSaid("season", date(2026, 1, 1), "spring_south"), None, Due(date(2026, 9, 1), date(2026, 11, 30))),
        (DueSaid("season"), None, Due()),
        (DueSaid("year_end", date(2026, 3, 3)), None, Due(None, date(2026, 12, 31))),
        (DueSaid("relative", count=2, unit="month", basis="release"), None, Due(waits=True)),
        (DueSaid("relative", count=2, unit="month"), MEETING, Due(waits=True)),
        (DueSaid("relative", count=2, unit="month", basis="event"), MEETING, Due(date(2026, 5, 8), date(2026, 7, 8))),
        (DueSaid("event"), MEETING, Due(*MEETING)),
        (DueSaid("event"), None, Due(waits=True)),
        (DueSaid("event", date(2026, 9, 1)), None, Due(date(2026, 9, 1), date(2026, 9, 1))),
        (DueSaid("not_before", date(2026, 5, 11)), None, Due(date(2026, 5, 11), None)),
        (DueSaid("continuous", date(2026, 5, 11)), MEETING, Due()),
        (DueSaid(), None, Due()),
    ],
)
def test_what_is_said_becomes_days(said, origin, due):
    assert reckon(said, origin) == due


@pytest.mark.parametrize(
    ("day", "count", "unit", "then"),
    [
        (date(2024, 1, 31), 1, "month", date(2024, 2, 29)),
        (date(2024, 2, 29), 1, "year", date(2025, 2, 28)),
        (date(2026, 12, 31), 2, "week", date(2027, 1, 14)),
        (date(2026, 11, 30), 3, "month", date(2027, 2, 28)),
    ],
)
def test_a_length_of_time_from_a_day(day, count, unit, then):
    assert later(day, count, unit) == then


@given(said=SAID, origin=ORIGINS, today=DAYS)
def test_whatever_is_said_it_has_an_order_and_is_overdue_after_its_last_day_alone(said, origin, today):
    due = reckon(said, origin)
    assert not (due.first and due.last) or due.first <= due.last
    assert due.is_overdue(today) == (due.last is not None and today > due.last)
    assert not (due.waits and due.last)
    if said.kind in {"not_before", "continuous", "none"}:
        assert due.last is None
    # What its kind does not use changes nothing, and is not kept.
    assert reckon(tidy(said), origin) == due
    assert tidy(tidy(said)) == tidy(said)


@given(said=SAID, origin=ORIGINS)
def test_what_lacks_nothing_has_a_day_once_its_basis_has_one(said, origin):
    if origin and not lacks(said) and said.kind not in {"not_before", "continuous", "none", "duration"}:
        assert reckon(said, origin).last


@given(st.integers(1, 60), st.sampled_from(UNITS), ORIGINS.filter(bool), st.integers(0, 400))
def test_it_moves_with_its_basis(count, unit, origin, shift):
    said = DueSaid("relative", count=count, unit=unit, basis="event")
    before = reckon(said, origin).last
    after = reckon(said, (origin[0] + timedelta(shift), origin[1] + timedelta(shift))).last
    assert before <= after
    if unit in {"day", "week"}:
        assert after - before == timedelta(shift)


@pytest.mark.parametrize(
    ("words", "language", "length"),
    [
        ("They will meet within two months.", "en", (2, "month")),
        ("Se reunirán en un plazo de tres meses.", "es", (3, "month")),
        ("within 90 days of its entry into force", "en", (90, "day")),
        ("by 30 June 2026", "en", None),
        ("within ten working days", "en", None),
    ],
)
def test_the_length_of_time_that_a_text_names(words, language, length):
    assert find_length(words, language) == length
