"""Commitment pages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.promises.states import Due as DueKind
from meetings.rounds.models import Meeting
from meetings.statements.present import not_in_text
from meetings.statements.queries import labels_in
from portal.core import times
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.commitments import operations, rules
from workinggroup.commitments.forms import DeclineForm, GiveUpForm, LeadForm
from workinggroup.commitments.history import history_of
from workinggroup.commitments.listing import is_overdue
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.queries import corrigenda_of, measured_of
from workinggroup.commitments.saying import due_words
from workinggroup.commitments.states import Status


@door(Door.MEMBERS, "GET", "POST")
def commitment(request: AuthedRequest, pk: str) -> HttpResponse:
    rows = Commitment.objects.visible_to(request.user).select_related(
        "statement__meeting", "paragraph__parent", "lead", "theme", "statement__released"
    )
    found = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    held = found.led_by()
    form = LeadForm(request.POST or None, parties=found.statement.parties, initial=held, held=held)
    if request.method == "POST":
        ensure(rules.can_decide(request.user, found.statement))
        if form.is_valid():
            try:
                operations.name_lead(commitment=found, actor=request.user, **form.arguments())
            except Refused as refusal:
                form.refuse(refusal)
            else:
                messages.success(request, _("Saved."))
                return redirect(next_without_lead(found) if "leads" in request.GET else found)
    today = times.local(timezone.now(), request.user.zone).date()
    event = (
        Meeting.objects.visible_to(request.user).filter(pk=found.due_meeting_id).first()
        if found.due_meeting_id
        else None
    )
    # One that was taken over stands under its new lead.
    steps = list(
        found.milestones.visible_to(request.user)
        .filter(continued=None)
        .select_related("continues")
        .order_by("due_on", "pk")
    )
    items = found.action_items.visible_to(request.user).select_related("assignee")
    context = {
        "commitment": found,
        "label": labels_in([found.statement_id]).get(found.paragraph_id) or not_in_text(),
        "form": form,
        "items": items.order_by("series", "number"),
        "corrigenda": corrigenda_of(found),
        "accounts": found.accounts.visible_to(request.user).select_related("statement", "paragraph").order_by("-at"),
        "may": May(rules, request.user, found),
        "milestones": [(each, each.is_late(today), each.delegation_id != found.lead_id) for each in steps],
        "left_open": any(each.delegation_id != found.lead_id and not each.done_on for each in steps),
        "measured": measured_of(found, request.user),
        "history": history_of(found, request.user),
        "due": due_words(found.due_said, None if found.due == DueKind.DATE else found.due_on, str(event or "")),
        "due_meeting": event,
        "is_overdue": is_overdue(found, today),
        "awaited_here": found.awaits_lead and rules.can_answer(request.user, found),
    }
    return render(request, "workinggroup/commitments/commitment.html", context)


@door(Door.MEMBERS, "POST")
def accept(request: AuthedRequest, pk: str) -> HttpResponse:
    """Accept to lead a commitment."""
    found = _to_answer(request, pk)
    said = _("Accepted. Assign action items under it now.")
    act(request, operations.accept_commitment, done=said, commitment=found, now=timezone.now())
    return redirect("commitments:commitment", pk)


@door(Door.MEMBERS, "POST")
def decline(request: AuthedRequest, pk: str) -> HttpResponse:
    """Decline to lead a commitment, with a reason."""
    facts: dict[str, Any] = {"commitment": _to_answer(request, pk), "now": timezone.now()}
    then = redirect("commitments:commitment", pk)
    said = _("Declined. The secretariat reads why and names another lead.")
    return act_by_form(request, DeclineForm(request.POST), operations.decline_commitment, done=said, then=then, **facts)


@door(Door.MEMBERS, "POST")
def give_up(request: AuthedRequest, pk: str) -> HttpResponse:
    """Say that one's delegation leads a commitment no longer, and why."""
    facts: dict[str, Any] = {"commitment": _to_answer(request, pk), "now": timezone.now()}
    then = redirect("commitments:commitment", pk)
    said = _("Your delegation leads it no longer. The secretariat reads why and names another lead.")
    return act_by_form(request, GiveUpForm(request.POST), operations.give_up_lead, done=said, then=then, **facts)


def _to_answer(request: AuthedRequest, pk: str) -> Commitment:
    rows = Commitment.objects.visible_to(request.user)
    found: Commitment = get_object_or_404(rows, pk=pk, status=Status.CONFIRMED)
    ensure(rules.can_answer(request.user, found))
    return found


def next_without_lead(commitment: Commitment) -> str:
    """Where the next commitment of the same text is given its lead; the text's decisions where each has one."""
    rest = Commitment.objects.filter(
        statement=commitment.statement_id, status=Status.CONFIRMED, lead=None, closed_as=""
    )
    following = (
        rest.filter(number__gt=commitment.number).order_by("number").first()
        or rest.exclude(pk=commitment.pk).order_by("number").first()
    )
    if following:
        return f"{following.get_absolute_url()}?leads"
    return reverse("commitments:review", args=[commitment.statement.slug])
