"""How an action item stands."""

from datetime import datetime

from django.db import transaction

from portal.core.people import Person
from portal.core.permissions import ensure
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import ActionItem, ItemReport
from workinggroup.actionitems.operations.gate import ItemIsDone, ItemIsOpen, lock, write_down
from workinggroup.actionitems.states import NEXT, ProgressRating, Status


@transaction.atomic
def report_progress(*, item: ActionItem, actor: Person, now: datetime, standing: str, text: str) -> ItemReport:
    """Say how an item stands; `done` finishes it. Refuses `ItemIsDone`."""
    item = lock(item)
    ensure(rules.can_report(actor, item))
    if item.status != Status.OPEN:
        raise ItemIsDone
    report = ItemReport(item=item, standing=standing, text=text, author_name=actor.name, at=now)
    report.releasable_to, report.editable_by = item.releasable_to, item.editable_by
    report.save(force_insert=True)
    item.standing, item.reported = standing, True
    if standing == ProgressRating.DONE:
        item.status, item.settled_at = Status.DONE, now
    item.save(update_fields=["standing", "reported", "status", "settled_at"])
    write_down("done" if standing == ProgressRating.DONE else "reported", item, actor, standing=standing)
    if standing == ProgressRating.DONE:
        notices.tell_done(item, actor, now=now)
    return report


@transaction.atomic
def reopen_item(*, item: ActionItem, actor: Person, now: datetime) -> ActionItem:
    """Open a finished item again. Refuses `ItemIsOpen`."""
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    if Status.OPEN not in NEXT[Status(item.status)]:
        raise ItemIsOpen
    item.status, item.standing, item.settled_at = Status.OPEN, ProgressRating.AT_RISK, None
    item.save(update_fields=["status", "standing", "settled_at"])
    write_down("reopened", item, actor)
    return item
