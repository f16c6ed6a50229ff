"""Meeting pages."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.rounds import notices, operations, rules
from meetings.rounds.calendars import calendar
from meetings.rounds.days import days_between
from meetings.rounds.forms import ChangeForm, CorrigendumForm, DeadlinesForm, MoveForm, NewForm
from meetings.rounds.listing import meetings_for, rounds_of
from meetings.rounds.models import HOURS, Deadline, Meeting, Series
from meetings.rounds.moving import Move
from meetings.rounds.queries import conflicts_of, moves_of, proposal, told_of
from meetings.rounds.states import Status
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest, asked_for


@door(Door.MEMBERS)
def meetings(request: AuthedRequest) -> HttpResponse:
    now = timezone.now()
    asked = request.GET
    listed = meetings_for(
        request.user,
        now=now,
        chosen=asked.get("show", "all"),
        year=asked.get("year", ""),
        words=asked_for(request, "find"),
        wanted=asked.get("page"),
    )
    context = {"list": listed, "now": now, "may": May(rules, request.user)}
    return render(request, "meetings/rounds/meetings.html", context)


@door(Door.MEMBERS, "GET", "POST")
def new(request: AuthedRequest) -> HttpResponse:
    """A new round as a draft, cloned from the meeting that `?from=` names."""
    user = request.user
    ensure(rules.can_schedule(user))
    held = Meeting.objects.visible_to(user)
    source = request.GET.get("from")
    earlier = get_object_or_404(held, slug=source) if source else None
    proposed = proposal(user, earlier=earlier)
    days = proposed.pop("days")
    form = NewForm(request.POST or None, user=user, initial=proposed)
    if request.method == "POST" and form.is_valid():
        try:
            meeting = _schedule(user, form, days)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            words = _("The draft is known to the host and the secretariat alone. Announce it when it is ready.")
            messages.success(request, words)
            return redirect(meeting)
    context = {"form": form, "earlier": earlier, "rounds": held.order_by("-starts_at")[:50]}
    return render(request, "meetings/rounds/new.html", context)


@transaction.atomic
def _schedule(user: Person, form: NewForm, days: Any) -> Meeting:
    """The draft, in its new series if the form names one."""
    facts = form.arguments()
    if title := form.series_title():
        facts["series"] = operations.open_series(actor=user, title=title, host=facts["host"])
    return operations.schedule_meeting(actor=user, now=timezone.now(), status=Status.DRAFT, deadlines=days, **facts)


@door(Door.MEMBERS)
def series(request: AuthedRequest, pk: str) -> HttpResponse:
    """A series: its rounds, and who hosted them."""
    found = get_object_or_404(Series.objects.visible_to(request.user), pk=pk)
    context = {"series": found, "rounds": rounds_of(found, request.user), "may": May(rules, request.user)}
    return render(request, "meetings/rounds/series.html", context)


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _find(request, slug)
    ensure(rules.can_change(request.user, meeting))
    form = ChangeForm.of(meeting, request.POST or None, numbers=rules.can_number(request.user))
    if request.method == "POST" and form.is_valid():
        return _try(request, form, meeting, lambda: operations.change_meeting(
            meeting=meeting, actor=request.user, now=timezone.now(), **form.facts()
        )) or _page(request, "change", meeting, form)  # fmt: skip
    return _page(request, "change", meeting, form)


@door(Door.MEMBERS, "GET", "POST")
def deadlines(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _find(request, slug)
    ensure(rules.can_change(request.user, meeting))
    there = Deadline.objects.visible_to(request.user).filter(meeting=meeting).values_list("kind", "days_before")
    form = DeadlinesForm(request.POST or None, initial=dict(there), held=dict(there))
    if request.method == "POST" and form.is_valid():
        return _try(request, form, meeting, lambda: operations.set_deadlines(
            meeting=meeting, actor=request.user, now=timezone.now(), **form.days()
        )) or _page(request, "deadlines", meeting, form)  # fmt: skip
    return _page(request, "deadlines", meeting, form)


@door(Door.MEMBERS, "GET", "POST")
def move(request: AuthedRequest, slug: str) -> HttpResponse:
    """Another date or place; first everything that would move is shown."""
    meeting = _find(request, slug)
    ensure(rules.can_move(request.user, meeting))
    form = MoveForm.of(meeting, request.POST or None)
    shown: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        place, now = form.place(), timezone.now()
        at = {name: place[name] for name in HOURS}
        try:
            operations.check_move(meeting, now=now, **at)
            moves = moves_of(meeting, request.user, at, now=now)
            if "confirm" in request.POST:
                operations.move_meeting(
                    meeting=meeting, actor=request.user, now=now, seen=form.cleaned_data["seen"], **place
                )
                messages.success(request, _moved(moves))
                return redirect(meeting)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            days = days_between(place["starts_at"], place["nights"], place["ends_at"], place["time_zone"])
            shown |= _parts(moves)
            shown["conflicts"] = conflicts_of(
                request.user, days=days, delegations=meeting.delegations, apart_from=meeting.pk
            )
    return _page(request, "move", meeting, form, **shown)


def _parts(moves: Sequence[Move]) -> dict[str, Any]:
    """What moves, part by part: the dates, the reminders that do, and those that were sent or go no more."""
    reminders = [move for move in moves if move.who]
    return {
        "dates": [move for move in moves if not move.who],
        "reminders": [move for move in reminders if move.after],
        "dropped": [move for move in reminders if not move.after],
    }


def _moved(moves: Sequence[Move]) -> str:
    """What has moved, in numbers."""
    parts = _parts(moves)
    dates, reminders, dropped = (len(parts[name]) for name in ("dates", "reminders", "dropped"))
    words = [
        _("The meeting has moved."),
        ngettext("%(count)s date moved.", "%(count)s dates moved.", dates) % {"count": dates},
        ngettext(
            "%(count)s reminder of your delegation moved.", "%(count)s reminders of your delegation moved.", reminders
        )
        % {"count": reminders},
    ]
    if dropped:
        words.append(ngettext("%(count)s does not go.", "%(count)s do not go.", dropped) % {"count": dropped})
    return " ".join(words)


@door(Door.MEMBERS, "POST")
def announce(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.ANNOUNCED)


@door(Door.MEMBERS, "POST")
def open_agenda(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.AGENDA_OPEN)


@door(Door.MEMBERS, "POST")
def adopt_agenda(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.AGENDA_ADOPTED)


@door(Door.MEMBERS, "POST")
def begin(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.IN_SESSION)


@door(Door.MEMBERS, "POST")
def conclude(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.CONCLUDED)


@door(Door.MEMBERS, "POST")
def approve_records(request: AuthedRequest, slug: str) -> HttpResponse:
    return _advance(request, slug, Status.RECORDS_APPROVED)


@door(Door.MEMBERS, "GET", "POST")
def postpone(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask whether it is meant; POST postpones the meeting."""
    return _stop(request, slug, Status.POSTPONED)


@door(Door.MEMBERS, "GET", "POST")
def cancel(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask whether it is meant; POST cancels the meeting."""
    return _stop(request, slug, Status.CANCELLED)


def _stop(request: AuthedRequest, slug: str, to: Status) -> HttpResponse:
    if request.method == "POST":
        return _advance(request, slug, to)
    meeting = _find(request, slug)
    ensure(rules.can_change(request.user, meeting))
    return render(request, "meetings/rounds/stop.html", {"meeting": meeting, "to": to})


def _advance(request: AuthedRequest, slug: str, to: Status) -> HttpResponse:
    meeting = _find(request, slug)
    ensure(rules.can_change(request.user, meeting))
    act(request, operations.advance_meeting, done=_("Saved."), meeting=meeting, now=timezone.now(), to=to)
    return redirect(meeting)


@door(Door.MEMBERS)
def told(request: AuthedRequest, slug: str) -> HttpResponse:
    """Who was told what of the meeting and when, and who was not."""
    meeting = _find(request, slug)
    ensure(rules.can_view_told(request.user, meeting))
    rows = told_of(meeting, request.user)
    context = {
        "meeting": meeting,
        "rows": rows,
        "missing": sum(row.is_missing for row in rows),
        "everybody": request.user.code in meeting.editable_by,
        "may": May(rules, request.user, meeting),
    }
    return render(request, "meetings/rounds/told.html", context)


@door(Door.MEMBERS, "GET", "POST")
def corrigendum(request: AuthedRequest, slug: str) -> HttpResponse:
    """Correct a meeting that is over."""
    meeting = _find(request, slug)
    ensure(rules.can_move(request.user, meeting))
    form = CorrigendumForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"part": form.cleaned_data["part"], "text": form.in_languages("text")}
        return _try(request, form, meeting, lambda: operations.issue_corrigendum(
            meeting=meeting, actor=request.user, now=timezone.now(), **facts
        )) or _page(request, "corrigendum", meeting, form)  # fmt: skip
    return _page(request, "corrigendum", meeting, form)


@door(Door.MEMBERS, "POST")
def invite_missing(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _find(request, slug)
    count = act(request, operations.invite_missing, meeting=meeting, now=timezone.now())
    if count is not None:
        words = ngettext("%(count)s invitation is on its way.", "%(count)s invitations are on their way.", count)
        messages.success(request, words % {"count": count})
    return redirect("rounds:told", slug)


@door(Door.GUESTS)
def ics(request: AuthedRequest, slug: str) -> HttpResponse:
    """The meeting for a calendar; `?days` makes an entry of each of its days."""
    meeting = _find(request, slug)
    written = calendar(notices.events_of(meeting, stamp=timezone.now(), each_day="days" in request.GET))
    headers = {"Content-Disposition": f'attachment; filename="{meeting.slug}.ics"'}
    return HttpResponse(written, content_type="text/calendar; charset=utf-8", headers=headers)


def _find(request: AuthedRequest, slug: str) -> Meeting:
    meeting: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    return meeting


def _try(request: AuthedRequest, form: Any, meeting: Meeting, act: Any) -> HttpResponse | None:
    """Run one change: the way back to the meeting, or None with the refusal in the form."""
    try:
        act()
    except Refused as refusal:
        form.refuse(refusal)
        return None
    messages.success(request, _("Saved."))
    return redirect(meeting)


def _page(request: AuthedRequest, name: str, meeting: Meeting, form: Any, **more: Any) -> HttpResponse:
    return render(request, f"meetings/rounds/{name}.html", {"meeting": meeting, "form": form} | more)
