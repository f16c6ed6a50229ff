"""Which plan an address names, and what every page of it shows."""

from typing import Any
from uuid import UUID

from django.http import Http404

from portal.core.permissions import May, found_or_404
from portal.people.requests import AuthedRequest
from workinggroup.plans import rules
from workinggroup.plans.models import Plan, PlanVersion
from workinggroup.plans.queries import PlanPage, find_plan


def the_plan(request: AuthedRequest, pk: UUID) -> Plan:
    return found_or_404(find_plan(request.user, pk))


def the_draft(plan: Plan) -> PlanVersion:
    """The version that is being drafted; 404 where there is none."""
    version: PlanVersion | None = PlanVersion.objects.filter(plan=plan, stage="drafting").first()
    if version is None:
        raise Http404
    version.plan = plan
    return version


def context_of(request: AuthedRequest, plan: Plan, page: PlanPage | None = None) -> dict[str, Any]:
    """What the head of each page needs."""
    return {
        "plan": plan,
        "page": page,
        "may": May(rules, request.user, plan),
        "code": request.user.code,
    }
