"""The silence procedure: what is proposed, until when, who was told; objecting, extending, withdrawing."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.adoption import clocking, rules
from meetings.adoption.forms.silence import EndForm, ExtendingForm, ObjectionForm, OpeningForm, WithdrawingForm
from meetings.adoption.operations import silence as operations
from meetings.adoption.queries.silence import (
    SilencePage,
    end_at,
    paragraph_choices,
    running_silence,
    silence_page,
)
from meetings.statements.finding import negotiated
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.acting import act, act_by_form
from portal.core.clock import database_now
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def silence(request: AuthedRequest, slug: str) -> HttpResponse:
    """The procedure as it stands. Whoever may break it is told by opening this page; an end that has come is closed by it."""
    found = _present(request, slug)
    page = silence_page(found, request.user, database_now())
    context = _context(request, page)
    if rules.can_negotiate(request.user, found) and page.silence and request.user.code in page.codes:
        context["form"] = ObjectionForm(paragraphs=paragraph_choices(page.present))
    return render(request, "meetings/adoption/silence.html", context)


@door(Door.MEMBERS, "POST")
def open_silence(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_chair(request.user, found))
    said = _("The silence runs; everybody who may object is told.")
    facts: dict[str, Any] = {
        "statement": found,
        "then": redirect("adoption:silence", slug),
        "back": _tried(request, slug),
    }
    return act_by_form(request, OpeningForm(request.POST), operations.open_silence, done=said, **facts)


@door(Door.MEMBERS, "POST")
def extend_silence(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_chair(request.user, found))
    said = _("The silence ends later; everybody who may object is told anew.")
    facts: dict[str, Any] = {
        "statement": found,
        "then": redirect("adoption:silence", slug),
        "back": _tried(request, slug),
    }
    return act_by_form(request, ExtendingForm(request.POST), operations.extend_silence, done=said, **facts)


@door(Door.MEMBERS, "POST")
def withdraw_silence(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_chair(request.user, found))
    said = _("The silence is withdrawn; all parties read why.")
    then = redirect("adoption:silence", slug)
    return act_by_form(
        request, WithdrawingForm(request.POST), operations.withdraw_silence, done=said, statement=found, then=then
    )


@door(Door.MEMBERS, "POST")
def skip_silence(request: AuthedRequest, slug: str) -> HttpResponse:
    """To the signatures, without a silence."""
    found = negotiated(request, slug)
    ensure(rules.can_chair(request.user, found))
    said = _("The heads of delegation can sign now; all parties see it.")
    act(request, operations.skip_silence, done=said, statement=found)
    return redirect("adoption:silence", slug)


@door(Door.MEMBERS, "GET", "POST")
def break_silence(request: AuthedRequest, slug: str) -> HttpResponse:
    """Object in writing; what was written stays where it is refused."""
    found = negotiated(request, slug)
    ensure(rules.can_negotiate(request.user, found))
    page = silence_page(found, request.user, database_now())
    form = ObjectionForm(request.POST or None, paragraphs=paragraph_choices(page.present))
    if request.method == "POST" and form.is_valid():
        said = _("Your objection stands and all parties are told. The text is negotiated again.")
        try:
            operations.break_silence(statement=found, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
            page = silence_page(_present(request, slug), request.user, database_now())
        else:
            messages.success(request, said)
            return redirect("adoption:silence", slug)
    return render(request, "meetings/adoption/object.html", _context(request, page) | {"form": form})


def _tried(request: AuthedRequest, slug: str) -> HttpResponseRedirect:
    """The page with the day and time that were tried out: the address of the form keeps them."""
    asked = f"?{request.GET.urlencode()}#end" if "day" in request.GET else ""
    return redirect(f"{reverse('adoption:silence', args=[slug])}{asked}")


def _present(request: AuthedRequest, slug: str) -> Statement:
    """The text as it is now: a silence whose end has come is closed first, one that runs is seen."""
    found = negotiated(request, slug)
    running = running_silence(found)
    if running is None:
        return found
    if not clocking.is_before(database_now(), running.deadline_at):
        operations.close_silence(running.pk)
        return negotiated(request, slug)
    if rules.can_negotiate(request.user, found):
        operations.see_silence(silence=running, actor=request.user)
    return found


def _context(request: AuthedRequest, page: SilencePage) -> dict[str, Any]:
    """The page with what the chair may do: an end is tried out in every capital's time, with what lies before it."""
    statement = page.statement
    context: dict[str, Any] = {"statement": statement, "page": page, "may": May(rules, request.user, statement)}
    is_open = statement.status == Status.FINAL_TEXT or page.silence is not None
    if not (rules.can_chair(request.user, statement) and is_open and page.sides):
        return context
    least = page.silence.deadline_at if page.silence else page.now
    suggested = clocking.suggested_end(least, page.minimum)
    form = EndForm(
        request.GET if "day" in request.GET else None, sides=page.sides, suggested=suggested, here=request.user.code
    )
    if form.is_bound and form.is_valid():
        context["end"] = end_at(form.instant, page.silence, page.now, page.sides)
    return context | {"ending": form, "withdrawing": WithdrawingForm()}
