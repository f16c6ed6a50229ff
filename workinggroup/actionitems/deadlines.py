"""What of the working group is due: action items, commitments that nobody works on, and the ministerial all of it leads to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Max, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, Level
from portal.core.deadlines import Deadline, Kind, Named
from portal.people.rules import SECRETARIAT
from workinggroup.actionitems.models import ActionItem, ItemReport
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.states import Status as CommitmentStatus


class OpenItem(NamedTuple):
    """An open action item; `meeting` is the one it leads to, or where none is to come the one that promised it."""

    key: UUID
    side: str
    assignee: UUID | None
    due: date
    meeting: UUID


def find_items(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The side's open items; for the secretariat those of all delegations that it sees. Two SQL queries."""
    for item in _open_items(side, _coming(side, now)):
        people = (item.assignee,) if item.assignee else ()
        yield Deadline("action_item", item.key, item.due, item.side, item.meeting, people)


def find_commitments(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Dated commitments that the side leads and nobody of it works on. Two SQL queries."""
    nearest = next(iter(_coming(side, now)), None)
    rows = _idle(side).filter(due_on__isnull=False)
    for key, due, origin in rows.values_list("pk", "due_on", "statement__meeting_id"):
        yield Deadline("commitment", key, due, side, nearest or origin)


def find_ministerials(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Follow-up ministerials to come, where the side has something to do before them. Three SQL queries.

    They are those whose the open items are; the coordinators' where there are only commitments that nobody works on.
    """
    coming = _coming(side, now) if side != SECRETARIAT else {}
    if not coming:
        return
    owners: dict[UUID, set[UUID]] = {}
    for item in _open_items(side, coming):
        owners.setdefault(item.meeting, set()).update([item.assignee] if item.assignee else [])
    nearest = next(iter(coming))
    if nearest not in owners and _idle(side).exists():
        owners[nearest] = set()
    for meeting, (starts_on, starts_at) in coming.items():
        if meeting in owners:
            people = tuple(sorted(owners[meeting]))
            yield Deadline("ministerial", meeting, starts_on, side, meeting, people, starts_at)


def name_items(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = ActionItem.objects.filter(pk__in=keys).only("series", "number", "title")
    return {item.pk: Named(f"{item.reference} {item.title}", item.get_absolute_url()) for item in rows}


def heard_of_items(keys: Sequence[UUID]) -> dict[UUID, datetime]:
    return dict(ItemReport.objects.filter(item__in=keys).order_by().values_list("item").annotate(Max("at")))


def name_commitments(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Commitment.objects.filter(pk__in=keys).only("reference")
    return {each.pk: Named(each.reference, reverse("actionitems:assign", args=[each.pk])) for each in rows}


def name_ministerials(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Meeting.objects.filter(pk__in=keys).only("slug", "title")
    return {meeting.pk: Named(str(meeting), meeting.get_absolute_url()) for meeting in rows}


KINDS = [
    Kind("action_item", _("Action items"), find_items, name_items, heard=heard_of_items),
    Kind("commitment", _("Commitments without an action item"), find_commitments, name_commitments),
    Kind("ministerial", _("The follow-up ministerial"), find_ministerials, name_ministerials),
]


def _coming(side: str, now: datetime) -> dict[UUID, tuple[date, datetime]]:
    """Follow-up ministerials to come, the nearest first. One SQL query."""
    rows = Meeting.objects.filter(status__in=COMING, level=Level.MINISTERIAL, follows__isnull=False, ends_at__gt=now)
    rows = rows if side == SECRETARIAT else rows.filter(delegations__contains=[side])
    found = rows.order_by("starts_at").values_list("pk", "starts_on", "starts_at")
    return {key: (starts_on, starts_at) for key, starts_on, starts_at in found}


def _open_items(side: str, coming: Mapping[UUID, Any]) -> list[OpenItem]:
    """One SQL query."""
    nearest = next(iter(coming), None)
    rows = ActionItem.objects.filter(status__in=OPEN)
    rows = rows if side == SECRETARIAT else rows.filter(delegation_id=side)
    columns = ("pk", "delegation_id", "assignee_id", "due_on", "counted_from_id", "commitment__statement__meeting_id")
    return [
        OpenItem(key, code, assignee, due, counted if counted in coming else nearest or origin)
        for key, code, assignee, due, counted, origin in rows.values_list(*columns)
    ]


def _idle(side: str) -> Any:
    led = Commitment.objects.filter(status=CommitmentStatus.CONFIRMED, lead_id=side)
    accepted = LeadAnswer.objects.filter(delegation=side, accepts=True).values("commitment")
    return led.filter(Q(asks_acceptance=False) | Q(pk__in=accepted)).exclude(action_items__delegation_id=side)
