"""How far two counts are apart."""

from fractions import Fraction

import pytest

from workinggroup.flows.cube.mirrors import Band, Pair, compare
from workinggroup.flows.cube.months import Month

FIRST = Month(2024, 1)


def series(*values):
    return {FIRST.plus(place): value for place, value in enumerate(values)}


@pytest.mark.parametrize(
    ("a", "b", "tolerance", "band"),
    [
        (105, 100, 0, Band.AGREE),
        (106, 100, 0, Band.WATCH),
        (122, 100, 0, Band.WATCH),
        (123, 100, 0, Band.EXPLAIN),
        (5, 0, 0, Band.EXPLAIN),
        (5, 0, 5, Band.AGREE),
        (0, 0, 0, Band.AGREE),
    ],
)
def test_a_gap_has_a_band(a, b, tolerance, band):
    assert Pair(a, b, tolerance).band is Pair(b, a, tolerance).band is band


def test_the_share_is_of_the_mean_of_both():
    assert Pair(3, 1).share == 1
    assert Pair(0, 7).share == -2
    assert Pair(0, 0).share is None


def test_a_month_that_either_side_hides_or_lacks_is_left_out():
    found = compare(series(10, None, 30), series(10, 20, 30, 40))
    assert list(found.months) == [FIRST, FIRST.plus(2)]
    assert found.rolling() == {}


def test_months_that_even_out_agree_as_a_whole_and_not_one_by_one():
    found = compare(series(150, 50), series(50, 150))
    assert found.whole.gap == 0
    assert found.mean_monthly == Fraction(1)
    assert found.lower == 1


def test_a_year_is_told_by_the_months_that_both_have():
    found = compare(series(*[10] * 12, 5), series(*[None] * 11, 20, 5))
    assert {year: (pair.a, pair.b) for year, pair in found.years().items()} == {2024: (10, 20), 2025: (5, 5)}


@pytest.mark.parametrize(
    ("a", "b", "run"),
    [
        ((9, 9, 9), (10, 10, 10), -3),
        ((11, 9, 9), (10, 10, 10), -2),
        ((11, 11, 10), (10, 10, 10), 0),
        ((9, None, 9), (10, 10, 10), -1),
        ((9, None, None, 9, 9), (10, 10, 10, 10, 10), -2),
        ((), (), 0),
    ],
)
def test_a_run_ends_where_the_sign_turns_or_a_month_is_missing(a, b, run):
    assert compare(series(*a), series(*b)).run == run


def test_six_months_with_one_side_lower_are_systematic_however_small_the_gap():
    a, b = series(*[999] * 6), series(*[1000] * 6)
    assert compare(a, b).is_systematic
    assert not compare(a, b, tolerance=5).is_systematic
    assert {pair.band for pair in compare(a, b).months.values()} == {Band.AGREE}
