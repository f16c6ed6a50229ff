"""Files of figures, read and checked: each thing that can be wrong, by its line, in both kinds of file."""

import codecs
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.figures import CONSTANTS, text, told, written
from tests.factories.lists import xlsx, zipped
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing import sources
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import CBP_NATIONWIDE, GUATEMALA, MEXICO_NATIONALITY, template
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.persons import counts_persons, identifies
from workinggroup.flows.importing.reading import read_figures

HEAD = ["period", "indicator", "reporting", "counterpart", "area", "citizenship", "group", "value"]
GT = ["2024-07", "RET_IN", "GT", "US", "_T", "GT", "_T", "5767"]
HN = ["2024-07", "RET_IN", "GT", "US", "_T", "HN", "_T", "12"]
KEY = ("RET_IN", "GT", "US", "_T", "GT", "_T")
JULY = Month(2024, 7)


def place(kind, line, column=None):
    return str(line) if kind == "csv" else f"Lista!{column or ''}{line}"


def change(row, **cells):
    return [cells.get(head, cell) for head, cell in zip(HEAD, row, strict=True)]


# How a file is written


@pytest.mark.parametrize("separator", [",", ";", "|", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_the_separator_is_found_and_told(separator, end):
    china = change(GT, value="8")
    cbp = [["Fiscal Year", "Month (abbv)", "Land Border Region", "Citizenship", "Encounter Count"]]
    cbp += [["2024 (FYTD)", "OCT", "Other", f"CHINA{separator} PEOPLES REPUBLIC OF", "9584.0"]]
    for rows, value in (((HEAD, china), 8), (cbp, 9584)):
        reading = read_figures(text(*rows, separator=separator, end=end).encode())
        assert (reading.faults, reading.separator) == ((), separator)
        assert [figure.value for figure in reading.figures.values()] == [value]
    assert list(reading.figures) == [(("ENC_LAND", "US", "_T", "_X", "CN", "_T"), Month(2023, 10))]


@pytest.mark.parametrize(
    ("before", "encoding", "name"),
    [
        (b"", "utf-8", "utf-8"),
        (codecs.BOM_UTF8, "utf-8", "utf-8"),
        (b"", "cp1252", "cp1252"),
        (codecs.BOM_UTF16_LE, "utf-16-le", "utf-16-le"),
        (b"", "utf-16-be", "utf-16-be"),
    ],
)
def test_text_is_read_as_spreadsheets_save_it(before, encoding, name):
    rows = ["Año;Mes;País de origen;Número de personas", "2024;Julio;Haití;12", "2024;agosto;México;7"]
    reading = read_figures(before + "\r\n".join(rows).encode(encoding), constants=CONSTANTS)
    assert (reading.faults, reading.encoding, reading.separator) == ((), name, ";")
    assert {(key[4], str(month)): figure.value for (key, month), figure in reading.figures.items()} == {
        ("HT", "2024-07"): 12,
        ("MX", "2024-08"): 7,
    }


def test_a_workbook_is_read_by_its_values_and_places_are_cells():
    hidden = [["Notes"], ["not read"]]
    data = xlsx(HEAD, [*GT[:-1], 9584.0], hiddenold=hidden, Otra=[["A note"], ["and another"]])
    reading = read_figures(data)
    assert (reading.faults, reading.others, reading.separator) == ((), ("Otra",), "")
    assert reading.figures[KEY, JULY] == (9584, "A", "Lista!2", "")
    assert len(reading.sha256) == 64
    formula = read_figures(xlsx(HEAD, [*GT[:-1], "=1+1"]))
    assert told(formula) == [(Code.VALUE, "Lista!H2", Reason.NO_VALUE)]


@pytest.mark.parametrize(
    ("data", "reason", "line"),
    [
        (b"", Reason.NO_ROWS, 0),
        (b" \r\n\r\n", Reason.NO_ROWS, 0),
        (b"<html><table><tr><td>2024</td></tr></table>", Reason.WEB_PAGE, 0),
        (b"PK\x03\x04 cut off", Reason.NOT_READ, 0),
        (bytes(range(256)) * 40, Reason.NOT_READ, 0),
        (text(HEAD, GT).encode() + text(HN, end="\r\n").encode() + text(GT).encode(), Reason.MIXED_LINES, 3),
        ((text(HEAD, GT) + '2024-08,"RET_IN,GT\n' + text(*[HN] * 20)).encode(), Reason.OPEN_QUOTE, 3),
        (text(HEAD).encode(), Reason.NO_ROWS, 1),
    ],
)
def test_what_cannot_be_read_is_said_by_its_reason_and_line(data, reason, line):
    (fault,) = read_figures(data).faults
    assert (fault.code, fault.reason, fault.line) == (Code.FILE, reason, line)


def test_a_break_inside_quotation_marks_is_no_other_kind_of_line():
    reading = read_figures(
        text(["period", "citizenship", "value", "notes"], end="\r\n").encode() + b'2024-07,GT,3,"a\nb"\r\n',
        constants=CONSTANTS,
    )
    assert (reading.faults, [figure.place for figure in reading.figures.values()]) == ((), ["2"])


def test_a_file_is_at_most_20_mb_and_does_not_swell(monkeypatch):
    monkeypatch.setattr(sources, "LARGEST", len(data := text(HEAD, GT).encode()) - 1)
    assert told(read_figures(data)) == [(Code.FILE, "", Reason.TOO_LARGE)]
    monkeypatch.undo()
    swelling = zipped({"xl/workbook.xml": "<x/>" + " " * 3_000_000})
    assert told(read_figures(swelling)) == [(Code.FILE, "", Reason.TOO_LARGE)]


# What is wrong with headings


@pytest.mark.parametrize(
    ("head", "reason", "column", "fact"),
    [
        ([*HEAD[:-1], "valeu"], Reason.UNEXPECTED, "valeu", None),
        ([*HEAD[:-1], "period"], Reason.TWICE, "period", None),
        ([*HEAD[:-1], ""], Reason.MISSING, "", "value"),
        (["", *HEAD[1:]], Reason.MISSING, "", "period"),
        ([*HEAD[:2], "", *HEAD[3:]], Reason.MISSING, "", "reporting"),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_heading_that_is_missing_unknown_or_twice_stops_the_file(kind, head, reason, column, fact):
    reading = read_figures(written(kind, head, GT))
    found = [fault for fault in reading.faults if fault.reason == reason]
    assert [(fault.code, fault.place, fault.column) for fault in found] == [(Code.HEADER, place(kind, 1), column)]
    assert {fault.code for fault in reading.faults} == {Code.HEADER}
    assert not reading.figures
    if fact:
        assert found[0].facts["meaning"] == fact
        assert "indicator" in found[0].facts["found"]
    if column == "valeu":
        assert found[0].fix == "value"


def test_who_counts_what_must_be_told_by_the_file_or_its_dataset():
    data = b"t,nat,n\n2024-07,GTM,3\n"
    assert {(fault.reason, fault.facts["meaning"]) for fault in read_figures(data).faults} == {
        (Reason.NOT_TOLD, Meaning.INDICATOR),
        (Reason.NOT_TOLD, Meaning.REPORTING),
    }
    assert read_figures(data, [MEXICO_NATIONALITY]).values == {(("EVT_IRR", "MX", "_T", "_T", "GT", "_T"), JULY): 3}


def test_years_without_months_are_no_months():
    (fault,) = read_figures(b"year,citizenship,value\n2023,GT,5\n", constants=CONSTANTS).faults
    assert (fault.code, fault.reason, fault.facts["meaning"]) == (Code.HEADER, Reason.MISSING, Meaning.PERIOD)


@given(st.permutations(range(len(HEAD))), st.lists(st.integers(0, 10**12), min_size=1, max_size=5))
def test_columns_may_stand_in_any_order(order, values):
    rows = [change(GT, period=f"2024-{number:02}", value=str(value)) for number, value in enumerate(values, start=1)]
    straight, moved = (
        read_figures(text(*[[row[each] for each in places] for row in (HEAD, *rows)]).encode())
        for places in (range(len(HEAD)), order)
    )
    assert (straight.faults, moved.faults) == ((), ())
    assert moved.figures == straight.figures
    assert list(straight.values.values()) == values


# What is wrong with rows


@pytest.mark.parametrize(
    ("cells", "code", "column", "reason", "fix"),
    [
        ({"value": "9584.5"}, Code.VALUE, "value", Reason.FRACTION, ""),
        ({"value": "1,234"}, Code.VALUE, "value", Reason.SEPARATED, "1234"),
        ({"value": "1.234.567"}, Code.VALUE, "value", Reason.SEPARATED, "1234567"),
        ({"value": "1.000"}, Code.VALUE, "value", Reason.SEPARATED, "1000"),
        ({"value": "12.000"}, Code.VALUE, "value", Reason.SEPARATED, "12000"),
        ({"value": "five"}, Code.VALUE, "value", Reason.NO_NUMBER, ""),
        ({"value": "٣"}, Code.VALUE, "value", Reason.NO_NUMBER, ""),
        ({"value": "-5"}, Code.VALUE, "value", Reason.NEGATIVE, ""),
        ({"value": ""}, Code.VALUE, "value", Reason.NO_VALUE, ""),
        ({"value": "X"}, Code.VALUE, "value", Reason.NOT_APPLICABLE, ""),
        ({"citizenship": "TURKEY"}, Code.UNKNOWN, "citizenship", None, "TR"),
        ({"citizenship": "GTM"}, Code.UNKNOWN, "citizenship", None, "GT"),
        ({"citizenship": "Guatemla"}, Code.UNKNOWN, "citizenship", None, "GT"),
        ({"citizenship": "Q"}, Code.UNKNOWN, "citizenship", None, ""),
        ({"indicator": "RETIN"}, Code.UNKNOWN, "indicator", None, "RET_IN"),
        ({"group": "Single adults"}, Code.UNKNOWN, "group", None, "SINGLE_ADULT"),
        ({"period": "2024-13"}, Code.PERIOD, "period", Reason.NOT_A_MONTH, ""),
        ({"period": "2024-00"}, Code.PERIOD, "period", Reason.NOT_A_MONTH, ""),
        ({"period": "2024 (FYTD)"}, Code.PERIOD, "period", Reason.NO_MONTH, ""),
        ({"period": "2024"}, Code.PERIOD, "period", Reason.NO_MONTH, ""),
        ({"period": "julio"}, Code.PERIOD, "period", Reason.NO_YEAR, ""),
        ({"period": "2024-09"}, Code.MONTHS, "period", Reason.FUTURE, ""),
        ({"period": "2023-12"}, Code.MONTHS, "period", Reason.BEFORE, ""),
        ({"citizenship": ""}, Code.EMPTY, "citizenship", None, ""),
        ({"indicator": "EVT_IRR"}, Code.OWN_CITIZENS, "citizenship", None, ""),
    ],
)
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_row_that_is_wrong_is_told_by_its_line(kind, cells, code, column, reason, fix):
    data = written(kind, HEAD, HN, change(GT, **cells), change(HN, period="2024-08"))
    reading = read_figures(data, first=Month(2024, 1), latest=Month(2024, 8))
    (fault,) = reading.faults
    assert (fault.code, fault.column, fault.reason, fault.fix) == (code, column, reason, fix)
    assert (fault.place, fault.line) == (place(kind, 3, "ABCDEFGH"[HEAD.index(column)]), 3)
    assert fault.value == cells.get(column, GT[HEAD.index(column)])
    # Reading goes on behind it.
    assert [str(month) for _key, month in reading.figures] == ["2024-07", "2024-08"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_key_that_stands_twice_is_told_with_both_lines(kind):
    (fault,) = read_figures(written(kind, HEAD, GT, HN, change(GT, value="1"))).faults
    assert (fault.code, fault.place, fault.facts["first"]) == (Code.DUPLICATE, place(kind, 4), place(kind, 2))
    added = read_figures(written(kind, HEAD, GT, change(GT, value="1")), [template().declared(adds_up=True)])
    assert (added.faults, added.values[KEY, JULY]) == ((), 5768)


def test_all_that_is_wrong_is_told_at_once():
    wrong = change(GT, period="soon", citizenship="", value="some")
    reading = read_figures(text(HEAD, *[wrong] * 300, [*GT, "more"]).encode())
    assert Counter(fault.code for fault in reading.faults) == {
        Code.PERIOD: 300,
        Code.EMPTY: 300,
        Code.VALUE: 300,
        Code.HEADER: 1,
    }
    assert reading.faults[-1].facts == {"wanted": 8, "found": 9}


def test_rows_that_only_details_tell_apart_are_added_up_and_may_not_stand_twice():
    head = [
        "Fiscal Year",
        "Month (abbv)",
        "Land Border Region",
        "State",
        "Citizenship",
        "Title of Authority",
        "Encounter Count",
    ]
    row = ["2024", "OCT", "Southwest Land Border", "TX", "MYANMAR (BURMA)", "Title 8", "3"]
    other = [*row[:3], "AZ", *row[4:]]
    reading = read_figures(text(head, row, other, row).encode(), [CBP_NATIONWIDE])
    assert reading.values == {(("ENC_LAND", "US", "_T", "SWB", "MM", "_T"), Month(2023, 10)): 6}
    assert told(reading) == [(Code.DUPLICATE, "4", None)]


def test_what_an_empty_cell_means_is_said_by_its_delegation():
    data = b"t,sex,age,origin,n\n2024-01,male,adult,,7\n2024-01,male,adult,MEX,2\n"
    assert told(read_figures(data, [GUATEMALA])) == [(Code.EMPTY, "2", None)]
    declared = GUATEMALA.declared(blanks={Meaning.COUNTERPART: "US"})
    assert {key[2]: value for (key, _month), value in read_figures(data, [declared]).values.items()} == {
        "US": 7,
        "MX": 2,
    }
    told_otherwise = MEXICO_NATIONALITY.declared(labels={"STL": "_X"})
    assert not read_figures(b"t,nat,n\n2024-01,STL,2\n", [told_otherwise]).faults


def test_a_declared_label_takes_the_place_of_no_code_of_the_structure():
    """M is a woman in the delegation's own files; in the portal's template it is the code of men."""
    said = {
        "labels": {"US": "MX", "STL": "_X"},
        "groups": {"M": "F", "NNA": "CHILD", "_X": "F"},
        "codes": {Meaning.CITIZENSHIP: {"US", "MX"}, Meaning.GROUP: {"M", "F", "CHILD"}},
    }
    rows = [change(GT, citizenship=of, group=who) for of, who in (("US", "M"), ("STL", "NNA"), ("MX", "_X"))]
    by_codes = read_figures(text(HEAD, *rows).encode(), [template()], declared=said)
    assert by_codes.faults == ()
    assert [key[4:] for key, _month in by_codes.figures] == [("US", "M"), ("_X", "CHILD"), ("MX", "_X")]
    own = b"t,sex,age,origin,n\n2024-01,M,adult,MEX,7\n2024-01,H,adult,MEX,2\n"
    by_labels = read_figures(own, [GUATEMALA], declared=said)
    assert [key[5] for key, _month in by_labels.figures] == ["F.ADULT", "M.ADULT"]


def test_a_note_below_the_figures_counts_nothing():
    reading = read_figures((text(HEAD, GT) + "\nSource: Office of example\n").encode())
    assert (reading.faults, reading.parts[0].left_out, reading.rows) == ((), ("4",), 1)


# Totals


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_total_is_held_against_its_details_and_dropped(kind):
    total = change(GT, citizenship="_T", value="5779")
    reading = read_figures(written(kind, HEAD, total, GT, HN))
    assert (reading.faults, {key[4] for key, _month in reading.figures}) == ((), {"GT", "HN"})
    wrong = read_figures(written(kind, HEAD, GT, HN, change(total, value="5780")))
    (fault,) = wrong.faults
    assert (fault.code, fault.place, fault.value, fault.fix) == (Code.TOTAL, place(kind, 4), "5780", "5779")
    assert fault.facts["terms"] == 2
    alone = read_figures(written(kind, HEAD, total))
    assert (alone.faults, len(alone.figures)) == ((), 1)


OHSS = [
    ["Removals"],
    ["Fiscal Year", "Month", "Total", "Guatemala", "Mexico1", "Other"],
    ["2024", "Total", "250", "90", "110", "100"],
    ["", "October", "150", "40", "60", "50"],
    ["", "November", "100", "50", "50", "X"],
    ["1 Includes some."],
]


def test_a_wide_sheet_is_read_by_its_headings_with_its_rounded_totals():
    sheet = {"DHS Removals by Citizenship": OHSS}
    reading = read_figures(xlsx(["Contents"], **sheet))
    assert told(reading) == [(Code.TOTAL, "DHS Removals by Citizenship!F3", None)]
    figures = {(key[4], str(month)): figure for (key, month), figure in reading.figures.items()}
    assert {at: figure.value for at, figure in figures.items()} == {
        ("GT", "2023-10"): 40,
        ("MX", "2023-10"): 60,
        ("_X", "2023-10"): 50,
        ("GT", "2023-11"): 50,
        ("MX", "2023-11"): 50,
    }
    assert figures["GT", "2023-11"][2:] == ("DHS Removals by Citizenship!D5", "Guatemala")
    odd = [*OHSS[:2], ["2024", "October", "150", "41", "60", "50"], ["", "Novembre", "X", "five", "NA", "0"]]
    assert told(read_figures(xlsx(["Contents"], **{"DHS Removals by Citizenship": odd}))) == [
        (Code.PERIOD, "DHS Removals by Citizenship!B4", Reason.NOT_A_MONTH),
        (Code.VALUE, "DHS Removals by Citizenship!D4", Reason.NO_NUMBER),
        (Code.ROUNDING, "DHS Removals by Citizenship!D3", None),
    ]


# Rows about persons


@pytest.mark.parametrize(
    "data",
    [
        b"period,Nombre,citizenship,value\n2024-07,Ana Pop,GT,1\n",
        b"period,CURP,citizenship,value\n2024-07,POPA900101,GT,1\n",
        b"A-Number,Date of Birth,value\nA123456789,1990-01-01,1\n",
        xlsx(["period", "Passport No.", "value"], ["2024-07", "X9912", 1]),
        b"period,citizenship,area,value\n" + b"".join(b"2024-07,GT,DEP%d,1\n" % number for number in range(1001)),
        # The same where each row has a fault, besides: nothing of it is told.
        b"period,citizenship,value\n" + b"".join(b"2024-07,Ana DEP%d,1\n" % number for number in range(1001)),
        # Counts beside each other, and headings below a title.
        b"Mes,Haiti,Honduras\n" + b"".join(b"2024-07,1,1\n" for _ in range(501)),
        b"Registro\n\nperiod,citizenship,Primer apellido,value\n2024-07,GT,Pop,1\n",
        # What one cell tells under a heading that tells nothing: registers, tax, social security, aliens, passports.
        *(
            f"period,citizenship,{column},value\n2024-07,GT,_T,5\n2024-07,HN,{cell},1\n".encode()
            for column in ("group", "Month Grouping")
            for cell in (
                "POPA900101MGTXYZ09",
                "POPA900101AB1",
                "A123456789",
                "A 123-456-789",
                "G12345678",
                "123-45-6789",
                "2345 67899 0101",
                "2345678990101",
            )
        ),
        b"number,when\nPOPA900101MGTXYZ09,2024-07\n",
    ],
)
def test_rows_about_persons_are_refused_and_nothing_of_them_is_quoted(data):
    reading = read_figures(data, constants=CONSTANTS)
    (fault,) = reading.faults
    assert reading.is_of_persons
    assert fault.code == Code.PERSONS
    assert (fault.value, fault.column, fault.place, reading.figures, reading.sha256) == ("", "", "", {}, "")
    assert not any(word in repr(reading) for word in ("Ana", "Pop", "POPA", "1234", "2345", "1990", "X9912", "DEP"))


@pytest.mark.parametrize(
    "cell",
    [
        "GT0101001", "SWB.BETWEEN", "MX-09", "010100001", "2345678910101", "2345 67899 2301", "12345678901", "FY2024-00012",
        "U12_UNACC", "H2A", "2024-12-31", "CHINA, PEOPLES REPUBLIC OF", "A12", "Title 8", "T1234567", "502 5555 5555",
    ],
)  # fmt: skip
def test_codes_of_areas_and_groups_identify_nobody(cell):
    assert not identifies(cell)


def test_whom_to_ask_about_a_table_is_no_row_about_persons():
    table = b"Contact: Ana Pop, +502 5555 5555, ana@igm.example\n\nMes,Haiti,Honduras\n2024-07,12,1\n"
    note = b"Source: names of municipalities as of 2024. Ask ana@igm.example,,\n"
    reading = read_figures(table + note, constants=CONSTANTS)
    assert (reading.faults, list(reading.values.values())) == ((), [12, 1])


def test_small_counts_are_no_persons():
    rows = b"".join(b"2024-07,GT,DEP%d,%d\n" % (number, 1 + number % 9) for number in range(2000))
    assert not read_figures(b"period,citizenship,area,value\n" + rows, constants=CONSTANTS).faults
    assert [counts_persons(*each) for each in ((2000, 1900), (2000, 1901), (1000, 1000))] == [False, True, False]
