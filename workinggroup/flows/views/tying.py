"""Indicators of commitments that follow published figures."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.commitments.models import Commitment, CommitmentIndicator
from workinggroup.commitments.rules import can_track
from workinggroup.commitments.states import Status
from workinggroup.flows import operations
from workinggroup.flows.files import sent
from workinggroup.flows.forms import TieForm
from workinggroup.flows.leaving import series_leaving
from workinggroup.flows.naming import in_each
from workinggroup.flows.queries.telling import latest_vintages
from workinggroup.flows.queries.ties import followed_by, series_to_follow
from workinggroup.flows.views.finding import today_of


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


@door(Door.MEMBERS)
def figures(request: AuthedRequest, pk: str, form: str) -> HttpResponse:
    """The published figures that a commitment's indicators follow, as a file; 404 where they follow none."""
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found: Commitment = get_object_or_404(rows, pk=pk)
    told = [each.now for each in followed_by(found, request.user, today=today_of(request)).tied if each.now]
    found_or_404(told or None)
    days = latest_vintages(request.user, {each.dataset.pk for each in told})
    title = in_each(lambda: f"{found.reference}: {pgettext('commitment', 'Published figures')}")
    address = request.build_absolute_uri(found.get_absolute_url())
    return sent(series_leaving(f"figures-{slugify(found.reference)}", title, told, days, address), form)


def _measured(request: AuthedRequest, pk: str, indicator: str) -> tuple[Commitment, CommitmentIndicator]:
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    ensure(can_track(request.user, found))
    measured: Any = CommitmentIndicator.objects.visible_to(request.user)
    return found, get_object_or_404(measured, pk=indicator, commitment=found)
