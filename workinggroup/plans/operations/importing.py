"""Tasks brought in from a list into the version that is drafted: all of them, or none; nothing is shared by it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.forms import LAST_DAY
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.lists.named import Line, day_said, number_said
from portal.people.lists.names import fold
from workinggroup.gaps.models import Place
from workinggroup.handling.checking import refuse_identifiers
from workinggroup.plans import rules
from workinggroup.plans.content import Work, work_of
from workinggroup.plans.importing import MOST_ROWS, yes_said
from workinggroup.plans.linking import Written
from workinggroup.plans.models import (
    LONGEST_AFTER,
    LONGEST_PHASE,
    LONGEST_TASK,
    MOST_DAYS,
    MOST_TOLERANCE,
    USUAL_TOLERANCE,
    Plan,
    PlanPhase,
    PlanTask,
    PlanVersion,
    TaskLink,
)
from workinggroup.plans.operations.gate import drafted, locked, parties_rows
from workinggroup.plans.operations.working import MOST_TASKS, TooManyTasks, links_said
from workinggroup.plans.scheduling import Activity, Circular, Tie, schedule

NAMED = 40
LONGEST_REFERENCE = 60


class BadTaskRows(Refused):
    """Nothing is written while a line is wrong."""

    sentence = gettext_lazy("Nothing was brought in. These lines are wrong: %(lines)s.")


@dataclass
class CheckedTask:
    """A line with what it comes to, and what is wrong with it. `phase` is the key of one that is there, or the folded name of one
    that comes with the list."""

    number: int
    cells: dict[str, str]
    called: str = ""
    phase: UUID | str = ""
    place: Place | None = None
    starts_on: date | None = None
    days: int = 0
    tolerance: int = USUAL_TOLERANCE
    milestone: bool = False
    links: list[Written] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def title(self) -> dict[str, str]:
        return {"en": self.cells.get("title", ""), "es": self.cells.get("title_es", "")}

    @property
    def phase_title(self) -> dict[str, str]:
        return {"en": self.cells.get("phase", ""), "es": self.cells.get("phase_es", "")}


def check_tasks(*, plan: Plan, lines: Sequence[Line], actor: Person) -> list[CheckedTask]:
    """What each line comes to, and all that is wrong with it; nothing is written. Six SQL queries. Refuses `NothingDrafted`,
    `TooManyTasks`.

    What a cell with an identifier of a person says is repeated nowhere: the cell is shown empty.
    """
    ensure(rules.can_edit(actor, plan))
    return _checked(plan, drafted(plan), lines, actor)[0]


@transaction.atomic
def import_tasks(*, plan: Plan, lines: Sequence[Line], actor: Person) -> list[PlanTask]:
    """Add a task for each line at the end of its phase, and the phases that are new.

    Refuses `NothingDrafted`, `TooManyTasks`, and `BadTaskRows` where anything is wrong with a line: then nothing is written.
    """
    plan = locked(plan)
    ensure(rules.can_edit(actor, plan))
    version = drafted(plan)
    checked, work = _checked(plan, version, lines, actor)
    bad = [str(each.number) for each in checked if each.problems]
    if bad or not checked:
        raise BadTaskRows(lines=", ".join([*bad[:NAMED], *(["…"] if len(bad) > NAMED else [])]))
    marks = parties_rows(plan)
    phases: dict[UUID | str, PlanPhase] = {phase.pk: phase for phase in work.phases}
    last = max((phase.number for phase in work.phases), default=0)
    ends = Counter[Any]()
    for task in work.tasks:
        ends[task.phase_id] = max(ends[task.phase_id], task.number)
    made: dict[str, PlanTask] = {}
    for each in checked:
        if each.phase not in phases:
            last += 1
            phase = PlanPhase(version=version, number=last, title=each.phase_title, **marks)
            phase.save(force_insert=True)
            phases[each.phase] = phase
        phase = phases[each.phase]
        assert each.starts_on
        ends[phase.pk] += 1
        made[each.called] = PlanTask(
            version=version,
            phase=phase,
            anchor=uuid4(),
            number=ends[phase.pk],
            title=each.title,
            lead_id=each.cells["lead"],
            place=each.place,
            starts_on=each.starts_on,
            days=each.days,
            milestone=each.milestone,
            tolerance=each.tolerance,
            brought_by=actor.code,
            external_ref=each.cells.get("reference", ""),
            **marks,
        )
    PlanTask.objects.bulk_create(made.values())
    there = {number: key for key, number in work.numbers.items()} | {name: task.pk for name, task in made.items()}
    TaskLink.objects.bulk_create(
        TaskLink(
            version=version,
            before_id=there[link.number],
            after=made[each.called],
            kind=link.kind,
            lag=link.lag,
            **marks,
        )
        for each in checked
        for link in each.links
    )
    record("workinggroup.plan.changed", plan, actor=actor, part="task")
    return list(made.values())


def _checked(plan: Plan, version: PlanVersion, lines: Sequence[Line], actor: Person) -> tuple[list[CheckedTask], Work]:
    work = work_of(version)
    if len(lines) > MOST_ROWS or len(work.tasks) + len(lines) > MOST_TASKS:
        raise TooManyTasks(most=MOST_TASKS)
    known = _Known(plan, version, work, lines, actor)
    found = [known.check(line) for line in lines]
    known.check_links(found)
    return found, work


class _Known:
    """What lines are checked against, read at once."""

    def __init__(self, plan: Plan, version: PlanVersion, work: Work, lines: Sequence[Line], actor: Person) -> None:
        self.parties, self.work = set(plan.parties), work
        self.works = {plan.commitment.lead_id, *plan.commitment.supporting}
        self.phases: dict[str, UUID | str] = {}
        for phase in work.phases:
            for name in (str(phase.number), *phase.title.values()):
                self.phases.setdefault(fold(name), phase.pk)
        self.places: dict[str, Place] = {}
        for place in Place.objects.all():
            for name in (place.code, str(place), *place.names.values()):
                self.places.setdefault(fold(name), place)
        wanted = [line.cells.get("reference", "") for line in lines]
        self.twice = {each for each, count in Counter(filter(None, wanted)).items() if count > 1}
        rows = PlanTask.objects.filter(version=version, brought_by=actor.code).exclude(external_ref="")
        self.there = set(rows.values_list("external_ref", flat=True))
        self.called = Counter(self._name(line, place) for place, line in enumerate(lines, 1))
        self.place = 0
        self.above: UUID | str = ""

    def _name(self, line: Line, place: int) -> str:
        """What links of the list call a line: its number in it, else its place."""
        return line.cells.get("number", "") or str(place)

    def check(self, line: Line) -> CheckedTask:
        self.place += 1
        found = CheckedTask(line.number, dict(line.cells), self._name(line, self.place))
        wrong, cells = found.problems.append, found.cells
        for name in line.formulas:
            wrong(_("A cell holds a formula without a value: %(column)s.") % {"column": name})
        for name, words in list(cells.items()):
            try:
                refuse_identifiers([words])
            except Refused as refusal:
                wrong(str(refusal))
                cells[name] = ""
        found.called = cells.get("number", "") or str(self.place)
        if not all(found.title.values()):
            wrong(_("It has no title in each language: both are consented to."))
        if max(len(words) for words in found.title.values()) > LONGEST_TASK:
            wrong(_("Its title is longer than %(most)s characters.") % {"most": LONGEST_TASK})
        if self.called[found.called] > 1 or "." in found.called:
            wrong(_("Its number is no number of this list alone: %(number)s.") % {"number": found.called})
        self._check_phase(found)
        self._check_lead(found)
        self._check_days(found)
        if cells.get("place"):
            found.place = self.places.get(fold(cells["place"]))
            if found.place is None:
                wrong(_("No place is called “%(words)s”.") % {"words": cells["place"]})
        self._check_reference(found)
        if len(cells.get("after", "")) > LONGEST_AFTER:
            wrong(_("What it comes after is longer than %(most)s characters.") % {"most": LONGEST_AFTER})
        return found

    def _check_phase(self, found: CheckedTask) -> None:
        """The phase that is named, else that of the line above; one that is not there comes with the list, in both languages."""
        titles = [words for words in found.phase_title.values() if words]
        if not titles:
            found.phase = self.above
            if not self.above:
                found.problems.append(_("It names no phase, and none stands above it."))
            return
        there = next((self.phases[fold(words)] for words in titles if fold(words) in self.phases), None)
        if there is None:
            if len(titles) < len(found.phase_title):
                found.problems.append(_("Its phase is new: name it in each language."))
            if max(map(len, titles)) > LONGEST_PHASE:
                found.problems.append(_("Its phase is longer than %(most)s characters.") % {"most": LONGEST_PHASE})
            there = fold(titles[0])
            self.phases |= {fold(words): there for words in titles}
        found.phase = self.above = there

    def _check_lead(self, found: CheckedTask) -> None:
        code = found.cells["lead"] = found.cells.get("lead", "").upper()
        if code not in self.parties:
            found.problems.append(_("%(code)s is no party to this plan.") % {"code": code or "–"})
        elif code not in self.works:
            words = _("%(code)s neither leads nor supports the commitment, so it could not take this task over.")
            found.problems.append(words % {"code": code})

    def _check_days(self, found: CheckedTask) -> None:
        wrong, cells = found.problems.append, found.cells
        milestone = yes_said(cells.get("milestone", ""))
        found.starts_on = day_said(cells.get("starts_on", ""))
        if found.starts_on is None or found.starts_on > LAST_DAY:
            wrong(_("It says no day on which it begins, as 2026-03-16."))
        if milestone is None:
            wrong(_("Whether it is a milestone is yes or no."))
        days = number_said(cells.get("days", "") or "0")
        found.milestone = bool(milestone)
        if days is None or days > MOST_DAYS or (days and found.milestone):
            wrong(_("A task takes at most %(days)s days, and a milestone none.") % {"days": MOST_DAYS})
        elif not days and not found.milestone:
            wrong(_("It says not how many days it takes."))
        found.days = days or 0
        tolerance = number_said(cells.get("tolerance", "") or str(USUAL_TOLERANCE))
        if tolerance is None or tolerance > MOST_TOLERANCE:
            wrong(_("Its tolerance is no number of days up to %(most)s.") % {"most": MOST_TOLERANCE})
        found.tolerance = tolerance or 0

    def _check_reference(self, found: CheckedTask) -> None:
        reference = found.cells.get("reference", "")
        if len(reference) > LONGEST_REFERENCE:
            found.problems.append(_("Its reference is longer than %(most)s characters.") % {"most": LONGEST_REFERENCE})
        if reference in self.twice:
            found.problems.append(_("Two lines have the reference %(reference)s.") % {"reference": reference})
        if reference in self.there:
            words = _("Your delegation has brought in %(reference)s already.")
            found.problems.append(words % {"reference": reference})

    def check_links(self, found: Sequence[CheckedTask]) -> None:
        """Links lead to lines of the list by their numbers, "3FS+2", or to tasks that are there, "2.1"; none goes in circles."""
        rows = {each.called: each for each in found}
        there = {number: key for key, number in self.work.numbers.items()}
        for each in found:
            try:
                each.links = links_said(each.cells.get("after", ""))
            except Refused as refusal:
                each.problems.append(str(refusal))
            for link in each.links:
                if link.number not in rows and link.number not in there:
                    words = _("Neither this list nor the plan has a task %(number)s.")
                    each.problems.append(words % {"number": link.number})
        if any(each.problems for each in found):
            return
        activities: dict[Any, Activity] = {
            task.pk: Activity(task.starts_on.toordinal(), task.days) for task in self.work.tasks
        }
        ties: list[Tie[Any]] = [
            Tie(link.before_id, link.after_id, link.kind, link.lag)
            for link in self.work.links
            if link.before_id in activities and link.after_id in activities
        ]
        for each in found:
            assert each.starts_on
            activities[each.called] = Activity(each.starts_on.toordinal(), each.days)
            ties += [
                Tie(link.number if link.number in rows else there[link.number], each.called, link.kind, link.lag)
                for link in each.links
            ]
        try:
            spans = schedule(activities, ties)
        except Circular as circle:
            words = _("These tasks would wait for each other: %(around)s. Take one link out.")
            around = [str(key) for key in circle.around]
            for name in around[:-1]:
                rows[name].problems.append(words % {"around": " → ".join(around)})
            return
        for each in found:
            if not 1 <= spans[each.called].start <= spans[each.called].finish <= LAST_DAY.toordinal():
                words = _("With these links the plan would end after the year %(year)s.")
                each.problems.append(words % {"year": LAST_DAY.year})
