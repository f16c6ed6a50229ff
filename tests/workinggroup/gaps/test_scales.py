"""Scales: words for each step in both languages, grids that only rise, and steps that there are not."""

from datetime import date
from itertools import product

import pytest

from workinggroup.gaps.scales import (
    AXES,
    LEVELS,
    STEPS,
    NotOnTheScale,
    Rated,
    after_months,
    all_scales,
    differ,
    months_to_measures,
    scale_in_use,
    worst,
)

SCALE = scale_in_use(date(2026, 3, 2))


@pytest.mark.parametrize("scale", all_scales().values(), ids=lambda scale: str(scale.number))
def test_every_step_has_words_and_both_grids_only_rise(scale):
    for axis in AXES:
        words = getattr(scale, axis)
        assert tuple(words) == STEPS
        assert all(text["en"] and text["es"] and text["en"] != text["es"] for text in words.values())
        assert len({text["en"] for text in words.values()}) == len({text["es"] for text in words.values()}) == 5
    for row, column in product(STEPS, STEPS[:-1]):
        assert scale.likelihood(row, column) <= scale.likelihood(row, column + 1)
        assert scale.likelihood(column, row) <= scale.likelihood(column + 1, row)
        assert LEVELS.index(scale.level(row, column)) <= LEVELS.index(scale.level(row, column + 1))
        assert LEVELS.index(scale.level(column, row)) <= LEVELS.index(scale.level(column + 1, row))
    assert {scale.level(*cell) for cell in product(STEPS, STEPS)} == set(LEVELS)
    assert {scale.likelihood(*cell) for cell in product(STEPS, STEPS)} == set(STEPS)


def test_ratings_are_looked_up_and_the_worst_impact_counts():
    # Multiplied, 2 and 5 would be as much as 5 and 2; averaged, one grave impact would drown in three slight ones.
    assert SCALE.rate(4, 3, [1, 1, 5, 2]) == Rated(3, 5, "H")
    assert SCALE.rate(2, 5, [1, 1, 1, 1]) == Rated(3, 1, "L")
    assert SCALE.rate(5, 2, [3, 1, 1, 1]) == Rated(3, 3, "M")
    assert SCALE.rate(5, 5, [4, 4, 4, 4]) == Rated(5, 4, "V")


@pytest.mark.parametrize(
    ("threat", "vulnerability", "impacts"), [(6, 1, [1]), (1, 0, [1]), (1, 1, [1, 6]), (-1, 1, [1])]
)
def test_a_step_that_there_is_not_is_refused(threat, vulnerability, impacts):
    with pytest.raises(NotOnTheScale):
        SCALE.rate(threat, vulnerability, impacts)


def test_the_level_says_by_when_there_is_a_measure():
    assert [months_to_measures(level) for level in (*LEVELS, "")] == [12, 6, 2, 1, 2]
    assert worst(["M", "V", "L"]) == "V"
    assert worst([]) == ""
    assert differ([2, 4])
    assert not differ([2, 3])
    assert not differ([])
    assert after_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert after_months(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert after_months(date(2026, 10, 31), 1) == date(2026, 11, 30)
    assert after_months(date(2026, 3, 2), 12) == date(2027, 3, 2)
