"""The pages of reminders: what goes and went, when each kind is, what is acknowledged, who is away, what one line says."""

from collections.abc import Callable
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt

from portal.core.acting import act, act_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.forms import FIRST_DAY, LAST_DAY
from portal.core.permissions import May, ensure, found_or_404
from portal.core.reader import reading_as
from portal.people.models import User
from portal.people.requests import AuthedRequest
from workinggroup.actionitems.queries import members_of
from workinggroup.reminders import answering, being_away, choosing, rules, steering
from workinggroup.reminders.absences import absences_seen_by
from workinggroup.reminders.answers import acknowledged_by
from workinggroup.reminders.choices import read_choices
from workinggroup.reminders.forms import AcknowledgeForm, AwayForm, CadenceForm, HoldForm, NoteForm
from workinggroup.reminders.holding import held_until
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Absence, Acknowledgement, Reminder
from workinggroup.reminders.previewing import kinds_of_mail, previews_of, previews_of_kind
from workinggroup.reminders.queries import Chosen, reminders_for
from workinggroup.reminders.showing import cadence_page, held_lines, what_stops
from workinggroup.reminders.states import Level
from workinggroup.reminders.stopping import read_stop
from workinggroup.reminders.waiting import waiting_choices

Read = TypeVar("Read")
SAVED = _("Saved. Reminders that have not gone follow.")


@door(Door.MEMBERS)
def reminders(request: AuthedRequest) -> HttpResponse:
    shown = reminders_for(
        request.user,
        now=timezone.now(),
        chosen=request.GET.get("show", "all"),
        wanted=request.GET.get("page"),
        few=_chosen(request.GET),
    )
    context = {"list": shown, "may": May(rules, request.user)}
    return render(request, "workinggroup/reminders/reminders.html", context)


@door(Door.MEMBERS)
def cadence(request: AuthedRequest) -> HttpResponse:
    """When the reader is reminded of each kind, tried on something that is due on the day `due`."""
    shown = cadence_page(request.user, now=timezone.now(), on=_read(request.GET, "due", _day))
    context = {"shown": shown, "may": May(rules, request.user)}
    return render(request, "workinggroup/reminders/cadence.html", context)


@door(Door.MEMBERS, "GET", "POST")
def choose(request: AuthedRequest, kind: str, level: Level) -> HttpResponse:
    """Choose the rungs of a kind for the group, the own side or oneself."""
    user = request.user
    found = found_or_404(KINDS.get(kind))
    ensure(rules.can_choose(user, level))
    standing = read_choices(user.code).standing(level, kind, user.pk)
    form = CadenceForm(request.POST or None, standing=standing)
    if request.method == "POST" and form.is_valid():
        facts = {"rungs": form.rungs(), "seen": form.cleaned_data["seen"]}
        try:
            choosing.choose_cadence(level=level, kind=kind, actor=user, now=timezone.now(), **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, SAVED)
            return redirect("reminders:cadence")
    context = {"kind": found, "level": level, "standing": standing, "held": held_lines(standing), "form": form}
    return render(request, "workinggroup/reminders/choose.html", context)


@door(Door.MEMBERS, "POST")
def reset(request: AuthedRequest, kind: str, level: Level) -> HttpResponse:
    """Let the level above say again when a kind is reminded of."""
    found = found_or_404(KINDS.get(kind))
    act(request, choosing.reset_cadence, done=SAVED, level=level, kind=found.key, now=timezone.now())
    return redirect("reminders:cadence")


@door(Door.MEMBERS, "GET", "POST")
def acknowledge(request: AuthedRequest) -> HttpResponse:
    """What is due of the person, to be acknowledged; `thing` is chosen beforehand. A link in mails leads here."""
    user, now = request.user, timezone.now()
    choices = waiting_choices(user, now=now)
    if request.method == "POST" and not choices:
        raise answering.NotDue
    asked = request.GET.getlist("thing") or ([choices[0][0]] if len(choices) == 1 else [])
    form = AcknowledgeForm(request.POST or None, choices=choices, initial={"things": asked})
    if request.method == "POST" and form.is_valid():
        facts = {name: form.cleaned_data[name] for name in ("rest_until", "reason")}
        try:
            answering.acknowledge_deadlines(things=form.chosen(), actor=user, now=now, **facts)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Acknowledged. Your coordinators see it."))
            return redirect("reminders:acknowledge")
    given = acknowledged_by(user, now=now, whole_side=False)
    return render(
        request, "workinggroup/reminders/acknowledge.html", {"form": form, "choices": choices, "given": given}
    )


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    """End an acknowledgement before its time."""
    given = get_object_or_404(Acknowledgement.objects.visible_to(request.user), pk=pk)
    done = _("The acknowledgement ended; reminders go again.")
    act(request, answering.withdraw_acknowledgement, done=done, given=given, now=timezone.now())
    return redirect("reminders:list" if rules.can_view_side(request.user) else "reminders:acknowledge")


@door(Door.MEMBERS, "GET", "POST")
def away(request: AuthedRequest) -> HttpResponse:
    """Who is away when, and who stands in; `person` is chosen beforehand."""
    user, now = request.user, timezone.now()
    members = members_of(user)
    people = members if rules.can_view_side(user) else members.filter(pk=user.pk)
    asked = request.GET.get("person", "")
    initial = {"person": asked if rules.can_view_side(user) and asked else user.pk}
    form = AwayForm(request.POST or None, people=people, members=members, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            being_away.enter_absence(actor=user, now=now, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, SAVED)
            return redirect("reminders:away")
    context = {"form": form, "absences": absences_seen_by(user, now=now), "may": May(rules, user)}
    return render(request, "workinggroup/reminders/away.html", context)


@door(Door.MEMBERS, "POST")
def back(request: AuthedRequest, pk: str) -> HttpResponse:
    """Take an absence back."""
    rows = Absence.objects.visible_to(request.user).select_related("person__membership__delegation")
    absence = get_object_or_404(rows, pk=pk)
    act(request, being_away.withdraw_absence, done=_("Withdrawn."), absence=absence, now=timezone.now())
    return redirect("reminders:away")


@csrf_exempt
@door(Door.PUBLIC, "GET", "POST", unkeyed="the link says who it is, and the second time changes nothing")
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Switch off what is optional in digests without signing in: a mail program posts here by one press, a person sees before
    what it does."""
    now = timezone.now()
    told = read_stop(token, today=now.date())
    person = User.objects.select_related("membership__delegation").filter(pk=told.person).first() if told else None
    if told is None or person is None or not person.is_active or not rules.can_choose_for_self(person):
        return render(request, "people/bell/stop_void.html", status=410)
    with translation.override(person.language), reading_as(person.reader):
        kinds = what_stops(person, told)
        if done := request.method == "POST":
            choosing.switch_off(person=person, stop=told, now=now)
        return render(request, "workinggroup/reminders/stop.html", {"kinds": kinds, "news": told.news, "done": done})


@door(Door.MEMBERS)
def line(request: AuthedRequest, pk: str) -> HttpResponse:
    """All that goes to one person on one day: what the mail will say, and what can be done about it."""
    found = _line(request, pk)
    ensure(rules.can_hold(request.user, found))
    previews = previews_of(found, now=timezone.now())
    may = May(rules, request.user, found)
    context = {"line": found, "previews": previews, "may": may, "hold": HoldForm(), "note": NoteForm()}
    context["held_until"] = held_until(found)
    return render(request, "workinggroup/reminders/line.html", context)


@door(Door.MEMBERS)
def mails(request: AuthedRequest) -> HttpResponse:
    """Each kind of mail, as a person of the own side would get it; for those who coordinate."""
    user, now = request.user, timezone.now()
    ensure(rules.can_view_side(user))
    people, kind, asked = list(members_of(user)), request.GET.get("kind", "digest"), request.GET.get("person", "")
    person = next((each for each in people if str(each.pk) == asked), user)
    previews = previews_of_kind(kind, person, user, now=now)
    context = {"people": people, "person": person, "kind": kind, "groups": kinds_of_mail(), "previews": previews}
    return render(request, "workinggroup/reminders/mails.html", context)


@door(Door.MEMBERS, "POST")
def hold(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _line(request, pk)
    ensure(rules.can_hold(request.user, found))
    done, now = _("Held. It goes when somebody lets it go, or when its day is over."), timezone.now()
    then = redirect("reminders:line", pk)
    return act_by_form(
        request, HoldForm(request.POST), steering.hold_reminders, done=done, line=found, now=now, then=then
    )


@door(Door.MEMBERS, "POST")
def release(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _line(request, pk)
    act(request, steering.release_reminders, done=_("It goes again."), line=found, now=timezone.now())
    return redirect("reminders:line", pk)


@door(Door.MEMBERS, "POST")
def send_now(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _line(request, pk)
    act(request, steering.send_now, done=_("Handed to the outbox."), line=found, now=timezone.now())
    return redirect("reminders:list")


@door(Door.MEMBERS, "POST")
def note(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _line(request, pk)
    ensure(rules.can_steer(request.user, found))
    done, now = _("The next digest takes the note along."), timezone.now()
    then = redirect("reminders:line", pk)
    return act_by_form(request, NoteForm(request.POST), steering.write_note, done=done, line=found, now=now, then=then)


def _line(request: AuthedRequest, pk: str) -> Reminder:
    rows = Reminder.objects.visible_to(request.user).select_related("recipient")
    found: Reminder = get_object_or_404(rows, pk=pk)
    return found


def _chosen(asked: QueryDict) -> Chosen:
    """The person, meeting and day of the address."""
    return Chosen(_read(asked, "person", UUID), _read(asked, "meeting", UUID), _read(asked, "day", _day))


def _day(written: str) -> date:
    """A day of an address. Refuses (`ValueError`) what is none, and those so far away that nothing can be counted from them."""
    day = date.fromisoformat(written)
    if not FIRST_DAY <= day <= LAST_DAY:
        raise ValueError(written)
    return day


def _read(asked: QueryDict, name: str, kind: Callable[[str], Read]) -> Read | None:
    """A value of the address; what cannot be read counts as not asked for."""
    try:
        return kind(asked.get(name, ""))
    except ValueError:
        return None
