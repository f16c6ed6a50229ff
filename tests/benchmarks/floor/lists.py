"""The floors of the lists: each renders the rows of one of the portal's pages from two queries, after session and person."""

from collections import defaultdict
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from tests.benchmarks.floor.models import (
    Delegation,
    Entry,
    ListedCommitment,
    ListedItem,
    ListedMeeting,
    ListedReminder,
    Passage,
    Position,
    Report,
)

NEWS = 5


@login_required
def meetings(request: HttpRequest) -> HttpResponse:
    return _page(request, "meetings", meetings=ListedMeeting.objects.select_related("host"), sides=_sides())


@login_required
def commitments(request: HttpRequest) -> HttpResponse:
    is_open = Count("action_items", filter=Q(action_items__status="open"))
    rows = ListedCommitment.objects.annotate(items=Count("action_items"), open_items=is_open)
    return _page(request, "commitments", commitments=rows, sides=_sides())


@login_required
def actions(request: HttpRequest) -> HttpResponse:
    items = list(ListedItem.objects.filter(page="actions").select_related("delegation", "assignee", "commitment"))
    reports: dict[Any, list[Report]] = defaultdict(list)
    for report in Report.objects.filter(item_id__in=[item.id for item in items]):
        reports[report.item_id].append(report)
    return _page(request, "actions", items=_days(items), reports=reports)


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    items = ListedItem.objects.filter(page="desk").select_related("delegation", "assignee", "commitment")
    return _page(request, "desk", items=_days(list(items)), entries=Entry.objects.all()[:NEWS])


@login_required
def reminders(request: HttpRequest) -> HttpResponse:
    rows = ListedReminder.objects.select_related("recipient", "meeting", "mail")
    seats = {side.time_zone: side.seat for side in _sides().values()}
    return _page(request, "reminders", reminders=rows, seats=seats)


@login_required
def table(request: HttpRequest) -> HttpResponse:
    said: dict[str, list[Position]] = defaultdict(list)
    for position in Position.objects.select_related("delegation"):
        said[position.anchor].append(position)
    return _page(request, "table", rows=[(each, said[each.anchor]) for each in Passage.objects.all()])


def _sides() -> dict[str, Delegation]:
    return {side.code: side for side in Delegation.objects.all()}


def _days(items: list[ListedItem]) -> list[tuple[ListedItem, int]]:
    """Each with the days from today to the one it is due on."""
    today = timezone.localdate()
    return [(item, (item.due - today).days) for item in items]


def _page(request: HttpRequest, name: str, **context: Any) -> HttpResponse:
    return render(request, f"floor/{name}.html", context)
