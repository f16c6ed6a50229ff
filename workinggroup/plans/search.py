"""Search finds coordinated operational plans and the sections that hold."""

from django.utils.translation import gettext_lazy as _

from portal.core.found import Finder, find_rows
from workinggroup.handling.finding import passages, wholes
from workinggroup.plans.models import Plan, PlanSection

LABEL = _("Operational plans")
MEETING = "commitment__statement__meeting_id"
find_rows(Finder("plans", LABEL, Plan, wholes(Plan, "drafted_by_id"), MEETING))
find_rows(Finder("plans", LABEL, PlanSection, passages(PlanSection, "plan", "drafted_by_id"), f"plan__{MEETING}"))
