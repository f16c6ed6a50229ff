"""Proposals and the answers to them; issued revisions."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.agendas import operations
from meetings.agendas.forms import AnswerForm, ProposalForm, ProposeForm
from meetings.agendas.models import Proposal
from meetings.agendas.operations.proposals import ProposalIsSettled
from meetings.agendas.queries.proposals import proposals_for
from meetings.agendas.queries.revisions import revisions_of
from meetings.agendas.views.finding import SHOWN, find
from meetings.rounds.models import Meeting
from portal.audit.freshness import version_of
from portal.core.acting import act, say_errors
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest


@door(Door.GUESTS)
@etag(version_of(SHOWN))
def revisions(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    page = revisions_of(meeting, request.user, old=request.GET.get("old", ""), new=request.GET.get("new", ""))
    context = {"meeting": meeting, "page": page, "agenda_may": may}
    return render(request, "meetings/agendas/revisions.html", context)


@door(Door.MEMBERS, "GET", "POST")
def proposals(request: AuthedRequest, slug: str) -> HttpResponse:
    """What was proposed; POST proposes."""
    meeting, may = find(request, slug)
    now = timezone.now()
    form = ProposeForm(meeting, request.POST or None)
    if request.method == "POST":
        ensure(may.propose)
        if form.is_valid():
            facts = form.arguments()
            try:
                operations.propose_item(meeting=meeting, actor=request.user, now=now, **facts)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Proposed. The other delegations answer until the deadline."))
                return redirect("agendas:proposals", slug)
    context = {"meeting": meeting, "form": form, "agenda_may": may}
    context["proposals"] = proposals_for(meeting, request.user, now=now)
    return render(request, "meetings/agendas/proposals.html", context)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.propose)
    form = AnswerForm(request.POST)
    if found := _proposal(request, meeting, form):
        act(
            request,
            operations.answer_proposal,
            done=_("Your answer is recorded."),
            proposal=found,
            now=timezone.now(),
            view=form.cleaned_data["view"],
            reason=form.cleaned_data["reason"],
        )
    return redirect("agendas:proposals", slug)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.propose)
    if found := _proposal(request, meeting, ProposalForm(request.POST)):
        act(request, operations.withdraw_proposal, done=_("The proposal is withdrawn."), proposal=found)
    return redirect("agendas:proposals", slug)


@door(Door.MEMBERS, "POST")
def accept(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    if found := _proposal(request, meeting, ProposalForm(request.POST)):
        said = _("Accepted: it is the last item of the agenda now.")
        act(request, operations.accept_proposal, done=said, proposal=found, now=timezone.now())
    return redirect("agendas:proposals", slug)


def _proposal(request: AuthedRequest, meeting: Meeting, form: Any) -> Proposal | None:
    """The proposal a form names; None after saying what is wrong."""
    if not form.is_valid():
        say_errors(request, form)
        return None
    rows = Proposal.objects.visible_to(request.user).select_related("agenda__meeting")
    found: Proposal | None = rows.filter(agenda__meeting=meeting, pk=form.cleaned_data["proposal"]).first()
    if found is None:
        messages.error(request, str(ProposalIsSettled()))
    return found
