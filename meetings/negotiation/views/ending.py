"""Ending a text without an agreement by the consent of all: proposed, answered, withdrawn, on the page of its stage."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.negotiation import operations, rules
from meetings.negotiation.forms import EndingReplyForm, StepForm
from meetings.negotiation.models import Ending
from meetings.statements.finding import find_statement
from meetings.statements.models import Statement
from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS, "POST")
def propose(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask all parties to end the text."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    facts: dict[str, Any] = {
        "statement": statement,
        "now": timezone.now(),
        "done": _("Proposed; the parties are asked."),
    }
    then = redirect("negotiation:stage", slug)
    return act_by_form(request, StepForm(request.POST), operations.propose_ending, then=then, **facts)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Consent for one's delegation to ending the text, or say that it does not."""
    statement = find_statement(request, slug)
    ensure(rules.can_answer_ending(request.user, statement))
    facts: dict[str, Any] = {
        "ending": _ending(request, statement, pk),
        "now": timezone.now(),
        "done": _("The answer is recorded."),
    }
    then = redirect("negotiation:stage", slug)
    return act_by_form(request, EndingReplyForm(request.POST), operations.answer_ending, then=then, **facts)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Take the proposal back."""
    statement = find_statement(request, slug)
    ensure(rules.can_chair(request.user, statement))
    ending, said = _ending(request, statement, pk), _("The proposal is withdrawn; what was said to it counts no more.")
    act(request, operations.withdraw_ending, done=said, ending=ending, now=timezone.now())
    return redirect("negotiation:stage", slug)


def _ending(request: AuthedRequest, statement: Statement, pk: UUID) -> Ending:
    rows = Ending.objects.visible_to(request.user).select_related("statement__meeting")
    found: Ending = get_object_or_404(rows, pk=pk, statement=statement)
    return found
