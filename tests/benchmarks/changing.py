"""What changing many action items at once costs: `make bench ARGS=--changing`.

500 of 5,000 items change their owner, their day and their priority, one batch each, and so do 5 of them. Each cost is what this
process and PostgreSQL work, added, beside the number of SQL queries.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import cycle
from typing import Any

from django.db import connection, reset_queries
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from portal.core.reader import reading_as
from portal.people.models import User
from tests.benchmarks.reminding import Effort
from tests.benchmarks.seeding import seed
from tests.benchmarks.servers import Prepared
from workinggroup.actionitems import operations
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN, Priority

FEW, MANY = 5, 500
ROUNDS = 5
# A batch of 500 takes at most a second of work.
BOUND = 1_000.0


@dataclass(frozen=True)
class Cost:
    """The median milliseconds of one change of so many items, and its SQL queries."""

    words: str
    items: int
    worked: float
    queries: int


def weigh(prepared: Prepared) -> list[Cost]:
    """Seed, and change items several times over; returns what each kind of change cost."""
    worked, now = Effort(prepared), timezone.now()
    coordinator = seed().people["person"]
    with reading_as(coordinator.reader):
        rows = ActionItem.objects.filter(delegation=coordinator.code, status__in=OPEN, due_on__gt=now.date())
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[:MANY])
        others = User.objects.filter(membership__delegation=coordinator.code).exclude(pk=coordinator.pk)
        owners = cycle(list(others[:2]))
    acts: dict[str, Callable[..., Any]] = {
        "bulk change of owner": lambda **facts: operations.reassign_items(assignee=next(owners), **facts),
        "bulk change of the day": partial(operations.reschedule_items, due_on=now.date() + timedelta(30)),
        "bulk change of priority": partial(operations.prioritise_items, priority=Priority.HIGH),
    }
    found = []
    for words, act in acts.items():
        for count in (FEW, MANY):

            def once(act: Callable[..., Any] = act, count: int = count) -> None:
                with reading_as(coordinator.reader):
                    act(items=keys[:count], actor=coordinator, now=now)

            with CaptureQueriesContext(connection) as asked:
                once()
            queries = len(asked)
            reset_queries()
            costs = sorted(worked.of(once)[0] for _ in range(ROUNDS))
            found.append(Cost(words, count, costs[ROUNDS // 2], queries))
    return found


def tell(costs: list[Cost]) -> str:
    """The costs as a table, with the bound."""
    lines = [
        f"  {each.words}, {each.items} items: {each.worked:.0f} ms of work, {each.queries} queries" for each in costs
    ]
    is_met = all(each.worked <= BOUND for each in costs if each.items == MANY)
    lines.append(f"  {'met' if is_met else 'NOT MET'}: {MANY} items at once in at most {BOUND:.0f} ms of work")
    return "\n".join(lines)
