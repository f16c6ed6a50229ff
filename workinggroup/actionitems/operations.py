"""What happens to action items."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation, User
from portal.people.rules import SECRETARIAT
from portal.people.states import Kind
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import DUE, MOST_WEEKS, OWNER, ActionItem, ItemReport, due_day
from workinggroup.actionitems.states import NEXT, ProgressRating, Status
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus


class NotConfirmed(Refused):
    """Only confirmed commitments have action items."""

    sentence = _("This commitment is not confirmed; it cannot have action items.")


class NotAccepted(Refused):
    """Nothing is a delegation's before it accepts it."""

    sentence = _("Your delegation is named to lead %(reference)s and has not accepted it. Accept it on its page first.")


class NotInYourDelegation(Refused):
    """A coordinator assigns inside the own delegation."""

    sentence = _("%(name)s is not an active member of your delegation.")
    field = "assignee"


class OneDueDate(Refused):
    """A day, or weeks before a meeting: exactly one."""

    sentence = _("Give either a day or a number of weeks before the ministerial.")
    field = "due_on"


class DueInThePast(Refused):
    """Nobody can be asked to have finished yesterday."""

    sentence = _("%(day)s is in the past. Choose a day to come.")
    field = "due_on"


class ItemIsDone(Refused):
    """A finished item is opened again before it is changed."""

    sentence = _("This action item is done. Open it again to change it.")


class ItemIsOpen(Refused):
    """Only a finished item can be opened again."""

    sentence = _("This action item is open.")


@transaction.atomic
def assign_action_item(
    *,
    commitment: Commitment,
    actor: Person,
    now: datetime,
    title: str,
    description: str = "",
    assignee: User | None = None,
    due_on: date | None = None,
    weeks_before: int | None = None,
    counted_from: Meeting | None = None,
    only_us: bool = False,
) -> ActionItem:
    """Create a task of the actor's delegation under a commitment and tell its owner.

    Readable by the parties to the commitment, or by the own delegation alone with `only_us`. Refuses `NotConfirmed`,
    `NotAccepted`, `NotInYourDelegation`, `OneDueDate`, `DueInThePast`.
    """
    ensure(commitment_rules.can_assign(actor, commitment))
    if commitment.status != CommitmentStatus.CONFIRMED:
        raise NotConfirmed
    led = commitment.asks_acceptance and actor.code == commitment.lead_id
    if led and not Commitment.objects.get(pk=commitment.pk).is_accepted:
        raise NotAccepted(reference=commitment.reference)
    readers = [actor.code] if only_us else commitment.releasable_to
    item = ActionItem(commitment=commitment, delegation_id=actor.code, title=title)
    item.description, item.created_at = description, now
    item.releasable_to, item.editable_by = readers, [actor.code]
    _set_due(item, actor, now, due_on, weeks_before, counted_from)
    _set_assignee(item, assignee, actor)
    item.series = _series(item)
    lock_key(f"action items of {item.series}")
    last = ActionItem.objects.filter(series=item.series).aggregate(last=Max("number"))["last"] or 0
    item.number = last + 1
    item.save(force_insert=True)
    _record("assigned", item, actor, assignee=assignee.name if assignee else "", due=due_day(item))
    notices.tell_assigned(item, actor, now=now)
    return item


@transaction.atomic
def reassign_item(
    *, item: ActionItem, actor: Person, now: datetime, assignee: User | None, seen: str | None = None
) -> ActionItem:
    """Give an item to another member, or to nobody yet.

    `seen` is the digest of its `OWNER` as the form was opened with. Refuses `ItemIsDone`, `ChangedMeanwhile`,
    `NotInYourDelegation`.
    """
    item = _lock(item)
    ensure(rules.can_manage(actor, item))
    if item.status != Status.OPEN:
        raise ItemIsDone
    require_seen(seen, values_of(item, OWNER))
    before = item.assignee.name if item.assignee else ""
    _set_assignee(item, assignee, actor)
    item.save(update_fields=["assignee"])
    _record("reassigned", item, actor, before=before, after=assignee.name if assignee else "")
    notices.tell_assigned(item, actor, now=now)
    return item


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
    item = _lock(item)
    ensure(rules.can_manage(actor, item))
    if item.status != Status.OPEN:
        raise ItemIsDone
    require_seen(seen, values_of(item, DUE))
    before = due_day(item)
    _set_due(item, actor, now, due_on, weeks_before, counted_from)
    item.save(update_fields=["due_on", "weeks_before", "counted_from"])
    _record("rescheduled", item, actor, before=before, after=due_day(item))
    return item


@transaction.atomic
def report_progress(*, item: ActionItem, actor: Person, now: datetime, standing: str, text: str) -> ItemReport:
    """Say how an item stands; `done` finishes it. Refuses `ItemIsDone`."""
    item = _lock(item)
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
    _record("done" if standing == ProgressRating.DONE else "reported", item, actor, standing=standing)
    if standing == ProgressRating.DONE:
        notices.tell_done(item, actor, now=now)
    return report


@transaction.atomic
def reopen_item(*, item: ActionItem, actor: Person, now: datetime) -> ActionItem:
    """Open a finished item again. Refuses `ItemIsOpen`."""
    item = _lock(item)
    ensure(rules.can_manage(actor, item))
    if Status.OPEN not in NEXT[Status(item.status)]:
        raise ItemIsOpen
    item.status, item.standing, item.settled_at = Status.OPEN, ProgressRating.AT_RISK, None
    item.save(update_fields=["status", "standing", "settled_at"])
    _record("reopened", item, actor)
    return item


def _lock(item: ActionItem) -> ActionItem:
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related("assignee", "counted_from", "commitment")
    found: ActionItem | None = rows.filter(pk=item.pk).first()
    # Another side's item cannot even be locked: the wall lets nobody else change it.
    ensure(found is not None)
    assert found
    return found


def _set_assignee(item: ActionItem, assignee: User | None, actor: Person) -> None:
    if assignee and (assignee.code != actor.code or not assignee.is_active):
        raise NotInYourDelegation(name=assignee.name)
    item.assignee = assignee


def _series(item: ActionItem) -> str:
    """In which series a new item is numbered: that of its delegation ("USA"), of those of its items that some sides alone know
    of ("USA-MEX"), or of those that it keeps to itself ("USA-P"); a delegation's code has two letters at least."""
    sides = Delegation.objects.filter(kind=Kind.DELEGATION).order_by("code").values_list("code", flat=True)
    others = set(item.known_to([*sides, SECRETARIAT])) - {item.delegation_id}
    if not others:
        return f"{item.delegation_id}-P"
    if others >= {*sides, SECRETARIAT} - {item.delegation_id}:
        return item.delegation_id
    return "-".join([item.delegation_id, *(sorted(others - {SECRETARIAT}) or [SECRETARIAT])])


def _set_due(
    item: ActionItem,
    actor: Person,
    now: datetime,
    due_on: date | None,
    weeks_before: int | None,
    counted_from: Meeting | None,
) -> None:
    counted = weeks_before is not None and counted_from is not None
    if (due_on is not None) == counted or (weeks_before or 0) > MOST_WEEKS:
        raise OneDueDate
    item.due_on = due_on
    item.weeks_before, item.counted_from = (weeks_before, counted_from) if counted else (None, None)
    day = due_day(item)
    if day < times.local(now, actor.zone).date():
        raise DueInThePast(day=times.long_day(day))


def _record(verb: str, item: ActionItem, actor: Person, **detail: Any) -> None:
    record(f"workinggroup.actionitem.{verb}", item, actor=actor, **detail)
