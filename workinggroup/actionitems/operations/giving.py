"""Who does an action item."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from meetings.rounds.models import Meeting
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation, User
from portal.people.rules import SECRETARIAT
from portal.people.states import Kind
from workinggroup.actionitems import notices, rules
from workinggroup.actionitems.models import OWNER, ActionItem, due_day
from workinggroup.actionitems.operations.gate import (
    ItemIsDone,
    NotAccepted,
    NotConfirmed,
    lock,
    set_assignee,
    set_due,
    write_down,
)
from workinggroup.actionitems.states import Status
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus


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
    set_due(item, actor, now, due_on, weeks_before, counted_from)
    set_assignee(item, assignee, actor)
    item.series = _series(item)
    lock_key(f"action items of {item.series}")
    last = ActionItem.objects.filter(series=item.series).aggregate(last=Max("number"))["last"] or 0
    item.number = last + 1
    item.save(force_insert=True)
    write_down("assigned", item, actor, assignee=assignee.name if assignee else "", due=due_day(item))
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
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    if item.status != Status.OPEN:
        raise ItemIsDone
    require_seen(seen, values_of(item, OWNER))
    before = item.assignee.name if item.assignee else ""
    set_assignee(item, assignee, actor)
    item.save(update_fields=["assignee"])
    write_down("reassigned", item, actor, before=before, after=assignee.name if assignee else "")
    notices.tell_assigned(item, actor, now=now)
    return item


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
