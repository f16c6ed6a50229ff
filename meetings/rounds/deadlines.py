"""What is due before a meeting by its own deadlines."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Deadline as MeetingDeadline
from meetings.rounds.models import Meeting
from meetings.rounds.states import COMING, DeadlineKind
from portal.core import times
from portal.core.deadlines import SOME_DAY, SOME_SIDE, Deadline, Kind, Named
from portal.core.questions import Question


def find(kind: str, key: DeadlineKind) -> Callable[..., Iterable[Deadline]]:
    """How deadlines of one kind are found: those ahead, of meetings to come at which the side sits. One SQL query.

    Whether anybody still has something to bring cannot be known: once its day is over it is not told any more.
    """

    def ask(side: str, now: datetime) -> QuerySet[MeetingDeadline, tuple[UUID, date, int, str]]:
        coming = {"meeting__status__in": COMING, "meeting__ends_at__gt": now}
        rows = MeetingDeadline.objects.filter(kind=key, meeting__delegations__contains=[side], **coming)
        return rows.values_list("meeting_id", "meeting__starts_on", "days_before", "meeting__time_zone")

    ahead: Question[tuple[UUID, date, int, str]] = Question(ask, SOME_SIDE, SOME_DAY)

    def found(side: str, *, now: datetime) -> Iterable[Deadline]:
        for meeting, starts_on, days, zone in ahead(side, now):
            due = starts_on - timedelta(days=days)
            if due >= times.local(now, zone).date():
                yield Deadline(kind, meeting, due, side, meeting)

    return found


def name_at(route: str) -> Callable[[Sequence[UUID]], dict[UUID, Named]]:
    """How meetings are named by their keys, with one of their pages. One SQL query."""

    def named(keys: Sequence[UUID]) -> dict[UUID, Named]:
        rows = Meeting.objects.filter(pk__in=keys).only("slug", "title")
        return {meeting.pk: Named(str(meeting), reverse(route, args=[meeting.slug])) for meeting in rows}

    return named


KINDS = [
    Kind(
        "call_for_items",
        _("Call for agenda items ends"),
        find("call_for_items", DeadlineKind.ITEMS),
        name_at("agendas:proposals"),
        waits=False,
    ),
    Kind(
        "papers",
        _("Papers are circulated"),
        find("papers", DeadlineKind.PAPERS),
        name_at("documents:meeting"),
        waits=False,
    ),
]
