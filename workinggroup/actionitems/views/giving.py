"""The pages that give an action item to somebody, and that say when it is due."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agendas.models import Item
from meetings.rounds.models import Meeting
from portal.core.acting import done_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.forms import PortalForm
from portal.core.permissions import ensure
from portal.core.seen import values_of
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import AssignForm, ReasonForm, ReassignForm, RescheduleForm
from workinggroup.actionitems.models import DUE, OWNER, ActionItem
from workinggroup.actionitems.queries import coming_meetings, members_to_choose
from workinggroup.actionitems.views.finding import find_item
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment


@door(Door.MEMBERS, "GET", "POST")
def assign(request: AuthedRequest, commitment: str) -> HttpResponse:
    user = request.user
    promise = get_object_or_404(
        Commitment.objects.visible_to(user).select_related("statement", "paragraph"), pk=commitment
    )
    ensure(commitment_rules.can_assign(user, promise))
    return _assign(request, {"commitment": promise})


@door(Door.MEMBERS, "GET", "POST")
def assign_from(request: AuthedRequest, slug: str, item: str) -> HttpResponse:
    """The same from a row of an agenda."""
    user = request.user
    meeting = get_object_or_404(Meeting.objects.visible_to(user), slug=slug)
    ensure(rules.can_assign_from(user, meeting))
    rows = Item.objects.visible_to(user).select_related("agenda__meeting")
    row = get_object_or_404(rows, pk=item, agenda__meeting=meeting)
    return _assign(request, {"agenda_item": row})


def _assign(request: AuthedRequest, origin: dict[str, Any]) -> HttpResponse:
    user, today = request.user, timezone.localdate()
    form = AssignForm(
        request.POST or None, meetings=coming_meetings(user, today), members=members_to_choose(user, today)
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.assign_action_item(actor=user, now=timezone.now(), **origin, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(reference)s is assigned.") % {"reference": made.reference})
            return redirect(made)
    return render(request, "workinggroup/actionitems/assign.html", {"form": form} | origin)


@door(Door.MEMBERS)
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    """The forms that give an item to somebody else, and that change its date."""
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    return _change_page(request, found)


@door(Door.MEMBERS, "POST")
def reassign(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = _owner_form(request, found, request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.reassign_item, done=_("Saved."), **facts):
        return redirect(found)
    return _change_page(request, found, owner_form=form)


@door(Door.MEMBERS, "POST")
def reschedule(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = _due_form(request, found, request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.reschedule_item, done=_("Saved."), **facts):
        return redirect(found)
    return _change_page(request, found, due_form=form)


@door(Door.MEMBERS, "POST")
def drop(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = ReasonForm(request.POST, auto_id="drop_%s")
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.drop_item, done=_("The action item is dropped."), **facts):
        return redirect(found)
    return _change_page(request, found, drop_form=form)


def _change_page(request: AuthedRequest, found: ActionItem, **forms: PortalForm) -> HttpResponse:
    own: dict[str, PortalForm] = {
        "owner_form": _owner_form(request, found),
        "due_form": _due_form(request, found),
        "drop_form": ReasonForm(auto_id="drop_%s"),
    }
    return render(request, "workinggroup/actionitems/change.html", {"item": found} | own | forms)


def _owner_form(request: AuthedRequest, found: ActionItem, data: Any = None) -> ReassignForm:
    initial = {"assignee": found.assignee}
    return ReassignForm(
        data,
        members=members_to_choose(request.user, timezone.localdate()),
        initial=initial,
        held=values_of(found, OWNER),
    )


def _due_form(request: AuthedRequest, found: ActionItem, data: Any = None) -> RescheduleForm:
    meetings = coming_meetings(request.user, timezone.localdate())
    initial = values_of(found, ("weeks_before", "workdays_before", "counted_from"))
    initial |= {"due_on": None if found.counted_from else found.due_on}
    return RescheduleForm(data, meetings=meetings, initial=initial, held=values_of(found, DUE))
