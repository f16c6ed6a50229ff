"""Pages as files: whatever a page of figures shows leaves in each kind of file, and reads back as it was shown."""

import csv
import io
import json
import zipfile
from datetime import date

import openpyxl
import pytest
from django.urls import reverse

from tests.factories.flows import (
    agree_cause,
    make_counts,
    make_dataset,
    make_pair,
    propose_cause,
    publish,
    rows,
)
from workinggroup.flows.exporting.sdmx import HEADS
from workinggroup.flows.exporting.structure import MIRROR, PUBLISHED, REVISIONS

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
MONTHS = [f"2025-{month:02}" for month in range(1, 13)]
SENT = dict.fromkeys(MONTHS, 4000) | {"2025-03": 6}
GOT = dict.fromkeys(MONTHS, 5000) | {"2025-12": 4100}
PACKED = {"data.csv", "datapackage.json", "metadata.json", "README.md", "LEEME.md"}


@pytest.fixture
def counts(world):
    found = make_counts(world, SENT, GOT, JAN)
    revised = SENT | {"2025-12": 4300}
    lines = [(month, "GT", "_T", count) for month, count in revised.items()]
    publish(world.usa, found.usa, rows(*lines, indicator="RET_OUT", reporting="US"), FEB)
    return found


@pytest.fixture
def pair(world, counts):
    pair = make_pair(world, counts)
    reason = propose_cause(world.usa.coordinator, pair, date(2025, 1, 1), date(2025, 2, 1))
    agree_cause(world.gtm.coordinator, reason)
    return pair


def got(client, name, *args, **query):
    answer = client.get(reverse(f"flows:{name}", args=args), query, secure=True)
    assert answer.status_code == 200, answer.content
    assert answer["Content-Disposition"].startswith("attachment; ")
    assert answer.headers["Cache-Control"].startswith("private")
    return answer.getvalue()


def table(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def validated(content, folder):
    """The tables of a package, each by its name, after the reader of others found nothing wrong with them."""
    from frictionless import Package

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(folder)
    package = Package(str(folder / "datapackage.json"))
    report = package.validate()
    assert report.valid, report.flatten(["type", "note"])
    return {each.name: [row.to_dict() for row in each.read_rows()] for each in package.resources}


def by_pysdmx(content, folder):
    import pysdmx.io

    (folder / "read.csv").write_bytes(content)
    [data] = pysdmx.io.get_datasets(folder / "read.csv", PUBLISHED)
    return data.structure.id, data.data


def test_a_comparison_leaves_for_statistical_offices_with_both_counts_and_how_far_apart_they_are(
    pair, world, sign_in, tmp_path
):
    client = sign_in(world.usa.member)
    content = got(client, "mirror-file", pair.pk, "sdmx.csv")
    name, frame = by_pysdmx(content, tmp_path)
    assert (name, len(frame)) == ("MIRROR", 24)
    told = {(row["TIME_PERIOD"], row["REF_AREA"]): row for row in table(content)}
    [one, other] = told["2025-12", "US"], told["2025-12", "GT"]
    assert tuple(one) == MIRROR.heads
    assert (one["OBS_VALUE"], one["GAP"], one["GAP_SHARE"], one["READING"]) == ("4300", "200", "0.0476", "AGREE")
    assert (other["OBS_VALUE"], other["GAP"], other["GAP_SHARE"], other["CAUSE"]) == ("4100", "-200", "-0.0476", "")
    assert (one["AS_OF"], other["AS_OF"]) == ("2026-02-28", "2026-01-31")
    assert (told["2025-01", "GT"]["CAUSE"], told["2025-01", "GT"]["READING"]) == ("C2", "EXPLAIN")
    # What one side hides is hidden of both.
    for side in ("US", "GT"):
        hidden = told["2025-03", side]
        assert (hidden["OBS_VALUE"], hidden["OBS_STATUS"], hidden["CONF_STATUS"]) == ("", "Q", "C")
        assert (hidden["GAP"], hidden["READING"]) == ("", "")
    text = table(got(client, "mirror-file", pair.pk, "csv"))
    assert {row["month"]: row["gap"] for row in text} == {
        month: row["GAP"] for (month, side), row in told.items() if side == "US"
    }


def test_a_comparison_leaves_as_a_package_that_says_what_it_is(pair, world, sign_in, tmp_path):
    client = sign_in(world.usa.member)
    content = got(client, "mirror-file", pair.pk, "zip")
    tables = validated(content, tmp_path)
    assert tables.keys() == {"data", "mirror"}
    assert len(tables["data"]) == 2 * len(tables["mirror"]) == 24
    assert [row["one_value"] for row in tables["mirror"] if "/2025-12@" in (row["one_address"] or "")] == [4300]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert set(archive.namelist()) == PACKED | {"mirror.csv"}
        facts = json.loads(archive.read("metadata.json"))
        assert [each["delegation"] for each in facts["sources"]] == ["USA", "GTM"]
        assert [each["as_of"] for each in facts["sources"]] == ["2026-02-28", "2026-01-31"]
        assert {each["key"] for each in facts["indicators"]} == {"RET_OUT", "RET_IN"}
        assert "mirror.csv" in archive.read("README.md").decode()
        assert "los dos recuentos contrastados" in archive.read("LEEME.md").decode()
    assert got(client, "mirror-file", pair.pk, "zip") == content
    empty = reverse("flows:mirror-file", args=[pair.pk, "zip"])
    assert client.get(empty, {"as_of": "2020-01-01"}, secure=True).status_code == 404


def test_revisions_leave_with_the_day_as_a_dimension_and_as_a_package(counts, world, sign_in, tmp_path):
    client = sign_in(world.gtm.member)
    content = got(client, "revisions-file", counts.one.pk, "sdmx.csv")
    name, frame = by_pysdmx(content, tmp_path)
    text = table(got(client, "revisions-file", counts.one.pk, "csv"))
    told = table(content)
    assert tuple(told[0]) == REVISIONS.heads
    assert (name, len(frame), len(told)) == ("REVISIONS", 13, 13)
    assert [(row["TIME_PERIOD"], row["AS_OF"], row["OBS_VALUE"], row["CHANGE"]) for row in told] == [
        (row["month"], row["as_of"], row["value"], row["change"]) for row in text
    ]
    tables = validated(got(client, "revisions-file", counts.one.pk, "zip"), tmp_path)
    assert len(tables["revisions"]) == 13
    # The figures are those that hold.
    assert len(tables["data"]) == 12
    assert [row["value"] for row in tables["data"] if row["period"] == "2025-12"] == [4300]


@pytest.mark.parametrize("form", ["csv", "xlsx", "sdmx.csv", "zip"])
def test_a_figure_leaves_with_all_that_it_was(counts, world, sign_in, form, tmp_path):
    client = sign_in(world.mex.member)
    content = got(client, "number-file", "USA.RET_OUT.GTM._T/2025-12@2026-02-28", form)
    if form == "csv":
        assert [(row["as_of"], row["value"], row["change"]) for row in table(content)] == [
            ("2026-01-31", "4000", ""),
            ("2026-02-28", "4300", "300"),
        ]
    if form == "sdmx.csv":
        assert by_pysdmx(content, tmp_path)[0] == "REVISIONS"
        assert [(row["AS_OF"], row["OBS_VALUE"]) for row in table(content)] == [
            ("2026-01-31", "4000"),
            ("2026-02-28", "4300"),
        ]
    if form == "zip":
        tables = validated(content, tmp_path)
        assert [row["value"] for row in tables["data"]] == [4300]
        assert len(tables["revisions"]) == 2
    if form == "xlsx":
        figures, _about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
        assert [row[2] for row in figures.iter_rows(values_only=True)][-2:] == [4000, 4300]


def test_a_figure_of_several_months_leaves_too_and_an_unknown_one_is_no_file(counts, world, sign_in, tmp_path):
    client = sign_in(world.mex.member)
    content = got(client, "number-file", "USA.RET_OUT.GTM._T/2025-10+3@2026-02-28", "sdmx.csv")
    assert by_pysdmx(content, tmp_path)[0] == "REVISIONS"
    assert [row["OBS_VALUE"] for row in table(content)] == ["12000", "12300"]
    for citation, form in (
        ("USA.RET_OUT.GTM._T/2025-12@2026-02-28", "svg"),
        ("USA.RET_OUT.GTM._T/2031-12@2026-02-28", "csv"),
    ):
        address = reverse("flows:number-file", args=[citation, form])
        assert client.get(address, secure=True).status_code == 404


@pytest.fixture
def returns(world):
    """Returns by citizenship over three years."""
    dataset = make_dataset(world.gtm.coordinator)
    spans = [f"{year}-{month:02}" for year in (2023, 2024, 2025) for month in range(1, 13)]
    lines = [(month, "US", code, 900 + place) for month in spans for place, code in enumerate(("GT", "HN"))]
    publish(world.gtm, dataset, rows(*lines), JAN)
    return dataset


@pytest.mark.parametrize(("chart", "codes", "months"), [("composition", {"GT", "HN"}, 36), ("season", {"_T"}, 36)])
def test_each_chart_leaves_as_the_figures_it_is_drawn_of(returns, world, sign_in, tmp_path, chart, codes, months):
    client = sign_in(world.usa.member)
    told = table(got(client, "download", "RET_IN", "csv", chart=chart))
    assert {row["citizenship"] for row in told} == codes
    assert len(told) == months * len(codes)
    content = got(client, "download", "RET_IN", "sdmx.csv", chart=chart)
    assert tuple(table(content)[0]) == HEADS
    assert len(by_pysdmx(content, tmp_path)[1]) == len(told)
    figures, _about = openpyxl.load_workbook(
        io.BytesIO(got(client, "download", "RET_IN", "xlsx", chart=chart))
    ).worksheets
    assert sum(isinstance(row[7], int) for row in figures.iter_rows(values_only=True)) == len(told)
    assert len(validated(got(client, "download", "RET_IN", "zip", chart=chart), tmp_path)["data"]) == len(told)
    page = client.get(reverse("flows:indicator", args=["RET_IN"]), secure=True).content.decode()
    for form in ("csv", "xlsx", "sdmx.csv", "zip", "svg", "png"):
        assert f"RET_IN.{form}?chart={chart}" in page
    assert (
        client.get(reverse("flows:download", args=["RET_IN", "csv"]), {"chart": "other"}, secure=True).status_code
        == 404
    )


def test_what_is_shown_as_sums_of_months_leaves_as_those_sums(returns, world, sign_in, tmp_path):
    client = sign_in(world.usa.member)
    told = table(got(client, "download", "RET_IN", "csv", over="3"))
    [last] = [row for row in told if row["period"] == "2025-10+3" and row["citizenship"] == "GT"]
    assert last["value"] == "2700"
    assert {row["period"].partition("+")[2] for row in told} == {"3"}
    content = got(client, "download", "RET_IN", "sdmx.csv", chart="trend", over="3")
    assert {row["FREQ"] for row in table(content)} == {"_O"}
    assert by_pysdmx(content, tmp_path)[0] == "FLOWS"


def test_the_overview_leaves_as_the_months_of_its_tiles(pair, world, sign_in, tmp_path):
    client = sign_in(world.mex.member)
    told = table(got(client, "overview-file", "csv"))
    assert {(row["reporting"], row["indicator"]) for row in told} == {("USA", "RET_OUT"), ("GTM", "RET_IN")}
    content = got(client, "overview-file", "sdmx.csv")
    assert (by_pysdmx(content, tmp_path)[0], len(table(content))) == ("FLOWS", len(told))
    tables = validated(got(client, "overview-file", "zip"), tmp_path)
    assert len(tables["data"]) == len(told)
    assert got(client, "overview-file", "svg").startswith(b"<svg")
    assert got(client, "overview-file", "png").startswith(b"\x89PNG")
    book = openpyxl.load_workbook(io.BytesIO(got(client, "overview-file", "xlsx")))
    assert len(book.worksheets) == 2
    assert client.get(reverse("flows:overview-file", args=["exe"]), secure=True).status_code == 404
    page = client.get(reverse("flows:overview"), secure=True).content.decode()
    for form in ("csv", "xlsx", "sdmx.csv", "zip", "svg", "png"):
        assert reverse("flows:overview-file", args=[form]) in page
        assert reverse("flows:mirror-file", args=[pair.pk, form]) in page


def test_who_has_reported_what_leaves_as_a_table_and_a_picture(returns, world, sign_in):
    client = sign_in(world.usa.member)
    told = table(got(client, "reporting-file", "csv"))
    assert {(row["delegation"], row["indicator"]) for row in told} == {("GTM", "RET_IN")}
    assert {row["state"] for row in told if row["month"] <= "2025-12"} == {"on-time"}
    # The clock is today's: what is after the last vintage is missing, or not due yet.
    assert {row["state"] for row in told if row["month"] > "2025-12"} <= {"missing", "not-due"}
    figures, _about = openpyxl.load_workbook(io.BytesIO(got(client, "reporting-file", "xlsx"))).worksheets
    assert [row[3] for row in figures.iter_rows(values_only=True)][-len(told) :] == [row["month"] for row in told]
    assert got(client, "reporting-file", "svg").startswith(b"<svg")
    assert got(client, "reporting-file", "png").startswith(b"\x89PNG")
    # There is no figure in it.
    for form in ("sdmx.csv", "zip", "full.csv", "exe"):
        assert client.get(reverse("flows:reporting-file", args=[form]), secure=True).status_code == 404


def test_files_of_what_somebody_may_not_see_are_not_there(world, sign_in):
    client = sign_in(world.usa.member)
    assert table(got(client, "overview-file", "csv")) == []
    for form in ("zip", "svg", "png"):
        assert client.get(reverse("flows:overview-file", args=[form]), secure=True).status_code == 404
