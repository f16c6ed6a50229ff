"""The real public files of three governments: what is published of them is read from them, and their own defects are found."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from workinggroup.flows.cube.months import Month
from workinggroup.flows.exporting.structure import PUBLISHED, coded
from workinggroup.flows.importing.countries import country, suggestion
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import (
    GUATEMALA,
    HONDURAS,
    MEXICO_DEMOGRAPHY,
    MEXICO_NATIONALITY,
    MEXICO_RETURNS,
    TEMPLATE,
)
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.reading import held_against, read_figures
from workinggroup.flows.importing.totals import disagreements
from workinggroup.flows.importing.vintages import differences, residuals

FOLDER = Path(__file__).resolve().parents[3].parent / "shared/data/flows"

pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the public files of flows are not beside this checkout")

LAND = "nationwide-encounters-fy21-fy24-oct-state.csv"
# Of labels that the standard does not know, and of one code for two countries, the file does not say more.
AS_PUBLISHED = MEXICO_NATIONALITY.declared(labels={"STL": "_X", "OOO": "_X"}, adds_up=True)


def read(name, *layouts):
    return read_figures((FOLDER / name).read_bytes(), *[list(layouts)] if layouts else [])


def by(figures, **codes):
    """The sums by calendar year, of keys with these codes."""
    places = {name: list(Meaning).index(Meaning(name)) for name in codes}
    sums = Counter()
    for (key, month), figure in figures.items():
        if all(key[places[name]] == code for name, code in codes.items()):
            sums[month.year] += figure.value
    return sums


def by_fiscal_year(figures, area=None):
    sums = Counter()
    for (key, month), figure in figures.items():
        if area in (None, key[3]):
            sums[month.fiscal_year] += figure.value
    return sums


def test_encounters_are_as_published():
    reading = read("nationwide-encounters-fy20-fy23-state.csv")
    assert (reading.faults, reading.rows, reading.separator) == ((), 42_532, ",")
    assert by_fiscal_year(reading.figures) == {2020: 646_822, 2021: 1_956_519, 2022: 2_766_582, 2023: 3_201_144}
    assert by_fiscal_year(reading.figures, "SWB") == {2020: 458_088, 2021: 1_734_686, 2022: 2_378_944, 2023: 2_475_669}
    border = read("sbo-encounters-fy19-fy22.csv")
    assert (border.faults, border.rows) == ((), 2_264)
    sums = by_fiscal_year(border.figures)
    assert (sums[2019], sums[2022]) == (977_509, 2_378_944)
    # Both tables count the border, and agree.
    shared = {at: figure for at, figure in reading.figures.items() if at[0][3] == "SWB"}
    assert disagreements(shared, border.figures) == []


def test_a_fiscal_year_to_date_needs_its_month():
    data = (FOLDER / LAND).read_bytes()
    reading = read_figures(data)
    assert reading.faults == ()
    assert by_fiscal_year(reading.figures)[2024] == 309_221
    assert max(month for _key, month in reading.figures) == Month(2023, 10)
    lines = data.splitlines(keepends=True)
    assert lines[34_589].startswith(b"2024 (FYTD),FYTD,OCT,")
    lines[34_589] = lines[34_589].replace(b",OCT,", b",,")
    (fault,) = read_figures(b"".join(lines)).faults
    assert (fault.code, fault.place, fault.value, fault.reason) == (
        Code.PERIOD,
        "34590",
        "2024 (FYTD)",
        Reason.NO_MONTH,
    )


def test_guatemala_is_as_published_once_its_empty_cells_are_declared():
    undeclared = read("irreg_guatemala.csv", GUATEMALA)
    assert {(fault.code, fault.column) for fault in undeclared.faults} == {(Code.EMPTY, "origin")}
    assert [fault.line for fault in undeclared.faults][:2] == [563, 565]
    assert len(undeclared.faults) == 88
    reading = read("irreg_guatemala.csv", GUATEMALA.declared(blanks={Meaning.COUNTERPART: "US"}))
    assert (reading.faults, reading.rows) == ((), 736)
    from_usa, from_mexico = by(reading.figures, counterpart="US"), by(reading.figures, counterpart="MX")
    assert (from_usa[2021], from_usa[2022], from_usa[2023], from_usa[2024]) == (17_806, 40_713, 55_302, 61_680)
    assert (from_mexico[2023], from_mexico[2024]) == (24_395, 15_088)


def test_mexico_is_as_counted_and_its_two_tables_are_of_different_vintages():
    nationality, demography = (
        read("irreg_mexico_nat.csv", AS_PUBLISHED),
        read("irreg_mexico_dmg.csv", MEXICO_DEMOGRAPHY),
    )
    assert (nationality.faults, demography.faults) == ((), ())
    years = by(nationality.figures)
    assert (years[2021], years[2022], years[2023], years[2024]) == (309_692, 441_409, 778_907, 1_231_320)
    assert by(demography.figures)[2024] == 1_230_126
    found = [fault.facts for fault in disagreements(nationality.figures, demography.figures, names=("nat", "dmg"))]
    apart = {each["month"]: (each["one"], each["other"]) for each in found if each["month"].startswith("2024")}
    assert len(apart) == 12
    assert (apart["2024-01"], apart["2024-12"]) == ((113_347, 113_839), (68_765, 67_025))
    returns = read("irreg_mexico_exp.csv", MEXICO_RETURNS)
    assert (returns.faults, returns.rows) == ((), 5_251)
    assert (by(returns.figures)[2023], by(returns.figures, citizenship="GT")[2023]) == (54_728, 25_741)
    total = read("irreg_honduras.csv", *HONDURAS)
    assert (total.faults, by(total.figures)[2023]) == ((), 545_043)


def test_codes_that_no_list_knows_and_keys_that_stand_twice_are_found_in_mexicos_table():
    faults = read("irreg_mexico_nat.csv", MEXICO_NATIONALITY).faults
    assert {(fault.code, fault.value) for fault in faults} == {
        (Code.UNKNOWN, "STL"),
        (Code.UNKNOWN, "OOO"),
        (Code.DUPLICATE, ""),
    }
    twice = [fault for fault in faults if fault.code == Code.DUPLICATE]
    assert (len(twice), twice[0].place, twice[0].facts["first"]) == (51, "787", "786")
    assert {fault.facts["key"][4] for fault in twice} == {"FR", "GN"}


def test_an_error_that_was_taken_back_is_told():
    february, june, later = (
        read(f"vintages/irreg_mexico_nat__{name}.csv", AS_PUBLISHED)
        for name in ("2025-05-13_96990bc", "2025-06-04_ecebde0", "2025-06-19_f41c56c")
    )

    def january(reading):
        return by({at: each for at, each in reading.figures.items() if at[1] == Month(2025, 1)})[2025]

    assert [january(each) for each in (february, june, later)] == [63_457, 69_924, 63_457]
    held = held_against(later, june.values, at=Month(2025, 6), earlier=[february.values])
    back = [each for each in held.warnings if each.reason == Reason.REVERTED]
    assert {each.facts["month"] for each in back} >= {"2025-01"}
    assert not [each for each in held.faults if each.reason == Reason.LOST]


def test_a_vintage_that_lost_history_is_told():
    data = (FOLDER / "irreg_mexico_nat.csv").read_bytes().splitlines(keepends=True)
    short = read_figures(b"".join([data[0], *(line for line in data[1:] if line >= b"2024-07")]), [AS_PUBLISHED])
    (fault,) = held_against(short, read("irreg_mexico_nat.csv", AS_PUBLISHED).values, at=Month(2025, 5)).faults
    assert (fault.code, fault.reason, fault.facts["count"]) == (Code.MONTHS, Reason.LOST, 78)


@pytest.fixture(scope="module")
def books():
    return tuple(
        read(f"2024_{date}_ohss_immigration-enforcement-and-legal-processes-tables-{month}-2024.xlsx")
        for date, month in (("1108", "july"), ("1206", "august"))
    )


def test_both_books_are_read_by_their_headings_wherever_the_columns_stand(books):
    tables = {"DHS_REMOVALS": ("RET_OUT", "REMOVAL"), "DHS_ENF_RETURNS": ("RET_OUT", "ENF_RETURN")}
    tables |= {"ICE_ERO_RR": ("RET_ICE", "_T"), "SWB_ENCOUNTERS_CBP_TOTAL": ("ENC_LAND", "_T")}
    for reading, as_of in zip(books, ("2024-08-30", "2024-09-30"), strict=True):
        assert (reading.faults, reading.warnings, reading.rounding) == ((), (), 10)
        with (FOLDER / "ohss_by_citizenship_tidy.csv").open(encoding="utf-8") as file:
            expected = {
                (*tables[row["indicator"]], country(row["citizenship"]), row["period"]): int(row["value"])
                for row in csv.DictReader(file)
                if row["as_of"] == as_of and row["citizenship"] != "Total"
            }
        found = {
            (key[0], key[5], key[4], str(month)): figure.value
            for (key, month), figure in reading.figures.items()
            if (key[0], key[5]) in tables.values() and key[4] != "_T"
        }
        assert found == expected


def test_the_later_book_revises_removals_and_moves_the_rest(books):
    july, august = books
    held = held_against(august, july.values, at=Month(2024, 12))
    revised = {
        (each.facts["key"][5], each.facts["key"][4], each.facts["month"]): (each.facts["before"], each.facts["after"])
        for each in held.warnings
        if each.code == Code.REVISION
    }
    assert revised["REMOVAL", "GT", "2024-06"] == (4_590, 5_270)
    assert revised["REMOVAL", "GT", "2024-07"] == (4_180, 5_460)
    moved = {(key[0], key[5]): each for key, each in residuals(july.values, august.figures).items()}
    assert (moved["RET_OUT", "ENF_RETURN"].entered, moved["RET_OUT", "ENF_RETURN"].left) == ({"GT"}, {"KR"})
    assert (moved["ENC_LAND", "_T"].entered, moved["ENC_LAND", "_T"].left) == ({"PE"}, {"CN"})
    rest = (("ENC_LAND", "US", "_T", "SWB", "_X", "_T"), Month(2022, 12))
    assert (july.figures[rest].value, august.figures[rest].value, held.figures[rest].status) == (69_620, 80_040, "W")
    assert not any(
        each.code == Code.REVISION and each.facts["key"][4] == "_X"
        for each in held.warnings
        if each.facts["key"][0] == "ENC_LAND"
    )
    assert differences(july.values, august.values)[0].size


def test_a_flat_table_with_totals_of_years_tells_where_its_details_do_not_add_up():
    reading = read("ielp-table-202407-t.csv")
    assert {(fault.code, fault.line) for fault in reading.faults} == {(Code.TOTAL, 67), (Code.TOTAL, 72)}
    assert {(fault.value, fault.fix) for fault in reading.faults} == {
        ("5160", "4990"),
        ("44250", "44100"),
        ("76540", "76410"),
        ("9660", "9520"),
    }
    # X is declared there; in the template it is not.
    row = b"period,indicator,reporting,value\n2024-07,RET_OUT,US,X\n"
    assert [fault.reason for fault in read_figures(row, [TEMPLATE]).faults] == [Reason.NOT_APPLICABLE]


def test_every_label_of_the_crosswalk_is_known():
    with (FOLDER / "citizenship_crosswalk.csv").open(encoding="utf-8") as file:
        labels = {row["source_label"]: row["iso2"] for row in csv.DictReader(file)}
    assert len(labels) == 45
    assert {label: country(label) for label in labels} == labels
    assert {label: suggestion(label) for label in labels} == labels


@pytest.mark.parametrize(
    ("name", "layouts"),
    [
        ("irreg_guatemala.csv", [GUATEMALA]),
        ("irreg_mexico_dmg.csv", [MEXICO_DEMOGRAPHY]),
        ("irreg_mexico_exp.csv", [MEXICO_RETURNS]),
        ("ielp-table-202407-t.csv", []),
        ("sbo-encounters-fy19-fy22.csv", []),
    ],
)
def test_every_code_of_theirs_is_in_the_published_structure(name, layouts):
    keys = {key for key, _month in read(name, *layouts).figures}
    assert keys
    told = {f'id="{coded(code)}"' for key in keys for code in key}
    structure = PUBLISHED.read_text(encoding="utf-8")
    assert not {code for code in told if code not in structure}
