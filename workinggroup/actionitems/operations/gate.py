"""What acts on an action item must pass, and the steps that they share."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import User
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems import notices
from workinggroup.actionitems.counting import counted_day
from workinggroup.actionitems.models import MOST_DURATION, MOST_WEEKS, ActionItem, ItemBatch, ItemChange, TimeRequest
from workinggroup.actionitems.states import FOLLOWED, INSIDE, NEXT, OPEN, Answer, Change, ProgressRating, Status


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
    """A day, or weeks or working days before a meeting: exactly one."""

    sentence = _("Give either a day, or a number of weeks or of working days before the ministerial.")
    field = "due_on"


class DueInThePast(Refused):
    """Nobody can be asked to have finished yesterday."""

    sentence = _("%(day)s is in the past. Choose a day to come.")
    field = "due_on"


class ItemIsSettled(Refused):
    """What is done or dropped is opened again before it is changed."""

    sentence = _("This action item is settled: %(status)s. Open it again to change it.")


class ItemIsOpen(Refused):
    """Only a settled item can be opened again."""

    sentence = _("This action item is open.")


class NotProposed(Refused):
    """An item is accepted or refused once."""

    sentence = _("This action item does not wait to be accepted: %(status)s.")


class NotDone(Refused):
    """Only what is done can be verified."""

    sentence = _("This action item is not done: %(status)s.")


class ReasonIsMissing(Refused):
    """What others have to live with has a reason."""

    sentence = _("Say why.")
    field = "reason"


def lock(item: ActionItem) -> ActionItem:
    """The item as it is now, held until the end of the transaction."""
    rows = ActionItem.objects.select_for_update(of=("self",)).select_related(
        "assignee", "counted_from", "commitment", "agenda_item"
    )
    found: ActionItem | None = rows.filter(pk=item.pk).first()
    # Another side's item cannot even be locked: the wall lets nobody else change it.
    ensure(found is not None)
    assert found
    return found


def require_open(item: ActionItem) -> None:
    if item.status not in OPEN:
        raise ItemIsSettled(status=item.get_status_display())


def require_reason(reason: str) -> None:
    if not reason.strip():
        raise ReasonIsMissing


def turn(item: ActionItem, status: Status, *, now: datetime, reason: str = "") -> None:
    """Bring an item into a state that may follow on its own, with the reason where that state has one; not saved."""
    if status not in NEXT[Status(item.status)]:
        raise ItemIsOpen if item.status in OPEN else ItemIsSettled(status=item.get_status_display())
    item.status, item.reason = status, reason
    if status in OPEN:
        item.settled_at = item.done_by = item.verified_by = None
    else:
        item.settled_at = now


# What is read with items that are told of.
BEHIND = ("assignee", "counted_from", "commitment__statement__meeting", "agenda_item__agenda__meeting")
# What `turn` and the giving of an item write.
STATE = ("status", "standing", "reason", "settled_at", "done_by", "verified_by")


# What an act on items writes, and what undoing it puts back.
WRITTEN = (
    "assignee_id",
    "due_on",
    "weeks_before",
    "workdays_before",
    "counted_from_id",
    "status",
    "standing",
    "reason",
    "priority",
    "settled_at",
    "reported",
    "done_by_id",
    "verified_by_id",
)


def held(row: ActionItem) -> dict[str, Any]:
    """What stands in an item now, as JSON has it."""
    values = {name: getattr(row, name) for name in WRITTEN}
    return {name: value if isinstance(value, int | None) else str(value) for name, value in values.items()}


def keep_batch(
    change: Change, rows: Sequence[ActionItem], before: dict[str, Any], actor: Person, now: datetime
) -> ItemBatch:
    """Keep what stood in items before somebody changed them, for the side alone, so that a slip can be undone."""
    batch = ItemBatch(change=change, author_id=actor.pk, at=now, before=before)
    batch.after = {str(row.pk): held(row) for row in rows}
    batch.releasable_to = batch.editable_by = [actor.code]
    batch.save(force_insert=True)
    return batch


def set_assignee(item: ActionItem, assignee: User | None, actor: Person) -> None:
    if assignee and (assignee.code != actor.code or not assignee.is_active):
        raise NotInYourDelegation(name=assignee.name)
    item.assignee = assignee


def give(item: ActionItem, assignee: User | None, actor: Person, now: datetime) -> None:
    """Give an item to a person of the actor's side, who is asked whether they take it, or to nobody; saved.

    Nobody is asked about what they gave themselves. What the owner before asked for lapses.
    """
    set_assignee(item, assignee, actor)
    turn(item, Status.ACCEPTED if assignee and assignee.pk == actor.pk else Status.PROPOSED, now=now)
    if item.standing == ProgressRating.BLOCKED:
        item.standing = ProgressRating.AT_RISK
    item.save(update_fields=["assignee", *STATE])
    close_request(item, Answer.LAPSED, now)


def close_request(item: ActionItem, answer: Answer, now: datetime) -> None:
    """Answer what is asked for an item, if anything."""
    TimeRequest.objects.filter(item=item, answer=Answer.OPEN).update(answer=answer, answered_at=now)


def note_change(
    change: Change,
    item: ActionItem,
    actor: Person,
    now: datetime,
    *,
    before: object = "",
    after: object = "",
    reason: str = "",
    readers: list[str] | None = None,
) -> ItemChange:
    """Write a change into the item's history, for `readers`, or for the own side alone where it concerns nobody else."""
    entry = ItemChange(item=item, change=change, before=str(before), after=str(after), reason=reason, at=now)
    entry.releasable_to = readers or ([item.delegation_id] if change in INSIDE else item.releasable_to)
    entry.author_name, entry.editable_by = actor.name, item.editable_by
    entry.save(force_insert=True)
    return entry


def enter(
    change: Change,
    item: ActionItem,
    actor: Person,
    now: datetime,
    *,
    before: object = "",
    after: object = "",
    reason: str = "",
    **detail: Any,
) -> None:
    """Write a change into the item's history and into the trail, for the same readers, and tell who follows the item."""
    entry = note_change(change, item, actor, now, before=before, after=after, reason=reason)
    facts: dict[str, Any] = {"before": before, "after": after} if before or after else {}
    verb = f"workinggroup.actionitem.{change.value}"
    record(verb, item, actor=actor, releasable_to=entry.releasable_to, **facts, **detail)
    if change in FOLLOWED:
        notices.tell_followers([item], actor, now=now)


def name_of(person: User | None) -> str:
    return person.name if person else ""


def due_facts(
    actor: Person,
    now: datetime,
    due_on: date | None,
    weeks_before: int | None,
    workdays_before: int | None,
    counted_from: Meeting | None,
    calendar: Calendar | None = None,
) -> dict[str, Any]:
    """What an item of the actor's side holds of its day: a day, or weeks or working days before a meeting, exactly one of them.

    `calendar` is the side's, where it was read already. Refuses `OneDueDate`, `DueInThePast`. One SQL query where working days
    are counted by a calendar that was not.
    """
    given = [each for each in (due_on, weeks_before, workdays_before) if each is not None]
    counted = due_on is None
    if len(given) != 1 or counted != (counted_from is not None):
        raise OneDueDate
    if (weeks_before or 0) > MOST_WEEKS or (workdays_before or 0) > MOST_DURATION:
        raise OneDueDate
    if counted_from is not None:
        side: Any = actor.delegation
        if calendar is None:
            calendar = calendar_of(side) if workdays_before is not None else Calendar()
        due_on = counted_day(counted_from.starts_on, weeks_before, workdays_before, calendar)
    assert due_on
    if due_on < times.local(now, actor.zone).date():
        raise DueInThePast(day=times.long_day(due_on))
    return {
        "due_on": due_on,
        "weeks_before": weeks_before,
        "workdays_before": workdays_before,
        "counted_from": counted_from,
    }


def set_due(item: ActionItem, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(item, name, value)
