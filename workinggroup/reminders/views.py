"""The pages of reminders: what goes and went, and when each kind is reminded of."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.forms import FIRST_DAY, LAST_DAY
from portal.core.permissions import May, ensure, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.reminders import choosing, rules
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.forms import CadenceForm
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.queries import Chosen, reminders_for
from workinggroup.reminders.showing import cadence_page, held_lines
from workinggroup.reminders.states import Level

Read = TypeVar("Read")
SAVED = _("Saved. Reminders that have not gone follow.")


@door(Door.MEMBERS)
def reminders(request: AuthedRequest) -> HttpResponse:
    shown = reminders_for(
        request.user,
        now=timezone.now(),
        chosen=request.GET.get("show", "all"),
        wanted=request.GET.get("page"),
        few=_chosen(request.GET),
    )
    context = {"list": shown, "may": May(rules, request.user)}
    return render(request, "workinggroup/reminders/reminders.html", context)


@door(Door.MEMBERS)
def cadence(request: AuthedRequest) -> HttpResponse:
    """When the reader is reminded of each kind, tried on something that is due on the day `due`."""
    due = _read(request.GET, "due", date.fromisoformat)
    on = due if due and FIRST_DAY <= due <= LAST_DAY else None
    shown = cadence_page(request.user, now=timezone.now(), on=on)
    context = {"shown": shown, "may": May(rules, request.user)}
    return render(request, "workinggroup/reminders/cadence.html", context)


@door(Door.MEMBERS, "GET", "POST")
def choose(request: AuthedRequest, kind: str, level: Level) -> HttpResponse:
    """Choose the rungs of a kind for the group, the own side or oneself."""
    user = request.user
    found = found_or_404(KINDS.get(kind))
    ensure(rules.can_choose(user, level))
    standing = read_choices(user.code).standing(level, kind, user.pk)
    form = CadenceForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        facts = {"rungs": form.rungs(), "seen": form.cleaned_data["seen"]}
        try:
            choosing.choose_cadence(level=level, kind=kind, actor=user, now=timezone.now(), **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, SAVED)
            return redirect("reminders:cadence")
    context = {"kind": found, "level": level, "standing": standing, "held": held_lines(standing), "form": form}
    return render(request, "workinggroup/reminders/choose.html", context)


@door(Door.MEMBERS, "POST")
def reset(request: AuthedRequest, kind: str, level: Level) -> HttpResponse:
    """Let the level above say again when a kind is reminded of."""
    found = found_or_404(KINDS.get(kind))
    act(request, choosing.reset_cadence, done=SAVED, level=level, kind=found.key, now=timezone.now())
    return redirect("reminders:cadence")


def _chosen(asked: QueryDict) -> Chosen:
    """The person, meeting and day of the address."""
    return Chosen(_read(asked, "person", UUID), _read(asked, "meeting", UUID), _read(asked, "day", date.fromisoformat))


def _read(asked: QueryDict, name: str, kind: Callable[[str], Read]) -> Read | None:
    """A value of the address; what cannot be read counts as not asked for."""
    try:
        return kind(asked.get(name, ""))
    except ValueError:
        return None
