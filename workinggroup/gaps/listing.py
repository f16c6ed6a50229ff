"""The register of gaps: a page of it by level, with counts for its filters, the matrix, and what there is to say of all of it.

The SQL is written by hand, and the wall alone says who sees what.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from urllib.parse import quote
from uuid import UUID

from django.urls import reverse

from portal.audit.remembered import this_moment
from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.gaps.agreed import scale_now
from workinggroup.gaps.index import INDEX_OF, Entry, GapFilter, waits_on
from workinggroup.gaps.matrix import NARROW, WIDE, Matrix, draw
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.saying import finding_of, standing_of
from workinggroup.gaps.scales import Scale
from workinggroup.gaps.states import Level, Status


@dataclass(frozen=True, slots=True)
class GapLine:
    """One gap in the reader's language, in plain values: the finished row of a page is kept by them."""

    key: UUID
    reference: str
    title: str
    place: str
    owners: tuple[str, ...]
    raiser: str
    status: str
    words: str
    waits_on_us: bool
    due: date | None
    is_late: bool
    marking: str
    is_private: bool

    @property
    def address(self) -> str:
        return reverse("gaps:gap", args=[self.key])


@dataclass(frozen=True, slots=True)
class MatrixShown:
    """How many gaps lie in which cells, in plain values: the finished drawing and its table are kept by them.

    `counts` and `left` are likelihood, impact and number; `beside` is what is asked for besides, as the end of an address;
    `aside` is how many were rated by another scale.
    """

    counts: tuple[tuple[int, int, int], ...]
    left: tuple[tuple[int, int, int], ...]
    scale: int
    grid: tuple[str, ...]
    beside: str
    aside: int

    @property
    def wide(self) -> Matrix:
        return self._drawn(WIDE)

    @property
    def narrow(self) -> Matrix:
        return self._drawn(NARROW)

    def _drawn(self, width: int) -> Matrix:
        counts, left = ({(one, other): count for one, other, count in rows} for rows in (self.counts, self.left))
        return draw(counts, left, Scale(self.scale, {}, {}, {}, (), self.grid), width)


@dataclass(frozen=True)
class GapList:
    """A page of the register: `finding` is what it says, `groups` the lines by level, `matrix` one drawing, or none."""

    finding: str
    groups: list[tuple[str, str, int, list[GapLine]]]
    counts: dict[str, int]
    asked: GapFilter
    page: Page
    matrix: list[MatrixShown]
    places: list[tuple[str, str]]

    @property
    def count(self) -> int:
        return self.counts[self.asked.show]


def gaps_for(user: Person, *, asked: GapFilter, now: datetime, wanted: str | None = None) -> GapList:
    """The gaps that the user sees and asks for, the gravest first.

    Three SQL queries, one more where the index is not remembered.
    """
    today = times.local(now, user.zone).date()
    # A blind round opens at an hour: what is remembered of a day is asked for anew on the next.
    index = INDEX_OF(this_moment(), user.code, now.date())
    counted = index.counted(asked)
    chosen = counted.views[asked.show]
    part = page(range(len(chosen)), wanted, count=len(chosen))
    start = (part.number - 1) * PAGE
    shown = chosen[start : start + PAGE]
    places = {code: str(place) for code, place in Place.objects.order_by("rank").in_bulk().items()}
    rows = _rows([entry.key for entry in shown])
    lines = {entry.key: _line(rows[entry.key], entry, user, today, places) for entry in shown if entry.key in rows}
    scale = scale_now() if counted.now or counted.left else None
    return GapList(
        finding_of(index.levels),
        _groups(shown, lines, chosen),
        {show: len(found) for show, found in counted.views.items()},
        asked,
        part,
        [MatrixShown(counted.now, counted.left, scale.number, tuple(scale.level_grid), _beside(asked), counted.aside)]
        if scale
        else [],
        list(places.items()),
    )


def _beside(asked: GapFilter) -> str:
    said = {"owner": asked.owner, "place": asked.place}
    return "".join(f"&{name}={quote(value)}" for name, value in said.items() if value)


def _groups(
    shown: Sequence[Entry], lines: Mapping[UUID, GapLine], chosen: Sequence[Entry]
) -> list[tuple[str, str, int, list[GapLine]]]:
    found, counts = [], Counter(entry.level for entry in chosen)
    for level, group in groupby(shown, key=lambda entry: entry.level):
        there = [lines[entry.key] for entry in group if entry.key in lines]
        found.append((level, str(Level(level).label) if level else "", counts[level], there))
    return found


def _line(gap: Gap, entry: Entry, user: Person, today: date, places: Mapping[str, str]) -> GapLine:
    standing = standing_of(gap, has_measure=entry.has_measure)
    due = standing.due if standing.sides else None
    return GapLine(
        gap.pk,
        gap.reference,
        in_language(gap.title),
        places.get(gap.place_id or "", ""),
        tuple(gap.owners),
        gap.raised_by_id,
        str(Status(gap.status).label),
        standing.words,
        waits_on(entry, user.code),
        due,
        bool(due and due < today),
        gap.marking,
        len(gap.releasable_to) == 1,
    )


def _rows(keys: Sequence[UUID]) -> dict[UUID, Gap]:
    """One SQL query, none for no key."""
    return {gap.pk: gap for gap in Gap.objects.filter(pk__in=keys)} if keys else {}
