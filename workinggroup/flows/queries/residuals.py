"""What "other" holds: the citizenships that a vintage told no more and counted in it, and those that it told beside it instead.

All of it is read from published cells: a country enters or leaves where the same vintage changed the rest of the same month.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Subquery

from portal.core.people import Person
from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.layouts import Meaning
from workinggroup.flows.models import CODES, AsOf, PublishedFigure
from workinggroup.flows.queries.telling import Told
from workinggroup.flows.states import Mark


@dataclass(frozen=True)
class Moved:
    """From a day on "other" of a series holds those who `entered`, and no more those who `left`, by their codes."""

    series: Told
    day: date
    entered: frozenset[str]
    left: frozenset[str]


def moved_in(user: Person, parts: Iterable[Told], *, first: Month, as_of: AsOf = None) -> list[Moved]:
    """What entered and left the rest of these parts, of the months from the first on, the latest first. Two SQL queries for each
    rest; none where there is no rest of citizenships."""
    found: list[Moved] = []
    for each in parts:
        if each.code(Meaning.CITIZENSHIP) == OTHER:
            found += _of_rest(user, each, first, as_of)
    return sorted(found, key=lambda moved: moved.day, reverse=True)


def known_members(moved: Iterable[Moved], dataset: UUID) -> list[str]:
    """Who is known to be in the rest of a dataset, after all that entered and left it."""
    there: set[str] = set()
    for each in sorted((one for one in moved if one.series.dataset.pk == dataset), key=lambda one: one.day):
        there = (there | each.entered) - each.left
    return sorted(there)


def _of_rest(user: Person, rest: Told, first: Month, as_of: AsOf) -> list[Moved]:
    codes = dict(zip(CODES, rest.key, strict=True))
    beside = {f"series__{name}": code for name, code in codes.items() if name != Meaning.CITIZENSHIP}
    every = PublishedFigure.objects.visible_to(user).filter(month__gte=first.first)
    day = as_of.get(rest.dataset.pk) if isinstance(as_of, Mapping) else as_of
    if isinstance(day, date):
        every = every.filter(as_of__lte=day)
    with_rest = every.filter(series__dataset=rest.dataset.pk, **beside).exclude(series__citizenship__in=[OTHER, TOTAL])
    of_rest = PublishedFigure.objects.filter(series=rest.pk, month=OuterRef("month"))
    with_rest = with_rest.alias(
        before=Subquery(of_rest.filter(until=OuterRef("as_of")).values("value")),
        after=Subquery(of_rest.filter(as_of=OuterRef("as_of")).values("value")),
    )
    # Where either is hidden, nobody knows.
    with_rest = with_rest.filter(before__isnull=False, after__isnull=False).exclude(before=F("after"))
    last = PublishedFigure.objects.filter(series=OuterRef("series"), month=OuterRef("month"), until=OuterRef("as_of"))
    told_before = Exists(last.exclude(mark=Mark.GONE))
    entered = _by_day(with_rest.filter(told_before, mark=Mark.GONE))
    left = _by_day(with_rest.filter(~told_before).exclude(mark=Mark.GONE))
    return [
        Moved(rest, day, frozenset(entered.get(day, ())), frozenset(left.get(day, ())))
        for day in entered.keys() | left.keys()
    ]


def _by_day(rows: Any) -> dict[date, set[str]]:
    found: dict[date, set[str]] = {}
    for day, code in rows.order_by().values_list("as_of", "series__citizenship").distinct():
        found.setdefault(day, set()).add(code)
    return found
