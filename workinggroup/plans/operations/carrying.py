"""A plan that is agreed is taken over, begun, stopped, resumed, counted, and carried out."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.texts import in_language
from portal.people.models import Delegation
from portal.people.states import Kind
from workinggroup.actionitems.operations import assign_action_item
from workinggroup.plans import notices, rules
from workinggroup.plans.content import work_of
from workinggroup.plans.models import Plan, PlanTask, PlanWord, TaskTaken
from workinggroup.plans.operations.gate import (
    at_stage,
    end_tabled,
    locked,
    own_rows,
    require_reason,
    require_status,
    turn,
)
from workinggroup.plans.outcomes import PlanCount, QuarterCount
from workinggroup.plans.states import GRAVE, IN_FORCE, Category, Stage, Status

FEW = 9
MOST_TITLE = 300


class NothingToTake(Refused):
    """A side takes over what it leads."""

    sentence = _("Your delegation leads none of these tasks.")


class FirstPhaseOpen(Refused):
    """Nobody begins what nobody does."""

    sentence = _("These tasks of the first phase are not taken over yet: %(numbers)s.")


class SuspendedAlready(Refused):
    """It is stopped once."""

    sentence = _("This plan is suspended already.")


class ResumedAlready(Refused):
    """Each party says it once."""

    sentence = _("Your delegation has agreed to resume already. The others are waited for.")


class MonthToCome(Refused):
    """What has not happened is not counted."""

    sentence = _("This month has not begun.")
    field = "month"


@transaction.atomic
def take_over_tasks(
    *, plan: Plan, actor: Person, now: datetime, keys: Iterable[UUID], only_us: bool = False
) -> list[TaskTaken]:
    """Make action items of one's own side, under the plan's commitment, of tasks that it leads in the agreed version. What is
    taken over already stays as it is, so twice is once. Refuses `NotNow`, `NothingToTake`, and what `assign_action_item` does."""
    plan = locked(plan)
    require_status(plan, Status.AGREED, *IN_FORCE)
    ensure(rules.can_take_over(actor, plan))
    version = at_stage(plan, Stage.AGREED)
    assert version
    work, wanted = work_of(version), set(keys)
    mine = [task for task in work.tasks if task.anchor in wanted and task.lead_id == actor.code]
    if not mine:
        raise NothingToTake
    taken = set(TaskTaken.objects.filter(plan=plan).values_list("anchor", flat=True))
    spans, numbers = work.spans(), work.numbers
    made = []
    for task in mine:
        if task.anchor in taken:
            continue
        span = spans[task.pk]
        last = date.fromordinal(max(span.finish - 1, span.start))
        made.append(_take(plan, task, numbers[task.pk], last, actor, now, only_us=only_us))
    if made:
        tasks = [numbers[task.pk] for task in mine]
        record("workinggroup.plan.taken_over", plan, actor=actor, releasable_to=plan.parties, tasks=tasks)
        notices.tell_plan(plan, actor, "taken_over", now=now)
    return made


def _take(
    plan: Plan, task: PlanTask, number: str, last: date, actor: Person, now: datetime, *, only_us: bool
) -> TaskTaken:
    today = times.local(now, actor.delegation.time_zone).date()
    with override(actor.language):
        title = f"{plan.reference} {number} {in_language(task.title)}"[:MOST_TITLE]
    item = assign_action_item(
        commitment=plan.commitment, actor=actor, now=now, title=title, due_on=max(last, today), only_us=only_us
    )
    taken = TaskTaken(plan=plan, anchor=task.anchor, side_id=actor.code, item=item, by_name=actor.name, at=now)
    taken.releasable_to, taken.editable_by = sorted(plan.parties), [actor.code]
    taken.save(force_insert=True)
    return taken


@transaction.atomic
def activate_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Begin: all tasks of the first phase are somebody's. Refuses `NotNow`, `FirstPhaseOpen`."""
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    require_status(plan, Status.AGREED)
    if waiting := not_taken(plan):
        raise FirstPhaseOpen(numbers=", ".join(waiting))
    turn(plan, Status.ACTIVE, actor, now, "activated")


def not_taken(plan: Plan) -> list[str]:
    """The numbers of the tasks of the agreed version's first phase that nobody took over. Five SQL queries."""
    version = at_stage(plan, Stage.AGREED)
    if version is None:
        return []
    work = work_of(version)
    taken = set(TaskTaken.objects.filter(plan=plan).values_list("anchor", flat=True))
    first = work.phases[0].pk if work.phases else None
    return [work.numbers[task.pk] for task in work.tasks if task.phase_id == first and task.anchor not in taken]


@transaction.atomic
def suspend_plan(*, plan: Plan, actor: Person, now: datetime, reason: str) -> None:
    """Stop a plan in force at once, as the head of a party, with a reason. Refuses `SuspendedAlready`, `NotNow`,
    `ReasonNeeded`."""
    plan = locked(plan)
    if plan.status == Status.SUSPENDED:
        raise SuspendedAlready
    require_status(plan, Status.ACTIVE)
    ensure(rules.can_suspend(actor, plan))
    _say(plan, actor, now, suspends=True, reason=require_reason(reason))
    turn(plan, Status.SUSPENDED, actor, now, "suspended")


@transaction.atomic
def resume_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Agree, as the head of a party, that a suspended plan goes on; with the last party's word it does. Refuses `NotNow`,
    `ResumedAlready`."""
    plan = locked(plan)
    require_status(plan, Status.SUSPENDED)
    ensure(rules.can_suspend(actor, plan))
    if actor.code in resuming(plan):
        raise ResumedAlready
    _say(plan, actor, now, suspends=False, reason="")
    if resuming(plan) == set(plan.parties):
        turn(plan, Status.ACTIVE, actor, now, "resumed")
    else:
        record("workinggroup.plan.wants_to_resume", plan, actor=actor, releasable_to=plan.parties)
        notices.tell_plan(plan, actor, "wants_to_resume", now=now)


def resuming(plan: Plan) -> set[str]:
    """The parties that agreed to resume since it was suspended last. One SQL query."""
    found: set[str] = set()
    for word in PlanWord.objects.filter(plan=plan).order_by("at", "suspends"):
        found = set() if word.suspends else found | {word.side_id}
    return found


@transaction.atomic
def complete_plan(*, plan: Plan, actor: Person, now: datetime) -> None:
    """Say that it is carried out; what each side says of the objectives comes next, and what is tabled is answered no more.
    Refuses `NotNow`."""
    plan = locked(plan)
    ensure(rules.can_lead(actor, plan))
    require_status(plan, *IN_FORCE)
    end_tabled(plan, now)
    turn(plan, Status.COMPLETED, actor, now, "completed")


@transaction.atomic
def count_month(*, plan: Plan, actor: Person, now: datetime, month: date, counts: dict[str, int]) -> bool:
    """Say how many of each category one's side counted in a month, in the place of what it said before; returns whether one of
    them asks for the question whether to suspend. Refuses `NotNow`, `MonthToCome`."""
    plan = locked(plan)
    require_status(plan, *IN_FORCE, Status.COMPLETED, Status.EVALUATED)
    ensure(rules.can_count(actor, plan))
    month = month.replace(day=1)
    if month > times.local(now, actor.delegation.time_zone).date():
        raise MonthToCome
    before = dict(PlanCount.objects.filter(plan=plan, month=month, side=actor.code).values_list("category", "number"))
    for category, number in counts.items():
        facts = {"number": number, "by_name": actor.name, "at": now}
        key: dict[str, Any] = {"plan": plan, "month": month, "category": Category(category), "side_id": actor.code}
        PlanCount.objects.update_or_create(
            **key, defaults=facts, create_defaults={**facts, **own_rows(plan, actor.code)}
        )
    _tell_quarter(plan, month, list(counts))
    record("workinggroup.plan.counted", plan, actor=actor, releasable_to=plan.parties, month=month.isoformat())
    is_grave = any(number > before.get(category, 0) for category, number in counts.items() if category in GRAVE)
    if is_grave and plan.status == Status.ACTIVE:
        record("workinggroup.plan.grave", plan, actor=actor, releasable_to=plan.parties, month=month.isoformat())
        notices.tell_plan(plan, actor, "grave", now=now)
    return is_grave


def _tell_quarter(plan: Plan, month: date, categories: Sequence[str]) -> None:
    """What others are told: of the whole plan, by quarter, and of 1 to 9 no more than that."""
    quarter = month.replace(month=(month.month - 1) // 3 * 3 + 1)
    rows = PlanCount.objects.filter(plan=plan, month__gte=quarter, month__lt=quarter + timedelta(days=93))
    after = (quarter + timedelta(days=93)).replace(day=1)
    sums = dict(
        rows.filter(month__lt=after, category__in=categories)
        .values_list("category")
        .annotate(total=Sum("number"))
        .values_list("category", "total")
    )
    # Seen through the plan: whoever is let in later reads what was counted before.
    sides = Delegation.objects.exclude(kind=Kind.GUESTS).order_by("code").values_list("code", flat=True)
    wall = {"releasable_to": list(sides), "editable_by": sorted(plan.parties)}
    for category, total in sums.items():
        shown = None if 1 <= total <= FEW else total
        QuarterCount.objects.update_or_create(
            plan=plan, quarter=quarter, category=category, defaults={"number": shown, **wall}
        )


def _say(plan: Plan, actor: Person, now: datetime, *, suspends: bool, reason: str) -> None:
    word = PlanWord(plan=plan, side_id=actor.code, suspends=suspends, reason=reason, by_name=actor.name, at=now)
    word.releasable_to, word.editable_by = sorted(plan.parties), [actor.code]
    word.save(force_insert=True)
