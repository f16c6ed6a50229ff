"""Real public files of all three governments, brought in as a person does: by the page of a dataset, and by the command."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.flows import make_dataset, shown_to
from workinggroup.flows.demonstrating import DATASETS
from workinggroup.flows.models import Observation, Vintage

FOLDER = Path(__file__).resolve().parents[4] / "shared/data/flows"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the public files of flows are not beside this checkout")

# File, side, country, as of when it stands, and its rows.
FILES = {
    "cbp": ("nationwide-encounters-fy20-fy23-state.csv", "usa", "US", date(2023, 10, 31), 42_532),
    "ohss": (
        "2024_1206_ohss_immigration-enforcement-and-legal-processes-tables-august-2024.xlsx",
        "usa", "US", date(2024, 9, 30), None,
    ),
    "upm-nationality": ("irreg_mexico_nat.csv", "mex", "MX", date(2025, 6, 19), 5_759),
    "upm-returns": ("irreg_mexico_exp.csv", "mex", "MX", date(2025, 6, 19), 5_251),
    "igm-returns": ("irreg_guatemala.csv", "gtm", "GT", date(2025, 6, 19), 736),
}  # fmt: skip
# Months of one year and their sum as the agencies have published it.
PUBLISHED = {
    "cbp": (date(2022, 10, 1), date(2023, 9, 1), 3_201_144),
    "upm-nationality": (date(2023, 1, 1), date(2023, 12, 1), 778_907),
    "upm-returns": (date(2023, 1, 1), date(2023, 12, 1), 54_728),
    "igm-returns": (date(2024, 1, 1), date(2024, 12, 1), 76_768),
}


def dataset_of(world, key):
    name, side, country, as_of, number = FILES[key]
    people, facts = getattr(world, side), DATASETS[key]
    dataset = make_dataset(
        people.coordinator, facts.name["en"], reporting=country, layout=facts.layout, rounding=facts.rounding,
        declared=facts.declared,
    )  # fmt: skip
    return FOLDER / name, people, dataset, as_of, number


def held(people, key):
    """What came in: a draft of its delegation, with as many rows, whose year is as published."""
    with reading_as(people.member.reader):
        vintage = Vintage.objects.select_related("file").get()
        assert vintage.status == "draft"
        if key in PUBLISHED:
            first, last, count = PUBLISHED[key]
            values = Observation.objects.filter(month__gte=first, month__lte=last).values_list("value", flat=True)
            assert sum(values) == count
        return vintage.file.facts


@pytest.mark.parametrize("key", FILES)
def test_a_real_file_comes_in_by_the_page(world, sign_in, key):
    path, people, dataset, as_of, number = dataset_of(world, key)
    client = sign_in(people.member)
    sent = {"file": SimpleUploadedFile(path.name, path.read_bytes()), "as_of": as_of.isoformat()}
    answer = client.post(reverse("flows:bring", args=[dataset.pk]), sent, secure=True)
    assert answer.status_code == 302, answer.context["faults"][:3]
    facts = held(people, key)
    assert number in {None, facts["rows"]}
    # Its page is seen by its delegation alone.
    assert client.get(answer.url, secure=True).status_code == 200
    assert sign_in(world.sec.coordinator).get(answer.url, secure=True).status_code == 404


@pytest.mark.parametrize("key", FILES)
def test_a_real_file_comes_in_by_the_command(world, key):
    path, people, dataset, as_of, number = dataset_of(world, key)
    out = StringIO()
    call_command(
        "import_flows", str(path), dataset=str(dataset.name["en"]), as_of=as_of, by=people.member.email, stdout=out
    )
    facts = held(people, key)
    assert out.getvalue().startswith(f"in        {path.name}: {facts['rows']} rows, {facts['figures']} figures\n")
    assert number in {None, facts["rows"]}
    assert shown_to(world.sec.coordinator, dataset) == {}


def test_a_real_file_with_a_fault_is_told_by_its_lines_and_changes_nothing(world, sign_in):
    """Of Guatemala's file 88 cells are empty, and nobody has declared what that means."""
    path, people, dataset, as_of, _number = dataset_of(world, "igm-returns")
    undeclared = make_dataset(people.coordinator, "Undeclared", reporting="GT", layout="igm-returns")
    sent = {"file": SimpleUploadedFile(path.name, path.read_bytes()), "as_of": as_of.isoformat()}
    answer = sign_in(people.member).post(reverse("flows:bring", args=[undeclared.pk]), sent, secure=True)
    assert answer.context["count"] == 88
    assert {(each.code, each.column) for each in answer.context["faults"]} == {("E06", "origin")}
    assert answer.context["faults"][0].place == "563"
    with reading_as(people.member.reader):
        assert Vintage.objects.count() == Observation.objects.count() == 0
    assert dataset.pk != undeclared.pk
