"""What the action item pages need."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from meetings.rounds.models import Meeting
from meetings.statements.queries import labels_in
from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.models import ActionItem, Report
from workinggroup.actionitems.states import ProgressRating, Status, Urgency

SOON = 7
REPORTS = 4


# The views, as SQL over an item and its urgency.
VIEWS = {
    "all": "{urgency} < 3",
    "ours": "{urgency} < 3 AND delegation_id = %(code)s",
    "mine": "{urgency} < 3 AND assignee_id = %(me)s",
    "late": "{urgency} = 0",
    "unowned": "{urgency} < 3 AND assignee_id IS NULL",
    "done": "{urgency} = 3",
}
# What lists group by, as SQL over an item and its due day; `Line.risk` says why an item is at risk.
AT_RISK = "(assignee_id IS NULL OR standing = 'at_risk' OR ({due} <= %(soon)s AND NOT reported))"
RULES = {
    Urgency.LATE: "status = 'open' AND {due} < %(today)s",
    Urgency.AT_RISK: f"status = 'open' AND {{due}} >= %(today)s AND {AT_RISK}",
    Urgency.ON_TRACK: f"status = 'open' AND {{due}} >= %(today)s AND NOT {AT_RISK}",
    Urgency.DONE: "status = 'done'",
}
COUNTED = (
    "(SELECT meeting.starts_on FROM meetings_meeting AS meeting WHERE meeting.id = counted_from_id) - 7 * weeks_before"
)
# Each OFFSET 0 keeps the planner from working out the same thing once for every count.
COUNTS = """
SELECT {counts} FROM (
    SELECT delegation_id, assignee_id,
        CASE WHEN status = 'done' THEN 3 WHEN due < %(today)s THEN 0 WHEN {at_risk} THEN 1 ELSE 2 END AS urgency
    FROM (SELECT delegation_id, assignee_id, status, standing, reported, COALESCE(due_on, {counted}) AS due
          FROM workinggroup_actionitem OFFSET 0) AS item
    OFFSET 0) AS item
"""
KEYS = """
(SELECT {urgency}, id FROM (
    (SELECT id, due_on AS due, delegation_id, number FROM workinggroup_actionitem
     WHERE due_on IS NOT NULL AND {rule} AND {shown} ORDER BY due_on, delegation_id, number LIMIT {last})
    UNION ALL
    (SELECT id, due, delegation_id, number
     FROM (SELECT *, {counted} AS due FROM workinggroup_actionitem WHERE counted_from_id IS NOT NULL) AS counted
     WHERE {counted_rule} AND {shown} ORDER BY due, delegation_id, number LIMIT {last})
) AS item ORDER BY due, delegation_id, number OFFSET {first} LIMIT {last} - {first})
"""


@dataclass
class Line:
    """One action item in a list. `days` counts from today to the due day: below 0 it is late. `paragraph` is what pages call its
    commitment's."""

    item: ActionItem
    due: date
    days: int
    paragraph: int | str
    reports: list[str] = field(default_factory=list)

    @property
    def is_late(self) -> bool:
        return self.item.status == Status.OPEN and self.days < 0

    @property
    def risk(self) -> str:
        """Why the item is at risk: a word for the template, "" if it is not."""
        if self.item.status != Status.OPEN or self.is_late:
            return ""
        if self.item.assignee_id is None:
            return "no-owner"
        if self.item.standing == ProgressRating.AT_RISK:
            return "reported"
        return "no-report" if self.days <= SOON and not self.reports else ""


@dataclass(frozen=True)
class Group:
    """Lines of one urgency on this page; `count` is how many there are on all pages."""

    urgency: Urgency
    count: int
    lines: list[Line]


@dataclass(frozen=True)
class ActionList:
    """One page of action items in groups, the most urgent first, with counts for the filters."""

    groups: list[Group]
    counts: dict[str, int]
    chosen: str
    page: Page


def items_visible_to(user: Person) -> QuerySet[Any]:
    """Action items with what every list shows of them."""
    return (
        ActionItem.objects.visible_to(user)
        .with_due()
        .select_related("assignee", "commitment__paragraph", "counted_from")
    )


def action_list(user: Person, *, today: date, chosen: str, lead: str = "", wanted: str | None = None) -> ActionList:
    """The items the user may see in the chosen view ("all", "ours", "mine", "late", "unowned", "done"), a page of them.

    The most urgent come first, then by due day. Five SQL queries; those that count and find the keys of the page are written
    by hand, and the wall alone says who sees what.
    """
    chosen = chosen if chosen in VIEWS else "all"
    values: dict[str, Any] = {"today": today, "soon": today + timedelta(days=SOON), "code": user.code, "me": user.pk}
    shown = VIEWS[chosen] + (" AND delegation_id = %(lead)s" if lead else "")
    values |= {"lead": lead}
    with connection.cursor() as cursor:
        cursor.execute(
            COUNTS.format(counts=_counted(shown), at_risk=AT_RISK.format(due="due"), counted=COUNTED), values
        )
        numbers = cursor.fetchone()
        by_urgency = dict(zip(Urgency, numbers, strict=False))
        total = sum(by_urgency.values())
        part = page(range(total), wanted, count=total)
        found = _keys(cursor, by_urgency, shown, values, (part.number - 1) * PAGE)
    items = items_visible_to(user).in_bulk([key for _urgency, keys in found for key in keys])
    labels = labels_in(item.commitment.statement_id for item in items.values())
    lines = {key: Line(item, item.due, (item.due - today).days, label_of(item, labels)) for key, item in items.items()}
    _add_reports(lines)
    groups = [Group(urgency, by_urgency[urgency], [lines[key] for key in keys]) for urgency, keys in found]
    return ActionList(groups, dict(zip(VIEWS, numbers[len(Urgency) :], strict=True)), chosen, part)


def _counted(shown: str) -> str:
    """Counts of what is shown by urgency, then of every view, as SQL."""
    conditions = [f"urgency = {int(urgency)} AND {shown.format(urgency='urgency')}" for urgency in Urgency]
    conditions += [view.format(urgency="urgency") for view in VIEWS.values()]
    return ", ".join(f"count(*) FILTER (WHERE {each})" for each in conditions)


def _keys(
    cursor: Any, by_urgency: dict[Urgency, int], shown: str, values: dict[str, Any], start: int
) -> list[tuple[Urgency, list[UUID]]]:
    """The keys of the page that begins with the row in place `start`, by urgency. One SQL query.

    Each urgency is read in the order of an index, as far as the page needs; so the cost does not grow with what is not shown.
    """
    wanted, before = [], 0
    for urgency, count in by_urgency.items():
        first, last = max(0, start - before), min(count, start + PAGE - before)
        if first < last:
            rule, counted_rule = (RULES[urgency].format(due=due) for due in ("due_on", "due"))
            facts = {
                "rule": rule,
                "counted_rule": counted_rule,
                "counted": COUNTED,
                "shown": shown.format(urgency=int(urgency)),
            }
            wanted.append(KEYS.format(urgency=int(urgency), first=first, last=last, **facts))
        before += count
    keys: dict[Urgency, list[UUID]] = {}
    if not wanted:
        return []
    cursor.execute("UNION ALL".join(wanted), values)
    for urgency, key in sorted(cursor.fetchall(), key=lambda row: row[0]):
        keys.setdefault(Urgency(urgency), []).append(key)
    return list(keys.items())


def label_of(item: Any, labels: Mapping[UUID, int | str]) -> int | str:
    """What pages call the paragraph of the item's commitment, among these labels; its anchor if it is not in the text."""
    paragraph = item.commitment.paragraph
    return labels.get(paragraph.pk, paragraph.anchor)


def members_of(user: User) -> QuerySet[User]:
    """Active members of the user's own delegation, whom its coordinator can give items to."""
    side = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return side.select_related("membership__delegation").order_by("name")


def countable_meetings(user: Person, commitment: Any, today: date) -> QuerySet[Any]:
    """Meetings to come that a due date may be counted from: the follow-ups that the user may see."""
    return Meeting.objects.visible_to(user).filter(starts_on__gt=today, follows__isnull=False).order_by("starts_at")


def _add_reports(lines: dict[UUID, Line]) -> None:
    """The last reports of each item, oldest first. One SQL query."""
    rows = Report.objects.filter(item_id__in=lines).order_by("item_id", "at").values_list("item_id", "standing")
    for key, standing in rows:
        lines[key].reports.append(standing)
    for line in lines.values():
        line.reports = line.reports[-REPORTS:]


def late_on_side(user: Person, *, now: datetime) -> list[Any]:
    """Items of others that are late, for those who coordinate; with `due`, the longest late first. One SQL query.

    Of colleagues on the own side; for the coordinators of the secretariat of every side, with or without an owner.
    """
    if not coordinates(user):
        return []
    today = times.local(now, user.zone).date()
    rows = items_visible_to(user).filter(status=Status.OPEN, due__lt=today)
    if not coordinates_across(user):
        rows = rows.filter(delegation_id=user.code, assignee__isnull=False)
    return list(rows.exclude(assignee_id=user.pk).order_by("due", "delegation_id", "number"))
