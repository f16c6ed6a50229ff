"""Which figures the numbers of a text quote."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.statements.models import Statement
from meetings.statements.present import marked_label, read_present
from portal.core import times
from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.flows import operations, rules
from workinggroup.flows.editions import EditionNumber
from workinggroup.flows.forms import QuoteForm
from workinggroup.flows.queries.editions import edition_of
from workinggroup.flows.queries.quotes import figures_of, quotes_of

# No figure has more.
MOST_DIGITS = 15


@door(Door.MEMBERS)
def quotes(request: AuthedRequest, slug: str) -> HttpResponse:
    """The numbers of a text, each held against the figure that it quotes."""
    statement = _statement(request, slug)
    context = {
        "statement": statement,
        "list": quotes_of(statement, request.user, latest=latest_day()),
        "may": May(rules, request.user, statement),
    }
    return render(request, "workinggroup/flows/quotes.html", context)


@door(Door.MEMBERS, "GET", "POST")
def quote(request: AuthedRequest, slug: str) -> HttpResponse:
    """Say which figure a number quotes."""
    statement = _statement(request, slug)
    ensure(rules.can_quote(request.user, statement))
    present = read_present(statement)
    choices = [(line.anchor, marked_label(present.label(line.anchor), begins=True)) for line in present.lines]
    asked = {name: request.GET.get(name, "") for name in ("p", "n", "figure")}
    initial = {"anchor": asked["p"], "value": asked["n"], "citation": asked["figure"]}
    form = QuoteForm(request.POST or None, paragraphs=choices, initial=initial)
    facts: dict[str, Any] = {"statement": statement, "now": timezone.now(), "latest": latest_day()}
    done = _("Said. Whether both agree is told here, now and after each revision.")
    if request.method == "POST" and done_by_form(request, form, operations.quote_number, done=done, **facts):
        return redirect("flows:quotes", slug)
    context: dict[str, Any] = {"statement": statement, "form": form, "asked": asked}
    frozen = edition_of(request.user, statement.meeting.slug)
    if frozen and asked["n"].isdecimal() and len(asked["n"]) <= MOST_DIGITS:
        context |= {"number": int(asked["n"]), "found": figures_of(int(asked["n"]), request.user, frozen)}
    return render(request, "workinggroup/flows/quote.html", context)


@door(Door.MEMBERS, "POST")
def let_go(request: AuthedRequest, slug: str, pk: UUID) -> HttpResponse:
    """Say no more which figure a number quotes."""
    statement = _statement(request, slug)
    ensure(rules.can_quote(request.user, statement))
    rows = EditionNumber.objects.visible_to(request.user)
    number = get_object_or_404(rows, pk=pk, paragraph__statement=statement)
    facts: dict[str, Any] = {"statement": statement, "number": number, "now": timezone.now()}
    act(request, operations.let_number_go, done=_("This number quotes no figure any more."), **facts)
    return redirect("flows:quotes", slug)


def latest_day() -> date:
    """The last day of which figures may be: somewhere it is a day later already."""
    return times.local(timezone.now(), "UTC").date() + timedelta(days=1)


def _statement(request: AuthedRequest, slug: str) -> Statement:
    rows = Statement.objects.visible_to(request.user).select_related("meeting")
    found: Statement = get_object_or_404(rows, slug=slug)
    return found
