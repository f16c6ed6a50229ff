"""Figures as a package and as a workbook: what is in them, in both languages, and the same bytes each time."""

import csv
import io
import json
import zipfile
from dataclasses import replace
from itertools import count

import openpyxl
import pytest
from django.utils import translation

from tests.factories.exports import ABOUT, DAY, LINE, MONTH, ROWS, SOURCE, THIRD_PARTY, many
from workinggroup.flows.exporting import workbook
from workinggroup.flows.exporting.about import caveats, citation, language
from workinggroup.flows.exporting.packing import DESCRIPTIONS, TYPES, packed
from workinggroup.flows.exporting.plain import FULL, in_full
from workinggroup.flows.exporting.shown import Origin, shown
from workinggroup.flows.exporting.structure import VERSION
from workinggroup.flows.exporting.workbook import TooManyFigures, as_workbook


def opened(rows=ROWS, about=ABOUT):
    return zipfile.ZipFile(io.BytesIO(b"".join(packed(rows, about, name="returns"))))


def validated(path):
    """The data package of a file, and what its reader finds wrong; the reader is imported here, since it takes long."""
    from frictionless import Package

    package = Package(str(path))
    return package, package.validate()


@pytest.fixture
def unpacked(tmp_path):
    opened().extractall(tmp_path)
    return tmp_path


def test_a_package_holds_the_table_and_what_has_to_be_said():
    with opened() as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["data.csv", "datapackage.json", "metadata.json", "README.md", "LEEME.md"]
        assert archive.read("data.csv") == b"".join(in_full(ROWS, is_marked=False))
        facts = json.loads(archive.read("metadata.json"))
    assert (facts["rows"], facts["first_month"], facts["last_month"]) == (7, "2023-10", "2024-10")
    assert facts["codes_version"] == VERSION
    assert facts["indicators"][0]["additive_over"] == ["area", "citizenship", "counterpart", "group", "period"]
    assert facts["codes"]["group"] == {"M.ADULT": {"en": "Men", "es": "Hombres adultos"}}
    assert facts["codes"]["counterpart"] == {"USA": {"en": "United States", "es": "Estados Unidos"}}
    assert facts["sources"][0]["publisher"]["es"] == "Instituto Guatemalteco de Migración"


def test_a_package_is_a_valid_tabular_data_package(unpacked):
    package, report = validated(unpacked / "datapackage.json")
    assert report.valid, report.flatten(["type", "note"])
    [table] = package.resources
    assert [field.name for field in table.schema.fields] == list(FULL)
    values = [(row["value"], row["hidden"], row["status"]) for row in table.read_rows()]
    assert values == [(row.value, row.is_hidden, row.mark or None) for row in ROWS]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        (b",0,P,", b",-1,P,", "constraint-error"),
        (b",5460,", b",many,", "type-error"),
        (b"2024-11-30,", b"30/11/2024,", "type-error"),
    ],
)
def test_a_table_that_is_not_as_it_is_described_is_found_out(unpacked, before, after, says):
    path = unpacked / "data.csv"
    path.write_bytes(path.read_bytes().replace(before, after, 1))
    assert says in {error[0] for error in validated(unpacked / "datapackage.json")[1].flatten(["type"])}


def test_every_column_is_described():
    assert list(DESCRIPTIONS) == list(FULL)
    assert TYPES.keys() <= set(FULL)


def test_the_same_figures_give_the_same_bytes():
    assert b"".join(packed(ROWS, ABOUT, name="returns")) == b"".join(packed(iter(ROWS), ABOUT, name="returns"))
    one = [shown(LINE, MONTH, 1, DAY, is_hidden=True)]
    nine = [shown(LINE, MONTH, 9, DAY, is_hidden=True)]
    assert b"".join(packed(one, ABOUT, name="a")) == b"".join(packed(nine, ABOUT, name="a"))
    with opened() as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(2024, 11, 30, 0, 0, 0)}


def test_a_package_is_written_while_it_is_read():
    asked = count()
    pieces = packed((row for row in many(20_000) if next(asked) >= 0), ABOUT, name="many")
    first = next(pieces)
    assert first.startswith(b"PK")
    assert next(asked) == 0
    archive = zipfile.ZipFile(io.BytesIO(first + b"".join(pieces)))
    assert len(list(csv.reader(io.StringIO(archive.read("data.csv").decode())))) == 20_001


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "README.md",
            [
                "# Returns from the United States to Guatemala",
                "Migration Institute of Guatemala, Returns received, as of 30 November 2024. https://portal.example/flows/",
                "- **Licence**: Free use with the source named https://licence.example/free",
                "- **“Other” holds**: Brazil, Peru",
                "Figures of 1 to 9 are hidden",
                "## Returns received (RET_IN)",
                "- **Leaves out**: People who came back by themselves",
                "- **Unit**: events",
                f"Version {VERSION} of the portal’s lists of codes, of 1 December 2026.",
            ],
        ),
        (
            "LEEME.md",
            [
                "# Retornos de Estados Unidos a Guatemala",
                "Instituto Guatemalteco de Migración, Retornos recibidos, al 30 de noviembre de 2024.",
                "- **Nota**: Contados en la recepción.",
                "- **«Otros» incluye**: Brasil, Perú",
                "Las cifras de 1 a 9 se ocultan",
                "- **Excluye**: Las personas que volvieron por su cuenta",
                f"Versión {VERSION} de las listas de códigos del portal, del 1 de diciembre de 2026.",
            ],
        ),
    ],
)
def test_a_package_says_what_it_is_in_both_languages(name, words):
    with translation.override("en"), opened() as archive:
        text = archive.read(name).decode()
    for each in words:
        assert each in text


def test_figures_that_are_nobodys_own_say_so():
    third = replace(ABOUT, sources=[THIRD_PARTY, SOURCE])
    with translation.override("en"):
        assert caveats(third)[0] == "Public data collected by third parties, for demonstration."
        assert citation(third).startswith("DHS, Removals, as of 30 November 2024. Migration Institute")
        assert caveats(replace(ABOUT, sources=[replace(SOURCE, origin=Origin.INVENTED)]))[0].startswith("Invented")
        assert not any("hidden" in words for words in caveats(replace(ABOUT, sources=[THIRD_PARTY])))
    with opened(about=third) as archive:
        assert "Datos públicos recopilados por terceros" in archive.read("LEEME.md").decode()
        assert "- **Rounded**: to multiples of 10" in archive.read("README.md").decode()


@pytest.mark.parametrize(
    ("tongue", "head", "first", "sheets"),
    [
        (
            "en",
            ["Period", "Reported by", "Indicator", "Counterpart", "Area", "Citizenship", "Group", "Number", "Status"],
            ["2024-05", "Guatemala", "Returns received", "United States", "Total", "Total", "Men", 5460, None],
            ["Figures", "About"],
        ),
        (
            "es",
            ["Período", "Informa", "Indicador", "Contraparte", "Zona", "Nacionalidad", "Grupo", "Número", "Estado"],
            ["2024-05", "Guatemala", "Retornos recibidos", "Estados Unidos", "Total", "Total",
             "Hombres adultos", 5460, None],
            ["Cifras", "Acerca de"],
        ),
    ],
)  # fmt: skip
def test_a_workbook_has_numbers_as_numbers_and_says_what_it_is(tongue, head, first, sheets):
    with translation.override(tongue):
        assert language() == tongue
        book = openpyxl.load_workbook(io.BytesIO(as_workbook(ROWS, ABOUT, marking="TLP:CLEAR")))
    assert book.sheetnames == sheets
    rows = [[cell.value for cell in row] for row in book[sheets[0]].iter_rows()]
    assert rows[:2] == [head, first]
    assert [row[-2:] for row in rows[2:]] == [
        [None, "c"],
        [0, "P"],
        [12_345_678_901, "B"],
        [14, "W"],
        [8, "E"],
        [None, "O"],
    ]
    said = [cell.value for row in book[sheets[1]].iter_rows() for cell in row if cell.value]
    assert ABOUT.title[tongue] in said
    for words in (SOURCE.publisher, LINE.indicator.definition):
        assert words[tongue] in said


def test_a_workbook_is_printed_with_all_its_columns_and_its_heads_on_each_sheet_of_paper():
    book = openpyxl.load_workbook(io.BytesIO(as_workbook(ROWS, ABOUT, marking="TLP:CLEAR")))
    for page in book:
        assert page.print_title_rows == "$1:$1"
        assert page.page_setup.orientation == "landscape"
        assert (page.sheet_properties.pageSetUpPr.fitToPage, page.page_setup.fitToHeight) == (True, 0)


def test_a_workbook_takes_only_so_many_figures(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 3)
    assert as_workbook(many(3), ABOUT)
    with pytest.raises(TooManyFigures):
        as_workbook(many(1_000_000), ABOUT)
