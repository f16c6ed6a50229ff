"""Practices: their origin's to write, others' to confirm and to report on, and no trace of a gap for who does not read it."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.core.seen import ChangedMeanwhile
from tests.factories.gaps import make_draft_gap, make_gap
from tests.factories.news import notices_of
from tests.factories.practices import NOW, fail, make_draft_practice, make_practice
from tests.scenes import scene
from workinggroup.handling.checking import IdentifiesPerson
from workinggroup.handling.clocks import run_clocks
from workinggroup.practices.models import Adoption, GapLink, Practice, PracticePassage
from workinggroup.practices.operations import (
    ConfirmedAlready,
    LinkedAlready,
    NothingWritten,
    NotLive,
    NotNow,
    SayWhatCame,
    change_practice,
    confirm_evidence,
    link_gap,
    report_use,
    review_practice,
    share_practice,
    unlink_gap,
    withdraw_practice,
)
from workinggroup.practices.queries import practice_list, practice_page
from workinggroup.practices.states import NEXT, Status, months_later


@scene
def practice(world):
    return make_practice(world.gtm, ["MEX", "USA"])


def page_of(person, practice):
    with reading_as(person.reader):
        return practice_page(Practice.objects.select_related("origin").get(pk=practice.pk), person)


def test_a_draft_is_its_origins_own_and_is_numbered_when_it_is_shared(world):
    draft = make_draft_practice(world.gtm, words={"problem": {"en": "Queues."}})
    with reading_as(world.mex.head.reader):
        assert not Practice.objects.exists()
    head = world.gtm.head
    with reading_as(head.reader), pytest.raises(NothingWritten):
        share_practice(practice=draft, actor=head, now=NOW, sides=["MEX"])
    with reading_as(world.gtm.member.reader), pytest.raises(NotAllowed):
        share_practice(practice=draft, actor=world.gtm.member, now=NOW, sides=["MEX"])
    shared = make_practice(world.gtm, ["MEX"])
    assert (shared.reference, shared.status, shared.review_by) == (
        f"PRA-GTM-{shared.number}",
        "shared",
        date(2028, 9, 9),
    )
    with reading_as(world.mex.head.reader):
        assert PracticePassage.objects.count() == 2
    with reading_as(world.usa.head.reader):
        assert not Practice.objects.exists()
        assert not PracticePassage.objects.exists()
    assert [each.event for each in notices_of(world.mex.head)] == ["workinggroup.practice.shared"]


def test_its_origin_changes_it_and_nobody_names_a_person(world, practice):
    facts = {"practice": practice, "title": {"en": "Appointments"}, "problem": "staff"}
    with reading_as(world.gtm.member.reader):
        with pytest.raises(ChangedMeanwhile):
            change_practice(actor=world.gtm.member, **facts, seen="other")
        with pytest.raises(IdentifiesPerson) as refused:
            change_practice(actor=world.gtm.member, **facts | {"title": {"es": "A123456789"}})
        assert refused.value.field == "title_es"
        changed = change_practice(actor=world.gtm.member, **facts, law="yes")
        assert (changed.law, changed.data, changed.problem) == ("yes", "unknown", "staff")
    with reading_as(world.mex.head.reader), pytest.raises(NotAllowed):
        change_practice(actor=world.mex.head, **facts)


def test_evidence_is_claimed_until_another_side_confirms_it(world, practice):
    mex = world.mex.coordinator
    assert page_of(mex, practice).evidence == "own figures, claimed"
    with reading_as(world.gtm.head.reader), pytest.raises(NotAllowed):
        confirm_evidence(practice=practice, actor=world.gtm.head, now=NOW)
    with reading_as(mex.reader):
        confirm_evidence(practice=practice, actor=mex, now=NOW)
        with pytest.raises(ConfirmedAlready):
            confirm_evidence(practice=practice, actor=mex, now=NOW)
    assert page_of(world.usa.head, practice).evidence == "own figures, confirmed by MEX"
    with reading_as(world.gtm.member.reader):
        facts = {"title": practice.title, "problem": practice.problem, "evidence": 3}
        change_practice(practice=practice, actor=world.gtm.member, **facts)
    # More is claimed now than anybody confirmed.
    assert page_of(world.usa.head, practice).evidence == "independent evaluation, claimed"
    with reading_as(mex.reader):
        confirm_evidence(practice=practice, actor=mex, now=NOW)


def test_that_it_failed_here_stands_first_and_its_origin_is_told(world, practice):
    with reading_as(world.gtm.member.reader), pytest.raises(NotAllowed):
        report_use(practice=practice, actor=world.gtm.member, now=NOW, status="adopted")
    with reading_as(world.usa.member.reader):
        facts = {"practice": practice, "actor": world.usa.member, "now": NOW, "status": "adopted"}
        with pytest.raises(SayWhatCame):
            report_use(**facts, result="better")
        with pytest.raises(IdentifiesPerson):
            report_use(**facts, changed={"es": "Tel. 55 1234 5678"})
        report_use(**facts, result="better", said={"en": "Queues halved."}, assessed_on=date(2026, 9, 2))
    fail(world.mex, practice)
    fail(world.mex, practice)
    shown = page_of(world.usa.head, practice)
    assert [(each.side_id, each.result) for each in shown.adoptions] == [("MEX", "worse"), ("USA", "better")]
    assert (shown.failed_in, shown.mine.side_id) == (["MEX"], "USA")
    told = [each.event for each in notices_of(world.gtm.head)]
    assert told == ["workinggroup.practice.failed"]
    with reading_as(world.mex.member.reader):
        stopped = {"status": "stopped", "result": "worse", "said": {"en": "No."}, "assessed_on": date(2026, 9, 3)}
        report_use(practice=practice, actor=world.mex.member, now=NOW, **stopped)
        report_use(practice=practice, actor=world.mex.member, now=NOW, status="considering")
    assert page_of(world.mex.head, practice).failed_in == ["MEX"]
    with reading_as(world.usa.head.reader):
        [(_problem, [line])] = practice_list(world.usa.head, chosen="failed").groups
        assert [(mark.side, mark.kind) for mark in line.marks] == [("MEX", "bad"), ("USA", "ok")]


def test_a_link_is_seen_by_those_alone_who_see_both_its_ends(world, practice):
    gap = make_gap(world.usa.coordinator, ["MEX"])
    own = make_draft_gap(world.mex.member, ["MEX"])
    with reading_as(world.mex.member.reader):
        for each in (gap, own):
            link_gap(practice=practice, actor=world.mex.member, now=NOW, gap=each)
        with pytest.raises(LinkedAlready):
            link_gap(practice=practice, actor=world.mex.member, now=NOW, gap=gap)
    seen = {
        person.code: [link.gap_id for link in page_of(person, practice).links]
        for person in (world.mex.head, world.usa.head, world.gtm.head)
    }
    assert seen == {"MEX": [gap.pk, own.pk], "USA": [gap.pk], "GTM": []}
    with reading_as(world.usa.head.reader):
        [(_problem, [line])] = practice_list(world.usa.head, gap=gap).groups
        assert line.is_linked
        [mine] = GapLink.objects.all()
        with pytest.raises(NotAllowed):
            unlink_gap(link=mine, actor=world.usa.head)
    with reading_as(world.gtm.head.reader):
        assert not GapLink.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            GapLink.objects.create(
                practice=practice, gap_id=gap.pk, side_id="GTM", at=NOW, releasable_to=["GTM"], editable_by=["GTM"]
            )
    with reading_as(world.mex.member.reader):
        unlink_gap(link=GapLink.objects.select_related("practice").get(gap=own), actor=world.mex.member)
        assert GapLink.objects.count() == 1


def test_it_is_reviewed_on_its_day_archived_or_withdrawn(world, practice):
    head = world.gtm.head
    sides = [Reader("GTM"), Reader("MEX")]
    day = NOW + timedelta(days=732)
    assert (run_clocks(sides, now=NOW), run_clocks(sides, now=day), run_clocks(sides, now=day)) == (0, 1, 0)
    assert [each.event for each in notices_of(head)] == ["workinggroup.practice.review_due"]
    with reading_as(head.reader):
        with pytest.raises(NotNow):
            withdraw_practice(practice=practice, actor=head, now=day)
        again = review_practice(practice=practice, actor=head, now=day, holds=True)
        assert (again.status, again.review_by) == ("shared", date(2030, 9, 10))
        assert review_practice(practice=practice, actor=head, now=day, holds=False).status == "archived"
        with pytest.raises(NotNow):
            review_practice(practice=practice, actor=head, now=day, holds=True)
    with pytest.raises(NotLive):
        fail(world.mex, practice)
    assert NEXT[Status.ARCHIVED] == NEXT[Status.WITHDRAWN] == set()
    assert [months_later(date(2024, 2, 29), 24), months_later(date(2026, 1, 31), 1)] == [
        date(2026, 2, 28),
        date(2026, 2, 28),
    ]


def refused(person, sql, **values):
    with reading_as(person.reader):
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql, values)
                return f"{cursor.rowcount} rows"
        except DatabaseError as error:
            return str(error).splitlines()[0]


def test_the_database_holds_it_below_the_operations(world, practice):
    gtm, mex, usa = world.gtm.head, world.mex.head, world.usa.head
    change = "UPDATE workinggroup_practice SET {} WHERE id = %(pk)s"
    for person, what, answer in [
        (gtm, "status = 'archived'", "no step of a practice: shared to archived"),
        (gtm, "number = 9", "what a practice is called stays"),
        (gtm, "releasable_to = releasable_to || 'CAN'::varchar", "every originator grants a new reader"),
        (mex, "evidence = 4", "0 rows"),
        (mex, "status = 'withdrawn'", "0 rows"),
        (usa, "originators = originators || 'USA'::varchar", "0 rows"),
    ]:
        assert refused(person, change.format(what), pk=practice.pk) == answer, what
    word = (
        "INSERT INTO workinggroup_evidenceword (id, releasable_to, editable_by, practice_id, side_id, evidence, by_name, at)"
        " VALUES (gen_random_uuid(), %(me)s, %(me)s, %(pk)s, %(side)s, 1, 'x', now())"
    )
    use = (
        "INSERT INTO workinggroup_adoption (id, releasable_to, editable_by, practice_id, side_id, status, result, changed, said,"
        " by_name, at) VALUES (gen_random_uuid(), %(me)s, %(me)s, %(pk)s, %(side)s, 'adopted', '', '{}', '{}', 'x', now())"
    )
    for sql in (word, use):
        for person, side in ((gtm, "GTM"), (mex, "USA"), (gtm, "MEX")):
            answer = refused(person, sql, pk=practice.pk, me=[person.code], side=side)
            assert answer == "another side speaks of a practice, for itself"
        assert refused(mex, sql, pk=practice.pk, me=["MEX"], side="MEX") == "1 rows"
    told = fail(world.usa, practice, status="stopped")
    assert (
        refused(usa, "DELETE FROM workinggroup_adoption WHERE id = %(pk)s", pk=told.pk)
        == "what came of a practice stays told"
    )
    assert refused(usa, "UPDATE workinggroup_adoption SET result = 'better' WHERE id = %(pk)s", pk=told.pk) == (
        "what came of a practice stays told"
    )
    with reading_as(mex.reader):
        assert Adoption.objects.filter(side="USA").count() == 1
