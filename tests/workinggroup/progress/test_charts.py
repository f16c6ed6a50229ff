"""The burn-up: what is read on which day, and how it is drawn."""

from datetime import date
from itertools import pairwise

from workinggroup.progress.charts import Fate, Reading, draw, reading_days, readings

FATES = [
    Fate(date(2026, 2, 10), reported=date(2026, 3, 31), agreed=date(2026, 4, 2)),
    Fate(date(2026, 2, 10), reported=date(2026, 4, 1)),
    Fate(date(2026, 3, 5)),
]
TODAY = date(2026, 4, 20)


def test_it_is_read_on_the_first_day_at_the_ends_of_months_and_today():
    assert reading_days(date(2026, 2, 10), TODAY) == [date(2026, 2, 10), date(2026, 2, 28), date(2026, 3, 31), TODAY]
    assert reading_days(TODAY, TODAY) == [TODAY]
    many = reading_days(date(2020, 1, 5), TODAY)
    assert (len(many), many[-1], many[-2]) == (12, TODAY, date(2026, 3, 31))


def test_each_reading_counts_what_was_so_at_the_end_of_its_day():
    assert [(each.known, each.reported, each.agreed) for each in readings(FATES, TODAY)] == [
        (2, 0, 0), (2, 0, 0), (3, 1, 0), (3, 2, 1),
    ]  # fmt: skip
    assert readings([], TODAY) == []


def test_both_drawings_show_the_same_within_their_bounds():
    found = readings(FATES, TODAY)
    for width in (720, 340):
        drawing = draw(found, width)
        assert {line.name: line.number for line in drawing.lines} == {"known": 3, "reported": 2, "agreed": 1}
        spots = [tuple(map(int, spot.split(","))) for line in drawing.lines for spot in line.points.split()]
        assert all(0 <= x <= width and 0 <= y <= drawing.height for x, y in spots)
        assert len(spots) == 3 * len(found)
    assert draw(found[:1], 720) is None


def test_numbers_at_the_ends_do_not_lie_on_one_another():
    near = [Reading(date(2026, 2, 1), 99, 2, 1), Reading(date(2026, 3, 1), 99, 2, 1)]
    places = sorted(line.y for line in draw(near, 340).lines)
    assert all(after - before >= 15 for before, after in pairwise(places))
    same = [Reading(date(2026, 2, 1), 4, 4, 4), Reading(date(2026, 3, 1), 4, 4, 2)]
    assert [(line.number, line.is_told) for line in draw(same, 340).lines] == [(2, True), (4, True), (4, False)]


def test_there_are_few_ticks_whatever_the_number():
    for most in (1, 7, 60, 600):
        found = [Reading(date(2026, 2, 1), most, 0, 0), Reading(date(2026, 3, 1), most, 0, 0)]
        ticks = [number for _y, number in draw(found, 720).ticks]
        assert ticks[0] == 0
        assert 1 < len(ticks) <= 6
