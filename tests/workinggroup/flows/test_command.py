"""`manage.py import_flows`: a file as a person of a delegation; public files of a folder as a demonstration."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from portal.core.reader import reading_as
from tests.factories.flows import make_dataset, rows, shown_to
from workinggroup.flows.models import Dataset, Vintage
from workinggroup.flows.queries.showing import Asked, indicator_page
from workinggroup.flows.queries.telling import told

FOLDER = Path(__file__).resolve().parents[4] / "shared/data/flows"


def run(*arguments, **options):
    out = StringIO()
    try:
        call_command("import_flows", *map(str, arguments), stdout=out, **options)
    except SystemExit as stopped:
        return stopped.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def file(tmp_path):
    found = tmp_path / "figures.csv"
    found.write_bytes(rows(("2026-01", "US", "GT", 500), ("2026-01", "US", "HN", 300)))
    return found


def test_a_file_comes_in_as_a_draft_or_is_published_by_a_second_person(world, file):
    dataset = make_dataset(world.gtm.coordinator)
    who = {"dataset": "Returns", "as_of": date(2026, 1, 31), "by": world.gtm.member.email}
    code, said = run(file, **who)
    assert (code, said) == (0, "in        figures.csv: 2 rows, 2 figures\n")
    with reading_as(world.gtm.member.reader):
        assert Vintage.objects.get().status == "draft"
    other = make_dataset(world.gtm.coordinator, "Arrivals")
    code, said = run(file, **who | {"dataset": "Arrivals", "approved_by": world.gtm.coordinator.email})
    assert code == 0
    assert shown_to(world.usa.member, other)["2026-01", "US", "_T", "_T"] == 800
    assert shown_to(world.usa.member, dataset) == {}


def test_every_fault_is_printed_with_its_line_and_nothing_comes_in(world, file):
    make_dataset(world.gtm.coordinator)
    file.write_bytes(rows(("2026-13", "US", "GT", 500), ("2026-01", "US", "GT", "five")))
    code, said = run(file, dataset="Returns", as_of=date(2026, 1, 31), by=world.gtm.member.email)
    assert code == 1
    assert "  E04 2 · period:" in said
    assert "  E02 3 · value:" in said
    with reading_as(world.gtm.member.reader):
        assert not Vintage.objects.exists()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({}, "Say FILE"),
        ({"dataset": "Returns", "as_of": date(2026, 1, 31), "by": "nobody@test.example"}, "Nobody has the address"),
        ({"dataset": "Other", "as_of": date(2026, 1, 31), "by": "member.gtm@test.example"}, "has no dataset called Other"),
        ({"demonstration": Path("."), "dataset": ""}, "PORTAL_DEMO"),
    ],
)  # fmt: skip
def test_what_cannot_be_begun_is_said(world, file, options, words):
    make_dataset(world.gtm.coordinator)
    with pytest.raises(CommandError, match=words):
        run(file, **options)


@pytest.mark.skipif(not FOLDER.is_dir(), reason="the real files are not beside this checkout")
def test_real_public_files_come_in_as_a_demonstration_with_both_vintages(world, settings, tmp_path):
    settings.DEMO = True
    for pattern in ("2024_*.xlsx", "irreg_mexico_nat.csv", "irreg_mexico_dmg.csv"):
        for real in FOLDER.glob(pattern):
            (tmp_path / real.name).symlink_to(real)
    code, said = run(demonstration=tmp_path)
    # Two tables of Mexico are of two vintages: the second is refused, and says where.
    assert code == 1
    assert "refused   irreg_mexico_dmg.csv" in said
    assert "E08" in said
    with reading_as(world.mex.member.reader):
        assert set(Dataset.objects.values_list("origin", flat=True)) == {"third_party"}
    july = {}
    for day in (date(2024, 9, 1), None):
        with reading_as(world.mex.member.reader):
            [found] = told(
                world.mex.member, as_of=day, indicator="RET_OUT", reporting="US", citizenship="GT", group="REMOVAL"
            )
        july[day] = {str(month): figure.value for month, figure in found.figures.items()}["2024-07"]
    assert july == {date(2024, 9, 1): 4180, None: 5460}
    # Who "other" is: Peru left the table of encounters and China entered it (D6).
    with reading_as(world.mex.member.reader):
        page = indicator_page("ENC_LAND", world.mex.member, Asked(by="citizenship"), today=date(2024, 12, 31))
    moved = {(each.series.key[5], each.day): (each.entered, each.left) for each in page.moved}
    assert moved["_T", date(2024, 9, 30)] == ({"PE"}, {"CN"})
