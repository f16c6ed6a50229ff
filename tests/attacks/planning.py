"""The forms of operational plans that create something, as they are pressed."""

from django.urls import reverse

from portal.core.reader import reading_as
from tests.attacks.presses import DAY, Ground, Press, fixed, in_both
from tests.factories.plans import make_planned
from workinggroup.plans.models import Plan, PlanPhase


def _plan(ground: Ground) -> Plan:
    """A draft of the United States, once one is asked for."""
    actor = ground.world.usa.coordinator
    with reading_as(actor.reader):
        found = Plan.objects.filter(drafted_by=actor.code).first()
    return found or make_planned(actor, ground.promise)["plan"]


def _phase(ground: Ground) -> dict[str, object]:
    plan = _plan(ground)
    with reading_as(ground.world.usa.coordinator.reader):
        phases = PlanPhase.objects.filter(version__plan=plan).order_by("number", "pk")
        phase = phases.values_list("pk", flat=True)[0]
    return {
        "phase": phase,
        "lead": "USA",
        "starts_on": str(DAY),
        "days": 3,
        "tolerance": 5,
        **in_both("title", "Go"),
    }


def at(name: str, *more: str):
    return lambda ground: reverse(f"plans:{name}", args=[_plan(ground).pk, *more])


PLANNING = {
    "plans:begin": Press(
        "usa.coordinator",
        lambda _: "/plans/begin/",
        lambda ground: {
            "commitment": ground.promise.pk,
            "parties": ["MEX"],
            "starts_on": str(DAY),
            "ends_on": str(DAY),
            "marking": "AMBER",
            **in_both("title", "Lanes"),
        },
    ),
    "plans:phase-add": Press("usa.coordinator", at("phase-add"), fixed(**in_both("title", "Do"))),
    "plans:task": Press("usa.coordinator", at("task"), _phase),
    "plans:part-add": Press("usa.coordinator", at("part-add", "objective"), fixed(**in_both("text", "Less."))),
}
