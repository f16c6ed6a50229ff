"""Indicators of commitments follow published figures: tied by the lead alone, one at a time, in the trail."""

import csv
import io
import re
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.factories.flows import NOW, bring, make_dataset, make_pair, publish, rows, series_of
from tests.factories.people import prefer
from tests.factories.work import make_commitment, make_follow_up, make_report, make_round, make_statement
from tests.scenes import scene
from workinggroup.commitments.operations import add_indicator
from workinggroup.flows.models import FlowSeries
from workinggroup.flows.operations import (
    NotPublished,
    NotTied,
    TiedAlready,
    make_edition,
    tie_indicator,
    untie_indicator,
)
from workinggroup.flows.queries.ties import series_to_follow
from workinggroup.flows.ties import IndicatorTie

JAN, FEB = date(2026, 1, 31), date(2026, 2, 28)
OLD = [(f"2025-{month:02}", "US", "_T", 4000 + month) for month in range(1, 13)]
FIRST, SECOND = rows(*OLD, ("2026-01", "US", "_T", 4180)), rows(*OLD, ("2026-01", "US", "_T", 5460))


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@scene
def led(world, follow_up):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up))


@scene
def measured(world, led):
    return measure(world, led, "Returns")


@scene
def dataset(world):
    made = make_dataset(world.gtm.coordinator)
    publish(world.gtm, made, FIRST, JAN)
    return made


def measure(world, led, name):
    words = {"name": {"en": name, "es": f"{name} (es)"}, "unit": {"en": "events", "es": "eventos"}}
    with reading_as(world.usa.coordinator.reader):
        return add_indicator(
            commitment=led, actor=world.usa.coordinator, now=NOW, **words, baseline=Decimal(1), target=Decimal(2)
        )


def tie(actor, measured, series=None, **facts):
    facts = {"role": "result", "target": "Fewer than 4,000 a month", **facts}
    with reading_as(actor.reader):
        series = series or FlowSeries.objects.get(counterpart="US")
        return tie_indicator(indicator=measured, actor=actor, now=NOW, series=series, **facts)


def untie(actor, measured):
    with reading_as(actor.reader):
        untie_indicator(indicator=measured, actor=actor, now=NOW)


def page(client, led):
    return client.get(led.get_absolute_url(), secure=True).content.decode()


def test_the_lead_ties_one_series_and_unties_it(world, measured, dataset):
    for nobody in (world.mex.coordinator, world.usa.member, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            tie(nobody, measured)
    tie(world.usa.coordinator, measured)
    with pytest.raises(TiedAlready):
        tie(world.usa.head, measured)
    with pytest.raises(NotAllowed):
        untie(world.mex.coordinator, measured)
    untie(world.usa.head, measured)
    with pytest.raises(NotTied):
        untie(world.usa.coordinator, measured)
    tie(world.usa.coordinator, measured, role="context")
    with reading_as(world.gtm.member.reader):
        assert IndicatorTie.objects.count() == 2
    with reading_as(world.can.member.reader):
        assert not IndicatorTie.objects.exists()
    with reading_as(world.usa.coordinator.reader):
        for act in (lambda: IndicatorTie.objects.update(role="result"), lambda: IndicatorTie.objects.all().delete()):
            with pytest.raises(DatabaseError), transaction.atomic():
                act()


def test_what_is_not_published_is_offered_to_nobody_and_followed_by_none(world, measured):
    mine = make_dataset(world.usa.coordinator, "Returns carried out", reporting="US")
    bring(world.usa.member, mine, rows(("2026-01", "GT", "_T", 500), indicator="RET_OUT", reporting="US"), JAN)
    with reading_as(world.usa.coordinator.reader):
        series = FlowSeries.objects.get()
        assert series_to_follow(world.usa.coordinator) == []
    with pytest.raises(NotPublished):
        tie(world.usa.coordinator, measured, series)


def test_the_page_of_the_commitment_shows_the_latest_and_what_changed_since_the_edition(
    world, led, follow_up, measured, dataset, sign_in, time_machine
):
    time_machine.move_to(NOW, tick=False)
    lead, client = sign_in(world.usa.coordinator), sign_in(world.gtm.head)
    assert "Follow published figures" in page(lead, led)
    assert "followed" not in page(client, led)
    address = reverse("flows:tie", args=[led.pk, measured.pk])
    offered = lead.get(address, secure=True).content.decode()
    assert "GTM · Returns received, from the United States" in offered
    with reading_as(world.usa.coordinator.reader):
        series = FlowSeries.objects.get(counterpart="US")
    sent = {"series": series.pk, "role": "result", "target": "Fewer than 4,000 a month"}
    assert "let an indicator of the commitment" in lead.post(address, sent, secure=True, follow=True).content.decode()
    with reading_as(world.sec.coordinator.reader):
        make_edition(meeting=follow_up, actor=world.sec.coordinator, now=NOW, today=NOW.date(), as_of=FEB)
    usa = sign_in(world.usa.member)
    shown = page(usa, led)
    assert "4,180" in shown
    assert "What is to change: " in shown
    assert "Fewer than 4,000 a month" in shown
    assert "plot--spark" in shown
    assert "is now" not in shown
    assert "Untie" not in shown
    publish(world.gtm, dataset, SECOND, FEB)
    shown = page(usa, led)
    assert "5,460" in shown
    assert "4,180 for Jan 2026 is now 5,460" in shown
    address = reverse("flows:untie", args=[led.pk, measured.pk])
    shown = lead.post(address, {}, secure=True, follow=True).content.decode()
    assert "plot--spark" not in shown
    assert re.search(r"let an indicator of the commitment \S.* follow no published figures any more", shown)


def test_the_page_of_the_commitment_shows_the_sentences_of_reports_that_quote_figures_and_marks_what_was_revised(
    world, follow_up, dataset, sign_in
):
    led = make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up.follows))
    tie(world.usa.coordinator, measure(world, led, "Returns"))
    cited = f"GTM.RET_IN.USA._T/2026-01@{JAN}"
    asked = make_round(world.sec.coordinator, follow_up)
    words = f"In January 4,180 returned ({cited})."
    make_report(world.usa, asked, led, text=f"We met twice. {words} Nothing else is counted.")
    client = sign_in(world.usa.member)
    shown = page(client, led)
    assert f'<span dir="auto">{words}</span></div>' in shown
    assert "We met twice" not in shown
    publish(world.gtm, dataset, SECOND, FEB)
    assert "revised since" in page(client, led).partition(words)[2].partition("</li>")[0]
    make_report(world.usa, asked, led, text=f"In January 4,188 returned ({cited}).")
    shown = page(client, led)
    assert words not in shown
    assert "not as cited" in shown


def test_the_page_costs_as_many_queries_for_any_number(world, led, follow_up, measured, dataset, sign_in):
    tie(world.usa.coordinator, measured)
    with reading_as(world.sec.coordinator.reader):
        make_edition(meeting=follow_up, actor=world.sec.coordinator, now=NOW, today=NOW.date(), as_of=FEB)
    client, costs = sign_in(world.usa.member), []
    for more in (0, 3):
        for number in range(more):
            tie(world.usa.coordinator, measure(world, led, f"More {number}"))
        page(client, led)
        with CaptureQueriesContext(connection) as asked:
            page(client, led)
        costs.append(len(asked))
    assert costs[0] == costs[1]


def test_the_figures_that_a_commitment_follows_leave_as_files(world, led, measured, dataset, sign_in):
    client = sign_in(world.mex.member)
    address = reverse("flows:commitment-figures", args=[led.pk, "csv"])
    assert client.get(address, secure=True).status_code == 404
    tie(world.usa.coordinator, measured)
    text = client.get(address, secure=True).content.decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert [row["value"] for row in found if row["period"] == "2026-01"] == ["4180"]
    assert {(row["reporting"], row["counterpart"]) for row in found} == {("GTM", "USA")}
    shown = page(client, led)
    for form, head in (("xlsx", b"PK"), ("sdmx.csv", b"STRUCTURE,"), ("zip", b"PK")):
        address = reverse("flows:commitment-figures", args=[led.pk, form])
        assert address in shown
        assert client.get(address, secure=True).content.startswith(head)
    assert client.get(reverse("flows:commitment-figures", args=[led.pk, "svg"]), secure=True).status_code == 404


def test_the_overview_tells_which_commitment_follows_a_figure_and_how_far_the_other_sides_count_is(
    world, measured, dataset, sign_in
):
    usa = make_dataset(world.usa.coordinator, "Returns carried out", reporting="US")
    lines = [(month, "GT", "_T", count) for month, _from, _citizens, count in OLD]
    publish(world.usa, usa, rows(*lines, ("2026-01", "GT", "_T", 4000), indicator="RET_OUT", reporting="US"), JAN)
    one, other = series_of(world.usa, usa, "GT"), series_of(world.gtm, dataset, "US")
    tie(world.usa.coordinator, measured)
    pair = make_pair(world, SimpleNamespace(one=one, other=other))
    page = sign_in(world.mex.member).get(reverse("flows:overview"), secure=True)
    tiles = {each.side: each for each in page.context["tiles"]}
    assert [(gap.side, gap.pair.gap) for gap in tiles["GTM"].gaps] == [("USA", 4000 - 4180)]
    assert [(gap.side, gap.pair.gap) for gap in tiles["USA"].gaps] == [("GTM", 4180 - 4000)]
    assert [each.reference for each in tiles["GTM"].commitments] == [measured.commitment.reference]
    assert not tiles["USA"].commitments
    assert reverse("flows:mirror", args=[pair.pk]) in page.content.decode()


def test_a_gap_on_a_tile_that_counts_more_names_its_flow(world, sign_in):
    gtm = make_dataset(world.gtm.coordinator)
    publish(world.gtm, gtm, rows(("2026-01", "US", "_T", 4180), ("2026-01", "MX", "_T", 900)), JAN)
    usa = make_dataset(world.usa.coordinator, "Returns carried out", reporting="US")
    publish(world.usa, usa, rows(("2026-01", "GT", "_T", 4000), indicator="RET_OUT", reporting="US"), JAN)
    make_pair(world, SimpleNamespace(one=series_of(world.usa, usa, "GT"), other=series_of(world.gtm, gtm, "US")))
    prefer(world.mex.member, language="en")
    page = sign_in(world.mex.member).get(reverse("flows:overview"), secure=True)
    tiles = {each.side: each for each in page.context["tiles"]}
    (gap,) = tiles["GTM"].gaps
    assert gap.flow == "Returns received, from the United States to Guatemala"
    assert f"{gap.flow} · " in page.content.decode()
    assert [each.flow for each in tiles["USA"].gaps] == [""]
