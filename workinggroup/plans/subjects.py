"""Plans are handled: their originators say who reads them, and each section has readers of its own."""

from django.utils.translation import gettext_lazy as _

from workinggroup.handling.things import Editions, ThingKind, handle_things
from workinggroup.plans.composing import compose
from workinggroup.plans.content import sections_of
from workinggroup.plans.models import Plan, PlanSection
from workinggroup.plans.queries import edition_of
from workinggroup.plans.states import IN_FORCE, Part

handle_things(
    ThingKind(
        "plan",
        Plan,
        PlanSection,
        _("plan"),
        is_bound=lambda plan: plan.status in IN_FORCE,
        is_handled_alone=True,
        compose=compose,
        editions=Editions(edition_of, sections_of),
        parts=Part.choices,
    )
)
