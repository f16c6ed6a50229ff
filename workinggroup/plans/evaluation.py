"""What a plan's page says of its evaluation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from portal.core.people import Person
from workinggroup.plans.models import Plan
from workinggroup.plans.outcomes import ObjectiveRating, PlanFinding, PlanImprovement, RatedSide
from workinggroup.plans.parts import PlanObjective
from workinggroup.plans.states import WEAK, Moment, Result, Stage


@dataclass(frozen=True)
class FindingShown:
    """A finding with what changes because of it."""

    finding: PlanFinding
    improvements: Sequence[PlanImprovement]


@dataclass(frozen=True)
class ObjectiveShown:
    """An objective: what each party says of it, by code, alone and together, and what was found."""

    objective: PlanObjective
    alone: dict[str, ObjectiveRating]
    together: dict[str, ObjectiveRating]
    parties: Sequence[str]
    findings: Sequence[FindingShown]

    @property
    def joint(self) -> str:
        """What all parties say, in words; "" while they do not say the same."""
        found = {each.result for each in self.together.values()}
        return str(Result(found.pop()).label) if len(found) == 1 and len(self.together) == len(self.parties) else ""

    @property
    def is_weak(self) -> bool:
        found = {each.result for each in self.together.values()}
        return bool(self.joint) and found <= WEAK

    @property
    def lines(self) -> list[tuple[str, ObjectiveRating | None, ObjectiveRating | None]]:
        return [(code, self.alone.get(code), self.together.get(code)) for code in self.parties]


@dataclass(frozen=True)
class Evaluation:
    """The objectives that were agreed; `waited` are the parties that have not rated by themselves yet."""

    objectives: Sequence[ObjectiveShown]
    waited: Sequence[str]
    is_rated_by_us: bool

    @property
    def all_in(self) -> bool:
        return not self.waited

    @property
    def results(self) -> list[tuple[str, Any]]:
        return [(each.value, each.label) for each in Result]


def evaluation_of(plan: Plan, user: Person) -> Evaluation:
    """Five SQL queries. The wall itself keeps back what others said before all were in."""
    rated = set(RatedSide.objects.filter(plan=plan).values_list("side_id", flat=True))
    ratings = list(ObjectiveRating.objects.filter(plan=plan).order_by("at"))
    findings = list(PlanFinding.objects.filter(plan=plan).order_by("at", "pk"))
    improvements: dict[UUID, list[PlanImprovement]] = {}
    for row in PlanImprovement.objects.filter(finding__plan=plan).order_by("at", "pk"):
        improvements.setdefault(row.finding_id, []).append(row)
    shown = []
    stages = [Stage.AGREED]
    for objective in PlanObjective.objects.filter(version__plan=plan, version__stage__in=stages).order_by("number"):
        mine = [each for each in ratings if each.anchor == objective.anchor]
        shown.append(
            ObjectiveShown(
                objective,
                {each.side_id: each for each in mine if each.moment == Moment.BLIND},
                {each.side_id: each for each in mine if each.moment == Moment.JOINT},
                plan.parties,
                [
                    FindingShown(each, improvements.get(each.pk, []))
                    for each in findings
                    if each.anchor == objective.anchor
                ],
            )
        )
    return Evaluation(shown, [code for code in plan.parties if code not in rated], user.code in rated)
