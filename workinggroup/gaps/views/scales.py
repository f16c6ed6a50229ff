"""By what gaps are rated: the scales that there are, and what is proposed."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.gaps import operations, rules
from workinggroup.gaps.agreed import GapScale, known_scales, open_scale
from workinggroup.gaps.forms import ReasonForm, ScaleForm
from workinggroup.gaps.queries import ScaleShown


@door(Door.MEMBERS)
def scales(request: AuthedRequest) -> HttpResponse:
    """The scale in use, what is proposed beside it, and those that were used before."""
    known = sorted(known_scales().values(), key=lambda each: -each.number)
    proposed = open_scale()
    context = {
        "scales": [ScaleShown(each) for each in known],
        "proposed": proposed,
        "shown": ScaleShown(proposed.scale) if proposed else None,
        "answers": proposed is not None
        and rules.can_agree_scale(request.user, proposed)
        and request.user.code in proposed.missing,
        "may": May(rules, request.user),
    }
    return render(request, "workinggroup/gaps/scales.html", context)


@door(Door.MEMBERS, "GET", "POST")
def propose(request: AuthedRequest) -> HttpResponse:
    """Propose another scale, beginning with the words of the one in use."""
    ensure(rules.can_keep_scales(request.user))
    known = known_scales()
    form = ScaleForm(request.POST or None, scale=known[max(known)])
    done = _("Proposed. The heads of all delegations are asked to agree.")
    if request.method == "POST" and done_by_form(
        request, form, operations.propose_scale, now=timezone.now(), done=done
    ):
        return redirect("gaps:scales")
    return render(request, "workinggroup/gaps/scale.html", {"form": form})


@door(Door.MEMBERS, "POST")
def agree(request: AuthedRequest, number: int) -> HttpResponse:
    """Agree as head of a delegation."""
    _scale(request, number)
    act(request, operations.agree_to_scale, number=number, now=timezone.now(), done=_("Your delegation agrees."))
    return redirect("gaps:scales")


@door(Door.MEMBERS, "GET", "POST")
def decline(request: AuthedRequest, number: int) -> HttpResponse:
    """Say no as head of a delegation, and why."""
    _scale(request, number)
    form = ReasonForm(request.POST or None)
    facts: dict[str, Any] = {"number": number, "now": timezone.now(), "done": _("Said. The scale in use stays.")}
    if request.method == "POST" and done_by_form(request, form, operations.decline_scale, **facts):
        return redirect("gaps:scales")
    return render(request, "workinggroup/gaps/scale.html", {"form": form, "declines": number})


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, number: int) -> HttpResponse:
    """Take back for the secretariat what it proposed."""
    ensure(rules.can_withdraw_scale(request.user))
    get_object_or_404(GapScale, number=number)
    done = _("Taken back. The scale in use stays.")
    act(request, operations.withdraw_scale, number=number, now=timezone.now(), done=done)
    return redirect("gaps:scales")


def _scale(request: AuthedRequest, number: int) -> GapScale:
    ensure(rules.can_answer_scales(request.user))
    found: GapScale = get_object_or_404(GapScale, number=number)
    ensure(rules.can_agree_scale(request.user, found))
    return found
