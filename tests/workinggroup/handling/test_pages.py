"""Handling as people use it: by page and form, without script; what waits on whom; how much a page asks."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.audit.remembered import this_moment
from portal.core.reader import reading_as
from portal.notifications.lines import lines_of
from tests.factories.gaps import NOW, act, fresh, make_gap
from tests.factories.news import notices_of
from tests.scenes import scene
from workinggroup.gaps.models import Gap, GapPassage
from workinggroup.gaps.waits import waits as gap_waits
from workinggroup.handling import operations
from workinggroup.handling.deadlines import find_due, name_things
from workinggroup.handling.models import Opening, ReleaseRequest
from workinggroup.handling.queries import openings_of
from workinggroup.handling.waits import waits

# Eight of them are the frame's.
READERS, READERS_OF_PASSAGE = 13, 12


@scene
def gap(world):
    """On the ground of Guatemala, read by the United States."""
    return make_gap(world.gtm.coordinator, ("GTM",), ("USA",))


def page_of(client, path):
    answer = client.get(path, secure=True)
    assert answer.status_code == 200, path
    return answer.content.decode()


def sent(client, path, **words):
    return client.post(path, words, secure=True, follow=True).content.decode()


def waiting(person):
    with reading_as(person.reader):
        found = waits(person, now=timezone.now(), moment=this_moment())
    return [(wait.act, wait.thing) for wait in found.shown]


def test_wider_release_is_asked_and_answered_by_forms_alone(world, sign_in, gap):
    usa, gtm, mex = (sign_in(person) for person in (world.usa.coordinator, world.gtm.head, world.mex.coordinator))
    readers = f"/handling/gap/{gap.pk}/readers/"
    page = page_of(usa, readers)
    assert "Ask for wider release" in page
    assert "Let others read it" not in page
    said = {"sides": ["MEX"], "marking": "AMBER", "purpose": "Its boats are <near>.", "urgency": "routine"}
    assert "Each originator must say yes." in sent(usa, f"/handling/gap/{gap.pk}/ask/", **said)
    with reading_as(world.usa.coordinator.reader):
        asked = ReleaseRequest.objects.get()
    address = asked.get_absolute_url()
    assert mex.get(address, secure=True).status_code == mex.get(readers, secure=True).status_code == 404
    assert waiting(world.gtm.head) == [("Answer:", "request for wider release")]
    assert waiting(world.gtm.member) == waiting(world.usa.coordinator) == waiting(world.mex.coordinator) == []
    page = page_of(gtm, address)
    assert "Its boats are &lt;near&gt;." in page
    # A refusal loses no words.
    page = sent(gtm, f"{address}answer/", reply="no", marking="AMBER", reason="")
    assert "Diga por qué no." in page
    page = sent(
        gtm, f"{address}answer/", reply="in_part", sides=["MEX"], marking="AMBER", until="2099-01-31", reason=""
    )
    assert "2099" in page
    assert waiting(world.gtm.head) == []
    assert page_of(mex, gap.get_absolute_url())
    assert "MEX" in page_of(gtm, readers)
    # Narrowed by whoever let it.
    assert "sigue" not in sent(gtm, f"/handling/gap/{gap.pk}/narrow/", code="MEX", reason="")
    assert mex.get(gap.get_absolute_url(), secure=True).status_code == 404


def test_a_mark_that_runs_out_is_told_before_and_waits_after(world, gap):
    today = timezone.localdate()
    coordinator = world.gtm.coordinator
    with reading_as(coordinator.reader):
        operations.mark(thing=gap, actor=coordinator, now=NOW, marking="AMBER", mark_until=today + timedelta(days=9))
        [due] = find_due("GTM", now=timezone.now())
        assert (due.kind, due.subject, due.due) == ("marks", gap.pk, today + timedelta(days=9))
        assert name_things([gap.pk])[gap.pk].name == gap.reference
    assert waiting(coordinator) == []
    with reading_as(coordinator.reader):
        operations.mark(thing=gap, actor=coordinator, now=NOW, marking="AMBER", mark_until=date(2026, 3, 5))
    assert waiting(coordinator) == [("Mark anew:", gap.reference)]
    assert waiting(world.usa.coordinator) == []


def test_a_paper_leaves_by_a_form_and_its_refusal_stands_there(world, sign_in, gap):
    client = sign_in(world.usa.member)
    path = f"/handling/gap/{gap.pk}/paper/"
    assert "What all of these may read, and nothing else." in page_of(client, path)
    answer = client.post(path, {"audience": ["USA"], "form": "pdf"}, secure=True)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{gap.reference}.pdf"'
    with reading_as(world.gtm.coordinator.reader):
        Gap.objects.filter(pk=gap.pk).update(marking="RED")
    answer = client.post(path, {"audience": ["USA"], "form": "pdf"}, secure=True)
    assert "What is marked TLP:RED is read here alone." in answer.content.decode()


@pytest.mark.parametrize("count", [1, 40])
def test_the_page_of_readers_costs_the_same_queries_for_any_number(world, sign_in, gap, count):
    coordinator = world.gtm.coordinator
    with reading_as(coordinator.reader):
        for number in range(count):
            words = {"en": f"Passage {'x' * number}."}
            operations.write_passage(
                whole=gap, actor=coordinator, now=NOW, part="evidence", text=words, readers=["USA"]
            )
    client = sign_in(coordinator)
    page_of(client, f"/handling/gap/{gap.pk}/readers/")
    with CaptureQueriesContext(connection) as queries:
        page_of(client, f"/handling/gap/{gap.pk}/readers/")
    assert len(queries) == READERS
    with reading_as(coordinator.reader):
        passage = GapPassage.objects.filter(gap=gap).first()
    with CaptureQueriesContext(connection) as queries:
        page_of(client, f"/handling/gap.passage/{passage.pk}/readers/")
    assert len(queries) == READERS_OF_PASSAGE


def test_who_narrows_sees_who_has_opened_it_and_nobody_else_does(world, sign_in, gap):
    readers = f"/handling/gap/{gap.pk}/readers/"
    head = sign_in(world.gtm.head)
    assert "No consta que lo hayan abierto desde que su delegación lo controla." in page_of(head, readers)
    for _twice in "ab":
        page_of(sign_in(world.usa.member), gap.get_absolute_url())
    assert "Ya abierto por:" in page_of(head, readers)
    assert "opened" not in page_of(sign_in(world.usa.coordinator), readers).lower()
    for person, count in ((world.gtm.head, 2), (world.usa.member, 2), (world.mex.head, 0)):
        with reading_as(person.reader):
            assert Opening.objects.count() == count, person
    with reading_as(world.gtm.head.reader):
        passage = GapPassage.objects.get()
        assert {each.thing for each in Opening.objects.all()} == {gap.pk, passage.pk}
    assert "Ya abierto por:" in page_of(head, f"/handling/gap.passage/{passage.pk}/readers/")


def test_who_controls_it_later_is_told_of_what_is_opened_from_then_on(world):
    gtm, mex, usa = world.gtm.coordinator, world.mex.coordinator, world.usa.member
    gap = make_gap(gtm, ("GTM",), ("MEX", "USA"))

    def opened_by(person):
        with reading_as(person.reader):
            return [each.side for each in openings_of(fresh(person, gap))]

    def opens(person):
        with reading_as(person.reader):
            operations.note_reading(whole=fresh(person, gap), passages=[], actor=person, now=NOW)

    opens(usa)
    opens(mex)
    assert (opened_by(gtm), opened_by(mex)) == (["MEX", "USA"], ["MEX"])
    act("accept_gap", gtm, gap)
    act("propose_handover", gtm, gap, owners=["MEX"])
    act("agree_to_handover", mex, gap)
    act("agree_to_handover", gtm, gap)
    for _twice in "ab":
        opens(usa)
    assert (opened_by(gtm), opened_by(mex)) == (["MEX", "USA"], ["MEX", "USA"])
    with reading_as(gtm.reader):
        assert Opening.objects.count() == 3


@pytest.mark.parametrize("marking", ["AMBER", "AMBER+STRICT", "RED"])
def test_a_mail_of_what_is_narrowly_marked_says_that_something_waits_and_no_more(world, gap, marking):
    gtm = world.gtm.coordinator
    with reading_as(gtm.reader):
        operations.mark(thing=gap, actor=gtm, now=NOW, marking=marking)
    act("accept_gap", gtm, gap)
    act("propose_toleration", world.gtm.head, gap, until=date(2026, 6, 1), reason="A bridge.")
    head = world.usa.head
    told = [each for each in notices_of(head) if each.event == "workinggroup.gap.tolerate_asked"]
    with reading_as(head.reader):
        [mailed], [shown] = lines_of(told, head, mailed=True), lines_of(told, head)
    assert shown.address == gap.get_absolute_url()
    said = f"{mailed.title} {mailed.heading} {mailed.words} {mailed.why} {mailed.address}".lower()
    telling = ("tolera", "gap", "brecha", "consent", str(gap.pk))
    assert any(word in said for word in telling) is (marking == "AMBER")
    with reading_as(head.reader):
        [wait] = gap_waits(head, now=NOW, moment=this_moment()).shown
    assert (wait.mailed("Something waits:", "/").address == "/") is (marking != "AMBER")
