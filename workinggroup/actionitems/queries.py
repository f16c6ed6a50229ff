"""What the action item pages need."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from meetings.rounds.models import Meeting
from portal.people.models import User
from workinggroup.actionitems.models import ActionItem, Report
from workinggroup.actionitems.states import Standing, Status

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
class ActionList:
    """Action items in groups, the most urgent first, with counts for the filters."""

    late: list[Line]
    at_risk: list[Line]
    on_track: list[Line]
    done: list[Line]
    counts: dict[str, int]
    chosen: str
    commitments: int

    @property
    def is_empty(self) -> bool:
        return not (self.late or self.at_risk or self.on_track or self.done)


def items_visible_to(user: Any) -> QuerySet[Any]:
    """Action items with what every list shows of them."""
    return (
        ActionItem.objects.visible_to(user)
        .with_due()
        .select_related("assignee", "commitment__paragraph", "counted_from")
    )


def action_list(user: Any, *, today: date, chosen: str, lead: str = "", limit: int = 200) -> ActionList:
    """The items the user may see in the chosen view ("all", "ours", "mine", "done"). Three SQL queries.

    At most `limit` items are read: late ones first, then by due day.
    """
    rows = items_visible_to(user)
    counts = rows.aggregate(
        all=Count("pk", filter=Q(status=Status.OPEN)),
        ours=Count("pk", filter=Q(status=Status.OPEN, delegation_id=user.code)),
        mine=Count("pk", filter=Q(status=Status.OPEN, assignee_id=user.pk)),
        late=Count("pk", filter=Q(status=Status.OPEN, due__lt=today)),
        unowned=Count("pk", filter=Q(status=Status.OPEN, assignee__isnull=True)),
        done=Count("pk", filter=Q(status=Status.DONE)),
        commitments=Count("commitment", filter=Q(status=Status.OPEN), distinct=True),
    )
    commitments = counts.pop("commitments")
    views = {
        "all": Q(status=Status.OPEN),
        "ours": Q(status=Status.OPEN, delegation_id=user.code),
        "mine": Q(status=Status.OPEN, assignee_id=user.pk),
        "late": Q(status=Status.OPEN, due__lt=today),
        "unowned": Q(status=Status.OPEN, assignee__isnull=True),
        "done": Q(status=Status.DONE),
    }
    chosen = chosen if chosen in views else "all"
    rows = rows.filter(views[chosen])
    if lead:
        rows = rows.filter(delegation_id=lead)
    lines = [Line(item, item.due, (item.due - today).days) for item in rows.order_by("due", "number")[:limit]]
    _add_reports(lines)
    is_open = [line for line in lines if line.item.status == Status.OPEN]
    late = [line for line in is_open if line.is_late]
    risky = [line for line in is_open if line.risk]
    calm = [line for line in is_open if not line.is_late and not line.risk]
    done = [line for line in lines if line.item.status == Status.DONE]
    return ActionList(late, risky, calm, done, counts, chosen, commitments)


def members_of(user: User) -> QuerySet[User]:
    """Active members of the user's own delegation, whom its coordinator can give items to."""
    side = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return side.select_related("membership__delegation").order_by("name")


def countable_meetings(user: Any, commitment: Any, today: date) -> QuerySet[Any]:
    """Meetings to come that a due date may be counted from: the follow-ups that the user may see."""
    return Meeting.objects.visible_to(user).filter(starts_on__gt=today, follows__isnull=False).order_by("starts_at")


def _add_reports(lines: list[Line]) -> None:
    """The last reports of each line, oldest first. One SQL query."""
    by_item = {line.item.pk: line for line in lines}
    rows = Report.objects.filter(item_id__in=by_item).order_by("item_id", "at").values_list("item_id", "standing")
    for key, standing in rows:
        by_item[key].reports.append(standing)
    for line in lines:
        line.reports = line.reports[-REPORTS:]
