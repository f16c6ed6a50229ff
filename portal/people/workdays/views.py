"""The page of working days."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people import rules
from portal.people.models import Delegation, WorkdayChange
from portal.people.requests import AuthedRequest
from portal.people.states import Kind
from portal.people.workdays import operations
from portal.people.workdays.forms import OFF, WorkdayForm
from portal.people.workdays.queries import year_of

YEAR = timedelta(days=365)


@door(Door.COLLEAGUES, "GET", "POST")
def workdays(request: AuthedRequest) -> HttpResponse:
    """The days off of a delegation in the next twelve months (`side`, else the own one); a post shows what a change would do,
    and with `confirm` makes it."""
    user, now = request.user, timezone.now()
    sides = list(Delegation.objects.exclude(kind=Kind.GUESTS).order_by("order", "code"))
    asked = request.GET.get("side", "") or user.code
    side = next((each for each in sides if each.code == asked), sides[0] if sides else None)
    today = times.local(now, user.zone).date()
    year = year_of(side, today, today + YEAR) if side else None
    if request.method == "POST":
        ensure(rules.can_enter_workdays(user))
    form, change = WorkdayForm(request.POST or None), None
    if request.method == "POST" and form.is_valid() and year:
        facts = {"day": form.cleaned_data["day"], "note": form.cleaned_data["note"]}
        facts["is_off"] = form.cleaned_data["kind"] == OFF
        try:
            if "confirm" in request.POST:
                operations.enter_workday(actor=user, now=now, **facts)
                messages.success(request, _("Saved. Reminders that have not gone follow."))
                return redirect("people:workdays")
            change = operations.consider_workday(actor=user, now=now, **facts)
        except Refused as refusal:
            form.refuse(refusal)
    context = {"sides": sides, "side": side, "year": year, "form": form, "change": change, "may": May(rules, user)}
    return render(request, "people/workdays.html", context)


@door(Door.MEMBERS, "POST")
def complete(request: AuthedRequest, year: int) -> HttpResponse:
    """Say that there is nothing to add to the calendar of the coming year."""
    act(request, operations.complete_year, done=_("Saved."), now=timezone.now(), year=year)
    return redirect("people:workdays")


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take an entry of the own delegation back."""
    entered = get_object_or_404(WorkdayChange.objects.filter(delegation_id=request.user.code), pk=pk)
    act(request, operations.withdraw_workday, done=_("Withdrawn."), entered=entered)
    return redirect("people:workdays")
