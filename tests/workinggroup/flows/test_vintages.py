"""A reading held against the vintages before it, and two tables against each other."""

import pytest

from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.reading import Reading, held_against
from workinggroup.flows.importing.rows import Figure
from workinggroup.flows.importing.totals import disagreements, gaps, lost
from workinggroup.flows.importing.vintages import Change, differences, outliers, residuals, revisions, unrounded

JULY = Month(2024, 7)


def key(citizenship="GT", group="_T", indicator="RET_OUT"):
    return (indicator, "US", "_T", "_T", citizenship, group)


def figures(values):
    return {at: Figure(value, "A", str(line)) for line, (at, value) in enumerate(values.items(), start=2)}


def series(*values, last=JULY, citizenship="GT"):
    return {(key(citizenship), last.plus(1 + place - len(values))): value for place, value in enumerate(values)}


def test_what_is_new_changed_and_gone_is_told_the_biggest_first():
    current = {(key("GT"), JULY): 4180, (key("MX"), JULY): 100, (key("HN"), JULY): 7, (key("SV"), JULY): 0}
    new = {(key("GT"), JULY): 5460, (key("MX"), JULY): 100, (key("NI"), JULY): 30, (key("SV"), JULY): 1}
    assert [(each.key[4], each.change, each.size) for each in differences(current, new)] == [
        ("GT", Change.CHANGED, 1280),
        ("NI", Change.NEW, 30),
        ("HN", Change.GONE, -7),
        ("SV", Change.CHANGED, 1),
    ]
    assert differences(new, new) == []


@pytest.mark.parametrize(
    ("before", "after", "month", "reason"),
    [
        (4180, 5460, JULY, Reason.REVISED),
        (4180, 3700, JULY, Reason.REVISED),
        (1000, 1100, JULY, None),
        (1000, 1101, JULY, Reason.REVISED),
        (4180, 5460, JULY.plus(1), None),
        (1, 9, JULY, None),
        (0, 10, JULY, Reason.REVISED),
        (69924, 63457, JULY.plus(2), Reason.REVERTED),
    ],
)
def test_large_late_revisions_and_those_that_go_back_are_told(before, after, month, reason):
    current, new = {(key(), month): before}, figures({(key(), month): after})
    found = revisions(current, new, at=Month(2024, 10), earlier=[{(key(), month): 63457}])
    assert [(each.code, each.reason, each.place) for each in found] == (
        [(Code.REVISION, reason, "2")] if reason else []
    )


@pytest.mark.parametrize(("value", "is_told"), [(501, True), (500, False), (19, True), (20, False)])
def test_a_value_far_from_the_usual_of_its_series_is_told(value, is_told):
    usual = series(*[100] * 12, last=JULY.plus(-1))
    assert bool(outliers(figures({(key(), JULY): value}), usual)) is is_told
    assert bool(outliers(figures({**usual, (key(), JULY): value}))) is is_told
    assert not outliers(figures({(key(), JULY): value}), series(*[100] * 5, last=JULY.plus(-1)))
    assert not outliers(figures({(key(), JULY): 9}), series(*[1] * 12, last=JULY.plus(-1)))


def test_another_rest_is_told_and_marked_and_counted_as_no_revision():
    old = {(key("GT"), JULY): 50, (key("PE"), JULY): 30, (key("_X"), JULY): 69620}
    new = {(key("GT"), JULY): 50, (key("CN"), JULY): 20, (key("_X"), JULY): 80040}
    ((_rest, moved),) = residuals(old, figures(new)).items()
    assert (moved.entered, moved.left) == ({"PE"}, {"CN"})
    held = held_against(Reading(figures(new)), old, at=Month(2025, 1))
    assert [(each.code, each.facts["entered"], each.facts["left"]) for each in held.warnings] == [
        (Code.RESIDUAL, ["PE"], ["CN"])
    ]
    assert {at[0][4]: figure.status for at, figure in held.figures.items()} == {"GT": "A", "CN": "A", "_X": "W"}
    assert residuals(new, figures(new)) == {}


def test_months_that_are_missing_inside_a_series_and_months_that_were_lost_are_told():
    new = series(1, 2, 3, 4, last=JULY)
    del new[key(), Month(2024, 6)]
    (fault,) = gaps(new)
    assert (fault.code, fault.reason, fault.facts["months"]) == (Code.MONTHS, Reason.GAP, ["2024-06"])
    assert gaps(new, may_skip=True) == []
    history = series(*range(36), last=JULY)
    (fault,) = lost(new, history)
    assert (fault.reason, fault.facts["count"], fault.facts["first"], fault.facts["last"]) == (
        Reason.LOST,
        32,
        "2021-08",
        "2024-03",
    )
    assert lost(history, new) == []
    assert [each.reason for each in held_against(Reading(figures(new)), history, at=JULY).faults] == [Reason.LOST]


def test_two_tables_of_one_delegation_agree_on_what_both_tell():
    by_country = {(key("GT"), JULY): 60, (key("MX"), JULY): 50, (key("GT"), JULY.plus(1)): 5}
    by_group = {(key("_T", "ADULT"), JULY): 100, (key("_T", "CHILD"), JULY): 11}
    (fault,) = disagreements(figures(by_country), figures(by_group), names=("nat", "dmg"))
    assert fault.code == Code.DISAGREE
    assert fault.facts | {"key": ""} == {
        "key": "",
        "month": "2024-07",
        "one": 110,
        "other": 111,
        "names": ("nat", "dmg"),
    }
    assert disagreements(figures(by_country), figures(by_group), tolerance=1) == []
    other = {(key("_T", indicator="ENC_LAND"), JULY): 9}
    assert disagreements(figures(by_country), figures(other)) == []


def test_what_is_not_rounded_as_its_delegation_rounds_is_told():
    (warning,) = unrounded(figures({(key("GT"), JULY): 4180, (key("MX"), JULY): 4185}), 10)
    assert (warning.code, warning.place, warning.value) == (Code.ROUNDING, "3", "4185")
    assert unrounded(figures({(key("GT"), JULY): 3}), 0) == []
