"""Editions that a person sees, and what has changed since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from portal.core.people import Person
from workinggroup.flows.charts.figures import NONE, Figure
from workinggroup.flows.cube.months import Month
from workinggroup.flows.editions import Edition
from workinggroup.flows.models import Vintage
from workinggroup.flows.queries.telling import Told, told


@dataclass(frozen=True)
class Frozen:
    """An edition, and as of which day each dataset stands in it."""

    edition: Edition
    days: Mapping[UUID, date]

    @property
    def slug(self) -> str:
        return str(self.edition.meeting.slug)

    @property
    def as_of(self) -> date:
        day: date = self.edition.as_of
        return day


def editions_for(user: Person) -> list[Edition]:
    """The edition that counts of each meeting that has one, the latest day first. One SQL query."""
    rows = Edition.objects.visible_to(user).select_related("meeting").order_by("meeting", "-made_at", "-pk")
    return sorted(rows.distinct("meeting"), key=lambda each: (each.as_of, each.made_at), reverse=True)


def edition_of(user: Person, slug: str) -> Frozen | None:
    """What is frozen for a meeting; None where nothing is. Two SQL queries."""
    rows = Edition.objects.visible_to(user).select_related("meeting").filter(meeting__slug=slug)
    edition = rows.order_by("-made_at", "-pk").first()
    if edition is None:
        return None
    vintages = Vintage.objects.visible_to(user).filter(pk__in=edition.vintages)
    return Frozen(edition, dict(vintages.values_list("dataset", "as_of")))


@dataclass(frozen=True)
class Changed:
    """A figure that is not what it was; either may be hidden, or told no more."""

    series: Told
    month: Month
    before: Figure
    after: Figure


def now_of(user: Person, found: Sequence[Told], *, first: Month) -> dict[UUID, Told]:
    """The same series as they are now. Two SQL queries; none for no series."""
    if not found:
        return {}
    return {each.pk: each for each in told(user, keys=[each.pk for each in found], first=first)}


def changed_at(each: Told, now: Mapping[UUID, Told], month: Month) -> Changed | None:
    """What became of a figure of an edition; None where it still stands. Whether it is provisional is no change."""
    before = each.figures.get(month, NONE)
    there = now.get(each.pk)
    after = there.figures.get(month, NONE) if there else NONE
    same = (before.value, before.is_hidden) == (after.value, after.is_hidden)
    return None if same else Changed(each, month, before, after)


def changes_of(found: Iterable[Told], now: Mapping[UUID, Told], *, first: Month, last: Month) -> list[Changed]:
    """What became of all figures of these months, the latest month first."""
    changes = [
        changed
        for each in found
        for month in each.figures
        if first <= month <= last and (changed := changed_at(each, now, month))
    ]
    return sorted(changes, key=lambda each: each.month, reverse=True)
