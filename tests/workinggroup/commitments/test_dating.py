"""By when a commitment is due: said by the secretariat, moved by its meeting, overdue where it shows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from meetings.promises.states import Basis, Due
from portal.audit.models import Entry
from portal.core.errors import NotAllowed
from portal.core.reader import reading_as
from portal.notifications.models import Notice
from tests.factories.pages import seen_on
from tests.factories.work import (
    NOW,
    make_action_item,
    make_commitment,
    make_meeting,
    make_report,
    make_round,
    make_statement,
    move,
)
from tests.scenes import scene
from workinggroup.commitments import operations
from workinggroup.commitments.dues import DueSaid
from workinggroup.commitments.filtering import CommitmentFilter
from workinggroup.commitments.listing import commitments_for
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.saying import due_words

TODAY = timezone.localdate()
WITHIN = {"due": Due.RELATIVE, "due_text": {"en": "within two months", "es": "en un plazo de dos meses"}}


@scene
def ground(world):
    """A commitment without a day, one that counts from nobody knows when, and the meeting that follows."""
    office = world.sec.coordinator
    first = make_meeting(office)
    text = make_statement(office, first)
    coming = make_meeting(office, TODAY + timedelta(days=200), slug="coming", follows=first)
    return {
        "plain": make_commitment(office, text),
        "within": make_commitment(office, text, number=3, lead="GTM", **WITHIN),
        "coming": coming,
        "apart": make_meeting(office, TODAY + timedelta(days=90), slug="apart", delegations=["GTM", "USA"]),
    }


def due(world, commitment, said, **facts):
    office = world.sec.coordinator
    with reading_as(office.reader):
        operations.set_due(commitment=commitment, actor=office, now=NOW, said=said, **facts)
        return Commitment.objects.get(pk=commitment.pk)


def test_what_a_text_says_is_kept_by_kind_and_waits_for_its_basis(world, ground):
    within = ground["within"]
    assert (within.due, within.due_count, within.due_unit, within.basis) == (Due.RELATIVE, 2, "month", "")
    assert (within.due_on, within.due_waits) == (None, True)
    after = due(world, within, DueSaid(Due.RELATIVE, count=2, unit="month", basis=Basis.MEETING), reason="As agreed.")
    assert (after.due_from, after.due_on, after.due_waits) == (date(2026, 2, 28), date(2026, 4, 28), False)
    assert due_words(after.due_said, after.due_on) == "within 2 months of the meeting"
    text = within.statement
    from_release = make_commitment(
        world.sec.coordinator, make_statement(world.sec.coordinator, text.meeting), basis=Basis.RELEASE, **WITHIN
    )
    assert from_release.due_on == date(2026, 4, 28)


@pytest.mark.parametrize(
    ("said", "first", "last", "words"),
    [
        (DueSaid("season", date(2090, 5, 5), "spring"), date(2090, 3, 1), date(2090, 5, 31), "spring 2090"),
        (DueSaid("month", date(2090, 6, 2)), date(2090, 6, 1), date(2090, 6, 30), "June 2090"),
        (DueSaid("year_end", date(2090, 6, 2)), None, date(2090, 12, 31), "by the end of 2090"),
        (DueSaid("not_before", date(2090, 6, 2)), date(2090, 6, 2), None, "not before 2 June 2090"),
        (DueSaid("continuous", date(2090, 6, 2)), None, None, "continuous"),
    ],
)
def test_the_secretariat_says_it_by_kind_and_the_row_keeps_what_was_said(world, ground, said, first, last, words):
    after = due(world, ground["plain"], said)
    assert (after.due_from, after.due_on) == (first, last)
    assert due_words(after.due_said, after.due_on) == words
    # Saying the same again changes nothing, and no act is told.
    due(world, ground["plain"], after.due_said)
    with reading_as(world.usa.member.reader):
        assert Entry.objects.filter(action="workinggroup.commitment.dated").count() == 1


def test_what_its_kind_needs_is_asked_and_a_change_is_said_why(world, ground):
    plain, office = ground["plain"], world.sec.coordinator
    for said, field in (
        (DueSaid("date"), "day"),
        (DueSaid("season", TODAY), "season"),
        (DueSaid("relative", basis="release"), "count"),
        (DueSaid("relative", count=2, unit="week"), "basis"),
    ):
        with pytest.raises(operations.DueIsNotSaid) as refusal:
            due(world, plain, said)
        assert refusal.value.field == field
    due(world, plain, DueSaid("date", TODAY))
    with pytest.raises(operations.SayWhy):
        due(world, plain, DueSaid())
    assert due(world, plain, DueSaid(), reason="The day was that of another text.").due_on is None
    with reading_as(office.reader), pytest.raises(NotAllowed):
        operations.set_due(commitment=plain, actor=world.sec.member, now=NOW, said=DueSaid())
    for column, value in (("due_on", TODAY), ("due_season", "spring"), ("basis", "release"), ("due_count", 3)):
        with reading_as(office.reader), pytest.raises(IntegrityError), transaction.atomic():
            Commitment.objects.filter(pk=plain.pk).update(**{column: value})


def test_what_names_a_meeting_moves_with_it_and_waits_while_it_has_no_day(world, ground):
    coming, office = ground["coming"], world.sec.coordinator
    at = due(world, ground["plain"], DueSaid("event"), meeting=coming)
    after = due(
        world, ground["within"], DueSaid("relative", count=2, unit="week", basis="event"), meeting=coming, reason="So."
    )
    assert (at.due_on, after.due_on) == (coming.ends_on, coming.ends_on + timedelta(days=14))
    with pytest.raises(operations.NotEverybodyKnows):
        due(world, ground["plain"], DueSaid("event"), meeting=ground["apart"], reason="So.")
    day = TODAY + timedelta(days=230)
    move(office, coming, day)
    with reading_as(world.mex.member.reader):
        rows = Commitment.objects.order_by("number").values_list("due_on", flat=True)
        assert list(rows) == [day, day + timedelta(days=14)]
        moved = Entry.objects.filter(action="workinggroup.commitment.due_moved")
        assert {entry.subject_id for entry in moved} == {str(at.pk), str(after.pk)}
    with reading_as(office.reader):
        type(coming).objects.filter(pk=coming.pk).update(status="postponed")
        coming.refresh_from_db()
        assert operations.follow_meeting(coming, now=timezone.now()) == 2
        row = Commitment.objects.get(pk=at.pk)
        assert (row.due_on, row.due_waits) == (None, True)


def test_overdue_looks_overdue_until_its_lead_says_that_it_is_done(world, ground, sign_in):
    plain, coming = ground["plain"], ground["coming"]
    due(world, plain, DueSaid("date", TODAY - timedelta(days=2)))
    client = sign_in(world.usa.member)

    def overdue():
        with reading_as(world.usa.member.reader):
            listed = commitments_for(world.usa.member, asked=CommitmentFilter("overdue"), today=TODAY)
        page = client.get(plain.get_absolute_url(), secure=True).content.decode()
        assert ("Overdue" in page) == bool(listed.count)
        return [line.reference for _text, lines in listed.groups for line in lines if line.is_overdue]

    assert overdue() == [plain.reference]
    assert client.get("/commitments/", secure=True).content.decode().count("Overdue") == 2
    asked = make_round(world.sec.coordinator, coming, now=timezone.now())
    make_report(world.usa, asked, plain, completion="limited")
    assert overdue() == [plain.reference]
    make_report(world.usa, asked, plain, completion="complete")
    assert overdue() == []


def test_on_its_form(world, ground, sign_in):
    office, address = sign_in(world.sec.coordinator), f"/commitments/{ground['plain'].pk}/due/"
    page = office.get(address, secure=True).content.decode()
    assert f'value="{ground["coming"].pk}"' in page
    assert f'value="{ground["apart"].pk}"' not in page
    facts = {"kind": "season", "day": "2090-01-01", "season": "", "seen": seen_on(office, address)}
    assert "Say which season it is" in office.post(address, facts, secure=True).content.decode()
    assert office.post(address, facts | {"season": "autumn_south"}, secure=True).status_code == 302
    page = sign_in(world.usa.member).get(ground["plain"].get_absolute_url(), secure=True).content.decode()
    assert "autumn in the south 2090 (Wednesday 31 May 2090)" in page


def test_another_day_is_told_to_those_who_work_on_it(world, ground):
    """To those who speak for the sides that lead and support, and to the owners of open items, once for each act."""
    promise, usa = ground["plain"], world.usa
    with reading_as(world.sec.coordinator.reader):
        Commitment.objects.filter(pk=promise.pk).update(supporting=["MEX"])
    make_action_item(usa.coordinator, promise, assignee=usa.member, due_on=TODAY + timedelta(days=9))

    people = [usa.head, usa.coordinator, usa.member, world.mex.head, world.mex.coordinator]
    others = [world.gtm.head, world.mex.member, world.sec.coordinator]

    def told(event):
        found = []
        for each in (*people, *others):
            with reading_as(each.reader):
                own = Notice.objects.filter(person=each, event=f"workinggroup.commitment.{event}")
                found += [each] * own.count()
        return found

    promise.supporting = ["MEX"]
    due(world, promise, DueSaid("date", TODAY + timedelta(days=40)))
    assert told("dated") == people
    due(world, promise, DueSaid("date", TODAY + timedelta(days=40)), reason="The same day.")
    assert told("dated") == people
    due(world, promise, DueSaid("event"), meeting=ground["coming"], reason="At the meeting.")
    move(world.sec.coordinator, ground["coming"], TODAY + timedelta(days=220))
    assert told("due_moved") == people
