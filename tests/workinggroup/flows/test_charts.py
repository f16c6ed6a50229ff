"""Charts as values: what is drawn, what is not, and that hidden figures are nowhere in it."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path as File

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from workinggroup.flows.charts import dressing
from workinggroup.flows.charts.figures import NONE, Event, Figure, Series, published, ranked
from workinggroup.flows.charts.findings import (
    Apart,
    largest_revision,
    latest_of,
    reported_of,
    season_of,
    standing_of,
)
from workinggroup.flows.charts.lettering import lines_of, width_of
from workinggroup.flows.charts.marks import MIDDLE, NARROW, SIZES, WIDE, Box, Path, Text, apart, decimal, marker
from workinggroup.flows.charts.mirror import comparison, draw_mirror
from workinggroup.flows.charts.multiples import draw_multiples
from workinggroup.flows.charts.scales import AIR, flags, scale_to
from workinggroup.flows.charts.season import draw_season
from workinggroup.flows.charts.spark import draw_spark
from workinggroup.flows.charts.status import Line, Reported, draw_status, shape
from workinggroup.flows.charts.svg import Sheet, inside
from workinggroup.flows.charts.trend import TooManyLines, draw_trend
from workinggroup.flows.charts.triangle import Extent, Triangle, draw_triangle
from workinggroup.flows.cube.months import Month, months_between

LAST = Month(2024, 12)
FIRST = LAST.plus(-35)
EVENTS = [
    Event(Month(2024, 2), "28 Feb 2024", "ministerial in Washington"),
    Event(Month(2024, 3), "15 Mar 2024", "a method that changed"),
    Event(Month(2024, 11), "5 Nov 2024", "another method that changed as well"),
    Event(Month(2024, 12), "1 Dec 2024", "new"),
    Event(Month(2020, 1), "long ago", "outside"),
]


class Plain:
    """Numbers and months without a language."""

    def number(self, value):
        return f"{value:,}"

    def percent(self, share, *, signed=False):
        return f"{float(share * 100):{'+' if signed else ''}.0f} %"

    def points(self, share):
        return f"{float(share * 100):+.0f}"

    def month(self, month):
        return str(month)

    def month_alone(self, number):
        return f"m{number}"

    def year(self, number, *, is_fiscal=False):
        return f"{'F' if is_fiscal else ''}{number}"

    def day(self, day):
        return f"{day:%d.%m.}"

    def term(self, code):
        return code


PLAIN = Plain()


def series(values, name="Here", hue="mint", style=0, *, hidden=(), soft=(), last=LAST):
    """A series that ends with the month, its figures hidden or provisional at some places."""
    first = last.plus(1 - len(values))
    return Series(
        name,
        name[:3].upper(),
        {
            first.plus(place): published(value, is_hidden=place in hidden, is_provisional=place in soft)
            for place, value in enumerate(values)
        },
        hue,
        style,
    )


def words_of(drawing, look):
    return [mark.words for mark in drawing.marks if isinstance(mark, Text) and mark.look == look]


def paths_of(drawing, look):
    return [mark for mark in drawing.marks if isinstance(mark, Path) and look in mark.look.split()]


def points_of(path):
    return [tuple(map(float, point.split(","))) for point in path.d.removeprefix("M").removesuffix("Z").split(" ")]


def all_drawings(one, other):
    """Each kind of chart of two series, on each ground."""
    for size in SIZES:
        yield draw_trend([one, other], FIRST, LAST, PLAIN, size, events=EVENTS)
        yield draw_multiples(ranked([one, other], LAST), FIRST, LAST, PLAIN, size)
        yield draw_mirror(one, other, FIRST, LAST, PLAIN, size, events=EVENTS[:1])
        yield draw_season(one, LAST, PLAIN, size)
        triangle = Triangle(
            [date(2024, 1, 1), date(2024, 2, 1)],
            {month: [figure, other.at(month)] for month, figure in one.within(LAST.plus(-11), LAST)},
        )
        yield draw_triangle(triangle, PLAIN, size)
    yield draw_spark(one, LAST)


figures = st.lists(st.one_of(st.none(), st.integers(0, 9), st.integers(10, 60_000)), min_size=36, max_size=36)
places = st.sets(st.integers(0, 35), max_size=12)


@settings(max_examples=15, deadline=None)
@given(figures, figures, places, places, st.lists(st.integers(1, 9), min_size=36, max_size=36))
def test_nothing_of_a_hidden_figure_is_in_any_drawing_nor_finding(values, others, hidden, soft, instead):
    """Neither axis nor order nor scale nor a byte; the other side of a mirror pair hides it, too."""
    told = []
    # Neither is it told whether a hidden figure was provisional.
    for guess in (values, [instead[place] if place in hidden else value for place, value in enumerate(values)]):
        one = series(guess, "One", hidden=hidden, soft=soft if guess is values else soft | hidden)
        other = series(others, "Other", style=1)
        drawn = [inside(drawing) for drawing in all_drawings(one, other)]
        drawn.append(Sheet("t", "a", draw_trend([one, other], FIRST, LAST, PLAIN, WIDE), ["n"], "en").svg())
        found = comparison(one, other, FIRST, LAST)
        told.append((drawn, latest_of(one, FIRST, LAST), standing_of(found), found, season_of(one, LAST)))
    assert told[0] == told[1]


def test_what_one_side_hides_is_not_drawn_of_the_other_side():
    one, other = series([500] * 12, hidden={3}), series([700] * 12, "There")
    for guess in (8, 900):
        beside = series([700] * 3 + [guess] + [700] * 8, "There")
        first = LAST.plus(-11)
        assert draw_mirror(one, beside, first, LAST, PLAIN, WIDE) == draw_mirror(one, other, first, LAST, PLAIN, WIDE)
    with pytest.raises(ValueError, match="hidden"):
        Figure(7, is_hidden=True)


@settings(max_examples=20, deadline=None)
@given(figures, figures, places, places)
def test_everything_lies_on_its_ground_and_no_number_is_localised(values, others, hidden, soft):
    one, other = series(values, "One", hidden=hidden, soft=soft), series(others, "A much longer name", style=1)
    for drawing in all_drawings(one, other):
        for mark in drawing.marks:
            if isinstance(mark, Text):
                width = width_of(mark.words, bold=mark.look in {"end", "number", "title"})
                left = mark.x - {"start": 0, "middle": width // 2, "end": width}[mark.anchor]
                assert left >= -1
                assert left + width <= drawing.width + 1
                assert 0 < mark.y <= drawing.height
            elif isinstance(mark, Box):
                assert mark.x >= 0
                assert mark.x + mark.width <= drawing.width
            else:
                assert re.fullmatch(r"[MHVaZ0-9., -]+", mark.d)
                assert not re.search(r"\d,\d+,", mark.d.replace(" ", "|"))


def test_the_axis_begins_at_zero_and_has_few_round_numbers():
    assert scale_to(0).ticks == [0, 1]
    assert scale_to(5460).ticks == [0, 2000, 4000, 6000]
    assert scale_to(9100).ticks == [0, 2500, 5000, 7500, 10000]
    assert scale_to(7).ticks == [0, 2, 4, 6, 8]
    for most in range(1, 40_000, 37):
        scale = scale_to(most)
        assert scale.top >= most
        assert len(scale.ticks) <= 5
        assert scale.top - scale.step < most


def test_a_trend_has_gaps_dashes_letters_and_names_at_the_ends():
    values = [5000, 5200, None, 5400, 5600, 5000, 5460, 5500]
    here = series(values, "United States", "indigo", hidden={4}, soft={6, 7})
    there = series([4900] * 7, "Guatemala", style=2, last=LAST.plus(-1))
    drawing = draw_trend([here, there], LAST.plus(-7), LAST, PLAIN, WIDE)
    lines = [mark for mark in paths_of(drawing, "line") if mark.hue == "indigo"]
    # Two months, a gap, one month alone, a hidden one, then a firm step that is missing: all later ones are provisional.
    assert [mark.look for mark in lines] == ["line line--0", "line soft"]
    assert [len(points_of(mark)) for mark in lines] == [2, 3]
    assert words_of(drawing, "hidden") == ["c"]
    assert words_of(drawing, "soft-letter") == ["P"]
    assert len(paths_of(drawing, "hollow")) == 2
    assert words_of(drawing, "end") == ["United States 5,500 P", "Guatemala 4,900, m11"]
    assert [mark.look for mark in paths_of(drawing, "line") if mark.hue == "mint"] == ["line line--2"]
    narrow = draw_trend([series(values, "United States")], LAST.plus(-7), LAST, PLAIN, NARROW)
    assert (words_of(narrow, "end"), words_of(narrow, "number")) == (["UNI"], ["5,500"])
    assert narrow.width == 340
    with pytest.raises(TooManyLines):
        draw_trend([series([1])] * 5, FIRST, LAST, PLAIN, WIDE)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(0, 1500), min_size=1, max_size=5), st.integers(10, 30))
def test_words_at_the_ends_are_laid_apart_near_their_lines(wanted, gap):
    found = apart(wanted, gap, 0, 1500)
    assert all(after - before >= gap - 1e-6 for before, after in pairwise(sorted(found)))
    assert all(0 <= place <= 1500 for place in found)
    assert sorted(range(len(wanted)), key=lambda each: (wanted[each], each)) == sorted(
        range(len(wanted)), key=found.__getitem__
    )
    if all(after - before >= gap for before, after in pairwise(sorted(wanted))):
        assert found == pytest.approx(wanted)


@settings(max_examples=100, deadline=None)
@given(
    st.sets(st.integers(0, 35), min_size=1, max_size=5), st.sampled_from([(66, 1184, 990), (66, 340, 268)]), st.data()
)
def test_labels_of_events_lie_on_no_label_and_on_no_mark(months, ground, data):
    low, high, right = ground
    what = [data.draw(st.sampled_from(["ministerial", "one definition of return", "Title ends"])) for _each in months]
    marks = [low + (right - low) * month / 35 for month in sorted(months)]
    found = flags([Event(LAST, "5 Nov 2024", each) for each in what], marks, low, high)
    for one, two in combinations(found, 2):
        assert one.row != two.row or not one.meets(two)
        # On a phone, three events of one season may leave no other way than a mark beside a label.
        if high > 1000:
            assert not (one.covers(two) and one.row <= two.row)
            assert not (two.covers(one) and two.row <= one.row)
    assert all(low <= flag.low + AIR and flag.high <= high + AIR for flag in found)


def test_only_events_of_the_months_shown_are_marked():
    drawing = draw_trend([series([5000] * 36)], FIRST, LAST, PLAIN, WIDE, events=EVENTS)
    assert words_of(drawing, "event-when") == ["28 Feb 2024", "15 Mar 2024", "5 Nov 2024", "1 Dec 2024"]
    assert len(paths_of(drawing, "event")) == 4


def test_a_mirror_has_the_ground_between_and_a_letter_for_each_month():
    one = series([1000, 1000, 1000, 900, 500, None, 1000], "Mexico", "maroon", 1)
    other = series([1000, 1050, 1100, 1000, 1000, 1000, 1010], "Guatemala", "mint", 2, hidden={0})
    first = LAST.plus(-6)
    drawing = draw_mirror(one, other, first, LAST, PLAIN, WIDE, causes={LAST.plus(-2): "C2"})
    letters = [mark.words for mark in drawing.marks if isinstance(mark, Text) and mark.look.startswith("letter ")]
    assert letters == ["=", "~", "~", "!", "="]
    assert words_of(drawing, "cause") == ["C2"]
    assert words_of(drawing, "hidden") == ["c", "c"]
    # Four months that both show in a row; the last stands alone.
    assert [len(points_of(mark)) for mark in paths_of(drawing, "between")] == [8]
    assert standing_of(comparison(one, other, first, LAST)) == (standing_of(comparison(one, other, first, LAST)))
    assert standing_of(comparison(one, other, first, LAST)).kind == Apart.EXPLAIN
    long = series([1000] * 24), series([1010] * 24, "There")
    assert standing_of(comparison(*long, FIRST, LAST)).kind == Apart.FIRST_LOWER
    cells = [mark for mark in draw_mirror(*long, LAST.plus(-23), LAST, PLAIN, NARROW).marks if isinstance(mark, Box)]
    assert len(cells) == 12


@pytest.mark.parametrize("last", [LAST.plus(back) for back in range(-11, 1)])
def test_years_below_the_months_do_not_run_into_each_other(last):
    pair = series([1000] * 60), series([1010] * 60, "There")
    drawing = draw_mirror(*pair, last.plus(-11), last, PLAIN, NARROW)
    years = sorted((mark.x, mark.words) for mark in drawing.marks if isinstance(mark, Text) and mark.look == "year")
    assert years
    assert all(two - one > width_of(words) for (one, words), (two, _words) in pairwise(years))


def test_small_multiples_share_one_scale_and_are_ranked_by_what_is_shown():
    parts = [
        series([100] * 12, "Small"),
        series([9_000] * 6 + [8000] * 6, "Large"),
        series([100] * 12, "Another"),
        series([9] * 12, "Gone", hidden=set(range(12))),
    ]
    assert [part.name for part in ranked(parts, LAST)] == ["Large", "Another", "Small", "Gone"]
    drawing = draw_multiples(ranked(parts, LAST), LAST.plus(-11), LAST, PLAIN, MIDDLE)
    lines = [points_of(mark)[0][1] for mark in paths_of(drawing, "line")]
    panels = [mark.y for mark in drawing.marks if isinstance(mark, Text) and mark.look == "title"]
    assert (
        lines[1] - panels[1]
        == lines[2] - panels[2]
        == pytest.approx(lines[0] - panels[0] + (9000 - 100) / 10_000 * 84, abs=0.1)
    )
    assert words_of(drawing, "title") == ["Large", "Another", "Small", "Gone"]
    assert words_of(drawing, "hidden") == ["c"] * 12
    assert "nothing" in words_of(drawing, "tick")


def test_a_season_lays_years_over_one_another_the_latest_strongest():
    found = series([4000] * 12 + [3000] * 12 + [2000] * 8, last=Month(2024, 8))
    drawing = draw_season(found, Month(2024, 8), PLAIN, WIDE, years=3)
    assert [len(points_of(mark)) for mark in paths_of(drawing, "year-line")] == [12, 12]
    assert [len(points_of(mark)) for mark in paths_of(drawing, "strong")] == [8]
    assert sorted(words_of(drawing, "end") + words_of(drawing, "year-name")) == ["2022", "2023", "2024"]
    ranking = season_of(found, Month(2024, 8))
    assert (ranking.month, ranking.place, ranking.of) == (Month(2024, 8), 1, 3)
    fiscal = draw_season(found, Month(2024, 8), PLAIN, WIDE, is_fiscal=True, years=2)
    assert sorted(words_of(fiscal, "end") + words_of(fiscal, "year-name")) == ["F2023", "F2024"]
    assert words_of(fiscal, "tick")[-12:][0] == "m10"


def test_the_triangle_of_revisions_tells_sign_and_size():
    july, august = Month(2024, 7), Month(2024, 8)
    days = [date(2024, 9, 1), date(2024, 10, 1), date(2024, 11, 1), date(2024, 12, 1)]
    triangle = Triangle(
        days,
        {
            august: [NONE, Figure(1000, is_provisional=True), Figure(1010), Figure(960)],
            july: [Figure(4180), Figure(5460), Figure(5460), Figure(None, is_hidden=True)],
        },
    )
    rows = triangle.rows
    assert list(rows) == [july, august]
    assert [step.extent for step in rows[july]] == [Extent.NONE, Extent.LARGE, Extent.NONE, Extent.NONE]
    assert [step.extent for step in rows[august]] == [Extent.NONE, Extent.NONE, Extent.SMALL, Extent.MODERATE]
    assert [step.change for step in rows[august]] == [None, None, 10, -50]
    assert largest_revision(triangle)[0] == july
    assert triangle.mean_after(1) == (Fraction(1280, 4180) + Fraction(10, 1000)) / 2
    assert triangle.mean_after(12) is None
    drawing = draw_triangle(triangle, PLAIN, WIDE)
    assert words_of(drawing, "change") == ["+31 %", "+1 %", "-5 %"]
    assert words_of(drawing, "value-changed") == ["5,460", "1,010", "960"]
    assert words_of(drawing, "hidden") == ["c"]
    assert "1,000 P" in words_of(drawing, "value")
    many = Triangle([date(2024, 1, day) for day in range(1, 21)], {july: [Figure(4180)] * 20})
    assert words_of(draw_triangle(many, PLAIN, NARROW), "tick")[-1] == "20.01."
    assert len(words_of(draw_triangle(many, PLAIN, NARROW), "tick")) < 8


def test_the_matrix_has_a_shape_of_its_own_for_each_state():
    assert len({shape(state, 10, 10).d for state in Reported if state != Reported.MISSING}) == 4
    assert dressing.LOOKS["state--missing"]["fill"] == "none"
    line = Line("Work permits", "GTM", "mint", {LAST.plus(-place): state for place, state in enumerate(Reported)})
    drawing = draw_status([line, replace(line, months={})], LAST, PLAIN, NARROW)
    assert len(paths_of(drawing, "state")) == 5
    assert reported_of([line])[Reported.MISSING] == 1


def test_findings_tell_changes_runs_and_bounds_of_what_is_shown():
    found = latest_of(
        series([5000] * 24 + [900, 1000, None, 6000, 5800, 5700, 5460], soft={30}, hidden={0, 1}), LAST.plus(-30), LAST
    )
    assert (found.value, found.is_provisional, found.run, found.hidden) == (5460, True, -3, 2)
    assert found.on_year == Fraction(460, 5000)
    assert (found.low, found.high) == ((LAST.plus(-6), 900), (LAST.plus(-3), 6000))
    assert latest_of(series([None, 7], hidden={1}), FIRST, LAST) is None
    assert latest_of(series([5, 7, 9]), FIRST, LAST).on_year is None


def test_every_look_is_dressed_alike_on_pages_and_in_files():
    """The style sheet and the file's dress know the same looks; the light colours of both are the same."""
    styles = (File(__file__).parents[3] / "assets/styles/_plots.scss").read_text()
    known = set(re.findall(r"\.plot__([a-z0-9-]+)", styles))
    plain = {look for look, attributes in dressing.LOOKS.items() if not attributes}
    assert known == set(dressing.LOOKS) - plain
    tokens = (File(__file__).parents[3] / "assets/styles/_tokens.scss").read_text().partition("@media")[0]
    assert {hue: re.search(rf"--{hue}: ([^;]+);", tokens)[1] for hue in dressing.HUES} == dressing.HUES
    for name in ("paper", "sunk", "ink", "ink-2", "ink-3", "rule", "ok", "wait", "bad"):
        assert re.search(rf"--{name}: ([^;]+);", tokens)[1] == getattr(dressing, name.upper().replace("-", "_"))


def test_a_file_carries_its_finding_source_and_licence_and_no_style_sheet():
    drawing = draw_trend([series([5000] * 36, "A & B <c>")], FIRST, LAST, PLAIN, WIDE)
    sheet = Sheet('Fell "a lot" & <fast>', "Events", drawing, ["Source: somebody", "word " * 400], "es", "told")
    written = sheet.svg()
    assert "A &amp; B &lt;c&gt; 5,000" in written
    assert "Source: somebody" in written
    assert not re.search(r"class=|style=|<style|var\(", written)
    assert sheet.height > drawing.height + 18 * 15
    assert (
        written
        == Sheet('Fell "a lot" & <fast>', "Events", drawing, ["Source: somebody", "word " * 400], "es", "told").svg()
    )


def test_words_are_measured_and_broken():
    assert width_of("") == 0
    assert width_of("iii") < width_of("WWW")
    assert width_of("5,460", bold=True) > width_of("5,460")
    assert lines_of("one definition of return", 95) == ["one definition", "of return"]
    assert (decimal(268), decimal(268.04), decimal(-0.04), decimal(1.26)) == ("268", "268", "0", "1.3")
    assert len({marker(0, 0, style) for style in range(4)}) == 4
    assert list(months_between(Month(2024, 11), Month(2025, 1)))[-1] == Month(2025, 1)
