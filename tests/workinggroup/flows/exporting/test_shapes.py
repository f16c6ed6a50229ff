"""What is derived of figures in SDMX-CSV: two readers of others get back what was written, by structures of their own."""

import csv
import io
from datetime import date

import pytest
from django.utils.translation import override

from tests.factories.exports import DAY, LINE, MONTH, ROWS
from workinggroup.flows.exporting.sdmx import in_sdmx_as
from workinggroup.flows.exporting.shown import Line, shown
from workinggroup.flows.exporting.structure import FLOWS, LISTS, MIRROR, PUBLISHED, REVISIONS, SHAPES, TIME, VALUE
from workinggroup.flows.indicators import indicators
from workinggroup.flows.states import Cause

USA = Line("usa", indicators()["RET_OUT"], "USA", "GTM")
NUMBERS = {VALUE, "GAP", "CHANGE"}
MIRRORED = [
    (shown(USA, MONTH, 5020, DAY), {"GAP": 150, "GAP_SHARE": "0.0303", "READING": "AGREE", "CAUSE": "C2"}),
    (shown(LINE, MONTH, 4870, DAY, is_provisional=True), {"GAP": -150, "GAP_SHARE": "-0.0303", "READING": "AGREE"}),
    (shown(USA, MONTH.plus(1), 8, DAY, is_hidden=True), {}),
    (shown(LINE, MONTH.plus(1), None, DAY), {}),
]
REVISED = [
    (shown(LINE, MONTH, 4180, date(2024, 9, 1)), {}),
    (shown(LINE, MONTH, 5460, date(2024, 10, 1)), {"CHANGE": 1280}),
    (shown(LINE, MONTH, 3, date(2024, 11, 1), is_hidden=True), {}),
    (shown(LINE, MONTH.plus(1), 0, date(2024, 10, 1), is_provisional=True), {}),
]
CASES = [(MIRROR, MIRRORED), (REVISIONS, REVISED)]


def rows_of(shape, rows):
    """What is written, as it is told: None for an empty cell."""
    written = csv.DictReader(io.StringIO(b"".join(in_sdmx_as(shape, rows)).decode()))
    assert tuple(written.fieldnames) == shape.heads
    return [{name: told(name, row[name]) for name in shape.heads[3:]} for row in written]


def told(name, value):
    if value in {"", None}:
        return None
    return int(value) if name in NUMBERS else f"{float(value):.4f}" if name == "GAP_SHARE" else str(value)


@pytest.mark.parametrize(("shape", "rows"), CASES, ids=lambda each: getattr(each, "name", ""))
def test_pysdmx_reads_back_what_was_written(tmp_path, shape, rows):
    import pysdmx.io

    (tmp_path / "flows.csv").write_bytes(b"".join(in_sdmx_as(shape, rows)))
    [data] = pysdmx.io.get_datasets(tmp_path / "flows.csv", PUBLISHED)
    assert data.structure.short_urn == f"DataStructure={shape.identity}"
    frame = data.data.astype(object).where(data.data.notna(), None)
    found = [{name: told(name, value) for name, value in row.items()} for row in frame.to_dict("records")]
    assert found == rows_of(shape, rows)


@pytest.mark.parametrize(("shape", "rows"), CASES, ids=lambda each: getattr(each, "name", ""))
def test_sdmx1_reads_back_what_was_written(tmp_path, shape, rows):
    import sdmx

    (tmp_path / "flows.csv").write_bytes(b"".join(in_sdmx_as(shape, rows)))
    found = sdmx.read_sdmx(tmp_path / "flows.csv", structure=sdmx.read_sdmx(PUBLISHED).structure[shape.name])
    read = [
        dict.fromkeys(shape.heads[3:])
        | {name: told(name, value.value) for name, value in each.dimension.values.items()}
        | {name: told(name, value.value) for name, value in each.attached_attribute.items()}
        | {VALUE: told(VALUE, each.value)}
        for each in found.data[0].obs
    ]
    assert read == rows_of(shape, rows)


def test_of_a_hidden_figure_no_byte_tells_what_it_is():
    for shape in (MIRROR, REVISIONS):
        one, nine = (
            b"".join(in_sdmx_as(shape, [(shown(LINE, MONTH, value, DAY, is_hidden=True), {})])) for value in (1, 9)
        )
        assert one == nine
        assert b",Q,C" in one


def test_both_readers_understand_each_structure_alike():
    import pysdmx.io
    import sdmx

    by_one = {each.id: each for each in pysdmx.io.read_sdmx(PUBLISHED).get_data_structure_definitions()}
    other = sdmx.read_sdmx(PUBLISHED).structure
    assert by_one.keys() == {shape.name for shape in SHAPES} == set(other)
    for shape in SHAPES:
        names = [*shape.dimensions, TIME]
        found, dsd = by_one[shape.name].components, other[shape.name]
        assert [part.id for part in found.dimensions] == [part.id for part in dsd.dimensions] == names
        names = [*shape.attributes, *shape.derived]
        assert [part.id for part in found.attributes] == [part.id for part in dsd.attributes] == names
        assert [part.id for part in found.attributes if not part.required] == list(shape.derived)
        lists = {**shape.dimensions, **shape.attributes, **shape.derived}
        known = {part.id: part.enumeration.id for part in found if part.enumeration}
        assert known == {name: codes for name, codes in lists.items() if codes}


def test_the_day_tells_revisions_apart_and_is_no_dimension_of_what_holds():
    assert "AS_OF" in REVISIONS.dimensions
    assert "AS_OF" not in FLOWS.dimensions
    keys = [tuple(row[name] for name in (*REVISIONS.dimensions, TIME)) for row in rows_of(REVISIONS, REVISED)]
    assert len(set(keys)) == len(keys)
    assert len(rows_of(REVISIONS, [(row, {}) for row in ROWS])) == len(ROWS)


def test_causes_are_those_that_delegations_agree_on():
    for place, language in enumerate(("en", "es")):
        with override(language):
            assert {code: words[place] for code, words in LISTS["CL_CAUSE"].items()} == {
                code: str(words) for code, words in Cause.choices
            }
