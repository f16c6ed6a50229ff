"""What a dataset shows of its exact figures."""

from random import Random

import pytest

from tests.factories.pencil import Pencil, Release, told_more
from workinggroup.flows import protecting
from workinggroup.flows.cube.months import Month
from workinggroup.flows.disclosure.joining import Earlier
from workinggroup.flows.protecting import Shown, cube_of, protect, relabelled, told_by_showing

JULY = Month(2024, 7)


def key(citizenship="_T", group="_T", area="_T", counterpart="_T"):
    return ("RET_IN", "GT", counterpart, area, citizenship, group)


def shown(figures, **options):
    """What is shown of one month, by citizenship and group."""
    found = protect({(at, JULY): value for at, value in figures.items()}, **options)
    return {(each[4], each[5]): cell.value for (each, _month), cell in found.shown.items()}


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
    told = protect({(at, JULY): value for at, value in figures.items()}).shown
    found = {at: cell for (at, _month), cell in told.items()}
    assert not figures.keys() & found.keys()
    assert found["ENC_LAND", "US", "_T", "SWB", "GT", "_T"] == Shown(200)
    assert found["ENC_LAND", "US", "_T", "_T", "_T", "_T"] == Shown(800)


def test_what_was_hidden_stays_hidden():
    first = {key("GT"): 8, key("HN"): 50, key("MX"): 200}
    was = protect({(at, JULY): value for at, value in first.items()})
    kept = [at for at, cell in was.shown.items() if cell.is_hidden]
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
    found = protect(figures, told=lambda done, of: heard.append((done, of))).shown
    assert found[key("GT"), JULY].is_hidden
    assert found[key("GT"), JULY.plus(1)] == Shown(30)
    assert heard == [(1, 2), (2, 2)]


def told_where(figures, hidden, shown):
    """The citizenships that are told of a month in which these were hidden, where some of them are shown."""
    cells = [frozenset((*each, str(JULY)) for each in some) for some in (hidden, shown)]
    return [cell[4] for cell in told_by_showing(Earlier(cube_of(figures, JULY), cells[0]), cells[1])]


def test_what_is_shown_of_a_hidden_month_tells_the_rest_of_it_or_not():
    few = {key("GT"): 8, key("HN"): 50, key("MX"): 200}
    hidden = [key("GT"), key("HN")]
    assert told_where(few, hidden, [key("HN")]) == ["GT"]
    assert told_where(few, hidden, hidden) == []
    # What can be told already is not told by it.
    assert told_where(few, [key("GT")], [key("HN")]) == []
    more = {**few, key("SV"): 5, key("NI"): 6, key("CU"): 7}
    hidden += [key("SV"), key("NI"), key("CU")]
    assert told_where(more, hidden, [key("HN")]) == []


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
    """What each of several vintages of a month shows, and all of them as a reader has them."""
    earlier, shown, kept, releases = [], [], set(), []
    for figures in vintages:
        rows = {(at, JULY): value for at, value in figures.items()}
        found = protect(rows, kept=kept, earlier={JULY: earlier}, **options).shown
        hidden = {at for at, cell in found.items() if cell.is_hidden}
        kept |= hidden
        cube = cube_of(figures, JULY)
        earlier.append(Earlier(cube, frozenset((*key, str(month)) for key, month in hidden)))
        shown.append({(key[4], key[5]): cell.value for (key, _month), cell in found.items()})
        releases.append(Release(rows, {at: cell.value for at, cell in found.items()}))
    return shown, earlier, releases


FEW = {key("GT"): 8, key("HN"): 50, key("MX"): 200}


def test_a_hidden_figure_that_vanishes_is_not_told_by_the_difference():
    """258 less 250 would be it: what is told alone beside it is hidden too, and so is the total."""
    gone = {key("HN"): 50, key("MX"): 200}
    (first, second), _earlier, releases = life(FEW, gone)
    assert first == {("GT", "_T"): None, ("HN", "_T"): None, ("MX", "_T"): 200, ("_T", "_T"): 258}
    assert second == {("HN", "_T"): None, ("MX", "_T"): 200, ("_T", "_T"): None}
    assert Pencil(releases).narrow() == {}


def test_what_becomes_small_is_not_told_by_what_it_was():
    """HN and MX are what everybody has in the first vintage: only the total can hide the 8."""
    (first, second), _earlier, releases = life({**FEW, key("GT"): 12}, FEW)
    assert first["GT", "_T"] == 12
    assert second == {("GT", "_T"): None, ("HN", "_T"): 50, ("MX", "_T"): 200, ("_T", "_T"): None}
    assert Pencil(releases).narrow() == {}


def test_what_stays_hidden_is_no_more_told_than_a_small_figure():
    """HN stays hidden for the sake of the first vintage, and so that it is, MX or the total is hidden with it."""
    (_first, second), _earlier, releases = life(FEW, {key("HN"): 55, key("MX"): 210})
    assert second["HN", "_T"] is None
    assert [code for (code, _group), value in second.items() if value is None] != ["HN"]
    assert Pencil(releases).narrow() == {}


def test_what_is_stated_to_be_public_later_shows_nothing_that_was_hidden_before():
    first, earlier, _releases = life(FEW)
    kept = {(key("GT"), JULY), (key("HN"), JULY)}
    later = {**FEW, key("SV"): 3}
    found = protect(
        {(at, JULY): value for at, value in later.items()}, kept=kept, earlier={JULY: earlier}, is_public=True
    )
    shown = {at[4]: cell.value for (at, _month), cell in found.shown.items()}
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
    _shown, _earlier, releases = life(*(each for each in vintages if each))
    for count in range(1, len(releases) + 1):
        assert told_more(releases[:count]) == {}


def test_the_pencil_finds_what_hiding_the_small_figure_alone_gives_away():
    rows = {(at, JULY): value for at, value in FEW.items()}
    shown = {**rows, (key(), JULY): 258}
    alone = Release(rows, {**shown, (key("GT"), JULY): None})
    assert Pencil([alone]).narrow() == {(0, key("GT"), JULY): (8, 8)}
    # Between two bounds that are near each other it is told, too.
    near = Release({**rows, (key("HN"), JULY): 2}, {(key("MX"), JULY): 200, (key(), JULY): 210} | dict.fromkeys(
        [(key("GT"), JULY), (key("HN"), JULY)]
    ))  # fmt: skip
    assert Pencil([near]).narrow(9) == {(0, key("GT"), JULY): (1, 9), (0, key("HN"), JULY): (1, 9)}
    assert Pencil([near]).narrow() == {}


def areas(seed, few=0.35):
    """Invented figures of a month by area, citizenship and group."""
    luck = Random(seed)
    return {
        (("ENC_LAND", "US", "_T", area, of, who), JULY): luck.randint(0, 9)
        if luck.random() < few
        else luck.randint(10, 90)
        for area in ("SWB", "NLB", "AIR")
        for of in ("GT", "HN", "MX")
        for who in ("ADULT", "CHILD")
        if luck.random() < 0.8
    }


@pytest.mark.parametrize("seed", range(20))
def test_what_a_month_never_tells_is_not_told_by_its_tables(seed):
    """Three children of one citizenship in one area, where every table of two dimensions has ten and more."""
    rows = areas(seed)
    found = protect(rows)
    assert found.withheld == []
    assert Pencil([Release(rows, {at: cell.value for at, cell in found.shown.items()})]).narrow() == {}


def test_the_children_of_one_area_are_not_the_difference_of_two_tables():
    """All children of the north are Honduran: those of the south are the others."""
    names = (
        ("NLB", "HN", "CHILD"),
        ("SWB", "HN", "CHILD"),
        ("SWB", "GT", "ADULT"),
        ("SWB", "HN", "ADULT"),
        ("NLB", "HN", "ADULT"),
    )
    rows = {
        (("ENC_LAND", "US", "_T", *codes), JULY): value for codes, value in zip(names, (20, 3, 40, 50, 60), strict=True)
    } | {(("ENC_LAND", "US", "_T", "SWB", "GT", "CHILD"), JULY): 30}
    found = protect(rows).shown
    assert Pencil([Release(rows, {at: cell.value for at, cell in found.items()})]).narrow() == {}
    assert (
        found[("ENC_LAND", "US", "_T", "_T", "HN", "CHILD"), JULY].is_hidden
        or found[("ENC_LAND", "US", "_T", "NLB", "_T", "CHILD"), JULY].is_hidden
    )


def test_a_month_of_which_no_choice_is_safe_is_hidden_whole_and_it_is_said(monkeypatch):
    """Whatever the programme that chooses does, the audit that follows lets nothing through, and ends."""
    monkeypatch.setattr(protecting, "hide", lambda cube, **said: protecting.Hidden(said["guarded"], frozenset()))
    found = protect({(at, JULY): value for at, value in FEW.items()})
    assert found.withheld == [JULY]
    assert {cell.value for cell in found.shown.values()} == {None}
