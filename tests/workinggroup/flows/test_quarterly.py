"""Tables of three dimensions by the quarter, in one puzzle with the months that are shown."""

from random import Random

import pytest

from workinggroup.flows.cube.months import Month, quarter_of
from workinggroup.flows.disclosure.attack import Room
from workinggroup.flows.protecting import Shown, protect
from workinggroup.flows.quarterly import Quarter, protect_quarter, quarter_cube, quarters_in

JULY = Month(2024, 7)
THIRD = quarter_of(JULY)


def key(area="_T", citizenship="_T", group="_T"):
    return ("ENC_LAND", "US", "_T", area, citizenship, group)


def made(seed=1, *, areas=("SWB", "NLB"), citizenships=("GT", "HN", "MX"), groups=("ADULT", "CHILD"), small=0.3):
    """Invented figures of a quarter."""
    luck = Random(seed)
    return {
        (key(area, of, who), month): luck.randint(0, 9) if luck.random() < small else luck.randint(10, 400)
        for month in THIRD
        for area in areas
        for of in citizenships
        for who in groups
    }


def shown_in(figures, **options):
    months = protect(figures)
    [quarter] = quarters_in(figures, [JULY])
    return quarter, months, protect_quarter(quarter, months, **options)


def test_a_quarter_is_told_when_all_its_months_are_there():
    figures = made(small=0)
    assert [each.span.name for each in quarters_in(figures, [JULY.plus(2)])] == ["2024-Q3"]
    assert quarters_in({at: value for at, value in figures.items() if at[1] != JULY}, [JULY.plus(1)]) == []
    _quarter, months, found = shown_in(figures)
    one = key("SWB", "GT", "ADULT")
    assert found[one] == Shown(sum(figures[one, month] for month in THIRD))
    # Its totals are the sums of months.
    assert {sum(code == "_T" for code in at[3:]) for at in found} == {0}
    # By the month no table has three dimensions.
    assert one not in {at for at, _month in months}


def test_an_indicator_that_one_of_the_months_lacks_has_no_quarter():
    figures = made(small=0)
    other = {("RET_IN", *at[0][1:]): value for at, value in figures.items() if at[1] == JULY}
    assert other
    found = shown_in(figures | {(of, JULY): value for of, value in other.items()})[2]
    assert {at[0] for at in found} == {at[0][0] for at in figures}


def test_two_dimensions_make_no_table_of_three():
    figures = {(key(citizenship=of, group=who), month): 50 for of in ("GT", "HN") for who in "AB" for month in THIRD}
    assert shown_in(figures)[2] == {}


def test_citizenships_of_fewer_than_ten_in_a_quarter_are_the_rest():
    figures = made(small=0)
    for month in THIRD:
        figures[key("SWB", "SV", "ADULT"), month] = 1
        figures[key("NLB", "NI", "CHILD"), month] = 30 if month == JULY else 0
    _quarter, _months, found = shown_in(figures)
    assert {at[4] for at in found} == {"_X", "GT", "HN", "MX", "NI"}
    # Three people are small, too, and hidden.
    assert found[key("SWB", "_X", "ADULT")].is_hidden


def test_a_quarter_adds_to_its_months():
    """Each margin of two dimensions is the sum of three cells that are shown by the month."""
    quarter = Quarter(THIRD, {month: {at[0]: 20 for at in made() if at[1] == month} for month in THIRD})
    cube = quarter_cube(quarter).cube
    assert all(cube.values[each.total] == sum(cube.values[part] for part in each.parts) for each in cube.relations)
    margin = (*key("SWB", "GT"), "2024-Q3")
    across = [each for each in cube.relations if each.total == margin and each.parts[0][-1] == str(JULY)]
    assert [len(each.parts) for each in across] == [3]


def bounds_in(quarter, months, found):
    """How far each small cell that is hidden may be told, by a programme over all that is shown of the months and the quarter."""
    cube = quarter_cube(quarter).cube
    hidden = [(*at, THIRD.name) for at, each in found.items() if each.is_hidden]
    hidden += quarter_cube(quarter).totals
    hidden += [(*at, str(month)) for (at, month), each in months.items() if each.is_hidden]
    room = Room(cube.values, sorted(hidden), cube.relations)
    return {cell: room.bounds(cell) for cell in hidden if 1 <= cube.values[cell] <= 9}


def test_a_small_month_is_not_told_by_its_quarter():
    """July hides GT at the border with others; were both groups of it shown for the quarter, it would be their sum less August
    and September.
    """
    figures = made(small=0)
    for who in ("ADULT", "CHILD"):
        figures[key("SWB", "GT", who), JULY] = 2
    quarter, months, found = shown_in(figures)
    hidden = key("SWB", "GT")
    assert months[hidden, JULY].is_hidden
    assert any(found[key("SWB", "GT", who)].is_hidden for who in ("ADULT", "CHILD"))
    assert all(high - low >= 8 for low, high in bounds_in(quarter, months, found).values())


@pytest.mark.parametrize("seed", range(6))
def test_no_small_figure_of_a_quarter_or_its_months_is_found_out(seed):
    quarter, months, found = shown_in(made(seed))
    whole = quarter_cube(quarter)
    assert {(*at, THIRD.name) for at in found} == whole.told
    assert all(found[cell[:-1]].is_hidden for cell in whole.told if 1 <= whole.cube.values[cell] <= 9)
    nothing = dict.fromkeys(found, Shown(None))
    before = bounds_in(quarter, months, nothing)
    for cell, (low, high) in bounds_in(quarter, months, found).items():
        assert high - low >= 8 or before[cell] == (low, high)
    assert any(not each.is_hidden for each in found.values())


def test_what_a_quarter_hid_stays_hidden():
    _quarter, _months, found = shown_in(made(small=0), kept=[key("SWB", "GT", "ADULT")])
    assert found[key("SWB", "GT", "ADULT")].is_hidden
    # With others, so that it is not told by the totals.
    assert sum(each.is_hidden for each in found.values()) >= 4
