"""Forms about one gap, each on a page of its own."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.core.texts import in_language
from portal.people.requests import AuthedRequest
from workinggroup.gaps import operations, rules
from workinggroup.gaps.agreed import scale_now
from workinggroup.gaps.forms import (
    AgendaForm,
    ChangeForm,
    ClaimForm,
    DeclineForm,
    HandOverForm,
    JointForm,
    MeasureForm,
    RaiseForm,
    RateForm,
    ReasonForm,
    TolerateForm,
    VerifyForm,
)
from workinggroup.gaps.operations import gap_as_held
from workinggroup.gaps.operations.mending import described
from workinggroup.gaps.queries import items_for, meetings_for
from workinggroup.gaps.states import Moment, Status
from workinggroup.gaps.views.finding import form_page, gap_or_404, sides_among
from workinggroup.handling.queries import passages_of

EXCERPT = 80


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    """What a draft, or what was contested, is called, and where it lies."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_draft(request.user, gap))
    held = gap_as_held(gap)
    initial = {"kind": gap.kind, "place": gap.place_id, "owners": gap.owners}
    initial |= {f"title_{code}": words for code, words in gap.title.items()}
    form = ChangeForm(request.POST or None, held=held, initial=initial, names=sides_among(), is_draft=gap.is_draft)
    return form_page(
        request,
        gap,
        form,
        operations.change_gap,
        title=_("Change what is said of it"),
        button=_("Save"),
        done=_("Saved."),
    )


@door(Door.MEMBERS, "GET", "POST")
def raise_it(request: AuthedRequest, pk: str) -> HttpResponse:
    """Share it with those who are to mend it."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_raise(request.user, gap))
    is_own = not [code for code in gap.owners if code != request.user.code]
    names = sides_among(but=[request.user.code]) if is_own and gap.is_draft else []
    passages = [(str(each.pk), _excerpt(each)) for each in passages_of(gap)] if gap.is_draft else []
    form = RaiseForm(request.POST or None, names=names, passages=passages)
    lead = _("%(sides)s will control who else reads it, together with your delegation, and is asked to accept it.")
    if not gap.is_draft:
        lead = _("%(sides)s is asked to accept it as it is now.")
    elif is_own:
        lead = _("It lies on your own ground: you say who reads it.")
    sides = ", ".join(code for code in gap.owners if code != request.user.code)
    return form_page(
        request,
        gap,
        form,
        operations.raise_gap,
        title=_("Raise the gap"),
        button=_("Raise it"),
        done=_("Raised. Rate it next; nobody sees a rating before the own one is in."),
        lead=lead % {"sides": sides} if sides else lead.replace("%(sides)s ", ""),
    )


@door(Door.MEMBERS, "GET", "POST")
def contest(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say for an owner that it is not so."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_answer(request.user, gap))
    return form_page(
        request,
        gap,
        ReasonForm(request.POST or None),
        operations.contest_gap,
        title=_("Contest the gap"),
        button=_("Contest it"),
        done=_("Contested. Who raised it says it otherwise, or drops it."),
    )


@door(Door.MEMBERS, "GET", "POST")
def rate(request: AuthedRequest, pk: str) -> HttpResponse:
    """Rate it for the own side."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_rate(request.user, gap))
    lead = _(
        "Nobody sees it before its own rating is in, or ten working days have passed. The worst impact counts;"
        " likelihood and level are looked up, never reckoned."
    )
    return form_page(
        request,
        gap,
        RateForm(request.POST or None, scale=scale_now()),
        operations.rate_gap,
        title=_("Rate the gap"),
        button=_("Rate it for your delegation"),
        done=_("Rated."),
        lead=lead,
        moment=Moment.RESIDUAL if gap.status == Status.CLAIMED else Moment.CURRENT,
    )


@door(Door.MEMBERS, "GET", "POST")
def rate_together(request: AuthedRequest, pk: str) -> HttpResponse:
    """Propose one rating to all who were asked to rate it."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_rate_together(request.user, gap))
    return form_page(
        request,
        gap,
        JointForm(request.POST or None, scale=scale_now()),
        operations.propose_joint_rating,
        title=_("Propose a joint rating"),
        button=_("Propose it to all"),
        done=_("Proposed, with your delegation’s yes. It counts once all agree."),
        lead=_("It counts once every delegation that was asked to rate agrees. What each said by itself stays."),
    )


@door(Door.MEMBERS, "GET", "POST")
def decline_joint(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say that the own side does not agree to a joint rating."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_rate_together(request.user, gap))
    return form_page(
        request,
        gap,
        DeclineForm(request.POST or None, initial={"seen": request.GET.get("seen", "")}),
        operations.decline_joint_rating,
        title=_("Do not agree to the joint rating"),
        button=_("Do not agree"),
        done=_("Said. What each said by itself stands."),
    )


@door(Door.MEMBERS, "GET", "POST")
def measure(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say which action item mends which part."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_mend(request.user, gap))
    parts = [(each.anchor, _excerpt(each)) for each in described(gap)]
    form = MeasureForm(request.POST or None, items=items_for(gap, request.user), parts=parts)
    lead = _("Each part of what is weak has its own measure. Assign the action item under a commitment first.")
    return form_page(
        request,
        gap,
        form,
        operations.add_measure,
        title=_("Add a measure"),
        button=_("Add the measure"),
        done=_("Added."),
        lead=lead,
    )


@door(Door.MEMBERS, "GET", "POST")
def claim(request: AuthedRequest, pk: str) -> HttpResponse:
    """Claim for an owner that it is mended."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_mend(request.user, gap))
    lead = _(
        "A side that never owned it verifies. What you propose is left is seen only once that side has said what it finds."
    )
    return form_page(
        request,
        gap,
        ClaimForm(request.POST or None, scale=scale_now(), steps_required=False),
        operations.claim_gap,
        title=_("Claim that it is mended"),
        button=_("Claim it"),
        done=_("Claimed. A side that never owned it verifies."),
        lead=lead,
    )


@door(Door.MEMBERS, "GET", "POST")
def verify(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say for a side that never owned it whether it is mended."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_verify(request.user, gap))
    lead = _("Who closes rates what is left; who returns says why.")
    return form_page(
        request,
        gap,
        VerifyForm(request.POST or None, scale=scale_now(), steps_required=False),
        operations.verify_gap,
        title=_("Verify whether it is mended"),
        button=_("Say so for your delegation"),
        done=_("Recorded."),
        lead=lead,
    )


@door(Door.MEMBERS, "GET", "POST")
def tolerate(request: AuthedRequest, pk: str) -> HttpResponse:
    """Propose to bear it until a day."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_propose_toleration(request.user, gap))
    lead = _("The heads of all delegations that read it must consent. It ends on its day, and with a changed rating.")
    return form_page(
        request,
        gap,
        TolerateForm(request.POST or None),
        operations.propose_toleration,
        title=_("Propose to tolerate it"),
        button=_("Propose it"),
        done=_("Proposed, with your delegation’s consent."),
        lead=lead,
    )


@door(Door.MEMBERS, "GET", "POST")
def decline(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say as head that the own side does not consent to tolerate it."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_consent(request.user, gap))
    return form_page(
        request,
        gap,
        DeclineForm(request.POST or None, initial={"seen": request.GET.get("seen", "")}),
        operations.decline_toleration,
        title=_("Do not consent to tolerate it"),
        button=_("Do not consent"),
        done=_("Said. Nothing is proposed any more."),
    )


@door(Door.MEMBERS, "GET", "POST")
def resume(request: AuthedRequest, pk: str) -> HttpResponse:
    """End a toleration, or open again what is closed."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_resume(request.user, gap))
    is_closed = gap.status == Status.CLOSED
    return form_page(
        request,
        gap,
        ReasonForm(request.POST or None),
        operations.reopen_gap if is_closed else operations.end_toleration,
        title=_("Open it again") if is_closed else _("Tolerate it no more"),
        button=_("Open it again") if is_closed else _("End the toleration"),
        done=_("It is to be mended again."),
    )


@door(Door.MEMBERS, "GET", "POST")
def hand_over(request: AuthedRequest, pk: str) -> HttpResponse:
    """Propose other owners."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_hand_over(request.user, gap))
    form = HandOverForm(request.POST or None, names=sides_among(gap.releasable_to), initial={"owners": gap.owners})
    lead = _("Both those who own it and those who are to own it must agree. Who ever owned a gap cannot verify it.")
    return form_page(
        request,
        gap,
        form,
        operations.propose_handover,
        title=_("Propose other owners"),
        button=_("Propose them"),
        done=_("Proposed, with your delegation’s yes."),
        lead=lead,
    )


@door(Door.MEMBERS, "GET", "POST")
def put_on_agenda(request: AuthedRequest, pk: str) -> HttpResponse:
    """Propose an item for the agenda of a meeting to come."""
    gap = gap_or_404(request, pk)
    ensure(rules.can_put_on_agenda(request.user, gap))
    meetings = meetings_for(request.user, times.local(timezone.now(), request.user.zone).date())
    lead = _("The other delegations of the meeting answer the proposal. Name neither reference nor place nor method.")
    return form_page(
        request,
        gap,
        AgendaForm(request.POST or None, meetings=meetings),
        operations.put_on_agenda,
        title=_("Put it on the agenda"),
        button=_("Propose the item"),
        done=_("Proposed. The other delegations answer until the deadline."),
        lead=lead,
    )


def _excerpt(passage: Any) -> str:
    words = in_language(passage.text)
    return words if len(words) <= EXCERPT else f"{words[: EXCERPT - 1]}…"
