"""Participant pages."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext, override
from django.utils.translation import gettext as _

from meetings.participants import operations, papers, rules
from meetings.participants.forms import AnswerForm, ChangeForm, CredentialsForm, ImportForm, ParticipantForm
from meetings.participants.listing import lines_to_enter
from meetings.participants.models import Credentials, Participant, sent_note
from meetings.participants.queries import ParticipantList, credentials_of, members_to_list, participants_of
from meetings.participants.states import Answer, Kind
from meetings.rounds.models import Meeting
from meetings.rounds.queries import corrigenda_of
from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.printing import pdf_response
from portal.people.lists.lines import Line
from portal.people.lists.reading import Reading
from portal.people.lists.showing import previewed
from portal.people.requests import AuthedRequest
from portal.people.rules import SECRETARIAT


@door(Door.MEMBERS)
def participants(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    context = {
        "meeting": meeting,
        "list": _listed(request, meeting),
        "corrigenda": corrigenda_of(meeting, request.user),
        "may": May(rules, request.user, meeting),
        "answers": Answer.choices,
        "sends_credentials": request.user.code != SECRETARIAT,
    }
    return render(request, "meetings/participants/participants.html", context)


@door(Door.MEMBERS, "GET", "POST")
def enter(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    ensure(rules.can_enter(request.user, meeting))
    form = ParticipantForm(request.POST or None, members=members_to_list(request.user, meeting))
    if request.method == "POST" and form.is_valid():
        try:
            entered = operations.enter_participant(
                meeting=meeting, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("%(name)s is on the list.") % {"name": entered.name})
            return redirect("participants:list", slug)
    return render(request, "meetings/participants/entry.html", {"meeting": meeting, "form": form})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    ensure(rules.can_change(request.user, found))
    members = members_to_list(request.user, found.meeting, besides=found)
    form = ChangeForm.of(found, request.POST or None, members=members)
    if request.method == "POST" and form.is_valid():
        try:
            operations.change_participant(
                participant=found, actor=request.user, now=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("participants:list", found.meeting.slug)
    context = {"meeting": found.meeting, "form": form, "participant": found}
    return render(request, "meetings/participants/entry.html", context)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    ensure(rules.can_answer(request.user, found))
    form = AnswerForm(request.POST)
    if form.is_valid():
        words = _("The answer is recorded.")
        act(request, operations.answer_invitation, done=words, participant=found, **form.cleaned_data)
    return redirect("participants:list", found.meeting.slug)


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _find(request, pk)
    words = _("%(name)s is off the list.") % {"name": found.name}
    act(request, operations.remove_participant, done=words, participant=found, now=timezone.now())
    return redirect("participants:list", found.meeting.slug)


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest, slug: str) -> HttpResponse:
    """A list with a verdict on each line; nothing is written before it is confirmed."""
    meeting = _meeting(request, slug)
    ensure(rules.can_enter(request.user, meeting))
    form = ImportForm(request.POST or None, request.FILES or None)
    lines: list[Line] = []
    if request.method == "POST" and form.is_valid() and form.reading:
        lines = _lines(request, meeting, form.reading)
        if "confirm" in request.POST:
            try:
                count = operations.import_participants(meeting=meeting, actor=request.user, lines=lines)
            except Refused as refusal:
                form.refuse(refusal)
            else:
                words = ngettext("%(count)s person is on the list.", "%(count)s people are on the list.", count)
                messages.success(request, words % {"count": count})
                return redirect("participants:list", slug)
    context = {
        "meeting": meeting,
        "form": form,
        **previewed(form.reading, lines, Kind.choices, called=_("comes as"), confirm="1"),
    }
    return render(request, "meetings/participants/import.html", context)


@door(Door.MEMBERS, "GET", "POST")
def credentials(request: AuthedRequest, slug: str) -> HttpResponse:
    """The note verbale of the own delegation."""
    meeting = _meeting(request, slug)
    ensure(rules.can_enter(request.user, meeting) and request.user.code != SECRETARIAT)
    sent = credentials_of(request.user, meeting)
    form = CredentialsForm(request.POST or None, request.FILES or None, held=sent_note(sent))
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            operations.send_credentials(
                meeting=meeting,
                actor=request.user,
                document=upload.read(),
                filename=upload.name,
                now=timezone.now(),
                seen=form.cleaned_data["seen"],
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The credentials are sent to the host and the secretariat."))
            return redirect("participants:list", slug)
    context = {"meeting": meeting, "form": form, "sent": sent}
    return render(request, "meetings/participants/credentials.html", context)


@door(Door.MEMBERS)
def note(request: AuthedRequest, pk: str) -> HttpResponse:
    """A note verbale as it was sent; always saved, never opened inside the portal."""
    found = get_object_or_404(Credentials.objects.visible_to(request.user), pk=pk)
    name = f"note-verbale-{found.delegation_id}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(bytes(found.document), content_type="application/pdf", headers=headers)


@door(Door.MEMBERS, "POST")
def accept(request: AuthedRequest, pk: str) -> HttpResponse:
    rows = Credentials.objects.visible_to(request.user).select_related("meeting").defer("document")
    found = get_object_or_404(rows, pk=pk)
    words = _("The credentials are accepted.")
    act(request, operations.accept_credentials, done=words, credentials=found, now=timezone.now())
    return redirect("participants:list", found.meeting.slug)


@door(Door.MEMBERS)
def list_pdf(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    people = _listed(request, meeting)
    with override(people.language):
        marking = _("Releasable to %(codes)s") % {"codes": ", ".join(meeting.parties)}
        title = _("List of participants")
        document = papers.delegation_list(meeting, people, title=f"{title}: {meeting}", marking=marking)
    return pdf_response(document, f"{meeting.slug}-participants-{people.language}.pdf")


@door(Door.MEMBERS)
def badges_pdf(request: AuthedRequest, slug: str) -> HttpResponse:
    return _cards(request, slug, papers.badges, _("Badges"), "badges")


@door(Door.MEMBERS)
def place_cards_pdf(request: AuthedRequest, slug: str) -> HttpResponse:
    return _cards(request, slug, papers.place_cards, _("Place cards"), "place-cards")


def _cards(request: AuthedRequest, slug: str, make: Any, title: str, name: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    ensure(rules.can_print_badges(request.user, meeting))
    document = make(meeting, _listed(request, meeting), title=f"{title}: {meeting}")
    return pdf_response(document, f"{meeting.slug}-{name}.pdf")


def _meeting(request: AuthedRequest, slug: str) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    return found


def _find(request: AuthedRequest, pk: str) -> Participant:
    rows = Participant.objects.visible_to(request.user).select_related("meeting")
    found: Participant = get_object_or_404(rows, pk=pk)
    return found


def _listed(request: AuthedRequest, meeting: Meeting) -> ParticipantList:
    """In the order of precedence of the language asked for, else the reader's."""
    asked, mine = request.GET.get("order", ""), (get_language() or "en")[:2]
    return participants_of(meeting, request.user, language=asked if asked in settings.CONTENT_LANGUAGES else mine)


def _lines(request: AuthedRequest, meeting: Meeting, reading: Reading) -> list[Line]:
    own = Participant.objects.visible_to(request.user).filter(meeting=meeting, delegation=request.user.code)
    present = list(own.values_list("name", "kind"))
    has_head = Kind.HEAD in {kind for _name, kind in present}
    return lines_to_enter(reading, listed=[name for name, _kind in present], has_head=has_head)
