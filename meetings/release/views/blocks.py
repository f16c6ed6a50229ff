"""What blocks the release of a text, and what its parties do about it: plan, confirm, hold, say the event, lift the embargo."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.release import operations, rules
from meetings.release.blocking import closing_of
from meetings.release.forms.planning import HoldChoice, HoldForm, PlanChoice, PlanForm, WithdrawForm
from meetings.release.queries.copies import copies_of
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from meetings.statements.states import CLOSING, Status
from portal.core.acting import act_by_form
from portal.core.clock import database_now
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.texts import in_language
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def blocks(request: AuthedRequest, slug: str) -> HttpResponse:
    """How far the text is from the public. Who opens the page releases what is due."""
    found = _found(request, slug)
    now = database_now()
    closing = closing_of(found, request.user, now=now)
    standing = closing.standing
    holds = any(hold.delegation_id == request.user.code for hold in standing.holding)
    may = May(rules, request.user, found)
    context = {"statement": found, "closing": closing, "standing": standing, "now": now, "may": may}
    context["can_place"] = found.status in CLOSING and may.hold and not holds and request.user.code in standing.parties
    if found.status == Status.SCHEDULED:
        context["copies"] = sum(each.is_open for each in copies_of(standing, now))
        lifted = [word.delegation_id for word in standing.said("lift")]
        context["lifted"] = lifted
        context["can_lift"] = may.confirm and request.user.code not in lifted and not standing.holding
    return render(request, "meetings/release/blocks.html", context)


@door(Door.MEMBERS, "GET", "POST")
def plan(request: AuthedRequest, slug: str) -> HttpResponse:
    """Propose when the text goes out."""
    found = _found(request, slug)
    ensure(rules.can_chair(request.user, found))
    host = found.meeting.time_zone
    form = PlanForm(
        request.POST or None, initial={"mode": "at", "place": host}, places=_places(found), codes=found.languages
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            operations.propose_plan(
                statement=found, actor=request.user, mode=data["mode"], at=form.at, event=form.in_languages("event")
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Proposed. Every party's press is asked to confirm it."))
            return redirect("release:blocks", slug)
    return render(request, "meetings/release/plan.html", {"statement": found, "form": form})


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_chair(request.user, found))
    done = gettext_lazy("Withdrawn. The links of copies under embargo are closed.")
    return _say(request, found, WithdrawForm, operations.withdraw_plan, done)


@door(Door.MEMBERS, "POST")
def confirm(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_confirm(request.user, found))
    return _say(request, found, PlanChoice, operations.confirm_plan, gettext_lazy("Confirmed for your delegation."))


@door(Door.MEMBERS, "POST")
def event(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_chair(request.user, found) or rules.can_confirm(request.user, found))
    return _say(request, found, PlanChoice, operations.say_event, gettext_lazy("Recorded; all parties see it."))


@door(Door.MEMBERS, "POST")
def lift(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_confirm(request.user, found))
    return _say(request, found, PlanChoice, operations.lift_embargo, gettext_lazy("Recorded; all parties see it."))


@door(Door.MEMBERS, "POST")
def hold(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_hold(request.user, found))
    done = _("Held. Nothing goes out until your delegation lifts it.")
    then = redirect("release:blocks", slug)
    return act_by_form(request, HoldForm(request.POST), operations.place_hold, done=done, statement=found, then=then)


@door(Door.MEMBERS, "POST")
def lift_hold(request: AuthedRequest, slug: str) -> HttpResponse:
    found = _found(request, slug)
    ensure(rules.can_hold(request.user, found))
    done = _("The hold is lifted.")
    then = redirect("release:blocks", slug)
    return act_by_form(request, HoldChoice(request.POST, statement=found), operations.lift_hold, done=done, then=then)


def _found(request: AuthedRequest, slug: str) -> Statement:
    """The text, after what was due has gone out."""
    found = find_statement(request, slug)
    if found.status == Status.SCHEDULED:
        if isinstance(refusal := operations.try_release(found), Refused):
            messages.error(request, str(refusal))
        found = find_statement(request, slug)
    return found


def _say(
    request: AuthedRequest,
    found: Statement,
    form: Callable[..., Any],
    operation: Callable[..., Any],
    done: str | Promise,
) -> HttpResponse:
    then = redirect("release:blocks", found.slug)
    return act_by_form(request, form(request.POST, statement=found), operation, done=done, statement=found, then=then)


def _places(statement: Statement) -> list[tuple[str, str]]:
    """The zones in which the parties live, the meeting's first, by the names of their seats."""
    named: dict[str, list[str]] = {statement.meeting.time_zone: []}
    for side in Delegation.objects.filter(pk__in=statement.parties).order_by("order", "code"):
        named.setdefault(side.time_zone, []).append(in_language(side.seat))
    named[statement.meeting.time_zone] = named[statement.meeting.time_zone] or [in_language(statement.meeting.city)]
    return [(zone, ", ".join(dict.fromkeys(cities))) for zone, cities in named.items()]
