"""What of the operational cell hangs on a commitment or a report, and where in the thread a matter belongs, in templates."""

from typing import Any
from uuid import UUID

from django import template
from django.utils import timezone

from portal.core import times
from workinggroup.gaps.models import Gap
from workinggroup.gaps.queries import gaps_under
from workinggroup.handling.threads import Tied, places_of, tied_to
from workinggroup.plans.queries import plans_under
from workinggroup.practices.queries import practices_against
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


@register.inclusion_tag("workinggroup/handling/_thread.html", takes_context=True)
def thread_of_matter(context: dict[str, Any], thing: Any) -> dict[str, Any]:
    """The places in the thread to which a matter belongs, and of a gap the practices against it, as far as the reader reads them.
    Five SQL queries at most."""
    user = context["user"]
    practices = practices_against(thing, user) if isinstance(thing, Gap) else []
    return {"places": places_of(thing, user), "practices": practices, "portal": context["portal"], "user": user}


@register.simple_tag(takes_context=True)
def cell_of_reports(context: dict[str, Any], last: Any, earlier: Any) -> dict[UUID, list[Tied]]:
    """What of the cell has to do with each of some progress reports, as far as the reader reads it. One SQL query."""
    return tied_to([view.report for view in (last, *earlier) if view], context["user"])
