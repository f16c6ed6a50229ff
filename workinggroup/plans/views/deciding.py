"""What is decided on a plan: shared, tabled, consented to, taken over, begun, stopped, rated, closed."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import times
from portal.core.acting import act, act_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.errors import Refused
from portal.core.permissions import ensure, found_or_404
from portal.people.proving import asks_key, prove
from portal.people.requests import AuthedRequest
from workinggroup.plans import operations, rules
from workinggroup.plans.evaluation import evaluation_of
from workinggroup.plans.forms import (
    AcceptForm,
    ConsentForm,
    CountForm,
    FindingForm,
    ImproveForm,
    RateForm,
    ReasonForm,
    TableForm,
)
from workinggroup.plans.models import PlanConsent
from workinggroup.plans.outcomes import PlanFinding
from workinggroup.plans.queries import is_past_for, months_of, plan_page
from workinggroup.plans.states import Result
from workinggroup.plans.views.finding import context_of, the_plan


def _acting(rule: Callable[..., bool], operation: Callable[..., Any], done: Promise) -> Callable[..., HttpResponse]:
    """A view that lets somebody do one thing to a plan and goes back to its page."""

    @door(Door.MEMBERS, "POST")
    def view(request: AuthedRequest, pk: UUID) -> HttpResponse:
        plan = the_plan(request, pk)
        ensure(rule(request.user, plan))
        act(request, operation, plan=plan, now=timezone.now(), done=done)
        return redirect(plan)

    return view


# Whether it is time is the operation's to say; whether it is one's part is asked first.
def _drafts(user: Any, plan: Any) -> bool:
    return rules.can_lead(user, plan) and user.code == plan.drafted_by_id


share = _acting(_drafts, operations.share_plan, gettext_lazy("The parties read and write it now."))
withdraw = _acting(_drafts, operations.withdraw_plan, gettext_lazy("The plan is withdrawn."))
take_back = _acting(
    rules.can_lead,
    operations.take_back_plan,
    gettext_lazy("Taken back. Consents are void; the next version is yours to change."),
)
revise = _acting(
    rules.can_edit, operations.revise_plan, gettext_lazy("The next version is begun. What is in force stays.")
)
activate = _acting(rules.can_lead, operations.activate_plan, gettext_lazy("The plan is in force."))
complete = _acting(
    rules.can_lead, operations.complete_plan, gettext_lazy("Carried out. Each side rates the objectives now.")
)
evaluate = _acting(rules.can_lead, operations.evaluate_plan, gettext_lazy("The plan is evaluated."))
close = _acting(rules.can_lead, operations.close_plan, gettext_lazy("The plan is closed."))
resume = _acting(
    rules.can_consent, operations.resume_plan, gettext_lazy("Said. It goes on when every party has said so.")
)


@door(Door.MEMBERS, "POST")
def table(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Freeze what is drafted and ask every party's head for consent."""
    plan = the_plan(request, pk)
    ensure(rules.can_lead(request.user, plan))
    done = _("Tabled. The heads of all parties are asked to consent.")
    return act_by_form(
        request, TableForm(request.POST), operations.table_plan, plan=plan, done=done, then=redirect(plan)
    )


@door(Door.MEMBERS, "GET", "POST")
def consent(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What is tabled, with its hash and the others' answers; posted, the head answers after proving anew who it is."""
    plan = the_plan(request, pk)
    page = found_or_404(plan_page(plan, None, whole=False))
    version = page.tabled
    if request.method == "POST":
        ensure(rules.can_consent(request.user, plan))
    if version is None:
        messages.info(request, _("No version of this plan waits for consent any more."))
        return redirect(plan)
    form = ConsentForm(request.POST or None, person=request.user, initial={"seen": version.sha256})
    if request.method == "POST" and form.is_valid():
        try:
            prove(request, **form.proof)
            said = operations.answer_plan(plan=plan, actor=request.user, **form.facts)
        except Refused as refusal:
            form.refuse(refusal)
            form.see(version.sha256)
        else:
            messages.success(request, _("Recorded: %(side)s %(answer)s.") % _recorded(request, said))
            return redirect(plan)
    mine = next((each for each in page.said if each.code == request.user.code), None)
    heads = rules.can_consent(request.user, plan) and mine is not None
    late = heads and is_past_for(request.user, version.expires_on, timezone.now())
    may = heads and not late
    context = context_of(request, plan, page) | {"form": form, "version": version, "mine": mine, "may_answer": may}
    context["is_late"] = late
    context["key"] = asks_key(form, request.user) if may else None
    return render(request, "workinggroup/plans/consent.html", context)


@door(Door.MEMBERS, "POST")
def suspend(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Stop a plan in force at once."""
    plan = the_plan(request, pk)
    ensure(rules.can_consent(request.user, plan))
    facts: dict[str, Any] = {"plan": plan, "now": timezone.now(), "done": _("Suspended. All parties are told.")}
    return act_by_form(request, ReasonForm(request.POST), operations.suspend_plan, then=redirect(plan), **facts)


@door(Door.MEMBERS, "POST")
def take_over(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Make action items of the ticked tasks that one's side leads."""
    plan = the_plan(request, pk)
    ensure(rules.can_lead(request.user, plan))
    keys = [key for each in request.POST.getlist("task") if (key := key_in(each))]
    facts: dict[str, Any] = {"keys": keys, "only_us": bool(request.POST.get("only_us"))}
    done = _("Taken over: they are action items of your delegation now.")
    act(request, operations.take_over_tasks, plan=plan, now=timezone.now(), done=done, **facts)
    return redirect(f"{plan.get_absolute_url()}?tab=timeline")


@door(Door.MEMBERS, "POST")
def count(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Numbers of a month, for one's side; with something grave, the question whether to suspend."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    page = found_or_404(plan_page(plan, None, whole=False))
    today = times.local(timezone.now(), request.user.zone).date()
    form = CountForm(
        request.POST, months=[(month.isoformat(), times.month(month)) for month in months_of(page.version, today)]
    )
    then = redirect(f"{plan.get_absolute_url()}?tab=reports")
    if not form.is_valid():
        return act_by_form(request, form, operations.count_month, then=then)
    facts: dict[str, Any] = {"month": form.cleaned_data["month"], "counts": form.counts}
    grave = act(request, operations.count_month, plan=plan, now=timezone.now(), done=_("Counted."), **facts)
    if grave:
        messages.warning(request, _("This is grave. Is the plan to be suspended? Any party’s head can do so at once."))
    return then


@door(Door.MEMBERS, "POST")
def rate(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What one's side says of every objective by itself."""
    plan = the_plan(request, pk)
    ensure(rules.can_lead(request.user, plan))
    keys = [(str(each.objective.anchor), str(each.objective)) for each in evaluation_of(plan, request.user).objectives]
    form = RateForm(request.POST, objectives=keys)
    then = redirect(f"{plan.get_absolute_url()}?tab=evaluation")
    if not form.is_valid():
        return act_by_form(request, form, operations.rate_objectives, then=then)
    said = {name: {UUID(key): form.cleaned_data[f"{name}_{key}"] for key, _words in keys} for name in ("result", "why")}
    done = _("Said. The others read it when every party has rated.")
    facts: dict[str, Any] = {"results": said["result"], "why": said["why"], "done": done}
    act(request, operations.rate_objectives, plan=plan, now=timezone.now(), **facts)
    return then


@door(Door.MEMBERS, "POST")
def rate_together(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What one's side says of an objective together with the others."""
    plan = the_plan(request, pk)
    ensure(rules.can_lead(request.user, plan))
    key, result = key_in(request.POST.get("objective")), request.POST.get("result", "")
    if key is not None and result in Result.values:
        facts: dict[str, Any] = {"key": key, "result": result, "why": request.POST.get("why", "")[:2000]}
        act(request, operations.rate_together, plan=plan, now=timezone.now(), done=_("Said."), **facts)
    return redirect(f"{plan.get_absolute_url()}?tab=evaluation")


@door(Door.MEMBERS, "POST")
def find_out(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """What went wrong with an objective."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    facts: dict[str, Any] = {"key": key_in(request.POST.get("objective")), "now": timezone.now(), "done": _("Written.")}
    then = redirect(f"{plan.get_absolute_url()}?tab=evaluation")
    return act_by_form(request, FindingForm(request.POST), operations.find_out, plan=plan, then=then, **facts)


@door(Door.MEMBERS, "POST")
def accept_finding(request: AuthedRequest, pk: UUID) -> HttpResponse:
    finding = _finding(request, pk)
    ensure(rules.can_lead(request.user, finding.plan))
    then = redirect(f"{finding.plan.get_absolute_url()}?tab=evaluation")
    form = AcceptForm(request.POST)
    return act_by_form(request, form, operations.accept_finding, finding=finding, done=_("Accepted."), then=then)


@door(Door.MEMBERS, "POST")
def improve(request: AuthedRequest, pk: UUID) -> HttpResponse:
    finding = _finding(request, pk)
    ensure(rules.can_edit(request.user, finding.plan))
    facts: dict[str, Any] = {"finding": finding, "now": timezone.now(), "done": _("Written.")}
    then = redirect(f"{finding.plan.get_absolute_url()}?tab=evaluation")
    return act_by_form(request, ImproveForm(request.POST), operations.improve, then=then, **facts)


def _finding(request: AuthedRequest, pk: UUID) -> PlanFinding:
    rows = PlanFinding.objects.visible_to(request.user).select_related("plan__commitment")
    found: PlanFinding = get_object_or_404(rows, pk=pk)
    return found


def _recorded(request: AuthedRequest, said: PlanConsent) -> dict[str, str]:
    return {"side": str(request.user.delegation), "answer": said.get_answer_display()}
