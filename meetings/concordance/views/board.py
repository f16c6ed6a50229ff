"""The concordance board, and letting a warning stand."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.concordance import operations, rules
from meetings.concordance.forms import WaiveForm, WaiverForm
from meetings.concordance.queries import WORDS, board
from meetings.statements.finding import negotiated
from portal.audit.freshness import version_of
from portal.core.acting import act_by_form
from portal.core.doors import Door, door
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest

# What the board shows, for its tag: the text with all that is seen through it, held against the group's words.
SHOWN = f"SELECT ARRAY[id::text], {WORDS} FROM meetings_statement WHERE slug = %(slug)s"  # noqa: S608 - constants


@door(Door.MEMBERS)
@etag(version_of(SHOWN))
def concordance(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    context = {"statement": found, "board": board(found, request.user, request.GET.get("show", ""))}
    context["may"] = May(rules, request.user, found)
    return render(request, "meetings/concordance/concordance.html", context)


@door(Door.MEMBERS, "POST")
def waive(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_negotiate(request.user, found))
    said = _("Asked. It stands when another delegation seconds it.")
    form = WaiveForm(request.POST)
    then = redirect("concordance:concordance", slug)
    return act_by_form(
        request, form, operations.waive_finding, done=said, statement=found, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def second(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_negotiate(request.user, found))
    form = WaiverForm(request.POST, statement=found)
    then = redirect("concordance:concordance", slug)
    return act_by_form(request, form, operations.second_waiver, done=_("It stands."), now=timezone.now(), then=then)


@door(Door.MEMBERS, "POST")
def lift(request: AuthedRequest, slug: str) -> HttpResponse:
    found = negotiated(request, slug)
    ensure(rules.can_negotiate(request.user, found))
    form = WaiverForm(request.POST, statement=found)
    then = redirect("concordance:concordance", slug)
    return act_by_form(
        request, form, operations.lift_waiver, done=_("The finding is open again."), now=timezone.now(), then=then
    )
