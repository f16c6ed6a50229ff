"""One gap: its page, and the acts that take one press."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.actionitems.states import OPEN as OPEN_ITEMS
from workinggroup.gaps import operations, rules
from workinggroup.gaps.models import Gap, Measure
from workinggroup.gaps.queries import GapPage, is_late, page_of, says_done
from workinggroup.gaps.states import OPEN, Status
from workinggroup.gaps.views.finding import gap_or_404
from workinggroup.handling.operations import note_reading
from workinggroup.handling.shown import banner_of, parts_of


@door(Door.MEMBERS)
def gap(request: AuthedRequest, pk: str) -> HttpResponse:
    """One gap: its state as a sentence, its passages, ratings, measures, and what became of it."""
    found, now = gap_or_404(request, pk), timezone.now()
    page = page_of(found, request.user, now=now)
    note_reading(whole=found, passages=page.passages, actor=request.user, now=now)
    mark, readers = banner_of(found, page.passages)
    proposed = page.borne if found.status != Status.TOLERATED else None
    is_overtaken = proposed is not None and operations.is_overtaken(found, proposed.toleration, now)
    if is_overtaken and page.next and page.next.address == "consent":
        page = replace(page, next=None)
    context = {
        "gap": found,
        "page": page,
        "is_overtaken": is_overtaken,
        "declines": proposed is not None and not is_overtaken and request.user.code in proposed.missing,
        "joins": _joins(page, request.user.code, now) and rules.can_rate_together(request.user, found),
        "takes_back": found.status == Status.TREATING
        and request.user.code in found.done_by
        and rules.can_mend(request.user, found),
        "reopened": _reopened(page, request.user.code),
        "says_done": says_done(page, request.user.code) and rules.can_mend(request.user, found),
        "mark": mark,
        "readers": readers,
        "parts": parts_of(found, request.user, page.passages),
        "is_late": bool(page.standing.sides) and is_late(found, now, request.user.zone),
        "may": May(rules, request.user, found),
        "agrees": page.handover is not None
        and found.status in OPEN
        and rules.can_agree_handover(request.user, page.handover)
        and (request.user.code not in page.handover.yes or _hands_over(page, request.user.code)),
        "owing": _owing(page),
    }
    return render(request, "workinggroup/gaps/gap.html", context)


def _reopened(page: GapPage, code: str) -> Measure | None:
    """A measure of the own side that is open again though it said that its own are done."""
    own = [each for part in page.parts for each in part.measures if each.item.delegation_id == code]
    return next((each for each in own if code in page.gap.done_by and each.item.status in OPEN_ITEMS), None)


def _owing(page: GapPage) -> list[str]:
    """Whose yes to other owners is missing."""
    found = page.handover
    return sorted({*page.gap.owners, *found.owners} - {*found.yes}) if found else []


def _hands_over(page: GapPage, code: str) -> bool:
    """Whether a side may do the last step: all have said yes, and it controls the gap."""
    return not _owing(page) and code in page.gap.originators


def _joins(page: GapPage, code: str, now: datetime) -> bool:
    """Whether a joint rating of the present round can be proposed: it is blind for nobody, and none is proposed or agreed."""
    if page.present is None:
        return False
    asked = page.present.round
    return (
        page.present.joint is None
        and not page.present.is_old
        and code in asked.asked
        and (not asked.missing or asked.reveals_at <= now)
    )


def _pressed(
    request: AuthedRequest,
    pk: str,
    may: Callable[[Any, Gap], bool],
    operation: Callable[..., Any],
    done: str | Promise,
    **facts: Any,
) -> HttpResponse:
    found = gap_or_404(request, pk)
    ensure(may(request.user, found))
    act(request, operation, gap=found, now=timezone.now(), done=done, **facts)
    return redirect(found)


@door(Door.MEMBERS, "POST")
def drop(request: AuthedRequest, pk: str) -> HttpResponse:
    """Drop a draft, or what was contested."""
    return _pressed(request, pk, rules.can_raise, operations.drop_gap, _("Dropped."))


@door(Door.MEMBERS, "POST")
def accept(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say for an owner that it is so."""
    return _pressed(request, pk, rules.can_answer, operations.accept_gap, _("Accepted. Name a measure next."))


@door(Door.MEMBERS, "POST")
def open_round(request: AuthedRequest, pk: str) -> HttpResponse:
    """Ask all sides to rate it anew."""
    said = _("All delegations that read it are asked to rate it.")
    return _pressed(request, pk, rules.can_open_round, operations.open_round, said)


@door(Door.MEMBERS, "POST")
def consent(request: AuthedRequest, pk: str) -> HttpResponse:
    """Consent as head to tolerate it as the page proposed."""
    seen, done = request.POST.get("seen", ""), _("Your delegation consents.")
    return _pressed(request, pk, rules.can_consent, operations.consent_to_toleration, done, seen=seen)


@door(Door.MEMBERS, "POST")
def agree_joint(request: AuthedRequest, pk: str) -> HttpResponse:
    """Agree for the own side to the joint rating that the page showed."""
    seen, done = request.POST.get("seen", ""), _("Your delegation agrees.")
    return _pressed(request, pk, rules.can_rate_together, operations.agree_to_joint_rating, done, seen=seen)


@door(Door.MEMBERS, "POST")
def say_done(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say for an owner that its own measures are done, or take that back."""
    if request.POST.get("back"):
        return _pressed(
            request, pk, rules.can_mend, operations.take_back_done, _("Taken back. Say so again once they are.")
        )
    return _pressed(request, pk, rules.can_mend, operations.say_done, _("Said. The owner that is done last claims it."))


@door(Door.MEMBERS, "POST")
def record_closing(request: AuthedRequest, pk: str) -> HttpResponse:
    """Record for the secretariat that what all own is closed."""
    return _pressed(request, pk, rules.can_record_closing, operations.record_closing, _("Closed."))


@door(Door.MEMBERS, "POST")
def agree_handover(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say yes to other owners, or hand it over once all have."""
    return _pressed(request, pk, rules.can_open_round, operations.agree_to_handover, _("Agreed."))


@door(Door.MEMBERS, "POST")
def refuse_handover(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say no to other owners."""

    def refuse(**facts: Any) -> None:
        operations.agree_to_handover(yes=False, **facts)

    return _pressed(request, pk, rules.can_open_round, refuse, _("Its owners stay."))
