"""Records pages."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agendas.models import Item
from meetings.records import operations, rules
from meetings.records.exporting import as_docx, as_pdf, as_xlsx, minutes_of
from meetings.records.forms import AmendmentForm, OutcomeForm, ReadoutForm
from meetings.records.models import Amendment, Outcome
from meetings.records.queries import records_of
from meetings.records.states import AmendmentStatus
from meetings.rounds.models import Meeting
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.office import office_response
from portal.core.permissions import May, ensure
from portal.core.printing import languages_asked, pdf_response
from portal.people.requests import AuthedRequest


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
    if not form.is_valid():
        return _page(request, meeting, outcome_form=form, open_item=found.pk)
    facts = {"kind": form.cleaned_data["kind"], "text": form.text()}
    return _act(
        request, meeting, lambda: operations.write_outcome(item=found, **_by(request), **facts), f"item-{found.pk}"
    )


@door(Door.MEMBERS, "POST")
def remove(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """Take an outcome back."""
    meeting = _find(request, slug)
    ensure(rules.can_write(request.user, meeting))
    found = get_object_or_404(Outcome.objects.visible_to(request.user), pk=pk, item__agenda__meeting=meeting)
    return _act(
        request, meeting, lambda: operations.remove_outcome(outcome=found, **_by(request)), f"item-{found.item_id}"
    )


@door(Door.MEMBERS, "POST")
def amend(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask for a change to circulated records."""
    meeting = _find(request, slug)
    ensure(rules.can_amend(request.user, meeting))
    form = AmendmentForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, amendment_form=form)
    text = form.cleaned_data["text"]
    return _act(request, meeting, lambda: operations.propose_amendment(meeting=meeting, text=text, **_by(request)))


@door(Door.MEMBERS, "POST")
def answer(request: AuthedRequest, slug: str, pk: str) -> HttpResponse:
    """Take an amendment over or decline it."""
    meeting = _find(request, slug)
    ensure(rules.can_circulate(request.user, meeting))
    found = get_object_or_404(Amendment.objects.visible_to(request.user), pk=pk, records__meeting=meeting)
    status, words = request.POST.get("status", ""), request.POST.get("answer", "").strip()[:1000]
    if status not in {AmendmentStatus.TAKEN, AmendmentStatus.DECLINED}:
        raise Http404
    act = lambda: operations.answer_amendment(amendment=found, status=status, answer=words, **_by(request))  # noqa: E731
    return _act(request, meeting, act)


@door(Door.MEMBERS, "POST")
def step(request: AuthedRequest, slug: str, act: str) -> HttpResponse:
    """Circulate the records, put their approval on the next agenda, or record the approval."""
    meeting = _find(request, slug)
    ensure(rules.can_circulate(request.user, meeting))
    steps: dict[str, Callable[..., Any]] = {
        "circulate": operations.circulate_records,
        "schedule": operations.put_on_agenda,
        "approve": operations.approve_records,
    }
    if act not in steps:
        raise Http404
    return _act(request, meeting, lambda: steps[act](meeting=meeting, **_by(request)))


@door(Door.MEMBERS, "POST")
def readout(request: AuthedRequest, slug: str) -> HttpResponse:
    """Write the own delegation's readout."""
    meeting = _find(request, slug)
    ensure(rules.can_read_out(request.user, meeting))
    form = ReadoutForm(request.POST)
    if not form.is_valid():
        return _page(request, meeting, readout_form=form)
    facts = {"text": form.text(), "is_shared": form.cleaned_data["is_shared"]}
    return _act(
        request, meeting, lambda: operations.write_readout(meeting=meeting, **_by(request), **facts), "readouts"
    )


def _find(request: AuthedRequest, slug: str) -> Meeting:
    meeting: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user).select_related("host"), slug=slug)
    return meeting


def _by(request: AuthedRequest) -> dict[str, Any]:
    return {"actor": request.user, "now": timezone.now()}


def _act(request: AuthedRequest, meeting: Meeting, act: Callable[[], Any], place: str = "") -> HttpResponse:
    """Run one change, say how it went, and show the page again."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Saved."))
    answer = redirect("records:records", meeting.slug)
    answer["Location"] += f"#{place}" if place else ""
    return answer


def _page(request: AuthedRequest, meeting: Meeting, **forms: Any) -> HttpResponse:
    shown = records_of(meeting, request.user)
    mine = shown.mine
    said = {f"text_{code}": mine.text.get(code, "") for code in ("en", "es")} if mine else {}
    context = {
        "meeting": meeting,
        "page": shown,
        "may": May(rules, request.user, meeting),
        "outcome_form": OutcomeForm(),
        "amendment_form": AmendmentForm(),
        "readout_form": ReadoutForm(initial=said | {"is_shared": bool(mine and mine.is_shared)}),
    }
    return render(request, "meetings/records/records.html", context | forms)
