"""What happens to the rows of an agenda."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from meetings.agendas import rules
from meetings.agendas.models import LONGEST, Agenda, Item, Proposal
from meetings.agendas.operations.rows import (
    NoSuchDay,
    begin_day,
    closed_words,
    days_of,
    following,
    leave_day,
    lock_agenda,
    place,
    preceding,
    raise_version,
    record_row,
    row_on,
    rows_on,
)
from meetings.agendas.states import NEXT, AgendaStatus, ItemKind, ItemStatus
from meetings.rounds.models import Meeting
from meetings.rounds.operations import require_open
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class ImpossibleLength(Refused):
    """A row lasts from one minute to a day."""

    sentence = _("An item lasts between 1 and 1,440 minutes.")
    field = "minutes"


class NeighboursAreGone(Refused):
    """A stale move whose two neighbours both left the agenda."""

    sentence = _("The items beside which you placed “%(title)s” were taken off meanwhile. It stays where it is.")


class ItemChangedMeanwhile(Refused):
    """Somebody else's change is never overwritten unseen."""

    sentence = _(
        "Somebody changed this item meanwhile; it is now “%(title)s”, %(minutes)s min. Save again to replace it."
    )


class DayMissing(Refused):
    """A clock time is one of a day."""

    sentence = _("Say on which day of the meeting this time is.")
    field = "day"


class NotAtTheEdge(Refused):
    """A stale move: only the first and the last row of a day pass to another."""

    sentence = _(
        "The agenda changed meanwhile: “%(title)s” is no longer the first or the last item of its day. It stays there."
    )


class NoFollowUp(Refused):
    """An item is deferred to a round that exists."""

    sentence = _("There is no follow-up meeting yet whose agenda you may change.")


class AlreadyThere(Refused):
    """The row is in the state asked for, or can never come to it."""

    sentence = _("“%(title)s” was changed meanwhile; this can no longer be done with it.")


@dataclass(frozen=True)
class Moved:
    """A row at its new place, and the titles of rows that others changed since the mover saw the agenda."""

    item: Item
    meanwhile: list[str]


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    actor: Person,
    title: Mapping[str, str],
    minutes: int,
    kind: str = ItemKind.ITEM,
    note: Mapping[str, str] | None = None,
    lead: str | None = None,
    supporting: Sequence[str] = (),
    fixed_at: time | None = None,
    day: int | None = None,
    after: UUID | None = None,
    readers: Sequence[str] | None = None,
    proposal: Proposal | None = None,
    deferred_from: Item | None = None,
) -> Item:
    """Put a row on a meeting's agenda, at its end or `after` another, opening the agenda with its first row.

    `readers` closes it to other delegations, who read a neutral line of the same length; host and secretariat always
    read it. On an adopted agenda it is late. With `day`, a number from 1, it does not begin before that day of the meeting;
    a fixed time needs one where there are several. Refuses `ImpossibleLength`, `NoSuchDay`, `DayMissing`, `RowIsGone` (if
    `after` left the agenda).
    """
    ensure(rules.can_edit(actor, meeting))
    _check_minutes(minutes)
    _check_day(meeting, day, fixed_at)
    agenda = lock_agenda(meeting)
    item = Item(agenda=agenda, kind=kind, title=dict(title), note=dict(note or {}), proposal=proposal)
    item.lead_id, item.supporting, item.minutes = lead, list(supporting), minutes
    item.fixed_at, item.day = fixed_at, day
    item.deferred_from, item.is_late = deferred_from, agenda.status == AgendaStatus.ADOPTED
    before = row_on(agenda, after) if after else rows_on(agenda).last()
    item.section = before.section if before else None
    item.rank = place(agenda, before, following(agenda, before) if before else None)
    item.edit = raise_version(agenda)
    _set_readers(item, meeting, readers)
    item.save(force_insert=True)
    _sync(item, meeting)
    record_row("item_added", item, actor, meeting=str(meeting.pk))
    return item


@transaction.atomic
def change_item(
    *,
    item: Item,
    actor: Person,
    seen: int,
    title: Mapping[str, str],
    minutes: int,
    kind: str = ItemKind.ITEM,
    note: Mapping[str, str] | None = None,
    lead: str | None = None,
    supporting: Sequence[str] = (),
    fixed_at: time | None = None,
    day: int | None = None,
    readers: Sequence[str] | None = None,
) -> Item:
    """Change a row's words, length, fixed point, day or readers. `seen` is the row's `edit` when its form was opened.

    Refuses `ImpossibleLength`, `NoSuchDay`, `DayMissing`, `RowIsGone`, and `ItemChangedMeanwhile` if somebody was faster.
    """
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = row_on(agenda, item.pk)
    if item.edit != seen:
        raise ItemChangedMeanwhile(title=str(item), minutes=item.minutes)
    _check_minutes(minutes)
    _check_day(meeting, day, fixed_at)
    before = {"minutes": item.minutes, "fixed_at": item.fixed_at, "day": item.day}
    item.kind, item.title, item.note, item.minutes = kind, dict(title), dict(note or {}), minutes
    item.lead_id, item.supporting, item.fixed_at, item.day = lead, list(supporting), fixed_at, day
    item.edit = raise_version(agenda)
    _set_readers(item, meeting, readers)
    item.save()
    _sync(item, meeting)
    record_row("item_changed", item, actor, before=before, after={"minutes": minutes, "fixed_at": fixed_at, "day": day})
    return item


@transaction.atomic
def move_item(
    *, item: Item, actor: Person, side: str, anchor: UUID, fallback: UUID | None = None, seen: int = 0
) -> Moved:
    """Place a row "before" or "after" another, whose section and day it joins; the times of all rows follow.

    `fallback` is the neighbour on the other side. On an agenda that changed since version `seen`, the move is applied
    beside whichever of the two is still there. Writes one row and its neutral line, whatever the agenda's length,
    unless the gap is used up. Refuses `RowIsGone`, `NeighboursAreGone`.
    """
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = row_on(agenda, item.pk)
    if meeting.nights:
        leave_day(agenda, item)
    rows = rows_on(agenda).exclude(pk=item.pk)
    beside = rows.filter(pk=anchor).first()
    if beside is None and fallback:
        beside, side = rows.filter(pk=fallback).first(), "after" if side == "before" else "before"
    if beside is None:
        raise NeighboursAreGone(title=str(item))
    meanwhile = _meanwhile(agenda, item, seen)
    if meeting.nights:
        item.day = beside.day if side == "before" else None
        if item.fixed_at:
            item.day = days_of(meeting, agenda)[beside.pk]
    if side == "before":
        item.rank = place(agenda, preceding(agenda, beside, item), beside)
    else:
        item.rank = place(agenda, beside, following(agenda, beside, item))
    item.section = beside.section
    item.edit = raise_version(agenda)
    values = {"rank": item.rank, "section": item.section, "day": item.day, "edit": item.edit}
    Item.objects.filter(pk=item.pk).update(**values)
    Item.objects.filter(stands_for=item.pk).update(**values)
    record_row("item_moved", item, actor)
    return Moved(item, meanwhile)


@transaction.atomic
def move_item_to_day(*, item: Item, actor: Person, day: int, seen: int = 0) -> Moved:
    """Put the last row of a day at the beginning of a later `day`, or the first at the end of an earlier one.

    The order stays, and so do the days of all other rows. `seen` is the version of the agenda that the mover saw. Refuses
    `RowIsGone`, `NoSuchDay`, `NotAtTheEdge`.
    """
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = row_on(agenda, item.pk)
    _check_day(meeting, day, None)
    days = days_of(meeting, agenda)
    before, after = preceding(agenda, item), following(agenda, item)
    first = days[before.pk] if before else 1
    last = days[after.pk] if after else len(meeting.days)
    if not first <= day <= last:
        raise NotAtTheEdge(title=str(item))
    meanwhile = _meanwhile(agenda, item, seen)
    if after and not after.day and day < days[item.pk]:
        begin_day(after, last)
    item.day, item.edit = day, raise_version(agenda)
    Item.objects.filter(Q(pk=item.pk) | Q(stands_for=item.pk)).update(day=day, edit=item.edit)
    record_row("item_moved", item, actor, day=day)
    return Moved(item, meanwhile)


@transaction.atomic
def take_off_item(*, item: Item, actor: Person) -> Item:
    """Take a row off the agenda; it keeps its place and can be put back. Refuses `AlreadyThere`."""
    return _turn(item, actor, ItemStatus.REMOVED, "item_removed")


@transaction.atomic
def put_back_item(*, item: Item, actor: Person) -> Item:
    """Put a removed or deferred row back in its place. Refuses `AlreadyThere`, also if the next round has it already."""
    if Item.objects.filter(deferred_from=item.pk, status=ItemStatus.ON).exists():
        raise AlreadyThere(title=str(item))
    return _turn(item, actor, ItemStatus.ON, "item_restored")


@transaction.atomic
def defer_item(*, item: Item, actor: Person) -> Item:
    """Move a row to the follow-up's agenda and return it there; the two stay linked.

    Closed to a delegation here, it is closed to it there. Refuses `MeetingIsOver`, `NoFollowUp`, `AlreadyThere`.
    """
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    require_open(meeting)
    coming = Meeting.objects.visible_to(actor).filter(follows=meeting).order_by("starts_at").first()
    if coming is None or not rules.can_edit(actor, coming):
        raise NoFollowUp
    item = _turn(item, actor, ItemStatus.DEFERRED, "item_deferred")
    closed = set(item.releasable_to) != set(item.agenda.releasable_to)
    if carried := Item.objects.filter(deferred_from=item.pk).first():
        return _turn(carried, actor, ItemStatus.ON, "item_restored")
    return add_item(
        meeting=coming,
        actor=actor,
        title=item.title,
        minutes=item.minutes,
        kind=item.kind,
        note=item.note,
        lead=item.lead_id if item.lead_id in coming.delegations else None,
        supporting=[code for code in item.supporting if code in coming.delegations],
        readers=item.releasable_to if closed else None,
        deferred_from=item,
    )


def _turn(item: Item, actor: Person, status: ItemStatus, verb: str) -> Item:
    meeting = item.agenda.meeting
    ensure(rules.can_edit(actor, meeting))
    agenda = lock_agenda(meeting)
    item = Item.objects.get(pk=item.pk)
    if status not in NEXT[ItemStatus(item.status)]:
        raise AlreadyThere(title=str(item))
    if status == ItemStatus.ON and (twin := rows_on(agenda).filter(rank=item.rank).first()):
        item.rank = place(agenda, twin, following(agenda, twin))
    if status != ItemStatus.ON and meeting.nights:
        leave_day(agenda, item)
    item.status, item.edit = status, raise_version(agenda)
    item.save(update_fields=["status", "edit", "rank"])
    _sync(item, meeting)
    record_row(verb, item, actor)
    return item


def _check_minutes(minutes: int) -> None:
    if not 1 <= minutes <= LONGEST:
        raise ImpossibleLength


def _check_day(meeting: Meeting, day: int | None, fixed_at: time | None) -> None:
    count = len(meeting.days)
    if day is not None and not 1 <= day <= count:
        raise NoSuchDay
    if fixed_at is not None and day is None and count > 1:
        raise DayMissing


def _meanwhile(agenda: Agenda, item: Item, seen: int) -> list[str]:
    """The titles of other rows that changed since the mover saw the agenda, five at most."""
    if not seen or seen >= agenda.version:
        return []
    return [str(row) for row in rows_on(agenda).exclude(pk=item.pk).filter(edit__gt=seen)[:5]]


def _set_readers(item: Item, meeting: Meeting, readers: Sequence[str] | None) -> None:
    everybody = item.agenda.releasable_to
    kept = everybody if readers is None else [*readers, *meeting.editable_by]
    item.releasable_to = [code for code in everybody if code in kept]
    item.editable_by = meeting.editable_by


def _sync(item: Item, meeting: Meeting) -> None:
    """Keep the neutral line as the row is: same place, length and fixed point, for those who may not read the row."""
    hidden = [code for code in item.agenda.releasable_to if code not in item.releasable_to]
    values = {
        "kind": item.kind,
        "rank": item.rank,
        "minutes": item.minutes,
        "fixed_at": item.fixed_at,
        "day": item.day,
        "section": item.section,
        "edit": item.edit,
        "status": item.status if hidden else ItemStatus.REMOVED,
    }
    if hidden:
        # Who runs the agenda must be able to change the line; they are shown the row instead.
        values["releasable_to"] = [*hidden, *meeting.editable_by]
    written = Item.objects.filter(stands_for=item.pk).update(**values)
    if hidden and not written:
        Item.objects.create(
            agenda=item.agenda,
            title=closed_words(),
            stands_for=item,
            is_late=item.is_late,
            editable_by=meeting.editable_by,
            **values,
        )
