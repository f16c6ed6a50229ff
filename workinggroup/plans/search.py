"""Search finds coordinated operational plans, the sections that hold, and the tasks that their pages show."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, Found, find_rows, languages_of
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.handling.finding import passages, wholes
from workinggroup.handling.states import DISCREET
from workinggroup.plans.models import Plan, PlanSection, PlanTask


def show_tasks(user: Person, keys: Sequence[UUID]) -> Mapping[UUID, Found]:
    """One SQL query."""
    rows = PlanTask.objects.visible_to(user).select_related("version__plan").filter(pk__in=keys)
    return {
        each.pk: Found(
            str(each),
            each.version.plan.get_absolute_url(),
            languages_of(each.title),
            reference=each.version.plan.reference,
            about=in_language(each.version.plan.title) or str(each.version.plan),
            side=each.lead_id,
        )
        for each in rows
        if each.version.plan.marking not in DISCREET
    }


LABEL = _("Operational plans")
MEETING = "commitment__statement__meeting_id"
find_rows(Finder("plans", LABEL, Plan, wholes(Plan, "drafted_by_id"), MEETING))
find_rows(Finder("plans", LABEL, PlanSection, passages(PlanSection, "plan", "drafted_by_id"), f"plan__{MEETING}"))
find_rows(Finder("plans", LABEL, PlanTask, show_tasks, f"version__plan__{MEETING}"))
