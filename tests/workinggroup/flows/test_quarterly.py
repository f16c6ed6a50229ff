"""Tables of three dimensions by the quarter, in one puzzle with the months that are shown."""

from itertools import product
from random import Random

import pytest

from tests.factories.pencil import Pencil, Release, told_more
from workinggroup.flows.cube.months import Month, quarter_of
from workinggroup.flows.cube.relations import Cube, Relation
from workinggroup.flows.disclosure.boxes import roomy
from workinggroup.flows.disclosure.joining import Earlier
from workinggroup.flows.protecting import Shown, protect
from workinggroup.flows.quarterly import Beside, Quarter, closed_beside, protect_quarter, quarter_cube, quarters_in

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
    months = protect(figures).shown
    [quarter] = quarters_in(figures, [JULY])
    return quarter, months, protect_quarter(quarter, months, **options)


def read(figures, months, found):
    """What a reader has of one vintage."""
    shown = {at: cell.value for at, cell in months.items()}
    return Release(figures, shown, {(at, THIRD): cell.value for at, cell in (found or {}).items()})


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


def test_citizenships_of_which_no_month_shows_anybody_are_the_rest():
    figures = made(small=0)
    for month in THIRD:
        figures[key("SWB", "SV", "ADULT"), month] = 1
        figures[key("NLB", "NI", "CHILD"), month] = 5000 if month == JULY else 0
    _quarter, months, found = shown_in(figures)
    assert {at[4] for at in found} == {"_X", "GT", "HN", "MX", "NI"}
    assert {each.value for (at, _month), each in months.items() if at[4] == "SV"} == {None}
    # Three people are small, too, and hidden.
    assert found[key("SWB", "_X", "ADULT")].is_hidden


def test_that_somebody_is_in_the_rest_tells_nothing_of_him():
    """Twelve are hidden beside three each month: that they are told as the rest does not say that they are fewer than ten."""
    figures = made(small=0)
    for month in THIRD:
        figures[key("SWB", "SV", "ADULT"), month] = 3
        figures[key("SWB", "NI", "ADULT"), month] = 12
    _quarter, months, found = shown_in(figures)
    folded = {code for code in ("SV", "NI") if not any(at[4] == code for at in found)}
    shown = {at[4] for (at, _month), each in months.items() if each.value}
    assert folded == {"SV", "NI"} - shown
    assert folded == {"SV", "NI"}
    assert Pencil([read(figures, months, found)]).narrow() == {}


def test_a_quarter_adds_to_its_months():
    """Each cell of three dimensions is the sum of what three months have of it, which none of them tells."""
    quarter = Quarter(THIRD, {month: {at[0]: 20 for at in made() if at[1] == month} for month in THIRD})
    cube = quarter_cube(quarter, [(*key("SWB", "GT"), str(JULY))]).cube
    assert all(cube.values[each.total] == sum(cube.values[part] for part in each.parts) for each in cube.relations)
    cell = (*key("SWB", "_X", "ADULT"), "2024-Q3")
    [sum_] = [each for each in cube.relations if each.total == cell]
    assert len(sum_.parts) == 6
    assert set(sum_.parts) <= cube.inner


def openly(figures, months):
    """What is shown where the small cells alone are hidden."""
    found = {}
    for at in months:
        rows = (of for of, month in figures if month == at[1])
        value = sum(figures[of, at[1]] for of in rows if all(c in {"_T", d} for c, d in zip(at[0], of, strict=True)))
        found[at] = Shown(None if 1 <= value <= 9 else value)
    return found


def test_a_small_month_is_not_told_by_its_quarter():
    """July hides GT at the border with others; were both groups of it shown for the quarter, it would be their sum less August
    and September.
    """
    figures = made(small=0)
    for who in ("ADULT", "CHILD"):
        figures[key("SWB", "GT", who), JULY] = 2
    _quarter, months, found = shown_in(figures)
    assert months[key("SWB", "GT"), JULY].is_hidden
    assert any(found[key("SWB", "GT", who)].is_hidden for who in ("ADULT", "CHILD"))
    assert Pencil([read(figures, months, found)]).narrow() == {}


def test_a_small_cell_that_no_month_tells_is_not_told_by_its_quarter():
    """The children of one citizenship are in one area in August and September, and in two in July: what the quarter has of that
    area is July's.
    """
    figures = made(small=0)
    for month in THIRD:
        figures[key("SWB", "GT", "CHILD"), month] = 40
        figures[key("NLB", "GT", "CHILD"), month] = 4 if month == JULY else 0
    _quarter, months, found = shown_in(figures)
    open_handed = {at: Shown(sum(figures[at, month] for month in THIRD)) for at in found}
    told = Pencil([read(figures, months, {**open_handed, key("NLB", "GT", "CHILD"): Shown(None)})]).narrow()
    assert (0, key("NLB", "GT", "CHILD"), JULY) in told
    assert Pencil([read(figures, months, found)]).narrow() == {}


@pytest.mark.parametrize("small", [0.1, 0.3])
@pytest.mark.parametrize("seed", range(8))
def test_no_small_figure_of_a_quarter_or_its_months_is_found_out(seed, small):
    figures = made(seed, small=small)
    quarter, months, found = shown_in(figures)
    assert Pencil([read(figures, months, found)]).narrow() == {}
    assert found is not None
    visible = {(*at, str(month)) for (at, month), each in months.items() if not each.is_hidden}
    assert {(*at, THIRD.name) for at in found} == quarter_cube(quarter, visible).told
    assert any(not each.is_hidden for each in found.values())


@pytest.mark.parametrize("seed", range(3))
def test_four_dimensions_are_told_three_at_a_time_and_nothing_of_them_is_found_out(seed):
    luck = Random(seed)
    figures = {
        (("ENC_LAND", "US", other, area, of, who), month): luck.randint(0, 9)
        if luck.random() < 0.1
        else luck.randint(30, 400)
        for month in THIRD
        for other in ("MX", "CA")
        for area in ("SWB", "NLB")
        for of in ("GT", "HN")
        for who in ("ADULT", "CHILD")
    }
    _quarter, months, found = shown_in(figures)
    assert Pencil([read(figures, months, found)]).narrow() == {}
    assert {sum(code == "_T" for code in at[2:]) for at in found or {}} <= {1}


def test_a_quarter_of_which_no_choice_is_safe_is_not_told_at_all():
    """Its months tell a small cell, whatever the quarter hides."""
    figures = made(small=0)
    for who in ("ADULT", "CHILD"):
        figures[key("SWB", "GT", who), JULY] = 2
    quarter, months, found = shown_in(figures)
    assert found
    assert protect_quarter(quarter, openly(figures, months)) is None


def test_months_beside_a_quarter_that_is_out_hide_what_would_tell_with_it():
    """July shows anew what it hid beside its small cells; together with what is out that tells them."""
    figures = made(small=0)
    for who in ("ADULT", "CHILD"):
        figures[key("SWB", "GT", who), JULY] = 2
    quarter, months, found = shown_in(figures)
    visible = {(*at, str(month)) for (at, month), each in months.items() if not each.is_hidden}
    cube = quarter_cube(quarter, visible).cube
    visible |= {(*at, THIRD.name) for at in found if not found[at].is_hidden}
    beside = Beside([Earlier(cube, frozenset(cube.values.keys() - visible))], is_out=True)
    assert closed_beside(quarter.months, months, [JULY], beside) == (frozenset(), False)
    anew = {at: each if at[1] == JULY else months[at] for at, each in openly(figures, months).items()}
    assert told_more([read(figures, months, found), read(figures, anew, None)])
    hidden, _is_all = closed_beside(quarter.months, anew, [JULY], beside)
    assert {month for _key, month in hidden} == {JULY}
    anew |= dict.fromkeys(hidden, Shown(None))
    assert told_more([read(figures, months, found), read(figures, anew, None)]) == {}


def test_a_month_of_which_no_choice_is_safe_beside_a_quarter_that_is_out_shows_nothing():
    """The quarter was let out in writing with 6 in a cell: July's part of it is 0 to 6 whatever July hides, and 4 by what it
    shows. Who chooses what to hide does nothing for a cell that is told closely anyhow; so nothing is shown.
    """
    figures = dict.fromkeys(made(citizenships=("GT", "HN")), 40)
    for month, value in zip(THIRD, (4, 2, 0), strict=True):
        figures[key("SWB", "GT", "ADULT"), month] = value
    # Eight cells of which two opposite ones are nobody do not move.
    figures |= {(key("SWB", "HN", "CHILD"), JULY): 0, (key("NLB", "HN", "CHILD"), JULY): 0}
    let_out = key("SWB", "GT", "ADULT")
    months = openly(figures, protect(figures).shown)
    [quarter] = quarters_in(figures, [JULY])
    before = {at: Shown(None) if at[1] == JULY and cell.value else cell for at, cell in months.items()}
    seen = {(*at, str(month)) for (at, month), cell in before.items() if not cell.is_hidden} | {(*let_out, THIRD.name)}
    found = quarter_cube(quarter, seen)
    beside = Beside([Earlier(found.cube, frozenset(found.cube.values.keys() - seen))], is_out=True)
    first = read(figures, before, {cell[:-1]: Shown(None) for cell in found.told} | {let_out: Shown(6)})
    assert told_more([first, read(figures, months, None)], let_out=[(let_out, THIRD)])
    hidden, is_all = closed_beside(quarter.months, months, [JULY], beside)
    assert is_all
    assert hidden == {at for at, cell in months.items() if at[1] == JULY and cell.value}
    last = read(figures, months | dict.fromkeys(hidden, Shown(None)), None)
    assert told_more([first, last], let_out=[(let_out, THIRD)]) == {}


def test_what_a_quarter_hid_stays_hidden():
    _quarter, _months, found = shown_in(made(small=0), kept=[key("SWB", "GT", "ADULT")])
    assert found[key("SWB", "GT", "ADULT")].is_hidden
    # With others, so that it is not told by the totals.
    assert sum(each.is_hidden for each in found.values()) >= 4


def test_a_box_of_cells_is_no_proof_where_a_sum_holds_one_of_its_corners():
    """Eight cells that move with no margin changed; then a sum of two of them alone is shown."""
    when = str(JULY)
    corners = list(product(("SWB", "NLB"), ("GT", "HN"), ("ADULT", "CHILD")))
    values = {(*key(*codes), when): 5 for codes in corners}
    tight = (*key(*corners[0]), when)
    margins = [
        Relation((*key(*(code if place != told else "_T" for place, code in enumerate(some))), when), parts)
        for told in range(3)
        for some in corners
        if (parts := tuple(cell for cell in values if all(cell[3 + at] == some[at] for at in range(3) if at != told)))
    ]
    cube = Cube(values, list(dict.fromkeys(margins)), frozenset(values))
    assert roomy(cube, [tight], 8) == {tight}
    assert roomy(cube, [tight], 11) == frozenset()
    across = Relation((*key("X", "X", "X"), when), (tight, (*key("NLB", "GT", "CHILD"), when)))
    assert roomy(Cube(values, [*cube.relations, across], cube.inner), [tight], 8) == frozenset()
