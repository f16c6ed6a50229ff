"""When a commitment falls due."""

from datetime import date

import pytest

from meetings.promises.suggesting.dues import Due, find_due

MEETING = date(2031, 3, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We meet on June 12, 2031.", ("June 12, 2031", "date", date(2031, 6, 12))),
        ("We meet on 12 June 2031.", ("12 June 2031", "date", date(2031, 6, 12))),
        ("We meet by 2031-07-01.", ("2031-07-01", "date", date(2031, 7, 1))),
        ("We report by 12 June.", ("12 June", "date", date(2031, 6, 12))),
        ("We report by January 5.", ("January 5", "date", date(2032, 1, 5))),
        ("We meet on June 10\u201311, 2031.", ("June 10\u201311, 2031", "date", date(2031, 6, 11))),
        ("We meet in January 2032.", ("January 2032", "month", date(2032, 1, 31))),
        ("We meet again in February 2032.", ("February 2032", "month", date(2032, 2, 29))),
        ("We meet in January.", ("January", "month", date(2032, 1, 31))),
        ("They may meet in May.", ("May", "month", date(2031, 5, 31))),
        ("We end in the first half of 2032.", ("the first half of 2032", "month", date(2032, 6, 30))),
        ("We end in the last quarter of the year.", ("the last quarter of the year", "month", date(2031, 12, 31))),
        ("We act by the end of the year.", ("by the end of the year", "year_end", date(2031, 12, 31))),
        ("We act by the end of next year.", ("by the end of next year", "year_end", date(2032, 12, 31))),
        ("We act by 2035.", ("by 2035", "year_end", date(2035, 12, 31))),
        ("We act before 2035.", ("before 2035", "year_end", date(2034, 12, 31))),
        ("We act by the end of the fiscal year.", ("by the end of the fiscal year", "year_end", None)),
        ("We meet within two months in Oslo.", ("within two months", "relative", date(2031, 5, 9))),
        ("We meet within 90 (ninety) days.", ("within 90 (ninety) days", "relative", date(2031, 6, 7))),
        ("We meet in two to three weeks.", ("in two to three weeks", "relative", date(2031, 3, 30))),
        ("We act within 10 working days.", ("within 10 working days", "relative", None)),
        ("We act within a year of its entry into force.",
         ("within a year of its entry into force", "relative", None)),
        ("We meet next month.", ("next month", "relative", date(2031, 4, 30))),
        ("We meet this summer.", ("this summer", "season", None)),
        ("We report at the next meeting of the Coalition to Save Bees on the margins of the Assembly, and leave.",
         ("at the next meeting of the Coalition to Save Bees on the margins of the Assembly", "event", None)),
        ("We report ahead of the Ninth Summit.", ("ahead of the Ninth Summit", "event", None)),
        ("We start a nine-month trial run of boats.", ("nine-month trial run", "duration", None)),
        ("We invest over the next five years.", ("over the next five years", "duration", None)),
        ("We meet quarterly.", ("quarterly", "continuous", None)),
        ("We stay open beyond May 11, 2031.", ("beyond May 11, 2031", "not_before", None)),
        ("Open after May 11, 2031, we report by July 1, 2031.", ("July 1, 2031", "date", date(2031, 7, 1))),
        ("We act immediately.", ("immediately", "none", None)),
        ("In the short term, we act immediately.", ("immediately", "none", None)),
        ("We act in the near future.", ("in the near future", "none", None)),
    ],
)  # fmt: skip
def test_english_due(text: str, expected: tuple[str, str, date | None]) -> None:
    assert find_due(text, "en", meeting_date=MEETING) == Due(*expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Se verán el 12 de junio de 2031.", ("12 de junio de 2031", "date", date(2031, 6, 12))),
        ("Se verán el mes próximo.", ("el mes próximo", "relative", date(2031, 4, 30))),
        ("Se verán la próxima semana.", ("la próxima semana", "relative", date(2031, 3, 16))),
        ("Se verán la semana entrante.", ("la semana entrante", "relative", date(2031, 3, 16))),
        ("Se verán del 9 al 10 de mayo de 2031.", ("9 al 10 de mayo de 2031", "date", date(2031, 5, 10))),
        ("Informarán a más tardar el 1º de julio.", ("1º de julio", "date", date(2031, 7, 1))),
        ("Se verán en enero de 2032.", ("enero de 2032", "month", date(2032, 1, 31))),
        ("Se verán en enero.", ("enero", "month", date(2032, 1, 31))),
        ("Será en el primer semestre de 2032.", ("el primer semestre de 2032", "month", date(2032, 6, 30))),
        ("Será antes de que termine el año.", ("antes de que termine el año", "year_end", date(2031, 12, 31))),
        ("Será a finales de 2032.", ("a finales de 2032", "year_end", date(2032, 12, 31))),
        ("Se verán dentro de dos meses en Oslo.", ("dentro de dos meses", "relative", date(2031, 5, 9))),
        ("Será en un plazo de 60 días.", ("en un plazo de 60 días", "relative", date(2031, 5, 8))),
        ("Será en los próximos 90 días.", ("en los próximos 90 días", "relative", date(2031, 6, 7))),
        ("Se verán este verano.", ("este verano", "season", None)),
        ("Informarán en la próxima reunión del Consejo, y partirán.",
         ("en la próxima reunión del Consejo", "event", None)),
        ("Habrá una fase piloto de nueve meses.", ("fase piloto de nueve meses", "duration", None)),
        ("Se verán cada trimestre.", ("cada trimestre", "continuous", None)),
        ("Seguirá más allá del 11 de mayo de 2031.", ("más allá del 11 de mayo de 2031", "not_before", None)),
        ("Actuarán de inmediato.", ("de inmediato", "none", None)),
        ("Actuarán en un futuro próximo.", ("en un futuro próximo", "none", None)),
    ],
)  # fmt: skip
def test_spanish_due(text: str, expected: tuple[str, str, date | None]) -> None:
    assert find_due(text, "es", meeting_date=MEETING) == Due(*expected)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("They may agree.", "en"),
        ("We met on March 8, 2031.", "en"),
        ("We met on March 9, 2031.", "en"),
        ("We extend the plan launched in May.", "en"),
        ("We continue the talks begun in May 2030.", "en"),
        ("We act under the 2050 Agenda for Bees.", "en"),
        ("We act promptly over the longer term.", "en"),
        ("Led by the Trilateral Committee, we act.", "en"),
        ("", "en"),
        ("Seguirá el plan lanzado en mayo de 2030.", "es"),
        ("Actuarán en el marco de la Agenda 2050.", "es"),
        ("Trabajarán a largo plazo.", "es"),
    ],
)
def test_no_due(text: str, language: str) -> None:
    assert find_due(text, language, meeting_date=MEETING) is None


@pytest.mark.parametrize(
    "text", ["We meet within two months.", "We meet in January.", "We act by the end of the year."]
)
def test_without_a_meeting_date_nothing_is_counted(text: str) -> None:
    due = find_due(text, "en", meeting_date=None)
    assert due is not None
    assert due.due is None


def test_without_a_meeting_date_a_full_date_stands() -> None:
    assert find_due("By June 12, 2031.", "en", meeting_date=None) == Due("June 12, 2031", "date", date(2031, 6, 12))


def test_impossible_day_is_no_date() -> None:
    assert find_due("By June 31, 2031.", "en", meeting_date=MEETING) == Due("June 31, 2031", "date", None)


def test_due_text_is_a_piece_of_the_original() -> None:
    due = find_due("Se vera\u0301n dentro de tres an\u0303os.", "es", meeting_date=MEETING)
    assert due == Due("dentro de tres an\u0303os", "relative", date(2034, 3, 9))


def test_unknown_language_is_refused() -> None:
    with pytest.raises(ValueError, match="'fr'"):
        find_due("demain", "fr", meeting_date=None)
