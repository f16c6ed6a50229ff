"""Of a file about the whole world one country's counts are kept; the rest is looked at, for it may be wrong, too."""

import pytest

from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.cells import MOST_LABELS
from workinggroup.flows.importing.faults import Code
from workinggroup.flows.importing.known import LAYOUTS
from workinggroup.flows.importing.reading import read_figures

LONG = "t,geo,from,group,n\n2023,MEX,HTI,refugee,40\n2023,BRA,HTI,refugee,50\n2023,MEX,HTI,asylum,7\n2023,BRA,CUB,asylum,8\n"
WIDE = (
    "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),Refugees,Asylum-seekers\n"
    "2023,Haiti,HTI,Mexico,MEX,40,7\n2023,Haiti,HTI,Brazil,BRA,50,8\n"
)


@pytest.mark.parametrize("written", [LONG, WIDE])
def test_the_counts_of_one_country_are_kept_and_the_others_are_named(written):
    reading = read_figures(written.encode(), LAYOUTS, only="MX")
    assert reading.faults == ()
    assert {(key[1], key[5], month): value for (key, month), value in reading.values.items()} == {
        ("MX", "REFUGEE", Month(2023, 12)): 40,
        ("MX", "ASYLUM_SEEKER", Month(2023, 12)): 7,
    }
    assert (reading.elsewhere, reading.rows) == (("BR",), written.count("\n") - 1)
    assert {key[1] for key, _month in read_figures(written.encode(), LAYOUTS).figures} == {"MX", "BR"}


@pytest.mark.parametrize("written", [LONG, WIDE])
def test_what_is_wrong_with_the_counts_of_others_is_told(written):
    faults = read_figures(written.replace("50", "five").encode(), LAYOUTS, only="MX").faults
    assert [(each.code, each.line) for each in faults] == [(Code.VALUE, 3)]


def test_more_different_rows_than_are_remembered_are_read_as_they_are():
    """What one row of labels means is found anew then, and the series of its months stays one."""
    codes = [f"A{number}" for number in range(MOST_LABELS // 2 + 1)]
    heads = "period,indicator,reporting,counterpart,area,citizenship,group,value\n"
    months = ("2024-07", "2024-08", "2024-09")
    lines = [f"{month},ENC_LAND,US,_T,{code},_T,_T,{int(code[1:]) + 1}" for month in months for code in codes]
    reading = read_figures((heads + "\n".join(lines)).encode(), LAYOUTS)
    assert (reading.faults, len(reading.figures)) == ((), len(lines))
    assert sum(reading.values.values()) == len(months) * sum(range(1, len(codes) + 1))
    twice = read_figures((heads + "\n".join([*lines, lines[0]])).encode(), LAYOUTS)
    assert [each.code for each in twice.faults] == [Code.DUPLICATE]
