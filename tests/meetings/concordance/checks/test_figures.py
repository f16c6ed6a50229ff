"""Numbers are read as they were written, in each country's way."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.concordance.checks.countries import mentions
from meetings.concordance.checks.dates import dates
from meetings.concordance.checks.digits import read_digits, shown
from meetings.concordance.checks.figures import figures

WAYS = {"en": [(",", ".")], "es": [(".", ","), (",", "."), (" ", ","), ("\u00a0", "."), ("\u202f", ",")]}


@given(st.integers(0, 10**12), st.integers(0, 99), st.sampled_from([(one, way) for one in WAYS for way in WAYS[one]]))
@settings(max_examples=300, deadline=None)
def test_a_number_written_in_a_country_is_read_back(whole, cents, way):
    language, (thousands, decimal) = way
    written = f"{whole:,}".replace(",", thousands) + (f"{decimal}{cents:02}" if cents else "")
    wanted = shown(Decimal(whole) + Decimal(cents) / 100)
    (figure,) = (one for one in figures(f"({written}) ", language) if one.demanded)
    assert wanted in figure.readings
    assert figure.text == written.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("written", "language", "values"),
    [
        ("1,200", "en", {1200}),
        ("1.200", "en", {Decimal("1.2")}),
        ("1.200", "es", {1200, Decimal("1.2")}),
        ("0.125", "es", {Decimal("0.125")}),
        ("1.200,50", "es", {Decimal("1200.5")}),
        ("1,200,300", "es", {1200300}),
        ("4.2.1", "en", set()),
    ],
)
def test_what_digits_can_mean(written, language, values):
    assert read_digits(written, language) == values


@pytest.mark.parametrize(
    ("text", "language", "kind", "reading"),
    [
        ("2 mil 300 millones de pesos", "es", "amount", "2300000000"),
        ("mil millones de dólares", "es", "amount", "1000000000"),
        ("two hundred and fifty thousand", "en", "number", "250000"),
        ("dos mil veinticuatro", "es", "number", "2024"),
        ("ciento cuarenta y dos por ciento", "es", "percentage", "142"),
        ("$4.5bn", "en", "amount", "4500000000"),
        ("two and a half years", "en", "number", "30mo"),
        ("año y medio", "es", "number", "18mo"),
        ("8 p.m.", "en", "number", "20:00"),
        ("FY24-25", "en", "number", "25"),
    ],
)
def test_what_a_phrase_means(text, language, kind, reading):
    assert any(figure.kind == kind and reading in figure.readings for figure in figures(text, language))


def test_dates_leave_their_year():
    read = dates("Between January 9 and 11 and on the 27th of December, 2023", "en")
    assert list(read.days) == [(1, 9), (1, 11), (12, 27)]
    assert read.rest.split() == ["Between", "and", "on", "the", ",", "2023"]


def test_countries_by_every_kind_of_name():
    text = "The U.S. and Haitian teams met Guyanese staff of the United Mexican States; US$5 went to Papua New Guinea."
    assert [mention.code for mention in mentions(text, "en")] == ["US", "HT", "GY", "MX", "PG"]
    texto = "Equipos de EE. UU., haitianas y guyaneses en los Estados Unidos Mexicanos; 5 pesos mexicanos a Guinea."
    assert [mention.code for mention in mentions(texto, "es")] == ["US", "HT", "GY", "MX", "GN"]
