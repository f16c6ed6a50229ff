"""Action items that wait for others."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record, record_each
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.actionitems import rules
from workinggroup.actionitems.chaining import circle, in_words
from workinggroup.actionitems.dependencies import waited_for
from workinggroup.actionitems.models import DURATION, ActionItem, ItemChange, ItemDependency
from workinggroup.actionitems.operations.bulk import lock_several
from workinggroup.actionitems.operations.gate import enter, lock, note_change, require_open
from workinggroup.actionitems.states import Change


class NoSuchItem(Refused):
    """What somebody does not see is not there."""

    sentence = _("There is no action item “%(reference)s”.")
    field = "reference"


class WaitsAlready(Refused):
    """Once."""

    sentence = _("It waits for %(reference)s already.")
    field = "reference"


class WouldWaitForItself(Refused):
    """A chain has a beginning."""

    sentence = _("These action items would wait for each other in a circle: %(items)s.")
    field = "reference"


class NotEnoughToChain(Refused):
    """A chain has two items at least."""

    sentence = _("Tick at least two action items.")


@transaction.atomic
def add_dependency(*, item: ActionItem, actor: Person, now: datetime, reference: str) -> ItemDependency:
    """Let an item wait for another one that the actor sees, of any delegation.

    Only those who see both know of it. Refuses `ItemIsSettled`, `NoSuchItem`, `WaitsAlready`, `WouldWaitForItself` with the
    circle as far as the actor sees it.
    """
    item = _lock(item, actor)
    earlier = _find(reference)
    if ItemDependency.objects.filter(item=item, predecessor=earlier).exists():
        raise WaitsAlready(reference=earlier.reference)
    _require_no_circle([(item, earlier)])
    found = dependency(item, earlier)
    found.save(force_insert=True)
    _enter(Change.WAITS, item, earlier, found.releasable_to, actor, now)
    return found


@transaction.atomic
def remove_dependency(*, dependency: ItemDependency, actor: Person, now: datetime) -> None:
    """Let an item wait for another one no more. Refuses `ItemIsSettled`."""
    item = _lock(dependency.item, actor)
    found = ItemDependency.objects.select_for_update(of=("self",)).filter(pk=dependency.pk).first()
    if found is None:
        return
    readers, earlier = found.releasable_to, found.predecessor
    found.delete()
    _enter(Change.WAITS_NO_MORE, item, earlier, readers, actor, now)


@transaction.atomic
def chain_items(
    *, items: Sequence[UUID], actor: Person, now: datetime, seen: Mapping[UUID, str] | None = None
) -> list[ItemDependency]:
    """Put several items of the side in a row: each waits for the one that is due before it.

    What waits already stays so. Refuses `NothingTicked`, `NotEnoughToChain`, `TooMany`, `CannotChangeAll`, `ChangedSince`,
    `WouldWaitForItself`.
    """
    rows = lock_several(items, actor, seen)
    if len(rows) < 2:
        raise NotEnoughToChain
    lock_key("dependencies of action items")
    rows.sort(key=lambda row: (row.due_on, row.series, row.number))
    there = set(ItemDependency.objects.filter(item__in=rows).values_list("item", "predecessor"))
    pairs = [(item, earlier) for earlier, item in pairwise(rows) if (item.pk, earlier.pk) not in there]
    _require_no_circle(pairs)
    found = [dependency(item, earlier) for item, earlier in pairs]
    ItemDependency.objects.bulk_create(found)
    enter_waits(found, actor, now)
    return found


@transaction.atomic
def estimate_item(
    *, item: ActionItem, actor: Person, now: datetime, duration: int | None, seen: str | None = None
) -> ActionItem:
    """Say how many working days an item takes, None for nobody knows. Refuses `ItemIsSettled`, `ChangedMeanwhile`."""
    item = lock(item)
    ensure(rules.can_report(actor, item))
    require_open(item)
    require_seen(seen, values_of(item, DURATION))
    before, item.duration = item.duration, duration
    if before != duration:
        item.save(update_fields=["duration"])
        enter(Change.ESTIMATED, item, actor, now, before=before or "–", after=duration or "–")
    return item


def _lock(item: ActionItem, actor: Person) -> ActionItem:
    lock_key("dependencies of action items")
    item = lock(item)
    ensure(rules.can_report(actor, item))
    require_open(item)
    return item


def _find(reference: str) -> ActionItem:
    """The item of that reference, as far as the reader sees it."""
    series, _dash, number = reference.strip().upper().rpartition("-")
    rows = ActionItem.objects.select_related(
        "commitment__statement__meeting", "agenda_item__agenda__meeting", "counted_from"
    )
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    found: ActionItem | None = rows.filter(series=series, number=int(number)).first() if is_number else None
    if found is None:
        raise NoSuchItem(reference=reference.strip())
    return found


def _require_no_circle(pairs: Sequence[tuple[ActionItem, ActionItem]]) -> None:
    """None of these items may wait for its predecessor through others. One SQL query, two where one would."""
    before = waited_for([earlier.pk for _item, earlier in pairs])
    for item, earlier in pairs:
        keys = circle(item.pk, earlier.pk, before)
        if keys:
            names = {row.pk: row.reference for row in ActionItem.objects.filter(pk__in=keys).only("series", "number")}
            raise WouldWaitForItself(items=in_words(keys, names))
        before.setdefault(item.pk, []).append(earlier.pk)


def dependency(item: ActionItem, earlier: ActionItem) -> ItemDependency:
    """For those who know of both; not saved."""
    found = ItemDependency(item=item, predecessor=earlier)
    found.releasable_to = item.known_to(earlier.known_to(item.releasable_to))
    found.editable_by = [item.delegation_id]
    return found


def enter_waits(found: Sequence[ItemDependency], actor: Person, now: datetime) -> None:
    """Into the history and the trail that items wait, for those who know of both. One SQL query, and one for each set of sides
    that know."""
    ItemChange.objects.bulk_create(
        ItemChange(
            item=each.item,
            change=Change.WAITS,
            after=each.predecessor.reference,
            author_name=actor.name,
            at=now,
            releasable_to=each.releasable_to,
            editable_by=each.item.editable_by,
        )
        for each in found
    )
    for readers in sorted({tuple(each.releasable_to) for each in found}):
        acts = [
            (each.item, {"after": each.predecessor.reference}) for each in found if tuple(each.releasable_to) == readers
        ]
        record_each("workinggroup.actionitem.waits", acts, actor=actor, releasable_to=readers)


def _enter(
    change: Change, item: ActionItem, earlier: ActionItem, readers: list[str], actor: Person, now: datetime
) -> None:
    """Into the history and the trail, for those who know of both items."""
    note_change(change, item, actor, now, after=earlier.reference, readers=readers)
    record(f"workinggroup.actionitem.{change.value}", item, actor=actor, releasable_to=readers, after=earlier.reference)
