"""Groups by sex and age in tables that nobody described: which they are, and that what is a sum of others is counted once."""

import pytest

from tests.factories.figures import CONSTANTS, text
from workinggroup.flows.importing.faults import Code
from workinggroup.flows.importing.known import LAYOUTS, by_name
from workinggroup.flows.importing.reading import read_figures


@pytest.mark.parametrize("layout", ["snm-darien-people", "inm-people", ""])
def test_men_women_boys_and_girls_are_four_groups(layout):
    rows = b"t,demog,n\n2024-07,men,40\n2024-07,women,30\n2024-07,boys,20\n2024-07,girls,10\n"
    reading = read_figures(rows, by_name(layout), constants=CONSTANTS)
    assert reading.faults == ()
    found = {key[5]: value for (key, _month), value in reading.values.items()}
    assert found == {"M.ADULT": 40, "F.ADULT": 30, "M.CHILD": 20, "F.CHILD": 10}


BY_AGE = {"M.ADULT": 50, "F.ADULT": 60, "M.CHILD": 7, "F.CHILD": 8}
WIDE = [
    ["Mes", "Nacionalidad", "Edad", "Hombres", "Mujeres", "Total"],
    ["2024-07", "Haití", "Adultos", "50", "60", "110"],
    ["2024-07", "Haití", "Menores", "7", "8", "15"],
]
LONG = [
    ["Mes", "Nacionalidad", "Sexo", "Edad", "Cantidad"],
    ["2024-07", "Haití", "Hombre", "Adultos", "50"],
    ["2024-07", "Haití", "Mujer", "Adultos", "60"],
    ["2024-07", "Haití", "Total", "Adultos", "110"],
    ["2024-07", "Haití", "Hombre", "Menores", "7"],
    ["2024-07", "Haití", "Mujer", "Menores", "8"],
    ["2024-07", "Haití", "Hombre", "Total", "57"],
    ["2024-07", "Haití", "Total", "Total", "125"],
]


@pytest.mark.parametrize("rows", [WIDE, LONG])
def test_adults_of_both_sexes_are_the_sum_of_men_and_women_and_are_not_counted_twice(rows):
    reading = read_figures(text(*rows).encode(), LAYOUTS, constants=CONSTANTS)
    assert reading.faults == ()
    assert {key[5]: value for (key, _month), value in reading.values.items()} == BY_AGE
    wrong = [[cell.replace("110", "111") for cell in row] for row in rows]
    faults = read_figures(text(*wrong).encode(), LAYOUTS, constants=CONSTANTS).faults
    assert [(each.code, each.value, each.fix) for each in faults] == [(Code.TOTAL, "111", "110")]


def test_adults_of_all_countries_are_the_sum_of_men_and_women_of_each():
    rows = [*LONG[:4], ["2024-07", "Cuba", "Hombre", "Adultos", "3"], ["2024-07", "Cuba", "Mujer", "Adultos", "4"]]
    rows += [["2024-07", "Total", "Total", "Adultos", "117"], ["2024-07", "Total", "Total", "Total", "117"]]
    reading = read_figures(text(*rows).encode(), LAYOUTS, constants=CONSTANTS)
    assert reading.faults == ()
    assert {(key[4], key[5]): value for (key, _month), value in reading.values.items()} == {
        ("HT", "M.ADULT"): 50, ("HT", "F.ADULT"): 60, ("CU", "M.ADULT"): 3, ("CU", "F.ADULT"): 4,
    }  # fmt: skip
