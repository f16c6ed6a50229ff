"""Tables that nobody described, and those of many countries."""

from datetime import date

import pytest

from portal.core.reader import reading_as
from tests.factories.figures import CONSTANTS, text, told
from tests.factories.flows import bring, make_dataset
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import LAYOUTS, MEXICO_NATIONALITY, by_name
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.periods import NAMES
from workinggroup.flows.importing.reading import held_against, read_figures
from workinggroup.flows.models import Observation
from workinggroup.flows.operations import OthersCounts
from workinggroup.flows.saying import say_fault

JULY = Month(2024, 7)
MONTHS_ES = [name.split("|")[-2].capitalize() for name in NAMES.values()]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        (
            [
                ["Año/Mes", "Nacionalidad", "Sexo", "Cantidad"],
                ["2024/07", "Haití", "Mujer", "3"],
                ["Jul-24", "Cuba", "Hombre", "4"],
            ],
            {("HT", "F"): 3, ("CU", "M"): 4},
        ),
        (
            [["Personas por país, 2024"], ["País", "Julio", "Agosto", "Total"], ["Haití", "3", "0", "3"]],
            {("HT", "_T"): 3},
        ),
        ([["Mes", "Haití", "Cuba", "Total"], ["2024-07", "3", "4", "7"]], {("HT", "_T"): 3, ("CU", "_T"): 4}),
        (
            [["Country of origin", "Country of Origin ISO", "Year", "Month", "Total"], ["Haiti", "HTI", "2024", "7", "3"]],
            {("HT", "_T"): 3},
        ),
        ([["ym", "nationality", "n"], ["202407", "Russian Federation", "3"]], {("RU", "_T"): 3}),
    ],
)  # fmt: skip
def test_a_table_that_nobody_described_is_read_by_what_its_headings_mean(rows, found):
    reading = read_figures(text(*rows, separator=";").encode(), LAYOUTS, constants=CONSTANTS)
    assert reading.faults == ()
    assert {(key[4], key[5]): value for (key, month), value in reading.values.items() if month == JULY} == found
    assert reading.parts[0].layout == "guessed"


def test_areas_of_a_table_that_nobody_described_stay_apart():
    said = {"Coastal Border": "20", "Airports": "30", "Southwest Border": "40", "Other": "5"}
    table = [["Mes", "Región", "Cantidad"], *(["2024-07", area, count] for area, count in said.items())]
    reading = read_figures(text(*table).encode(), LAYOUTS, constants=CONSTANTS)
    assert reading.faults == ()
    assert {key[3]: value for (key, _month), value in reading.values.items()} == {
        "COAST": 20, "AIR": 30, "SWB": 40, "_X": 5,
    }  # fmt: skip


def test_coasts_and_airports_of_a_nationwide_table_stay_apart_and_make_its_total():
    head = "Fiscal Year,Month (abbv),Land Border Region,State,Citizenship,Encounter Count\n"
    parts = {"Coastal Border": 20, "Airports": 30, "Other": 5, "Northern Land Border": 7}
    lines = [f"2024,OCT,{area},FL,HAITI,{count}\n" for area, count in {**parts, "Nationwide": 62}.items()]
    reading = read_figures((head + "".join(lines)).encode())
    assert reading.faults == ()
    found = {key[3]: value for (key, _month), value in reading.values.items()}
    assert found == {"COAST": 20, "AIR": 30, "_X": 5, "NLB": 7}
    lines[-1] = lines[-1].replace("62", "61")
    assert told(read_figures((head + "".join(lines)).encode())) == [(Code.TOTAL, "6", None)]


HONDURAS = {Meaning.INDICATOR: "RET_IN", Meaning.REPORTING: "HN"}


@pytest.mark.parametrize(
    ("constants", "rows", "found"),
    [
        # Two rows of headings: months above ages; years above months.
        (
            CONSTANTS,
            [["Año 2023"], ["", "Enero", "", "Febrero", ""], ["País", "Mayores", "Menores", "Mayores", "Menores"],
             ["Haití", "5", "1", "15", "2"]],
            {("2023-01", "_T", "HT", "ADULT"): 5, ("2023-01", "_T", "HT", "CHILD"): 1,
             ("2023-02", "_T", "HT", "ADULT"): 15, ("2023-02", "_T", "HT", "CHILD"): 2},
        ),
        (
            CONSTANTS,
            [["", "2022", "", "2023", ""], ["País", "Nov", "Dic", "Ene", "Feb"], ["Haití", "5", "1", "15", "2"]],
            {("2022-11", "_T", "HT", "_T"): 5, ("2022-12", "_T", "HT", "_T"): 1, ("2023-01", "_T", "HT", "_T"): 15,
             ("2023-02", "_T", "HT", "_T"): 2},
        ),
        # Months down and years across, with their sums.
        (
            HONDURAS,
            [["Mes", "2022", "2023"], *([month, "2", "3"] for month in MONTHS_ES), ["Total", "24", "36"]],
            {(f"{year}-{month:02}", "_T", "_T", "_T"): count for year, count in ((2022, 2), (2023, 3)) for month in range(1, 13)},
        ),
        # An age in the row and a sex in the heading are both told, the sex first as everywhere.
        (
            CONSTANTS,
            [["Mes", "Edad", "Hombres", "Mujeres"], ["2024-07", "Adultos", "3", "4"], ["2024-07", "Menores", "5", "6"]],
            {("2024-07", "_T", "_T", "M.ADULT"): 3, ("2024-07", "_T", "_T", "F.ADULT"): 4,
             ("2024-07", "_T", "_T", "M.CHILD"): 5, ("2024-07", "_T", "_T", "F.CHILD"): 6},
        ),
        # Beside boys and girls men and women are grown.
        (
            HONDURAS,
            [["Retornados 2024"], ["Mes", "Hombres", "Mujeres", "Niños", "Niñas", "Total"], ["Enero", "9", "5", "1", "0", "15"]],
            {("2024-01", "_T", "_T", "M.ADULT"): 9, ("2024-01", "_T", "_T", "F.ADULT"): 5,
             ("2024-01", "_T", "_T", "M.CHILD"): 1, ("2024-01", "_T", "_T", "F.CHILD"): 0},
        ),
        # Who came back is a citizen: the countries are those from which.
        (
            HONDURAS,
            [["Retornados 2024"], ["Mes", "Estados Unidos", "México", "Total"], ["Enero", "9", "5", "14"]],
            {("2024-01", "US", "_T", "_T"): 9, ("2024-01", "MX", "_T", "_T"): 5},
        ),
        (
            HONDURAS,
            [["Año", "Mes", "País", "%", "Total"], ["2024", "Enero", "México", "100", "5"]],
            {("2024-01", "MX", "_T", "_T"): 5},
        ),
        # A title above the table is no heading that spans it.
        (
            CONSTANTS,
            [["Panamá"], ["Mes", "Haití", "Cuba"], ["2024-07", "1", "2"]],
            {("2024-07", "_T", "HT", "_T"): 1, ("2024-07", "_T", "CU", "_T"): 2},
        ),
        *(
            (
                CONSTANTS,
                [["Guatemala", "", said], ["Mes", "Hombres", "Mujeres"], ["2024-07", "1", "2"]],
                {("2024-07", "_T", "_T", "M"): 1, ("2024-07", "_T", "_T", "F"): 2},
            )
            for said in ("2024", "Cifras de 2024")
        ),
        # One above a part of them is none either, but a sum beside countries is.
        (
            CONSTANTS,
            [["", "Haití", "", "Cuba", ""], ["Mes", "Hombres", "Mujeres", "Hombres", "Mujeres"], ["2024-07", "1", "2", "3", "4"]],
            {("2024-07", "_T", "HT", "M"): 1, ("2024-07", "_T", "HT", "F"): 2, ("2024-07", "_T", "CU", "M"): 3,
             ("2024-07", "_T", "CU", "F"): 4},
        ),
        (
            CONSTANTS,
            [["", "Haití", "", "Total", ""], ["Mes", *("Hombres", "Mujeres") * 2], ["2024-07", "1", "2", "1", "2"]],
            {("2024-07", "_T", "HT", "M"): 1, ("2024-07", "_T", "HT", "F"): 2},
        ),
    ],
)  # fmt: skip
def test_tables_with_headings_of_two_rows_and_years_across_say_what_each_cell_is(constants, rows, found):
    width = max(map(len, rows))
    reading = read_figures(text(*(row + [""] * (width - len(row)) for row in rows)).encode(), constants=constants)
    assert told(reading) == []
    assert {(str(month), key[2], key[4], key[5]): value for (key, month), value in reading.values.items()} == found


def test_a_part_of_the_world_is_no_country_and_nothing_is_guessed_for_it():
    table = [["Mes", "País", "Cantidad"], ["2024-07", "África", "3"], ["2024-07", "América del Sur", "4"]]
    faults = read_figures(text(*table).encode(), constants=CONSTANTS).faults
    assert [(fault.place, fault.reason, fault.fix) for fault in faults] == [
        ("2", Reason.PART_OF_WORLD, ""),
        ("3", Reason.PART_OF_WORLD, ""),
    ]


def test_months_in_which_nobody_was_counted_may_be_left_out_where_that_is_declared():
    rows = b"t,nat,n\n2020-03,CUB,5\n2020-06,CUB,7\n"
    layouts = by_name("snm-darien")
    assert told(read_figures(rows, layouts)) == [(Code.MONTHS, "", Reason.GAP)]
    reading = read_figures(rows, layouts, declared={"skips_months": True})
    assert (reading.faults, len(reading.figures)) == ((), 2)
    # What is published of a month between is lost all the same.
    key = ("EVT_IRR", "PA", "_T", "_T", "CU", "_T")
    [fault] = held_against(reading, {(key, Month(2020, 4)): 3}, at=Month(2020, 8)).faults
    assert (fault.reason, fault.facts["months"]) == (Reason.LOST, ["2020-04"])


def test_signs_for_not_counted_are_taken_where_they_are_declared():
    rows = b"t,nat,n\n2024-07,CUB,*\n2024-07,HTI,n.d.\n2024-07,VEN,7\n"
    layouts = by_name("snm-darien")
    assert told(read_figures(rows, layouts)) == [
        (Code.VALUE, "2", Reason.NO_NUMBER),
        (Code.VALUE, "3", Reason.NO_NUMBER),
    ]
    reading = read_figures(rows, layouts, declared={"signs": ["*", "N.D."]})
    assert (reading.faults, list(reading.values.values())) == ((), [7])


def test_where_people_live_is_no_citizenship():
    rows = text(["Mes", "País de residencia", "Cantidad"], ["2024-07", "Guatemala", "3"])
    faults = read_figures(rows.encode(), LAYOUTS, constants=CONSTANTS).faults
    assert [(each.reason, each.column, each.fix) for each in faults] == [
        (Reason.UNEXPECTED, "País de residencia", ""),
    ]


def test_counts_that_an_agency_withholds_are_warned_of_until_they_are_declared():
    head = "Year;Country of origin;Country of origin (ISO);Country of asylum;Country of asylum (ISO);"
    data = f"{head}Refugees under UNHCR's mandate;Asylum-seekers\n2023;Haiti;HTI;Mexico;MEX;*;20\n2023;Cuba;CUB;Mexico;MEX;60;*\n"
    reading = read_figures(data.encode(), LAYOUTS)
    assert reading.faults == ()
    [warning] = reading.warnings
    assert (warning.code, warning.line, warning.value, warning.facts) == (Code.WITHHELD, 2, "*", {"count": 2})
    assert "2" in say_fault(warning).sentence
    assert len(reading.values) == 2
    assert read_figures(data.encode(), LAYOUTS, declared={"signs": ["*"]}).warnings == ()


def test_a_table_that_is_not_understood_says_what_was_found():
    (fault, *_more) = read_figures(b"alpha,beta\n1,2\n").faults
    assert (fault.code, fault.reason) == (Code.HEADER, Reason.NO_HEADER)
    faults = read_figures(b"period,citizenship,value,shoe\n2024-07,GT,1,2\n", constants=CONSTANTS).faults
    assert "shoe" in {fault.column for fault in faults}


ORIGINS = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,procedure_type,"


@pytest.mark.parametrize(
    ("data", "layout", "found"),
    [
        (
            f"{ORIGINS}app_type,dec_level,app_pc,applied\n"
            "2023,Haiti,HAI,HTI,Mexico,MEX,MEX,G,N,FI,P,40\n2023,Haiti,HAI,HTI,Mexico,MEX,MEX,G,A,FI,P,5\n"
            "2023,Stateless,STA,XXA,Mexico,MEX,MEX,G,N,FI,P,6\n2023,Unknown,UKN,UNK,Mexico,MEX,MEX,G,N,FI,P,7\n",
            "unhcr-applications",
            {("HT", "_T"): 45, ("_X", "_T"): 13},
        ),
        (
            f"{ORIGINS}dec_level,dec_pc,dec_recognized,dec_other,dec_rejected,dec_closed,dec_total\n"
            "2023,Haiti,HAI,HTI,Mexico,MEX,MEX,G,FI,P,10,5,,0,15\n2023,Haiti,HAI,HTI,Mexico,MEX,MEX,G,AR,P,1,0,0,0,1\n",
            "unhcr-decisions",
            {("HT", "RECOGNIZED"): 11, ("HT", "OTHER_PROTECTION"): 5, ("HT", "REJECTED"): 0, ("HT", "CLOSED"): 0},
        ),
        (
            "Year;Country of origin;Country of origin (ISO);Country of asylum;Country of asylum (ISO);"
            "Refugees under UNHCR's mandate;Asylum-seekers;Stateless persons\n2023;Haiti;HTI;Mexico;MEX;60;20;-\n",
            "unhcr-population",
            {("HT", "REFUGEE"): 60, ("HT", "ASYLUM_SEEKER"): 20},
        ),
        # One row for each group; people of no country are a part of the rest.
        (
            "geo,t,from,group,n\nMEX,2023,HTI,asylum,20\nMEX,2023,HTI,refugee,60\nMEX,2023,OOO,refugee,5\n"
            "MEX,2023,STL,refugee,6\nMEX,2023.0,MEX,idp return,7\n",
            "unhcr-groups",
            {
                ("HT", "ASYLUM_SEEKER"): 20,
                ("HT", "REFUGEE"): 60,
                ("_X", "REFUGEE"): 11,
                ("MX", "RETURNED_DISPLACED"): 7,
            },
        ),
        # Countries by their names, and stars for one to four.
        (
            "Extracted,,,,\nYear,Country / territory of asylum/residence,Origin,Population type,Value\n"
            "2023,Mexico,Haiti,Refugees (incl. refugee-like situations),60\n2023,Mexico,Various/Unknown,Asylum-seekers,*\n",
            "unhcr-series",
            {("HT", "REFUGEE"): 60},
        ),
        (
            "Year,Country of Origin,Country of Asylum,Refugees,Asylum-seekers\n2023,Haiti,Mexico,60,*\n",
            "unhcr-population-names",
            {("HT", "REFUGEE"): 60},
        ),
        # Of all origins together.
        (
            "Year,Country of origin,Country of origin (ISO),Country of asylum,Country of asylum (ISO),Asylum-seekers\n"
            "2023,-,-,Mexico,MEX,20\n",
            "unhcr-population",
            {("_T", "ASYLUM_SEEKER"): 20},
        ),
    ],
)
def test_tables_of_many_countries_by_year_are_kept_in_december(data, layout, found):
    reading = read_figures(data.encode())
    assert (reading.faults, [part.layout for part in reading.parts]) == ((), [layout])
    assert {(key[4], key[5]): value for (key, _month), value in reading.values.items()} == found
    assert {(key[1], month) for key, month in reading.figures} == {("MX", Month(2023, 12))}


def test_labels_of_the_rest_are_parts_of_it_and_each_stands_once():
    head = "Fiscal Year,Month,Land Border Region,Citizenship,Encounter Count\n"
    rest = "2024,OCT,Other,OTHER,3\n2024,OCT,Other,UNKNOWN,4\n"
    reading = read_figures((head + rest).encode())
    assert (reading.faults, list(reading.values.values())) == ((), [7])
    assert told(read_figures((head + rest + "2024,OCT,Other,Other,5\n").encode())) == [(Code.DUPLICATE, "4", None)]
    wide = [["Mes", "Haití", "Otros", "Desconocido"], ["2024-07", "1", "2", "3"]]
    assert list(read_figures(text(*wide).encode(), constants=CONSTANTS).values.values()) == [1, 5]


def test_codes_of_countries_in_the_first_rows_are_no_words_about_persons():
    assert not read_figures(b"t,nat,n\n2024-07,FIN,3\n2024-07,GTM,1\n", [MEXICO_NATIONALITY]).faults


MONTHS = "OCT,NOV,DEC,JAN,FEB,MAR,APR,MAY,JUN,JUL,AUG,SEP"


@pytest.mark.parametrize(
    ("reporting", "data", "found"),
    [
        # Of the border authority of the United States: by field office and sector; one row for a fiscal year.
        (
            "US",
            "Fiscal Year,Month Grouping,Month (abbv),Component,Land Border Region,Area of Responsibility,AOR (Abbv),Demographic,"
            "Citizenship,Title of Authority,Encounter Type,Encounter Count\n"
            "2024,FYTD,OCT,OFO,Northern Land Border,Boston Field Office,Boston,FMUA,BRAZIL,Title 8,Inadmissibles,12\n"
            "2024,FYTD,OCT,USBP,Southwest Land Border,Big Bend Sector,Big Bend,FMUA,BRAZIL,Title 8,Apprehensions,7\n"
            "2024,FYTD,OCT,USBP,Southwest Land Border,Del Rio Sector,Del Rio,FMUA,BRAZIL,Title 8,Apprehensions,7\n",
            {("2023-10", "NLB", "BR", "FAMILY_UNIT"): 12, ("2023-10", "SWB", "BR", "FAMILY_UNIT"): 14},
        ),
        # The same as a program writes it that renames columns.
        (
            "US",
            "fiscal_year,month_grouping,month_abbv,component,land_border_region,area_of_responsibility,aor_abbv,demographic,"
            "citizenship,title_of_authority,encounter_type,encounter_count\n"
            "2024,FYTD,OCT,Office of Field Operations,Northern Land Border,Boston Field Office,Boston,FMUA,BRAZIL,Title 8,"
            "Inadmissibles,12\n",
            {("2023-10", "NLB", "BR", "FAMILY_UNIT"): 12},
        ),
        (
            "US",
            "t,t_fy,q,component,aor,authority,type,demog,nat,n\n"
            "2024-10,2025-01,2024-Q4,USBP,El Paso,Title 8,Apprehensions,Single Adults,GTM,12\n",
            {("2024-10", "SWB", "GT", "SINGLE_ADULT"): 12},
        ),
        # One that no layout has, with areas that others call so too.
        (
            "US",
            "Year,Month,Border,Country of Citizenship,Criminality,Migrants\n2024,Oct,Southwest Border,GUATEMALA,None,5\n"
            "2024,Oct,Southwest Border,GUATEMALA,Pending,6\n",
            {("2024-10", "SWB", "GT", "_T"): 11},
        ),
        (
            "US",
            f"Fiscal Year,{MONTHS},Total\n2023,{','.join(str(each) for each in range(101, 113))},1278\n",
            {(f"{2022 if month > 9 else 2023}-{month:02}", "_T", "_T", "_T"): 101 + (month - 10) % 12 for month in range(1, 13)},
        ),
        # Of Panama: countries down and months across, below two titles; and one row for each kind of people.
        (
            "PA",
            "Servicio Nacional de Migración,,,,\nTránsito irregular por Darién 2024,,,,\n"
            "País / Nacionalidad,Enero,Febrero,Marzo,Total\nVenezuela,203,238,250,691\nEcuador,22,23,21,66\n"
            "Total,225,261,271,757\n",
            {("2024-02", "_T", "VE", "_T"): 238, ("2024-03", "_T", "EC", "_T"): 21},
        ),
        (
            "PA",
            "Año,Mes,Nacionalidad,Sexo,Edad,Cantidad\n2024,Enero,Venezuela,Hombre,Adulto,120\n"
            "2024,Enero,Venezuela,Mujer,Menor,40\n",
            {("2024-01", "_T", "VE", "M.ADULT"): 120, ("2024-01", "_T", "VE", "F.CHILD"): 40},
        ),
        ("PA", "Nacionalidad,Mes,Año,Mayores,Menores,Total\nVenezuela,Enero,2024,100,20,120\n",
         {("2024-01", "_T", "VE", "ADULT"): 100, ("2024-01", "_T", "VE", "CHILD"): 20}),
        # Of several countries, of which this is one.
        ("PA", "t,geo,nat,n\n2024-01,PAN,COL,44\n", {("2024-01", "_T", "CO", "_T"): 44}),
        # Of Honduras: by sex.
        ("HN", "Año,Mes,País de Nacionalidad,Hombres,Mujeres,Total\n2024,enero,Cuba,100,50,150\n",
         {("2024-01", "_T", "CU", "M"): 100, ("2024-01", "_T", "CU", "F"): 50}),
    ],
)  # fmt: skip
def test_tables_of_other_agencies_come_in_as_they_are(world, reporting, data, found):
    side = world.usa if reporting == "US" else world.gtm
    declared = {"constants": {"indicator": "ENC_LAND" if reporting == "US" else "EVT_IRR"}}
    dataset = make_dataset(side.coordinator, reporting=reporting, declared=declared)
    bring(side.member, dataset, data.encode(), date(2026, 2, 28))
    with reading_as(side.member.reader):
        rows = Observation.objects.values_list("month", "series__area", "series__citizenship", "series__group", "value")
        told = {(f"{month:%Y-%m}", *codes): value for month, *codes, value in rows}
    assert found.items() <= told.items()
    assert len(told) == len(found) or (reporting == "PA" and len(told) == 6)


def test_of_what_others_collected_of_the_whole_world_one_country_is_taken(world):
    data = (
        b"Year,Country of Origin,Country of Origin ISO,Country of Asylum,Country of Asylum ISO,Authority,Application type,"
        b"Stage of procedure,Cases / Persons,Applied\n2023,Haiti,HTI,Mexico,MEX,G,N,FI,P,40\n"
        b"2023,Haiti,HTI,Brazil,BRA,G,N,FI,P,50\n"
    )
    own = make_dataset(world.mex.coordinator, reporting="MX")
    with pytest.raises(OthersCounts, match="BR"):
        bring(world.mex.member, own, data, date(2026, 2, 28))
    other = make_dataset(world.mex.coordinator, "Collected", reporting="MX", origin="third_party")
    vintage = bring(world.mex.member, other, data, date(2026, 2, 28))
    with reading_as(world.mex.member.reader):
        assert list(Observation.objects.values_list("series__reporting", "value")) == [("MX", 40)]
        assert vintage.file.facts["others"] == ["BR"]
