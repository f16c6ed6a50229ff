"""The matrix: every gap in one cell, the most likely on top, and nothing outside of the drawing."""

import re
from datetime import date

from django.utils.translation import override

from workinggroup.gaps.matrix import NARROW, WIDE, cells_of, count_cells, draw, rows_of
from workinggroup.gaps.scales import scale_in_use
from workinggroup.gaps.states import NEXT, OPEN, SETTLED, Level, Status

SCALE = scale_in_use(date(2026, 3, 2))


def test_each_gap_lies_in_one_cell_and_each_cell_inside_the_drawing():
    counts = count_cells([(5, 4), (5, 4), (1, 1), (3, 5)])
    for width in (WIDE, NARROW):
        drawn = draw(counts, count_cells([(2, 2)]), SCALE, width)
        assert drawn.count == 5
        assert [row[0].likelihood for row in drawn.rows] == [5, 4, 3, 2, 1]
        assert [cell.impact for cell in drawn.rows[0]] == [1, 2, 3, 4, 5]
        there = {(cell.likelihood, cell.impact): cell for cell in drawn.cells}
        assert (there[5, 4].count, there[5, 4].level, there[5, 4].key) == (2, "V", "5-4")
        assert (there[2, 2].count, there[2, 2].left, there[2, 2].is_empty) == (0, 1, False)
        assert there[4, 4].is_empty
        assert all(cell.x + cell.width <= width and cell.y + cell.height <= drawn.height for cell in drawn.cells)
        assert all(cell.width >= 44 and cell.height >= 42 for cell in drawn.cells)


def test_each_level_has_a_letter_of_its_own_in_each_language():
    assert [level.letter for level in Level] == ["L", "M", "H", "V"]
    with override("es"):
        assert [(level.letter, level.label) for level in Level] == [
            ("B", "Bajo"), ("M", "Medio"), ("A", "Alto"), ("MA", "Muy alto")
        ]  # fmt: skip


def test_nothing_follows_on_what_was_dropped_and_what_is_closed_is_opened_only_to_be_mended():
    assert set(NEXT) == set(Status)
    assert NEXT[Status.DROPPED] == set()
    assert NEXT[Status.CLOSED] == {Status.TREATING}
    assert {status for status, after in NEXT.items() if Status.CLOSED in after} == {Status.CLAIMED}
    assert Status.DRAFT not in OPEN
    assert not SETTLED & set(OPEN)


def test_drawing_and_table_say_each_cell_and_where_it_leads():
    drawn = draw(count_cells([(5, 4), (5, 4), (3, 5)]), count_cells([(3, 5)]), SCALE)
    cells, rows = cells_of(drawn, "&amp;owner=MEX"), rows_of(drawn, "&amp;owner=MEX")
    for said in (cells, rows):
        assert re.findall(r'href="([^"]*)"', said) == ["?cell=5-4&amp;owner=MEX", "?cell=3-5&amp;owner=MEX"]
    words = [re.sub(r"<[^>]*>", "", each).replace("&nbsp;", " ") for each in re.findall(r"<a.*?</a>", cells + rows)]
    assert words == ["V 2", "H 1 (1)", "V 2", "H 1 (1)"]
    assert cells.count("<g ") == rows.count("<td ") == 25
    # A very high cell is hatched twice as densely as a high one, within itself.
    there = {(cell.likelihood, cell.impact): cell for cell in drawn.cells}
    apart = {key: re.findall(r"M(\d+) ", there[key].hatching) for key in ((5, 4), (3, 5), (1, 1))}
    assert (len(apart[5, 4]), len(apart[3, 5]), apart[1, 1]) == (16, 8, [])
    assert all(there[5, 4].x < int(x) < there[5, 4].x + there[5, 4].width for x in apart[5, 4])
