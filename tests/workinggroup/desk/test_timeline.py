"""The line of deadlines: labels that do not touch, weekends where they fall."""

from datetime import date, timedelta

from workinggroup.desk.timeline import Point, named_days, position_of, weekends

MONDAY = date(2026, 3, 2)


def after(*days):
    return [MONDAY + timedelta(each) for each in days]


def test_labels_keep_a_sixth_of_the_line_from_each_other_and_from_both_ends():
    [last] = after(60)
    assert named_days([], after(9, 10, 15, 20, 35, 51), MONDAY, last) == (after(10, 20, 35), {})


def test_days_wanted_first_are_named_first():
    [last] = after(60)
    assert named_days([], after(30, 25, 10), MONDAY, last) == (after(10, 30), {})


def test_no_day_of_ones_own_is_dropped():
    [last] = after(60)
    named, told = named_days(after(2, 30, 32, 33, 58), after(25, 31, 45), MONDAY, last)
    assert named == after(30, 45)
    assert told == {MONDAY: after(2), after(30)[0]: after(32, 33), last: after(58)}


def test_the_ends_are_written_at_the_edges_of_the_drawing():
    [last] = after(10)
    first, middle, end = (
        Point(day, "", "", is_ours=True, position=position_of(day, MONDAY, last)) for day in after(0, 5, 10)
    )
    assert [(each.x, each.text_x, each.anchor) for each in (first, middle, end)] == [
        (8, 0, "start"),
        (592, 592, "middle"),
        (1176, 1184, "end"),
    ]


def test_weekends_lie_on_their_days():
    [last] = after(10)
    assert weekends(MONDAY, last) == [(8 + 5 * 1168 // 10, 116), (8 + 6 * 1168 // 10, 116)]
    assert weekends(MONDAY, MONDAY) == weekends(MONDAY, MONDAY + timedelta(200)) == []
