"""The line of deadlines: labels that do not touch, weekends where they fall."""

from datetime import date, timedelta

from workinggroup.desk.timeline import Point, days_apart, position_of, weekends

MONDAY = date(2026, 3, 2)


def after(*days):
    return [MONDAY + timedelta(each) for each in days]


def test_labels_keep_a_seventh_of_the_line_from_each_other_and_from_both_ends():
    [last] = after(70)
    assert days_apart(after(9, 10, 15, 20, 35, 61), MONDAY, last) == after(10, 20, 35)


def test_days_are_taken_in_their_order_however_they_come():
    [last] = after(70)
    assert days_apart(after(35, 10), MONDAY, last) == after(10, 35)


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
