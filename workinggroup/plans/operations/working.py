"""What the parties write into a version that is drafted: phases, tasks, links, and all kinds of parts."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.forms import LAST_DAY
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from workinggroup.gaps.models import Place
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.plans import rules
from workinggroup.plans.content import PARTS, Work, work_of
from workinggroup.plans.linking import LagTooLong, NamedTwice, NotALink, Written, read_links
from workinggroup.plans.models import MOST_DAYS, USUAL_TOLERANCE, Plan, PlanPhase, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.operations.gate import drafted, locked, parties_rows, require_parties, said
from workinggroup.plans.scheduling import Circular

HELD = ("title", "lead_id", "place_id", "starts_on", "days", "milestone", "tolerance")
MOST_TASKS = 500


class LinkUnreadable(Refused):
    """Links are written in one way."""

    sentence = _(
        "“%(words)s” is no link. Write the task’s number, then if need be the kind and the days: 2.1; 2.3FS+2; 1.5SS."
    )
    field = "after"


class LagOutOfRange(Refused):
    """Ten years are enough."""

    sentence = _("“%(words)s” waits more than ten years.")
    field = "after"


class LinkedTwice(Refused):
    """Two tasks have one link."""

    sentence = _("“%(words)s” is named twice. Two tasks have one link.")
    field = "after"


class NoSuchTask(Refused):
    """A link leads to a task of the same plan."""

    sentence = _("This plan has no task %(number)s.")
    field = "after"


class GoesInCircles(Refused):
    """Nobody could begin."""

    sentence = _("These tasks would wait for each other: %(around)s. Take one link out.")
    field = "after"


class TooFarAway(Refused):
    """A plan ends."""

    sentence = _("With these links the plan would end after the year %(year)s.")
    field = "after"


class WorksOnNothing(Refused):
    """Who leads a task makes an action item of it."""

    sentence = _("%(code)s neither leads nor supports the commitment, so it could not take this task over.")
    field = "lead"


class TooLong(Refused):
    """A task takes ten years at most."""

    sentence = _("A task takes at most %(days)s days, and a milestone none.")
    field = "days"


class TooManyTasks(Refused):
    """A plan that nobody can read is none."""

    sentence = _("A plan has at most %(most)s tasks.")


class PhaseInUse(Refused):
    """A phase is taken out when it is empty."""

    sentence = _("This phase has tasks. Take them out first.")


class EndsTooSoon(Refused):
    """Days have an order."""

    sentence = _("The last day is before the first.")
    field = "to_on"


@transaction.atomic
def add_phase(*, plan: Plan, actor: Person, title: Mapping[str, str]) -> PlanPhase:
    """A phase at the end. Refuses `NothingDrafted`, `BothLanguages`, `IdentifiesPerson`."""
    plan, version = _entered(plan, actor)
    last = PlanPhase.objects.filter(version=version).aggregate(last=Max("number"))["last"] or 0
    phase = PlanPhase(version=version, number=last + 1, title=said(title), **parties_rows(plan))
    phase.save(force_insert=True)
    _noted(plan, actor, "phase")
    return phase


@transaction.atomic
def drop_phase(*, phase: PlanPhase, actor: Person) -> None:
    """Take out a phase without tasks. Refuses `NothingDrafted`, `PhaseInUse`."""
    plan, version = _entered(phase.version.plan, actor)
    if PlanTask.objects.filter(phase=phase, version=version).exists():
        raise PhaseInUse
    PlanPhase.objects.filter(pk=phase.pk, version=version).delete()
    _noted(plan, actor, "phase")


@transaction.atomic
def put_task(
    *,
    plan: Plan,
    actor: Person,
    phase: PlanPhase,
    title: Mapping[str, str],
    lead: str,
    starts_on: date,
    days: int,
    place: Place | None = None,
    milestone: bool = False,
    tolerance: int = USUAL_TOLERANCE,
    after: str = "",
    task: PlanTask | None = None,
    seen: str | None = None,
) -> PlanTask:
    """Add a task at the end of a phase, or write one anew; `after` are its links as they are written: "2.1; 2.3FS+2".

    Refuses `NothingDrafted`, `OneOfTheParties`, `WorksOnNothing`, `BothLanguages`, `IdentifiesPerson`, `ChangedMeanwhile`,
    `TooLong`, `TooManyTasks`, `LinkUnreadable`, `LagOutOfRange`, `LinkedTwice`, `NoSuchTask`, `GoesInCircles`, `TooFarAway`.
    """
    plan, version = _entered(plan, actor)
    require_parties(plan, [lead])
    if lead not in {plan.commitment.lead_id, *plan.commitment.supporting}:
        raise WorksOnNothing(code=lead)
    links, work = links_said(after), work_of(version)
    row = next((each for each in work.tasks if task is not None and each.pk == task.pk), None)
    if task is not None:
        require_seen(seen, task_as_held(row, work) if row else {})
    if row is None:
        row = _new_task(plan, version, work)
    _place(row, next(each for each in work.phases if each.pk == phase.pk), work)
    row.title, row.lead_id, row.place = said(title), lead, place
    row.starts_on, row.days, row.milestone, row.tolerance = starts_on, days, milestone, tolerance
    require_length(row)
    row.save()
    set_links(plan, version, row, links)
    require_schedule(work_of(version))
    _noted(plan, actor, "task")
    return row


@transaction.atomic
def drop_task(*, task: PlanTask, actor: Person) -> None:
    """Take a task out, with its links and means; the numbers of the others stay. Refuses `NothingDrafted`."""
    plan, version = _entered(task.version.plan, actor)
    PlanTask.objects.filter(pk=task.pk, version=version).delete()
    _noted(plan, actor, "task")


@transaction.atomic
def add_part(*, plan: Plan, actor: Person, what: str, **facts: Any) -> Any:
    """Add a row of one of `PARTS` to what is drafted. What a side brings, it says itself. Refuses `NothingDrafted`,
    `OneOfTheParties`, `EndsTooSoon`, `BothLanguages`, `IdentifiesPerson`."""
    plan, version = _entered(plan, actor)
    model, _fields = PARTS[what]
    for name, value in facts.items():
        if isinstance(value, Mapping):
            facts[name] = said(value)
        elif isinstance(value, str):
            refuse_identifiers([value])
    if what == "objective":
        last = model.objects.filter(version=version).aggregate(last=Max("number"))["last"] or 0
        facts |= {"number": last + 1, "anchor": uuid4()}
    else:
        facts["side_id"] = actor.code
    require_parties(plan, [facts["to_side_id"]] if "to_side_id" in facts else [])
    if what == "resource" and facts["to_on"] < facts["from_on"]:
        raise EndsTooSoon
    row = model(version=version, **facts, **parties_rows(plan))
    row.save(force_insert=True)
    _noted(plan, actor, what)
    return row


@transaction.atomic
def drop_part(*, row: Any, actor: Person, what: str) -> None:
    """Take a row out of what is drafted: one's own side's, or an objective. Refuses `NothingDrafted`."""
    plan, version = _entered(row.version.plan, actor)
    ensure(what == "objective" or row.side_id == actor.code)
    type(row).objects.filter(pk=row.pk, version=version).delete()
    _noted(plan, actor, what)


def task_as_held(task: PlanTask, work: Work) -> dict[str, Any]:
    """What the form that writes a task rewrites."""
    return values_of(task, HELD) | {"phase": str(task.phase_id), "after": work.written_links().get(task.pk, "")}


def links_said(words: str) -> list[Written]:
    """Links out of words. Refuses `LinkUnreadable`, `LagOutOfRange`, `LinkedTwice`."""
    try:
        return read_links(words)
    except NotALink as wrong:
        raise LinkUnreadable(words=str(wrong)) from None
    except LagTooLong as wrong:
        raise LagOutOfRange(words=str(wrong)) from None
    except NamedTwice as wrong:
        raise LinkedTwice(words=str(wrong)) from None


def require_length(task: PlanTask) -> None:
    """Refuse `TooLong`."""
    if not 0 <= task.days <= MOST_DAYS or (task.milestone and task.days):
        raise TooLong(days=MOST_DAYS)


def require_schedule(work: Work) -> None:
    """Refuse `GoesInCircles` by the numbers of the tasks, `TooFarAway`."""
    try:
        spans = work.spans()
    except Circular as circle:
        numbers = work.numbers
        raise GoesInCircles(around=" → ".join(numbers[each] for each in circle.around)) from None  # type: ignore[index]
    if any(span.finish > LAST_DAY.toordinal() or span.start < 1 for span in spans.values()):
        raise TooFarAway(year=LAST_DAY.year)


def set_links(plan: Plan, version: PlanVersion, task: PlanTask, links: list[Written]) -> None:
    """What a task waits for, in the place of what it waited for. Refuses `NoSuchTask`, `GoesInCircles`."""
    work = work_of(version)
    by_number = {number: key for key, number in work.numbers.items()}
    for link in links:
        if link.number not in by_number:
            raise NoSuchTask(number=link.number)
        if by_number[link.number] == task.pk:
            raise GoesInCircles(around=f"{link.number} → {link.number}")
    TaskLink.objects.filter(after=task, version=version).delete()
    TaskLink.objects.bulk_create(
        TaskLink(
            version=version,
            before_id=by_number[link.number],
            after=task,
            kind=link.kind,
            lag=link.lag,
            **parties_rows(plan),
        )
        for link in links
    )


def _new_task(plan: Plan, version: PlanVersion, work: Work) -> PlanTask:
    if len(work.tasks) >= MOST_TASKS:
        raise TooManyTasks(most=MOST_TASKS)
    return PlanTask(version=version, anchor=uuid4(), **parties_rows(plan))


def _place(task: PlanTask, phase: PlanPhase, work: Work) -> None:
    """Put a task into a phase: at its end where it comes from elsewhere."""
    if task.phase_id != phase.pk:
        task.number = max((each.number for each in work.tasks if each.phase_id == phase.pk), default=0) + 1
        task.phase = phase


def _entered(plan: Plan, actor: Person) -> tuple[Plan, PlanVersion]:
    plan = locked(plan)
    ensure(rules.can_edit(actor, plan))
    return plan, drafted(plan)


def _noted(plan: Plan, actor: Person, part: str) -> None:
    record("workinggroup.plan.changed", plan, actor=actor, part=part)
