"""Looking at plans: all of them, one of them by its tabs, and what changed between two versions."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import etag

from portal.audit.freshness import version_of
from portal.core import times
from portal.core.asked import number_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure, found_or_404
from portal.people.models import Delegation
from portal.people.requests import AuthedRequest
from portal.people.states import Kind
from workinggroup.actionitems.queries import coming_meetings
from workinggroup.commitments.models import Commitment
from workinggroup.commitments.states import Status as CommitmentStatus
from workinggroup.gaps.models import Place
from workinggroup.handling.operations import note_reading
from workinggroup.handling.shown import parts_of
from workinggroup.plans import operations, rules
from workinggroup.plans.arranging import timeline_of
from workinggroup.plans.comparing import Change, changes_between
from workinggroup.plans.content import PARTS, keys_of
from workinggroup.plans.evaluation import evaluation_of
from workinggroup.plans.forms import (
    AcceptForm,
    BeginForm,
    CountForm,
    FindingForm,
    ImproveForm,
    PhaseForm,
    RateForm,
    ReasonForm,
    TableForm,
)
from workinggroup.plans.models import Plan, PlanVersion
from workinggroup.plans.operations.carrying import resuming
from workinggroup.plans.queries import (
    SHOWN,
    PlanPage,
    is_past_for,
    months_of,
    plan_page,
    plan_register,
    released_sections,
)
from workinggroup.plans.reporting import counts_of
from workinggroup.plans.states import ASKED, Part, Stage, Status
from workinggroup.plans.views.finding import context_of, the_plan
from workinggroup.plans.wording import named

VERSION = version_of(SHOWN)
TABS = ("text", "timeline", "resources", "reports", "evaluation", "thread")
# What the sides bring is few rows of many kinds; to what in the thread it belongs follows from what is not the plan's.
UNTAGGED = {"resources", "thread"}


@door(Door.MEMBERS)
def register(request: AuthedRequest) -> HttpResponse:
    """The plans that one's side reads."""
    context = {
        "page": plan_register(request.user, now=timezone.now()),
        "may_draft": rules.can_draft(request.user),
        "readers": [request.user.code],
    }
    return render(request, "workinggroup/plans/plans.html", context)


@door(Door.MEMBERS, "GET", "POST")
def begin(request: AuthedRequest) -> HttpResponse:
    """A new plan, one's own side's until it is shared."""
    ensure(rules.can_draft(request.user))
    rows = Commitment.objects.visible_to(request.user).filter(status=CommitmentStatus.CONFIRMED, closed_as="")
    offered = {str(each.pk): each for each in rows.select_related("theme").order_by("reference")}
    others = Delegation.objects.filter(kind=Kind.DELEGATION).exclude(code=request.user.code).order_by("order", "code")
    form = BeginForm(
        request.POST or None,
        commitments=[(key, f"{each.reference} {each}"[:110]) for key, each in offered.items()],
        parties=[(each.code, f"{each.code} {each}") for each in others],
        initial={"commitment": request.GET.get("commitment", "")},
    )
    if request.method == "POST" and form.is_valid():
        facts = form.facts_said | {"commitment": offered[form.cleaned_data["commitment"]]}
        try:
            return redirect(operations.draft_plan(actor=request.user, now=timezone.now(), **facts))
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "workinggroup/plans/begin.html", {"form": form, "readers": [request.user.code]})


def _version(request: AuthedRequest, pk: UUID) -> str | None:
    """The tag of a tab, None for those that have none."""
    return None if request.GET.get("tab") in UNTAGGED else VERSION(request, pk=pk)


@door(Door.MEMBERS)
@etag(_version)
def plan(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """One plan: its text, timeline, resources, reports or evaluation."""
    found = the_plan(request, pk)
    if request.user.code not in found.parties:
        return _released(request, found)
    tab = request.GET.get("tab", "text")
    if tab not in TABS:
        raise Http404
    page = found_or_404(plan_page(found, number_in(request.GET.get("version")), whole=tab == "text"))
    if tab == "text":
        note_reading(whole=found, passages=page.sections, actor=request.user, now=timezone.now())
    context = context_of(request, found, page) | {"tab": tab, "tabs": _tabs(), **_acts(request, page)}
    parts = {"text": _text, "timeline": _timeline, "resources": _resources, "reports": _reports}
    if tab != "thread":
        context |= parts.get(tab, _evaluation)(request, page)
    return render(request, "workinggroup/plans/plan.html", context)


def _released(request: AuthedRequest, plan: Plan) -> HttpResponse:
    """A plan as a side reads it that is no party: what each released to it, and counts by quarter."""
    if request.GET.get("tab") == "thread":
        return render(request, "workinggroup/plans/released.html", context_of(request, plan) | {"in_thread": True})
    sections = released_sections(plan, request.user)
    note_reading(whole=plan, passages=sections, actor=request.user, now=timezone.now())
    context = context_of(request, plan) | {
        "parts": parts_of(plan, request.user, sections),
        "omitted": {row.pk for row in sections if row.is_omitted},
        "counts": counts_of(plan, request.user),
    }
    return render(request, "workinggroup/plans/released.html", context)


@door(Door.MEMBERS)
def compare(request: AuthedRequest, pk: UUID, number: int) -> HttpResponse:
    """What a version says otherwise than the one before it that was tabled."""
    found = the_plan(request, pk)
    versions = PlanVersion.objects.filter(plan=found).exclude(stage=Stage.DRAFTING).order_by("-number")
    known = {version.number: version for version in versions}
    if number not in known:
        raise Http404
    before = next((each for each in versions if each.number < number), None)
    changes: list[Change] = []
    if before is not None:
        places = {code: str(place) for code, place in Place.objects.in_bulk().items()}
        one, other = keys_of(before, known[number])
        changes = changes_between(before, known[number], places, (one, other))
    context = context_of(request, found) | {"version": known[number], "before": before, "changes": changes}
    return render(request, "workinggroup/plans/compare.html", context)


def _tabs() -> list[tuple[str, str]]:
    names = [_("Text"), _("Timeline"), _("Resources"), _("Reports"), _("Evaluation"), _("Where it belongs")]
    return list(zip(TABS, names, strict=True))


def _acts(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    """What may be done with it now, beside the tabs."""
    plan, user, today = page.plan, request.user, timezone.now().date()
    agreed = next((each for each in page.versions if each.stage == Stage.AGREED), None)
    leads = rules.can_lead(user, plan)
    return {
        "can_write": page.version.is_drafted and rules.can_edit(user, plan),
        "table_form": TableForm() if page.drafted and leads and plan.is_shared and rules.is_live(plan) else None,
        "can_take_back": bool(page.tabled) and leads,
        "agreed": agreed,
        "can_revise": agreed is not None
        and not page.drafted
        and not page.tabled
        and rules.can_edit(user, plan)
        and plan.status in {Status.AGREED, Status.ACTIVE, Status.SUSPENDED},
        "can_activate": plan.status == Status.AGREED and leads,
        "can_complete": plan.status in {Status.ACTIVE, Status.SUSPENDED} and leads,
        "suspend_form": ReasonForm() if plan.status == Status.ACTIVE and rules.can_suspend(user, plan) else None,
        "can_resume": plan.status == Status.SUSPENDED and rules.can_suspend(user, plan),
        "resuming": sorted(resuming(plan)) if plan.status == Status.SUSPENDED else [],
        "can_consent": rules.can_consent(user, plan)
        and page.tabled is not None
        and not is_past_for(user, page.tabled.expires_on, timezone.now()),
        "today": today,
    }


def _text(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    parts = parts_of(page.plan, request.user, page.sections)
    asked = [(part, part.label, ASKED[part]) for part in Part]
    return {
        "parts": parts,
        "omitted": {row.pk for row in page.sections if row.is_omitted},
        "own": {row.part: row for row in page.sections if row.side_id == request.user.code},
        "asked": asked,
        "missing": [named(each) for each in page.missing],
    }


def _timeline(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    now = timezone.now()
    today = times.local(now, request.user.zone).date()
    meeting = coming_meetings(request.user, today).first()
    shown = timeline_of(
        page.version,
        request.user,
        now=now,
        meeting=meeting.starts_on if meeting else None,
        can_take=page.version.stage == Stage.AGREED and rules.can_take_over(request.user, page.plan),
    )
    return {"shown": shown, "phase_form": PhaseForm()}


def _resources(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    rows: dict[str, list[Any]] = {}
    for kind, (model, _fields) in PARTS.items():
        related = ("task__phase",) if hasattr(model, "task") else ()
        found = model.objects.filter(version=page.version).select_related(*related)
        rows[kind] = list(found.order_by("number") if kind == "objective" else found.order_by("side_id", "pk"))
    return {"rows": rows}


def _reports(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    today = times.local(timezone.now(), request.user.zone).date()
    months = [(month.isoformat(), times.month(month)) for month in months_of(page.version, today)]
    may_count = rules.can_count(request.user, page.plan)
    return {
        "counts": counts_of(page.plan, request.user),
        "count_form": CountForm(months=months) if may_count else None,
    }


def _evaluation(request: AuthedRequest, page: PlanPage) -> dict[str, Any]:
    shown = evaluation_of(page.plan, request.user)
    choices = [(str(each.objective.anchor), f"{each.objective.number}. {each.objective}") for each in shown.objectives]
    may_rate = rules.can_rate(request.user, page.plan) and bool(choices)
    return {
        "shown": shown,
        "rate_form": RateForm(objectives=choices) if may_rate and not shown.is_rated_by_us else None,
        "together_form": may_rate and shown.all_in,
        "finding_form": FindingForm() if rules.can_improve(request.user, page.plan) else None,
        "accept_form": AcceptForm(),
        "improve_form": ImproveForm(),
        "results": shown.results,
    }
