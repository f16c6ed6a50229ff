"""Codes that are not valid in every month: refused in the others, in words; and lists that have a version."""

import hashlib
from pathlib import Path

import pytest
from django.utils.translation import override

from workinggroup.flows.codes import all_codes, name_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.exporting.sdmx import IDENTITY
from workinggroup.flows.exporting.structure import PREPARED, PUBLISHED, VERSION
from workinggroup.flows.importing import countries, listed
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.listed import WrongList, lists, read_lists
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.saying import say_fault

GIVEN = Path(listed.__file__).with_name("given.txt")
# What was published under each version: who changes a code, a name or a month gives the lists a new one.
VERSIONS = {
    "1.1.0": "5c0bf228f3757629dd7ba39e5955c08d740dbb5c9509ead54419e06cece7d665",
    "1.2.0": "11247d19638c620b77071f20b59985caaced86e81256d0f9046cc43a7d64f043",
}


def told(*lines, head="month,indicator,citizenship,group,number,reporting"):
    own = [f"{line},US" for line in lines] if head.endswith(",reporting") else lines
    return read_figures("\n".join([head, *own, ""]).encode(), constants={Meaning.REPORTING: "US"})


@pytest.mark.parametrize(
    ("line", "reason", "sentence", "fix"),
    [
        (
            "2023-06,RET_OUT,GT,T42,20",
            Reason.NOT_THEN,
            "T42 (Expulsions under Title 42) is valid from Mar 2020 to May 2023, not in Jun 2023.",
            "Write instead what is meant: T8 (Repatriations under Title 8).",
        ),
        (
            "2020-02,RET_OUT,GT,T42,20",
            Reason.NOT_THEN,
            "T42 (Expulsions under Title 42) is valid from Mar 2020 to May 2023, not in Feb 2020.",
            "Write instead what is meant: T8 (Repatriations under Title 8).",
        ),
        (
            "2011-06,RET_OUT,SS,REMOVAL,20",
            Reason.NOT_YET,
            "SS (South Sudan) is valid from Jul 2011, not in Jun 2011.",
            "Write instead what is meant: SD (Sudan).",
        ),
        (
            "2011-01,RET_OUT,AN,REMOVAL,20",
            Reason.NO_LONGER,
            "AN (Netherlands Antilles) is valid to Dec 2010, not in Jan 2011.",
            "Write instead what is meant: CW (Curaçao), SX (Sint Maarten), BQ (Caribbean Netherlands).",
        ),
    ],
)
def test_a_code_is_refused_in_a_month_in_which_it_is_not_valid(line, reason, sentence, fix):
    (fault,) = told("2010-10,RET_OUT,GT,REMOVAL,20", line).faults[:1]
    assert (fault.code, fault.reason, fault.place) == (Code.UNKNOWN, reason, "3")
    with override("en"):
        said = say_fault(fault)
    assert (said.sentence, said.fix) == (sentence, fix)
    assert said.column in {"citizenship", "group"}


def test_it_is_said_in_spanish():
    (fault,) = told("2023-06,RET_OUT,GT,T42,20").faults
    with override("es"):
        said = say_fault(fault)
    assert said.sentence == "T42 (Expulsiones por el Título 42) es válido de mar 2020 a may 2023, no en jun 2023."
    assert said.fix == "Escriba en su lugar lo que se quiere decir: T8 (Repatriaciones por el Título 8)."


@pytest.mark.parametrize(
    "line",
    [
        "2020-03,RET_OUT,GT,T42,20",
        "2023-05,RET_OUT,GT,M.T42,20",
        "2011-07,RET_OUT,SS,REMOVAL,20",
        "2010-12,RET_OUT,AN,REMOVAL,20",
        "2006-09,RET_OUT,CS,REMOVAL,20",
        "1999-01,RET_OUT,RS,REMOVAL,20",
    ],
)
def test_in_its_first_and_in_its_last_month_it_is_taken(line):
    assert told(line).faults == ()


def test_a_part_of_a_code_is_held_to_its_months_too_and_every_row_is_told():
    faults = told("2023-06,RET_OUT,GT,M.T42,20", "2023-07,RET_OUT,GT,M.T42,30", "2023-07,RET_OUT,HN,F.T42,30").faults
    assert [(each.place, each.reason) for each in faults] == [(line, Reason.NOT_THEN) for line in ("2", "3", "4")]


def test_faults_stand_in_the_order_of_the_lines():
    faults = told("2023-06,RET_OUT,GT,T42,20", "2023-13,RET_OUT,GT,T42,20", "2023-07,RET_OUT,GT,T42,20").faults
    assert [each.place for each in faults] == ["2", "3", "4"]


def test_names_of_countries_that_are_no_more_are_known():
    assert [countries.country(label) for label in ("ANT", "Netherlands Antilles", "Antillas Neerlandesas", "SCG")] == [
        "AN",
        "AN",
        "AN",
        "CS",
    ]
    assert name_of(Meaning.CITIZENSHIP, "CS", "es") == "Serbia y Montenegro"


def test_countries_are_those_of_the_standard():
    assert len(countries.codes()) == 249 + len([countries.KOSOVO]) + len(countries.former())
    assert countries.country("Unknown Region") == countries.country("ZZZ") == "_X"
    assert countries.country("European Union") is None


def test_in_a_table_with_a_column_for_each_the_cell_is_told():
    head = "Calendar Year,Fiscal Year,Month,Repatriations:Title 42 Expulsions,Repatriations:Removals"
    faults = told("2023,2023,5,40,50", "2023,2023,6,40,50", head=head).faults
    assert [(each.place, each.column, each.reason) for each in faults] == [
        ("3", "Repatriations:Title 42 Expulsions", Reason.NOT_THEN)
    ]


def test_figures_of_a_year_need_one_month_of_it_in_which_their_code_is_valid():
    head = "t,geo,from,group,n"
    assert told("2011,US,SS,refugee,20", "2012,US,SS,refugee,20", head=head).faults == ()
    (fault,) = told("2010,US,SS,refugee,20", "2011,US,SS,refugee,20", head=head).faults
    assert (fault.place, fault.reason) == ("2", Reason.NOT_YET)


def test_no_code_that_was_ever_given_is_gone_or_means_something_else():
    given = [line.split(" | ") for line in GIVEN.read_text(encoding="utf-8").splitlines() if line[:1] != "#"]
    was = {(name, code): called for name, code, called in given}
    assert len(was) == len(given)
    now = {("country", code): "" for code in countries.codes()}
    for meaning in (Meaning.AREA, Meaning.GROUP):
        now |= {(meaning.value, code): name_of(meaning, code, "en") for code in all_codes(meaning)}
    # Countries are named by the standard, which may spell them otherwise.
    assert {at: called if at[0] != "country" else "" for at, called in was.items()} == now, (
        "a new code goes into given.txt; of the others none goes and none is called otherwise"
    )


def test_whatever_changes_in_the_lists_is_another_version():
    assert lists().version == VERSION == list(VERSIONS)[-1]
    assert f"WG:FLOWS({VERSION})" == IDENTITY
    assert f"{lists().prepared.isoformat()}T00:00:00Z" == PREPARED
    digest = hashlib.sha256(PUBLISHED.read_bytes()).hexdigest()
    assert digest == VERSIONS[VERSION], "give the lists a new version, and put it here beside those before"
    assert len(set(VERSIONS.values())) == len(VERSIONS)


@pytest.mark.parametrize(
    "said",
    [
        'A = { en = "A", es = "A", from = "2023-05", to = "2020-03", use = ["B"] }',
        'A = { en = "A", es = "A", from = "2023-05" }',
        'A = { en = "A", es = "A", use = ["B"] }',
        'A = { en = "A", es = "A", from = "2023-05", use = ["C"] }',
        'A = { en = "A", es = "A", parent = "C" }',
        'A = { en = "A" }',
        'A = { en = "A", es = "A", colour = "red" }',
    ],
)
def test_a_list_that_cannot_be_is_refused(said):
    written = f'version = "1.0.0"\nprepared = 2026-12-01\n[group]\nB = {{ en = "B", es = "B" }}\n{said}'
    with pytest.raises(WrongList):
        read_lists(written)


def test_months_are_read():
    assert lists().codes["group"]["T42"].last == Month(2023, 5)
