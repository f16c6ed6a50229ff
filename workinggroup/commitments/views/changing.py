"""Changing what was confirmed of a commitment, each with a reason."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.rounds.models import Meeting
from portal.core.acting import done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import ClassForm, DueForm
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status


@door(Door.MEMBERS, "GET", "POST")
def theme(request: AuthedRequest, pk: str) -> HttpResponse:
    """Put a commitment under another theme."""
    found = _to_change(request, pk)
    held = found.classed()
    form = ClassForm(request.POST or None, initial=held, held=held)
    if request.method == "POST" and done_by_form(
        request, form, operations.set_theme, done=_("Saved."), commitment=found
    ):
        return redirect(found)
    context = {"commitment": found, "form": form, "title": _("Theme")}
    return render(request, "workinggroup/commitments/change.html", context)


@door(Door.MEMBERS, "GET", "POST")
def due(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say anew by when a commitment is due."""
    found = _to_change(request, pk)
    held = found.dated()
    known = Meeting.objects.visible_to(request.user).filter(releasable_to__contains=found.releasable_to)
    form = DueForm(request.POST or None, meetings=known.order_by("-starts_at"), initial=held, held=held)
    facts: dict[str, Any] = {"commitment": found, "now": timezone.now(), "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.set_due, **facts):
        return redirect(found)
    context = {"commitment": found, "form": form, "title": _("By when")}
    return render(request, "workinggroup/commitments/change.html", context)


def _to_change(request: AuthedRequest, pk: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.user).select_related("statement")
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    ensure(rules.can_decide(request.user, found.statement))
    return found
