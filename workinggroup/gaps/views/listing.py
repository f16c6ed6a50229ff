"""The register of gaps, new drafts, and the list of places."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import done_by_form
from portal.core.doors import Door, door
from portal.core.office import TYPES
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.gaps import operations, rules
from workinggroup.gaps.book import make_register
from workinggroup.gaps.forms import DraftForm, PlaceForm
from workinggroup.gaps.index import GapFilter
from workinggroup.gaps.listing import gaps_for
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.states import Level
from workinggroup.gaps.views.finding import sides_among


@door(Door.MEMBERS)
def gaps(request: AuthedRequest) -> HttpResponse:
    """The register: its finding as the title, the matrix, and the gaps by level."""
    asked = GapFilter.read(request.GET)
    found = gaps_for(request.user, asked=asked, now=timezone.now(), wanted=request.GET.get("page"))
    context = {"list": found, "asked": asked, "levels": Level.choices[::-1], "may": May(rules, request.user)}
    context["readers"] = [request.user.code]
    return render(request, "workinggroup/gaps/gaps.html", context)


@door(Door.MEMBERS, "POST", unkeyed="a paper is made anew each time, and numbered as such")
def take(request: AuthedRequest) -> HttpResponse:
    """The register that the address asks for, as a workbook of the own side."""
    ensure(rules.can_draft(request.user))
    content, name = make_register(actor=request.user, now=timezone.now(), asked=GapFilter.read(request.GET))
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=TYPES["xlsx"], headers=headers)


@door(Door.MEMBERS, "GET", "POST")
def draft(request: AuthedRequest) -> HttpResponse:
    """Begin a draft that the own side alone reads."""
    ensure(rules.can_draft(request.user))
    form = DraftForm(request.POST or None, names=sides_among())
    made: list[Gap] = []

    def begin(**facts: Any) -> None:
        made.append(operations.draft_gap(**facts))

    said = _("Kept as a draft. Your delegation alone reads it.")
    if request.method == "POST" and done_by_form(request, form, begin, now=timezone.now(), done=said):
        return redirect(made[0])
    context = {
        "form": form,
        "title": _("Draft a security gap"),
        "button": _("Keep the draft"),
        "readers": [request.user.code],
    }
    return render(request, "workinggroup/gaps/draft.html", context)


@door(Door.MEMBERS)
def places(request: AuthedRequest) -> HttpResponse:
    """The places that gaps and plans name."""
    rows = Place.objects.select_related("parent", "pair", "pair_of").order_by("rank")
    context = {"places": list(rows), "may": May(rules, request.user)}
    return render(request, "workinggroup/gaps/places.html", context)


@door(Door.MEMBERS, "GET", "POST")
def place(request: AuthedRequest) -> HttpResponse:
    """Add a place."""
    ensure(rules.can_keep_places(request.user))
    form = PlaceForm(request.POST or None, names=sides_among())
    if request.method == "POST" and done_by_form(request, form, operations.add_place, done=_("Added.")):
        return redirect("gaps:places")
    context = {"form": form, "title": _("Add a place"), "button": _("Add the place")}
    return render(request, "workinggroup/gaps/place.html", context)
