"""Where in the thread matters belong: both ends tell it to who reads both, and what is hidden changes nothing."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.statements.models import Paragraph
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from tests.attempts import tries
from tests.factories.gaps import NOW, act, fresh, make_draft_gap, make_gap, make_measure, make_promise
from tests.factories.plans import make_plan
from tests.factories.practices import make_practice
from tests.factories.requests import make_request
from tests.factories.work import make_item, make_meeting, make_negotiation, make_report, make_round
from tests.scenes import scene
from tests.wall.sweeping import KEYS
from workinggroup.handling.operations import narrow, tie_thing, untie_thing
from workinggroup.handling.operations.tying import TiedAlready
from workinggroup.handling.threads import find_spot, places_of, tied_to
from workinggroup.handling.ties import SPOTS, ThreadTie, spot_name
from workinggroup.practices.operations import link_gap

WRITTEN = """INSERT INTO workinggroup_threadtie (id, releasable_to, editable_by, stood, side_id, by_name, at, {0}_id, {1}_id)
    VALUES (gen_random_uuid(), %s, %s, 'raised', %s, 'x', now(), %s, %s)"""


@scene
def promise(world):
    return make_promise(world, "MEX")


@scene
def spots(world, promise):
    """A place of each kind, that all three parties read, by its name."""
    meeting = promise.statement.meeting
    row = make_item(world.sec.coordinator, meeting)
    text = make_negotiation(world, meeting)
    after = make_meeting(world.sec.coordinator, date(2026, 9, 3), follows=meeting)
    report = make_report(world.mex, make_round(world.sec.coordinator, after), promise)
    gap = make_gap(world.usa.coordinator, ["USA"], ["MEX", "GTM"])
    asked = {
        "meeting": meeting,
        "minutes": 20,
        "answer_by": date(2026, 4, 1),
        "title": {"en": "Gates", "es": "Puertas"},
    }
    proposal = act("put_on_agenda", world.usa.coordinator, gap, **asked)
    with reading_as(world.usa.member.reader):
        found = {"item": row, "paragraph": Paragraph.objects.get(statement=text, anchor="p02")}
        found |= {"report": report, "proposal": proposal}
        return {name: find_spot(world.usa.member, name, each.pk) for name, each in found.items()}


def tie(person, thing, spot):
    with reading_as(person.reader):
        there = find_spot(person, spot_name(spot), spot.pk)
        return tie_thing(thing=type(thing).objects.get(pk=thing.pk), spot=there, actor=person, now=NOW)


def seen_by(person, thing, spot):
    """Whether each end tells a person of the other."""
    with reading_as(person.reader):
        there = type(thing).objects.filter(pk=thing.pk).first()
        place = find_spot(person, spot_name(spot), spot.pk)
        tied = place is not None and thing in [each.thing for each in tied_to([place], person).get(place.pk, [])]
        placed = there is not None and spot in [each.tie.spot for each in places_of(there, person) if each.tie]
        return tied, placed


@pytest.mark.parametrize("name", SPOTS)
def test_both_ends_tell_it_to_who_reads_both_and_to_nobody_else(world, spots, name):
    spot = spots[name]
    shared, hidden = make_gap(world.mex.coordinator, ["GTM"]), make_draft_gap(world.mex.coordinator)
    for gap in (shared, hidden):
        tie(world.mex.member, gap, spot)
    sees = {code: seen_by(getattr(world, code).member, shared, spot) for code in ("mex", "gtm", "usa", "can")}
    assert sees == {"mex": (True, True), "gtm": (True, True), "usa": (False, False), "can": (False, False)}
    assert seen_by(world.mex.member, hidden, spot) == (True, True)
    assert seen_by(world.gtm.member, hidden, spot) == (False, False)
    for person, count in ((world.usa.head, 0), (world.gtm.head, 1), (world.mex.head, 2)):
        with reading_as(person.reader):
            acts = Entry.objects.filter(action="workinggroup.handling.tied", subject_id__in=[shared.pk, hidden.pk])
            assert acts.count() == count
            assert ThreadTie.objects.filter(**{name: spot.pk}).exclude(side="USA").count() == count


def test_every_kind_of_matter_belongs_somewhere(world, promise, spots):
    plan = make_plan(world.mex.coordinator, promise, ("GTM",))
    asked, practice = make_request(world.mex, "GTM"), make_practice(world.mex, ["GTM"])
    for thing in (plan, asked, practice):
        tie(world.mex.member, thing, spots["paragraph"])
        assert seen_by(world.mex.member, thing, spots["paragraph"]) == (True, True)
    assert seen_by(world.gtm.member, plan, spots["paragraph"]) == (False, False)
    assert seen_by(world.gtm.member, practice, spots["paragraph"]) == (True, True)


def test_a_side_speaks_for_itself_once_and_takes_back_its_own(world, spots):
    gap, spot = make_gap(world.mex.coordinator, ["GTM"]), spots["item"]
    mine = tie(world.mex.member, gap, spot)
    with pytest.raises(TiedAlready):
        tie(world.mex.head, gap, spot)
    theirs = tie(world.gtm.member, gap, spot)
    for nobody in (world.mex.observer, world.sec.coordinator, world.usa.member):
        with reading_as(nobody.reader), pytest.raises(NotAllowed):
            tie_thing(thing=gap, spot=spot, actor=nobody, now=NOW)
    with reading_as(world.gtm.head.reader), pytest.raises(NotAllowed):
        untie_thing(tie=ThreadTie.objects.get(pk=mine.pk), actor=world.gtm.head)
    with reading_as(world.gtm.member.reader):
        untie_thing(tie=ThreadTie.objects.get(pk=theirs.pk), actor=world.gtm.member)
        assert [each.side_id for each in ThreadTie.objects.filter(gap=gap)] == ["MEX"]


def test_how_it_stood_then_is_kept_beside_how_it_stands(world, promise, spots):
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    tie(world.mex.member, gap, spots["report"])
    act("accept_gap", world.mex.coordinator, gap)
    with reading_as(world.mex.member.reader):
        [there] = tied_to([spots["report"]], world.mex.member)[spots["report"].pk]
        assert (str(there.thing.get_status_display()), there.then) in {
            ("Accepted", "Raised"),
            ("Aceptada", "Planteada"),
        }


def test_a_paragraph_has_what_stands_under_the_commitment_that_quotes_it(world, promise):
    gap = make_gap(world.gtm.coordinator, ["MEX"])
    act("accept_gap", world.mex.coordinator, gap)
    make_measure(world, gap, world.mex, promise)
    for person, sees in ((world.gtm.member, True), (world.usa.member, False)):
        with reading_as(person.reader):
            found = tied_to([promise.paragraph], person).get(promise.paragraph_id, [])
            assert [each.thing for each in found] == ([gap] if sees else [])
    with reading_as(world.gtm.member.reader):
        [place] = places_of(fresh(world.gtm.member, gap), world.gtm.member)
        assert place.promise == promise
        assert place.spot.address == f"{promise.statement.get_absolute_url()}#{promise.paragraph.anchor}"


def test_what_is_put_on_an_agenda_belongs_to_its_proposal(world, spots):
    with reading_as(world.usa.member.reader):
        [there] = tied_to([spots["proposal"]], world.usa.member)[spots["proposal"].pk]
        assert there.tie.side_id == "USA"
        assert there.thing.ties.count() == 1


def test_by_raw_sql_nobody_ties_what_it_does_not_read_nor_for_another(world, spots):
    shared = make_gap(world.mex.coordinator, ["GTM"])
    own = make_draft_gap(world.mex.coordinator)
    place = spots["item"].pk
    write = WRITTEN.format("gap", "item")
    assert tries(world.usa.member, write, ["USA"], ["USA"], "USA", shared.pk, place) is None, (
        "a gap that it does not read"
    )
    assert tries(world.gtm.member, write, ["GTM"], ["GTM"], "GTM", own.pk, place) is None
    assert tries(world.gtm.member, write, ["GTM", "MEX"], ["GTM"], "MEX", shared.pk, place) is None, "for another"
    assert tries(world.gtm.member, write, ["GTM"], ["GTM"], "GTM", shared.pk, place) == 1
    mine = tie(world.mex.member, shared, spots["item"])
    for person in (world.mex.head, world.gtm.head):
        assert tries(person, "UPDATE workinggroup_threadtie SET stood = 'closed' WHERE id = %s", mine.pk) in (None, 0)
    assert tries(world.gtm.head, "DELETE FROM workinggroup_threadtie WHERE id = %s", mine.pk) == 0
    two = """INSERT INTO workinggroup_threadtie (id, releasable_to, editable_by, stood, side_id, by_name, at, gap_id, item_id,
        paragraph_id) VALUES (gen_random_uuid(), '{MEX}', '{MEX}', 'x', 'MEX', 'x', now(), %s, %s, %s)"""
    assert tries(world.mex.member, two, own.pk, place, spots["paragraph"].pk) is None, "two places"


def test_who_reads_it_no_more_sees_no_tie(world, spots):
    gap = make_gap(world.usa.coordinator, ["USA"], ["MEX", "GTM"])
    tie(world.usa.member, gap, spots["item"])
    assert seen_by(world.gtm.member, gap, spots["item"]) == (True, True)
    with reading_as(world.usa.coordinator.reader):
        narrow(thing=fresh(world.usa.coordinator, gap), actor=world.usa.coordinator, now=NOW, code="GTM")
    assert seen_by(world.gtm.member, gap, spots["item"]) == (False, False)
    with reading_as(world.gtm.member.reader):
        assert not ThreadTie.objects.filter(gap=gap.pk).exists()


def pages(spots):
    text, meeting = spots["paragraph"].statement, spots["item"].agenda.meeting
    return [
        *(reverse("handling:place", args=[name, spot.pk]) for name, spot in spots.items()),
        reverse("negotiation:paragraph", args=[text.slug, spots["paragraph"].anchor]),
        reverse("agendas:proposals", args=[meeting.slug]),
        reverse("handling:of-meeting", args=[meeting.slug]),
        reverse("handling:of-text", args=[text.slug]),
        reverse("progress:commitment", args=[spots["report"].commitment_id]),
    ]


def test_pages_of_both_ends_show_it_and_others_do_not_change(world, spots, sign_in):
    usa, gtm = sign_in(world.usa.coordinator), sign_in(world.gtm.coordinator)

    def read(path):
        return re.sub(re.compile(KEYS), b"", usa.get(path, secure=True).content)

    before = {path: read(path) for path in pages(spots) * 2}
    gap = make_gap(world.mex.coordinator, ["GTM"], title={"en": "Lantern title", "es": "Lantern title"})
    for spot in spots.values():
        tie(world.mex.member, gap, spot)
    for path in pages(spots):
        assert "Lantern title" in gtm.get(path, secure=True).content.decode(), path
        assert read(path) == before[path], path
    page = gtm.get(gap.get_absolute_url(), secure=True).content.decode()
    meeting, text = spots["item"].agenda.meeting, spots["paragraph"].statement
    for address in (
        reverse("negotiation:paragraph", args=[text.slug, spots["paragraph"].anchor]),
        reverse("agendas:meeting", args=[meeting.slug]),
        f"{reverse('agendas:proposals', args=[meeting.slug])}#p-{spots['proposal'].pk}",
        reverse("progress:commitment", args=[spots["report"].commitment_id]),
    ):
        assert f'href="{address}"' in page, address


def test_it_is_said_and_taken_back_by_pages(world, spots, sign_in):
    gap = make_gap(world.mex.coordinator, ["GTM"])
    client, path = sign_in(world.gtm.member), reverse("handling:place", args=["item", spots["item"].pk])
    assert f"gap:{gap.pk}" in client.get(path, secure=True).content.decode()
    foreign = make_draft_gap(world.mex.coordinator)
    assert f"gap:{foreign.pk}" not in client.get(path, secure=True).content.decode()
    for wrong in ("", f"gap:{foreign.pk}", "gap:x", "people:1"):
        answer = client.post(path, {"thing": wrong}, secure=True)
        with reading_as(world.gtm.member.reader):
            assert (answer.status_code, ThreadTie.objects.filter(side="GTM").exists()) == (200, False), wrong
    assert client.post(path, {"thing": f"gap:{gap.pk}"}, secure=True).status_code == 302
    with reading_as(world.gtm.member.reader):
        [made] = ThreadTie.objects.filter(gap=gap)
    undo = reverse("handling:untie", args=[made.pk])
    assert sign_in(world.usa.member).post(undo, secure=True).status_code == 404
    assert sign_in(world.mex.member).post(undo, secure=True).status_code == 403
    assert client.post(undo, secure=True).status_code == 302
    with reading_as(world.gtm.member.reader):
        assert not ThreadTie.objects.filter(gap=gap).exists()
    assert sign_in(world.gtm.observer).get(path, secure=True).status_code == 200
    assert sign_in(world.gtm.observer).post(path, {"thing": f"gap:{gap.pk}"}, secure=True).status_code == 403
    assert sign_in(world.can.member).get(path, secure=True).status_code == 404
    assert client.get(reverse("handling:place", args=["person", gap.pk]), secure=True).status_code == 404


def test_a_practice_against_a_gap_stands_on_the_page_of_the_gap(world, sign_in):
    gap, practice = make_gap(world.gtm.coordinator, ["MEX"]), make_practice(world.mex, ["USA"])
    with reading_as(world.mex.member.reader):
        link_gap(practice=practice, actor=world.mex.member, now=NOW + timedelta(days=200), gap=gap)
    assert practice.reference in sign_in(world.mex.member).get(gap.get_absolute_url(), secure=True).content.decode()
    assert practice.reference not in sign_in(world.gtm.member).get(gap.get_absolute_url(), secure=True).content.decode()


def test_many_ties_cost_what_one_does(world, spots):
    def spent():
        with reading_as(world.mex.member.reader), CaptureQueriesContext(connection) as asked:
            found = tied_to([spots["item"]], world.mex.member)[spots["item"].pk]
            assert [str(each.thing) for each in found]
        return len(asked), len(found)

    tie(world.mex.member, make_gap(world.mex.coordinator, ["GTM"]), spots["item"])
    assert spent() == (1, 1)
    for _number in range(3):
        tie(world.mex.member, make_gap(world.mex.coordinator, ["GTM"]), spots["item"])
    assert spent() == (1, 4)
