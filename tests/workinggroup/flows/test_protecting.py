"""What a dataset shows of its exact figures."""

from workinggroup.flows.cube.months import Month
from workinggroup.flows.protecting import Shown, protect, relabelled, told_by_showing

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
