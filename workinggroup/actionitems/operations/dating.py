"""When an action item is due."""

from datetime import date, datetime

from django.db import transaction

from meetings.rounds.models import Meeting
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.actionitems import rules
from workinggroup.actionitems.models import DUE, ActionItem, due_day
from workinggroup.actionitems.operations.gate import (
    ItemIsDone,
    lock,
    set_due,
    write_down,
)
from workinggroup.actionitems.states import Status


@transaction.atomic
def reschedule_item(
    *,
    item: ActionItem,
    actor: Person,
    now: datetime,
    due_on: date | None = None,
    weeks_before: int | None = None,
    counted_from: Meeting | None = None,
    seen: str | None = None,
) -> ActionItem:
    """Change when an item is due.

    `seen` is the digest of its `DUE` as the form was opened with. Refuses `ItemIsDone`, `ChangedMeanwhile`, `OneDueDate`,
    `DueInThePast`.
    """
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    if item.status != Status.OPEN:
        raise ItemIsDone
    require_seen(seen, values_of(item, DUE))
    before = due_day(item)
    set_due(item, actor, now, due_on, weeks_before, counted_from)
    item.save(update_fields=["due_on", "weeks_before", "counted_from"])
    write_down("rescheduled", item, actor, before=before, after=due_day(item))
    return item
