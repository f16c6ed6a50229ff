"""Tables that nobody described, and those of many countries."""

from datetime import date

import pytest

from portal.core.reader import reading_as
from tests.factories.figures import CONSTANTS, text, told
from tests.factories.flows import bring, make_dataset
from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Code, Reason
from workinggroup.flows.importing.known import LAYOUTS, MEXICO_NATIONALITY
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.models import Observation
from workinggroup.flows.operations import OthersCounts

JULY = Month(2024, 7)


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
        "COASTAL_BORDER": 20, "AIRPORTS": 30, "SWB": 40, "_X": 5,
    }  # fmt: skip


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
