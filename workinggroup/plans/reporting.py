"""What a plan's page says of the counts: exact for parties, by quarter for others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from portal.core import times
from portal.core.people import Person
from workinggroup.plans.models import Plan
from workinggroup.plans.outcomes import PlanCount, QuarterCount
from workinggroup.plans.states import Category


@dataclass(frozen=True)
class CountLine:
    """One month of one side, or one quarter of the whole plan: a number in words for each category."""

    when: str
    side: str
    numbers: Sequence[str]


@dataclass(frozen=True)
class Counts:
    """Lines under the names of categories; `is_exact` for parties."""

    lines: Sequence[CountLine]
    is_exact: bool

    @property
    def categories(self) -> list[str]:
        return [str(each.label) for each in Category]


def counts_of(plan: Plan, user: Person) -> Counts:
    """One SQL query. No totals: with them, what is left unsaid could be worked out."""
    if user.code in plan.parties:
        exact: dict[tuple[date, str], dict[str, str]] = {}
        for row in PlanCount.objects.filter(plan=plan).order_by("-month", "side_id"):
            exact.setdefault((row.month, row.side_id), {})[row.category] = str(row.number)
        lines = [CountLine(times.month(month), side, _numbers(found)) for (month, side), found in exact.items()]
        return Counts(lines, is_exact=True)
    rough: dict[date, dict[str, str]] = {}
    for each in QuarterCount.objects.filter(plan=plan).order_by("-quarter"):
        said = "1–9" if each.number is None else str(each.number)
        rough.setdefault(each.quarter, {})[each.category] = said
    named = [
        CountLine(
            _("quarter %(number)s of %(year)s") % {"number": day.month // 3 + 1, "year": day.year}, "", _numbers(found)
        )
        for day, found in rough.items()
    ]
    return Counts(named, is_exact=False)


def _numbers(found: dict[str, str]) -> list[str]:
    return [found.get(category, "–") for category in Category]
