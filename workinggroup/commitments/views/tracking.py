"""Milestones and indicators of a commitment, each form a page of its own."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.forms import PortalForm
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import FigureForm, IndicatorForm, MilestoneForm, ReachedForm
from workinggroup.commitments.models import Commitment, CommitmentIndicator, CommitmentMilestone
from workinggroup.commitments.states import Status


@door(Door.MEMBERS, "GET", "POST")
def add_milestone(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _to_track(request, pk)
    form = MilestoneForm(request.POST or None)
    facts = {"commitment": found, "now": timezone.now()}
    return _answer(request, found, form, operations.add_milestone, _("Add a milestone"), facts)


@door(Door.MEMBERS, "POST")
def take_over(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take over what the former lead left open."""
    found = _to_track(request, pk)
    done = _("They are your delegation's now, each with its day.")
    act(request, operations.take_over_milestones, done=done, commitment=found, now=timezone.now())
    return redirect("commitments:commitment", pk)


@door(Door.MEMBERS, "GET", "POST")
def reach(request: AuthedRequest, pk: str, milestone: str) -> HttpResponse:
    """Say when a milestone was reached."""
    found = _to_track(request, pk)
    rows = CommitmentMilestone.objects.visible_to(request.user).filter(delegation=request.user.code)
    step = get_object_or_404(rows.select_related("commitment"), pk=milestone, commitment=found)
    today = _today(request)
    form = ReachedForm(request.POST or None, initial={"done_on": today})
    facts = {"milestone": step, "today": today}
    return _answer(request, found, form, operations.reach_milestone, str(step), facts)


@door(Door.MEMBERS, "GET", "POST")
def add_indicator(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _to_track(request, pk)
    form = IndicatorForm(request.POST or None)
    facts = {"commitment": found, "now": timezone.now()}
    return _answer(request, found, form, operations.add_indicator, _("Add an indicator"), facts)


@door(Door.MEMBERS, "GET", "POST")
def add_figure(request: AuthedRequest, pk: str, indicator: str) -> HttpResponse:
    found = _to_track(request, pk)
    rows = CommitmentIndicator.objects.visible_to(request.user).select_related("commitment")
    measured = get_object_or_404(rows, pk=indicator, commitment=found)
    form = FigureForm(request.POST or None)
    facts = {"indicator": measured, "now": timezone.now(), "today": _today(request)}
    return _answer(request, found, form, operations.add_figure, str(measured), facts)


def _answer(
    request: AuthedRequest, found: Commitment, form: PortalForm, operation: Any, title: str, facts: dict[str, Any]
) -> HttpResponse:
    if request.method == "POST" and done_by_form(request, form, operation, done=_("Saved."), **facts):
        return redirect(found)
    context = {"commitment": found, "form": form, "title": title}
    return render(request, "workinggroup/commitments/change.html", context)


def _to_track(request: AuthedRequest, pk: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    ensure(rules.can_track(request.user, found))
    return found


def _today(request: AuthedRequest) -> Any:
    return times.local(timezone.now(), request.user.zone).date()
