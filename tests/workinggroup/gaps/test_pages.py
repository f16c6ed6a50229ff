"""Pages of gaps: the finding as the title, the matrix and its table, blindness on every page, queries that do not grow."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from portal.audit.models import Entry
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories.gaps import (
    LEFT,
    NOW,
    STEPS,
    TITLE,
    act,
    fresh,
    make_claimed,
    make_draft_gap,
    make_gap,
    make_place,
    make_promise,
    rate,
)
from tests.factories.people import prefer
from tests.factories.work import make_action_item
from tests.scenes import scene
from workinggroup.gaps.models import Gap, Place, Rating

GRAVE = {"threat": 5, "vulnerability": 5, "safety": 5, "control": 1, "trade": 1, "trust": 1}


@scene
def english(world):
    """Everybody reads English, whose words these tests look for."""
    for side in (world.usa, world.mex, world.gtm):
        for person in vars(side).values():
            if hasattr(person, "language"):
                prefer(person, language="en")


@scene
def shared(world, english):
    """On Guatemala's own ground, read by all three."""
    place = make_place(world.sec.coordinator)
    return make_gap(world.gtm.coordinator, ["GTM"], ["MEX", "USA"], place=place)


def get(client, gap_or_name, **query):
    address = reverse(gap_or_name) if isinstance(gap_or_name, str) else gap_or_name.get_absolute_url()
    return client.get(address, query, secure=True)


def words(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_the_register_says_what_it_finds_and_a_cell_leads_to_its_gaps(world, shared, sign_in):
    gtm, mex = sign_in(world.gtm.member), sign_in(world.mex.member)
    empty = words(get(sign_in(world.can.member), "gaps:list"))
    assert "No gap is shared with Canada" in empty
    assert "No security gap is open" in empty
    prefer(world.sec.member, language="en")
    assert "No gap is shared with the secretariat." in words(get(sign_in(world.sec.member), "gaps:list"))
    make_draft_gap(world.gtm.member)
    assert "1 gap is open and not rated yet" in words(get(gtm, "gaps:list"))
    rate(world.gtm.member, shared, **GRAVE)
    found = words(get(gtm, "gaps:list"))
    assert "1 gap is very high; it has no measure" in found
    assert "La Mesilla GTM · raised by GTM · TLP:AMBER" in found
    assert "waits on GTM to accept or contest it, until" in found
    assert "V 1" in found
    assert "1 gap is open and not rated yet" in words(get(mex, "gaps:list"))
    assert "A gate without a watch" in words(get(gtm, "gaps:list", cell="5-5"))
    assert "No gap is in this view" in words(get(gtm, "gaps:list", cell="1-1"))
    assert "A gate without a watch" in words(get(gtm, "gaps:list", show="drafts"))
    assert "No gap is in this view" in words(get(mex, "gaps:list", owner="USA"))
    assert "A gate without a watch" in words(get(mex, "gaps:list", show="waits"))


def test_no_page_shows_a_rating_before_the_own_one(world, shared, sign_in):
    """Neither the page, nor the register with its matrix and counts, nor the order of the list: not even who reads the source."""
    mex = sign_in(world.mex.member)
    before = [get(mex, "gaps:list").content, get(mex, shared).content]
    rate(world.gtm.member, shared, **GRAVE, why="Very-telling-words")
    for page in (
        get(mex, "gaps:list"),
        get(mex, shared),
        get(mex, "gaps:list", level="V"),
        get(mex, "gaps:list", cell="5-5"),
        mex.get(reverse("gaps:rate", args=[shared.pk]), secure=True),
        mex.get(reverse("handling:readers", args=["gap", shared.pk]), secure=True),
        mex.get(reverse("handling:paper", args=["gap", shared.pk]), secure=True),
        *(mex.get(path, secure=True) for path in ("/", "/audit/")),
    ):
        assert page.status_code == 200
        shown = page.content.decode()
        assert "Very-telling-words" not in shown
        assert "level--V" not in shown
        assert "very high" not in shown
    assert words(get(mex, "gaps:list")) == re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", before[0].decode()))
    assert "rated; you see it once your delegation has rated, too." in words(get(mex, shared))
    # No notice and no line of the trail says how one was rated.
    with reading_as(world.mex.coordinator.reader):
        for row in (*Notice.objects.all(), *Entry.objects.all()):
            assert "Very-telling-words" not in str(vars(row))
            assert '"level"' not in str(vars(row))
    rate(world.mex.member, shared)
    shown = words(get(mex, shared))
    assert "Very-telling-words" in shown
    assert "two steps apart or more" in shown
    assert "1 gap is very high" in words(get(mex, "gaps:list"))


def test_a_step_or_a_scale_that_there_is_not_is_refused_by_the_page(world, english, shared, sign_in):
    mex, address = sign_in(world.mex.member), reverse("gaps:rate", args=[shared.pk])
    said = {**STEPS, "confidence": "low", "scale": 1}
    for wrong in (
        {"threat": 6},
        {"trust": 0},
        {"vulnerability": "x"},
        {"scale": 7},
        {"confidence": "sure"},
    ):
        page = mex.post(address, said | wrong, secure=True)
        assert page.status_code == 200, wrong
        assert "usa-error-message" in page.content.decode() or "in use no more" in page.content.decode(), wrong
        with reading_as(world.mex.member.reader):
            assert not Rating.objects.exists(), wrong


def test_a_gap_goes_its_whole_way_by_its_pages(world, english, sign_in):
    mex, usa, promise = sign_in(world.mex.coordinator), sign_in(world.usa.coordinator), make_promise(world)

    def press(client, name, gap=None, **said):
        address = reverse(f"gaps:{name}", args=[gap.pk] if gap else [])
        return client.post(address, said, secure=True, follow=True)

    draft = {
        "title_en": TITLE["en"],
        "title_es": TITLE["es"],
        "kind": "coverage",
        "owners": ["MEX"],
        "marking": "AMBER",
    }
    assert "Kept as a draft" in words(press(usa, "new", **draft))
    with reading_as(world.usa.member.reader):
        gap = Gap.objects.get()
    write = reverse("handling:write", args=["gap", gap.pk])
    usa.post(write, {"part": "description", "text_en": "No watch.", "marking": "AMBER", "trace": "silent"}, secure=True)
    with reading_as(world.usa.member.reader):
        passage = gap.passages.get()
    assert "Raised." in words(press(usa, "raise", gap, passages=[str(passage.pk)]))
    assert "Accept it" in words(get(mex, gap))
    assert "No watch." in words(get(mex, gap))
    assert "Accepted." in words(press(mex, "accept", gap))
    steps = {**{name: str(step) for name, step in STEPS.items()}, "confidence": "high"}
    assert "Select a valid choice" in words(press(mex, "rate", gap, **{**steps, "threat": "9"}))
    assert "Rated." in words(press(mex, "rate", gap, **steps))
    item = make_action_item(world.mex.coordinator, promise, title="Keep a watch", assignee=world.mex.coordinator)
    shown = words(press(mex, "measure", gap, item=item.pk, threat_part=passage.anchor))
    assert "Added." in shown
    assert "Keep a watch is not done yet" not in words(press(mex, "claim", gap, evidence_en="The roster."))
    assert fresh(world.mex.head, gap).status == "treating"
    report = {"standing": "done", "text": "It is kept."}
    mex.post(item.get_absolute_url(), report, secure=True)
    left = {name: str(step) for name, step in LEFT.items()}
    assert "Claimed." in words(press(mex, "claim", gap, evidence_en="The roster.", confidence="high", **left))
    assert "Verify" in words(get(usa, gap))
    assert mex.get(reverse("gaps:verify", args=[gap.pk]), secure=True).status_code == 403
    assert "Recorded." in words(press(usa, "verify", gap, outcome="closed", method="visit", confidence="high", **left))
    shown = words(get(mex, gap))
    assert "verified and closed by USA" in shown
    assert sign_in(world.gtm.head).get(gap.get_absolute_url(), secure=True).status_code == 404


def test_pages_cost_the_same_for_any_number_of_gaps(world, shared, sign_in):
    client, costs = sign_in(world.usa.member), []
    rate(world.usa.member, shared)
    with reading_as(world.gtm.coordinator.reader):
        place = Place.objects.get()
    for more in (0, 2, 397):
        copies(shared, more, place)
        get(client, "gaps:list")
        rate(world.usa.member, make_gap(world.usa.coordinator, ["USA"], ["MEX"]))
        with CaptureQueriesContext(connection) as asked:
            page = get(client, "gaps:list")
        assert page.status_code == 200
        costs.append(count(asked))
    assert costs[0] == costs[1] == costs[2] <= 9


def count(asked):
    """The queries of a page, without its transaction and the two changes of the reader."""
    around = ("SAVEPOINT", "RELEASE", "SELECT portal_change_context")
    return sum(not each["sql"].startswith(around) for each in asked)


def copies(one, number, place):
    """More gaps like one, past the operation; the guard lets nobody begin anything but a draft, so drafts they are."""
    with reading_as(Reader("USA")):
        values = {"title": one.title, "kind": "coverage", "created_at": NOW, "changed_at": NOW, "marking": "AMBER"}
        own = {"releasable_to": ["USA"], "editable_by": ["USA"], "originators": ["USA"]}
        Gap.objects.bulk_create(
            Gap(raised_by_id="USA", owners=["USA"], place=place, **values, **own) for _ in range(number)
        )


def test_a_page_of_a_gap_costs_the_same_with_all_that_happens_to_it(world, sign_in):
    gap = make_claimed(world, world.usa, world.mex)
    client, costs = sign_in(world.usa.coordinator), []
    for happens in (False, True):
        if happens:
            looked = {"method": "visit", "outcome": "returned", "reason": "The watch leaves at ten."}
            act("verify_gap", world.usa.coordinator, gap, **looked)
            act("claim_gap", world.mex.coordinator, gap, evidence={"en": "A second roster."})
        get(client, gap)
        with CaptureQueriesContext(connection) as asked:
            assert get(client, gap).status_code == 200
        costs.append(count(asked))
    assert costs[0] == costs[1] <= 19


@pytest.mark.parametrize(("who", "status"), [("usa", 404), ("admin", 404), ("sec", 404), ("mex", 200)])
def test_who_does_not_read_it_finds_nothing(world, sign_in, who, status):
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    person = world.admin if who == "admin" else getattr(world, who).head
    assert get(sign_in(person), gap).status_code in {status, 403 if who == "admin" else status}
