"""Months, spans, and the sums of a release."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workinggroup.flows.cube.months import (
    Month,
    Span,
    fiscal_year_of,
    month_span,
    months_between,
    quarter_of,
    rolling_to,
    year_of,
    year_to,
)
from workinggroup.flows.cube.relations import TOTAL, Relation, build

MONTHS = st.builds(Month, st.integers(1990, 2090), st.integers(1, 12))
JULY = Month(2024, 7)


@pytest.mark.parametrize("written", ["2024-13", "2024-00", "2024-7", "2024", "24-07", "2024-07-01", "", "2٠24-07"])
def test_what_is_no_month_is_refused(written):
    with pytest.raises(ValueError, match=r"\S"):
        Month.read(written)


def test_a_month_is_read_as_it_is_written():
    assert Month.read("2024-07") == JULY == Month.of(date(2024, 7, 31))
    assert str(JULY) == "2024-07"


def test_october_opens_the_fiscal_year():
    assert Month.fiscal(2024, 10) == Month(2023, 10)
    assert Month.fiscal(2024, 9) == Month(2024, 9)
    assert (Month(2023, 9).fiscal_year, Month(2023, 10).fiscal_year) == (2023, 2024)


@given(MONTHS, st.integers(-500, 500))
def test_going_there_and_back_ends_where_it_began(month, count):
    there = month.plus(count)
    assert there.plus(-count) == month
    assert there.since(month) == count
    assert Month.fiscal(month.fiscal_year, month.number) == month


@given(MONTHS, st.integers(1, 24))
def test_a_span_is_read_as_it_is_named(month, months):
    spans = [each(month) for each in (month_span, quarter_of, year_of, fiscal_year_of, year_to)]
    for span in (*spans, rolling_to(month, months)):
        assert Span.read(span.name) == span


@pytest.mark.parametrize(
    "name",
    ["2024-13", "2024-Q5", "FY2024-Q1", "2024-02/2024-07", "2024-01/2025-07", "2024-05+0", "2024-05+", "fy2024", "24"],
)
def test_what_names_no_span_is_refused(name):
    with pytest.raises(ValueError, match=r"\S"):
        Span.read(name)


@given(MONTHS)
def test_each_span_holds_its_month(month):
    spans = [
        month_span(month),
        quarter_of(month),
        year_of(month),
        fiscal_year_of(month),
        year_to(month),
        rolling_to(month),
    ]
    assert all(month in span for span in spans)
    assert [len(span) for span in spans] == [1, 3, 12, 12, month.number, 3]
    assert all(each.fiscal_year == month.fiscal_year for each in fiscal_year_of(month))
    assert len({span.name for span in spans}) == len(spans)


def test_spans_are_called_by_their_names():
    assert [each.name for each in (month_span(JULY), quarter_of(JULY), year_of(JULY), fiscal_year_of(JULY))] == [
        "2024-07", "2024-Q3", "2024", "FY2024",
    ]  # fmt: skip
    assert (year_to(JULY).name, rolling_to(JULY).name) == ("2024-01/2024-07", "2024-05+3")


ROWS = {
    (("GT", "SOLO"), JULY): 3,
    (("GT", "FAMILY"), JULY): 60,
    (("MX", "SOLO"), JULY): 30,
    (("MX", "FAMILY"), JULY): 80,
}


def test_a_table_of_two_dimensions_tells_its_margins_and_its_total():
    cube = build(("citizenship", "group"), ROWS, [("citizenship", "group")])
    told = {cell[:2]: value for cell, value in cube.values.items()}
    assert told == {
        ("GT", "SOLO"): 3, ("GT", "FAMILY"): 60, ("MX", "SOLO"): 30, ("MX", "FAMILY"): 80,
        ("GT", TOTAL): 63, ("MX", TOTAL): 110, (TOTAL, "SOLO"): 33, (TOTAL, "FAMILY"): 140, (TOTAL, TOTAL): 173,
    }  # fmt: skip
    # Two rows, two columns, and the grand total both ways.
    assert len(cube.relations) == 6


def test_what_no_table_tells_does_not_exist():
    cube = build(("citizenship", "group"), ROWS, [("citizenship",)])
    assert {cell[1] for cell in cube.values} == {TOTAL}
    assert cube.relations == [Relation((TOTAL, TOTAL, "2024-07"), (("GT", TOTAL, "2024-07"), ("MX", TOTAL, "2024-07")))]


def test_months_that_two_spans_share_stand_in_both():
    rows = {(("GT",), month): 10 for month in months_between(Month(2023, 1), Month(2024, 9))}
    cube = build(("citizenship",), rows, [("citizenship",)], [year_of(Month(2023, 1)), fiscal_year_of(JULY)])
    told = {relation.total[-1]: relation for relation in cube.relations if relation.total[0] == "GT"}
    assert {name: len(relation.parts) for name, relation in told.items()} == {"2023": 12, "FY2024": 12}
    assert ("GT", "2023-11") in set(told["2023"].parts) & set(told["FY2024"].parts)
    assert cube.values["GT", "FY2024"] == 120


def test_a_span_with_a_month_to_come_is_not_told():
    cube = build(("citizenship",), {(("GT",), JULY): 10}, [("citizenship",)], [year_of(JULY)])
    assert {cell[-1] for cell in cube.values} == {"2024-07"}


@given(
    st.dictionaries(
        st.tuples(
            st.tuples(st.sampled_from("ABC"), st.sampled_from("XY"), st.sampled_from("PQ")),
            st.sampled_from([Month(2024, number) for number in range(1, 7)]),
        ),
        st.integers(0, 500),
        max_size=40,
    ),
    st.lists(st.sampled_from([("a", "b"), ("b", "c"), ("a",), ()]), min_size=1),
)
def test_every_relation_is_a_true_sum(rows, tables):
    spans: list[Span] = [quarter_of(JULY.plus(-3)), rolling_to(Month(2024, 4)), year_to(Month(2024, 6))]
    cube = build(("a", "b", "c"), rows, tables, spans)
    for relation in cube.relations:
        assert cube.values[relation.total] == sum(cube.values[part] for part in relation.parts)
        assert len(set(relation.cells)) == len(relation.cells)


def test_a_table_of_an_unknown_dimension_and_a_row_that_is_a_total_are_refused():
    with pytest.raises(ValueError, match="no dimension"):
        build(("a",), {}, [("b",)])
    with pytest.raises(ValueError, match="total"):
        build(("a",), {((TOTAL,), JULY): 1}, [("a",)])
