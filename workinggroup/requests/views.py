"""Pages of requests for information."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from portal.core.acting import act, act_by_form, done_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure, found_or_404
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest
from portal.people.states import Kind
from workinggroup.handling.operations import note_reading
from workinggroup.requests import operations, rules
from workinggroup.requests.forms import AnswerForm, RefusalForm, RequestForm, WordsForm
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.operations.answering import draft_of, held_answer
from workinggroup.requests.operations.drafting import held
from workinggroup.requests.queries import commitments_to_name, request_list, request_page


@door(Door.MEMBERS)
def requests(request: AuthedRequest) -> HttpResponse:
    """The requests that somebody's side has to do with, what it owes first."""
    shown = request_list(
        request.user, now=timezone.now(), chosen=request.GET.get("show", ""), wanted=request.GET.get("page")
    )
    context = {"list": shown, "may": May(rules, request.user), "readers": [request.user.code]}
    return render(request, "workinggroup/requests/requests.html", context)


@door(Door.MEMBERS, "GET", "POST")
def new(request: AuthedRequest) -> HttpResponse:
    """Draft a request to another side."""
    ensure(rules.can_draft(request.user))
    about = key_in(request.GET.get("about"))
    form = _form(request, held={}, initial={"about": about})
    if request.method == "POST" and form.is_valid():
        form.cleaned_data.pop("seen")
        made: list[InformationRequest] = []

        def draft(**facts: Any) -> None:
            made.append(operations.draft_request(**facts))

        if done_by_form(request, form, draft, now=timezone.now(), done=_("Saved. Your side alone reads the draft.")):
            return redirect(made[0])
    return render(request, "workinggroup/requests/request_form.html", {"form": form, "readers": [request.user.code]})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Rewrite a draft."""
    asked = _asked(request, pk)
    ensure(rules.can_change(request.user, asked))
    there = held(asked)
    initial = {name: value for name, value in there.items() if not isinstance(value, dict)}
    initial |= {
        f"{name}_{code}": words
        for name, value in there.items()
        if isinstance(value, dict)
        for code, words in value.items()
    }
    form = _form(request, held=there, initial=initial)
    facts: dict[str, Any] = {"asked": asked, "now": timezone.now(), "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.change_request, **facts):
        return redirect(asked)
    context = {"form": form, "asked": asked, "readers": asked.releasable_to}
    return render(request, "workinggroup/requests/request_form.html", context)


@door(Door.MEMBERS)
def request_for_information(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One request: what is asked, what was said of it, the answers, and what to do now."""
    asked = _asked(request, pk)
    shown = request_page(asked, request.user, now=timezone.now())
    note_reading(whole=asked, passages=shown.passages, actor=request.user, now=timezone.now())
    context = {
        "shown": shown,
        "asked": asked,
        "may": May(rules, request.user, asked),
        "words": WordsForm(),
        "refusal": RefusalForm(prefix=""),
    }
    return render(request, "workinggroup/requests/request.html", context)


@door(Door.MEMBERS, "POST")
def send(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_send(request.user, asked))
    done = _("Sent. Both sides read it from now on, and nobody else.")
    return _acted(request, asked, operations.send_request, done)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_change(request.user, asked))
    return _acted(request, asked, operations.withdraw_request, _("Withdrawn."))


@door(Door.MEMBERS, "POST")
def close(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_send(request.user, asked))
    return _acted(request, asked, operations.close_request, _("Closed."))


@door(Door.MEMBERS, "POST")
def ask_clarity(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_answer(request.user, asked))
    return _said(request, asked, operations.ask_clarity, _("Asked. The clock stands still until it is said."))


@door(Door.MEMBERS, "POST")
def clarify(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_send(request.user, asked))
    return _said(request, asked, operations.clarify_request, _("Said. The clock goes on."))


@door(Door.MEMBERS, "POST")
def send_back(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_send(request.user, asked))
    return _said(request, asked, operations.send_back_request, _("Sent back. The clock begins anew."))


@door(Door.MEMBERS, "POST")
def refuse(request: AuthedRequest, pk: UUID) -> HttpResponse:
    asked = _asked(request, pk)
    ensure(rules.can_answer(request.user, asked))
    form = RefusalForm(request.POST)
    facts: dict[str, Any] = {"asked": asked, "now": timezone.now()}
    return act_by_form(request, form, operations.refuse_request, then=redirect(asked), done=_("Refused."), **facts)


@door(Door.MEMBERS, "GET", "POST")
def answer(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Draft the next answer."""
    asked = _asked(request, pk)
    ensure(rules.can_write(request.user, asked))
    there = held_answer(draft_of(asked))
    initial = {name: value for name, value in there.items() if value and not isinstance(value, dict)}
    initial |= {
        f"{name}_{code}": words
        for name, value in there.items()
        if isinstance(value, dict)
        for code, words in value.items()
    }
    if there["is_whole"] is not None:
        initial["is_whole"] = "yes" if there["is_whole"] else ""
    form = AnswerForm(request.POST or None, initial=initial, held=there)
    facts: dict[str, Any] = {"asked": asked, "now": timezone.now()}
    done = _("Saved. Your side alone reads the draft until it is given.")
    if request.method == "POST" and done_by_form(request, form, operations.write_answer, done=done, **facts):
        return redirect(asked)
    shown = request_page(asked, request.user, now=timezone.now())
    context = {"form": form, "asked": asked, "shown": shown, "readers": [request.user.code]}
    return render(request, "workinggroup/requests/answer_form.html", context)


@door(Door.MEMBERS, "POST")
def give(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Give the draft of an answer to who asked."""
    asked = _asked(request, pk)
    ensure(rules.can_answer(request.user, asked))
    draft = found_or_404(draft_of(asked))
    done = _("Given. Who asked reads it from now on.")
    act(request, operations.give_answer, answer=draft, now=timezone.now(), done=done)
    return redirect(asked)


def _acted(request: AuthedRequest, asked: InformationRequest, operation: Any, done: str | Promise) -> HttpResponse:
    act(request, operation, asked=asked, now=timezone.now(), done=done)
    return redirect(asked)


def _said(request: AuthedRequest, asked: InformationRequest, operation: Any, done: str | Promise) -> HttpResponse:
    """Run an operation with the words of a form that stands on the request's page."""
    facts: dict[str, Any] = {"asked": asked, "now": timezone.now(), "done": done}
    return act_by_form(request, WordsForm(request.POST), operation, then=redirect(asked), **facts)


def _form(request: AuthedRequest, *, held: dict[str, Any], initial: dict[str, Any]) -> RequestForm:
    sides = Delegation.objects.filter(kind=Kind.DELEGATION).exclude(code=request.user.code).order_by("code")
    return RequestForm(
        request.POST or None,
        sides=sides,
        commitments=commitments_to_name(request.user),
        initial=initial,
        held=held,
    )


def _asked(request: AuthedRequest, pk: UUID) -> InformationRequest:
    rows = InformationRequest.objects.visible_to(request.user).select_related(
        "sender", "recipient", "about__paragraph__statement"
    )
    found: InformationRequest = get_object_or_404(rows, pk=pk)
    return found
