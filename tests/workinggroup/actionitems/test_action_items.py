"""Action items: assigned inside a delegation, reported, done, late."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from meetings.rounds.models import Meeting
from portal.core.errors import NotAllowed
from portal.core.reader import PORTAL, Reader, reading_as
from portal.notifications.delivery import deliver_due
from portal.notifications.models import OutgoingMail
from portal.people.readers import everybody, reader_of
from tests.factories.people import close_account, prefer, reload_user
from tests.factories.work import (
    NOW,
    copy_item,
    make_action_item,
    make_commitment,
    make_follow_up,
    make_meeting,
    make_statement,
    move,
)
from tests.scenes import scene
from workinggroup.actionitems import operations
from workinggroup.actionitems.filtering import ItemFilter
from workinggroup.actionitems.models import ActionItem, ItemReport
from workinggroup.actionitems.queries import action_list
from workinggroup.actionitems.states import ProgressRating, Status, Urgency
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.operations import set_aside

TODAY = NOW.date()


@scene
def follow_up(world):
    return make_follow_up(world.sec.coordinator)


@scene
def commitment(world, follow_up):
    return make_commitment(world.sec.coordinator, make_statement(world.sec.coordinator, follow_up), supporting=["MEX"])


def due_of(item, reader):
    with reading_as(reader):
        return ActionItem.objects.get(pk=item.pk).due_on


def report(item, actor, standing=ProgressRating.ON_TRACK, text="Going well.", now=NOW):
    with reading_as(actor.reader):
        return operations.report_progress(item=item, actor=actor, now=now, standing=standing, text=text)


def test_an_item_has_a_number_of_its_delegation(world, commitment):
    items = [make_action_item(world.usa.coordinator, commitment) for _ in range(2)]
    items.append(make_action_item(world.mex.coordinator, commitment))
    assert [item.reference for item in items] == [
        "TWG-2026-USA-GTM-MEX-001",
        "TWG-2026-USA-GTM-MEX-002",
        "TWG-2026-MEX-GTM-USA-001",
    ]


def test_an_item_that_all_delegations_know_of_has_a_short_number(world):
    sec = world.sec.coordinator
    meeting = make_follow_up(sec, delegations=["USA", "MEX", "GTM", "CAN"])
    commitment = make_commitment(sec, make_statement(sec, meeting))
    assert make_action_item(world.usa.coordinator, commitment).reference == "TWG-2026-USA-001"


def test_each_year_counts_anew_by_the_clock_of_the_delegation(world, commitment, settings):
    actor = world.usa.coordinator
    new_year = datetime(2027, 1, 1, 3, tzinfo=UTC)
    assert (
        make_action_item(actor, commitment, now=new_year, due_on=date(2027, 3, 1)).reference
        == "TWG-2026-USA-GTM-MEX-001"
    )
    # In Tokyo, where the coordinator is just now, the year is over.
    prefer(actor, time_zone="Asia/Tokyo")
    actor = reload_user(actor)
    abroad = make_action_item(actor, commitment, now=new_year, due_on=date(2027, 3, 1))
    assert abroad.reference == "TWG-2026-USA-GTM-MEX-002"
    settings.PORTAL_GROUP = "LAD"
    for number, now in enumerate((new_year + timedelta(hours=3), new_year + timedelta(days=9)), start=1):
        found = make_action_item(actor, commitment, now=now, due_on=date(2027, 3, 1))
        assert found.reference == f"LAD-2027-USA-GTM-MEX-{number:03}"


def test_no_number_tells_of_an_item_that_its_reader_does_not_see(world, follow_up):
    """What a side keeps to itself or shares with some alone is numbered apart."""
    sec = world.sec.coordinator
    apart = make_meeting(sec, date(2026, 5, 21), delegations=["USA", "MEX"], host=world.mex.coordinator.delegation)
    among_two = make_commitment(sec, make_statement(sec, apart))
    among_all = make_commitment(sec, make_statement(sec, follow_up))
    kept, shared = [{"only_us": True}, {}]
    items = [
        make_action_item(world.usa.coordinator, commitment, **facts)
        for commitment, facts in [(among_all, shared), (among_two, kept), (among_all, kept), (among_two, shared)] * 2
    ]
    assert [item.reference for item in items] == [
        *["TWG-2026-USA-GTM-MEX-001", "TWG-2026-USA-P-001", "TWG-2026-USA-P-002", "TWG-2026-USA-MEX-001"],
        *["TWG-2026-USA-GTM-MEX-002", "TWG-2026-USA-P-003", "TWG-2026-USA-P-004", "TWG-2026-USA-MEX-002"],
    ]
    for side, seen in [("USA", 8), ("MEX", 4), ("SEC", 4), ("GTM", 2)]:
        with reading_as(Reader(side)):
            series = {}
            for item in ActionItem.objects.all():
                series.setdefault(item.series, []).append(item.number)
        assert sum(map(len, series.values())) == seen
        assert all(sorted(numbers) == list(range(1, len(numbers) + 1)) for numbers in series.values())


def test_an_item_of_a_meeting_that_is_not_announced_is_numbered_apart(world):
    """The host reads such a meeting, the other parties only once it is announced."""
    sec = world.sec.coordinator
    usa = world.usa.coordinator.delegation
    promise = make_commitment(sec, make_statement(sec, make_meeting(sec, host=usa, status="draft")))
    with reading_as(Reader("SEC")):
        promise = Commitment.objects.get(pk=promise.pk)
    assert make_action_item(world.usa.coordinator, promise).reference == "TWG-2026-USA-SEC-001"


def test_a_date_may_be_given_absolutely(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, due_on=date(2026, 4, 1))
    assert due_of(item, world.usa.member.reader) == date(2026, 4, 1)


def test_a_date_counted_from_the_ministerial_moves_with_it(world, commitment, follow_up):
    item = make_action_item(world.usa.coordinator, commitment, weeks_before=3, counted_from=follow_up)
    assert due_of(item, world.mex.member.reader) == date(2026, 4, 16)
    move(world.sec.coordinator, follow_up, date(2026, 6, 4))
    assert due_of(item, world.mex.member.reader) == date(2026, 5, 14)


def test_a_date_after_the_ministerial_is_allowed(world, commitment, follow_up):
    item = make_action_item(world.usa.coordinator, commitment, due_on=follow_up.starts_on + timedelta(days=30))
    assert item.due_on > follow_up.starts_on


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"due_on": TODAY - timedelta(days=1)}, operations.DueInThePast),
        ({"due_on": None}, operations.OneDueDate),
        ({"due_on": TODAY, "weeks_before": 2}, operations.OneDueDate),
        ({"due_on": None, "weeks_before": 2}, operations.OneDueDate),
    ],
)
def test_an_impossible_date_is_refused(world, commitment, facts, refusal, follow_up):
    values = dict(facts)
    if "weeks_before" in facts and facts.get("due_on"):
        values["counted_from"] = follow_up
    with reading_as(world.usa.coordinator.reader), pytest.raises(refusal):
        operations.assign_action_item(commitment=commitment, actor=world.usa.coordinator, now=NOW, title="x", **values)


def test_weeks_that_lie_behind_are_refused(world, commitment, follow_up):
    with pytest.raises(operations.DueInThePast):
        make_action_item(world.usa.coordinator, commitment, weeks_before=40, counted_from=follow_up)


def test_the_database_wants_exactly_one_due(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment)
    with reading_as(world.usa.coordinator.reader), pytest.raises(IntegrityError), transaction.atomic():
        ActionItem.objects.filter(pk=item.pk).update(due_on=None)


def test_a_coordinator_assigns_inside_the_own_delegation_alone(world, commitment):
    with pytest.raises(operations.NotInYourDelegation, match=r"member\.mex"):
        make_action_item(world.usa.coordinator, commitment, assignee=world.mex.member)
    close_account(world.usa.member)
    with pytest.raises(operations.NotInYourDelegation):
        make_action_item(world.usa.coordinator, commitment, assignee=reload_user(world.usa.member))


def test_who_may_assign(world, commitment):
    make_action_item(world.usa.head, commitment)
    make_action_item(world.mex.coordinator, commitment)
    for actor in (world.gtm.coordinator, world.usa.member, world.usa.negotiator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            make_action_item(actor, commitment)


def test_what_was_set_aside_has_no_items(world, commitment):
    statement = commitment.statement
    with reading_as(world.sec.coordinator.reader):
        third = statement.paragraphs.get(anchor="p03")
        aside = set_aside(
            statement=statement, paragraph=third, actor=world.sec.coordinator, now=NOW, spans={"en": [0, 10]}
        )
        aside.lead_id = "USA"
        aside.save()
    with pytest.raises(operations.NotConfirmed):
        make_action_item(world.usa.coordinator, aside)


def test_an_item_for_us_alone_exists_for_nobody_else(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, only_us=True)
    for reader, count in ((Reader("USA"), 1), (Reader("MEX"), 0), (Reader("SEC"), 0)):
        with reading_as(reader):
            assert ActionItem.objects.filter(pk=item.pk).count() == count


def test_the_new_owner_is_told_and_nobody_is_told_by_themselves(world, commitment):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.coordinator)
    with reading_as(Reader("USA")):
        assert list(OutgoingMail.objects.values_list("address", flat=True)) == ["member.usa@test.example"]
    with reading_as(PORTAL):
        assert not OutgoingMail.objects.exists()


def test_the_owner_reports_and_finishes(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    report(item, world.usa.member, ProgressRating.AT_RISK, "Waiting for the printer.")
    report(item, world.usa.member, ProgressRating.DONE, "Printed.")
    with reading_as(Reader("MEX")):
        found = ActionItem.objects.get()
        assert (found.status, found.standing, found.settled_at) == (Status.DONE, ProgressRating.DONE, NOW)
        assert list(ItemReport.objects.order_by("at", "standing").values_list("text", flat=True)) == [
            "Waiting for the printer.", "Printed.",
        ]  # fmt: skip
    with pytest.raises(operations.ItemIsSettled):
        report(item, world.usa.member)


def test_the_coordinator_hears_when_it_is_done(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    report(item, world.usa.member, ProgressRating.DONE)
    with reading_as(Reader("USA")):
        assert (
            OutgoingMail.objects.filter(event="workinggroup.actionitem.done").get().recipient == world.usa.coordinator
        )


def test_who_may_report(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    report(item, world.usa.coordinator)
    for actor in (world.usa.negotiator, world.mex.coordinator, world.sec.coordinator):
        with pytest.raises(NotAllowed):
            report(item, actor)


def change(item, actor, operation, **facts):
    with reading_as(actor.reader):
        return operation(item=item, actor=actor, now=NOW, **facts)


def test_the_coordinator_gives_it_to_somebody_else_and_changes_its_date(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    change(item, world.usa.coordinator, operations.reassign_item, assignee=world.usa.negotiator)
    change(item, world.usa.coordinator, operations.reschedule_item, due_on=date(2026, 5, 1))
    with reading_as(Reader("USA")):
        found = ActionItem.objects.get()
        assert (found.assignee, found.due_on) == (world.usa.negotiator, date(2026, 5, 1))
    for actor in (world.usa.member, world.mex.coordinator):
        with pytest.raises(NotAllowed):
            change(item, actor, operations.reassign_item, assignee=None)


def test_a_finished_item_is_opened_again_before_it_is_changed(world, commitment):
    item = make_action_item(world.usa.coordinator, commitment)
    with pytest.raises(operations.ItemIsOpen):
        change(item, world.usa.coordinator, operations.reopen_item, reason="Not yet.")
    report(item, world.usa.coordinator, ProgressRating.DONE)
    with pytest.raises(operations.ItemIsSettled):
        change(item, world.usa.coordinator, operations.reschedule_item, due_on=date(2026, 5, 1))
    with pytest.raises(operations.ItemIsSettled):
        change(item, world.usa.coordinator, operations.reassign_item, assignee=None)
    change(item, world.usa.coordinator, operations.reopen_item, reason="Not yet.")
    change(item, world.usa.coordinator, operations.reschedule_item, due_on=date(2026, 5, 1))


def listed(user, **facts):
    with reading_as(user.reader):
        kept = {name: facts.pop(name) for name in ("today", "wanted") if name in facts}
        asked = {"show": facts.pop("chosen", "all")} | facts
        return action_list(user, **({"today": TODAY} | kept), asked=ItemFilter.read(asked))


def test_the_list_groups_by_what_needs_attention(world, commitment):
    coordinator = world.usa.coordinator
    late = make_action_item(coordinator, commitment, title="late", assignee=world.usa.member, due_on=TODAY)
    unowned = make_action_item(coordinator, commitment, title="unowned")
    risky = make_action_item(coordinator, commitment, title="risky", assignee=world.usa.member)
    soon = make_action_item(
        coordinator, commitment, title="soon", assignee=world.usa.member, due_on=TODAY + timedelta(3)
    )
    calm = make_action_item(coordinator, commitment, title="calm", assignee=world.usa.member)
    done = make_action_item(coordinator, commitment, title="done", assignee=world.usa.member)
    report(risky, world.usa.member, ProgressRating.AT_RISK)
    report(done, world.usa.member, ProgressRating.DONE)
    found = listed(world.mex.member, today=TODAY + timedelta(1))
    groups = {group.urgency: group.lines for group in found.groups}
    assert list(groups) == [Urgency.LATE, Urgency.AT_RISK, Urgency.ON_TRACK]
    assert [line.key for line in groups[Urgency.LATE]] == [late.pk]
    assert {line.key: line.risk for line in groups[Urgency.AT_RISK]} == {
        unowned.pk: "no-owner", risky.pk: "reported", soon.pk: "no-report",
    }  # fmt: skip
    assert [line.key for line in groups[Urgency.ON_TRACK]] == [calm.pk]
    assert found.counts == {"all": 5, "ours": 0, "mine": 0, "late": 1, "unowned": 1, "done": 1, "dropped": 0}
    [finished] = listed(world.usa.member, chosen="done").groups
    assert (finished.urgency, [line.key for line in finished.lines]) == (Urgency.DONE, [done.pk])
    assert listed(world.usa.member, chosen="mine").counts["mine"] == 4


def test_counts_are_those_of_the_delegation_chosen(world, commitment):
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member)
    make_action_item(world.usa.coordinator, commitment, due_on=TODAY)
    make_action_item(world.mex.coordinator, commitment, assignee=world.mex.member)
    tomorrow = TODAY + timedelta(1)
    found = {lead: listed(world.usa.member, today=tomorrow, lead=lead).counts for lead in ("", "USA", "MEX")}
    assert found[""] == {"all": 3, "ours": 2, "mine": 1, "late": 1, "unowned": 1, "done": 0, "dropped": 0}
    assert found["USA"] == {"all": 2, "ours": 2, "mine": 1, "late": 1, "unowned": 1, "done": 0, "dropped": 0}
    assert found["MEX"] == {"all": 1, "ours": 0, "mine": 0, "late": 0, "unowned": 0, "done": 0, "dropped": 0}
    for lead, counts in found.items():
        for view, count in counts.items():
            groups = listed(world.usa.member, today=tomorrow, lead=lead, chosen=view).groups
            assert sum(len(group.lines) for group in groups) == count, (lead, view)


def test_filters_that_nobody_offers_show_everything(world, commitment):
    make_action_item(world.usa.coordinator, commitment)
    assert listed(world.usa.member, chosen="'; DROP TABLE").asked.show == "all"
    assert listed(world.usa.member, lead="nobody").groups == []


def test_a_long_list_comes_in_pages_and_counts_all_of_it(world, commitment):
    late = make_action_item(world.usa.coordinator, commitment, title="late", due_on=TODAY)
    copy_item(late, range(2, 121), due_on=TODAY + timedelta(90), assignee=world.usa.member)
    first, last = (listed(world.mex.member, today=TODAY + timedelta(1), wanted=page) for page in ("1", "3"))
    assert [(group.urgency, group.count, len(group.lines)) for group in first.groups] == [
        (Urgency.LATE, 1, 1), (Urgency.ON_TRACK, 119, 49),
    ]  # fmt: skip
    assert [(group.count, len(group.lines)) for group in last.groups] == [(119, 20)]
    assert (last.page.previous, last.page.next) == (2, None)


def test_every_item_is_on_one_page_in_the_order_of_urgency(world, commitment):
    """Late, at risk, on track; within each by day, whether the day is given or counted from a meeting."""
    coordinator, member = world.usa.coordinator, world.usa.member
    with reading_as(coordinator.reader):
        follow_up = Meeting.objects.get(follows__isnull=False)
    first = make_action_item(coordinator, commitment, due_on=TODAY)
    copy_item(first, range(2, 42), due_on=TODAY + timedelta(60))
    copy_item(first, range(42, 102), due_on=TODAY + timedelta(40), assignee=member, reported=True)
    counted = {"weeks_before": 3, "counted_from": follow_up, "due_on": follow_up.starts_on - timedelta(weeks=3)}
    copy_item(first, range(102, 142), assignee=member, **counted)
    copy_item(first, range(142, 162), assignee=member, status="done")
    seen = []
    for number in range(1, 4):
        found = listed(member, today=TODAY + timedelta(1), wanted=str(number))
        seen += [(group.urgency, line.due, line.number) for group in found.groups for line in group.lines]
    assert seen == sorted(seen)
    assert {number for _urgency, _due, number in seen} == set(range(1, 142))
    assert (len(seen), found.counts["all"], found.page.last) == (141, 141, 3)
    assert [len(listed(member, chosen="done", wanted=page).page.rows) for page in ("1", "2")] == [20, 20]
    assert listed(member, chosen="unowned", lead="USA").counts["unowned"] == 41


def test_the_counts_are_those_of_what_the_reader_sees(world, commitment):
    make_action_item(world.usa.coordinator, commitment)
    make_action_item(world.usa.coordinator, commitment, only_us=True)
    assert listed(world.usa.member).counts["all"] == 2
    assert listed(world.mex.member).counts["all"] == 1
    assert listed(world.can.member).counts["all"] == 0


# ---- Pages ------------------------------------------------------------------------------------------------------------


def test_mails_about_an_item_say_of_which_meeting_and_never_what_it_is(world, commitment, smtp):
    item = make_action_item(world.usa.coordinator, commitment, assignee=world.usa.member, title="CANARY title")
    report(item, world.usa.member, ProgressRating.DONE)
    make_action_item(world.usa.coordinator, commitment, assignee=world.usa.negotiator, title="CANARY other")
    deliver_due(everybody(), reader_of)
    assert [mail["Subject"] for mail in smtp.to(world.usa.negotiator.email)] == [
        "An action item was assigned to you: Ministerial"
    ]
    assert [mail["Subject"] for mail in smtp.to(world.usa.coordinator.email)] == [
        "An action item of your delegation is done: Ministerial"
    ]
