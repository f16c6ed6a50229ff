"""The delegations, kept in the process while nobody changes one.

The person's first query brings a digest of the whole table along: what was read under another digest is read anew.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models.expressions import RawSQL
from django.utils.translation import get_language

from portal.core import times
from portal.core.people import Person
from portal.core.texts import in_language
from portal.people.models import Delegation

# As SQL: changes with every change to a delegation, in whatever process.
DIGEST = "(SELECT md5(string_agg(each::text, '' ORDER BY each.code)) FROM people_delegation AS each)"


@dataclass(frozen=True)
class Sides:
    """All delegations by code, in the order in which they sit. Equal to another with the same digest."""

    digest: str
    delegations: Mapping[str, Delegation] = field(compare=False)
    _marks: dict[str, dict[str, Any]] = field(default_factory=dict, compare=False)

    @property
    def sides(self) -> "Sides":
        """Itself: a kept piece knows it as `portal`, and may hold further pieces."""
        return self

    def capitals(self, at: datetime, codes: Iterable[str]) -> str:
        """An instant as the clocks of these delegations' seats show it, in the order in which they sit."""
        wanted = set(codes)
        seats = [side for code, side in self.delegations.items() if code in wanted]
        return times.in_places(
            at, [(side.time_zone, in_language(side.seat) or times.zone_city(side.time_zone)) for side in seats]
        )

    @property
    def marks(self) -> dict[str, Any]:
        """What the delegation tag made of them in the reader's language."""
        return self._marks.setdefault(get_language() or "", {})


def home_city(person: Person) -> str:
    """The city whose clock a person lives by: the delegation's seat, or the zone's own city."""
    home = person.delegation
    seat = in_language(home.seat) if home and home.time_zone == person.zone else ""
    return seat or times.zone_city(person.zone)


_kept: Sides | None = None


def present_sides(digest: str = "") -> Sides:
    """The delegations as they are now; `digest` is what the request read of them, "" if it did not."""
    global _kept  # noqa: PLW0603 - one for each process
    if _kept is None or not digest or _kept.digest != digest:
        _kept = _read()
    return _kept


def _read() -> Sides:
    """Delegations with their digest, in one statement: nothing may change between the two."""
    rows = list(Delegation.objects.order_by("order", "code").annotate(digest=RawSQL(DIGEST, ())))  # noqa: S611 - a constant
    return Sides(rows[0].digest if rows else "", {row.code: row for row in rows})
