"""Pages of figures: what is brought in by a form, what is shown to whom, and that nothing depends on what is hidden."""

import csv
import io
import re
import zipfile
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.reader import Reader, reading_as
from tests.factories.flows import bring, make_dataset, publish, rows
from workinggroup.flows.models import FlowSeries, Observation, Vintage
from workinggroup.flows.operations import protect_vintages

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
# So many countries as there are.
COUNTRIES = ["GT", "HN", "SV", "MX", "NI", "CU", "HT", "VE", "CO", "EC", "PE", "BR", "CN", "CR", "PA", "BZ", "DO", "JM"]


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator)


def page(client, name, *args, **query):
    answer = client.get(reverse(name, args=args), query, secure=True)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def key_on(opened):
    return re.search(r'name="key" value="([^"]+)"', opened.content.decode())[1]


def post(client, name, pk, **facts):
    opened = client.get(reverse("flows:vintage", args=[pk]), secure=True)
    return client.post(reverse(name, args=[pk]), {"key": key_on(opened), **facts}, secure=True, follow=True)


def test_a_delegation_brings_figures_in_and_a_second_person_lets_them_out(world, sign_in):
    dataset = make_dataset(world.usa.coordinator, "Returns", reporting="US")
    member, head = sign_in(world.usa.member), sign_in(world.usa.head)
    lines = (("2026-01", "GT", "GT", 8), ("2026-01", "GT", "HN", 50))
    file = SimpleUploadedFile("figures.csv", rows(*lines, indicator="RET_OUT", reporting="US"))
    address = reverse("flows:bring", args=[dataset.pk])
    sent = {"key": key_on(member.get(address, secure=True)), "file": file, "as_of": "2026-01-31"}
    answer = member.post(address, sent, secure=True, follow=True)
    assert "Returns carried out, to Guatemala, Honduras" in answer.content.decode()
    with reading_as(world.usa.member.reader):
        vintage = Vintage.objects.get()
    post(member, "flows:send", vintage.pk, note="As counted.")
    assert b"Approve and publish" not in page(member, "flows:vintage", vintage.pk)
    answer = post(head, "flows:approve", vintage.pk)
    assert "Waits to be protected" in answer.content.decode()
    protect_vintages([Reader("USA")], now=vintage.imported_at)
    seen = page(sign_in(world.mex.member), "flows:vintage", vintage.pk).decode()
    assert "As counted." in seen
    assert "figures.csv" not in seen
    assert "SHA-256" not in seen
    assert "SHA-256" in page(member, "flows:vintage", vintage.pk).decode()


def test_a_file_with_faults_is_told_line_by_line_in_either_language(world, dataset, sign_in):
    member = sign_in(world.gtm.member)
    key = key_on(member.get(reverse("flows:bring", args=[dataset.pk]), secure=True))
    lines = [(f"2026-{month}", "US", "GT", value) for month, value in (("13", 5), ("01", "five"), ("02", "=1+1"))]
    sent = {"key": key, "file": SimpleUploadedFile("figures.csv", rows(*lines)), "as_of": "2026-02-28"}
    answer = member.post(reverse("flows:bring", args=[dataset.pk]), sent, secure=True)
    told = answer.content.decode()
    assert "3 errores: no se incorporó nada" in told or "3 faults: nothing was brought in" in told
    assert {each.place for each in answer.context["faults"]} == {"2", "3", "4"}
    listed = answer.context["listed"]
    assert listed.startswith("data:text/csv")
    with reading_as(world.gtm.member.reader):
        assert Vintage.objects.count() == Observation.objects.count() == 0


def test_a_page_that_waits_is_told_how_far_the_file_was_read(world, dataset, sign_in):
    member, token = sign_in(world.gtm.member), "8b0f7f7e-3d53-4f31-8b1f-6a0a5a3d0001"
    address = reverse("flows:progress", args=[dataset.pk, token])
    assert str(reverse("flows:bring", args=[dataset.pk])) in address
    assert "se está enviando" in member.get(address, secure=True).content.decode()
    lines = [
        (f"{1990 + number // 12}-{number % 12 + 1:02}", "US", code, 50) for code in COUNTRIES for number in range(240)
    ]
    sent = {"file": SimpleUploadedFile("figures.csv", rows(*lines)), "as_of": "2026-02-28", "progress": token}
    assert member.post(reverse("flows:bring", args=[dataset.pk]), sent, secure=True).status_code == 302
    assert "4,000 filas verificadas" in member.get(address, secure=True).content.decode()
    assert "se está enviando" in sign_in(world.gtm.head).get(address, secure=True).content.decode()
    assert sign_in(world.usa.head).get(address, secure=True).status_code == 403


def shown_with(world, sign_in, name, small):
    """Everything that another side is given of a dataset in which one figure is `small`."""
    other = make_dataset(world.gtm.coordinator, name)
    data = rows(
        *(("2025-12", "US", country, 40 + place) for place, country in enumerate(COUNTRIES[:4])),
        ("2026-01", "US", "GT", small), ("2026-01", "US", "HN", 60 - small), ("2026-01", "US", "SV", 250),
        ("2026-01", "US", "MX", 300),
    )  # fmt: skip
    publish(world.gtm, other, data, JAN)
    client = sign_in(world.usa.member)
    forms = ("csv", "full.csv", "sdmx.csv", "svg", "png")
    found = {form: page(client, "flows:download", "RET_IN", form) for form in forms}
    for form in ("xlsx", "zip"):
        with zipfile.ZipFile(io.BytesIO(page(client, "flows:download", "RET_IN", form))) as archive:
            # The hour at which it was made, and the hash of a table that names its dataset, whose name is drawn.
            parts = {f"{form}/{each}": archive.read(each) for each in archive.namelist() if "core.xml" not in each}
            found |= {each: re.sub(rb'"(hash|sha256)": "[^"]*"', b"", part) for each, part in parts.items()}
    for country in ("GT", "SV", "_T"):
        found[f"json/{country}"] = page(client, "flows:number-json", f"GTM.RET_IN.USA.{country}/2026-01@2026-01-31")
    for country in ("GT", "_T"):
        at = f"GTM.RET_IN.USA.{country}/2026-01@2026-01-31"
        for form in ("csv", "sdmx.csv"):
            found[f"number/{country}/{form}"] = page(client, "flows:number-file", at, form)
    for form in ("csv", "sdmx.csv"):
        found[f"overview/{form}"] = page(client, "flows:overview-file", form)
        for chart in ("trend", "composition"):
            found[f"{chart}/{form}"] = page(client, "flows:download", "RET_IN", form, chart=chart)
    tiles = client.get(reverse("flows:overview"), secure=True).context["tiles"]
    found["tiles"] = repr([(each.title, each.about, each.change, each.tile) for each in tiles]).encode()
    with reading_as(world.usa.member.reader):
        series = list(FlowSeries.objects.filter(dataset=other).order_by("citizenship").values_list("pk", flat=True))
    for number, pk in enumerate(series):
        for form in ("csv", "sdmx.csv", "svg"):
            found[f"revisions/{number}/{form}"] = page(client, "flows:revisions-file", pk, form)
    found["page"] = client.get(reverse("flows:indicator", args=["RET_IN"]), secure=True).context["shown"]
    return found, other


class Undone(Exception):
    """So that the same is done anew."""


def test_nothing_that_is_shown_depends_on_a_hidden_figure(world, sign_in):
    """The order of rows, the lengths, the axes, and the bytes of every file are those of any hidden figure."""
    told = []
    for small in (1, 9):
        try:
            with transaction.atomic():
                found, other = shown_with(world, sign_in, "Returns", small)
                key = str(other.pk).encode()
                plates = [found["page"].trend, found["page"].composition, found["page"].season]
                files = {form: found[form].replace(key, b"KEY") for form in found if form != "page"}
                told.append((files, plates))
                raise Undone
        except Undone:
            pass
    (files, plates), (others, theirs) = told
    assert plates == theirs
    assert [name for name in files if files[name] != others[name]] == []
    assert b",c" in told[0][0]["csv"]


def test_files_hold_all_that_is_seen_and_say_what_it_is(world, dataset, sign_in):
    months = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)]
    data = rows(*((month, "US", country, 100 + place) for month in months for place, country in enumerate(COUNTRIES)))
    publish(world.gtm, dataset, data, JAN)
    client = sign_in(world.mex.member)
    text = page(client, "flows:download", "RET_IN", "full.csv").decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    # Each country and their sum, from one country to another.
    assert len(found) == len(months) * (len(COUNTRIES) + 1)
    assert {row["reporting"] for row in found} == {"GTM"}
    # Governments by the codes of delegations, also those that have published nothing of it.
    short = list(csv.DictReader(io.StringIO(page(client, "flows:download", "RET_IN", "csv").decode("utf-8-sig"))))
    for rows_of in (found, short):
        assert {row["counterpart"] for row in rows_of} == {"USA"}
    sdmx = list(csv.DictReader(io.StringIO(page(client, "flows:download", "RET_IN", "sdmx.csv").decode())))
    assert len(sdmx) == len(found)
    package = zipfile.ZipFile(io.BytesIO(page(client, "flows:download", "RET_IN", "zip")))
    assert set(package.namelist()) == {"data.csv", "datapackage.json", "metadata.json", "README.md", "LEEME.md"}
    assert len(package.read("data.csv").splitlines()) == len(found) + 1
    assert page(client, "flows:download", "RET_IN", "xlsx").startswith(b"PK")
    assert client.get(reverse("flows:download", args=["RET_IN", "exe"]), secure=True).status_code == 404


@pytest.mark.parametrize("form", ["full.csv", "sdmx.csv"])
def test_a_full_table_begins_before_a_figure_is_read(world, dataset, sign_in, form):
    publish(world.gtm, dataset, rows(*(("2026-01", "US", code, 500) for code in COUNTRIES)), JAN)
    client, address = sign_in(world.usa.member), reverse("flows:download", args=["RET_IN", form])
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address, secure=True)
        pieces = iter(answer)
        head = next(pieces)
        before = [each["sql"] for each in asked if "publishedfigure" in each["sql"]]
        rest = b"".join(pieces)
    assert head.count(b"\r\n") == 1
    assert rest.count(b"\r\n") == len(COUNTRIES) + 1, "each country, and all"
    assert before, "whether there is any is asked"
    assert not [sql for sql in before if '"value"' in sql]
    assert client.get(reverse("flows:download", args=["RET_OUT", form]), secure=True).status_code == 404


def test_who_does_not_see_a_vintage_is_not_told_of_it(world, dataset, sign_in):
    draft = bring(world.gtm.member, dataset, rows(("2026-01", "US", "GT", 123456)), JAN)
    for other in (world.usa.head, world.sec.coordinator):
        client = sign_in(other)
        for name in ("flows:vintage", "flows:file"):
            assert client.get(reverse(name, args=[draft.pk]), secure=True).status_code == 404
        assert client.get(reverse("flows:indicator", args=["RET_IN"]), secure=True).status_code == 404
        for name, args in (
            ("flows:datasets", []),
            ("flows:dataset", [dataset.pk]),
            ("flows:overview", []),
            ("flows:reporting", []),
        ):
            seen = page(client, name, *args).decode()
            assert str(draft.pk) not in seen
            assert "123,456" not in seen
    assert b"123,456" in page(sign_in(world.gtm.head), "flows:vintage", draft.pk)


def test_years_are_those_of_the_calendar_or_the_fiscal_ones_of_the_united_states(world, dataset, sign_in):
    lines = [(f"{year}-{month:02}", "US", "_T", 1000 + month) for year in (2024, 2025) for month in range(1, 13)]
    publish(world.gtm, dataset, rows(*lines), JAN)
    client, address = sign_in(world.usa.member), reverse("flows:indicator", args=["RET_IN"])

    def told(**query):
        shown = client.get(address, query, secure=True).context["shown"]
        return [
            (plate.table.heads[0], [name for name, _cells in plate.table.rows]) for plate in (shown.trend, shown.season)
        ]

    calendar, fiscal = told(), told(years="fiscal")
    assert calendar[0] == ("Jan", ["2025", "2024", "2023"])
    assert fiscal[0] == ("Oct", ["FY2026", "FY2025", "FY2024", "FY2023"])
    assert calendar[1][1][0] == "2025"
    assert fiscal[1][1][0] == "FY2026"


def test_as_of_a_day_the_page_shows_what_stood_then(world, dataset, sign_in):
    first = [(f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13)]
    publish(world.gtm, dataset, rows(*first, ("2026-01", "US", "_T", 4180)), JAN)
    publish(world.gtm, dataset, rows(*first, ("2026-01", "US", "_T", 5460)), FEB)
    client = sign_in(world.usa.member)
    now = page(client, "flows:indicator", "RET_IN").decode()
    then = page(client, "flows:indicator", "RET_IN", as_of=str(FEB - timedelta(days=1))).decode()
    assert "5,460" in now
    assert "4,180" not in now
    assert "4,180" in then
    assert "5,460" not in then


@pytest.mark.parametrize(
    "name", ["flows:overview", "flows:indicator", "flows:datasets", "flows:reporting", "flows:dataset"]
)
def test_a_page_costs_as_many_queries_for_any_number_of_figures(world, sign_in, name):
    client, costs = sign_in(world.usa.member), []
    dataset = make_dataset(world.gtm.coordinator)
    publish(world.gtm, dataset, rows(("2026-01", "US", "GT", 100), ("2026-01", "US", "HN", 100)), JAN)
    args = {"flows:indicator": ["RET_IN"], "flows:dataset": [dataset.pk]}.get(name, [])

    def cost():
        page(client, name, *args)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page(client, name, *args)
        costs.append(len(asked))

    cost()
    many = [(f"2025-{month:02}", "US", country, 100) for month in range(1, 13) for country in COUNTRIES]
    publish(world.gtm, dataset, rows(*many, ("2026-01", "US", "GT", 100), ("2026-01", "US", "HN", 100)), FEB)
    cost()
    for number, indicator in enumerate(("ASY_APP", "REG_CROSS", "UNACC_MIN")):
        other = make_dataset(world.gtm.coordinator, f"More {number}")
        publish(world.gtm, other, rows(("2025-11", "MX", "_T", 900), indicator=indicator), JAN)
    cost()
    assert costs[0] == costs[1] == costs[2]
