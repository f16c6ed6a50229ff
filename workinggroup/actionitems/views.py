"""Action item pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.queries import papers_about
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import AssignForm, DueForm, ReassignForm, ReportForm
from workinggroup.actionitems.models import ActionItem, due_day
from workinggroup.actionitems.queries import action_list, countable_meetings, members_of
from workinggroup.actionitems.states import Standing
from workinggroup.actionitems.subjects import ACTION_ITEM
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment


@door(Door.MEMBERS)
def items(request: AuthedRequest) -> HttpResponse:
    listed = action_list(
        request.user,
        today=timezone.localdate(),
        chosen=request.GET.get("show", "all"),
        lead=request.GET.get("lead", ""),
        wanted=request.GET.get("page"),
    )
    return render(request, "workinggroup/actionitems/items.html", {"list": listed})


@door(Door.MEMBERS, "GET", "POST")
def assign(request: AuthedRequest, commitment: str) -> HttpResponse:
    user = request.user
    promise = get_object_or_404(
        Commitment.objects.visible_to(user).select_related("statement", "paragraph"), pk=commitment
    )
    ensure(commitment_rules.can_assign(user, promise))
    meetings = countable_meetings(user, promise, timezone.localdate())
    form = AssignForm(request.POST or None, meetings=meetings, members=members_of(user))
    if request.method == "POST" and form.is_valid():
        try:
            item = operations.assign_action_item(
                commitment=promise, actor=user, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(reference)s is assigned.") % {"reference": item.reference})
            return redirect(item)
    return render(request, "workinggroup/actionitems/assign.html", {"form": form, "commitment": promise})


@door(Door.MEMBERS, "GET", "POST")
def item(request: AuthedRequest, pk: str) -> HttpResponse:
    """An item with its reports; POST adds a report."""
    found = _find(request, pk)
    may = May(rules, request.user, found)
    form = ReportForm(request.POST or None, initial={"standing": Standing.ON_TRACK})
    if request.method == "POST":
        ensure(may.report)
        if form.is_valid():
            try:
                operations.report_progress(item=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("The report is recorded."))
                return redirect(found)
    return render(request, "workinggroup/actionitems/item.html", _about(request, found, may) | {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    """Give an item to somebody else, or change its date; each has its own form on the page."""
    found = _find(request, pk)
    may = May(rules, request.user, found)
    ensure(may.manage)
    meetings = countable_meetings(request.user, found.commitment, timezone.localdate())
    data: Any = request.POST
    owner = ReassignForm(
        data if "owner" in data else None, members=members_of(request.user), initial={"assignee": found.assignee}
    )
    initial = {"due_on": found.due_on, "weeks_before": found.weeks_before, "counted_from": found.counted_from}
    due = DueForm(data if "due" in data else None, meetings=meetings, initial=initial)
    for form, operation in ((owner, operations.reassign_item), (due, operations.reschedule_item)):
        if form.is_bound and form.is_valid():
            try:
                operation(item=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect(found)
    context = {"item": found, "owner_form": owner, "due_form": due}
    return render(request, "workinggroup/actionitems/change.html", context)


@door(Door.MEMBERS, "POST")
def reopen(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    try:
        operations.reopen_item(item=found, actor=request.user, now=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The action item is open again."))
    return redirect(found)


def _find(request: AuthedRequest, pk: str) -> ActionItem:
    rows = ActionItem.objects.visible_to(request.user).select_related(
        "assignee", "counted_from", "delegation", "commitment__statement__meeting", "commitment__paragraph"
    )
    found: ActionItem = get_object_or_404(rows, pk=pk)
    return found


def _about(request: AuthedRequest, found: ActionItem, may: May) -> dict[str, Any]:
    due = due_day(found)
    papers = papers_about(found.commitment.statement.meeting, ACTION_ITEM, found.pk, request.user)
    context = {"item": found, "due": due, "days": (due - timezone.localdate()).days, "may": may, "papers": papers}
    return context | {"reports": found.reports.order_by("-at")}
