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
from meetings.agendas.queries.proposals import proposals_for
from meetings.agendas.queries.revisions import revisions_of
from meetings.agendas.views.finding import SHOWN, find
from meetings.signals import hanging_on
from portal.audit.freshness import version_of
from portal.core.acting import act_by_form
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
    context: dict[str, Any] = {"meeting": meeting, "form": form, "agenda_may": may}
    context["proposals"] = proposals_for(meeting, request.user, now=now)
    context["hanging"] = hanging_on([each.proposal for each in context["proposals"]], request.user)
    return render(request, "meetings/agendas/proposals.html", context)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.propose)
    facts: dict[str, Any] = {"now": timezone.now(), "then": redirect("agendas:proposals", slug)}
    form = AnswerForm(request.POST, meeting=meeting)
    return act_by_form(request, form, operations.answer_proposal, done=_("Your answer is recorded."), **facts)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.propose)
    form, then = ProposalForm(request.POST, meeting=meeting), redirect("agendas:proposals", slug)
    return act_by_form(request, form, operations.withdraw_proposal, done=_("The proposal is withdrawn."), then=then)


@door(Door.MEMBERS, "POST")
def accept(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    form, said = ProposalForm(request.POST, meeting=meeting), _("Accepted: it is the last item of the agenda now.")
    facts: dict[str, Any] = {"now": timezone.now(), "then": redirect("agendas:proposals", slug)}
    return act_by_form(request, form, operations.accept_proposal, done=said, **facts)
