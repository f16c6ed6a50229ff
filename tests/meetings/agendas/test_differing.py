"""Differences between two issued agendas."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.agendas.differing import Line, differences


def lines(keys, **other):
    return [Line(key, f"Title {key}", 30, "09:00", **other) for key in keys]


def told(old, new):
    return [(change.kind, (change.after or change.before).key, change.is_moved) for change in differences(old, new)]


def test_equal_agendas_do_not_differ():
    assert differences(lines("abc"), lines("abc")) == []


def test_one_row_that_moved_down_is_the_one_that_moved():
    assert told(lines("abcd"), lines("bcda")) == [("changed", "a", True)]


def test_added_and_removed():
    assert told(lines("abc"), lines("axc")) == [("added", "x", False), ("removed", "b", False)]


def test_a_longer_row_tells_what_it_was():
    changed = differences([Line("a", "T", 30, "09:00")], [Line("a", "T", 45, "09:15")])[0]
    assert (changed.before.minutes, changed.after.minutes, changed.before.clock, changed.words) == (30, 45, "09:00", [])


def test_another_title_is_told_word_by_word():
    old, new = "Root causes of migration", "Root causes and drivers of migration"
    words = differences([Line("a", old, 30, "09:00")], [Line("a", new, 30, "09:00")])[0].words
    assert [(run.kind, run.text) for run in words] == [
        ("same", "Root causes "),
        ("inserted", "and drivers "),
        ("same", "of migration"),
    ]


@given(st.permutations("abcdefgh"))
def test_taking_out_what_moved_leaves_the_old_order(order):
    moved = {change.after.key for change in differences(lines("abcdefgh"), lines(order))}
    rest = [key for key in order if key not in moved]
    assert rest == sorted(rest)
    assert len(moved) < len(order)
