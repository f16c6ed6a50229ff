"""What a dataset shows of its exact figures."""

from fractions import Fraction
from random import Random

import pytest

from workinggroup.flows.cube.months import Month
from workinggroup.flows.disclosure.hiding import THRESHOLD
from workinggroup.flows.disclosure.joining import Earlier, current, joined
from workinggroup.flows.protecting import Shown, cube_of, protect, relabelled, told_by_showing

JULY = Month(2024, 7)


def key(citizenship="_T", group="_T", area="_T", counterpart="_T"):
    return ("RET_IN", "GT", counterpart, area, citizenship, group)


def shown(figures, **options):
    """What is shown of one month, by citizenship and group."""
    found = protect({(at, JULY): value for at, value in figures.items()}, **options)
    return {(each[4], each[5]): cell.value for (each, _month), cell in found.items()}


def test_a_small_figure_takes_another_with_it_and_the_total_stays():
    found = shown({key("GT"): 3, key("HN"): 50, key("MX"): 200})
    assert found == {("GT", "_T"): None, ("HN", "_T"): None, ("MX", "_T"): 200, ("_T", "_T"): 253}


def test_a_single_series_is_itself_and_hidden_where_it_is_small():
    assert shown({key(): 5460}) == {("_T", "_T"): 5460}
    assert shown({key(): 4}) == {("_T", "_T"): None}
    assert shown({key("GT"): 5460}) == {("GT", "_T"): 5460}


def test_two_tables_of_one_total_are_one_puzzle():
    """By citizenship and by group: the total stands once, and each table hides for itself."""
    by_citizenship = {key("GT"): 300, key("HN"): 200}
    by_group = {key(group="ADULT"): 496, key(group="CHILD"): 4}
    found = shown(by_citizenship | by_group)
    assert found["_T", "_T"] == 500
    assert found["GT", "_T"] == 300
    assert found["_T", "CHILD"] is None
    assert found["_T", "ADULT"] is None


def test_three_dimensions_are_told_two_at_a_time():
    figures = {
        ("ENC_LAND", "US", "_T", area, citizenship, group): 100
        for area in ("SWB", "NLB")
        for citizenship in ("GT", "MX")
        for group in ("FMUA", "SINGLE")
    }
    found = {at: cell for (at, _month), cell in protect({(at, JULY): value for at, value in figures.items()}).items()}
    assert not figures.keys() & found.keys()
    assert found["ENC_LAND", "US", "_T", "SWB", "GT", "_T"] == Shown(200)
    assert found["ENC_LAND", "US", "_T", "_T", "_T", "_T"] == Shown(800)


def test_what_was_hidden_stays_hidden():
    first = {key("GT"): 8, key("HN"): 50, key("MX"): 200}
    was = protect({(at, JULY): value for at, value in first.items()})
    kept = [at for at, cell in was.items() if cell.is_hidden]
    later = shown({**first, key("GT"): 12}, kept=kept)
    assert later["GT", "_T"] is None
    assert later["HN", "_T"] is None


def test_what_its_delegation_states_to_be_public_is_shown():
    assert shown({key("GT"): 3, key("HN"): 50}, is_public=True)["GT", "_T"] == 3


def test_each_month_is_its_own_and_is_told():
    heard = []
    figures = {
        (key("GT"), JULY): 3,
        (key("HN"), JULY): 40,
        (key("GT"), JULY.plus(1)): 30,
        (key("HN"), JULY.plus(1)): 40,
    }
    found = protect(figures, told=lambda done, of: heard.append((done, of)))
    assert found[key("GT"), JULY].is_hidden
    assert found[key("GT"), JULY.plus(1)] == Shown(30)
    assert heard == [(1, 2), (2, 2)]


def test_what_is_shown_of_a_hidden_month_tells_the_rest_of_it_or_not():
    few = {key("GT"): 8, key("HN"): 50, key("MX"): 200}
    hidden = [key("GT"), key("HN")]
    assert told_by_showing(few, JULY, hidden=hidden, shown=[key("HN")]) == [key("GT")]
    assert told_by_showing(few, JULY, hidden=hidden, shown=hidden) == []
    # What can be told already is not told by it.
    assert told_by_showing(few, JULY, hidden=[key("GT")], shown=[key("HN")]) == []
    more = {**few, key("SV"): 5, key("NI"): 6, key("CU"): 7}
    hidden += [key("SV"), key("NI"), key("CU")]
    assert told_by_showing(more, JULY, hidden=hidden, shown=[key("HN")]) == []


def test_what_may_be_a_hidden_figure_under_another_label_is_found():
    before = {(key(group="SOLICITANTE"), JULY), (key(group="ADULT"), JULY), (key(group="FMUA"), JULY), (key(), JULY)}
    hidden = {(key(group="SOLICITANTE"), JULY), (key(group="ADULT"), JULY)}
    now = {key(group="CHILD"): 12, key(group="ADULT"): 50, key(group="FMUA"): 200}
    after = {(at, JULY): value for at, value in now.items()}
    assert relabelled(after, before=before, hidden=hidden) == {(key(group="CHILD"), JULY)}
    assert relabelled(after, before=before, hidden={(key(group="ADULT"), JULY)}) == set()
    assert relabelled(after, before={*before, (key(group="CHILD"), JULY)}, hidden=hidden) == set()
    by_citizenship = {(key("GT"), JULY): 100, (key("HN"), JULY): 162}
    assert relabelled(after | by_citizenship, before=before, hidden=hidden) == {(key(group="CHILD"), JULY)}


def life(*vintages, **options):
    """What each of several vintages of a month shows, and the hidden cells that somebody with all of them in hand finds out,
    by trying every value."""
    earlier, shown, kept = [], [], set()
    for figures in vintages:
        found = protect(
            {(at, JULY): value for at, value in figures.items()}, kept=kept, earlier={JULY: earlier}, **options
        )
        hidden = {at for at, cell in found.items() if cell.is_hidden}
        kept |= hidden
        cube = cube_of(figures, JULY)
        earlier.append(Earlier(cube, frozenset((*key, str(month)) for key, month in hidden)))
        shown.append({(key[4], key[5]): cell.value for (key, _month), cell in found.items()})
    return shown, earlier


def found_out(earlier):
    """The cells that were small in some vintage and never shown, with the values that each could have in all vintages together:
    by Gauss' elimination, one unknown for each hidden figure that differs, so without the programmes that chose."""
    names = {}
    equations = []
    told = {}
    for each in earlier:
        name = {cell: (cell, value) for cell, value in each.cube.values.items()}
        names |= {name[cell]: value for cell, value in each.cube.values.items()}
        told |= {name[cell]: value for cell, value in each.cube.values.items() if cell not in each.hidden}
        equations += [(name[sum_.total], [name[part] for part in sum_.parts]) for sum_ in each.cube.relations]
    unknown = sorted(names.keys() - told.keys())
    return {cell for cell in unknown if 1 <= names[cell] < THRESHOLD and _is_fixed(cell, unknown, equations)}


def _is_fixed(cell, unknown, equations):
    """Whether the sums leave the cell no way to move: it is a combination of them."""
    place = {each: number for number, each in enumerate(unknown)}
    lines = []
    for total, parts in equations:
        line = [Fraction(0)] * len(unknown)
        for each, sign in [(total, 1), *((part, -1) for part in parts)]:
            if each in place:
                line[place[each]] += sign
        lines.append(line)
    wanted = [Fraction(int(each == cell)) for each in unknown]
    reduced, pivots = [], []
    for line in lines:
        left = _less(line, reduced, pivots)
        if any(left):
            pivot = next(number for number, value in enumerate(left) if value)
            reduced.append([value / left[pivot] for value in left])
            pivots.append(pivot)
    return not any(_less(wanted, reduced, pivots))


def _less(line, reduced, pivots):
    for row, pivot in zip(reduced, pivots, strict=True):
        if line[pivot]:
            factor = line[pivot]
            line = [value - factor * other for value, other in zip(line, row, strict=True)]
    return line


FEW = {key("GT"): 8, key("HN"): 50, key("MX"): 200}


def test_a_hidden_figure_that_vanishes_is_not_told_by_the_difference():
    """258 less 250 would be it: what is told alone beside it is hidden too, and so is the total."""
    gone = {key("HN"): 50, key("MX"): 200}
    (first, second), earlier = life(FEW, gone)
    assert first == {("GT", "_T"): None, ("HN", "_T"): None, ("MX", "_T"): 200, ("_T", "_T"): 258}
    assert second == {("HN", "_T"): None, ("MX", "_T"): 200, ("_T", "_T"): None}
    assert found_out(earlier) == set()


def test_what_becomes_small_is_not_told_by_what_it_was():
    """HN and MX are what everybody has in the first vintage: only the total can hide the 8."""
    (first, second), earlier = life({**FEW, key("GT"): 12}, FEW)
    assert first["GT", "_T"] == 12
    assert second == {("GT", "_T"): None, ("HN", "_T"): 50, ("MX", "_T"): 200, ("_T", "_T"): None}
    assert found_out(earlier) == set()


def test_what_stays_hidden_is_no_more_told_than_a_small_figure():
    """HN stays hidden for the sake of the first vintage, and so that it is, MX or the total is hidden with it."""
    (_first, second), earlier = life(FEW, {key("HN"): 55, key("MX"): 210})
    assert second["HN", "_T"] is None
    assert [code for (code, _group), value in second.items() if value is None] != ["HN"]
    assert found_out(earlier) == set()


def test_what_is_stated_to_be_public_later_shows_nothing_that_was_hidden_before():
    first, earlier = life(FEW)
    kept = {(key("GT"), JULY), (key("HN"), JULY)}
    later = {**FEW, key("SV"): 3}
    found = protect(
        {(at, JULY): value for at, value in later.items()}, kept=kept, earlier={JULY: earlier}, is_public=True
    )
    shown = {at[4]: cell.value for (at, _month), cell in found.items()}
    assert shown == {"GT": None, "HN": None, "MX": 200, "SV": 3, "_T": 261}
    assert first[0]["_T", "_T"] == 258


@pytest.mark.parametrize("seed", range(30))
def test_no_vintage_gives_away_a_small_figure_of_another(seed):
    """Three vintages of a table, each with some figures revised, some gone, some new."""
    luck = Random(seed)
    every = [key(of, who) for of in ("GT", "HN", "MX") for who in ("ADULT", "CHILD")]
    figures = {each: luck.choice((luck.randint(0, 9), luck.randint(10, 90))) for each in every}
    vintages = []
    for _number in range(3):
        vintages.append(dict(figures))
        for each in luck.sample(every, 2):
            if luck.random() < 0.4:
                figures.pop(each, None)
            else:
                figures[each] = luck.choice((luck.randint(0, 9), luck.randint(10, 90)))
    _shown, earlier = life(*(each for each in vintages if each))
    assert found_out(earlier) == set()
    puzzle = joined(earlier[-1].cube, earlier[:-1])
    assert {current(cell)[-1] for cell in puzzle.past} <= {str(JULY)}
