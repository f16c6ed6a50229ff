"""Partners rate a report; one rating is agreed by all, or the disagreement stays."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from portal.audit.models import Entry
from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import Reader, reading_as
from portal.notifications.models import Notice
from tests.factories.work import NOW, conclude, make_meeting, make_report, make_round
from tests.scenes import scene
from workinggroup.progress import operations
from workinggroup.progress.duties import open_duties
from workinggroup.progress.models import JointAnswer, JointRating, PartnerRating
from workinggroup.progress.operations import rating
from workinggroup.progress.queries import progress_of
from workinggroup.progress.standing import Rule
from workinggroup.progress.waits import waits


@scene
def report(world, ground):
    """USA reports that its commitment is complete."""
    return make_report(world.usa, ground.asked, ground.led, completion="complete")


def act(person, operation, **facts):
    with reading_as(person.reader):
        return getattr(operations, operation)(actor=person, **({"now": NOW} | facts))


def rate(person, report, completion="limited", reason="Two offices of six.", **facts):
    return act(person, "rate_report", report=report, completion=completion, reason=reason, **facts)


def propose(person, report, completion="substantial", **facts):
    return act(person, "propose_joint_rating", report=report, completion=completion, **facts)


def answer(person, proposed, **facts):
    return act(person, "answer_joint_rating", rating=proposed, **({"consents": True} | facts))


def seen_by(person, ground):
    with reading_as(person.reader):
        return progress_of(ground.led, person, now=NOW)


def test_each_partner_says_how_far_it_is_and_why(world, ground, report):
    rate(world.mex.head, report)
    rate(world.gtm.coordinator, report, "complete", "We saw all six.")
    for person in (world.usa.head, world.gtm.member, world.sec.coordinator):
        shown = seen_by(person, ground)
        assert shown.last.views == {"USA": "complete", "MEX": "limited", "GTM": "complete"}
        assert shown.standing.rule == Rule.DISPUTED
        assert shown.standing.words == "Views differ: USA reports “Complete”, and MEX says “Limited”."
    with reading_as(Reader("CAN")):
        assert PartnerRating.objects.count() == 0


def test_the_lead_does_not_rate_itself_nor_does_the_secretariat(world, ground, report):
    for person in (world.usa.head, world.sec.coordinator, world.mex.member, world.mex.observer):
        with pytest.raises(NotAllowed):
            rate(person, report)
    with pytest.raises(rating.WhyNeeded):
        rate(world.mex.head, report, reason=" ")


def test_a_rating_is_said_anew_and_the_one_before_stays(world, ground, report):
    rate(world.mex.head, report)
    with pytest.raises(rating.SaidAlready):
        rate(world.mex.coordinator, report)
    rate(world.mex.head, report, "substantial", "Four by now.")
    last = seen_by(world.usa.head, ground).last
    assert last.ratings["MEX"].completion == "substantial"
    assert [each.completion for each in last.earlier] == ["limited"]


def test_a_newer_version_is_the_one_to_rate(world, ground, report):
    make_report(world.usa, ground.asked, ground.led, completion="substantial", now=NOW + timedelta(days=1))
    with pytest.raises(rating.ReportIsOutdated):
        rate(world.mex.head, report)
    with pytest.raises(rating.ReportIsOutdated):
        propose(world.mex.head, report)


def test_a_joint_rating_needs_every_party(world, ground, report):
    rate(world.mex.head, report)
    proposed = propose(world.sec.coordinator, report)
    assert seen_by(world.usa.head, ground).last.agreed is None
    answer(world.usa.head, proposed)
    answer(world.gtm.coordinator, proposed)
    with pytest.raises(rating.WhyNeeded):
        answer(world.mex.head, proposed, consents=False)
    answer(world.mex.head, proposed, consents=False, reason="Not before the fourth opens.")
    assert seen_by(world.usa.head, ground).last.proposed.waits_for == ["MEX"]
    answer(world.mex.head, proposed)
    shown = seen_by(world.usa.head, ground)
    assert shown.last.agreed.rating.completion == "substantial"
    assert shown.standing.rule == Rule.AGREED
    # What each said stands beside it.
    assert shown.last.views == {"USA": "complete", "MEX": "limited"}
    with pytest.raises(rating.AgreedAlready):
        answer(world.mex.head, proposed, consents=False, reason="No.")
    with reading_as(Reader("GTM")):
        assert Entry.objects.filter(action="workinggroup.rating.agreed").count() == 1
    with reading_as(world.gtm.head.reader):
        told = Notice.objects.filter(person_id=world.gtm.head.pk).values_list("event", flat=True)
        assert "workinggroup.rating.agreed" in told


def test_whoever_proposes_consents_and_another_proposal_takes_the_first_ones_place(world, ground, report):
    first = propose(world.mex.head, report)
    assert seen_by(world.usa.head, ground).last.proposed.waits_for == ["USA", "GTM"]
    second = propose(world.gtm.head, report, "limited")
    with pytest.raises(rating.AnotherIsProposed):
        answer(world.usa.head, first)
    for person in (world.usa.head, world.mex.head):
        answer(person, second)
    # A third one that is not agreed leaves the second in force.
    propose(world.usa.head, report, "complete")
    last = seen_by(world.gtm.head, ground).last
    assert (last.agreed.rating.number, last.proposed.rating.number) == (2, 3)
    with pytest.raises(NotAllowed):
        propose(world.mex.member, report)
    with pytest.raises(NotAllowed):
        answer(world.sec.coordinator, second)


def test_nobody_speaks_for_another_party_and_what_was_said_stays(world, ground, report):
    given = rate(world.mex.head, report)
    proposed = propose(world.sec.coordinator, report)
    consent = answer(world.mex.head, proposed)
    marks = {"releasable_to": report.releasable_to, "by_name": "x", "at": NOW}
    own = marks | {"editable_by": ["MEX"]}
    facts = {"report": report, "number": 9, "completion": "limited", "reason": "x"}
    forged = [
        PartnerRating(**facts, **own, delegation_id="GTM"),
        PartnerRating(**facts, **marks, editable_by=["GTM"], delegation_id="GTM"),
        JointRating(**facts, **own, proposed_by_id="MEX", parties=["MEX"]),
        JointAnswer(rating=proposed, number=9, consents=True, **own, delegation_id="USA"),
    ]
    with reading_as(world.mex.head.reader):
        for row in forged:
            with pytest.raises(DatabaseError), transaction.atomic():
                row.save(force_insert=True)
        for row in (given, consent):
            with pytest.raises(DatabaseError), transaction.atomic():
                type(row).objects.filter(pk=row.pk).update(reason="Otherwise.")
    with reading_as(world.usa.head.reader), pytest.raises(DatabaseError), transaction.atomic():
        PartnerRating(
            **facts, **marks, editable_by=["USA"], delegation_id="USA"
        ).save(force_insert=True)  # fmt: skip
    with reading_as(world.sec.coordinator.reader), pytest.raises(DatabaseError), transaction.atomic():
        JointAnswer(
            rating=proposed, number=9, consents=True, **marks, editable_by=["SEC"], delegation_id="SEC"
        ).save(force_insert=True)  # fmt: skip


def test_a_desk_waits_for_a_rating_and_for_a_word_to_a_proposal(world, ground, report):
    def acts(person):
        with reading_as(person.reader):
            return [each.act for each in waits(person, now=NOW, moment=this_moment()).shown]

    assert acts(world.mex.coordinator) == ["Draft a report:", "Rate a report:"]
    proposed = propose(world.sec.coordinator, report)
    assert "Answer a proposed joint rating:" in acts(world.mex.coordinator)
    assert "Answer a proposed joint rating:" in acts(world.usa.coordinator)
    answer(world.mex.coordinator, proposed)
    rate(world.mex.head, report)
    assert acts(world.mex.coordinator) == ["Draft a report:"]


def test_what_all_agree_is_complete_is_asked_for_no_more(world, ground, report):
    proposed = propose(world.usa.head, report, "complete")
    answer(world.mex.head, proposed)
    answer(world.gtm.head, proposed)
    conclude(ground.meeting)
    make_round(
        world.sec.coordinator, make_meeting(world.sec.coordinator, date(2026, 9, 3), follows=ground.meeting)
    )  # fmt: skip
    with reading_as(Reader("SEC")):
        assert [each.commitment for each in open_duties()] == [ground.other.pk]
