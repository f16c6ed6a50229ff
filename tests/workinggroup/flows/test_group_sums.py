"""Groups by sex and age in tables that nobody described: which they are, and that what is a sum of others is counted once."""

import pytest
from django.utils.translation import override

from tests.factories.figures import CONSTANTS, text
from tests.factories.lists import xlsx
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import LAYOUTS, by_name
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.saying import say_fault


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


def test_men_and_women_beside_adults_and_children_are_refused_with_a_sentence():
    """In one table, and in two sheets of one file: their sum would be twice as many."""
    by_sex = [["2024-07", "Haití", "Hombre", "57"], ["2024-07", "Haití", "Mujer", "68"]]
    by_age = [["2024-07", "Haití", "Adultos", "110"], ["2024-07", "Haití", "Menores", "15"]]
    head = ["Mes", "Nacionalidad", "Grupo", "Cantidad"]
    [fault] = read_figures(text(head, *by_sex, *by_age).encode(), [], constants=CONSTANTS).faults
    assert (fault.code, fault.reason, fault.place, fault.value) == (Code.TOTAL, Reason.TWO_WAYS, "4", "110")
    with override("en"):
        assert "count people twice" in say_fault(fault).sentence
        assert "M.ADULT" in say_fault(fault).fix
    sheets = xlsx(head, *by_sex, Edad=[head, *by_age])
    assert Reason.TWO_WAYS in {each.reason for each in read_figures(sheets, [], constants=CONSTANTS).faults}
    # Either alone is fine, and so are children beside men and women, who are grown then.
    for rows in (by_sex, by_age, [*by_sex, by_age[1]]):
        assert read_figures(text(head, *rows).encode(), [], constants=CONSTANTS).faults == ()


def test_adults_of_all_countries_are_the_sum_of_men_and_women_of_each():
    rows = [*LONG[:4], ["2024-07", "Cuba", "Hombre", "Adultos", "3"], ["2024-07", "Cuba", "Mujer", "Adultos", "4"]]
    rows += [["2024-07", "Total", "Total", "Adultos", "117"], ["2024-07", "Total", "Total", "Total", "117"]]
    reading = read_figures(text(*rows).encode(), LAYOUTS, constants=CONSTANTS)
    assert reading.faults == ()
    assert {(key[4], key[5]): value for (key, _month), value in reading.values.items()} == {
        ("HT", "M.ADULT"): 50, ("HT", "F.ADULT"): 60, ("CU", "M.ADULT"): 3, ("CU", "F.ADULT"): 4,
    }  # fmt: skip
