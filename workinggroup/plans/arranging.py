"""The tasks of a version in their time, as the timeline shows them: plain rows, read in a constant number of SQL queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from operator import attrgetter
from typing import NamedTuple
from uuid import UUID

from django.db.models import FilteredRelation, Q

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.actionitems.models import reference_of
from workinggroup.actionitems.states import OPEN
from workinggroup.actionitems.states import Status as ItemStatus
from workinggroup.gaps.models import Place
from workinggroup.plans.linking import Written, join_links
from workinggroup.plans.models import PlanPhase, PlanTask, PlanVersion, TaskLink, TaskTaken
from workinggroup.plans.scheduling import Activity, Span, Tie, schedule
from workinggroup.plans.timeline import Drawing, Row, draw
from workinggroup.plans.wording import floats, lasts

DONE = (ItemStatus.DONE, ItemStatus.VERIFIED)
BEGUN = (ItemStatus.IN_PROGRESS, ItemStatus.BLOCKED)


class Task(NamedTuple):
    """A task as it is read for the timeline."""

    key: UUID
    phase: UUID
    anchor: UUID
    number: int
    title: dict[str, str]
    lead: str
    place: str | None
    starts_on: date
    days: int
    milestone: bool


class Item(NamedTuple):
    """The action item of a task that was taken over, as far as its reader sees it."""

    anchor: UUID
    key: UUID
    status: str
    due_on: date
    series: str
    number: int


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task as the timeline's table has it, in its reader's language.

    `pushed` is by how many days what is late pushes it; `state` is "late", "done" or "open" of an item that is seen, "taken" of
    one that is not, "" where nobody took it over.
    """

    key: UUID
    anchor: UUID
    number: str
    title: str
    place: str
    lead: str
    first: date
    last: date
    pushed: int
    expected_last: date
    lasts: str
    spare: str
    is_critical: bool
    after: str
    state: str = ""
    words: str = ""
    due: date | None = None
    reference: str = ""
    item: UUID | None = None
    may_take: bool = False

    @property
    def is_late(self) -> bool:
        return self.state == "late"


@dataclass(frozen=True)
class PhaseShown:
    """A phase with its tasks and its drawing."""

    phase: PlanPhase
    lines: Sequence[TaskLine]
    drawing: Drawing | None


@dataclass(frozen=True)
class Timeline:
    """The phases of a version; `late` and `pushed` are the tasks that are late, and those that wait for them."""

    phases: Sequence[PhaseShown]
    end: date | None
    expected_end: date | None

    @cached_property
    def lines(self) -> list[TaskLine]:
        return [line for phase in self.phases for line in phase.lines]

    @cached_property
    def late(self) -> list[TaskLine]:
        return [line for line in self.lines if line.is_late]

    @cached_property
    def pushed(self) -> list[TaskLine]:
        return [line for line in self.lines if line.pushed and not line.is_late]

    @property
    def may_take(self) -> bool:
        return any(line.may_take for line in self.lines)


def timeline_of(
    version: PlanVersion, user: Person, *, now: datetime, meeting: date | None = None, can_take: bool = False
) -> Timeline:
    """The tasks of a version as they were planned, and as they are to be expected from what the action items say; with
    `can_take` those that the own side may take over are such. Five SQL queries at most. Done is what the item says; an item that
    is not seen moves nothing."""
    today = times.local(now, user.zone).date()
    phases = {phase.pk: phase for phase in PlanPhase.objects.filter(version=version).order_by("number")}
    tasks = _tasks(version, phases)
    place = {task.key: at for at, task in enumerate(tasks)}
    rows = TaskLink.objects.filter(version=version).values_list("before_id", "after_id", "kind", "lag")
    ties = [Tie(place[one], place[two], kind, lag) for one, two, kind, lag in rows if one in place and two in place]
    items = _items(version)
    seen = [items.get(task.anchor) for task in tasks]
    planned = schedule(
        {at: Activity(task.starts_on.toordinal(), task.days) for at, task in enumerate(tasks)},
        ties,
        within=version.ends_on.toordinal() + 1,
    )
    expected = _expected(tasks, ties, planned, seen, today)
    numbers = [f"{phases[task.phase].number}.{task.number}" for task in tasks]
    after = _after(ties, numbers)
    places = {each.pk: str(each) for each in Place.objects.filter(pk__in={task.place for task in tasks if task.place})}
    spare, lasting, status = cache(floats), cache(lasts), {each.value: str(each.label) for each in ItemStatus}
    lines: dict[UUID, list[TaskLine]] = {key: [] for key in phases}
    bars: dict[UUID, list[Row]] = {key: [] for key in phases}
    for at, task in enumerate(tasks):
        span, likely, item = planned[at], expected[at], seen[at]
        is_taken = task.anchor in items
        line = TaskLine(
            task.key,
            task.anchor,
            numbers[at],
            in_language(task.title),
            places.get(task.place, "") if task.place else "",
            task.lead,
            date.fromordinal(span.start),
            _last(span),
            max(likely.finish - span.finish, 0),
            _last(likely),
            lasting(task.days, milestone=task.milestone),
            spare(span.slack, is_critical=span.is_critical),
            span.is_critical,
            after.get(at, ""),
            _state(item, today) if item else "taken" if is_taken else "",
            status[item.status] if item else "",
            item.due_on if item else None,
            reference_of(item.series, item.number) if item else "",
            item.key if item else None,
            can_take and not is_taken and task.lead == user.code,
        )
        lines[task.phase].append(line)
        bars[task.phase].append(
            Row(
                line.number,
                task.lead,
                span.start,
                span.finish,
                span.slack,
                is_critical=span.is_critical,
                is_milestone=task.milestone,
                is_late=line.is_late,
                title=line.title,
            )
        )
    days = [("today", today), *([("ministerial", meeting)] if meeting else [])]
    return Timeline(
        [PhaseShown(phase, lines[key], draw(bars[key], days)) for key, phase in phases.items()],
        date.fromordinal(max(span.finish for span in planned.values()) - 1) if tasks else None,
        date.fromordinal(max(span.finish for span in expected.values()) - 1) if tasks else None,
    )


def _tasks(version: PlanVersion, phases: Mapping[UUID, PlanPhase]) -> list[Task]:
    names = ("pk", "phase_id", "anchor", "number", "title", "lead_id", "place_id", "starts_on", "days", "milestone")
    found = [Task(*row) for row in PlanTask.objects.filter(version=version).values_list(*names)]
    order = {key: place for place, key in enumerate(phases)}
    return sorted((task for task in found if task.phase in order), key=lambda task: (order[task.phase], task.number))


def _items(version: PlanVersion) -> dict[UUID, Item | None]:
    """What was taken over, each with its item; None where that is not seen. One SQL query."""
    names = ("pk", "status", "due_on", "series", "number")
    rows = TaskTaken.objects.filter(plan=version.plan_id).order_by()
    rows = rows.annotate(seen=FilteredRelation("item", condition=Q(item__pk__isnull=False)))
    found = rows.values_list("anchor", *(f"seen__{name}" for name in names))
    return {row[0]: Item(*row) if row[1] else None for row in found}


def _expected(
    tasks: Sequence[Task], ties: Sequence[Tie[int]], planned: dict[int, Span], items: Sequence[Item | None], today: date
) -> dict[int, Span]:
    """When tasks end as it looks now: one that is open ends no sooner than today, or on the day that its item says. What has
    begun takes longer; what has not begins later."""
    if not any(item is not None and item.status in OPEN for item in items):
        return planned
    activities: dict[int, Activity] = {}
    for at, (task, item) in enumerate(zip(tasks, items, strict=True)):
        begins, days = task.starts_on.toordinal(), task.days
        if item is not None and item.status in OPEN:
            floor = max(item.due_on, today).toordinal() + 1 if item.due_on < today or days else 0
            if item.status in BEGUN:
                days = max(days, floor - planned[at].start)
            else:
                begins = max(begins, floor - max(days, 1))
        activities[at] = Activity(begins, days)
    return schedule(activities, ties)


def _after(ties: Sequence[Tie[int]], numbers: Sequence[str]) -> dict[int, str]:
    """What each task waits for as people write it."""
    found: dict[int, list[Written]] = {}
    for tie in sorted(ties, key=attrgetter("before")):
        found.setdefault(tie.after, []).append(Written(numbers[tie.before], tie.kind, tie.lag))
    return {at: join_links(links) for at, links in found.items()}


def _state(item: Item, today: date) -> str:
    if item.status in OPEN:
        return "late" if item.due_on < today else "open"
    return "done" if item.status in DONE else "open"


def _last(span: Span) -> date:
    return date.fromordinal(max(span.finish - 1, span.start))
