"""Groups and areas that hold the same people are refused side by side, with both lines; those that are apart come in."""

from itertools import combinations

import pytest
from django.utils.translation import override

from tests.factories.figures import CONSTANTS, text
from workinggroup.flows.codes import listed, structure_codes
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import LAYOUTS
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.overlaps import may_share
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.saying import say_fault

HEAD = ["period", "indicator", "reporting", "counterpart", "area", "citizenship", "group", "value"]


def read(*groups, areas=("_T",)):
    rows = [
        ["2022-07", "ENC_LAND", "US", "_T", area, "HN", group, f"{40 + number}"]
        for area in areas
        for number, group in enumerate(groups)
    ]
    codes = {"codes": structure_codes()}
    return read_figures(text(HEAD, *rows).encode(), LAYOUTS, constants=CONSTANTS, declared=codes)


@pytest.mark.parametrize(
    ("groups", "row", "first"),
    [
        # By sex and by any other thing.
        (["M", "F", "SINGLE_ADULT"], 4, 2),
        (["SINGLE_ADULT", "M"], 3, 2),
        (["FAMILY_UNIT", "UNACC_MIN", "F"], 4, 2),
        (["M", "F", "DEPORTATION"], 4, 2),
        (["M.ADULT", "SINGLE_ADULT"], 3, 2),
        # By age and by family.
        (["ADULT", "CHILD", "FAMILY_UNIT"], 4, 2),
        (["CHILD", "UNACC_MIN"], 3, 2),
        (["ACC_MIN", "U12_ACC"], 3, 2),
        (["UNACC_MIN", "12_17"], 3, 2),
        (["M.CHILD", "M.UNACC_MIN"], 3, 2),
        # By age and by kind of return, work or decision.
        (["ADULT", "REMOVAL"], 3, 2),
        (["T8", "T42", "REMOVAL"], 4, 2),
        (["H2A", "M"], 3, 2),
        (["REFUGEE", "RECOGNIZED"], 3, 2),
    ],
)
def test_groups_that_hold_the_same_people_are_refused_with_both_lines(groups, row, first):
    [fault] = read(*groups).faults
    assert (fault.code, fault.reason) == (Code.TOTAL, Reason.TWO_WAYS)
    assert (fault.place, fault.facts["first"]) == (str(row), str(first))


@pytest.mark.parametrize(
    "groups",
    [
        ["SINGLE_ADULT", "FAMILY_UNIT", "UNACC_MIN", "ACC_MIN"],
        ["ADULT", "12_17", "U12_ACC", "U12_UNACC"],
        ["ADULT", "ACC_MIN", "UNACC_MIN", "_X"],
        # Men, women and children: who is a child is counted there alone.
        ["M", "F", "CHILD"],
        ["M", "F", "ACC_MIN", "UNACC_MIN"],
        ["M.ADULT", "F.ADULT", "M.ACC_MIN", "F.UNACC_MIN"],
        ["M.REMOVAL", "F.T42"],
        ["REMOVAL", "ENF_RETURN", "ADM_RETURN", "T42"],
        ["PAROLE", "RELEASE", "TO_HHS", "TO_ICE", "MPP", "T42", "T8"],
        ["DEPORTATION", "ASSISTED", "ASSISTED_CHILD"],
        ["H2A", "H2B", "BORDER_WORKER"],
        # Of a group of its own the portal knows nothing.
        ["ZONE_A", "M", "_X"],
    ],
)
def test_groups_that_are_apart_come_in(groups):
    assert read(*groups).faults == ()


def test_every_group_that_has_a_name_is_apart_from_others_or_is_not():
    """A code that is new in the list has to say what it tells of a person."""
    codes = [code for code in listed(Meaning.GROUP) if "." not in code]
    assert {code for code in codes if not any(may_share(code, other) for other in codes if other != code)} == set()
    assert all(may_share(one, other) == may_share(other, one) for one, other in combinations(codes, 2))


def test_an_area_beside_its_own_parts_is_refused():
    [fault] = read("_T", areas=["SWB", "NLB", "SWB.POE"]).faults
    assert (fault.code, fault.reason, fault.place, fault.facts["first"]) == (Code.TOTAL, Reason.TWO_WAYS, "4", "2")
    assert read("_T", areas=["SWB.POE", "SWB.BETWEEN", "NLB"]).faults == ()


def test_the_sentence_names_both_in_both_languages():
    [fault] = read("M", "F", "SINGLE_ADULT").faults
    with override("en"):
        said = say_fault(fault)
        assert said.sentence == (
            "Encounters at the land border, United States, Honduras, Single adults, Jul 2022: whoever is counted here may be "
            "counted in “Men and boys” at 2, too. Added up, they count people twice."
        )
        assert "M.ADULT" in said.fix
    with override("es"):
        said = say_fault(fault)
        assert "en «Hombres y niños», en 2." in said.sentence
        assert said.fix.startswith("Omita uno de los dos")


def tables(*rows):
    lines = [["2022-07", "ENC_LAND", "US", "_T", *codes, str(value)] for *codes, value in rows]
    return read_figures(text(HEAD, *lines).encode(), LAYOUTS, constants=CONSTANTS)


BY_CITIZENSHIP = [("_T", "HN", "_T", 50), ("_T", "GT", "_T", 60)]


def test_two_tables_in_one_that_disagree_on_their_total_are_refused():
    by_sex = [("_T", "_T", "M", 50), ("_T", "_T", "F", 70)]
    [fault] = tables(*BY_CITIZENSHIP, *by_sex).faults
    assert (fault.code, fault.place, fault.facts["one"], fault.facts["other"]) == (Code.DISAGREE, "4", 110, 120)
    with override("en"):
        assert "110 in the rows by citizenship, 120 in the rows by group" in say_fault(fault).sentence
    with override("es"):
        assert "las filas por nacionalidad" in say_fault(fault).sentence
    # Finer ones too, of which the file tells no total.
    finer = [("SWB", "HN", "_T", 50), ("NLB", "GT", "_T", 60)]
    assert [each.code for each in tables(*finer, *by_sex).faults] == [Code.DISAGREE]


def test_two_tables_in_one_that_agree_or_of_which_one_is_of_a_part_come_in():
    by_sex = [("_T", "_T", "M", 50), ("_T", "_T", "F", 60)]
    assert tables(*BY_CITIZENSHIP, *by_sex).faults == ()
    # Of one citizenship alone.
    assert tables(("SWB", "_T", "_T", 90), ("NLB", "_T", "_T", 20), ("_T", "GT", "_T", 60)).faults == ()
