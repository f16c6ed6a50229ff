"""What becomes of the action items of somebody who left, and of those that they supported or watched."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Value, When

from portal.audit.operations import record_each
from portal.core.reader import reading_as
from portal.people.readers import sides
from workinggroup.actionitems import notices
from workinggroup.actionitems.models import ActionItem, ItemChange, ItemFollower, TimeRequest
from workinggroup.actionitems.operations.gate import BEHIND, name_of
from workinggroup.actionitems.states import OPEN, Answer, Change, Part, ProgressRating, Status


def free_items(*, now: datetime) -> int:
    """Take open items from owners whose account is closed or who changed sides, and tell their coordinators; returns how many.
    Nor do they support or watch any longer what they did for the side that they left.

    Safe to run at any time. Two SQL queries for each side where nobody left.
    """
    freed = 0
    for reader in sides():
        with reading_as(reader):
            freed += _free(reader.code, now)
            _part_from_followers(reader.code)
    return freed


@transaction.atomic
def _free(code: str, now: datetime) -> int:
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related(*BEHIND)
    rows = rows.filter(delegation=code, status__in=OPEN, assignee__isnull=False).order_by("pk")
    left = list(rows.exclude(assignee__is_active=True, assignee__membership__delegation=code))
    if not left:
        return 0
    keys = [item.pk for item in left]
    standing = Case(When(standing=ProgressRating.BLOCKED, then=Value(ProgressRating.AT_RISK)), default=F("standing"))
    facts = {"assignee": None, "status": Status.PROPOSED, "reason": "", "standing": standing}
    ActionItem.objects.filter(pk__in=keys).update(**facts)
    TimeRequest.objects.filter(item__in=keys, answer=Answer.OPEN).update(answer=Answer.LAPSED, answered_at=now)
    entries = []
    for item in left:
        entry = ItemChange(item=item, change=Change.LEFT, before=name_of(item.assignee), at=now)
        entry.releasable_to, entry.editable_by = item.releasable_to, item.editable_by
        entries.append(entry)
    ItemChange.objects.bulk_create(entries)
    record_each(
        "workinggroup.actionitem.left", [(item, {"before": name_of(item.assignee)}) for item in left], actor=None
    )
    notices.tell_followers(left, None, now=now)
    notices.tell_left(left[0], now=now)
    return len(left)


@transaction.atomic
def _part_from_followers(code: str) -> None:
    rows = ItemFollower.objects.filter(editable_by=[code]).select_related(
        "person", *(f"item__{each}" for each in BEHIND)
    )
    left = list(rows.exclude(person__is_active=True, person__membership__delegation=code).order_by("pk"))
    if not left:
        return
    ItemFollower.objects.filter(pk__in=[row.pk for row in left]).delete()
    backed = [(row.item, {"before": row.person.name}) for row in left if row.part == Part.SUPPORTS]
    record_each("workinggroup.actionitem.unsupported", backed, actor=None)
    watched: list[tuple[ActionItem, dict[str, str]]] = [(row.item, {}) for row in left if row.part == Part.WATCHES]
    record_each("workinggroup.actionitem.watcher_left", watched, actor=None, releasable_to=[code])
