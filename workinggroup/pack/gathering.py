"""What of the operational cell a side reads, for its pack. The wall alone says what it reads; the mark says what a pack holds."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from portal.core.people import Person
from workinggroup.actionitems.states import OPEN as OPEN_ITEMS
from workinggroup.gaps.index import entries_of
from workinggroup.gaps.models import Gap
from workinggroup.gaps.saying import standing_of
from workinggroup.gaps.states import OPEN as OPEN_GAPS
from workinggroup.handling.sanitising import ORDER
from workinggroup.pack.cell import CEILING, Cell, Entry, Late, Topic, compose_cell, topic_of
from workinggroup.plans.models import Plan, PlanTask, TaskTaken
from workinggroup.plans.states import IN_FORCE, Stage
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import OWED

# The marks that a pack may hold.
PACKED = ORDER[: ORDER.index(CEILING) + 1]
HELD: tuple[Any, ...] = (Gap, Plan, InformationRequest)


def gather_cell(user: Person, today: date) -> tuple[Cell, list[UUID]]:
    """What the user's side is told of the operational cell, and the keys of the action items that are late tasks of plans. Six
    SQL queries."""
    plans, items = _plans(user, today)
    cell = compose_cell([*_gaps(user), *plans, *_requests(user, today)], [user.code])
    kept = set(cell.keys)
    return cell, [item for plan, item in items if plan in kept]


def is_still_read(keys: list[UUID], user: Person) -> bool:
    """Whether the user's side still reads all of these matters, and each may still stand in a pack. Three SQL queries, none for
    no key."""
    if not keys:
        return True
    rows = (model.objects.visible_to(user).filter(pk__in=keys, marking__in=PACKED).count() for model in HELD)
    return sum(rows) == len(keys)


def _gaps(user: Person) -> Iterable[Entry]:
    """Two SQL queries."""
    index = {each.key: each for each in entries_of(user.code) if each.status in OPEN_GAPS}
    topics = {key: topic for key, each in index.items() if (topic := topic_of(each.status, each.level))}
    rows = Gap.objects.visible_to(user).select_related("place").in_bulk(list(topics))
    for key, topic in topics.items():
        if gap := rows.get(key):
            standing = standing_of(gap, has_measure=index[key].has_measure)
            yield Entry(
                key=key,
                topic=topic,
                reference=gap.reference,
                title=gap.title,
                marking=gap.marking,
                readers=tuple(gap.releasable_to),
                originators=tuple(gap.originators),
                sides=standing.sides if topic is Topic.CLAIMS else tuple(gap.owners),
                due_on=standing.due,
                level=index[key].level,
                place=str(gap.place or ""),
                lacks=not index[key].has_measure,
                status=gap.status,
            )


def _plans(user: Person, today: date) -> tuple[list[Entry], list[tuple[UUID, UUID]]]:
    """The plans in force, and the late items with their plans. Three SQL queries."""
    plans = list(Plan.objects.visible_to(user).filter(status__in=IN_FORCE).order_by("drafted_by_id", "number"))
    taken = TaskTaken.objects.filter(plan__in=plans, item__status__in=OPEN_ITEMS, item__due_on__lt=today)
    late = {(each.plan_id, each.anchor): each.item for each in taken.select_related("item")}
    tasks = PlanTask.objects.filter(version__plan__in=plans, version__stage=Stage.AGREED)
    found: dict[UUID, list[Late]] = {}
    items = []
    for task in tasks.filter(anchor__in=[anchor for _plan, anchor in late]).select_related("version", "phase"):
        plan = task.version.plan_id
        if item := late.get((plan, task.anchor)):
            found.setdefault(plan, []).append(
                Late(f"{task.phase.number}.{task.number}", task.title, task.lead_id, item.due_on)
            )
            items.append((plan, item.pk))
    entries = [
        Entry(
            key=plan.pk,
            topic=Topic.PLANS,
            reference=plan.reference,
            title=plan.title,
            marking=plan.marking,
            readers=tuple(plan.releasable_to),
            originators=tuple(plan.originators),
            sides=tuple(plan.parties),
            status=plan.status,
            late=tuple(sorted(found.get(plan.pk, ()), key=lambda each: (each.due_on, each.number))),
        )
        for plan in plans
    ]
    return entries, items


def _requests(user: Person, today: date) -> Iterable[Entry]:
    """One SQL query."""
    rows = InformationRequest.objects.visible_to(user).filter(status__in=OWED, due_on__lt=today)
    for asked in rows.order_by("due_on", "series", "number"):
        yield Entry(
            key=asked.pk,
            topic=Topic.REQUESTS,
            reference=asked.reference,
            title=asked.title,
            marking=asked.marking,
            readers=tuple(asked.releasable_to),
            originators=tuple(asked.originators),
            sides=(asked.recipient_id,),
            due_on=asked.due_on,
            status=asked.status,
        )
