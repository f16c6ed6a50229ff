"""Indicators of commitments that follow published figures."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments.models import Commitment, CommitmentIndicator
from workinggroup.commitments.rules import can_track
from workinggroup.commitments.states import Status
from workinggroup.flows import operations
from workinggroup.flows.forms import TieForm
from workinggroup.flows.queries.ties import series_to_follow


@door(Door.MEMBERS, "GET", "POST")
def tie(request: AuthedRequest, pk: str, indicator: str) -> HttpResponse:
    """Let an indicator follow published figures."""
    found, measured = _measured(request, pk, indicator)
    form = TieForm(request.POST or None, series=series_to_follow(request.user))
    facts: dict[str, Any] = {"indicator": measured, "now": timezone.now(), "done": _("It follows these figures now.")}
    if request.method == "POST" and done_by_form(request, form, operations.tie_indicator, **facts):
        return redirect(found)
    context = {"commitment": found, "form": form, "title": _("Follow published figures: %(name)s") % {"name": measured}}
    return render(request, "workinggroup/commitments/change.html", context)


@door(Door.MEMBERS, "POST")
def untie(request: AuthedRequest, pk: str, indicator: str) -> HttpResponse:
    """Let it follow none any more."""
    found, measured = _measured(request, pk, indicator)
    said = _("It follows no published figures any more.")
    act(request, operations.untie_indicator, done=said, indicator=measured, now=timezone.now())
    return redirect(found)


def _measured(request: AuthedRequest, pk: str, indicator: str) -> tuple[Commitment, CommitmentIndicator]:
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    ensure(can_track(request.user, found))
    measured: Any = CommitmentIndicator.objects.visible_to(request.user)
    return found, get_object_or_404(measured, pk=indicator, commitment=found)
