"""What becomes of dates that are counted from a meeting when it moves, or when a side's working days change."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from meetings.rounds.models import Meeting
from portal.audit.operations import record_each
from portal.core.reader import reading_as
from portal.people.models import Delegation
from portal.people.readers import sides
from portal.people.rules import SECRETARIAT
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems import notices
from workinggroup.actionitems.counting import counted_day
from workinggroup.actionitems.models import ActionItem, ItemChange
from workinggroup.actionitems.operations.gate import BEHIND
from workinggroup.actionitems.states import OPEN, Change


def follow_meeting(meeting: Meeting, *, now: datetime, author: str = "") -> int:
    """Move the open items of every side that are counted from a meeting that moved, enter why into their history, and tell
    their owners, or where there are none the coordinators, once each; returns how many moved. `author` moved the meeting.
    """
    rows = ActionItem.objects.filter(counted_from=meeting)
    return _everywhere(lambda code: _move(code, rows, Change.MOVED, author, now))


def follow_working_days(*, now: datetime) -> int:
    """The same for items counted in working days where those of their side changed. Safe to run at any time."""
    rows = ActionItem.objects.filter(workdays_before__isnull=False)
    return _everywhere(lambda code: _move(code, rows, Change.COUNTED_ANEW, "", now))


def shift_days(meeting: Meeting) -> None:
    """Write only the days, of every side, as they follow from a meeting: for who asks what would come of it and undoes it."""
    rows = ActionItem.objects.filter(counted_from=meeting)
    _everywhere(lambda code: len(_shift(_changed(code, rows))))


def _everywhere(act: Callable[[str], int]) -> int:
    """Each side's own items, as that side; the secretariat has none."""
    moved = 0
    for reader in sides():
        if reader.code != SECRETARIAT:
            with reading_as(reader):
                moved += act(reader.code)
    return moved


def _changed(code: str, rows: QuerySet[Any]) -> list[tuple[ActionItem, date]]:
    """The side's open items among these whose day is not what it should be, and that day. Three SQL queries at most, one where
    nothing is counted."""
    counted = list(rows.filter(delegation=code, status__in=OPEN).select_related(*BEHIND).order_by("pk"))
    if not counted:
        return []
    calendar = calendar_of(Delegation.objects.get(code=code))
    days = [
        (row, counted_day(row.counted_from.starts_on, row.weeks_before, row.workdays_before, calendar))
        for row in counted
        if row.counted_from
    ]
    return [(row, day) for row, day in days if row.due_on != day]


def _shift(changed: list[tuple[ActionItem, date]]) -> list[tuple[ActionItem, date]]:
    """Write the new days; returns the items with the days before. Two SQL queries, none for no item."""
    if not changed:
        return []
    held = ActionItem.objects.select_for_update(of=("self",)).filter(pk__in=[row.pk for row, _day in changed])
    there = set(held.order_by("pk").values_list("pk", flat=True))
    moved = [(row, row.due_on) for row, _day in changed if row.pk in there]
    for row, day in changed:
        row.due_on = day
    ActionItem.objects.bulk_update([row for row, _before in moved], ["due_on"])
    return moved


@transaction.atomic
def _move(code: str, rows: QuerySet[Any], change: Change, author: str, now: datetime) -> int:
    moved = _shift(_changed(code, rows))
    ItemChange.objects.bulk_create(
        ItemChange(
            item=row,
            change=change,
            before=str(before),
            after=str(row.due_on),
            author_name=author,
            at=now,
            releasable_to=row.releasable_to,
            editable_by=row.editable_by,
        )
        for row, before in moved
    )
    acts = [(row, {"before": str(before), "after": str(row.due_on)}) for row, before in moved]
    record_each(f"workinggroup.actionitem.{change.value}", acts, actor=None)
    if moved:
        notices.tell_followers([row for row, _before in moved], None, now=now)
    notices.tell_moved([row for row, _before in moved], now=now)
    return len(moved)
