"""Editing an agenda: for the coordinators of host and secretariat."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.agendas import operations
from meetings.agendas.forms import ItemForm, MoveForm, RowForm, SectionForm, see
from meetings.agendas.models import Revision
from meetings.agendas.operations.rows import RowIsGone
from meetings.agendas.queries import agenda_of, movable
from meetings.agendas.subjects import ITEM
from meetings.agendas.views.finding import find, find_item
from meetings.documents.queries import papers_about
from portal.core.acting import act, say_errors
from portal.core.asked import key_in, number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest


@door(Door.MEMBERS)
def edit(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    agenda = agenda_of(meeting, request.user)
    rows = movable(agenda, number_in(request.GET.get("since")))
    context = {"meeting": meeting, "agenda": agenda, "rows": rows, "agenda_may": may}
    return render(request, "meetings/agendas/edit.html", context)


@door(Door.MEMBERS, "POST")
def move(request: AuthedRequest, slug: str) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    form = MoveForm(request.POST)
    if not form.is_valid():
        say_errors(request, form)
        return redirect("agendas:edit", slug)
    key, to = form.cleaned_data["to"]
    seen = form.cleaned_data["seen"] or 0
    item = find_item(request, meeting, key)
    if item is None:
        messages.error(request, str(RowIsGone()))
        return redirect("agendas:edit", slug)
    move_it: Any = operations.move_item_to_day if "day" in to else operations.move_item
    moved = act(request, move_it, item=item, seen=seen, **to)
    address = redirect("agendas:edit", slug).url
    if moved and moved.meanwhile:
        words = _("Somebody else changed the agenda meanwhile: %(titles)s. Your move stands beside it.")
        messages.warning(request, words % {"titles": ", ".join(moved.meanwhile)})
        address += f"?since={seen}"
    return redirect(f"{address}#row-{key}")


@door(Door.MEMBERS, "POST")
def take_off(request: AuthedRequest, slug: str) -> HttpResponse:
    return _row(request, slug, operations.take_off_item, _("Taken off the agenda. It can be put back below."))


@door(Door.MEMBERS, "POST")
def put_back(request: AuthedRequest, slug: str) -> HttpResponse:
    return _row(request, slug, operations.put_back_item, _("Back on the agenda."))


@door(Door.MEMBERS, "POST")
def defer(request: AuthedRequest, slug: str) -> HttpResponse:
    return _row(request, slug, operations.defer_item, _("Deferred: it is on the agenda of the follow-up now."))


@door(Door.MEMBERS, "POST")
def end_section(request: AuthedRequest, slug: str) -> HttpResponse:
    """Take the title off a row's section."""
    return _row(request, slug, operations.end_section, _("The title is taken off; its items stay."))


@door(Door.MEMBERS, "GET", "POST")
def item(request: AuthedRequest, slug: str) -> HttpResponse:
    """A row's form: of `?item`, or of a new row `?after` another, or at the end."""
    meeting, may = find(request, slug)
    ensure(may.edit)
    key, after = (_key(request.GET.get(name)) for name in ("item", "after"))
    found = find_item(request, meeting, key) if key else None
    if key and (found is None or found.stands_for_id):
        raise Http404
    form = ItemForm(meeting, request.POST or None, found)
    if request.method == "POST" and form.is_valid():
        facts = form.arguments()
        try:
            if found:
                operations.change_item(item=found, actor=request.user, seen=form.cleaned_data["seen"], **facts)
            else:
                found = operations.add_item(meeting=meeting, actor=request.user, after=after, **facts)
        except Refused as refusal:
            form.refuse(refusal)
            if found:
                # The next press replaces what the refusal has just shown.
                fresh = find_item(request, meeting, found.pk)
                see(form, fresh.edit if fresh else 0)
        else:
            messages.success(request, _("Saved."))
            return redirect(f"{redirect('agendas:edit', slug).url}#row-{found.pk}")
    context = {"meeting": meeting, "form": form, "item": found}
    context["papers"] = papers_about(meeting, ITEM, found.pk, request.user) if found else None
    return render(request, "meetings/agendas/item.html", context)


@door(Door.MEMBERS, "GET", "POST")
def section(request: AuthedRequest, slug: str) -> HttpResponse:
    """A title over `?item` and the rows of its section that follow."""
    meeting, may = find(request, slug)
    ensure(may.edit)
    key = _key(request.GET.get("item"))
    found = find_item(request, meeting, key) if key else None
    if found is None:
        messages.error(request, str(RowIsGone()))
        return redirect("agendas:edit", slug)
    form = SectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.begin_section(item=found, actor=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("agendas:edit", slug)
    return render(request, "meetings/agendas/section.html", {"meeting": meeting, "form": form, "item": found})


@door(Door.MEMBERS, "POST")
def issue(request: AuthedRequest, slug: str) -> HttpResponse:
    """Issue the agenda as a revision."""
    return _issue(request, slug, operations.issue_revision)


@door(Door.MEMBERS, "POST")
def adopt(request: AuthedRequest, slug: str) -> HttpResponse:
    """Adopt the agenda, which issues it too."""
    return _issue(request, slug, operations.adopt_agenda)


def _row(request: AuthedRequest, slug: str, operation: Callable[..., Any], done: str) -> HttpResponse:
    """Run an operation on the row that the pressed button names."""
    meeting, may = find(request, slug)
    ensure(may.edit)
    form = RowForm(request.POST)
    if not form.is_valid():
        say_errors(request, form)
    elif item := find_item(request, meeting, form.cleaned_data["row"]):
        act(request, operation, done=done, item=item)
    else:
        messages.error(request, str(RowIsGone()))
    return redirect("agendas:edit", slug)


def _issue(request: AuthedRequest, slug: str, operation: Callable[..., Revision]) -> HttpResponse:
    meeting, may = find(request, slug)
    ensure(may.edit)
    issued = act(request, operation, meeting=meeting, now=timezone.now())
    if issued:
        messages.success(request, _("%(revision)s is issued.") % {"revision": issued})
    return redirect("agendas:revisions" if issued else "agendas:edit", slug)


def _key(value: str | None) -> UUID | None:
    found = key_in(value)
    if value and found is None:
        raise Http404
    return found
