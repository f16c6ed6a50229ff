"""What an owner answers: refused, handed on, more time."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import done_by_form
from portal.core.doors import Door, door
from portal.core.forms import PortalForm
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms import HandOnForm, MoreTimeForm, ReasonForm
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import members_of
from workinggroup.actionitems.states import Status
from workinggroup.actionitems.views.finding import find_item


@door(Door.MEMBERS)
def answer(request: AuthedRequest, pk: str) -> HttpResponse:
    """The forms that refuse an item, and that hand it on."""
    found = _own(request, pk)
    return _answer_page(request, found)


@door(Door.MEMBERS, "POST")
def refuse(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = ReasonForm(request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.refuse_item, done=_("Your coordinators are told."), **facts):
        return redirect(found)
    return _answer_page(request, found, refuse_form=form)


@door(Door.MEMBERS, "POST")
def hand_on(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = _hand_on_form(request, request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if done_by_form(request, form, operations.hand_on_item, done=_("Your colleague is asked to accept it."), **facts):
        return redirect(found)
    return _answer_page(request, found, hand_on_form=form)


@door(Door.MEMBERS, "GET", "POST")
def more_time(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _own(request, pk)
    form = MoreTimeForm(request.POST or None)
    facts: dict[str, Any] = {"item": found, "now": timezone.now()}
    if request.method == "POST" and done_by_form(
        request, form, operations.ask_more_time, done=_("Your coordinators are asked for more time."), **facts
    ):
        return redirect(found)
    context = {"item": found, "due": found.due_on, "form": form}
    return render(request, "workinggroup/actionitems/more_time.html", context)


def _own(request: AuthedRequest, pk: str) -> ActionItem:
    found = find_item(request, pk)
    ensure(rules.can_answer(request.user, found))
    return found


def _hand_on_form(request: AuthedRequest, data: Any = None) -> HandOnForm:
    return HandOnForm(data, colleagues=members_of(request.user).exclude(pk=request.user.pk), auto_id="hand_on_%s")


def _answer_page(request: AuthedRequest, found: ActionItem, **forms: PortalForm) -> HttpResponse:
    own: dict[str, PortalForm] = {"refuse_form": ReasonForm(), "hand_on_form": _hand_on_form(request)}
    context = {"item": found, "is_proposed": found.status == Status.PROPOSED}
    return render(request, "workinggroup/actionitems/answer.html", context | own | forms)
