"""Pages that hold counts against each other: two delegations' of one flow, and one delegation's of several releases."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.acting import act, act_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import May, ensure, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.flows import operations, rules
from workinggroup.flows.comparing import PairForm, ReasonForm
from workinggroup.flows.cube.months import Month
from workinggroup.flows.files import FORMS, sent
from workinggroup.flows.models import FlowSeries
from workinggroup.flows.naming import name_of_flow
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.flows.queries.mirrors import MirrorPage, mirror_page, mirrors_for
from workinggroup.flows.queries.revisions import revisions_of
from workinggroup.flows.queries.sides import comparable
from workinggroup.flows.reckoning import mirror_leaving, revisions_leaving


@door(Door.MEMBERS)
def mirrors(request: AuthedRequest) -> HttpResponse:
    """The pairs of counts that are compared."""
    page = mirrors_for(request.user, wanted=request.GET.get("page"))
    readers = [set(line.compared.pair.releasable_to) for line in page.rows]
    context = {
        "page": page,
        "may": May(rules, request.user),
        "readers": sorted(set.intersection(*readers)) if readers else [request.user.code],
    }
    return render(request, "workinggroup/flows/mirrors.html", context)


@door(Door.MEMBERS, "GET", "POST")
def open_mirror(request: AuthedRequest) -> HttpResponse:
    """Compare two published series from now on."""
    ensure(rules.can_compare(request.user))
    offered = {str(each.pk): each for each in comparable(request.user)}
    choices = [(key, f"{each.dataset.delegation}: {name_of_flow(each.key)}") for key, each in offered.items()]
    form = PairForm(request.POST or None, offered=choices)
    if request.method == "POST" and form.is_valid():
        one, other = (offered[form.cleaned_data[name]] for name in ("one", "other"))
        try:
            return redirect(operations.open_pair(actor=request.user, one=one, other=other, now=timezone.now()))
        except Refused as refusal:
            form.refuse(refusal)
    context = {"form": form, "readers": [request.user.code]}
    return render(request, "workinggroup/flows/mirror_open.html", context)


@door(Door.MEMBERS)
def mirror(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Two counts month by month, how far they are apart, and why."""
    pair = _pair(request, pk)
    shown = mirror_page(request.user, pair, as_of=_day(request), span=_span(request))
    replaced = key_in(request.GET.get("replace"))
    before = next((each for each in shown.reasons if each.pk == replaced and not each.is_over), None)
    context = {
        "page": shown,
        "pair": pair,
        "before": before,
        "form": ReasonForm(months=_months(shown), initial=_initial(shown, before)),
        "may_close": rules.can_compare(request.user, pair) and pair.closed_at is None,
        "may_explain": rules.can_explain(request.user, pair) and pair.closed_at is None and bool(shown.rows),
        "causes": [_with_rights(request, each) for each in shown.reasons],
        "forms": FORMS,
    }
    return render(request, "workinggroup/flows/mirror.html", context)


@door(Door.MEMBERS)
def mirror_file(request: AuthedRequest, pk: UUID, form: str) -> HttpResponse:
    """The comparison as a file: a drawing, a picture, or all its months."""
    shown = mirror_page(request.user, _pair(request, pk), as_of=_day(request), span=_span(request))
    return sent(mirror_leaving(shown, request.build_absolute_uri()), form)


@door(Door.MEMBERS, "POST")
def close(request: AuthedRequest, pk: UUID) -> HttpResponse:
    pair = _pair(request, pk)
    ensure(rules.can_compare(request.user, pair))
    done = _("These two counts are compared no more. What was said of them stays.")
    act(request, operations.close_pair, pair=pair, now=timezone.now(), done=done)
    return redirect("flows:mirrors")


@door(Door.MEMBERS, "POST")
def propose(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Propose to the other delegation why both counts differ."""
    pair = _pair(request, pk)
    ensure(rules.can_explain(request.user, pair))
    form = ReasonForm(request.POST, months=_months(mirror_page(request.user, pair)))
    replaced = key_in(request.POST.get("replaces"))
    reasons = MirrorReason.objects.visible_to(request.user).filter(pair=pair)
    replaces = get_object_or_404(reasons, pk=replaced) if replaced else None
    done = _("Proposed. It counts when the other delegation agrees.")
    facts: dict[str, Any] = {"pair": pair, "now": timezone.now()}
    return act_by_form(
        request, _naming(form, replaces), operations.propose_reason, done=done, then=redirect(pair), **facts
    )


@door(Door.MEMBERS, "POST")
def agree(request: AuthedRequest, pk: UUID) -> HttpResponse:
    reason = _reason(request, pk)
    ensure(rules.can_agree(request.user, reason))
    done = _("Agreed. Both delegations say so from now on.")
    act(request, operations.agree_reason, reason=reason, now=timezone.now(), done=done)
    return redirect(reason.pair)


@door(Door.MEMBERS, "POST")
def withdraw(request: AuthedRequest, pk: UUID) -> HttpResponse:
    reason = _reason(request, pk)
    ensure(rules.can_retract(request.user, reason))
    act(request, operations.withdraw_reason, reason=reason, now=timezone.now(), done=_("Withdrawn."))
    return redirect(reason.pair)


@door(Door.MEMBERS)
def revisions(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """How the figures of a series changed from release to release."""
    shown = revisions_of(request.user, _series(request, pk))
    context = {"page": shown, "series": shown.series, "forms": FORMS}
    return render(request, "workinggroup/flows/revisions.html", context)


@door(Door.MEMBERS)
def revisions_file(request: AuthedRequest, pk: UUID, form: str) -> HttpResponse:
    """The triangle as a drawing or a picture, or every published figure."""
    shown = revisions_of(request.user, _series(request, pk))
    return sent(revisions_leaving(shown, request.build_absolute_uri()), form)


def _naming(form: ReasonForm, replaces: MirrorReason | None) -> ReasonForm:
    """The form, whose facts name the row that they replace."""
    if form.is_valid():
        form.cleaned_data["replaces"] = replaces
    return form


def _with_rights(request: AuthedRequest, reason: MirrorReason) -> dict[str, Any]:
    is_open = not reason.is_over and not reason.is_agreed
    return {
        "reason": reason,
        "may_agree": is_open and rules.can_agree(request.user, reason),
        "may_withdraw": is_open and rules.can_retract(request.user, reason),
        "may_replace": not reason.is_over and rules.can_explain(request.user, reason.pair),
    }


def _months(shown: MirrorPage) -> list[tuple[str, str]]:
    return [(row.month.first.isoformat(), times.month(row.month.first)) for row in shown.every]


def _initial(shown: MirrorPage, before: MirrorReason | None) -> dict[str, Any]:
    """What a proposal begins with: what it replaces, else the latest months that nobody explained."""
    if before:
        return {
            "first": before.first.isoformat(),
            "last": before.last.isoformat(),
            "cause": before.cause,
            **{f"words_{code}": text for code, text in before.words.items()},
            "replaces": before.pk,
        }
    open_months = [row.month for row in shown.rows if row.is_unexplained] or [Month.of(date(2000, 1, 1))]
    first = last = open_months[0]
    while first.plus(-1) in open_months:
        first = first.plus(-1)
    return {"first": first.first.isoformat(), "last": last.first.isoformat()}


def _day(request: AuthedRequest) -> date | None:
    """The day as of which vintages are compared; None for the latest."""
    asked = request.GET.get("as_of", "")
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        raise Http404 from None


def _span(request: AuthedRequest) -> tuple[Month | None, Month | None]:
    """The first and the last month that are asked for; None for all there are."""
    try:
        first, last = (Month.read(asked) if (asked := request.GET.get(name)) else None for name in ("first", "last"))
    except ValueError:
        raise Http404 from None
    return first, last


def _pair(request: AuthedRequest, pk: UUID) -> MirrorPair:
    rows = MirrorPair.objects.visible_to(request.user).select_related("one", "other")
    found: MirrorPair = get_object_or_404(rows, pk=pk)
    return found


def _reason(request: AuthedRequest, pk: UUID) -> MirrorReason:
    rows = MirrorReason.objects.visible_to(request.user).select_related("pair__one", "pair__other")
    found: MirrorReason = get_object_or_404(rows, pk=pk)
    return found


def _series(request: AuthedRequest, pk: UUID) -> FlowSeries:
    rows = FlowSeries.objects.visible_to(request.user).select_related("dataset__delegation")
    found: FlowSeries = found_or_404(rows.filter(pk=pk).first())
    return found
