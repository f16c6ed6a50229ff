"""SDMX-CSV and its structure: two readers of others get back what was written, against the structure that is published."""

import csv
import io
from pathlib import Path

import pytest

from tests.factories.exports import DAY, LINE, MONTH, ROWS
from workinggroup.flows.cube.months import Month, month_span, quarter_of, rolling_to, year_of, year_to
from workinggroup.flows.exporting.sdmx import HEADS, IDENTITY, in_sdmx, period
from workinggroup.flows.exporting.shown import Line, shown
from workinggroup.flows.exporting.structure import (
    ATTRIBUTES,
    DIMENSIONS,
    LISTS,
    PUBLISHED,
    TIME,
    VALUE,
    VERSION,
    structure,
)
from workinggroup.flows.importing.known import GUATEMALA
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.importing.reading import read_figures
from workinggroup.flows.indicators import indicators
from workinggroup.flows.inventing import invented

FOLDER = Path(__file__).resolve().parents[4].parent / "shared/data/flows"
FROM_USA = {Meaning.COUNTERPART: "US"}
# The readers are imported where they read: they take seconds, which no other worker should lose.
PARTS = (*DIMENSIONS, TIME, *ATTRIBUTES)
# What of each row is told in which words of the standard: its time, number, status and confidentiality.
TOLD = [
    ("2024-05", 5460, "A", "F"),
    ("2024-06", None, "Q", "C"),
    ("2024-07", 0, "P", "F"),
    ("2024-08", 12_345_678_901, "B", "F"),
    ("2024-09", 14, "W", "F"),
    ("2023-10-01/P12M", 8, "E", "F"),
    ("2024-10", None, "O", "F"),
]


@pytest.fixture(scope="module")
def demo():
    """A vintage of the demo, small figures hidden, by the codes of delegations."""
    found = []
    for file in invented(Month(2026, 9)):
        if file.name.startswith(("invented-usa-ret-out", "invented-gtm")) and file.as_of.month == 10:
            for (key, month), figure in read_figures(file.data).figures.items():
                indicator, _country, *told = key
                line = Line(file.name[:-4], indicators()[indicator], file.delegation, *told)
                hides = 0 < figure.value < 10
                is_provisional = figure.status == "P"
                status = "A" if is_provisional else figure.status
                facts = {"status": status, "is_hidden": hides, "is_provisional": is_provisional}
                found.append(shown(line, month, figure.value, file.as_of, **facts))
    return found


def rows_of(figures):
    """What is written, as it is told: None for an empty number."""
    written = csv.DictReader(io.StringIO(b"".join(in_sdmx(figures)).decode()))
    return [{name: row[name] for name in PARTS} | {VALUE: int(row[VALUE]) if row[VALUE] else None} for row in written]


def by_pysdmx(folder, figures):
    """What pysdmx reads, held against the published structure."""
    import pysdmx.io

    (folder / "flows.csv").write_bytes(b"".join(in_sdmx(figures)))
    [data] = pysdmx.io.get_datasets(folder / "flows.csv", PUBLISHED)
    assert data.structure.short_urn == f"DataStructure={IDENTITY}"
    frame = data.data.astype(object).where(data.data.notna(), None)
    return frame.to_dict("records"), data.structure


def by_sdmx1(folder, figures):
    """What sdmx1 reads, by the published structure."""
    import sdmx

    (folder / "flows.csv").write_bytes(b"".join(in_sdmx(figures)))
    found = sdmx.read_sdmx(folder / "flows.csv", structure=sdmx.read_sdmx(PUBLISHED).structure["FLOWS"])
    return [
        {name: value.value for name, value in each.dimension.values.items()}
        | {name: value.value for name, value in each.attached_attribute.items()}
        | {VALUE: int(each.value) if each.value else None}
        for each in found.data[0].obs
    ]


def test_each_kind_of_figure_is_told_in_the_words_of_the_standard():
    assert [(row[TIME], row[VALUE], row["OBS_STATUS"], row["CONF_STATUS"]) for row in rows_of(ROWS)] == TOLD
    [first, *_others] = csv.reader(io.StringIO(b"".join(in_sdmx(ROWS)).decode()))
    assert tuple(first) == HEADS
    assert first[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]


def test_pysdmx_reads_back_what_was_written(tmp_path, demo):
    read, _structure = by_pysdmx(tmp_path, [*ROWS, *demo])
    assert read == rows_of([*ROWS, *demo])


def test_pysdmx_writes_the_same_file(tmp_path, demo):
    from pysdmx.io import get_datasets, write_sdmx
    from pysdmx.io.format import Format

    ours, theirs = tmp_path / "ours.csv", tmp_path / "theirs.csv"
    ours.write_bytes(b"".join(in_sdmx([*ROWS, *demo])))
    write_sdmx(get_datasets(ours, PUBLISHED), sdmx_format=Format.DATA_SDMX_CSV_2_0_0, output_path=theirs)
    assert theirs.read_text().splitlines() == ours.read_text().splitlines()


def test_sdmx1_reads_back_what_was_written(tmp_path, demo):
    assert by_sdmx1(tmp_path, [*ROWS, *demo]) == rows_of([*ROWS, *demo])


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the public files of flows are not beside this checkout")
def test_both_readers_get_back_what_was_written_of_a_real_file(tmp_path):
    reading = read_figures((FOLDER / "irreg_guatemala.csv").read_bytes(), [GUATEMALA.declared(blanks=FROM_USA)])
    figures = [
        shown(Line("gtm", indicators()[key[0]], *key[1:]), month, figure.value, DAY, is_hidden=0 < figure.value < 10)
        for (key, month), figure in reading.figures.items()
    ]
    assert sum(row.is_hidden for row in figures) == 107
    read, _structure = by_pysdmx(tmp_path, figures)
    assert read == by_sdmx1(tmp_path, figures) == rows_of(figures)
    assert len(read) == 736


def test_every_code_that_is_written_is_in_the_published_structure(tmp_path, demo):
    read, found = by_pysdmx(tmp_path, [*ROWS, *demo])
    known = {part.id: {code.id for code in part.enumeration.codes} for part in found.components if part.enumeration}
    assert known.keys() == {name for name, codes in {**DIMENSIONS, **ATTRIBUTES}.items() if codes}
    for name, codes in known.items():
        assert {row[name] for row in read} <= codes, name
    assert {row["OBS_STATUS"] for row in read} >= {"A", "P", "Q"}


def test_the_published_structure_is_what_is_made_of_the_codes():
    assert PUBLISHED.read_bytes() == structure(), "write what structure() gives into structure.xml"


def test_the_published_structure_is_valid_and_both_readers_understand_it_alike():
    import pysdmx.io
    import sdmx

    by_one = pysdmx.io.read_sdmx(PUBLISHED, validate=True)
    other = sdmx.read_sdmx(PUBLISHED)
    found = next(each for each in by_one.get_data_structure_definitions() if each.id == "FLOWS")
    dsd = other.structure["FLOWS"]
    assert (
        [part.id for part in found.components.dimensions] == [part.id for part in dsd.dimensions] == [*DIMENSIONS, TIME]
    )
    assert [part.id for part in found.components.attributes] == [part.id for part in dsd.attributes] == list(ATTRIBUTES)
    for codes in by_one.get_codelists():
        names = {code.id: str(code.name) for code in codes.codes}
        assert names == {item.id: item.name.localizations["en"] for item in other.codelist[codes.id]}
        assert all(item.name.localizations["es"] for item in other.codelist[codes.id])
    assert {
        code.id for code in next(each for each in by_one.get_codelists() if each.id == "CL_INDICATOR").codes
    } == set(indicators())
    assert other.codelist["CL_INDICATOR"]["RET_IN"].description.localizations["es"].startswith("Veces en el mes")
    assert b"MeasureRelationship" not in PUBLISHED.read_bytes()


def test_both_readers_are_told_in_which_months_a_code_is_valid_and_of_which_it_is_a_part():
    import pysdmx.io
    import sdmx

    by_one, other = pysdmx.io.read_sdmx(PUBLISHED), sdmx.read_sdmx(PUBLISHED)
    groups = next(each for each in by_one.get_codelists() if each.id == "CL_POP_GROUP")
    assert groups.version == VERSION == str(other.codelist["CL_POP_GROUP"].version)
    [note] = next(code for code in groups.codes if code.id == "T42").annotations
    [noted] = other.codelist["CL_POP_GROUP"]["T42"].annotations
    told = ("FR_VALIDITY_PERIOD", "2020-03-01T00:00:00+0000/2023-05-31T23:59:59+0000")
    assert (note.type, note.title) == (noted.type, noted.title) == told
    assert other.codelist["CL_POP_GROUP"]["UNACC_MIN"].parent.id == "CHILD"
    assert other.codelist["CL_BORDER_AREA"]["SWB$POE"].parent.id == "SWB"
    assert [code.id for code in groups.codes if code.annotations] == ["T42"]


def test_codes_that_would_tell_which_hidden_figure_is_small_do_not_exist():
    assert set(LISTS["CL_CONF_STATUS"]) == {"C", "F"}


def test_a_portal_adds_codes_of_its_own():
    more = structure(areas=["TAPACHULA", "SWB"], groups=["TVTF.ADULT", "NEW"])
    assert more == structure(areas=["SWB", "TAPACHULA"], groups=["NEW", "TVTF.ADULT", "M"])
    assert b'<str:Code id="TVTF$ADULT"><com:Name xml:lang="en">TVTF, adults</com:Name>' in more
    assert more.count(b'id="SWB"') == 1
    [one] = [each for each in indicators().values() if each.key == "RET_IN"]
    assert b'id="RET_OUT"' not in structure(counted=[one])


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (month_span(MONTH), "2024-06"),
        (quarter_of(MONTH), "2024-Q2"),
        (year_of(MONTH), "2024"),
        (year_to(MONTH), "2024-01-01/P6M"),
        (rolling_to(MONTH), "2024-04-01/P3M"),
    ],
)
def test_spans_are_told_by_the_standard(span, written):
    assert period(span) == written


def test_a_country_has_its_standard_code_whatever_its_delegation_is_called():
    [row] = rows_of([shown(Line("usa", LINE.indicator, "USA", "HN", "SWB.POE", "_X"), MONTH, 10, DAY)])
    assert (row["REF_AREA"], row["COUNTERPART_AREA"], row["BORDER_AREA"], row["CITIZENSHIP"]) == (
        "US",
        "HN",
        "SWB$POE",
        "_X",
    )
