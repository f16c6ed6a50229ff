"""What of the working group is due: action items, commitments that nobody works on, and the ministerial all of it leads to."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, Level
from portal.core.addresses import address_of
from portal.core.deadlines import SOME_DAY, SOME_SIDE, Deadline, Kind, Named
from portal.core.postgresql.plans import KeptStatement
from portal.core.questions import SOME_KEYS, Question, among
from portal.people.rules import SECRETARIAT
from workinggroup.actionitems.models import ActionItem, ItemReport, reference_of
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.states import Status as CommitmentStatus


class OpenItem(NamedTuple):
    """An open action item; `meeting` is the one it leads to, or where none is to come the one it came from."""

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
    for key, due, origin in IDLE_OF(side):
        if due:
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
    if nearest not in owners and IDLE_OF(side):
        owners[nearest] = set()
    for meeting, (starts_on, starts_at) in coming.items():
        if meeting in owners:
            people = tuple(sorted(owners[meeting]))
            yield Deadline(MINISTERIAL, meeting, starts_on, side, meeting, people, starts_at)


MINISTERIAL = "ministerial"
NAMES = KeptStatement("SELECT id, series, number, title FROM workinggroup_actionitem WHERE id = ANY (%s)")


def name_items(keys: Sequence[UUID]) -> dict[UUID, Named]:
    with connection.cursor() as cursor:
        cursor.execute(NAMES, [list(keys)])
        return {
            key: Named(f"{reference_of(series, number)} {title}", address_of("actionitems:item", key))
            for key, series, number, title in cursor.fetchall()
        }


def heard_of_items(keys: Sequence[UUID]) -> dict[UUID, datetime]:
    return dict(HEARD_OF(list(keys)))


def name_commitments(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Commitment.objects.filter(pk__in=keys).only("reference", "chapeau", "quote")
    return {
        each.pk: Named(each.reference, reverse("actionitems:assign", args=[each.pk]), words=str(each)) for each in rows
    }


def name_ministerials(keys: Sequence[UUID]) -> dict[UUID, Named]:
    """The last first."""
    return {meeting.pk: Named(str(meeting), meeting.get_absolute_url()) for meeting in MEETINGS_AMONG(list(keys))}


HEARD_OF: Question[tuple[UUID, datetime]] = Question(
    lambda keys: (
        ItemReport.objects.filter(among("item_id", keys), taken_back_at=None)
        .order_by()
        .values_list("item")
        .annotate(Max("at"))
    ),
    SOME_KEYS,
)
MEETINGS_AMONG: Question[Meeting] = Question(
    lambda keys: Meeting.objects.filter(among("id", keys)).order_by("-starts_at").only("slug", "title"), SOME_KEYS
)

KINDS = [
    Kind("action_item", _("Action items"), find_items, name_items, heard=heard_of_items),
    Kind("commitment", _("Commitments without an action item"), find_commitments, name_commitments),
    Kind(MINISTERIAL, _("The follow-up ministerial"), find_ministerials, name_ministerials),
]


def _to_come(now: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(status__in=COMING, level=Level.MINISTERIAL, follows__isnull=False, ends_at__gt=now)
    return rows.order_by("starts_at")


def _led_idle(side: str) -> QuerySet[Commitment]:
    led = Commitment.objects.filter(status=CommitmentStatus.CONFIRMED, closed_as="", lead_id=side)
    accepted = LeadAnswer.objects.filter(delegation=side, accepts=True).values("commitment")
    return led.filter(Q(asks_acceptance=False) | Q(pk__in=accepted)).exclude(action_items__delegation_id=side)


def _with_origin(rows: QuerySet[ActionItem]) -> Any:
    """With the meeting that promised each, or on whose agenda it came up."""
    came_from = Coalesce("commitment__statement__meeting_id", "agenda_item__agenda__meeting_id")
    return rows.annotate(came_from=came_from).values_list(*ITEM)


Starting = tuple[UUID, date, datetime]
STARTS = ("pk", "starts_on", "starts_at")
ALL_COMING: Question[Starting] = Question(lambda now: _to_come(now).values_list(*STARTS), SOME_DAY)
COMING_OF: Question[Starting] = Question(
    lambda side, now: _to_come(now).filter(delegations__contains=[side]).values_list(*STARTS), SOME_SIDE, SOME_DAY
)
ITEM = ("pk", "delegation_id", "assignee_id", "due_on", "counted_from_id", "came_from")
ALL_OPEN: Question[tuple[Any, ...]] = Question(lambda: _with_origin(ActionItem.objects.filter(status__in=OPEN)))
OPEN_OF: Question[tuple[Any, ...]] = Question(
    lambda side: _with_origin(ActionItem.objects.filter(status__in=OPEN, delegation_id=side)), SOME_SIDE
)
IDLE_OF: Question[tuple[UUID, date | None, UUID]] = Question(
    lambda side: _led_idle(side).values_list("pk", "due_on", "statement__meeting_id"), SOME_SIDE
)


def _coming(side: str, now: datetime) -> dict[UUID, tuple[date, datetime]]:
    """Follow-up ministerials to come, the nearest first. One SQL query."""
    found = ALL_COMING(now) if side == SECRETARIAT else COMING_OF(side, now)
    return {key: (starts_on, starts_at) for key, starts_on, starts_at in found}


def _open_items(side: str, coming: Mapping[UUID, Any]) -> list[OpenItem]:
    """One SQL query."""
    nearest = next(iter(coming), None)
    rows = ALL_OPEN() if side == SECRETARIAT else OPEN_OF(side)
    return [
        OpenItem(key, code, assignee, due, counted if counted in coming else nearest or origin)
        for key, code, assignee, due, counted, origin in rows
    ]
