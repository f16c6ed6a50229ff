"""Pages of what of the operational cell has to do with a place in the thread."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agendas.queries import meeting_for
from meetings.statements.models import Statement
from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.permissions import ensure, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.handling import operations, rules
from workinggroup.handling.forms import TieForm
from workinggroup.handling.threads import find_spot, in_text, on_agenda, spot_in_words, things_to_tie, tied_to
from workinggroup.handling.ties import ThreadTie


@door(Door.MEMBERS, "GET", "POST")
def place(request: AuthedRequest, place: str, pk: UUID) -> HttpResponse:
    """What has to do with a paragraph, a row of an agenda, a proposal for one or a progress report; and the form to say so."""
    spot = found_or_404(find_spot(request.user, place, pk))
    form = None
    if rules.can_work(request.user):
        form = TieForm(request.POST or None, things=things_to_tie(request.user))
    if request.method == "POST":
        ensure(form is not None)
        facts: dict[str, Any] = {"spot": spot, "now": timezone.now(), "done": _("Said. Those read it who read both.")}
        if form and done_by_form(request, form, operations.tie_thing, **facts):
            return redirect("handling:place", place, pk)
    context = {"spot": spot_in_words(spot), "tied": tied_to([spot], request.user).get(spot.pk, []), "form": form}
    context["readers"] = [request.user.code]
    return render(request, "workinggroup/handling/place.html", context)


@door(Door.MEMBERS, "POST")
def untie(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Take back that a matter belongs there."""
    rows = ThreadTie.objects.visible_to(request.user)
    tie: ThreadTie = get_object_or_404(rows, pk=pk)
    ensure(rules.can_untie(request.user, tie))
    act(request, operations.untie_thing, tie=tie, done=_("Taken back."))
    return redirect(tie.thing)


@door(Door.MEMBERS)
def of_meeting(request: AuthedRequest, slug: str) -> HttpResponse:
    """What has to do with each row and each proposal of an agenda."""
    meeting = found_or_404(meeting_for(request.user, slug))
    context = {"meeting": meeting, "rows": on_agenda(meeting, request.user), "readers": [request.user.code]}
    return render(request, "workinggroup/handling/of_meeting.html", context)


@door(Door.MEMBERS)
def of_text(request: AuthedRequest, slug: str) -> HttpResponse:
    """What has to do with each paragraph of a text."""
    rows = Statement.objects.visible_to(request.user).select_related("meeting")
    statement: Statement = get_object_or_404(rows, slug=slug)
    context = {"statement": statement, "rows": in_text(statement, request.user), "readers": [request.user.code]}
    return render(request, "workinggroup/handling/of_text.html", context)
