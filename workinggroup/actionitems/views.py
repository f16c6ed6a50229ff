"""Action item pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.queries import papers_about
from meetings.statements.queries import labels_in
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.core.permissions import May, ensure
from portal.core.seen import values_of
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import AssignForm, ReassignForm, ReportForm, RescheduleForm
from workinggroup.actionitems.models import DUE, OWNER, ActionItem, due_day
from workinggroup.actionitems.queries import action_list, countable_meetings, label_of, members_of
from workinggroup.actionitems.states import ProgressRating
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
    form = ReportForm(request.POST or None, initial={"standing": ProgressRating.ON_TRACK})
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


@door(Door.MEMBERS)
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    """The forms that give an item to somebody else, and that change its date."""
    found = _find(request, pk)
    ensure(rules.can_manage(request.user, found))
    return _change_page(request, found)


@door(Door.MEMBERS, "POST")
def reassign(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = _owner_form(request, found, request.POST)
    if form.is_valid():
        try:
            operations.reassign_item(item=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _change_page(request, found, owner_form=form)


@door(Door.MEMBERS, "POST")
def reschedule(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = _due_form(request, found, request.POST)
    if form.is_valid():
        try:
            operations.reschedule_item(item=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return _change_page(request, found, due_form=form)


@door(Door.MEMBERS, "POST")
def reopen(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    act(request, operations.reopen_item, done=_("The action item is open again."), item=found, now=timezone.now())
    return redirect(found)


def _change_page(request: AuthedRequest, found: ActionItem, **forms: PortalForm) -> HttpResponse:
    own = {"owner_form": _owner_form(request, found), "due_form": _due_form(request, found)}
    return render(request, "workinggroup/actionitems/change.html", {"item": found} | own | forms)


def _owner_form(request: AuthedRequest, found: ActionItem, data: Any = None) -> ReassignForm:
    initial = {"assignee": found.assignee}
    return ReassignForm(data, members=members_of(request.user), initial=initial, held=values_of(found, OWNER))


def _due_form(request: AuthedRequest, found: ActionItem, data: Any = None) -> RescheduleForm:
    meetings = countable_meetings(request.user, found.commitment, timezone.localdate())
    initial = {"due_on": found.due_on, "weeks_before": found.weeks_before, "counted_from": found.counted_from}
    return RescheduleForm(data, meetings=meetings, initial=initial, held=values_of(found, DUE))


def _find(request: AuthedRequest, pk: str) -> ActionItem:
    rows = ActionItem.objects.visible_to(request.user).select_related(
        "assignee", "counted_from", "delegation", "commitment__statement__meeting", "commitment__paragraph"
    )
    found: ActionItem = get_object_or_404(rows, pk=pk)
    return found


def _about(request: AuthedRequest, found: ActionItem, may: May) -> dict[str, Any]:
    due = due_day(found)
    label = label_of(found, labels_in([found.commitment.statement_id]))
    papers = papers_about(found.commitment.statement.meeting, ACTION_ITEM, found.pk, request.user)
    context = {"item": found, "due": due, "days": (due - timezone.localdate()).days, "may": may, "papers": papers}
    return context | {"reports": found.reports.order_by("-at"), "paragraph": label}
