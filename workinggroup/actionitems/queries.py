"""What the action item pages need."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Q, QuerySet, When

from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.models import ActionItem, Report
from workinggroup.actionitems.states import Standing, Status, Urgency

SOON = 7
REPORTS = 4


@dataclass
class Line:
    """One action item in a list. `days` counts from today to the due day: below 0 it is late."""

    item: ActionItem
    due: date
    days: int
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
        if self.item.standing == Standing.AT_RISK:
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

    The most urgent come first, then by due day. Four SQL queries.
    """
    views = {
        "all": Q(status=Status.OPEN),
        "ours": Q(status=Status.OPEN, delegation_id=user.code),
        "mine": Q(status=Status.OPEN, assignee_id=user.pk),
        "late": Q(urgency=Urgency.LATE),
        "unowned": Q(status=Status.OPEN, assignee__isnull=True),
        "done": Q(status=Status.DONE),
    }
    chosen = chosen if chosen in views else "all"
    rows = ActionItem.objects.visible_to(user).with_due().annotate(urgency=_urgency(today))
    shown = views[chosen] & Q(delegation_id=lead) if lead else views[chosen]
    counted = {name: Count("pk", filter=view) for name, view in views.items()} | {"shown": Count("pk", filter=shown)}
    by_urgency = {row["urgency"]: row for row in rows.order_by().values("urgency").annotate(**counted)}
    ordered = rows.filter(shown).order_by("urgency", "due", "delegation_id", "number")
    part = page(ordered.values_list("pk", "urgency"), wanted)
    items = items_visible_to(user).in_bulk([key for key, _urgency in part.rows])
    lines = {key: Line(item, item.due, (item.due - today).days) for key, item in items.items()}
    _add_reports(lines)
    groups = [
        Group(Urgency(urgency), by_urgency[urgency]["shown"], [lines[key] for key, _urgency in some])
        for urgency, some in groupby(part.rows, key=lambda row: row[1])
    ]
    counts = {name: sum(row[name] for row in by_urgency.values()) for name in views}
    return ActionList(groups, counts, chosen, part)


def members_of(user: User) -> QuerySet[User]:
    """Active members of the user's own delegation, whom its coordinator can give items to."""
    side = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return side.select_related("membership__delegation").order_by("name")


def countable_meetings(user: Person, commitment: Any, today: date) -> QuerySet[Any]:
    """Meetings to come that a due date may be counted from: the follow-ups that the user may see."""
    return Meeting.objects.visible_to(user).filter(starts_on__gt=today, follows__isnull=False).order_by("starts_at")


def _urgency(today: date) -> Case:
    """What the list groups by, as SQL; `Line.risk` says why an item is at risk."""
    silent = Q(due__lte=today + timedelta(days=SOON)) & ~Exists(Report.objects.filter(item=OuterRef("pk")))
    return Case(
        When(status=Status.DONE, then=Urgency.DONE),
        When(due__lt=today, then=Urgency.LATE),
        When(Q(assignee__isnull=True) | Q(standing=Standing.AT_RISK) | silent, then=Urgency.AT_RISK),
        default=Urgency.ON_TRACK,
        output_field=IntegerField(),
    )


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
