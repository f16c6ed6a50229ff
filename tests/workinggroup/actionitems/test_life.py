"""The life of an action item: proposed, accepted, blocked, done, verified, dropped; its history, and more time."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from portal.audit.remembered import this_moment
from portal.core.errors import NotAllowed
from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.models import Notice
from tests.factories.people import close_account, move, reload_user
from tests.factories.work import NOW, make_action_item, make_commitment, make_follow_up, make_statement
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.models import ActionItem, ItemChange, TimeRequest
from workinggroup.actionitems.states import NEXT, OPEN, Answer, Change, ProgressRating, Status
from workinggroup.actionitems.waits import awaited

LATER = NOW.date() + timedelta(40)


@scene
def commitment(world):
    follow_up = make_follow_up(world.sec.coordinator)
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


@scene
def item(world, commitment):
    return make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)


def do(operation, item, actor, **facts):
    with reading_as(actor.reader):
        return operation(item=item, actor=actor, now=NOW, **facts)


def report(item, actor, standing, text="Words."):
    return do(operations.report_progress, item, actor, standing=standing, text=text)


def now_as(item, code="USA"):
    with reading_as(Reader(code)):
        return ActionItem.objects.get(pk=item.pk)


def history(item, code="USA"):
    with reading_as(Reader(code)):
        return [(entry.change, entry.author_name, entry.reason) for entry in item.changes.order_by("at", "pk")]


def changes(item, code="USA"):
    return sorted(change for change, _author, _reason in history(item, code))


def told(person):
    with reading_as(person.reader):
        return set(Notice.objects.filter(person=person).values_list("event", flat=True))


def test_every_state_is_left_to_states_that_there_are():
    assert set(NEXT) == set(Status)
    assert all(Status.PROPOSED in NEXT[state] for state in OPEN)
    assert NEXT[Status.VERIFIED] == {Status.IN_PROGRESS}


def test_an_item_is_proposed_to_its_owner_and_taken_by_who_gives_it_to_himself(world, commitment, item):
    own = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.coordinator)
    nobodys = make_action_item(world.usa.coordinator, commitment)
    assert [now_as(each).status for each in (item, own, nobodys)] == ["proposed", "accepted", "proposed"]


def test_the_owner_accepts_and_the_coordinators_know(world, item):
    with pytest.raises(NotAllowed):
        do(operations.accept_item, item, world.usa.coordinator)
    do(operations.accept_item, item, world.usa.member)
    assert now_as(item, "MEX").status == Status.ACCEPTED
    assert told(world.usa.coordinator) == {"workinggroup.actionitem.accepted"}
    with pytest.raises(operations.NotProposed, match="Accepted"):
        do(operations.accept_item, item, world.usa.member)
    with pytest.raises(operations.NotProposed):
        do(operations.refuse_item, item, world.usa.member, reason="No.")


def test_what_is_refused_is_nobodys_and_only_the_own_side_reads_why(world, item):
    with pytest.raises(operations.ReasonIsMissing):
        do(operations.refuse_item, item, world.usa.member, reason=" ")
    do(operations.refuse_item, item, world.usa.member, reason="CANARY on leave")
    found = now_as(item)
    assert (found.status, found.assignee) == (Status.PROPOSED, None)
    assert told(world.usa.coordinator) == {"workinggroup.actionitem.refused"}
    assert (Change.REFUSED, world.usa.member.name, "CANARY on leave") in history(item)
    assert changes(item, "MEX") == [Change.ASSIGNED]


def test_the_owner_hands_on_to_a_colleague_who_is_asked(world, item):
    do(operations.accept_item, item, world.usa.member)
    with pytest.raises(operations.YoursAlready):
        do(operations.hand_on_item, item, world.usa.member, assignee=world.usa.member)
    with pytest.raises(operations.NotInYourDelegation):
        do(operations.hand_on_item, item, world.usa.member, assignee=world.mex.member)
    do(operations.hand_on_item, item, world.usa.member, assignee=world.usa.negotiator, reason="His field.")
    found = now_as(item)
    assert (found.status, found.assignee_id) == (Status.PROPOSED, world.usa.negotiator.pk)
    assert told(world.usa.negotiator) == {"workinggroup.actionitem.assigned"}
    assert "workinggroup.actionitem.handed_on" in told(world.usa.coordinator)
    with pytest.raises(NotAllowed):
        do(operations.accept_item, item, world.usa.member)


def test_who_has_an_item_is_not_asked_again(world, item):
    do(operations.accept_item, item, world.usa.member)
    with pytest.raises(operations.HasItAlready, match=world.usa.member.name):
        do(operations.reassign_item, item, world.usa.coordinator, assignee=world.usa.member)
    assert (now_as(item).status, changes(item, "MEX")) == (Status.ACCEPTED, sorted(["assigned", "accepted"]))


def test_reports_begin_block_and_finish_an_item(world, item):
    report(item, world.usa.member, ProgressRating.ON_TRACK)
    assert now_as(item).status == Status.IN_PROGRESS
    report(item, world.usa.member, ProgressRating.BLOCKED, "The law is missing.")
    found = now_as(item, "MEX")
    assert (found.status, found.reason) == (Status.BLOCKED, "The law is missing.")
    assert "workinggroup.actionitem.blocked" in told(world.usa.coordinator)
    report(item, world.usa.member, ProgressRating.AT_RISK)
    assert (now_as(item).status, now_as(item).reason) == (Status.IN_PROGRESS, "")
    report(item, world.usa.member, ProgressRating.DONE)
    assert changes(item, "MEX") == sorted(["assigned", "begun", "blocked", "begun", "done"])


def test_a_coordinators_report_begins_nothing_that_nobody_accepted(world, item):
    report(item, world.usa.coordinator, ProgressRating.ON_TRACK)
    assert now_as(item).status == Status.PROPOSED
    report(item, world.usa.coordinator, ProgressRating.DONE)
    assert now_as(item).status == Status.DONE


def test_a_second_person_verifies(world, item):
    with pytest.raises(operations.NotDone):
        do(operations.verify_item, item, world.usa.coordinator)
    report(item, world.usa.coordinator, ProgressRating.DONE)
    for actor in (world.usa.coordinator, world.usa.member, world.mex.coordinator):
        with pytest.raises(NotAllowed):
            do(operations.verify_item, item, actor)
    do(operations.verify_item, item, world.usa.head)
    found = now_as(item, "MEX")
    assert (found.status, found.verified_by_id, found.settled_at) == (Status.VERIFIED, world.usa.head.pk, NOW)
    assert "workinggroup.actionitem.decided" in told(world.usa.member)


def test_the_database_wants_the_second_person_and_the_reason(world, item):
    report(item, world.usa.coordinator, ProgressRating.DONE)
    for facts in (
        {"status": "verified"}, {"status": "verified", "verified_by": world.usa.coordinator},
        {"status": "verified", "verified_by": world.usa.member}, {"status": "blocked"}, {"status": "dropped"},
    ):  # fmt: skip
        with reading_as(world.usa.head.reader), pytest.raises(IntegrityError), transaction.atomic():
            ActionItem.objects.filter(pk=item.pk).update(**facts)


def test_what_is_not_done_after_all_is_sent_back_with_the_reason(world, item):
    report(item, world.usa.member, ProgressRating.DONE)
    do(operations.verify_item, item, world.usa.coordinator)
    with pytest.raises(operations.ReasonIsMissing):
        do(operations.reopen_item, item, world.usa.coordinator, reason="")
    do(operations.reopen_item, item, world.usa.coordinator, reason="The last page is missing.")
    found = now_as(item)
    assert (found.status, found.settled_at, found.verified_by, found.done_by) == (Status.IN_PROGRESS, None, None, None)
    assert (Change.REOPENED, world.usa.coordinator.name, "The last page is missing.") in history(item, "MEX")


def test_what_is_dropped_says_why_and_may_be_taken_up_again(world, item):
    with pytest.raises(NotAllowed):
        do(operations.drop_item, item, world.usa.member, reason="x")
    do(operations.drop_item, item, world.usa.coordinator, reason="Another fund pays.")
    found = now_as(item, "MEX")
    assert (found.status, found.reason) == (Status.DROPPED, "Another fund pays.")
    with pytest.raises(operations.ItemIsSettled, match="Dropped"):
        report(item, world.usa.member, ProgressRating.DONE)
    do(operations.reopen_item, item, world.usa.coordinator, reason="It does not.")
    assert now_as(item).status == Status.PROPOSED


def test_whoever_gets_a_blocked_item_is_asked_anew(world, item):
    report(item, world.usa.member, ProgressRating.BLOCKED, "No money.")
    do(operations.reassign_item, item, world.usa.coordinator, assignee=world.usa.negotiator)
    found = now_as(item)
    assert (found.status, found.reason, found.standing) == (Status.PROPOSED, "", ProgressRating.AT_RISK)


def test_nobody_rewrites_the_history(world, item):
    with reading_as(world.usa.coordinator.reader), pytest.raises(IntegrityError), transaction.atomic():
        ItemChange.objects.update(reason="Otherwise.")


def test_a_delegation_that_withdraws_leaves_its_items_to_nobody_and_nothing_is_lost(world, commitment, item):
    """They stay its own, with their history, in the eyes of all: the secretariat sees that nobody does them, no other side may
    touch them, and whoever speaks for the delegation again goes on with them."""
    for person in (world.usa.member, world.usa.negotiator, world.usa.coordinator, world.usa.head, world.usa.observer):
        close_account(person)
    assert operations.free_items(now=NOW) == 1
    found = now_as(item, "MEX")
    assert (found.delegation_id, found.assignee, found.status, found.reference) == (
        "USA", None, Status.PROPOSED, item.reference,
    )  # fmt: skip
    with reading_as(world.sec.coordinator.reader):
        shown = awaited(world.sec.coordinator, now=NOW, moment=this_moment(), most=5)
        assert [each.title for each in shown] == ["Action items without an owner"]
        assert shown[0].shown[0].thing == f"{item.reference} {item.title}"
    for other in (world.mex.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            do(operations.reassign_item, item, other, assignee=other)
    move(world.can.coordinator, "USA", role="coordinator")
    back = reload_user(world.can.coordinator)
    do(operations.reassign_item, item, back, assignee=back)
    assert (now_as(item).assignee_id, now_as(item).status) == (back.pk, Status.ACCEPTED)
    with reading_as(Reader("MEX")):
        changes = ItemChange.objects.filter(item=item).order_by("at", "pk").values_list("change", flat=True)
        assert set(changes) == {"assigned", "left", "reassigned"}


def test_who_leaves_keeps_no_items_and_the_coordinators_are_told(world, commitment, item):
    stays = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.negotiator)
    finished = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    moves = make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member)
    report(item, world.usa.member, ProgressRating.BLOCKED, "No money.")
    report(finished, world.usa.member, ProgressRating.DONE)
    assert operations.free_items(now=NOW) == 0
    close_account(world.usa.member)
    move(world.mex.member, "GTM", role="member")
    assert operations.free_items(now=NOW) == 2
    assert operations.free_items(now=NOW) == 0
    found = now_as(item)
    assert (found.assignee, found.status, found.standing) == (None, Status.PROPOSED, ProgressRating.AT_RISK)
    assert now_as(moves, "MEX").assignee is None
    assert now_as(stays).assignee_id == world.usa.negotiator.pk
    assert now_as(finished).assignee_id == world.usa.member.pk
    assert (Change.LEFT, "", "") in history(item, "MEX")
    assert {"workinggroup.actionitem.left"} <= told(world.usa.coordinator) & told(world.mex.coordinator)


# ---- More time ---------------------------------------------------------------------------------------------------------


def ask(world, item, due_on=LATER):
    return do(operations.ask_more_time, item, world.usa.member, due_on=due_on, reason="CANARY the printer")


def test_more_time_is_asked_granted_and_in_the_history(world, item):
    asked = ask(world, item)
    assert told(world.usa.coordinator) == {"workinggroup.actionitem.more_time_asked"}
    with pytest.raises(operations.AskedAlready):
        ask(world, item, LATER + timedelta(1))
    with pytest.raises(NotAllowed):
        do(operations.grant_more_time, item, world.usa.member, asked=asked)
    do(operations.grant_more_time, item, world.usa.coordinator, asked=asked)
    assert now_as(item, "MEX").due_on == LATER
    assert "workinggroup.actionitem.decided" in told(world.usa.member)
    with pytest.raises(operations.NothingAsked):
        do(operations.grant_more_time, item, world.usa.coordinator, asked=asked)
    with reading_as(Reader("MEX")):
        [moved] = item.changes.filter(change=Change.RESCHEDULED)
        assert (moved.before_day, moved.after_day, moved.reason) == (NOW.date() + timedelta(20), LATER, "")
        assert not TimeRequest.objects.exists()
    with reading_as(PORTAL):
        assert not TimeRequest.objects.exists()


def test_more_time_refused_leaves_the_day(world, item):
    asked = ask(world, item)
    with pytest.raises(operations.ReasonIsMissing):
        do(operations.refuse_more_time, item, world.usa.coordinator, asked=asked, reason="")
    do(operations.refuse_more_time, item, world.usa.coordinator, asked=asked, reason="The ministers need it.")
    assert now_as(item).due_on == NOW.date() + timedelta(20)
    assert changes(item, "MEX") == [Change.ASSIGNED]
    assert changes(item) == sorted([Change.ASSIGNED, Change.MORE_TIME_ASKED, Change.MORE_TIME_REFUSED])
    ask(world, item)


@pytest.mark.parametrize("day", [date(2026, 3, 22), date(2026, 3, 1)])
def test_more_time_ends_after_the_present_day(world, item, day):
    with pytest.raises(operations.NotMoreTime):
        ask(world, item, day)


@pytest.mark.parametrize("name", ["reassign_item", "reschedule_item", "drop_item"])
def test_a_request_lapses_with_its_reason(world, item, name):
    facts = {
        "reassign_item": {"assignee": world.usa.negotiator},
        "reschedule_item": {"due_on": NOW.date() + timedelta(30)},
        "drop_item": {"reason": "Not needed."},
    }
    asked = ask(world, item)
    do(getattr(operations, name), item, world.usa.coordinator, **facts[name])
    with reading_as(world.usa.coordinator.reader):
        assert TimeRequest.objects.get(pk=asked.pk).answer == Answer.LAPSED
