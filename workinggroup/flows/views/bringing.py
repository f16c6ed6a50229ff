"""Pages by which a delegation brings its figures in: datasets, the upload with all that is wrong, a vintage until it is out."""

import csv
import io
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.documents.giving import give
from meetings.documents.names import inert
from portal.core import times
from portal.core.acting import act, act_by_form, done_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.people.requests import AuthedRequest
from workinggroup.flows import operations, rules
from workinggroup.flows.cube.months import Span
from workinggroup.flows.exporting.plain import Cells, written
from workinggroup.flows.files import streamed
from workinggroup.flows.forms import ApproveForm, BringForm, ChangeDatasetForm, DatasetForm, ReturnForm, SendForm
from workinggroup.flows.importing.faults import SHOWN, Fault
from workinggroup.flows.models import Dataset, Vintage, VintageFile
from workinggroup.flows.naming import name_of_span
from workinggroup.flows.progressing import rows_read, tell_read
from workinggroup.flows.queries.datasets import all_changes, datasets_for, out_of, own_side, vintages_of
from workinggroup.flows.queries.early import early_readers, opened_early
from workinggroup.flows.saying import Said, say_fault

# A list of faults goes with the page itself, for nothing of a refused file is kept.
MOST_LISTED = 20_000
# The columns of what a vintage changes.
CHANGED = (
    "period", "indicator", "reporting", "counterpart", "area", "citizenship", "group", "before", "after", "change",
)  # fmt: skip


@door(Door.MEMBERS)
def datasets(request: AuthedRequest) -> HttpResponse:
    """All datasets of all delegations, and how current each is."""
    today = times.local(timezone.now(), request.user.zone).date()
    context = {"lines": datasets_for(request.user), "today": today, "may": May(rules, request.user)}
    return render(request, "workinggroup/flows/datasets.html", context)


@door(Door.MEMBERS, "GET", "POST")
def add(request: AuthedRequest) -> HttpResponse:
    ensure(rules.can_open(request.user))
    form = DatasetForm(request.POST or None)
    if request.method == "POST" and done_by_form(
        request, form, operations.open_dataset, now=timezone.now(), done=_("Opened. Bring in its figures.")
    ):
        return redirect("flows:datasets")
    return render(request, "workinggroup/flows/dataset_form.html", {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    dataset = _dataset(request, pk)
    ensure(rules.can_change(request.user, dataset))
    form = ChangeDatasetForm.of(dataset, request.POST or None)
    facts: dict[str, Any] = {"dataset": dataset, "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.change_dataset, **facts):
        return redirect(dataset)
    return render(request, "workinggroup/flows/dataset_form.html", {"form": form, "dataset": dataset})


@door(Door.MEMBERS)
def dataset(request: AuthedRequest, pk: str) -> HttpResponse:
    """What a dataset is, and its vintages."""
    found = _dataset(request, pk)
    context = {
        "dataset": found,
        "vintages": vintages_of(found, request.user, wanted=request.GET.get("page")),
        "early": early_readers(found, request.user),
        "opened": opened_early(found, request.user),
        "may": May(rules, request.user, found),
    }
    return render(request, "workinggroup/flows/dataset.html", context)


@door(Door.MEMBERS, "GET", "POST")
def bring(request: AuthedRequest, pk: str) -> HttpResponse:
    """A file comes in whole, or every fault in it is told and nothing is kept."""
    found = _dataset(request, pk)
    ensure(rules.can_import(request.user, found))
    today = times.local(timezone.now(), request.user.zone).date()
    form = BringForm(request.POST or None, request.FILES or None, initial={"as_of": today})
    # Under which the page asks how far the file has been read.
    token = key_in(request.POST.get("progress")) or uuid4()
    context: dict[str, Any] = {"form": form, "dataset": found, "token": token}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            return redirect(
                operations.import_vintage(
                    dataset=found,
                    actor=request.user,
                    data=file.read(),
                    name=file.name,
                    as_of=form.cleaned_data["as_of"],
                    provisional_from=form.cleaned_data["provisional_from"],
                    now=timezone.now(),
                    told=lambda rows: tell_read(request.user, token, rows),
                )
            )
        except operations.BadFigures as refusal:
            context |= _told(refusal.reading.faults)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/flows/bring.html", context)


@door(Door.MEMBERS)
def progress(request: AuthedRequest, pk: str, token: UUID) -> HttpResponse:
    """How far a file has been read that the person sends: a part of the page, which asks again."""
    found = _dataset(request, pk)
    ensure(rules.can_import(request.user, found))
    context = {"dataset": found, "token": token, "rows": rows_read(request.user, token)}
    return render(request, "workinggroup/flows/_progress.html", context)


def _told(faults: tuple[Fault, ...]) -> dict[str, Any]:
    """The first faults in words, and all of them as a list to download."""
    said = [say_fault(each) for each in faults[:MOST_LISTED]]
    return {
        "faults": said[:SHOWN],
        "count": len(faults),
        "rest": len(said) - SHOWN,
        "most": MOST_LISTED,
        "listed": _listed(said),
    }


def _listed(said: list[Said]) -> str:
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([_("Code"), _("Where"), _("Column"), _("What is wrong"), _("What to do")])
    for each in said:
        writer.writerow(map(inert, (each.code, each.place, each.column, each.sentence, each.fix)))
    return f"data:text/csv;charset=utf-8,{quote(chr(0xFEFF) + written.getvalue())}"


@door(Door.MEMBERS)
def vintage(request: AuthedRequest, pk: str) -> HttpResponse:
    """A vintage: for its delegation how it was understood and what it changes, for others what is published of it."""
    found = _vintage(request, pk)
    operations.note_early_reading(vintage=found, actor=request.user, now=timezone.now())
    own = own_side(found, request.user)
    context = {
        "vintage": found,
        "own": own,
        "withheld": [name_of_span(Span.read(each)) for each in found.withheld] if own else [],
        "out": out_of(found, request.user) if found.is_published else None,
        "may": May(rules, request.user, found),
        "send_form": SendForm(initial={"note": found.note}),
        "return_form": ReturnForm(),
        "approve_form": ApproveForm(initial=_asked_before(found, request.user.zone)),
    }
    return render(request, "workinggroup/flows/vintage.html", context)


def _asked_before(vintage: Vintage, place: str) -> dict[str, Any]:
    """What who wished to approve it had asked for, also where it could not be protected; the hour by the reader's own clock."""
    refused = vintage.refused
    written = refused.get("embargo_until")
    hour = datetime.fromisoformat(written) if written else vintage.embargo_until
    local = times.local(hour, place) if hour else None
    return {
        "released": "\n".join(refused.get("released") or vintage.released_at),
        "releases_all": refused.get("all", vintage.releases_all),
        "release_reason": refused.get("reason") or vintage.release_reason,
        "embargo_day": local and local.date(),
        "embargo_clock": local and local.time(),
    }


@door(Door.MEMBERS, "POST")
def send(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _vintage(request, pk)
    ensure(rules.can_send(request.user, found))
    done = _("Sent. It is published when a second person of your delegation approves it.")
    facts: dict[str, Any] = {"vintage": found, "now": timezone.now(), "done": done, "then": redirect(found)}
    return act_by_form(request, SendForm(request.POST), operations.send_vintage, **facts)


@door(Door.MEMBERS, "POST")
def give_back(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _vintage(request, pk)
    ensure(rules.can_return(request.user, found))
    facts: dict[str, Any] = {"vintage": found, "now": timezone.now(), "done": _("Returned."), "then": redirect(found)}
    return act_by_form(request, ReturnForm(request.POST), operations.return_vintage, **facts)


@door(Door.MEMBERS, "POST")
def approve(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _vintage(request, pk)
    ensure(rules.can_approve(request.user, found))
    form, hour = ApproveForm(request.POST), None
    if form.is_valid() and form.cleaned_data["embargo_day"]:
        hour = times.instant(
            form.cleaned_data["embargo_day"], f"{form.cleaned_data['embargo_clock']:%H:%M}", request.user.zone
        )
    done = _("Approved.")
    if form.is_valid() and (form.cleaned_data["released"] or form.cleaned_data["releases_all"]):
        done = _(
            "What is to be shown again is held against earlier vintages; then it is approved, or the page says why not."
        )
    facts: dict[str, Any] = {"vintage": found, "now": timezone.now(), "done": done, "then": redirect(found)}
    return act_by_form(request, form, _approve_at(hour), **facts)


def _approve_at(hour: datetime | None) -> Any:
    def run(*, embargo_day: Any, embargo_clock: Any, **facts: Any) -> None:
        operations.approve_vintage(embargo_until=hour, **facts)

    return run


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _vintage(request, pk)
    ensure(rules.can_withdraw(request.user, found))
    act(request, operations.withdraw_vintage, vintage=found, done=_("Withdrawn. Nothing of it was published."))
    return redirect(found.dataset)


@door(Door.MEMBERS)
def file(request: AuthedRequest, pk: str) -> HttpResponseBase:
    """The file that a vintage came with, for its delegation alone."""
    rows = VintageFile.objects.visible_to(request.user)
    found: VintageFile = get_object_or_404(rows.select_related("vintage"), vintage=pk)
    operations.note_early_reading(vintage=found.vintage, actor=request.user, now=timezone.now())
    return give(found.key, found.name, "application/octet-stream", found.size)


@door(Door.MEMBERS)
def changes(request: AuthedRequest, pk: str) -> HttpResponseBase:
    """All that a vintage changes as text, the biggest change first, for its delegation alone."""
    rows = VintageFile.objects.visible_to(request.user).select_related("vintage")
    found: Vintage = get_object_or_404(rows, vintage=pk).vintage
    operations.note_early_reading(vintage=found, actor=request.user, now=timezone.now())
    name = f"changes-{found.delegation_id.lower()}-{found.as_of:%Y%m%d}-{found.number}.csv"
    return streamed(request.user.reader, lambda: written(CHANGED, _changed(found), is_marked=True), name)


def _changed(vintage: Vintage) -> Iterator[Cells]:
    for each in all_changes(vintage):
        told = ("" if value is None else value for value in (each.before, each.after))
        yield (str(each.month), *(inert(code) for code in each.key), *told, each.size)


def _dataset(request: AuthedRequest, pk: str) -> Dataset:
    rows = Dataset.objects.visible_to(request.user).select_related("delegation")
    found: Dataset = get_object_or_404(rows, pk=pk)
    return found


def _vintage(request: AuthedRequest, pk: str) -> Vintage:
    rows = Vintage.objects.visible_to(request.user).select_related("dataset__delegation", "delegation")
    found: Vintage = get_object_or_404(rows, pk=pk)
    return found
