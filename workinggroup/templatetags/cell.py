"""What of the operational cell hangs on a commitment, in templates."""

from typing import Any

from django import template
from django.utils import timezone

from portal.core import times
from workinggroup.gaps.queries import gaps_under
from workinggroup.plans.queries import plans_under
from workinggroup.requests.queries import requests_about

register = template.Library()


@register.inclusion_tag("workinggroup/handling/_under_commitment.html", takes_context=True)
def cell_of_commitment(context: dict[str, Any], commitment: Any) -> dict[str, Any]:
    """The gaps, plans and requests that name a commitment, as far as the reader reads them. Four SQL queries."""
    user = context["user"]
    today = times.local(timezone.now(), user.zone).date()
    return {
        "gaps": gaps_under(commitment, user),
        "plans": plans_under(commitment, user, today),
        "requests": requests_about(commitment, user, today),
        "portal": context["portal"],
        "user": user,
    }
