"""What the pages of plans show. Each in a constant number of SQL queries."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core import times
from portal.core.people import Person
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment
from workinggroup.plans.content import missing_in, sections_of
from workinggroup.plans.models import Plan, PlanConsent, PlanSection, PlanTask, PlanVersion, TaskTaken
from workinggroup.plans.parts import PlanObjective
from workinggroup.plans.states import ASKING, BOUND, IN_FORCE, Answer, Stage, Status

# What the pages of a plan show, for `version_of`: what its parties write into a draft is an act that its readers know of, and
# the rest stands for itself.
SHOWN = "SELECT ARRAY[%(pk)s::text], facts FROM workinggroup_plan_shows(%(pk)s) AS facts WHERE facts IS NOT NULL"


@dataclass(frozen=True)
class PlanLine:
    """One plan of the register: for whom it waits, by when, and how many of its tasks are late."""

    plan: Plan
    waits_on: tuple[str, ...] = ()
    until: date | None = None
    late: int = 0

    @property
    def is_ours(self) -> bool:
        return self.plan.status == Status.DRAFT and not self.plan.is_shared


@dataclass(frozen=True)
class Register:
    """The plans that somebody sees, those in force first; `title` is what is to be said of them."""

    lines: Sequence[PlanLine]
    code: str

    @property
    def waiting(self) -> list[PlanLine]:
        return [line for line in self.lines if self.code in line.waits_on]

    @property
    def title(self) -> str:
        if waiting := len(self.waiting):
            return ngettext(
                "%(count)s plan waits for your consent", "%(count)s plans wait for your consent", waiting
            ) % {"count": waiting}
        running = [line for line in self.lines if line.plan.status in IN_FORCE]
        late = sum(line.late for line in running)
        if not running:
            return _("No plan is in force")
        found = ngettext("%(count)s plan is in force", "%(count)s plans are in force", len(running))
        if not late:
            return found % {"count": len(running)}
        tail = ngettext("%(late)s task is late", "%(late)s tasks are late", late) % {"late": late}
        return _("%(plans)s; %(tasks)s") % {"plans": found % {"count": len(running)}, "tasks": tail}


ORDER = [
    Status.SUSPENDED, Status.ACTIVE, Status.TABLED, Status.AGREED, Status.DRAFT, Status.COMPLETED, Status.EVALUATED,
    Status.CLOSED, Status.WITHDRAWN,
]  # fmt: skip


def plan_register(user: Person, *, now: datetime) -> Register:
    """All plans that somebody sees. Four SQL queries."""
    plans = list(
        Plan.objects.visible_to(user).select_related("commitment").order_by("drafted_by_id", "number", "created_at")
    )
    asked = [plan for plan in plans if plan.status in ASKING]
    tabled = {version.plan_id: version for version in PlanVersion.objects.filter(plan__in=asked, stage=Stage.TABLED)}
    yes = _yes_to(list(tabled.values()))
    late = late_by_plan(plans, times.local(now, user.zone).date())
    lines = []
    for plan in plans:
        version = tabled.get(plan.pk)
        waits = tuple(code for code in plan.parties if version and code not in yes.get(version.pk, ()))
        lines.append(PlanLine(plan, waits, version.expires_on if version else None, late.get(plan.pk, 0)))
    lines.sort(key=lambda line: ORDER.index(Status(line.plan.status)))
    return Register(lines, user.code)


def plans_under(commitment: Commitment, user: Person, today: date) -> list[PlanLine]:
    """The plans under a commitment that somebody sees, those in force first. Two SQL queries."""
    plans = list(Plan.objects.visible_to(user).filter(commitment=commitment).order_by("drafted_by_id", "number"))
    late = late_by_plan(plans, today)
    lines = [PlanLine(plan, late=late.get(plan.pk, 0)) for plan in plans]
    return sorted(lines, key=lambda line: ORDER.index(Status(line.plan.status)))


def _yes_to(versions: Sequence[PlanVersion]) -> dict[UUID, set[str]]:
    found: dict[UUID, set[str]] = {}
    rows = PlanConsent.objects.filter(version__in=versions, answer=Answer.YES)
    for version, side in rows.values_list("version_id", "side_id"):
        found.setdefault(version, set()).add(side)
    return found


def late_by_plan(plans: Sequence[Plan], today: date) -> dict[UUID, int]:
    """How many tasks of each plan are late, as far as their items are seen. One SQL query."""
    rows = TaskTaken.objects.filter(plan__in=plans, item__status__in=OPEN, item__due_on__lt=today)
    return dict(Counter(rows.values_list("plan_id", flat=True)))


@dataclass(frozen=True)
class Said:
    """What one party said to a version."""

    code: str
    answer: PlanConsent | None

    @property
    def look(self) -> tuple[str, str, str]:
        """Kind, shape and words of its state."""
        if self.answer is None:
            return "open", "", _("has not answered")
        kinds = {Answer.YES: ("ok", "done"), Answer.AD_REF: ("wait", ""), Answer.NO: ("bad", "")}
        kind, shape = kinds[Answer(self.answer.answer)]
        return kind, shape, self.answer.get_answer_display()


@dataclass(frozen=True)
class PlanPage:
    """One plan with one of its versions."""

    plan: Plan
    version: PlanVersion
    versions: Sequence[PlanVersion]
    said: Sequence[Said] = ()
    sections: Sequence[PlanSection] = ()
    objectives: Sequence[PlanObjective] = ()
    missing: Sequence[str] = field(default_factory=list)

    @property
    def drafted(self) -> PlanVersion | None:
        return self._at(Stage.DRAFTING)

    @property
    def tabled(self) -> PlanVersion | None:
        return self._at(Stage.TABLED)

    @property
    def is_newest(self) -> bool:
        return self.version.number == max(each.number for each in self.versions)

    def _at(self, stage: Stage) -> PlanVersion | None:
        return next((each for each in self.versions if each.stage == stage), None)


def find_plan(user: Person, pk: UUID) -> Plan | None:
    """One SQL query."""
    rows: Any = Plan.objects.visible_to(user).select_related("commitment__paragraph__statement", "drafted_by")
    found: Plan | None = rows.filter(pk=pk).first()
    return found


def plan_page(plan: Plan, number: int | None, *, whole: bool = True) -> PlanPage | None:
    """A plan with the version of that number, by default the one that binds or is about to; None where it has none such. Two SQL
    queries, with the text (`whole`) five."""
    versions = _versions(plan)
    version = _chosen(versions, number)
    if version is None:
        return None
    said = said_of(plan, version) if version.stage != Stage.DRAFTING else []
    if not whole:
        return PlanPage(plan, version, versions, said)
    sections = sections_of(version)
    objectives = list(PlanObjective.objects.filter(version=version).order_by("number"))
    missing: list[str] = []
    if version.is_drafted:
        bound = [row for row in sections if row.part in BOUND and set(plan.parties) <= set(row.releasable_to)]
        missing = missing_in(bound, list(PlanTask.objects.filter(version=version)[:1]), len(objectives), version)
    return PlanPage(plan, version, versions, said, sections, objectives, missing)


def edition_of(plan: Plan, number: int | None, readers: Collection[str]) -> PlanVersion | None:
    """The version of that number, by default the one that binds or is about to, for these readers; None where there is none. Who
    is no party is told of what all parties agreed to, and of no other version. One SQL query."""
    versions = _versions(plan)
    if not set(readers) <= set(plan.parties):
        versions = [each for each in versions if each.stage == Stage.AGREED]
    return _chosen(versions, number)


def _versions(plan: Plan) -> list[PlanVersion]:
    versions = list(PlanVersion.objects.filter(plan=plan).order_by("-number"))
    for each in versions:
        each.plan = plan
    return versions


def _chosen(versions: Sequence[PlanVersion], number: int | None) -> PlanVersion | None:
    return next((each for each in versions if each.number == number), None) if number else _shown(versions)


def _shown(versions: Sequence[PlanVersion]) -> PlanVersion | None:
    for stage in (Stage.TABLED, Stage.AGREED, Stage.DRAFTING):
        if found := next((each for each in versions if each.stage == stage), None):
            return found
    return versions[0] if versions else None


def released_sections(plan: Plan, user: Person) -> list[PlanSection]:
    """The sections of a plan that a side reads which is no party: of each part and side the one that was written last of those
    released to it; which version is in force it is not told. One SQL query."""
    rows = PlanSection.objects.visible_to(user).filter(plan=plan).exclude(text={})
    latest: dict[tuple[str, str], PlanSection] = {}
    for row in sorted(rows, key=lambda row: max(row.changed_at.values(), default="")):
        latest[row.part, row.side_id] = row
    return sorted(latest.values(), key=lambda row: (row.position, row.side_id))


def said_of(plan: Plan, version: PlanVersion) -> list[Said]:
    """What each party said last to a version. One SQL query."""
    last = {each.side_id: each for each in PlanConsent.objects.filter(version=version).order_by("at")}
    return [Said(code, last.get(code)) for code in plan.parties]


def unanswered_by(code: str) -> list[tuple[UUID, date]]:
    """The tabled versions to which a side has said neither yes nor no, and the last day to; ad referendum still waits. One SQL
    query."""
    answered = PlanConsent.objects.filter(version=OuterRef("pk"), side=code).exclude(answer=Answer.AD_REF)
    rows = PlanVersion.objects.filter(~Exists(answered), stage=Stage.TABLED, plan__status__in=ASKING)
    rows = rows.filter(plan__parties__contains=[code])
    return [(key, due) for key, due in rows.order_by("expires_on", "pk").values_list("pk", "expires_on") if due]


def is_past(last: date | None, zone: str, now: datetime) -> bool:
    """Whether a last day is over by the clock of a seat."""
    return last is not None and last < times.local(now, zone).date()


def is_past_for(user: Person, last: date | None, now: datetime) -> bool:
    """Whether a last day is over at the seat of a person's side."""
    return is_past(last, user.delegation.time_zone, now)


def months_of(version: PlanVersion, today: date) -> list[date]:
    """The months that can be counted, the newest first."""
    month, found = version.starts_on.replace(day=1), []
    while month <= min(today, version.ends_on + timedelta(days=62)):
        found.append(month)
        month = (month + timedelta(days=32)).replace(day=1)
    return found[::-1] or [today.replace(day=1)]
