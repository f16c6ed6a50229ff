"""Figures as text: what stands in each row, what a hidden one shows, and that it is written while it is read."""

import csv
import io
from dataclasses import replace
from itertools import count, islice

import pytest

from tests.factories.exports import DAY, LINE, MONTH, ROWS, many
from workinggroup.flows.citing import Citation
from workinggroup.flows.cube.months import fiscal_year_of
from workinggroup.flows.exporting.plain import AS_SHOWN, FULL, as_shown, in_full
from workinggroup.flows.exporting.sdmx import in_sdmx
from workinggroup.flows.exporting.shown import Line, Shown, shown

WRITERS = [as_shown, in_full, in_sdmx]


def read(pieces):
    """The rows of a text by the names of its columns."""
    return list(csv.DictReader(io.StringIO(b"".join(pieces).decode("utf-8-sig"))))


def test_what_a_page_shows_is_written_with_its_codes_and_a_sign():
    rows = read(as_shown(ROWS))
    assert tuple(rows[0]) == AS_SHOWN
    assert [(row["period"], row["value"], row["status"]) for row in rows] == [
        ("2024-05", "5460", ""),
        ("2024-06", "", "c"),
        ("2024-07", "0", "P"),
        ("2024-08", "12345678901", "B"),
        ("2024-09", "14", "W"),
        ("FY2024", "8", "E"),
        ("2024-10", "", "O"),
    ]
    assert {(row["reporting"], row["counterpart"], row["group"]) for row in rows} == {("GTM", "USA", "M.ADULT")}


def test_in_full_each_figure_has_its_address():
    rows = read(in_full(ROWS))
    assert tuple(rows[0]) == FULL
    for row, figure in zip(rows, ROWS, strict=True):
        citation = Citation.read(row["address"])
        assert (citation.span, citation.as_of, citation.group) == (figure.span, DAY, "M.ADULT")
        assert (row["hidden"], row["provisional"]) == (
            str(figure.is_hidden).lower(),
            str(figure.is_provisional).lower(),
        )
    year = rows[5]
    assert (year["first_month"], year["last_month"]) == ("2023-10", "2024-09")


@pytest.mark.parametrize("write", WRITERS)
def test_no_byte_tells_what_a_hidden_figure_is(write):
    one = [shown(LINE, MONTH, 1, DAY, is_hidden=True), *ROWS]
    nine = [shown(LINE, MONTH, 9, DAY, status="B", is_hidden=True, is_provisional=True), *ROWS]
    assert b"".join(write(one)) == b"".join(write(nine))


@pytest.mark.parametrize("more", [{"value": 7}, {"is_provisional": True}, {"status": "B"}])
def test_of_a_hidden_figure_nothing_is_said(more):
    hidden = shown(LINE, MONTH, 7, DAY, is_hidden=True)
    with pytest.raises(ValueError, match="nothing is said"):
        replace(hidden, **more)
    with pytest.raises(ValueError, match="no status"):
        Shown(LINE, hidden.span, 1, DAY, status="Q")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_of_text_is_taken_for_a_formula_and_numbers_stay(sign):
    line = replace(LINE, dataset=f"{sign}1+1", area=f"{sign}A")
    written = [shown(replace(line, area="A"), MONTH, 5, DAY)]
    assert read(in_full(written))[0]["dataset"] == f"'{sign}1+1"
    assert read(as_shown([shown(line, MONTH, 5, DAY)]))[0]["area"] == f"'{sign}A"
    assert read(as_shown(written))[0]["value"] == "5"


@pytest.mark.parametrize("write", WRITERS)
def test_a_text_is_written_while_it_is_read(write):
    asked = count()
    pieces = write(row for row in many(20_000) if next(asked) >= 0)
    assert next(pieces).count(b"\n") == 1
    assert next(asked) == 0
    next(pieces)
    assert next(asked) <= 0.01 * 20_000
    sizes = [piece.count(b"\n") for piece in pieces]
    assert sum(sizes) == 20_000 - 50
    assert max(sizes) <= 2000


def test_a_text_is_marked_for_spreadsheets_but_not_where_programs_read_it():
    assert next(as_shown([])).startswith(b"\xef\xbb\xbfperiod,")
    assert next(in_full([], is_marked=False)).startswith(b"dataset,")
    assert next(in_sdmx([])).startswith(b"STRUCTURE,")


def test_a_line_is_made_of_a_key_of_the_cube():
    three = {"GT": "GTM", "US": "USA"}
    line = Line.of("gtm-returns", LINE.indicator, ("RET_IN", "GT", "US", "_T", "_T", "M.ADULT"), three)
    assert line == LINE
    assert line.address == "GTM.RET_IN.USA._T.M~ADULT"
    assert Line.of("mex", LINE.indicator, ("RET_IN", "MX", "HN", "A", "GT", "_T")).codes[2:] == (
        "MX",
        "HN",
        "A",
        "GT",
        "_T",
    )


def test_a_fiscal_year_is_a_period_of_its_own():
    row = shown(LINE, fiscal_year_of(MONTH), 8, DAY)
    assert row.span.name == "FY2024"
    assert next(islice(as_shown([row]), 1, None)).startswith(b"FY2024,")
