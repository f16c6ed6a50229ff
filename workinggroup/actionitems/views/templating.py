"""Templates of chains that recur, and the page that makes the action items of one."""

from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from portal.core.acting import act, done_by_form
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure
from portal.core.seen import ChangedMeanwhile, digest
from portal.people.requests import AuthedRequest
from workinggroup.actionitems import operations, rules
from workinggroup.actionitems.forms_of_chains import ChainForm, TemplateForm
from workinggroup.actionitems.keeping import ChainTemplate
from workinggroup.actionitems.queries import coming_meetings
from workinggroup.actionitems.templating import as_held
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment


@door(Door.MEMBERS)
def templates(request: AuthedRequest) -> HttpResponse:
    """The chains that the person's delegation may make, its own first."""
    found = [(each, each.read_steps(), rules.can_keep_templates(request.user, each)) for each in _offered(request)]
    context = {"templates": sorted(found, key=lambda row: not row[2]), "may": May(rules, request.user)}
    return render(request, "workinggroup/actionitems/templates.html", context)


@door(Door.MEMBERS, "GET", "POST")
def keep(request: AuthedRequest) -> HttpResponse:
    ensure(rules.can_keep_templates(request.user))
    held: dict[str, Any] = {"name": "", "steps": []}
    form = TemplateForm(request.POST or None, held=held, initial={"name": ""})
    if request.method == "POST" and form.is_valid():
        facts = form.facts_said
        try:
            operations.keep_template(actor=request.user, now=timezone.now(), name=facts["name"], steps=facts["steps"])
        except Refused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("actionitems:templates")
    return render(request, "workinggroup/actionitems/template.html", {"form": form})


@door(Door.MEMBERS, "GET", "POST")
def change(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _to_keep(request, pk)
    held = found.as_held()
    form = TemplateForm(request.POST or None, held=held, initial=TemplateForm.initial_of(held))
    facts: dict[str, Any] = {"template": found, "now": timezone.now(), "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.change_template, **facts):
        return redirect("actionitems:templates")
    return render(request, "workinggroup/actionitems/template.html", {"form": form, "template": found})


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: str) -> HttpResponse:
    found = _to_keep(request, pk)
    act(request, operations.withdraw_template, done=_("It is offered no more."), template=found, now=timezone.now())
    return redirect("actionitems:templates")


@door(Door.MEMBERS, "GET", "POST")
def apply(request: AuthedRequest, commitment: str) -> HttpResponse:
    """The plan of a chain, and with one press its action items."""
    user, now = request.user, timezone.now()
    rows = Commitment.objects.visible_to(user).select_related("statement__meeting")
    promise = get_object_or_404(rows, pk=commitment)
    ensure(commitment_rules.can_assign(user, promise))
    meetings = coming_meetings(user, times.local(now, user.zone).date())
    is_asked = request.method == "POST" or "template" in request.GET
    said = request.POST if request.method == "POST" else request.GET
    first = {"meeting": meetings.first()}
    form = ChainForm(said if is_asked else None, templates=_offered(request), meetings=meetings, initial=first)
    context: dict[str, Any] = {"form": form, "commitment": promise}
    if is_asked and form.is_valid():
        chosen = {name: form.cleaned_data[name] for name in ("template", "meeting")}
        facts: dict[str, Any] = {"actor": user, "now": now, **chosen}
        try:
            if request.method == "POST":
                made = operations.apply_template(commitment=promise, seen=form.cleaned_data["seen"] or None, **facts)
                words = ngettext("%(count)s action item was made.", "%(count)s action items were made.", len(made))
                messages.success(request, words % {"count": len(made)})
                return redirect(promise)
            context |= _planned(operations.plan_chain(**facts)) | chosen
        except (ChangedMeanwhile, operations.DoesNotFit) as refusal:
            form.refuse(refusal)
            context |= _planned(operations.plan_chain(**facts)) | chosen
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/actionitems/chain.html", context)


def _planned(planned: list[operations.PlannedItem]) -> dict[str, Any]:
    seen = digest(as_held(each.planned for each in planned))
    return {"planned": planned, "fits": not any(each.problem for each in planned), "plan_seen": seen}


def _offered(request: AuthedRequest) -> QuerySet[ChainTemplate]:
    rows: QuerySet[ChainTemplate] = ChainTemplate.objects.visible_to(request.user).filter(withdrawn_at=None)
    return rows.order_by("name", "pk")


def _to_keep(request: AuthedRequest, pk: str) -> ChainTemplate:
    ensure(rules.can_keep_templates(request.user))
    found: ChainTemplate = get_object_or_404(_offered(request), pk=pk)
    ensure(rules.can_keep_templates(request.user, found))
    return found
