"""Writing what is drafted of a plan."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.core.acting import act, act_by_form, done_by_form
from portal.core.asked import key_in
from portal.core.doors import Door, door
from portal.core.permissions import ensure
from portal.people.requests import AuthedRequest
from workinggroup.gaps.models import Place
from workinggroup.plans import operations, rules
from workinggroup.plans.content import PARTS, sections_of, work_of
from workinggroup.plans.forms import PART_FORMS, FrameForm, PhaseForm, SectionForm, TaskForm
from workinggroup.plans.models import Plan, PlanPhase, PlanSection, PlanTask
from workinggroup.plans.operations.drafting import frame_as_held, section_as_held
from workinggroup.plans.operations.working import task_as_held
from workinggroup.plans.states import ASKED, Part
from workinggroup.plans.views.finding import context_of, the_draft, the_plan


def _back(plan: Plan, tab: str = "text", version: int = 0) -> str:
    number = f"&version={version}" if version else ""
    return f"{reverse('plans:plan', args=[plan.pk])}?tab={tab}{number}"


def _page(
    request: AuthedRequest, plan: Plan, form: Any, title: str, button: str, note: str = "", drop: str = ""
) -> HttpResponse:
    """A form on a page of its own; `drop` is where what it rewrites is taken out."""
    context = context_of(request, plan) | {"form": form, "title": title, "button": button, "note": note, "drop": drop}
    return render(request, "workinggroup/plans/form.html", context)


@door(Door.MEMBERS, "GET", "POST")
def frame(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """From when until when, and what the public may be told."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    version = the_draft(plan)
    held = frame_as_held(version)
    initial = {"starts_on": version.starts_on, "ends_on": version.ends_on} | {
        f"summary_{code}": words for code, words in version.summary.items()
    }
    form = FrameForm(request.POST or None, held=held, initial=initial)
    if request.method == "POST" and done_by_form(request, form, operations.frame_plan, plan=plan, done=_("Saved.")):
        return redirect(_back(plan, version=version.number))
    return _page(request, plan, form, _("Duration and public summary"), _("Save"))


@door(Door.MEMBERS, "GET", "POST")
def section(request: AuthedRequest, pk: UUID, part: str) -> HttpResponse:
    """One's own side's section of a part."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    if part not in Part.values:
        raise Http404
    version = the_draft(plan)
    own = {row.part: row for row in sections_of(version) if row.side_id == request.user.code}
    there: PlanSection | None = own.get(part)
    initial: dict[str, Any] = {}
    if there is not None:
        initial = {f"text_{code}": words for code, words in there.text.items()} | {"is_omitted": there.is_omitted}
    is_open = there is not None and set(plan.parties) <= set(there.releasable_to)
    form = SectionForm(
        request.POST or None,
        held=section_as_held(there),
        initial=initial | {"only_us": there is not None and not is_open},
        is_annex=part == Part.ANNEX,
        is_open=is_open,
    )
    facts: dict[str, Any] = {"plan": plan, "part": part, "now": timezone.now()}
    if request.method == "POST" and done_by_form(request, form, operations.write_section, done=_("Saved."), **facts):
        return redirect(f"{_back(plan, version=version.number)}#part-{part}")
    return _page(request, plan, form, str(Part(part).label), _("Save"), str(ASKED[Part(part)]))


@door(Door.MEMBERS, "POST")
def open_section(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """Let all parties read a section that is one's own side's alone."""
    found = _section(request, pk)
    ensure(rules.can_lead(request.user, found.plan) and found.originators == [request.user.code])
    done = _("All parties read it now.")
    act(request, operations.open_section, section=found, now=timezone.now(), done=done)
    return redirect(_back(found.plan))


@door(Door.MEMBERS, "POST")
def drop_section(request: AuthedRequest, pk: UUID) -> HttpResponse:
    found = _section(request, pk)
    ensure(rules.can_edit(request.user, found.plan) and found.side_id == request.user.code)
    act(request, operations.drop_section, section=found, done=_("Taken out of what is drafted."))
    return redirect(_back(found.plan))


@door(Door.MEMBERS, "POST")
def add_phase(request: AuthedRequest, pk: UUID) -> HttpResponse:
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    version = the_draft(plan)
    form = PhaseForm(request.POST)
    then = redirect(_back(plan, "timeline", version.number))
    return act_by_form(request, form, operations.add_phase, plan=plan, done=_("The phase is added."), then=then)


@door(Door.MEMBERS, "POST")
def drop_phase(request: AuthedRequest, pk: UUID) -> HttpResponse:
    rows = PlanPhase.objects.visible_to(request.user).select_related("version__plan")
    found = get_object_or_404(rows, pk=pk)
    ensure(rules.can_edit(request.user, found.version.plan))
    act(request, operations.drop_phase, phase=found, done=_("The phase is taken out."))
    return redirect(_back(found.version.plan, "timeline", found.version.number))


@door(Door.MEMBERS, "GET", "POST")
def task(request: AuthedRequest, pk: UUID) -> HttpResponse:
    """A new task, or with `?task` one written anew."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    version = the_draft(plan)
    work = work_of(version)
    asked = key_in(request.GET.get("task"))
    there = next((each for each in work.tasks if each.pk == asked), None)
    if asked and there is None:
        raise Http404
    held: dict[str, Any] = task_as_held(there, work) if there else {}
    initial: dict[str, Any] = {"starts_on": version.starts_on, "lead": request.user.code}
    if there:
        initial = held | {"lead": there.lead_id, "place": there.place_id}
        initial |= {f"title_{code}": words for code, words in there.title.items()}
    involved = {plan.commitment.lead_id, *plan.commitment.supporting}
    leads = [(code, code) for code in plan.parties if code in involved]
    form = TaskForm(
        request.POST or None,
        held=held,
        initial=initial,
        phases=PlanPhase.objects.filter(version=version).order_by("number"),
        leads=leads,
        places=Place.objects.order_by("rank", "code"),
    )
    facts: dict[str, Any] = {"plan": plan, "task": there, "done": _("Saved.")}
    if request.method == "POST" and done_by_form(request, form, operations.put_task, **facts):
        return redirect(_back(plan, "timeline", version.number))
    title = _("Task %(number)s") % {"number": work.numbers[there.pk]} if there else _("Add a task")
    drop = reverse("plans:task-drop", args=[there.pk]) if there else ""
    return _page(request, plan, form, title, _("Save"), drop=drop)


@door(Door.MEMBERS, "POST")
def drop_task(request: AuthedRequest, pk: UUID) -> HttpResponse:
    rows = PlanTask.objects.visible_to(request.user).select_related("version__plan")
    found = get_object_or_404(rows, pk=pk)
    ensure(rules.can_edit(request.user, found.version.plan))
    act(request, operations.drop_task, task=found, done=_("The task is taken out, with its links and means."))
    return redirect(_back(found.version.plan, "timeline", found.version.number))


@door(Door.MEMBERS, "GET", "POST")
def add_part(request: AuthedRequest, pk: UUID, what: str) -> HttpResponse:
    """A resource, a legal basis, a safeguard, a function, a rhythm or an objective."""
    plan = the_plan(request, pk)
    ensure(rules.can_edit(request.user, plan))
    if what not in PART_FORMS:
        raise Http404
    version = the_draft(plan)
    tasks = PlanTask.objects.filter(version=version).order_by("phase__number", "number")
    others = [(code, code) for code in plan.parties if code != request.user.code]
    form = PART_FORMS[what](request.POST or None, tasks=tasks, others=others)
    facts: dict[str, Any] = {"plan": plan, "what": what, "done": _("Added.")}
    if request.method == "POST" and done_by_form(request, form, operations.add_part, **facts):
        return redirect(_back(plan, "text" if what == "objective" else "resources", version.number))
    titles = {
        "resource": _("Add a resource"),
        "basis": _("Add a legal basis"),
        "safeguard": _("Add a safeguard"),
        "post": _("Add a function"),
        "rhythm": _("Add a rhythm of reports"),
        "objective": _("Add an objective"),
    }
    return _page(request, plan, form, titles[what], _("Add"))


@door(Door.MEMBERS, "POST")
def drop_part(request: AuthedRequest, what: str, pk: UUID) -> HttpResponse:
    if what not in PARTS:
        raise Http404
    model, _fields = PARTS[what]
    found = get_object_or_404(model.objects.visible_to(request.user).select_related("version__plan"), pk=pk)
    plan = found.version.plan
    ensure(rules.can_edit(request.user, plan) and (what == "objective" or found.side_id == request.user.code))
    act(request, operations.drop_part, row=found, what=what, done=_("Taken out of what is drafted."))
    return redirect(_back(plan, "text" if what == "objective" else "resources", found.version.number))


def _section(request: AuthedRequest, pk: UUID) -> PlanSection:
    rows = PlanSection.objects.visible_to(request.user).select_related("plan")
    found: PlanSection = get_object_or_404(rows, pk=pk)
    return found
