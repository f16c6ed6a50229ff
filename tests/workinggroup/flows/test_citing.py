"""Addresses of figures: written and read back, and what is none."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workinggroup.flows.citing import Citation, CitationNotUnderstood, Wrong, by_country
from workinggroup.flows.cube.months import (
    Month,
    fiscal_year_of,
    month_span,
    quarter_of,
    rolling_to,
    year_of,
    year_to,
)
from workinggroup.flows.saying import say_citation

JULY = month_span(Month(2024, 7))
DAY = date(2024, 9, 30)
WRITTEN = "GTM.RET_IN.USA._T/2024-07@2024-09-30"
THREE = {"US": "USA", "MX": "MEX", "GT": "GTM"}

ATOMS = st.one_of(
    st.sampled_from(["_X", "12_17", "M", "SINGLE_ADULT", "T42", "A-B"]), st.from_regex(r"[A-Z]{2,6}", fullmatch=True)
)
CODES = st.one_of(st.just("_T"), st.lists(ATOMS, min_size=1, max_size=3).map(".".join))
NAMED = CODES.filter(lambda code: code != "_T")
MONTHS = st.builds(Month, st.integers(1990, 2040), st.integers(1, 12))
SPANS = st.builds(
    lambda kind, month: kind(month),
    st.sampled_from([month_span, quarter_of, year_of, fiscal_year_of, year_to, rolling_to]),
    MONTHS,
)
COUNTRIES = st.sampled_from(["US", "MX", "GT", "HN"])


def test_a_figure_is_quoted_by_its_address():
    citation = Citation("GTM", "RET_IN", JULY, DAY, counterpart="USA")
    assert str(citation) == WRITTEN
    assert Citation.read(WRITTEN) == citation
    assert citation.key(THREE) == ("RET_IN", "GT", "US", "_T", "_T", "_T")


def test_what_is_told_beyond_four_codes_is_written_and_parts_of_a_code_keep_together():
    citation = Citation("USA", "ENC_LAND", JULY, DAY, citizenship="HN", area="SWB.POE")
    assert str(citation) == "USA.ENC_LAND._T.HN._T.SWB~POE/2024-07@2024-09-30"
    assert Citation.read(str(citation)) == citation
    assert Citation.read("USA.ENC_LAND/2024-07@2024-09-30") == Citation.read(
        "USA.ENC_LAND._T._T._T._T/2024-07@2024-09-30"
    )


@given(st.tuples(NAMED, NAMED), st.tuples(CODES, CODES, CODES, CODES), SPANS, st.integers(0, 4000))
def test_an_address_is_read_as_it_is_written(named, told, span, days):
    citation = Citation(*named, span, date.fromordinal(span.first.first.toordinal() + days), *told)
    assert Citation.read(str(citation)) == citation


@given(st.tuples(st.just("RET_OUT"), COUNTRIES, COUNTRIES, CODES, COUNTRIES, CODES))
def test_the_key_of_the_cube_comes_back(key):
    assert Citation.of(key, JULY, DAY, THREE).key(THREE) == key
    assert Citation.of(key, JULY, DAY).key() == key


def test_delegations_are_known_by_their_countries():
    assert by_country(["USA", "MEX", "GTM", "SEC"]) == {**THREE, "SEC": "SEC"}
    assert Citation.of(("RET_OUT", "US", "HN", "_T", "GT", "_T"), JULY, DAY, THREE).counterpart == "HN"


@pytest.mark.parametrize(
    ("written", "reason", "part"),
    [
        ("", Wrong.SHAPE, ""),
        ("GTM.RET_IN.USA._T/2024-07", Wrong.SHAPE, "GTM.RET_IN.USA._T/2024-07"),
        ("GTM.RET_IN.USA._T@2024-09-30", Wrong.SHAPE, "GTM.RET_IN.USA._T@2024-09-30"),
        ("GTM/2024-07@2024-09-30", Wrong.SHAPE, "GTM/2024-07@2024-09-30"),
        ("A.B.C.D.E.F.G/2024-07@2024-09-30", Wrong.SHAPE, "A.B.C.D.E.F.G/2024-07@2024-09-30"),
        ("gtm.RET_IN.USA._T/2024-07@2024-09-30", Wrong.CODE, "gtm"),
        ("GTM..USA._T/2024-07@2024-09-30", Wrong.CODE, ""),
        ("GTM.RET_IN.USA.G T/2024-07@2024-09-30", Wrong.CODE, "G T"),
        ("_T.RET_IN.USA._T/2024-07@2024-09-30", Wrong.CODE, "_T"),
        ("GTM._T.USA._T/2024-07@2024-09-30", Wrong.CODE, "_T"),
        ("GTM.RET_IN.USA.M~/2024-07@2024-09-30", Wrong.CODE, "M."),
        ("GTM.RET_IN.USA._T/2024-13@2024-09-30", Wrong.SPAN, "2024-13"),
        ("GTM.RET_IN.USA._T/July@2024-09-30", Wrong.SPAN, "July"),
        ("GTM.RET_IN.USA._T/2024-07@2024-09-31", Wrong.DAY, "2024-09-31"),
        ("GTM.RET_IN.USA._T/2024-07@20240930", Wrong.DAY, "20240930"),
        ("GTM.RET_IN.USA._T/2024-07@2024-W40-1", Wrong.DAY, "2024-W40-1"),
        ("GTM.RET_IN.USA._T/2024-07@2024-06-30", Wrong.EARLY, "2024-06-30"),
    ],
)
def test_what_is_no_address_is_refused_by_its_reason(written, reason, part):
    with pytest.raises(CitationNotUnderstood) as refused:
        Citation.read(written)
    assert (refused.value.reason, refused.value.part) == (reason, part)
    assert say_citation(refused.value)


def test_a_refusal_is_said_with_what_was_not_understood():
    assert say_citation(CitationNotUnderstood(Wrong.SPAN, "2024-13")) == "“2024-13” is no month, quarter or year."


def test_an_endless_address_is_cut():
    with pytest.raises(CitationNotUnderstood) as refused:
        Citation.read("A" * 10_000)
    assert len(refused.value.part) == 300
