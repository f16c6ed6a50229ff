"""Records pages."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agendas.models import Item
from meetings.records import operations, rules
from meetings.records.exporting import as_docx, as_pdf, as_xlsx, minutes_of
from meetings.records.forms import AmendmentForm, AnswerForm, OutcomeForm, ReadoutForm
from meetings.records.models import Amendment, Outcome, Readout, written_readout
from meetings.records.queries import readout_of, records_of, unreleased_texts
from meetings.rounds.models import Meeting
from portal.core.acting import act, act_by_form, say_errors
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.office import office_response
from portal.core.permissions import May, ensure
from portal.core.printing import languages_asked, pdf_response
from portal.core.seen import digest
from portal.people.requests import AuthedRequest, typed


@door(Door.MEMBERS)
def records(request: AuthedRequest, slug: str) -> HttpResponse:
    return _page(request, _find(request, slug))


@door(Door.MEMBERS)
def export(request: AuthedRequest, slug: str, form: str) -> HttpResponse:
    """The minutes as PDF (`?language=` en, es or both), Word or spreadsheet, for whoever may read the page."""
    meeting, languages = _find(request, slug), languages_asked(request)
    minutes, name = minutes_of(meeting, request.user, language=languages[0]), f"{slug}-records.{form}"
    if form == "pdf":
        return pdf_response(as_pdf(minutes, languages=languages, now=timezone.now()), name)
    write = as_docx if form == "docx" else as_xlsx
    return office_response(write(minutes, language=languages[0]), name)


@door(Door.MEMBERS, "POST")
def outcome(request: AuthedRequest, slug: str, item: str) -> HttpResponse:
    """Write an outcome of an item."""
    meeting = _find(request, slug)
    ensure(rules.can_write(request.user, meeting))
    found = get_object_or_404(Item.objects.visible_to(request.user), pk=item, agenda__meeting=meeting)
    form = OutcomeForm(request.POST)
    facts: dict[str, Any] = {"item": found, "now": timezone.now(), "then": _back(meeting, f"item-{found.pk}")}
    return act_by_form(request, form, operations.write_outcome, done=_("Saved."), **facts)


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """Take an outcome back."""
    meeting = _find(request, slug)
    ensure(rules.can_write(request.user, meeting))
    found = get_object_or_404(Outcome.objects.visible_to(request.user), pk=pk, item__agenda__meeting=meeting)
    act(request, operations.remove_outcome, done=_("Saved."), outcome=found, now=timezone.now())
    return _back(meeting, f"item-{found.item_id}")


@door(Door.MEMBERS, "POST")
def amend(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask for a change to circulated records."""
    meeting = _find(request, slug)
    ensure(rules.can_amend(request.user, meeting))
    form = AmendmentForm(request.POST)
    facts: dict[str, Any] = {"meeting": meeting, "now": timezone.now(), "then": _back(meeting)}
    return act_by_form(request, form, operations.propose_amendment, done=_("Saved."), **facts)


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """Take an amendment over or decline it."""
    meeting = _find(request, slug)
    ensure(rules.can_circulate(request.user, meeting))
    found = get_object_or_404(Amendment.objects.visible_to(request.user), pk=pk, records__meeting=meeting)
    facts: dict[str, Any] = {"amendment": found, "now": timezone.now(), "then": _back(meeting)}
    return act_by_form(request, AnswerForm(request.POST), operations.answer_amendment, done=_("Saved."), **facts)


@door(Door.MEMBERS, "POST")
def circulate(request: AuthedRequest, slug: str) -> HttpResponse:
    return _step(request, slug, operations.circulate_records)


@door(Door.MEMBERS, "POST")
def schedule(request: AuthedRequest, slug: str) -> HttpResponse:
    """Put the approval of the records on the next agenda."""
    return _step(request, slug, operations.put_on_agenda)


@door(Door.MEMBERS, "POST")
def approve(request: AuthedRequest, slug: str) -> HttpResponse:
    """Record that the records are approved."""
    return _step(request, slug, operations.approve_records)


@door(Door.MEMBERS, "POST")
def readout(request: AuthedRequest, slug: str) -> HttpResponse:
    """Write the own delegation's readout."""
    meeting = _find(request, slug)
    ensure(rules.can_read_out(request.user, meeting))
    form = _readout_form(readout_of(meeting, request.user), request.POST)
    if not form.is_valid():
        return _page(request, meeting, readout_form=form)
    said = {name: form.cleaned_data[name] for name in ("is_shared", "seen")} | {"text": form.in_languages("text")}
    try:
        operations.write_readout(meeting=meeting, actor=request.user, now=timezone.now(), **said)
    except Refused as refusal:
        form.refuse(refusal)
        return _page(request, meeting, readout_form=form)
    messages.success(request, _("Saved."))
    return _back(meeting, "readouts")


@door(Door.MEMBERS, "GET", "POST")
def release_readout(request: AuthedRequest, slug: str) -> HttpResponse:
    """What one's delegation says of the meeting as everybody will read it, and its release once that is confirmed."""
    meeting = _find(request, slug)
    ensure(rules.can_release_readout(request.user, meeting))
    mine = readout_of(meeting, request.user)
    if mine is None:
        raise Http404
    if request.method == "POST":
        done = _("Released. Everybody reads it from now on.")
        act(request, operations.release_readout, done=done, meeting=meeting, seen=typed(request, "seen"))
        return _back(meeting, "readouts")
    context = {"meeting": meeting, "readout": mine, "seen": digest(written_readout(mine))}
    context["unreleased"] = unreleased_texts(meeting, request.user)
    return render(request, "meetings/records/release_readout.html", context)


def _readout_form(mine: Readout | None, data: Any = None) -> ReadoutForm:
    said = {f"text_{code}": mine.text.get(code, "") for code in settings.CONTENT_LANGUAGES} if mine else {}
    initial = said | {"is_shared": bool(mine and mine.is_shared)}
    return ReadoutForm(data, initial=initial, held=written_readout(mine))


def _find(request: AuthedRequest, slug: str) -> Meeting:
    meeting: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("host"), slug=slug)
    return meeting


def _step(request: AuthedRequest, slug: str, operation: Callable[..., Any]) -> HttpResponse:
    """Take the records one step further, and show the page again."""
    meeting = _find(request, slug)
    ensure(rules.can_circulate(request.user, meeting))
    act(request, operation, done=_("Saved."), meeting=meeting, now=timezone.now())
    return _back(meeting)


def _back(meeting: Meeting, place: str = "") -> HttpResponseRedirect:
    answer = redirect("records:records", meeting.slug)
    answer["Location"] += f"#{place}" if place else ""
    return answer


def _page(request: AuthedRequest, meeting: Meeting, **forms: Any) -> HttpResponse:
    shown = records_of(meeting, request.user)
    # What is wrong with a form that the page does not show now is said above it.
    if "readout_form" in forms and shown.mine and shown.mine.released_at:
        say_errors(request, forms["readout_form"])
    context = {
        "meeting": meeting,
        "page": shown,
        "may": May(rules, request.user, meeting),
        "outcome_form": OutcomeForm(),
        "amendment_form": AmendmentForm(),
        "readout_form": _readout_form(shown.mine),
    }
    return render(request, "meetings/records/records.html", context | forms)
