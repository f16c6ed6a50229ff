"""What stands beside an action item: its checklist, the own delegation's note, who supports and who watches it."""

from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, act_by_form, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.core.seen import values_of
from portal.people.models import User
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import NoteForm, StepChoice, StepForm, SupporterForm, TickForm
from workinggroup.actionitems.models import NOTE, ActionItem, ItemNote
from workinggroup.actionitems.queries import members_of
from workinggroup.actionitems.states import Part
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS, "POST")
def add_step(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    then = _back(found, "checklist")
    return act_by_form(request, StepForm(request.POST), operations.add_step, item=found, then=then)


@door(Door.MEMBERS, "POST")
def tick_step(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = TickForm(request.POST, steps=found.steps.select_related("item"))
    then = _back(found, "checklist")
    return act_by_form(request, form, operations.tick_step, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def move_step(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = StepChoice(request.POST, steps=found.steps.select_related("item"))
    return act_by_form(request, form, operations.move_step, then=_back(found, "checklist"))


@door(Door.MEMBERS, "POST")
def remove_step(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = StepChoice(request.POST, steps=found.steps.select_related("item"))
    return act_by_form(request, form, operations.remove_step, then=_back(found, "checklist"))


@door(Door.MEMBERS, "GET", "POST")
def note(request: AuthedRequest, pk: str) -> HttpResponse:
    """The own delegation's note on an item, written anew."""
    found = find_item(request, pk)
    ensure(rules.can_note(request.user, found))
    there = ItemNote.objects.filter(item=found, delegation=request.user.code).first() or ItemNote()
    form = NoteForm(request.POST or None, initial={"text": there.text}, held=values_of(there, NOTE))
    done = _("Saved for your delegation alone.")
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if request.method == "POST" and done_by_form(request, form, operations.note_item, done=done, **facts):
        return _back(found, "note")
    context = {"item": found, "form": form, "own": [request.user.code]}
    return render(request, "workinggroup/actionitems/note.html", context)


@door(Door.MEMBERS, "POST")
def watch(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    act(request, operations.watch_item, done=_("You are told what becomes of it."), item=found)
    return redirect(found)


@door(Door.MEMBERS, "POST")
def stop_watching(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    act(request, operations.stop_watching, done=_("You watch it no more."), item=found)
    return redirect(found)


@door(Door.MEMBERS, "POST")
def support(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    ensure(rules.can_support(request.user, found))
    form = SupporterForm(request.POST, people=members_of(request.user))
    then = redirect(found)
    return act_by_form(request, form, operations.add_supporter, item=found, now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def support_no_more(request: AuthedRequest, pk: str) -> HttpResponse:
    found = find_item(request, pk)
    named = found.followers.filter(part=Part.SUPPORTS, editable_by=[request.user.code])
    people = User.objects.filter(pk__in=named.values("person"))
    then = redirect(found)
    return act_by_form(
        request, SupporterForm(request.POST, people=people), operations.remove_supporter, item=found, then=then
    )


def _own(request: AuthedRequest, pk: str) -> ActionItem:
    found = find_item(request, pk)
    ensure(rules.can_report(request.user, found))
    return found


def _back(found: ActionItem, place: str) -> HttpResponseRedirect:
    return redirect(f"{found.get_absolute_url()}#{place}")
