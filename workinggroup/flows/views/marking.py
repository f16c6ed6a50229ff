"""Events that are marked on the charts."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.flows import operations, rules
from workinggroup.flows.events import FlowEvent
from workinggroup.flows.forms import EventForm
from workinggroup.flows.naming import name_of_indicator


@door(Door.MEMBERS, "GET", "POST")
def events(request: AuthedRequest) -> HttpResponse:
    """All events on the charts; who coordinates a side marks one here."""
    may_mark = rules.can_mark(request.user)
    if request.method == "POST":
        ensure(may_mark)
    form = EventForm(request.POST or None) if may_mark else None
    facts: dict[str, Any] = {"now": timezone.now(), "done": _("Marked on the charts.")}
    if form and request.method == "POST" and done_by_form(request, form, operations.mark_event, **facts):
        return redirect("flows:events")
    rows = FlowEvent.objects.visible_to(request.user).standing().order_by("-day", "pk")
    lines = [
        (each, name_of_indicator(each.indicator) if each.indicator else "", rules.can_remove(request.user, each))
        for each in rows
    ]
    return render(request, "workinggroup/flows/events.html", {"lines": lines, "form": form})


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Take one's own off the charts."""
    event = get_object_or_404(FlowEvent.objects.visible_to(request.user), pk=pk)
    ensure(rules.can_remove(request.user, event))
    act(request, operations.remove_event, event=event, now=timezone.now(), done=_("It is on no chart any more."))
    return redirect("flows:events")
