"""The rule T10: no small cell is found out, whatever somebody adds and subtracts."""

from itertools import product
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workinggroup.flows.cube.months import Month, fiscal_year_of, months_between, quarter_of, year_of
from workinggroup.flows.cube.relations import TOTAL, Cube, Relation, build
from workinggroup.flows.disclosure.attack import Room
from workinggroup.flows.disclosure.hiding import Hidden, exposed, hide

MAY = Month(2022, 5)
WHEN = str(MAY)


def row(**counts):
    """One table of one dimension, with its total."""
    return build(("citizenship",), {((code,), MAY): value for code, value in counts.items()}, [("citizenship",)])


def grid(*lines):
    """One table of two dimensions, with its margins and its total."""
    values = {
        ((f"R{down}", f"C{across}"), MAY): value for down, line in enumerate(lines) for across, value in enumerate(line)
    }
    return build(("row", "column"), values, [("row", "column")])


def cells(*codes):
    return frozenset((code, WHEN) for code in codes)


def of_rows(hidden):
    """Each hidden cell by the codes of its dimensions."""
    return {"".join(cell[:-1]) for cell in hidden.cells}


def possible(cube, hidden, most):
    """What the hidden cells could be, by trying, none above `most`: for each solution the value of every hidden cell."""
    unknown = sorted(hidden)
    told = {cell: value for cell, value in cube.values.items() if cell not in hidden}
    last = {
        each: max((unknown.index(cell) for cell in each.cells if cell in hidden), default=-1) for each in cube.relations
    }
    found = []

    def go_on(place):
        for each in cube.relations:
            if last[each] == place - 1 and told[each.total] != sum(told[part] for part in each.parts):
                return
        if place == len(unknown):
            found.append({cell: told[cell] for cell in unknown})
            return
        for value in range(1, most + 1):
            told[unknown[place]] = value
            go_on(place + 1)

    go_on(0)
    return found


def small_alone(cube, threshold=10):
    """What hiding the small cells alone would hide."""
    return Hidden(frozenset(cell for cell, value in cube.values.items() if 1 <= value < threshold), frozenset())


def test_hiding_the_small_cell_alone_gives_it_away():
    cube = row(GT=3, HN=50, MX=200)
    assert exposed(cube, small_alone(cube)) == {("GT", WHEN): (3, 3)}


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"GT": 3, "HN": 50, "MX": 200}, {"GT", "HN"}),
        # The total is small itself.
        ({"GT": 3, "HN": 4}, {"GT", "HN", TOTAL}),
        # A zero is shown, and helps nobody to hide.
        ({"GT": 3, "HN": 0, "MX": 200}, {"GT", "MX"}),
        ({"A": 9, "B": 10, "C": 100}, {"A", "B"}),
        # 1 to 9 is as vague as it has to be.
        ({"A": 1, "B": 9}, {"A", "B"}),
        ({"A": 10, "B": 20}, set()),
        ({"A": 0, "B": 0}, set()),
        # What is alone in its total is the total.
        ({"A": 4}, {"A", TOTAL}),
        ({}, set()),
    ],
)
def test_a_row(counts, hidden):
    cube = row(**counts)
    found = hide(cube)
    assert found.cells == cells(*hidden)
    assert exposed(cube, found) == {}


def test_a_small_cell_is_hidden_among_all_that_it_could_be():
    cube = row(GT=3, HN=50, MX=200)
    lonely = Hidden(cells("GT", "HN"), frozenset())
    assert exposed(cube, lonely) == {}
    assert {each["GT", WHEN] for each in possible(cube, lonely.cells, 60)} == set(range(1, 53))


def test_a_grid_shows_its_margins():
    cube = grid((4, 60), (30, 80))
    found = hide(cube)
    assert of_rows(found) == {"R0C0", "R0C1", "R1C0", "R1C1"}
    assert found.small == {("R0", "C0", WHEN)}


def test_two_calendars_that_share_months_are_one_puzzle():
    """October to December are in the calendar year and in the next fiscal year."""
    months = list(months_between(Month(2023, 1), Month(2024, 9)))
    rows = {(("GT",), month): 5 if month == Month(2023, 11) else 40 + month.number for month in months}
    spans = [year_of(Month(2023, 1)), fiscal_year_of(Month(2024, 9))]
    cube = build(("citizenship",), rows, [("citizenship",)], spans)
    tight = ("GT", "2023-11")
    # Another month of the calendar year alone: the fiscal year's total tells it.
    short = Hidden(frozenset({tight, (TOTAL, "2023-11")}), frozenset({("GT", "2023-03"), (TOTAL, "2023-03")}))
    assert exposed(cube, short)[tight] == (5, 5)
    found = hide(cube)
    assert exposed(cube, found) == {}
    # One month that both years count serves both.
    shared = {str(month) for month in set(spans[0]) & set(spans[1])}
    assert {cell[-1] for cell in found.cells} < shared


def test_what_an_earlier_vintage_hid_stays_hidden():
    first = row(GT=8, HN=50, MX=200)
    hidden = hide(first)
    assert hidden.cells == cells("GT", "HN")
    second = row(GT=12, HN=50, MX=200)
    # Showing HN now would tell what GT was: 258 - 250.
    assert hide(second).cells == frozenset()
    assert hide(second, kept=hidden.cells).cells == hidden.cells


def test_a_kept_cell_that_is_a_zero_now_is_no_trap():
    cube = row(GT=0, HN=50, MX=200, SV=4)
    found = hide(cube, kept=cells("GT", "XX"))
    assert cells("GT", "SV") < found.cells
    assert exposed(cube, found) == {}


def test_rounding_to_five_would_disclose():
    """Why a small cell is hidden and not rounded: 1, 13, 18 and 32 are told as 0, 15, 20 and 30."""
    told, true = (0, 15, 20, 30), (1, 13, 18, 32)

    def could_be(rounded):
        return range(max(0, rounded - 2), rounded + 3)

    fits = [each for each in product(*map(could_be, told)) if sum(each[:3]) == each[3]]
    assert true in fits
    assert {each[0] for each in fits} == {0, 1}
    # Who is in the cell knows that it is no zero.
    assert {each[0] for each in fits if each[0]} == {1}


def test_the_order_of_rows_changes_nothing():
    counts = {"GT": 3, "HN": 50, "MX": 200, "SV": 7, "NI": 50}
    other = dict(sorted(counts.items(), reverse=True))
    assert hide(row(**counts)) == hide(row(**other))
    cube = grid((4, 60, 12), (30, 80, 7), (11, 9, 300))
    mixed = Cube(dict(reversed(cube.values.items())), list(reversed(cube.relations)))
    assert hide(mixed) == hide(cube)


@pytest.mark.parametrize("seed", range(60))
def test_the_bounds_hold_all_that_is_possible(seed):
    """Against trying every value: what the attacker finds is never narrower than the truth, and what is hidden is wide enough."""
    luck, across = Random(seed), 2 + seed % 2
    cube = grid(*([luck.randint(0, 9) for _ in range(across)] for _ in range(2)))
    found = hide(cube, threshold=4)
    solutions = possible(cube, found.cells, 12)
    lone = exposed(cube, Hidden(found.small, found.others), threshold=inf)
    for cell in found.small:
        seen = {each[cell] for each in solutions}
        low, high = lone[cell]
        assert low <= min(seen)
        assert max(seen) <= high
        assert max(seen) - min(seen) >= 2


@pytest.mark.parametrize(
    ("points", "moved"),
    [
        ([(-2, 2), (6, -6)], {"A", "B"}),
        ([(-2, 2), (5, -5)], None),
        ([(-2.5, 2.5), (6.4, -6.4)], {"A", "B"}),
        # Of whole numbers between these there are no nine.
        ([(-2.5, 2.5), (5.5, -5.5)], None),
    ],
)
def test_two_solutions_show_that_a_cell_may_be_anything_between_them(points, moved):
    cells = [("A", WHEN), ("B", WHEN)]
    room = Room(dict.fromkeys(cells, 9), cells, [])
    for point in points:
        room.note(point)
    found = room.between(cells[0], 8)
    assert (found and {code for code, _when in found}) == moved


def test_a_solution_in_which_a_shown_cell_moves_counts_no_more():
    cells = [("A", WHEN), ("B", WHEN), ("C", WHEN)]
    room = Room(dict.fromkeys(cells, 9), cells, [])
    room.note((8, -8, 0), (6, 0, -6))
    room.show(cells[1])
    assert room.between(cells[0], 8) is None
    assert room.between(cells[0], 6) == {cells[0], cells[2]}
    room.hide(cells[1])
    assert room.between(cells[0], 8) == {cells[0], cells[1]}


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.tuples(
            st.tuples(st.sampled_from("ABCD"), st.sampled_from("XYZ")),
            st.sampled_from([Month(2022, 4), MAY, Month(2022, 6)]),
        ),
        st.one_of(st.integers(0, 15), st.integers(0, 3000)),
        max_size=36,
    )
)
def test_no_release_gives_a_small_cell_away(rows):
    cube = build(("citizenship", "group"), rows, [("citizenship", "group")], [quarter_of(MAY)])
    found = hide(cube)
    assert exposed(cube, found) == {}
    assert all(cube.values[cell] for cell in found.cells), "a zero is shown"
    assert all(cell in found.small for cell, value in cube.values.items() if 1 <= value <= 9)
    # Nothing is hidden for nothing: shown again, it would give a small cell away.
    for cell in sorted(found.others)[:3]:
        assert exposed(cube, Hidden(found.small, found.others - {cell}))


def test_who_waits_is_told_how_far_it_is():
    told = []
    hide(grid((4, 60), (30, 8)), told=lambda done, most: told.append((done, most)))
    assert told == [(1, 2), (2, 2)]


def test_a_small_cell_that_nothing_could_hide_is_hidden_as_far_as_can_be():
    """Two ones that add up to a small total: nobody could make the first wider, and all three are hidden."""
    cube = Cube(
        {("A", WHEN): 1, ("B", WHEN): 1, (TOTAL, WHEN): 2}, [Relation((TOTAL, WHEN), (("A", WHEN), ("B", WHEN)))]
    )
    found = hide(cube)
    assert found.cells == set(cube.values)
    assert exposed(cube, found) == {}
