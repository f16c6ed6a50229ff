"""Document pages, downloads, packs."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from meetings.documents import operations, packs, rules
from meetings.documents.forms import AddForm, MarkForm, VersionForm, WithdrawForm
from meetings.documents.giving import give
from meetings.documents.models import Document, Pack
from meetings.documents.queries import (
    about_of,
    columns_of,
    document_list,
    documents_visible_to,
    latest_packs,
    thing_about,
)
from meetings.documents.states import Kind, Marking, PackForm, group_label
from meetings.rounds.models import Meeting
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def documents(request: AuthedRequest) -> HttpResponse:
    return render(request, "meetings/documents/documents.html", _listed(request))


@door(Door.GUESTS)
def of_meeting(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    packs_made = latest_packs(meeting, request.user)
    context = {"meeting": meeting, "packs": packs_made, "may": May(rules, request.user, meeting)}
    return render(request, "meetings/documents/of_meeting.html", _listed(request, meeting) | context)


@door(Door.MEMBERS, "GET", "POST")
def add(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting = _meeting(request, slug)
    ensure(rules.can_add(request.user, meeting))
    kind, key = request.GET.get("about"), request.GET.get("key")
    thing = thing_about(meeting, kind, key, request.user)
    # A paper about what few may read is not offered to the whole meeting.
    initial: dict[str, Any] = {"readers": [code for code in (thing or meeting).releasable_to if code != meeting.guests]}
    initial |= {"about_kind": kind, "about_id": key} if thing else {}
    form = AddForm(
        request.POST or None, request.FILES or None, meeting=meeting, side=request.user.code, initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.add_document(meeting=meeting, actor=request.user, now=timezone.now(), **form.arguments())
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The document is added."))
            return redirect(made)
    return render(request, "meetings/documents/add.html", {"form": form, "meeting": meeting, "thing": thing})


@door(Door.GUESTS)
def document(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _document(request, pk)
    context = {"document": found, "columns": columns_of(found), "about": about_of(found, request.user)}
    return render(request, "meetings/documents/document.html", context | {"may": May(rules, request.user, found)})


@door(Door.MEMBERS, "GET", "POST")
def revise(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _document(request, pk)
    ensure(rules.can_revise(request.user, found))
    initial = {"language": request.GET.get("language", "en")}
    form = VersionForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = operations.revise_document(
                document=found, actor=request.user, now=timezone.now(), source=form.source()
            )
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Version %(number)s is added.") % {"number": made.number})
            return redirect(found)
    return render(request, "meetings/documents/revise.html", {"form": form, "document": found})


@door(Door.MEMBERS, "GET", "POST")
def mark(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _document(request, pk)
    ensure(rules.can_manage(request.user, found))
    initial = {"marking": found.marking, "readers": found.releasable_to}
    form = MarkForm(
        request.POST or None, meeting=found.meeting, side=found.delegation_id, initial=initial, held=dict(initial)
    )
    if request.method == "POST" and form.is_valid():
        try:
            operations.mark_document(document=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render(request, "meetings/documents/mark.html", {"form": form, "document": found})


@door(Door.MEMBERS, "GET", "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _document(request, pk)
    ensure(rules.can_manage(request.user, found))
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.withdraw_document(document=found, actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("The document is withdrawn."))
            return redirect(found)
    return render(request, "meetings/documents/withdraw.html", {"form": form, "document": found})


@door(Door.GUESTS)
def download(request: AuthedRequest, pk: str, number: int) -> HttpResponseBase:
    """A version's file. Rights are checked here, before the file is opened; links have nothing to download."""
    found = _document(request, pk)
    version = get_object_or_404(found.versions, number=number)
    if found.is_withdrawn:
        raise operations.IsWithdrawn(title=found)
    return give(version.key, version.name, version.content_type, version.size)


@door(Door.GUESTS, "POST")
def ask_for_pack(request: AuthedRequest, slug: str) -> HttpResponse:
    """Ask for a pack in the form of `form`: zip, where none is named, or pdf."""
    form, meeting = request.POST.get("form", PackForm.ZIP), _meeting(request, slug)
    if form not in PackForm.values:
        raise Http404
    return redirect(packs.request_pack(meeting=meeting, actor=request.user, now=timezone.now(), form=form))


@door(Door.GUESTS)
def pack(request: AuthedRequest, pk: str) -> HttpResponse:
    """How far a pack is; the page asks again by itself while it is being made."""
    return render(request, "meetings/documents/pack.html", {"pack": _pack(request, pk)})


@door(Door.GUESTS)
def download_pack(request: AuthedRequest, pk: str) -> HttpResponseBase:
    found = _pack(request, pk)
    packs.require_current(found, request.user, timezone.now())
    name = f"{slugify(found.meeting.slug)}-{found.delegation_id}-{found.requested_at:%Y%m%d-%H%M}.{found.form}"
    return give(found.key, name, f"application/{found.form}", found.size)


def _listed(request: AuthedRequest, meeting: Meeting | None = None) -> dict[str, Any]:
    asked = request.GET
    listed = document_list(
        request.user,
        meeting=meeting,
        chosen=asked.get("show", "all"),
        kind=asked.get("kind", ""),
        marking=asked.get("marking", ""),
        about=asked.get("about", ""),
        wanted=asked.get("page"),
    )
    marks = [(value, words, group_label(value)) for value, words in Marking.choices]
    return {"list": listed, "kinds": Kind.choices, "markings": marks}


def _meeting(request: AuthedRequest, slug: str) -> Meeting:
    found: Meeting = get_object_or_404(Meeting.objects.visible_to(request.user), slug=slug)
    return found


def _document(request: AuthedRequest, pk: str) -> Document:
    found: Document = get_object_or_404(documents_visible_to(request.user).select_related("delegation"), pk=pk)
    return found


def _pack(request: AuthedRequest, pk: str) -> Pack:
    rows = Pack.objects.visible_to(request.user).select_related("meeting", "requested_by")
    found: Pack = get_object_or_404(rows, pk=pk)
    return found
