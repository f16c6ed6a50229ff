"""Plans are handled: their originators say who reads them, and each section has readers of its own."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core.people import Person
from workinggroup.handling.things import Editions, ThingKind, handle_things
from workinggroup.plans import notices
from workinggroup.plans.composing import compose
from workinggroup.plans.content import sections_of
from workinggroup.plans.models import Plan, PlanSection, PlanVersion
from workinggroup.plans.queries import edition_of
from workinggroup.plans.states import BOUND, IN_FORCE, Part, Stage, Status


def may_release(thing: Any) -> bool:
    """A plan is released to others once all parties have agreed to it, and of its sections those that are in force; an annex
    is its side's own for good. One SQL query for a plan, two for a section."""
    plan = thing.plan if isinstance(thing, PlanSection) else thing
    binding = PlanVersion.objects.filter(plan=plan, stage=Stage.AGREED).first()
    if binding is None or plan.status == Status.WITHDRAWN:
        return False
    return thing is plan or (thing.part in BOUND and thing in sections_of(binding))


def let_in(plan: Plan, codes: Sequence[str], actor: Person | None, now: datetime) -> None:
    """Tell sides that are no party that they read a plan."""
    record("workinggroup.plan.released", plan, actor=actor, codes=list(codes))
    notices.tell_released(plan, codes, now=now)


handle_things(
    ThingKind(
        "plan",
        Plan,
        PlanSection,
        _("plan"),
        is_bound=lambda plan: plan.status in IN_FORCE,
        is_handled_alone=True,
        may_release=may_release,
        known_to=lambda plan, codes: plan.commitment.known_to(codes),
        is_agreed=True,
        tell_readers=let_in,
        compose=compose,
        editions=Editions(edition_of, sections_of),
        parts=Part.choices,
        promise="commitment",
    )
)
