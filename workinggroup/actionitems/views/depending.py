"""What an action item waits for, and how long it takes."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act_by_form, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.core.seen import values_of
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.dependencies import place_of
from workinggroup.actionitems.forms import DependencyForm, DurationForm, NoDependencyForm
from workinggroup.actionitems.models import DURATION, ActionItem
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS, "GET", "POST")
def depend(request: AuthedRequest, pk: str) -> HttpResponse:
    """What an item waits for, and how long it takes; POST adds one that it waits for."""
    found = _own(request, pk)
    form = DependencyForm(request.POST or None)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if request.method == "POST" and done_by_form(request, form, operations.add_dependency, done=_("Saved."), **facts):
        return redirect("actionitems:depend", found.pk)
    return _page(request, found, form=form)


@door(Door.MEMBERS, "POST")
def depend_no_more(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = NoDependencyForm(request.POST, dependencies=found.dependencies.select_related("item"))
    then = redirect("actionitems:depend", found.pk)
    return act_by_form(request, form, operations.remove_dependency, done=_("Saved."), now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def estimate(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = _duration_form(found, request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.estimate_item, done=_("Saved."), **facts):
        return redirect("actionitems:depend", found.pk)
    return _page(request, found, duration_form=form)


def _own(request: AuthedRequest, pk: str) -> ActionItem:
    found = find_item(request, pk)
    ensure(rules.can_report(request.user, found))
    return found


def _duration_form(found: ActionItem, data: Any = None) -> DurationForm:
    return DurationForm(data, initial={"duration": found.duration}, held=values_of(found, DURATION))


def _page(request: AuthedRequest, found: ActionItem, **forms: Any) -> HttpResponse:
    own = {"form": DependencyForm(), "duration_form": _duration_form(found)}
    place = place_of(found, due=found.due_on, today=timezone.localdate())
    context = {"item": found, "place": place}
    return render(request, "workinggroup/actionitems/depend.html", context | own | forms)
