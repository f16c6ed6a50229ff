"""An action item, and what is said and done there."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.queries import papers_about
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.choices import last_batch
from workinggroup.actionitems.dependencies import place_of
from workinggroup.actionitems.forms import GrantForm, ReasonForm, RefuseTimeForm, ReportForm, StepForm, SupporterForm
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.operations.bulk import UNDO
from workinggroup.actionitems.queries import item_page, members_of
from workinggroup.actionitems.states import OPEN, ProgressRating
from workinggroup.actionitems.subjects import ACTION_ITEM
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS, "GET", "POST")
def item(request: AuthedRequest, pk: str) -> HttpResponse:
    """An item with its reports and its history; POST adds a report."""
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
def accept(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    act(request, operations.accept_item, done=_("The action item is yours."), item=found, now=timezone.now())
    return redirect(found)


@door(Door.MEMBERS, "POST")
def verify(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    act(request, operations.verify_item, done=_("The action item is verified."), item=found, now=timezone.now())
    return redirect(found)


@door(Door.MEMBERS, "POST")
def reopen(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    done = _("The action item is open again.")
    form = ReasonForm(request.POST)
    then = redirect(found)
    return act_by_form(request, form, operations.reopen_item, done=done, item=found, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def grant(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = GrantForm(request.POST, requests=found.time_requests.all())
    done = _("The date is changed, and the owner is told.")
    then = redirect(found)
    return act_by_form(request, form, operations.grant_more_time, done=done, item=found, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def refuse_time(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = RefuseTimeForm(request.POST, requests=found.time_requests.all())
    done = _("The date stays, and the owner is told.")
    then = redirect(found)
    return act_by_form(request, form, operations.refuse_more_time, done=done, item=found, now=timezone.now(), then=then)


def _about(request: AuthedRequest, found: ActionItem, may: May) -> dict[str, Any]:
    due = found.due_on
    papers = papers_about(found.origin_meeting, ACTION_ITEM, found.pk, request.user)
    context = {"item": found, "due": due, "days": (due - timezone.localdate()).days, "may": may, "papers": papers}
    page = item_page(found, request.user)
    context["watches"] = any(person.pk == request.user.pk for person in page.watchers)
    context["step_form"] = StepForm(auto_id="step_%s")
    there = [person.pk for person in (found.assignee, *(row.person for row in page.supporters)) if person]
    context["support_form"] = SupporterForm(people=members_of(request.user).exclude(pk__in=there))
    context["supporters"] = [
        (row, row.side == request.user.code and (may.support or row.person_id == request.user.pk))
        for row in page.supporters
    ]
    context["prints_ours"] = request.GET.get("private") == "1"
    context["own"] = [request.user.code]
    undo = last_batch(request.user, since=timezone.now() - UNDO) if may.report else None
    context["undo"] = undo if undo and list(undo.after) == [str(found.pk)] else None
    context["place"] = place_of(found, due=due, today=timezone.localdate())
    return context | {"page": page, "is_open": found.status in OPEN, "why": ReasonForm(auto_id="why_%s")}
