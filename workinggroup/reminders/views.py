"""The reminders page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from portal.core.doors import Door, door
from portal.core.permissions import May
from portal.people.requests import AuthedRequest
from workinggroup.reminders import rules
from workinggroup.reminders.cadence import RUNGS
from workinggroup.reminders.queries import reminders_for


@door(Door.MEMBERS)
def reminders(request: AuthedRequest) -> HttpResponse:
    shown = reminders_for(
        request.user, now=timezone.now(), chosen=request.GET.get("show", "all"), wanted=request.GET.get("page")
    )
    context = {"list": shown, "may": May(rules, request.user), "rungs": RUNGS}
    return render(request, "workinggroup/reminders/reminders.html", context)
