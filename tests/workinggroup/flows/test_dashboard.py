"""What the dashboard tells beside each figure: what it was, who "other" is, whom to ask, and where it stands for good."""

import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from fractions import Fraction
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from portal.core.reader import reading_as
from tests.factories.flows import make_counts, make_dataset, make_pair, publish, rows, series_of
from workinggroup.flows.charts.findings import Latest, change_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.models import FlowSeries, PublishedFigure
from workinggroup.flows.queries.mirrors import gaps_for
from workinggroup.flows.queries.residuals import moved_in
from workinggroup.flows.queries.showing import Asked, indicator_page, overview_for
from workinggroup.flows.tiling import foremost, gravest, overview_title

JAN, FEB, MAR = date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 9)
TODAY = date(2026, 3, 10)


def page(client, name, *args, **query):
    answer = client.get(reverse(f"flows:{name}", args=args), query, secure=True)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.fixture
def dataset(world):
    return make_dataset(world.gtm.coordinator, contact="Statistics office, stats@example.org")


def months(last, **more):
    """A year of returns up to January 2026, which is another now."""
    lines = [(f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13)]
    return rows(*lines, ("2026-01", "US", "_T", last), **more)


def test_a_tile_says_what_its_figure_was_before_it_was_revised(world, dataset, sign_in):
    publish(world.gtm, dataset, months(4180), JAN)
    client = sign_in(world.usa.member)
    assert "evised" not in page(client, "overview").decode().partition("<main")[2]
    publish(world.gtm, dataset, months(5460), FEB)
    told = page(client, "overview").decode()
    assert re.search(
        r'<a href="/flows/series/[^"]+/revisions/">Revised on 28 Feb 2026, before 4,180 \(\+31\s%\)</a>', told
    )
    # Another day without another figure says nothing new.
    publish(world.gtm, dataset, months(5460) + b"\n2026-02,RET_IN,GT,US,_T,_T,_T,5000", MAR)
    assert "evised on" not in page(client, "overview").decode()


def test_what_was_hidden_before_is_no_revision_and_an_edition_tells_its_own(world, dataset):
    publish(world.gtm, dataset, rows(("2026-01", "US", "_T", 4)), JAN)
    publish(world.gtm, dataset, rows(("2026-01", "US", "_T", 400)), FEB)
    with reading_as(world.usa.member.reader):
        found = overview_for(world.usa.member, today=TODAY)
    assert found.revised == {}


def with_rest(*named, rest, month="2026-01"):
    """A month of returns by citizenship, with what is not told apart."""
    return [(month, "US", code, 100 + place) for place, code in enumerate(named)] + [(month, "US", "_X", rest)]


def moved(user, day=None):
    with reading_as(user.reader):
        shown = indicator_page("RET_IN", user, Asked(as_of=day), today=TODAY)
    return [(each.day, set(each.entered), set(each.left)) for each in shown.moved]


def test_other_knows_who_entered_it_and_who_left(world, dataset, sign_in):
    """The top ten moved: Peru is told no more, China is, and the rest of the same months is another."""
    both = ("2025-12", "2026-01")
    first = [line for month in both for line in with_rest("GT", "HN", "PE", rest=600, month=month)]
    second = [line for month in both for line in with_rest("GT", "HN", "CN", rest=800, month=month)]
    publish(world.gtm, dataset, rows(*first), JAN)
    assert moved(world.usa.member) == []
    publish(world.gtm, dataset, rows(*second), FEB)
    assert moved(world.usa.member) == [(FEB, {"PE"}, {"CN"})]
    # As it stood before, nothing had moved.
    assert moved(world.usa.member, JAN) == []
    client = sign_in(world.usa.member)
    told = page(client, "indicator", "RET_IN", by="citizenship").decode()
    assert "Since the vintage of 28 Feb 2026 “other” also holds Peru, and no longer China." in told
    package = zipfile.ZipFile(BytesIO(page(client, "download", "RET_IN", "zip")))
    [source] = json.loads(package.read("metadata.json"))["sources"]
    assert (source["residual"], source["contact"]) == (["PE"], "Statistics office, stats@example.org")
    third = [line for month in both for line in with_rest("GT", "HN", "CN", "PE", rest=640, month=month)]
    publish(world.gtm, dataset, rows(*third), MAR)
    assert moved(world.usa.member) == [(MAR, set(), {"PE"}), (FEB, {"PE"}, {"CN"})]
    package = zipfile.ZipFile(BytesIO(page(client, "download", "RET_IN", "zip")))
    assert json.loads(package.read("metadata.json"))["sources"][0]["residual"] == []


def test_who_vanishes_while_the_rest_stays_as_it_was_has_not_entered_it(world, dataset):
    publish(world.gtm, dataset, rows(*with_rest("GT", "HN", "PE", rest=600)), JAN)
    publish(world.gtm, dataset, rows(*with_rest("GT", "HN", rest=600)), FEB)
    with reading_as(world.usa.member.reader):
        shown = indicator_page("RET_IN", world.usa.member, Asked(), today=TODAY)
        with CaptureQueriesContext(connection) as asked:
            found = moved_in(world.usa.member, shown.parts, first=Month(2023, 1))
    # Nobody knows where they are counted now.
    assert (found, len(asked)) == ([], 2)


def test_a_figure_that_is_hidden_later_and_then_vanishes_is_told_by_no_page(world, dataset, sign_in):
    """Shown as 40, hidden as 6, then told no more with nothing in its place: no page, file or chart has the 6, or the total
    from which another vintage would tell it."""
    rest = [("2026-01", "US", "HN", 50), ("2026-01", "US", "MX", 200)]
    for day, more in ((JAN, [("2026-01", "US", "GT", 40)]), (FEB, [("2026-01", "US", "GT", 6)]), (MAR, [])):
        publish(world.gtm, dataset, rows(*more, *rest), day)
    client = sign_in(world.usa.member)
    with reading_as(world.usa.member.reader):
        series = {each.citizenship: each.pk for each in FlowSeries.objects.filter(dataset=dataset)}
        shown = {
            (str(day), code): value
            for day, code, value in PublishedFigure.objects.values_list("as_of", "series__citizenship", "value")
        }
    # Of both later vintages neither the total nor the figure is shown.
    assert {at for at, value in shown.items() if value in {256, 250, 6}} == set()
    pages = [page(client, "revisions", pk) for pk in series.values()]
    pages += [page(client, "revisions-file", pk, "csv") for pk in series.values()]
    pages += [page(client, "indicator", "RET_IN", **asked) for asked in ({}, {"as_of": str(FEB)}, {"over": "12"})]
    pages += [page(client, "download", "RET_IN", form) for form in ("csv", "full.csv", "sdmx.csv", "svg")]
    pages += [page(client, name) for name in ("overview", "reporting", "datasets")]
    for code in ("GT", "_T"):
        pages.append(page(client, "number", f"GTM.RET_IN.USA.{code}/2026-01@2026-02-28"))
        pages.append(page(client, "number-json", f"GTM.RET_IN.USA.{code}/2026-01@2026-02-28"))
    told = " ".join(re.sub(r"<[^>]+>|[0-9a-f]{8}-[0-9a-f-]{27}", " ", each.decode("utf-8-sig")) for each in pages)
    # The total that was shown at first is there; the later ones are not.
    found = {number for number in ("290", "256", "250") if re.search(rf"(?<![\d.:-]){number}(?![\d.:-])", told)}
    assert found == {"290"}


def test_whom_to_ask_stands_on_the_pages_of_a_dataset_and_a_figure(world, dataset, sign_in):
    publish(world.gtm, dataset, months(4180), JAN)
    client = sign_in(world.usa.member)
    for name, args in (("dataset", [dataset.pk]), ("number", ["GTM.RET_IN.USA._T/2026-01@2026-01-31"])):
        assert "Statistics office, stats@example.org" in page(client, name, *args).decode()


def test_each_chart_has_its_pictures_and_the_page_a_link_that_shows_the_same_for_good(world, dataset, sign_in):
    spans = [f"{year}-{month:02}" for year in (2024, 2025) for month in range(1, 13)] + ["2026-01"]
    more = [(month, "US", code, 900 + place) for month in spans for place, code in enumerate(("GT", "HN"))]
    publish(world.gtm, dataset, rows(*more), JAN)
    client = sign_in(world.usa.member)
    told = page(client, "indicator", "RET_IN").decode()
    links = set(re.findall(r'href="(/flows/indicators/RET_IN\.(?:svg|png)[^"]*)"', told))
    assert len(links) == 6
    pictures = {link: client.get(link.replace("&amp;", "&"), secure=True).content for link in links}
    assert len(set(pictures.values())) == 6
    for link, picture in pictures.items():
        assert picture.startswith(b"\x89PNG" if ".png" in link else b"<svg")
    assert client.get("/flows/indicators/RET_IN.svg?chart=other", secure=True).status_code == 404
    [stays] = re.findall(r'href="(\?[^"]*as_of=[^"]*)"', told)
    assert stays == "?as_of=2026-01-31"
    before = page(client, "indicator", "RET_IN", as_of="2026-01-31")
    publish(world.gtm, dataset, rows(*more[:-1], ("2026-01", "US", "HN", 1234)), FEB)
    assert b"1,234" in page(client, "indicator", "RET_IN")
    after = page(client, "indicator", "RET_IN", as_of="2026-01-31")
    assert b"1,234" not in after
    assert tables(before) == tables(after)


def test_parts_for_which_there_is_no_panel_are_counted(world, dataset, sign_in):
    codes = ["GT", "HN", "SV", "MX", "NI", "CU", "HT", "VE", "CO", "EC", "PE", "BR", "CN", "CR", "PA"]
    publish(world.gtm, dataset, rows(*(("2026-01", "US", code, 100) for code in codes)), JAN)
    client = sign_in(world.usa.member)
    assert "3 more series are in the file." in page(client, "indicator", "RET_IN").decode()
    assert page(client, "download", "RET_IN", "csv").count(b"2026-01") == len(codes) + 1


def tables(content):
    return re.findall(r"<table.*?</table>", content.decode(), re.DOTALL)


def tile_of(on_year):
    """A tile whose figure has changed by as much on the year."""
    latest = Latest(Month(2026, 1), 100, is_provisional=False, year_before=None, run=0, low=(), high=(), hidden=0)
    if on_year is not None:
        before = 1000
        latest = replace(latest, value=int(before * (1 + on_year)), year_before=before)
    return SimpleNamespace(change=change_of(latest), title="Its own", tile=SimpleNamespace(latest=latest))


@pytest.mark.parametrize(
    ("changes", "agreement", "english", "spanish"),
    [
        ([], 0, "Migration flows", "Flujos migratorios"),
        ([None], 1, "Its own", "Its own"),
        ([Fraction(-1, 2)], 0, "Its own", "Its own"),
        (
            [Fraction(-1, 2), Fraction(1, 5), Fraction(0), None],
            0,
            "1 of 3 figures is lower than a year before",
            "1 de 3 cifras es menor que un año antes",
        ),
        (
            [Fraction(1, 2), Fraction(1, 5), Fraction(-1, 5)],
            -1,
            "2 of 3 figures are higher than a year before, and counts of the same flow agree less well",
            "2 de 3 cifras son mayores que un año antes, y los recuentos de un mismo flujo coinciden menos",
        ),
        (
            [Fraction(-1, 100), Fraction(-1, 5), Fraction(-1, 5)],
            1,
            "2 of 3 figures are lower than a year before, and counts of the same flow agree better",
            "2 de 3 cifras son menores que un año antes, y los recuentos de un mismo flujo coinciden mejor",
        ),
        (
            [Fraction(-1, 100), Fraction(1, 100)],
            0,
            "Figures are about the same as a year before",
            "Las cifras se mantienen casi iguales que un año antes",
        ),
    ],
)
def test_the_title_of_the_overview_is_what_its_figures_say(changes, agreement, english, spanish):
    for language, words in (("en", english), ("es", spanish)):
        with override(language):
            assert overview_title([tile_of(each) for each in changes], agreement) == words


def test_above_the_chart_stand_four_figures_that_commitments_follow_or_two_sides_count():
    def one(key, indicator, *, followed=False, compared=False):
        return SimpleNamespace(key=key, indicator=indicator, commitments=[1] * followed, gaps=[1] * compared)

    tiles = [one(1, "A"), one(2, "B"), one(3, "B", compared=True), one(4, "C"), one(5, "D"), one(6, "E", followed=True)]
    assert [each.key for each in foremost(tiles)] == [1, 3, 4, 6]
    assert [each.key for each in foremost(tiles[:2])] == [1, 2]
    assert foremost([]) == []


def test_the_overview_shows_the_pair_that_asks_for_most_with_its_last_twelve_months(world, sign_in):
    months = [f"2025-{month:02}" for month in range(1, 13)]
    agree = dict.fromkeys(months, 5000)
    counts = make_counts(world, agree | {"2025-12": 4000}, agree, JAN)
    client = sign_in(world.mex.member)
    assert 'id="mirror"' not in page(client, "overview").decode()
    pair = make_pair(world, counts)
    told = page(client, "overview").decode()
    assert pair.get_absolute_url() in told
    [shown] = re.findall(r'<figure class="plate" aria-labelledby="mirror">.*?</figure>', told, re.DOTALL)
    cells = [re.sub("<[^>]+>", "", each).strip() for each in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", shown, re.DOTALL)]
    assert cells[1] == "Ene 2025" or cells[1] == "ene 2025"
    assert cells[-13:-1] == ["Lectura", *["="] * 11]
    assert cells[-1] == "!"
    with reading_as(world.mex.member.reader):
        assert gravest(gaps_for(world.mex.member)).pair.pk == pair.pk


def test_the_overview_costs_as_many_queries_for_any_number_of_pairs(world, sign_in):
    counts = make_counts(world, {"2025-12": 4000}, {"2025-12": 5000}, JAN)
    client, costs = sign_in(world.mex.member), []

    def cost():
        page(client, "overview")
        with CaptureQueriesContext(connection) as asked:
            page(client, "overview")
        costs.append(len(asked))

    make_pair(world, counts)
    cost()
    mex = make_dataset(world.mex.coordinator, "Carried out", reporting="MX")
    publish(world.mex, mex, rows(("2025-12", "GT", "_T", 900), indicator="RET_OUT", reporting="MX"), JAN)
    more = make_dataset(world.gtm.coordinator, "From Mexico")
    publish(world.gtm, more, rows(("2025-12", "MX", "_T", 950)), JAN)
    make_pair(world, SimpleNamespace(one=series_of(world.mex, mex, "GT"), other=series_of(world.gtm, more, "MX")))
    cost()
    assert costs[0] == costs[1]
