"""What the register of security gaps costs when there is much: `make bench ARGS=--operating`.

Over 100 and 2,000 gaps, asked for inside this process by a delegation's coordinator, beside a bare page of the same rows.
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from portal.core.reader import Reader, reading_as
from portal.people.models import User
from tests.benchmarks import growth
from tests.benchmarks.bare import lay
from tests.benchmarks.following import Cost, cost_of_page
from tests.benchmarks.reminding import Effort
from tests.benchmarks.seeding import seed
from tests.benchmarks.servers import Prepared
from workinggroup.gaps.models import Gap, Rating, RatingRound
from workinggroup.gaps.scales import scale_in_use
from workinggroup.handling.models import Grant

FEW, MANY = 100, 2_000
# Of ratios within one run: of a bare page, and of the same page over few.
PAGE, GROWN = 1.3, 1.3
READERS = ["GTM", "MEX", "USA"]


def weigh(prepared: Prepared) -> list[Cost]:
    """Seed, ask; returns what each page cost."""
    worked, now = Effort(prepared), timezone.now()
    person: User = seed().people["person"]
    found, there = [], 0
    for count in (FEW, MANY):
        _raise(range(there, count), now)
        there = count
        growth.settle()
        lay(prepared.superuser, person)
        found.append(cost_of_page(worked, person, f"register of {count} gaps", "/gaps/", "/gaps/"))
    return found


def tell(costs: list[Cost]) -> str:
    """The costs as a table, with the bounds."""
    lines = []
    for each in costs:
        ratio = f", {each.worked / each.bare:.2f} of its bare page's {each.bare:.1f}"
        lines.append(f"  {each.words}: {each.worked:.1f} ms of work{ratio}, {each.queries} queries")
    few, many = costs
    is_met = many.worked <= PAGE * many.bare and many.worked <= GROWN * few.worked and few.queries == many.queries
    lines.append(f"  {'met' if is_met else 'NOT MET'}: {PAGE} of a bare page, {GROWN} of the same page over {FEW}")
    return "\n".join(lines)


def _raise(numbers: range, now: datetime) -> None:
    """Gaps of Guatemala on its own ground that all three read, rated by all."""
    with reading_as(Reader("GTM")):
        own: dict[str, Any] = {"releasable_to": ["GTM"], "editable_by": ["GTM"], "originators": ["GTM"]}
        facts = {
            "raised_by_id": "GTM",
            "owners": ["GTM"],
            "kind": "coverage",
            "created_at": now,
            "changed_at": now,
            **own,
        }
        made = [Gap(title={"en": f"Weakness {number}", "es": f"Debilidad {number}"}, **facts) for number in numbers]
        Gap.objects.bulk_create(made)
        given = {"thing_kind": "gap", "marking": "AMBER", "by": "GTM", "by_name": "A", "at": now}
        kept = {"releasable_to": ["GTM"], "editable_by": ["GTM"]}
        Grant.objects.bulk_create(
            Grant(thing=gap.pk, code=code, **given, **kept) for gap in made for code in ("MEX", "USA")
        )
        for number, gap in zip(numbers, made, strict=True):
            gap.number, gap.status, gap.raised_at, gap.ever_owners = number + 100, "raised", now, ["GTM"]
            gap.releasable_to = gap.editable_by = READERS
        Gap.objects.bulk_update(
            made, ["number", "status", "raised_at", "ever_owners", "releasable_to", "editable_by"], 500
        )
        marks = {"releasable_to": READERS, "editable_by": READERS}
        asked = {"number": 1, "moment": "current", "asked": READERS, "opened_by": "GTM", "opened_at": now}
        rounds = [RatingRound(gap=gap, reveals_at=now + timedelta(days=20), **asked, **marks) for gap in made]
        RatingRound.objects.bulk_create(rounds)
    scale = scale_in_use(now.date())
    for code in READERS:
        with reading_as(Reader(code)):
            Rating.objects.bulk_create(
                _rating(each, code, number, scale, now) for number, each in zip(numbers, rounds, strict=True)
            )


def _rating(asked: RatingRound, code: str, number: int, scale: Any, now: datetime) -> Rating:
    steps = {"threat": number % 5 + 1, "vulnerability": number // 5 % 5 + 1}
    impacts = {"safety": number // 25 % 5 + 1, "control": 1, "trade": 1, "trust": 1}
    found = scale.rate(*steps.values(), impacts.values())
    return Rating(
        gap_id=asked.gap_id, round=asked, side_id=code, moment="current", scale=scale.number, likelihood=found.likelihood,
        impact=found.impact, level=found.level, confidence="low", by_name="A", at=now, releasable_to=READERS,
        editable_by=[code], **steps, **impacts,
    )  # fmt: skip
