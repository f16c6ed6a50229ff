"""What a dataset shows of its exact figures."""

from workinggroup.flows.cube.months import Month
from workinggroup.flows.protecting import Shown, protect

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
