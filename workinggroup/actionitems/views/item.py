"""An action item, and what is said and done there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.queries import papers_about
from meetings.statements.queries import labels_in
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import ReportForm
from workinggroup.actionitems.models import ActionItem, due_day
from workinggroup.actionitems.queries import label_of
from workinggroup.actionitems.states import ProgressRating
from workinggroup.actionitems.subjects import ACTION_ITEM
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS, "GET", "POST")
def item(request: AuthedRequest, pk: str) -> HttpResponse:
    """An item with its reports; POST adds a report."""
    found = find_item(request, pk)
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


@door(Door.MEMBERS, "POST")
def reopen(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    act(request, operations.reopen_item, done=_("The action item is open again."), item=found, now=timezone.now())
    return redirect(found)


def _about(request: AuthedRequest, found: ActionItem, may: May) -> dict[str, Any]:
    due = due_day(found)
    label = label_of(found, labels_in([found.commitment.statement_id]))
    papers = papers_about(found.commitment.statement.meeting, ACTION_ITEM, found.pk, request.user)
    context = {"item": found, "due": due, "days": (due - timezone.localdate()).days, "may": may, "papers": papers}
    return context | {"reports": found.reports.order_by("-at"), "paragraph": label}
