"""How an action item stands, and who says that it is done."""

from datetime import datetime

from django.db import transaction

from portal.audit.operations import record
from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import ActionItem, ItemReport
from workinggroup.actionitems.operations.gate import (
    STATE,
    ItemIsOpen,
    NotDone,
    close_request,
    enter,
    held,
    keep_batch,
    lock,
    note_change,
    require_open,
    require_reason,
    turn,
)
from workinggroup.actionitems.states import OPEN, REPORTED, Answer, Change, ProgressRating, Status

# What such a report is in the trail.
TOLD = {Status.BLOCKED: Change.BLOCKED, Status.DONE: Change.DONE}


@transaction.atomic
def report_progress(*, item: ActionItem, actor: Person, now: datetime, standing: str, text: str) -> ItemReport:
    """Say how an item stands; that begins it, blocks it for the reason that the report gives, or finishes it.

    What nobody has accepted is not begun by a coordinator's report. Refuses `ItemIsSettled`.
    """
    item = lock(item)
    ensure(rules.can_report(actor, item))
    require_open(item)
    report = ItemReport(item=item, standing=standing, text=text, author_name=actor.name, at=now)
    report.releasable_to, report.editable_by = item.releasable_to, item.editable_by
    report.save(force_insert=True)
    stood = held(item)
    before, after = item.status, REPORTED[ProgressRating(standing)]
    if before == Status.PROPOSED and after == Status.IN_PROGRESS and actor.pk != item.assignee_id:
        after = Status.PROPOSED
    turn(item, after, now=now, reason=text if after == Status.BLOCKED else "")
    if after == Status.DONE:
        item.done_by_id = actor.pk
        close_request(item, Answer.LAPSED, now)
    item.standing, item.reported = standing, True
    item.save(update_fields=["reported", *STATE])
    keep_batch(TOLD.get(after, Change.REPORTED), [item], {str(item.pk): stood}, actor, now)
    if after != before and after in TOLD:
        enter(TOLD[after], item, actor, now, reason=item.reason, standing=standing)
    else:
        record("workinggroup.actionitem.reported", item, actor=actor, standing=standing)
        if after != before:
            note_change(Change.BEGUN, item, actor, now)
    if after == Status.DONE:
        notices.tell_done(item, actor, now=now)
        notices.tell_successors([item], actor, now=now)
    elif after == Status.BLOCKED:
        notices.tell_coordinators("blocked", item, actor, now=now)
    return report


@transaction.atomic
def verify_item(*, item: ActionItem, actor: Person, now: datetime) -> ActionItem:
    """A second person confirms that an item is done; its owner is told. Refuses `NotDone`."""
    item = lock(item)
    ensure(rules.can_verify(actor, item))
    if item.status != Status.DONE:
        raise NotDone(status=item.get_status_display())
    stood, settled_at = held(item), item.settled_at
    turn(item, Status.VERIFIED, now=now)
    item.settled_at, item.verified_by_id = settled_at, actor.pk
    item.save(update_fields=STATE)
    keep_batch(Change.VERIFIED, [item], {str(item.pk): stood}, actor, now)
    enter(Change.VERIFIED, item, actor, now)
    notices.tell_decided(item, actor, now=now)
    return item


@transaction.atomic
def reopen_item(*, item: ActionItem, actor: Person, now: datetime, reason: str) -> ActionItem:
    """A coordinator opens a settled item again: what was done is in progress, what was dropped is proposed anew.

    Its owner is told. Refuses `ItemIsOpen`, `ReasonIsMissing`.
    """
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    if item.status in OPEN:
        raise ItemIsOpen
    require_reason(reason)
    turn(item, Status.PROPOSED if item.status == Status.DROPPED else Status.IN_PROGRESS, now=now)
    item.standing = ProgressRating.AT_RISK
    item.save(update_fields=STATE)
    enter(Change.REOPENED, item, actor, now, reason=reason)
    notices.tell_decided(item, actor, now=now)
    return item
