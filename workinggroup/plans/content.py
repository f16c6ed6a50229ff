"""What stands in a version of a plan, read once, and its canonical form. Of sections those alone that every party reads."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings

from workinggroup.plans.canonical import Keys, canonical
from workinggroup.plans.linking import Written, write_links
from workinggroup.plans.models import Plan, PlanPhase, PlanSection, PlanTask, PlanVersion, TaskLink
from workinggroup.plans.parts import PlanBasis, PlanObjective, PlanPost, PlanRhythm, PlanSafeguard, TaskResource
from workinggroup.plans.scheduling import Activity, Span, Tie, schedule
from workinggroup.plans.states import BOUND, Part

# By what a row of the canonical form is the same row in another version; tasks and objectives have keys beside (`keys_of`).
NAMES: Mapping[str, Sequence[str]] = {
    "section": ["part", "side"],
    "phase": ["number"],
    "task": ["number"],
    "objective": ["number"],
}
ORDER = {part: place for place, part in enumerate(Part)}


@dataclass(frozen=True)
class Work:
    """The phases and tasks of a version, with the number of each task and the links between them."""

    phases: list[PlanPhase]
    tasks: list[PlanTask]
    links: list[TaskLink]

    @property
    def numbers(self) -> dict[UUID, str]:
        """The number of each task by its row's key: "2.4"."""
        phases = {phase.pk: phase.number for phase in self.phases}
        return {task.pk: f"{phases[task.phase_id]}.{task.number}" for task in self.tasks}

    def spans(self, within: int | None = None) -> dict[UUID, Span]:
        """When each task begins and ends, by its row's key; what it has to spare is measured to the earliest end, or to `within`
        where that is sooner. Raises `Circular` with such keys."""
        known = {task.pk for task in self.tasks}
        activities = {task.pk: Activity(task.starts_on.toordinal(), task.days) for task in self.tasks}
        ties = [
            Tie(link.before_id, link.after_id, link.kind, link.lag)
            for link in self.links
            if link.before_id in known and link.after_id in known
        ]
        return schedule(activities, ties, within=within)

    def written_links(self) -> dict[UUID, str]:
        """What each task waits for as people write it, by its row's key."""
        numbers, found = self.numbers, dict[UUID, list[Written]]()
        for link in self.links:
            if link.before_id in numbers and link.after_id in numbers:
                found.setdefault(link.after_id, []).append(Written(numbers[link.before_id], link.kind, link.lag))
        return {key: write_links(links) for key, links in found.items()}


def work_of(version: PlanVersion) -> Work:
    """Three SQL queries."""
    phases = list(PlanPhase.objects.filter(version=version).order_by("number"))
    order = {phase.pk: phase.number for phase in phases}
    tasks = [task for task in PlanTask.objects.filter(version=version) if task.phase_id in order]
    tasks.sort(key=lambda task: (order[task.phase_id], task.number))
    return Work(phases, tasks, list(TaskLink.objects.filter(version=version)))


def keys_of(*versions: PlanVersion) -> list[Keys]:
    """What the tasks and objectives of each version are called through all of them, by their number in it. Two SQL queries."""
    tasks = PlanTask.objects.filter(version__in=versions)
    aims = PlanObjective.objects.filter(version__in=versions)
    found: dict[UUID, dict[str, dict[str, str]]] = {each.pk: {"task": {}, "objective": {}} for each in versions}
    for key, phase, number, anchor in tasks.values_list("version", "phase__number", "number", "anchor"):
        found[key]["task"][f"{phase}.{number}"] = str(anchor)
    for key, number, anchor in aims.values_list("version", "number", "anchor"):
        found[key]["objective"][str(number)] = str(anchor)
    return [found[each.pk] for each in versions]


def sections_of(version: PlanVersion) -> list[PlanSection]:
    """The sections that its reader sees in a version: of each part and side the latest up to it that says something. One SQL
    query."""
    rows = PlanSection.objects.filter(plan=version.plan_id, version__number__lte=version.number)
    latest = {(row.part, row.side_id): row for row in rows.order_by("version__number")}
    found = [row for row in latest.values() if row.text]
    return sorted(found, key=lambda row: (ORDER[Part(row.part)], row.side_id))


def bound_sections(version: PlanVersion, parties: Sequence[str]) -> tuple[list[PlanSection], list[PlanSection]]:
    """The sections that are bound, and those among what the reader sees that not every party reads. One SQL query."""
    seen = [row for row in sections_of(version) if row.part in BOUND]
    bound = [row for row in seen if set(parties) <= set(row.releasable_to)]
    return bound, [row for row in seen if row not in bound]


def bound_words(version: PlanVersion) -> list[str]:
    """All words of a version that every party reads, as it was tabled or as it stands now. Eleven SQL queries, none once it was
    tabled."""
    told = json.loads(version.canonical or canonical_of(version.plan, version))
    return [version.plan.reference, *_strings(told)]


def _strings(told: Any) -> list[str]:
    if isinstance(told, str):
        return [told]
    inner = told.values() if isinstance(told, dict) else told if isinstance(told, list) else ()
    return [text for each in inner for text in _strings(each)]


def canonical_of(plan: Plan, version: PlanVersion) -> bytes:
    """What is consented to, as it stands now: the same for every party. Eleven SQL queries."""
    work = work_of(version)
    numbers, links = work.numbers, work.written_links()
    phases = {phase.pk: phase.number for phase in work.phases}
    bound, _hidden = bound_sections(version, plan.parties)
    facts = {
        "title": plan.title,
        "summary": version.summary,
        "commitment": plan.commitment.reference,
        "parties": sorted(plan.parties),
        "marking": plan.marking,
        "starts_on": version.starts_on.isoformat(),
        "ends_on": version.ends_on.isoformat(),
    }
    rows: dict[str, list[dict[str, Any]]] = {
        "section": [
            {"part": each.part, "side": each.side_id, "marking": each.marking, "omitted": each.is_omitted}
            | {"text": each.text}
            for each in bound
        ],
        "phase": [{"number": each.number, "title": each.title} for each in work.phases],
        "task": [
            {
                "number": numbers[each.pk],
                "phase": phases[each.phase_id],
                "title": each.title,
                "lead": each.lead_id,
                "place": each.place_id or "",
                "starts_on": each.starts_on.isoformat(),
                "days": each.days,
                "milestone": each.milestone,
                "tolerance": each.tolerance,
                "after": links.get(each.pk, ""),
            }
            for each in work.tasks
        ],
    }
    for kind, (model, fields) in PARTS.items():
        rows[kind] = [
            {name: _plain(getattr(each, attribute), numbers) for name, attribute in fields.items()}
            for each in model.objects.filter(version=version)
        ]
    return canonical(facts, rows)


# What of each kind of part is bound: the name that it has in the canonical form, and the attribute that holds it.
PARTS: dict[str, tuple[Any, Mapping[str, str]]] = {
    "resource": (
        TaskResource,
        {
            "task": "task_id",
            "side": "side_id",
            "kind": "kind",
            "count": "count",
            "from": "from_on",
            "to": "to_on",
        },
    ),
    "basis": (PlanBasis, {"side": "side_id", "instrument": "instrument", "article": "article"}),
    "safeguard": (PlanSafeguard, {"side": "side_id", "task": "task_id", "risk": "risk", "measure": "measure"}),
    "post": (
        PlanPost,
        {
            "side": "side_id",
            "function": "function",
            "level": "level",
            "hours": "hours",
            "language": "language",
            "channel": "channel",
        },
    ),
    "rhythm": (
        PlanRhythm,
        {"from": "side_id", "to": "to_side_id", "every": "every", "by": "by", "zone": "zone"},
    ),
    "objective": (PlanObjective, {"number": "number", "text": "text"}),
}


def missing_of(plan: Plan, version: PlanVersion, work: Work, objectives: int) -> list[str]:
    """What is missing to table: sections, by part, then "tasks" and "objectives". One SQL query."""
    bound, _hidden = bound_sections(version, plan.parties)
    return missing_in(bound, work.tasks, objectives, version)


def missing_in(bound: Sequence[PlanSection], tasks: Sequence[Any], objectives: int, version: PlanVersion) -> list[str]:
    """The same of what was read already."""
    whole = Counter(row.part for row in bound if is_whole(row.text))
    found: list[str] = [part for part in BOUND if not whole[part]]
    found += [] if is_whole(version.summary) else ["summary"]
    found += [] if tasks else ["task"]
    found += [] if objectives else ["objective"]
    return found


def is_whole(text: Mapping[str, str]) -> bool:
    """Whether a text says it in every content language."""
    return all(text.get(code, "").strip() for code in settings.CONTENT_LANGUAGES)


def _plain(value: Any, numbers: Mapping[UUID, str]) -> Any:
    if isinstance(value, UUID):
        return numbers.get(value, "")
    return value.isoformat() if hasattr(value, "isoformat") else value
