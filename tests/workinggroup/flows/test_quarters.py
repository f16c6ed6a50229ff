"""Tables of three dimensions by the quarter: published with their vintage, on the page, in the files."""

import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.clock import database_now
from portal.core.reader import Reader, reading_as
from tests.factories.flows import HEADS, NOW, approve, bring, make_dataset, publish
from workinggroup.flows.models import Dataset, FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.operations import protect_vintages, withdraw_vintage
from workinggroup.flows.quarters import QuarterFigure

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
MONTHS = ("2025-10", "2025-11", "2025-12")
SMALL = ("SWB", "GT", "FAMILY_UNIT")


def told(months=MONTHS, **counts):
    """A file of encounters by area, citizenship and group, each of a hundred and more."""
    lines = [",".join(HEADS)]
    for month in months:
        for place, area in enumerate(("SWB", "NLB"), 1):
            for number, of in enumerate(("GT", "HN", "MX"), 1):
                for who, more in (("SINGLE_ADULT", 100), ("FAMILY_UNIT", 200)):
                    usual = more + 10 * number + place
                    value = counts.get("small", usual) if (area, of, who) == SMALL else usual
                    lines.append(f"{month},ENC_LAND,US,_T,{area},{of},{who},{value}")
    return "\n".join(lines).encode()


@pytest.fixture
def dataset(world):
    return make_dataset(world.usa.coordinator, "Encounters", reporting="US")


def seen(user, **asked):
    """What somebody sees of quarters: by quarter, area, citizenship and group the count or the mark."""
    with reading_as(user.reader):
        rows = QuarterFigure.objects.visible_to(user).as_of(asked.get("as_of"))
        names = ("month", "series__area", "series__citizenship", "series__group", "value", "mark")
        return {(f"{month:%Y-%m}", *codes): mark or value for month, *codes, value, mark in rows.values_list(*names)}


def test_a_quarter_comes_out_with_its_vintage_and_never_by_the_month(world, dataset):
    publish(world.usa, dataset, told(MONTHS[:2]), JAN)
    assert seen(world.gtm.member) == {}
    publish(world.usa, dataset, told(), FEB)
    found = seen(world.gtm.member)
    assert len(found) == 12
    assert found["2025-10", "SWB", "GT", "SINGLE_ADULT"] == 3 * 111
    assert seen(world.gtm.member, as_of=JAN) == {}
    with reading_as(world.gtm.member.reader):
        series = FlowSeries.objects.get(area="SWB", citizenship="GT", group="SINGLE_ADULT")
        assert not series.published.exists()
    assert seen(world.admin) == {}


def test_a_quarter_is_its_delegations_own_until_its_vintage_is_out(world, dataset):
    publish(world.usa, dataset, told(MONTHS[:2]), JAN)
    vintage = bring(world.usa.member, dataset, told(), FEB)
    approve(world.usa.member, world.usa.coordinator, vintage, embargo_until=database_now() + timedelta(days=1))
    protect_vintages([Reader("USA")], now=NOW)
    assert seen(world.gtm.member) == {}
    with reading_as(world.usa.member.reader):
        assert QuarterFigure.objects.count() == 12
        with pytest.raises(DatabaseError, match="waits for its hour"), transaction.atomic():
            QuarterFigure.objects.update(is_out=True, releasable_to=["GTM", "USA"])
        withdraw_vintage(vintage=vintage, actor=world.usa.member)
        assert QuarterFigure.objects.count() == 0


def test_what_is_small_by_the_quarter_is_hidden_with_others_and_stays_so(world, dataset):
    publish(world.usa, dataset, told(small=2), JAN)
    first = seen(world.gtm.member)
    hidden = {at for at, said in first.items() if said == "c"}
    assert ("2025-10", *SMALL) in hidden
    assert 4 <= len(hidden) < len(first)
    with reading_as(world.usa.member.reader):
        assert not QuarterFigure.objects.filter(mark="c", value__isnull=False).exists()
        with pytest.raises(DatabaseError, match="is kept"), transaction.atomic():
            QuarterFigure.objects.update(value=1, mark="")
    publish(world.usa, dataset, told(small=60), FEB)
    later = seen(world.gtm.member)
    assert {at for at, said in later.items() if said == "c"} >= hidden
    assert seen(world.gtm.member, as_of=JAN) == first


def left(client, form, **query):
    answer = client.get(reverse("flows:download", args=["ENC_LAND", form]), query, secure=True)
    assert answer.status_code == 200
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")


def test_a_quarter_is_on_the_page_in_the_files_and_under_its_own_address(world, dataset, sign_in):
    publish(world.usa, dataset, told(small=2), JAN)
    client = sign_in(world.gtm.member)
    opened = client.get(reverse("flows:indicator", args=["ENC_LAND"]), {"quarter": "2025-Q4"}, secure=True)
    crossed = opened.context["crossed"]
    assert crossed.name == "2025-Q4"
    [table] = crossed.tables
    assert len(table.heads) == 2
    assert len([cells for _name, cells in table.rows if cells]) == 6
    marks = seen(world.usa.member)
    hidden = sum(cell.is_hidden for _name, cells in table.rows for cell in cells)
    assert hidden == sum(said == "c" for said in marks.values()) > 1
    shown = next(at for at, said in marks.items() if said != "c")
    area, citizenship, group = shown[1:]
    address = f"USA.ENC_LAND._T.{citizenship}.{group}.{area}/2025-Q4@2026-01-31"
    for form in ("csv", "full.csv"):
        lines = [each for each in csv.DictReader(io.StringIO(left(client, form))) if each["period"] == "2025-Q4"]
        assert len(lines) == 12
        assert sum(each["status"] == "c" and each["value"] == "" for each in lines) == hidden
        [line] = [each for each in lines if (each["area"], each["citizenship"], each["group"]) == shown[1:]]
        assert line["value"] == str(marks[shown])
    assert line["address"] == address
    sdmx = [each for each in csv.DictReader(io.StringIO(left(client, "sdmx.csv"))) if each["FREQ"] == "Q"]
    assert {each["TIME_PERIOD"] for each in sdmx} == {"2025-Q4"}
    assert sum(each["CONF_STATUS"] == "C" for each in sdmx) == hidden
    number = client.get(reverse("flows:number-json", args=[address]), secure=True).json()
    assert (number["value"], number["is_hidden"]) == (marks[shown], False)


def test_citizenships_told_together_are_named(world, dataset, sign_in):
    few = "".join(f"\n{month},ENC_LAND,US,_T,SWB,SV,SINGLE_ADULT,1" for month in MONTHS).encode()
    publish(world.usa, dataset, told() + few, JAN)
    opened = sign_in(world.gtm.member).get(reverse("flows:indicator", args=["ENC_LAND"]), secure=True)
    assert opened.context["crossed"].residual == "El Salvador"
    assert opened.context["crossed"].tables[0].rows[-1][0] != "El Salvador"


def test_a_page_of_quarters_costs_the_same_for_any_number(world, dataset, sign_in):
    client, costs = sign_in(world.gtm.member), []
    for as_of, months in ((JAN, MONTHS), (FEB, ("2025-07", "2025-08", "2025-09", *MONTHS))):
        publish(world.usa, dataset, told(months), as_of)
        client.get(reverse("flows:indicator", args=["ENC_LAND"]), secure=True)
        with CaptureQueriesContext(connection) as asked:
            opened = client.get(reverse("flows:indicator", args=["ENC_LAND"]), {"by": "group"}, secure=True)
        costs.append(len(asked))
    assert len(opened.context["crossed"].spans) == 2
    assert costs[0] == costs[1]


def test_a_package_says_that_something_is_hidden_where_only_a_quarter_hides_it(world, dataset, sign_in):
    publish(world.usa, dataset, told(small=2), JAN)
    with reading_as(world.usa.coordinator.reader):
        Dataset.objects.update(public_url="https://example.org/figures", public_on=JAN)
    publish(world.usa, dataset, told((*MONTHS, "2026-01", "2026-02", "2026-03")[:5], small=60), FEB)
    assert "c" in seen(world.gtm.member).values()
    with reading_as(world.gtm.member.reader):
        assert not PublishedFigure.objects.filter(mark="c", until=None).exists()
    client = sign_in(world.gtm.member)
    answer = client.get(reverse("flows:download", args=["ENC_LAND", "zip"]), secure=True)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as package:
        assert "Figures of 1 to 9 are hidden" in package.read("README.md").decode()


def test_a_quarter_of_which_one_month_alone_has_a_cell_is_found_at_its_address(world, dataset, sign_in):
    vintage = bring(world.usa.member, dataset, told(), JAN)
    approve(world.usa.member, world.usa.coordinator, vintage, embargo_until=database_now() + timedelta(days=1))
    protect_vintages([Reader("USA")], now=NOW)
    with reading_as(world.usa.member.reader):
        series = FlowSeries.objects.get(area="SWB", citizenship="GT", group="SINGLE_ADULT")
        own = {"releasable_to": ["USA"], "delegation_id": "USA", "since": vintage, "as_of": JAN}
        PublishedFigure.objects.create(series=series, month=date(2025, 10, 1), value=111, **own)
        Vintage.objects.update(embargo_until=database_now())
    protect_vintages([Reader("USA")], now=NOW)
    address = "USA.ENC_LAND._T.GT.SINGLE_ADULT.SWB/2025-Q4@2026-01-31"
    answer = sign_in(world.gtm.member).get(reverse("flows:number-json", args=[address]), secure=True)
    assert answer.status_code == 200
    assert answer.json()["value"] == 3 * 111
