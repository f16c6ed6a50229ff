"""A delegation's own notes, and the meeting in session."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from meetings.agendas import operations
from meetings.agendas.forms import AskFloorForm, NotesForm, SpeakerForm, SteerForm, see
from meetings.agendas.operations.rows import RowIsGone
from meetings.agendas.queries.live import live_of
from meetings.agendas.queries.notes import briefing_of
from meetings.agendas.views.finding import SHOWN, find, find_item
from portal.audit.freshness import version_of
from portal.core.acting import act_by_form, say_errors
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from portal.people.sessions import attend


@door(Door.MEMBERS, "GET", "POST")
def ours(request: AuthedRequest, slug: str) -> HttpResponse:
    """The agenda beside the own delegation's notes; `?item` opens one for writing, POST saves it."""
    meeting, may = find(request, slug)
    ensure(may.annotate if request.method == "POST" else may.brief)
    form = NotesForm(request.POST) if request.method == "POST" else None
    if form and form.is_valid():
        data = form.cleaned_data
        item = find_item(request, meeting, data.pop("item"))
        if item is None:
            messages.error(request, str(RowIsGone()))
            return redirect("agendas:ours", slug)
        try:
            operations.annotate_item(item=item, actor=request.user, **data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved for your delegation alone."))
            return redirect(f"{redirect('agendas:ours', slug).url}#row-{item.pk}")
    agenda, rows = briefing_of(meeting, request.user)
    opened = request.POST.get("item") or request.GET.get("item", "")
    chosen = next((each for each in rows if str(each.row.id) == opened), None)
    if form and chosen:
        # The colleague's text stands on the page; saving again is saving over what was seen.
        see(form, chosen.notes.version if chosen.notes else 0)
    elif chosen:
        notes = chosen.notes
        names = ("briefing", "position", "red_lines", "talking_points")
        facts = {name: getattr(notes, name, "") for name in names}
        form = NotesForm(initial=facts | {"item": chosen.row.id, "seen": notes.version if notes else 0})
    elif form:
        say_errors(request, form)
    context = {"meeting": meeting, "agenda": agenda, "rows": rows, "form": form, "chosen": chosen, "agenda_may": may}
    context["own"] = [request.user.code]
    context["prints_ours"] = request.GET.get("private") == "1"
    return render(request, "meetings/agendas/ours.html", context)


@door(Door.GUESTS)
@etag(version_of(SHOWN))
def live(request: AuthedRequest, slug: str) -> HttpResponse:
    """Now and next; asked again every second, and answered 304 while nothing happened.

    Who watches a meeting in session does not idle.
    """
    meeting, may = find(request, slug)
    shown = live_of(meeting, request.user)
    attend(request, in_session=bool(shown.seen))
    context = {"meeting": meeting, "live": shown, "agenda_may": may, "now": timezone.now()}
    template = "meetings/agendas/_live.html" if request.headers.get("HX-Request") else "meetings/agendas/live.html"
    return render(request, template, context)


@door(Door.MEMBERS, "POST")
def steer(request: AuthedRequest, slug: str, verb: str) -> HttpResponse:
    """One of the chair's buttons; each verb has an address of its own."""
    meeting, may = find(request, slug)
    ensure(may.edit)
    facts: dict[str, Any] = {"meeting": meeting, "act": verb, "now": timezone.now()}
    then = redirect("agendas:live", slug)
    return act_by_form(request, SteerForm(request.POST), operations.steer_meeting, then=then, **facts)


@door(Door.MEMBERS, "POST")
def ask_floor(request: AuthedRequest, slug: str) -> HttpResponse:
    """Put a delegation on the speakers list."""
    meeting, may = find(request, slug)
    ensure(may.ask_floor or may.edit)
    then = redirect("agendas:live", slug)
    return act_by_form(
        request, AskFloorForm(request.POST), operations.ask_floor, meeting=meeting, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def give_floor(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    then = redirect("agendas:live", slug)
    return act_by_form(
        request, SpeakerForm(request.POST), operations.give_floor, meeting=meeting, now=timezone.now(), then=then
    )


@door(Door.MEMBERS, "POST")
def end_speech(request: AuthedRequest, slug: str) -> HttpResponse:
    """End a speech, or take a delegation off the list."""
    meeting, may = find(request, slug)
    ensure(may.ask_floor or may.edit)
    then = redirect("agendas:live", slug)
    return act_by_form(
        request, SpeakerForm(request.POST), operations.end_speech, meeting=meeting, now=timezone.now(), then=then
    )
