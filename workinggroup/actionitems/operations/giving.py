"""Who does an action item."""

from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Item
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.rounds.models import Meeting
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
from workinggroup.actionitems.models import OWNER, ActionItem
from workinggroup.actionitems.operations.gate import (
    STATE,
    NotAccepted,
    NotConfirmed,
    NotProposed,
    close_request,
    due_facts,
    enter,
    give,
    held,
    keep_batch,
    lock,
    name_of,
    require_open,
    require_reason,
    set_assignee,
    set_due,
    turn,
)
from workinggroup.actionitems.states import Answer, Change, Status
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus


class NotOnTheAgenda(Refused):
    """Only of what stands on the agenda something is done."""

    sentence = _("This item does not stand on the agenda any more.")


class YoursAlready(Refused):
    """One hands on to somebody else."""

    sentence = _("This action item is yours already. Choose a colleague.")
    field = "assignee"


class HasItAlready(Refused):
    """Who owns an item is not asked anew whether they take it."""

    sentence = _("Nothing was changed: %(name)s has this already. Choose somebody else.")
    field = "assignee"


@transaction.atomic
def assign_action_item(
    *,
    actor: Person,
    now: datetime,
    title: str,
    commitment: Commitment | None = None,
    agenda_item: Item | None = None,
    description: str = "",
    assignee: User | None = None,
    due_on: date | None = None,
    weeks_before: int | None = None,
    workdays_before: int | None = None,
    counted_from: Meeting | None = None,
    only_us: bool = False,
) -> ActionItem:
    """Create a task of the actor's delegation, under a commitment or from a row of an agenda, and ask its owner to accept it.

    Readable by the parties to the commitment, or by those of the meeting that read the row; by the own delegation alone with
    `only_us`. Refuses `NotConfirmed`, `NotAccepted`, `NotOnTheAgenda`, `NotInYourDelegation`, `OneDueDate`, `DueInThePast`.
    """
    if commitment:
        require_ready(commitment, actor)
        known = list(commitment.releasable_to)
    else:
        assert agenda_item
        known = readers_of_row(agenda_item, actor)
    readers = [actor.code] if only_us else known
    item = ActionItem(commitment=commitment, agenda_item=agenda_item, delegation_id=actor.code, title=title)
    item.description, item.created_at = description, now
    item.releasable_to, item.editable_by = readers, [actor.code]
    set_due(item, due_facts(actor, now, due_on, weeks_before, workdays_before, counted_from))
    set_assignee(item, assignee, actor)
    item.status = Status.ACCEPTED if assignee and assignee.pk == actor.pk else Status.PROPOSED
    item.series = series_of(item, actor, now)
    lock_key(f"action items of {item.series}")
    last = ActionItem.objects.filter(series=item.series).aggregate(last=Max("number"))["last"] or 0
    item.number = last + 1
    item.save(force_insert=True)
    enter(Change.ASSIGNED, item, actor, now, after=name_of(assignee), due=item.due_on)
    notices.tell_assigned(item, actor, now=now)
    return item


@transaction.atomic
def reassign_item(
    *, item: ActionItem, actor: Person, now: datetime, assignee: User | None, seen: str | None = None
) -> ActionItem:
    """Give an item to another member, who is asked to accept it, or to nobody yet.

    `seen` is the digest of its `OWNER` as the form was opened with. Refuses `ItemIsSettled`, `ChangedMeanwhile`,
    `HasItAlready`, `NotInYourDelegation`.
    """
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    require_open(item)
    require_seen(seen, values_of(item, OWNER))
    before, stood = item.assignee, held(item)
    if assignee and assignee.pk == item.assignee_id:
        raise HasItAlready(name=assignee.name)
    give(item, assignee, actor, now)
    keep_batch(Change.REASSIGNED, [item], {str(item.pk): stood}, actor, now)
    enter(Change.REASSIGNED, item, actor, now, before=name_of(before), after=name_of(assignee))
    notices.tell_assigned(item, actor, now=now)
    return item


@transaction.atomic
def accept_item(*, item: ActionItem, actor: Person, now: datetime) -> ActionItem:
    """The owner takes an item. Refuses `NotProposed`."""
    item = lock(item)
    ensure(rules.can_answer(actor, item))
    _require_proposed(item)
    stood = held(item)
    turn(item, Status.ACCEPTED, now=now)
    item.save(update_fields=STATE)
    keep_batch(Change.ACCEPTED, [item], {str(item.pk): stood}, actor, now)
    enter(Change.ACCEPTED, item, actor, now)
    notices.tell_coordinators("accepted", item, actor, now=now)
    return item


@transaction.atomic
def refuse_item(*, item: ActionItem, actor: Person, now: datetime, reason: str) -> ActionItem:
    """The owner does not take an item; it is nobody's, and the coordinators are told. Refuses `NotProposed`,
    `ReasonIsMissing`."""
    item = lock(item)
    ensure(rules.can_answer(actor, item))
    _require_proposed(item)
    require_reason(reason)
    give(item, None, actor, now)
    enter(Change.REFUSED, item, actor, now, before=actor.name, reason=reason)
    notices.tell_coordinators("refused", item, actor, now=now)
    return item


@transaction.atomic
def hand_on_item(*, item: ActionItem, actor: Person, now: datetime, assignee: User, reason: str = "") -> ActionItem:
    """The owner gives an item to a colleague, who is asked to accept it; the coordinators are told.

    Refuses `ItemIsSettled`, `NotInYourDelegation`, `YoursAlready`.
    """
    item = lock(item)
    ensure(rules.can_answer(actor, item))
    require_open(item)
    if assignee.pk == actor.pk:
        raise YoursAlready
    give(item, assignee, actor, now)
    enter(Change.HANDED_ON, item, actor, now, before=actor.name, after=assignee.name, reason=reason)
    notices.tell_assigned(item, actor, now=now)
    notices.tell_coordinators("handed_on", item, actor, now=now)
    return item


@transaction.atomic
def drop_item(*, item: ActionItem, actor: Person, now: datetime, reason: str) -> ActionItem:
    """A coordinator gives an item up, and says why; its owner is told. Refuses `ItemIsSettled`, `ReasonIsMissing`."""
    item = lock(item)
    ensure(rules.can_manage(actor, item))
    require_open(item)
    require_reason(reason)
    stood = held(item)
    turn(item, Status.DROPPED, now=now, reason=reason)
    item.save(update_fields=STATE)
    keep_batch(Change.DROPPED, [item], {str(item.pk): stood}, actor, now)
    close_request(item, Answer.LAPSED, now)
    enter(Change.DROPPED, item, actor, now, reason=reason)
    notices.tell_decided(item, actor, now=now)
    notices.tell_successors([item], actor, now=now)
    return item


def require_ready(commitment: Commitment, actor: Person) -> None:
    """Refuse `NotConfirmed`, `NotAccepted` for a commitment under which the actor's side makes no items yet."""
    ensure(commitment_rules.can_assign(actor, commitment))
    if commitment.status != CommitmentStatus.CONFIRMED:
        raise NotConfirmed
    led = commitment.asks_acceptance and actor.code == commitment.lead_id
    if led and not Commitment.objects.get(pk=commitment.pk).is_accepted:
        raise NotAccepted(reference=commitment.reference)


def readers_of_row(row: Item, actor: Person) -> list[str]:
    """The parties that read a row of an agenda; refuses `NotOnTheAgenda` for one of which the actor's side makes no items."""
    meeting = row.agenda.meeting
    ensure(rules.can_assign_from(actor, meeting))
    if row.kind == ItemKind.BREAK or row.status != ItemStatus.ON or row.stands_for_id:
        raise NotOnTheAgenda
    return [code for code in meeting.parties if code in row.releasable_to]


def _require_proposed(item: ActionItem) -> None:
    if item.status != Status.PROPOSED:
        raise NotProposed(status=item.get_status_display())


def sides_numbered() -> list[str]:
    """The delegations that `series_of` tells apart. One SQL query."""
    return list(Delegation.objects.filter(kind=Kind.DELEGATION).order_by("code").values_list("code", flat=True))


def series_of(item: ActionItem, actor: Person, now: datetime, sides: list[str] | None = None) -> str:
    """In which series a new item is numbered: the group, the year by the delegation's clock, and its code ("TWG-2026-USA"); for
    those of its items that some sides alone know of, these ("TWG-2026-USA-MEX"), or for those that it keeps to itself "P"
    ("TWG-2026-USA-P"); a delegation's code has two letters at least."""
    own = f"{settings.PORTAL_GROUP}-{times.local(now, actor.delegation.time_zone).year}-{item.delegation_id}"
    sides = sides_numbered() if sides is None else sides
    others = set(item.known_to([*sides, SECRETARIAT])) - {item.delegation_id}
    if not others:
        return f"{own}-P"
    if others >= {*sides, SECRETARIAT} - {item.delegation_id}:
        return own
    return "-".join([own, *(sorted(others - {SECRETARIAT}) or [SECRETARIAT])])
