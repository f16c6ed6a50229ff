"""Several action items changed at once, and a slip undone."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.acting import act
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from portal.people.rules import coordinates
from workinggroup.actionitems import operations
from workinggroup.actionitems.filtering import ItemFilter, is_key
from workinggroup.actionitems.forms import DropAllForm, PriorityForm, ReassignAllForm, RescheduleAllForm, TickedForm
from workinggroup.actionitems.lines import lines_of
from workinggroup.actionitems.models import ActionItem, ItemBatch
from workinggroup.actionitems.operations.bulk import MOST_AT_ONCE, ChangedSince, version_of
from workinggroup.actionitems.queries import coming_meetings, keys_shown_by, members_to_choose
from workinggroup.actionitems.states import OPEN, Priority

PAGE = "workinggroup/actionitems/bulk.html"


@door(Door.MEMBERS)
def bulk(request: AuthedRequest) -> HttpResponse:
    """What was ticked, or all that a filter shows of the own side, and the forms that change it."""
    ensure(coordinates(request.user))
    if request.GET.get("all"):
        asked = ItemFilter.read(request.GET)
        keys = keys_shown_by(request.user, asked, today=timezone.localdate(), most=MOST_AT_ONCE)
        own = ActionItem.objects.filter(pk__in=keys, delegation=request.user.code, status__in=OPEN)
        allowed = set(own.values_list("pk", flat=True))
        keys = [key for key in keys if key in allowed]
    else:
        keys = _ticked(request.GET.getlist("items"))
    return _page(request, keys)


@door(Door.MEMBERS, "POST")
def reassign(request: AuthedRequest) -> HttpResponse:
    return _change(request, "owner", operations.reassign_items)


@door(Door.MEMBERS, "POST")
def reschedule(request: AuthedRequest) -> HttpResponse:
    return _change(request, "due", operations.reschedule_items)


@door(Door.MEMBERS, "POST")
def drop(request: AuthedRequest) -> HttpResponse:
    return _change(request, "drop", operations.drop_items)


@door(Door.MEMBERS, "POST")
def prioritise(request: AuthedRequest) -> HttpResponse:
    return _change(request, "priority", operations.prioritise_items)


@door(Door.MEMBERS, "POST")
def chain(request: AuthedRequest) -> HttpResponse:
    """Each of what was ticked waits for the one before."""
    ensure(coordinates(request.user))
    form = TickedForm(_sent(request))
    if form.is_valid():
        try:
            operations.chain_items(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            return _refused(request, "chain", form, refusal)
        messages.success(request, _("Each of them waits for the one before."))
        return redirect("actionitems:list")
    return _page(request, _ticked(form.ticked), chain=form)


@door(Door.MEMBERS, "POST")
def undo(request: AuthedRequest, pk: str) -> HttpResponse:
    batch = get_object_or_404(ItemBatch.objects.visible_to(request.user), pk=pk)
    act(request, operations.undo_batch, done=_("The change is undone."), batch=batch, now=timezone.now())
    return redirect("actionitems:list")


def _change(request: AuthedRequest, name: str, operation: Callable[..., ItemBatch]) -> HttpResponse:
    ensure(coordinates(request.user))
    form = _forms(request, _sent(request), [])[name]
    if form.is_valid():
        try:
            batch = operation(actor=request.user, now=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            return _refused(request, name, form, refusal)
        count = len(batch.after)
        words = ngettext("%(count)s action item was changed.", "%(count)s action items were changed.", count)
        messages.success(request, words % {"count": count})
        return redirect("actionitems:list")
    return _page(request, _ticked(form.ticked), **{name: form})


def _sent(request: AuthedRequest) -> Any:
    """What was sent, without the items that are to stay as somebody else left them."""
    left = set(_ticked(request.POST.get("without", "").split()))
    if not left:
        return request.POST
    said = request.POST.copy()
    said.setlist("items", [each for each in said.getlist("items") if not left & {*_ticked([each])}])
    return said


def _refused(request: AuthedRequest, name: str, form: TickedForm, refusal: Refused) -> HttpResponse:
    form.refuse(refusal)
    changed = refusal.changed if isinstance(refusal, ChangedSince) else set()
    return _page(request, _ticked(form.ticked), changed, **{name: form})


def _forms(request: AuthedRequest, data: Any, ticked: list[str]) -> dict[str, Any]:
    """The forms by their names, each with an own prefix of its fields' ids."""
    initial: dict[str, Any] = {"items": ticked}
    meetings = coming_meetings(request.user, timezone.localdate())
    return {
        "owner": ReassignAllForm(
            data, members=members_to_choose(request.user, timezone.localdate()), initial=initial, auto_id="owner_%s"
        ),
        "due": RescheduleAllForm(data, meetings=meetings, initial=initial, auto_id="due_%s"),
        "priority": PriorityForm(data, initial=initial | {"priority": Priority.NORMAL}, auto_id="priority_%s"),
        "chain": TickedForm(data, initial=initial, auto_id="chain_%s"),
        "drop": DropAllForm(data, initial=initial, auto_id="drop_%s"),
    }


def _page(
    request: AuthedRequest, keys: list[UUID], changed: Collection[UUID] = (), **bound: TickedForm
) -> HttpResponse:
    """The page about these items; `changed` are those of which a form was refused because somebody else changed them."""
    rows = ActionItem.objects.visible_to(request.user).filter(pk__in=keys[:MOST_AT_ONCE])
    # Before what is shown, so that no version is newer than it.
    versions = {row.pk: version_of(row) for row in rows}
    lines = lines_of([*versions], timezone.localdate())
    shown = [lines[key] for key in dict.fromkeys(keys) if key in lines]
    ticked = [f"{line.key}:{versions[line.key]}" for line in shown]
    if changed:
        for form in bound.values():
            form.show_anew(ticked)
    context = {
        "lines": shown,
        "forms": _forms(request, None, ticked) | bound,
        "refused": next(iter(bound.values()), None),
        "changed": changed,
        "without": " ".join(map(str, changed)) if 0 < len(changed) < len(shown) else "",
        "again": next(iter(bound), ""),
    }
    return render(request, PAGE, context)


def _ticked(said: list[str]) -> list[UUID]:
    """The keys of what was ticked, with what was seen of it or without."""
    keys = [each.partition(":")[0] for each in said]
    return [UUID(key) for key in keys if is_key(key)]
