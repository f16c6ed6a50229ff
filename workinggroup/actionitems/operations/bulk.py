"""Several action items changed at once, all of them or none, and a slip undone."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.rounds.models import Meeting
from portal.audit.operations import record_each
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import digest, values_of
from portal.people.models import User
from portal.people.rules import coordinates
from workinggroup.actionitems import notices
from workinggroup.actionitems.models import DECIDED, ActionItem, ItemBatch, ItemChange, ItemReport, TimeRequest
from workinggroup.actionitems.operations.gate import (
    BEHIND,
    WRITTEN,
    due_facts,
    held,
    keep_batch,
    name_of,
    require_reason,
    set_assignee,
    set_due,
)
from workinggroup.actionitems.operations.giving import HasItAlready
from workinggroup.actionitems.states import FOLLOWED, NEXT, OPEN, Answer, Change, Priority, ProgressRating, Status

MOST_AT_ONCE = 500
# So many a refusal names; the others are counted.
NAMED = 12
# What a report leaves in the history.
REPORTING = {Change.REPORTED, Change.BLOCKED, Change.DONE}
# As long a slip can be undone.
UNDO = timedelta(hours=1)


class NothingTicked(Refused):
    """At least one."""

    sentence = _("Tick at least one action item.")


class TooMany(Refused):
    """Not more at once than somebody can look through."""

    sentence = _("Change at most %(most)s action items at once.")


class CannotChangeAll(Refused):
    """All are changed, or none is."""

    sentence = _("Nothing was changed. These are not open action items of your delegation: %(items)s.")


class ChangedSince(Refused):
    """What somebody else changed meanwhile is not written over unseen; `changed` are the keys of those items."""

    sentence = _(
        "Nothing was changed. Meanwhile somebody else changed %(items)s. Below they stand as they are now: change all of them"
        " nevertheless, or only the others."
    )

    def __init__(self, rows: Sequence[ActionItem]) -> None:
        super().__init__(items=_named(rows))
        self.changed = {row.pk for row in rows}


class CannotUndo(Refused):
    """What somebody changed meanwhile is not written over."""

    sentence = _("This cannot be undone any more: %(items)s.")


class UndoneAlready(Refused):
    """Once, and soon."""

    sentence = _("This change cannot be undone any more.")


# What of each item its person saw (`version_of`), by its key; None looks at nothing.
Seen = Mapping[UUID, str] | None


@transaction.atomic
def reassign_items(
    *, items: Sequence[UUID], actor: Person, now: datetime, assignee: User | None, seen: Seen = None
) -> ItemBatch:
    """Give several items to a member, who is asked to accept them, or to nobody yet; what the member has already stays.

    Refuses `NothingTicked`, `TooMany`, `CannotChangeAll`, `ChangedSince`, `HasItAlready`, `NotInYourDelegation`.
    """
    rows = lock_several(items, actor, seen)
    if assignee:
        rows = [row for row in rows if row.assignee_id != assignee.pk]
        if not rows:
            raise HasItAlready(name=assignee.name)
    set_assignee(ActionItem(), assignee, actor)
    status = Status.ACCEPTED if assignee and assignee.pk == actor.pk else Status.PROPOSED
    before = {row.pk: name_of(row.assignee) for row in rows}

    def change(row: ActionItem) -> tuple[str, str]:
        row.assignee, row.status, row.reason = assignee, status, ""
        if row.standing == ProgressRating.BLOCKED:
            row.standing = ProgressRating.AT_RISK
        return before[row.pk], name_of(assignee)

    standing = Case(When(standing=ProgressRating.BLOCKED, then=Value(ProgressRating.AT_RISK)), default=F("standing"))
    facts = {"assignee": assignee, "status": status, "reason": "", "standing": standing}
    batch = _change(Change.REASSIGNED, rows, actor, now, change, facts)
    if assignee and assignee.pk != actor.pk:
        notices.tell_batch(batch, [assignee], now=now)
    return batch


@transaction.atomic
def reschedule_items(
    *,
    items: Sequence[UUID],
    actor: Person,
    now: datetime,
    due_on: date | None = None,
    weeks_before: int | None = None,
    workdays_before: int | None = None,
    counted_from: Meeting | None = None,
    reason: str = "",
    seen: Seen = None,
) -> ItemBatch:
    """Change when several items are due. Refuses as `reassign_items`, and `OneDueDate`, `DueInThePast`."""
    rows = lock_several(items, actor, seen)
    facts = due_facts(actor, now, due_on, weeks_before, workdays_before, counted_from)

    def change(row: ActionItem) -> tuple[str, str]:
        before = row.due_on
        set_due(row, facts)
        return str(before), str(row.due_on)

    batch = _change(Change.RESCHEDULED, rows, actor, now, change, facts, reason)
    notices.tell_batch(batch, _owners(rows, actor), now=now)
    return batch


@transaction.atomic
def drop_items(*, items: Sequence[UUID], actor: Person, now: datetime, reason: str, seen: Seen = None) -> ItemBatch:
    """Give several items up for one reason. Refuses as `reassign_items`, and `ReasonIsMissing`."""
    rows = lock_several(items, actor, seen)
    require_reason(reason)

    def change(row: ActionItem) -> tuple[str, str]:
        row.status, row.reason, row.settled_at = Status.DROPPED, reason, now
        return "", ""

    facts = {"status": Status.DROPPED, "reason": reason, "settled_at": now}
    batch = _change(Change.DROPPED, rows, actor, now, change, facts, reason)
    notices.tell_batch(batch, _owners(rows, actor), now=now)
    notices.tell_successors(rows, actor, now=now)
    return batch


@transaction.atomic
def prioritise_items(
    *, items: Sequence[UUID], actor: Person, now: datetime, priority: int, seen: Seen = None
) -> ItemBatch:
    """Say how several items come first or last. Refuses as `reassign_items`."""
    rows = lock_several(items, actor, seen)

    def change(row: ActionItem) -> tuple[str, str]:
        before, row.priority = row.priority, priority
        return str(Priority(before).value), str(Priority(priority).value)

    return _change(Change.PRIORITY, rows, actor, now, change, {"priority": priority})


@transaction.atomic
def undo_batch(*, batch: ItemBatch, actor: Person, now: datetime) -> ItemBatch:
    """Put back within an hour what the actor changed, or, by a coordinator, what anybody of the side did; a report is marked as
    taken back.

    A request for more time that lapsed stays so. Refuses `UndoneAlready`, `CannotUndo` where anything was changed since.
    """
    found = ItemBatch.objects.select_for_update().filter(pk=batch.pk).first()
    is_own = found is not None and found.author_id == actor.pk and found.change in {Change.ACCEPTED, *REPORTING}
    ensure(found is not None and (coordinates(actor) or is_own))
    assert found
    if found.undone_at or now > found.at + UNDO:
        raise UndoneAlready
    rows = _locked(found.after)
    changed = [row for row in rows if held(row) != found.after[str(row.pk)]]
    if changed or len(rows) < len(found.after):
        raise CannotUndo(items=_named(changed))
    for row in rows:
        for name, value in found.before[str(row.pk)].items():
            setattr(row, name, value)
    names = [name.removesuffix("_id") for name in WRITTEN]
    ActionItem.objects.bulk_update(rows, names)
    if found.change in REPORTING:
        later = ItemReport.objects.filter(item__in=rows, at__gt=found.at, taken_back_at=None)
        if later.exists():
            raise CannotUndo(items=_named(rows))
        ItemReport.objects.filter(item__in=rows, at=found.at, taken_back_at=None).update(taken_back_at=now)
    _enter(Change.UNDONE, rows, actor, now, {row.pk: ("", "") for row in rows}, found.get_change_display())
    found.undone_at = now
    found.save(update_fields=["undone_at"])
    return found


def lock_several(keys: Sequence[UUID], actor: Person, seen: Seen = None) -> list[ActionItem]:
    """The rows of these items, all of them open, of the actor's side and as they were seen. One SQL query, two where some are
    not open or not of that side."""
    ensure(coordinates(actor))
    wanted = set(keys)
    if not wanted:
        raise NothingTicked
    if len(wanted) > MOST_AT_ONCE:
        raise TooMany(most=MOST_AT_ONCE)
    rows = _locked(wanted)
    good = [row for row in rows if row.status in OPEN and row.delegation_id == actor.code]
    if len(good) < len(wanted):
        bad = ActionItem.objects.filter(pk__in=wanted - {row.pk for row in good}).order_by("series", "number")
        raise CannotChangeAll(items=_named(bad) or _("not found"))
    changed = [] if seen is None else [row for row in good if seen.get(row.pk) != version_of(row)]
    if changed:
        raise ChangedSince(sorted(changed, key=lambda row: (row.series, row.number)))
    return good


def version_of(row: ActionItem) -> str:
    """A short name for what coordinators decide on of an item: another one as soon as somebody changes any of it."""
    return digest(values_of(row, DECIDED))


def _named(rows: Iterable[ActionItem]) -> str:
    """The references of some items as a sentence has them."""
    names = [row.reference for row in rows]
    others = len(names) - NAMED
    more = [ngettext("%(count)s more", "%(count)s more", others) % {"count": others}] if others > 0 else []
    return ", ".join([*names[:NAMED], *more])


def _locked(keys: Iterable[Any]) -> list[ActionItem]:
    """Always in one order, so that two who change the same items wait for each other."""
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related(*BEHIND)
    return list(rows.filter(pk__in=list(keys)).order_by("pk"))


def _change(
    change: Change,
    rows: list[ActionItem],
    actor: Person,
    now: datetime,
    each: Callable[[ActionItem], tuple[str, str]],
    facts: dict[str, Any],
    reason: str = "",
) -> ItemBatch:
    """Write a change of several rows, their history, the trail, and what undoing it needs. Seven SQL queries."""
    before = {str(row.pk): held(row) for row in rows}
    status = facts.get("status")
    assert status is None or all(status == row.status or status in NEXT[Status(row.status)] for row in rows)
    said = {row.pk: each(row) for row in rows}
    keys = [row.pk for row in rows]
    ActionItem.objects.filter(pk__in=keys).update(**facts)
    if change != Change.PRIORITY:
        TimeRequest.objects.filter(item__in=keys, answer=Answer.OPEN).update(answer=Answer.LAPSED, answered_at=now)
    _enter(change, rows, actor, now, said, reason)
    return keep_batch(change, rows, before, actor, now)


def _enter(
    change: Change,
    rows: Sequence[ActionItem],
    actor: Person,
    now: datetime,
    said: dict[UUID, tuple[str, str]],
    reason: str,
) -> None:
    """Write a change into the history of each item and into the trail, and tell who follows it."""
    ItemChange.objects.bulk_create(
        ItemChange(
            item=row,
            change=change,
            before=said[row.pk][0],
            after=said[row.pk][1],
            reason=reason,
            author_name=actor.name,
            at=now,
            releasable_to=row.releasable_to,
            editable_by=row.editable_by,
        )
        for row in rows
    )
    acts = [(row, {"before": said[row.pk][0], "after": said[row.pk][1]}) for row in rows]
    record_each(f"workinggroup.actionitem.{change.value}", acts, actor=actor)
    if change in FOLLOWED:
        notices.tell_followers(rows, actor, now=now)


def _owners(rows: Iterable[ActionItem], actor: Person) -> list[User]:
    return list(
        {row.assignee_id: row.assignee for row in rows if row.assignee and row.assignee_id != actor.pk}.values()
    )
