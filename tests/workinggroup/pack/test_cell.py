"""The operational cell in a follow-up pack: each matter once, for its side alone, with its mark; taken back when a matter is."""

import io
import re
import zipfile
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from portal.core.reader import reading_as
from tests.factories.gaps import make_claimed, make_gap, rate
from tests.factories.packs import QUERIES, papers, words_of_pdf, words_of_word
from tests.factories.plans import agree, begin, fill, make_plan, share
from tests.factories.requests import make_request
from tests.factories.work import NOW, make_commitment, make_follow_up_pack
from tests.scenes import scene
from workinggroup.actionitems.models import ActionItem
from workinggroup.gaps.models import Gap
from workinggroup.handling.operations import narrow
from workinggroup.handling.sanitising import ORDER
from workinggroup.pack.cell import CEILING, GRAVE, Entry, Topic, compose_cell, topic_of
from workinggroup.pack.models import PackPaper
from workinggroup.pack.queries import gather

PACKED = ORDER[: ORDER.index(CEILING) + 1]
# Few keys, so that some come twice.
ENTRIES = st.lists(
    st.builds(
        Entry,
        key=st.integers(0, 12).map(lambda number: UUID(int=number)),
        topic=st.sampled_from(Topic),
        reference=st.just("GAP-MEX-7"),
        title=st.just({"en": "A gate"}),
        marking=st.sampled_from(ORDER),
        readers=st.sets(st.sampled_from(["USA", "MEX", "GTM"]), min_size=1).map(lambda codes: tuple(sorted(codes))),
        originators=st.just(("MEX",)),
        sides=st.just(("MEX",)),
    ),
    max_size=24,
)


@given(ENTRIES)
def test_what_a_side_reads_and_a_pack_may_hold_stands_in_it_exactly_once(entries):
    cell = compose_cell(entries, ["USA"])
    told = {each.key for each in entries if "USA" in each.readers and each.marking in PACKED}
    assert sorted(cell.keys) == sorted(told)
    assert [entry for topic in Topic for entry in cell.under(topic)] == list(cell.entries)


@given(ENTRIES, ENTRIES)
def test_what_others_read_changes_nothing(entries, others):
    hidden = [each for each in others if "USA" not in each.readers or each.marking not in PACKED]
    assert compose_cell([*entries, *hidden], ["USA"]) == compose_cell(entries, ["USA"])


@pytest.mark.parametrize("level", ["", *"LMHV"])
def test_a_claimed_gap_stands_among_claims_alone(level):
    assert topic_of("claimed", level) is Topic.CLAIMS
    assert topic_of("treating", level) is (Topic.GAPS if level in GRAVE else None)


@scene
def cell(world, ground):
    """A grave gap that three read and one that two read, a claim, a plan with a late task, a request past its day."""
    gap = make_gap(world.gtm.coordinator, ["GTM"], ["USA", "MEX"], title={"en": "Grave gate", "es": "Puerta grave"})
    rate(world.usa.member, gap, threat=5, vulnerability=5, safety=5)
    hidden = make_gap(world.gtm.coordinator, ["GTM"], ["MEX"], title={"en": "Hidden gate", "es": "Puerta oculta"})
    rate(world.mex.member, hidden, threat=5, vulnerability=5, safety=5)
    claim = make_claimed(
        world, world.mex, world.mex, ["USA", "GTM"], title={"en": "Claimed gate", "es": "Puerta reparada"}
    )
    with reading_as(world.sec.coordinator.reader):
        text = ground.led.statement
    promise = make_commitment(world.sec.coordinator, text, lead="MEX", supporting=["GTM", "USA"], number=1)
    plan = make_plan(world.mex.coordinator, promise, ("GTM", "USA"))
    fill(world.mex, plan)
    plan = begin(world, agree(world, share(world.mex.coordinator, plan)))
    for side in (world.mex, world.gtm):
        with reading_as(side.coordinator.reader):
            late = ActionItem.objects.filter(delegation=side.member.code, taken_from__plan=plan).order_by("number")[:1]
            ActionItem.objects.filter(pk__in=[each.pk for each in late]).update(due_on=NOW.date() - timedelta(days=4))
    asked = make_request(world.usa, "MEX", now=NOW - timedelta(days=60))
    return {"gap": gap, "hidden": hidden, "claim": claim, "plan": plan, "asked": asked}


def said(world, ground, side):
    with reading_as(side.member.reader):
        return gather(ground.asked, side.member, now=NOW).contents.cell


def test_each_side_is_told_what_it_reads(world, ground, cell):
    usa, mex, sec = (said(world, ground, side) for side in (world.usa, world.mex, world.sec))
    expected = [(Topic.CLAIMS, "claim"), (Topic.GAPS, "gap"), (Topic.PLANS, "plan"), (Topic.REQUESTS, "asked")]
    assert [(each.topic, each.key) for each in usa.entries] == [(topic, cell[name].pk) for topic, name in expected]
    assert [each.key for each in mex.under(Topic.GAPS)] == [cell["hidden"].pk]
    assert sec.entries == ()
    day = NOW.date() - timedelta(days=4)
    assert [(each.side, each.due_on) for each in usa.under(Topic.PLANS)[0].late] == [("MEX", day), ("GTM", day)]


def test_an_item_that_its_side_keeps_to_itself_is_late_for_nobody_else(world, ground, cell):
    with reading_as(world.gtm.coordinator.reader):
        item = ActionItem.objects.get(delegation="GTM", taken_from__plan=cell["plan"])
        item.releasable_to = item.editable_by = ["GTM"]
        item.save()
    assert [each.side for each in said(world, ground, world.usa).under(Topic.PLANS)[0].late] == ["MEX"]
    assert [each.side for each in said(world, ground, world.gtm).under(Topic.PLANS)[0].late] == ["MEX", "GTM"]


def test_papers_say_it_in_each_language_with_marks_on_every_page(world, ground, cell):
    found = papers(make_follow_up_pack(world.mex.member, ground.asked), world.mex.member)
    for form, read in (("pdf", words_of_pdf), ("docx", words_of_word)):
        english, spanish = read(found[form, "en"]), read(found[form, "es"])
        for words in (
            "Operational cell", "(TLP:AMBER · GTM, MEX) Hidden gate", "Claimed gate", cell["plan"].reference,
            "2 tasks are late", cell["asked"].reference,
        ):  # fmt: skip
            assert words in english, (form, words)
        for words in ("Puerta oculta", "Puerta reparada", "TLP:AMBER"):
            assert words in spanish, (form, words)
    for page in PdfReader(io.BytesIO(found["pdf", "en"])).pages:
        text = page.extract_text()
        assert text.count("TLP:AMBER · Releasable to MEX") == 2
        # Whose copy it is: the side's. Who asked for it is not who takes it out.
        assert re.search(r"MEX · \d{4}-\d\d-\d\d \d\d:\d\d · [0-9a-f]{4}", text)
        assert world.mex.member.name.split()[0] not in text
    with zipfile.ZipFile(io.BytesIO(found["docx", "en"])) as parts:
        for kind in ("header", "footer"):
            part = next(name for name in parts.namelist() if f"word/{kind}" in name)
            assert "TLP:AMBER" in parts.read(part).decode()


def test_what_is_marked_strictly_stands_in_no_pack(world, ground, cell):
    with reading_as(world.gtm.coordinator.reader):
        Gap.objects.filter(pk=cell["gap"].pk).update(marking="AMBER+STRICT")
    assert cell["gap"].pk not in said(world, ground, world.usa).keys


@pytest.mark.parametrize("change", ["narrowed", "marked"])
def test_a_pack_is_taken_back_when_a_matter_in_it_is(world, ground, cell, sign_in, quickly, change):
    pack = make_follow_up_pack(world.usa.member, ground.asked)
    theirs = make_follow_up_pack(world.mex.member, ground.asked)
    found = {}
    for side, made in ((world.usa, pack), (world.mex, theirs)):
        with reading_as(side.member.reader):
            paper = PackPaper.objects.get(pack=made, form="pdf", language="en")
        client = sign_in(side.member)
        found[side.member.code] = client, paper.get_absolute_url()
        assert client.get(paper.get_absolute_url(), secure=True).status_code == 200
    with reading_as(world.gtm.coordinator.reader):
        if change == "narrowed":
            narrow(thing=cell["gap"], actor=world.gtm.coordinator, now=NOW, code="USA")
        else:
            Gap.objects.filter(pk=cell["gap"].pk).update(marking="RED")
    client, address = found["USA"]
    assert client.get(address, secure=True).status_code == 409
    # Mexico reads it still, and its pack does not hold it: it has not rated it.
    client, address = found["MEX"]
    assert client.get(address, secure=True).status_code == 200


def test_many_matters_cost_what_one_does(world, ground, cell):
    def spent():
        with reading_as(world.usa.member.reader), CaptureQueriesContext(connection) as asked:
            found = gather(ground.asked, world.usa.member, now=NOW)
        return len(asked), len(found.contents.cell.under(Topic.REQUESTS))

    before, _one = spent()
    assert before == QUERIES + 3
    for _ in range(3):
        make_request(world.usa, "GTM", now=NOW - timedelta(days=60))
    assert spent() == (before, 4)


def test_a_request_within_its_days_is_no_matter(world, ground):
    make_request(world.usa, "MEX", now=NOW)
    assert said(world, ground, world.usa).entries == ()
