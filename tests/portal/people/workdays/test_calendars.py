"""On which days a side works, held against the law and not against the library."""

from datetime import date, timedelta

import pytest
from django.utils import translation

from portal.people.workdays.calendars import Calendar, Change

# Days from Monday to Friday on which the government's offices are closed, month-day, as each country's law has them: the United
# States by 5 U.S.C. 6103 and the President's orders; Mexico by the official calendar of the federal administration and the day
# on which a president takes office; Guatemala by the Labour Code, the law that moves the Day of the Army, the civil service's
# half days and orders of the President.
CLOSED = {
    ("US", 2024): "01-01 01-15 02-19 05-27 06-19 07-04 09-02 10-14 11-11 11-28 12-24 12-25",
    ("US", 2025): "01-01 01-09 01-20 02-17 05-26 06-19 07-04 09-01 10-13 11-11 11-27 12-24 12-25 12-26",
    ("US", 2026): "01-01 01-19 02-16 05-25 06-19 07-03 09-07 10-12 11-11 11-26 12-25",
    ("US", 2027): "01-01 01-18 02-15 05-31 06-18 07-05 09-06 10-11 11-11 11-25 12-24 12-31",
    ("US", 2028): "01-17 02-21 05-29 06-19 07-04 09-04 10-09 11-10 11-23 12-25",
    ("MX", 2024): "01-01 02-05 03-18 05-01 09-16 10-01 11-18 12-25",
    ("MX", 2025): "01-01 02-03 03-17 05-01 05-05 09-16 11-17 12-25",
    ("MX", 2026): "01-01 02-02 03-16 05-01 05-05 09-16 11-16 12-25",
    ("MX", 2027): "01-01 02-01 03-15 05-05 09-16 11-15",
    ("MX", 2028): "02-07 03-20 05-01 05-05 11-20 12-25",
    ("GT", 2024): "01-01 01-02 03-28 03-29 05-01 07-01 08-15 11-01 12-23 12-24 12-25 12-30 12-31",
    ("GT", 2025): "01-01 04-17 04-18 05-01 06-30 08-15 09-15 10-20 11-03 12-24 12-25 12-26 12-31",
    ("GT", 2026): "01-01 04-02 04-03 05-01 06-29 09-15 10-20 12-24 12-25 12-31",
    ("GT", 2027): "01-01 03-25 03-26 06-28 09-15 10-20 11-01 12-24 12-31",
    ("GT", 2028): "04-13 04-14 05-01 07-03 08-15 09-15 10-20 11-01 12-25",
}


@pytest.mark.parametrize(("country", "year"), CLOSED)
def test_offices_are_closed_as_the_law_says(country, year):
    days = [date(year, 1, 1) + timedelta(days=step) for step in range(366)]
    calendar = Calendar(country)
    closed = [day for day in days if day.year == year and day.weekday() < 5 and not calendar.works_on(day)]
    assert " ".join(f"{day:%m-%d}" for day in closed) == CLOSED[country, year]


def test_a_delegation_says_itself_when_it_works():
    changes = {
        date(2027, 3, 25): Change(is_off=True, note="Holy Thursday"),
        date(2027, 5, 5): Change(is_off=False, note="We work"),
    }
    calendar = Calendar("MX", changes | {date(2027, 5, 8): Change(is_off=False, note="A Saturday made up")})
    assert [calendar.works_on(date(2027, *day)) for day in ((3, 25), (5, 5), (5, 8), (5, 9))] == [
        False,
        True,
        True,
        False,
    ]
    assert calendar.before(date(2027, 3, 25)) == date(2027, 3, 24)
    assert calendar.after(date(2027, 3, 25)) == date(2027, 3, 26)
    assert [off.name for off in calendar.days_off(date(2027, 3, 1), date(2027, 5, 10))] == [
        "Benito Juárez's birthday",
        "Holy Thursday",
    ]


@pytest.mark.parametrize("country", ["", "ZZ"])
def test_where_no_country_is_known_weekends_alone_are_off(country):
    calendar = Calendar(country)
    assert [calendar.works_on(date(2026, 12, day)) for day in (25, 26, 27)] == [True, False, False]
    assert not list(calendar.days_off(date(2026, 1, 1), date(2026, 12, 31)))


def test_each_rule_of_our_own_has_a_name_and_a_source_in_both_languages():
    for language, words in (("en", ("Closed from noon", "Civil Service Law")), ("es", None)):
        with translation.override(language):
            off = Calendar("GT").day_off(date(2027, 12, 24))
            assert off is not None
            assert off.name != ""
            assert off.source != ""
            assert words is None or (off.name, off.source) == words
    with translation.override("es"):
        assert Calendar("GT").day_off(date(2027, 12, 31)).name == "Cierre a partir del mediodía"
        assert Calendar("GT").day_off(date(2027, 9, 15)).name == "Día de la Independencia"
