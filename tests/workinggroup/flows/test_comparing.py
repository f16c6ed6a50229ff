"""The pages that compare: what they find, what they never tell, and in how many queries."""

import csv
import io
import json
import re
import zipfile
from datetime import date, timedelta

import openpyxl
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.core.reader import reading_as
from tests.factories.flows import (
    NOW,
    agree_cause,
    make_counts,
    make_dataset,
    make_pair,
    propose_cause,
    publish,
    rows,
    series_of,
)
from tests.factories.people import prefer
from tests.scenes import scene
from workinggroup.flows.cube.mirrors import Band, tolerance_of
from workinggroup.flows.cube.months import Month
from workinggroup.flows.models import FlowSeries, PublishedFigure
from workinggroup.flows.operations import open_pair
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.flows.queries.coarser import levels_of
from workinggroup.flows.queries.mirrors import mirror_page, mirrors_for
from workinggroup.flows.queries.revisions import revisions_of

DAY, LATER = date(2026, 1, 31), date(2026, 2, 28)
SENT = {f"2025-{month:02}": 4000 + month for month in range(1, 13)}
RECEIVED = {month: value + (900 if month > "2025-04" else 40) for month, value in SENT.items()}


@scene
def counts(world):
    return make_counts(world, SENT, RECEIVED, DAY)


@scene
def pair(world, counts):
    return make_pair(world, counts)


def page_of(user, pair, **facts):
    with reading_as(user.reader):
        return mirror_page(user, pair, **facts)


def text_of(client, address):
    answer = client.get(address, secure=True)
    assert answer.status_code == 200, address
    return answer.content.decode()


def mirror_rows(client, pair, query=""):
    address = reverse("flows:mirror-file", args=[pair.pk, "csv"]) + query
    return list(csv.DictReader(io.StringIO(client.get(address, secure=True).content.decode("utf-8-sig"))))


def test_a_pair_says_how_far_apart_and_for_how_long(world, pair):
    shown = page_of(world.mex.member, pair)
    month, last = shown.compared.last
    assert (str(month), last.a, last.b, last.band) == ("2025-12", 4012, 4912, Band.EXPLAIN)
    assert (shown.compared.run, shown.compared.lower.code, shown.compared.found.is_systematic) == (12, "USA", True)
    assert shown.unexplained == 8
    assert shown.rows[0].one.address == "USA.RET_OUT.GTM._T/2025-12@2026-01-31"


def test_only_what_both_agreed_on_explains(world, pair):
    proposed = propose_cause(world.usa.coordinator, pair, date(2025, 5, 1), date(2025, 6, 1))
    row = next(each for each in page_of(world.gtm.head, pair).rows if str(each.month) == "2025-06")
    assert (row.reason.pk, row.waits_on, row.is_unexplained) == (proposed.pk, "GTM", True)
    with reading_as(world.sec.member.reader):
        assert mirrors_for(world.sec.member).rows[0].waits_on == ["GTM"]
    agree_cause(world.gtm.coordinator, proposed)
    shown = page_of(world.gtm.head, pair)
    assert shown.unexplained == 6
    nothing = propose_cause(world.gtm.coordinator, pair, date(2025, 7, 1), date(2025, 7, 1), cause="C0", words="")
    agree_cause(world.usa.coordinator, nothing)
    assert page_of(world.gtm.head, pair).unexplained == 6


def test_each_release_is_compared_by_itself_and_other_vintages_on_demand(world, counts, pair, sign_in):
    revised = SENT | {"2025-12": 4900}
    lines = [(month, "GT", "_T", count) for month, count in revised.items()]
    publish(world.usa, counts.usa, rows(*lines, indicator="RET_OUT", reporting="US"), LATER)
    client = sign_in(world.usa.member)
    assert mirror_rows(client, pair)[0]["one_value"] == "4900"
    before = mirror_rows(client, pair, f"?as_of={DAY}")[0]
    assert (before["one_value"], before["one_as_of"], before["reading"]) == ("4012", "2026-01-31", "explain")
    assert mirror_rows(client, pair, "?as_of=2026-01-30") == []
    shown = text_of(client, pair.get_absolute_url())
    assert "28 Feb 2026" in shown
    assert "4,900" in shown
    assert "4,012" in text_of(client, f"{pair.get_absolute_url()}?as_of={DAY}")
    assert client.get(f"{pair.get_absolute_url()}?as_of=soon", secure=True).status_code == 404


def test_a_day_on_which_one_side_alone_had_figures_compares_nothing(world, sign_in):
    """Also where it is the second side that had some."""
    for country, first, second in (("US", DAY, LATER), ("MX", LATER, DAY)):
        side = world.usa if country == "US" else world.mex
        own = make_dataset(side.coordinator, "Returns carried out", reporting=country)
        gtm = make_dataset(world.gtm.coordinator, f"Returns received from {country}")
        publish(side, own, rows(("2025-12", "GT", "_T", 50), indicator="RET_OUT", reporting=country), first)
        publish(world.gtm, gtm, rows(("2025-12", country, "_T", 60)), second)
        with reading_as(world.sec.coordinator.reader):
            one, other = series_of(side, own, "GT"), series_of(world.gtm, gtm, country)
            opened = open_pair(actor=world.sec.coordinator, one=one, other=other, now=NOW)
        shown = sign_in(world.mex.member).get(f"{opened.get_absolute_url()}?as_of={DAY}", secure=True).context["page"]
        assert [row.pair for row in shown.rows] == [None]


def test_rounding_alone_is_no_gap():
    assert [tolerance_of(*each) for each in ((0, 0), (1, 0), (10, 0), (10, 5))] == [0, 0, 5, 7]


def by_citizenship(hidden):
    """A total of which two cells are hidden: the small one, and the one that keeps it."""
    return [("2026-01", "US", "GT", hidden), ("2026-01", "US", "HN", 59 - hidden), ("2026-01", "US", "MX", 200)]


def of_both(world, hidden):
    """Guatemala hides returns of its citizens; the United States show theirs of the same."""
    usa = make_dataset(world.usa.coordinator, "Returns carried out", reporting="US")
    gtm = make_dataset(world.gtm.coordinator, "Returns received")
    sent = [("2026-01", "GT", code, count) for code, count in (("GT", 777), ("HN", 5432), ("MX", 200))]
    sent += [("2025-12", "GT", code, count) for code, count in (("GT", 600), ("HN", 5000), ("MX", 210))]
    received = [
        *by_citizenship(hidden),
        ("2025-12", "US", "GT", 610),
        ("2025-12", "US", "HN", 5010),
        ("2025-12", "US", "MX", 205),
    ]
    publish(world.usa, usa, rows(*sent, indicator="RET_OUT", reporting="US"), DAY)
    publish(world.gtm, gtm, rows(*received), DAY)
    sec = world.sec.coordinator
    one, other = series_of(world.usa, usa, "GT", "GT"), series_of(world.gtm, gtm, "US", "GT")
    with reading_as(sec.reader):
        return open_pair(actor=sec, one=one, other=other, now=NOW), other


def unpacked(content):
    """What is in a package or a workbook, but for the hour at which it was made, and for hashes of what names its dataset."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = [archive.read(each) for each in archive.namelist() if "core.xml" not in each]
    assert len(parts) >= 6
    return [re.sub(rb'"(hash|sha256)": "[^"]*"', b"", part) for part in parts]


def told_of(world, hidden, sign_in):
    """All that is told of a hidden figure of this size, without the keys that differ from one making to the next."""
    pair, series = of_both(world, hidden)
    client = sign_in(world.usa.member)
    number = "GTM.RET_IN.USA.GT/2026-01@2026-01-31"
    addresses = [
        reverse("flows:mirrors"),
        pair.get_absolute_url(),
        *(reverse("flows:mirror-file", args=[pair.pk, form]) for form in ("csv", "svg", "png")),
        reverse("flows:revisions", args=[series.pk]),
        *(reverse("flows:revisions-file", args=[series.pk, form]) for form in ("csv", "svg", "png")),
        reverse("flows:number", args=[number]),
        reverse("flows:number-json", args=[number]),
        reverse("flows:mirror-file", args=[pair.pk, "sdmx.csv"]),
        reverse("flows:revisions-file", args=[series.pk, "sdmx.csv"]),
        *(reverse("flows:number-file", args=[number, form]) for form in ("csv", "sdmx.csv")),
    ]
    told = []
    for address in addresses:
        answer = client.get(address, secure=True)
        assert answer.status_code == 200, address
        told.append(answer.content)
    for name, key in (
        ("flows:mirror-file", pair.pk),
        ("flows:revisions-file", series.pk),
        ("flows:number-file", number),
    ):
        for form in ("zip", "xlsx"):
            told += unpacked(client.get(reverse(name, args=[key, form]), secure=True).content)
    unlike = re.compile(rb"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|(?<=value=\")[A-Za-z0-9_.:-]{20,}(?=\")")
    return [unlike.sub(b"*", each) for each in told]


def test_no_byte_tells_a_hidden_one_from_a_hidden_nine_nor_the_other_sides_count(world, sign_in):
    found = {}
    for hidden in (1, 9):
        with transaction.atomic():
            found[hidden] = told_of(world, hidden, sign_in)
            transaction.set_rollback(True)
    assert found[1] == found[9]
    assert len(found[1]) > 15 + 3 * (6 + 6)
    _list, page, text, drawing, _png, *_rest, number, as_json = found[1][:11]
    for told in (page, text, drawing, *found[1][11:]):
        assert b"777" not in told
    assert b"600" in page
    assert b"hidden to protect" in number
    assert json.loads(as_json)["value"] is None


def test_what_one_side_hides_is_hidden_of_both_and_leaves_no_gap(world, sign_in):
    pair, _series = of_both(world, 7)
    [january, december] = mirror_rows(sign_in(world.usa.coordinator), pair)
    assert {january[name] for name in ("one_value", "other_value", "gap", "gap_share", "reading")} == {""}
    assert (january["one_status"], january["other_status"], january["one_address"]) == ("c", "c", "")
    assert (december["gap"], december["reading"]) == ("-10", "agree")
    # The next coarser figures stand in its place, wherever the two counts are compared.
    assert (january["coarser"], january["coarser_one_value"], january["coarser_other_value"]) == (
        "citizenship", "6409", "259",
    )  # fmt: skip
    assert {december[name] for name in december if name.startswith("coarser")} == {""}
    client = sign_in(world.usa.member)
    assert "all citizenships" in text_of(client, pair.get_absolute_url())
    assert "all citizenships" not in text_of(client, f"{pair.get_absolute_url()}?last=2025-12")
    with reading_as(world.usa.member.reader):
        [line] = mirrors_for(world.usa.member).rows
    month, coarser = line.compared.last_instead
    assert (str(month), coarser.pair.a, coarser.pair.b) == ("2026-01", 6409, 259)


def test_a_coarser_level_sums_what_both_tell_and_nothing_else():
    one, other = ("RET_OUT", "US", "GT", "SWB", "GT", "REMOVAL"), ("RET_IN", "GT", "US", "_T", "GT", "M.ADULT")
    assert [(level.one[3:], level.other[3:], level.summed) for level in levels_of(one, other)] == [
        (("SWB", "GT", "_T"), ("_T", "GT", "_T"), ("group",)),
        (("SWB", "_T", "_T"), ("_T", "_T", "_T"), ("group", "citizenship")),
    ]
    assert levels_of(("RET_OUT", "MX", "_T", "_T", "GT", "_T"), ("RET_IN", "GT", "MX", "_T", "_T", "_T")) == []


def test_a_pair_is_told_year_by_year_and_for_any_span(world, sign_in):
    sent = {"2024-12": 100, **{f"2025-{month:02}": 200 for month in range(1, 5)}}
    received = {month: value + (25 if month > "2025-02" else 0) for month, value in sent.items()}
    pair = make_pair(world, make_counts(world, sent, received, DAY))
    shown = page_of(world.mex.member, pair)
    assert [(each.year, each.whole.gap, len(each.found.months), each.found.lower) for each in shown.years] == [
        (2025, -50, 4, 2), (2024, 0, 1, 0),
    ]  # fmt: skip
    client, address = sign_in(world.mex.member), pair.get_absolute_url()
    asked = client.get(f"{address}?first=2025-02&last=2025-03", secure=True).context["page"]
    assert [str(row.month) for row in asked.every] == ["2025-03", "2025-02"]
    assert (asked.compared.found.whole.gap, asked.compared.run, len(asked.months)) == (-25, 1, 5)
    assert len(mirror_rows(client, pair, "?first=2025-04")) == 1
    assert client.get(f"{address}?first=2025-05", secure=True).status_code == 200
    assert client.get(f"{address}?last=2025-13", secure=True).status_code == 404


def test_pages_cost_the_same_with_one_three_and_four_hundred(world, counts, pair):
    mex = world.mex.member

    def spent():
        found = []
        with reading_as(mex.reader):
            for ask in (
                lambda: mirrors_for(mex),
                lambda: mirror_page(mex, pair),
                lambda: revisions_of(
                    mex, FlowSeries.objects.select_related("dataset__delegation").get(pk=counts.one.pk)
                ),
            ):
                with CaptureQueriesContext(connection) as asked:
                    ask()
                found.append(len(asked))
        return found

    def add(numbers):
        """Further pairs, further months of one count, and causes of the one that is shown."""
        pairs = [
            MirrorPair(
                one_id="USA",
                other_id="GTM",
                one_key=[*pair.one_key[:5], f"G{number}"],
                other_key=[*pair.other_key[:5], f"G{number}"],
                opened_by_name="A",
                opened_at=NOW + timedelta(days=1),
                releasable_to=pair.releasable_to,
                editable_by=pair.editable_by,
            )
            for number in numbers
        ]
        with reading_as(world.sec.coordinator.reader):
            MirrorPair.objects.bulk_create(pairs)
        side = {"delegation_id": "USA", "releasable_to": pair.releasable_to, "editable_by": ["GTM", "USA"]}
        figure = {"series": counts.one, "delegation_id": "USA", "releasable_to": ["USA"], "value": 50, "as_of": DAY}
        with reading_as(world.usa.coordinator.reader):
            vintage = PublishedFigure.objects.filter(series=counts.one).first().since
            months = [Month(1980, 1).plus(number).first for number in numbers]
            said = {"pair": pair, "cause": "C0", "by_name": "A", "at": NOW, **side}
            MirrorReason.objects.bulk_create(MirrorReason(first=month, last=month, **said) for month in months)
            PublishedFigure.objects.bulk_create(
                PublishedFigure(month=month, since=vintage, **figure) for month in months
            )
            PublishedFigure.objects.filter(since=vintage, is_out=False).update(
                is_out=True, releasable_to=pair.releasable_to
            )

    first = spent()
    add(range(2))
    assert spent() == first
    add(range(2, 399))
    assert spent() == first
    assert first[0] <= 7
    assert first[1] <= 7
    assert first[2] <= 5


def test_comparisons_and_revisions_leave_as_workbooks_that_say_what_their_text_does(world, counts, pair, sign_in):
    client = sign_in(world.usa.member)
    for name, key in (("flows:mirror-file", pair.pk), ("flows:revisions-file", counts.one.pk)):
        answer = client.get(reverse(name, args=[key, "xlsx"]), secure=True)
        assert answer["Content-Type"].endswith("spreadsheetml.sheet")
        figures, about = openpyxl.load_workbook(io.BytesIO(answer.content)).worksheets
        rows = [["" if cell is None else str(cell) for cell in row] for row in figures.iter_rows(values_only=True)]
        text = client.get(reverse(name, args=[key, "csv"]), secure=True).content.decode("utf-8-sig")
        told = list(csv.reader(io.StringIO(text)))
        assert len(told) > 1
        assert [row for row in rows if row[0] in {each[0] for each in told}] == told
        assert ("Licence", "Open") in {row[:2] for row in about.iter_rows(values_only=True)}


@pytest.mark.parametrize("form", ["svg", "png", "csv"])
def test_a_comparison_leaves_as_a_file_with_its_source(world, pair, sign_in, form):
    client = sign_in(world.usa.member)
    answer = client.get(reverse("flows:mirror-file", args=[pair.pk, form]), secure=True)
    assert answer["Content-Disposition"] == f'attachment; filename="mirror-usa-gtm-2026-01-31.{form}"'
    if form == "svg":
        assert "Licence: Open." in answer.content.decode()
    if form == "png":
        assert answer.content.startswith(b"\x89PNG")
    assert client.get(reverse("flows:mirror-file", args=[pair.pk, "exe"]), secure=True).status_code == 404


def test_a_cause_is_proposed_agreed_and_replaced_on_the_page(world, pair, sign_in):
    prefer(world.gtm.coordinator, language="en")
    usa, gtm = sign_in(world.usa.coordinator), sign_in(world.gtm.coordinator)
    page = pair.get_absolute_url()
    assert "Propose a cause" in text_of(usa, page)
    assert "Propose a cause" not in text_of(sign_in(world.sec.coordinator), page)
    said = {
        "first": "2025-05-01",
        "last": "2025-12-01",
        "cause": "C4",
        "words_en": "By land.",
        "words_es": "Por tierra.",
    }
    usa.post(reverse("flows:cause-propose", args=[pair.pk]), said, secure=True)
    shown = text_of(gtm, page)
    assert "Agree for your delegation" in shown
    assert "waits for GTM" in shown
    [reason] = page_of(world.gtm.head, pair).reasons
    assert reason.words == {"en": "By land.", "es": "Por tierra."}
    prefer(world.gtm.coordinator, language="es")
    assert "Por tierra." in text_of(gtm, page)
    prefer(world.gtm.coordinator, language="en")
    gtm.post(reverse("flows:cause-agree", args=[reason.pk]), secure=True)
    assert page_of(world.gtm.head, pair).unexplained == 0
    assert "in the place of" in text_of(gtm, f"{page}?replace={reason.pk}")
    gtm.post(
        reverse("flows:cause-propose", args=[pair.pk]), said | {"cause": "C1", "replaces": str(reason.pk)}, secure=True
    )
    again = next(each for each in page_of(world.usa.head, pair).reasons if not each.is_agreed)
    usa.post(reverse("flows:cause-agree", args=[again.pk]), secure=True)
    assert {each.cause: each.is_replaced for each in page_of(world.usa.head, pair).reasons} == {"C4": True, "C1": False}
    assert "Replaced on" in text_of(usa, page)


def test_a_pair_is_opened_from_what_is_published(world, counts, sign_in):
    client = sign_in(world.sec.coordinator)
    address = reverse("flows:mirror-open")
    assert "United States: Returns carried out, from the United States to Guatemala" in text_of(client, address)
    wrong = client.post(address, {"one": counts.one.pk, "other": counts.one.pk}, secure=True)
    assert "counted from both ends" in wrong.content.decode()
    done = client.post(address, {"one": counts.one.pk, "other": counts.other.pk}, secure=True)
    with reading_as(world.mex.member.reader):
        assert done.url == MirrorPair.objects.get().get_absolute_url()


def test_revisions_are_told_release_by_release(world, counts, sign_in):
    revised = SENT | {"2025-12": 5460, "2025-11": 4020}
    lines = [(month, "GT", "_T", count) for month, count in revised.items()]
    publish(world.usa, counts.usa, rows(*lines, indicator="RET_OUT", reporting="US"), LATER)
    client = sign_in(world.usa.member)
    shown = text_of(client, reverse("flows:revisions", args=[counts.one.pk]))
    assert "December 2025 was revised from 4,012 to 5,460, +36" in shown
    assert "Mean revision" in shown
    told = client.get(reverse("flows:revisions-file", args=[counts.one.pk, "csv"]), secure=True).content
    changed = [row for row in csv.DictReader(io.StringIO(told.decode("utf-8-sig"))) if row["change"]]
    assert [(row["month"], row["change"]) for row in changed] == [("2025-11", "9"), ("2025-12", "1448")]
    assert client.get(reverse("flows:revisions-file", args=[counts.one.pk, "exe"]), secure=True).status_code == 404
