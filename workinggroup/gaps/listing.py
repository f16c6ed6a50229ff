"""The register of gaps: a page of it by level, with counts for its filters, the matrix, and what there is to say of all of it.

The SQL is written by hand, and the wall alone says who sees what.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple, Self
from urllib.parse import quote
from uuid import UUID

from django.db import connection
from django.urls import reverse

from portal.audit.remembered import Remembered, this_moment
from portal.core import times
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from workinggroup.gaps.agreed import scale_now
from workinggroup.gaps.matrix import NARROW, WIDE, Matrix, count_cells, draw
from workinggroup.gaps.models import Gap, Place
from workinggroup.gaps.saying import finding_of, standing_of
from workinggroup.gaps.scales import Scale
from workinggroup.gaps.states import OPEN, SETTLED, Level, Status

# Of each gap and moment what all agreed on in the last round in which the reader sees a rating, else the gravest in it. A side
# that has not rated sees none. What was rated by a scale that is in use no more has its level, and no cell in the matrix.
INDEX = """
SELECT gap.id, gap.status, gap.raised_by_id, gap.owners, gap.ever_owners, gap.place_id, coalesce(gap.number, 0),
    found.moment, found.level,
    CASE WHEN found.scale = workinggroup_scale_in_use() THEN found.likelihood END,
    CASE WHEN found.scale = workinggroup_scale_in_use() THEN found.impact END,
    EXISTS (SELECT FROM workinggroup_measure AS measure WHERE measure.gap_id = gap.id),
    EXISTS (SELECT FROM workinggroup_ratinground AS asks WHERE asks.gap_id = gap.id AND asks.moment = 'current'
        AND %(code)s = ANY (asks.asked) AND NOT %(code)s = ANY (asks.rated) AND NOT EXISTS (
            SELECT FROM workinggroup_ratinground AS later WHERE later.gap_id = gap.id AND later.moment = 'current'
                AND (later.opened_at, later.number) > (asks.opened_at, asks.number)))
FROM workinggroup_gap AS gap LEFT JOIN (
    SELECT DISTINCT ON (rating.gap_id, round.moment) rating.gap_id, round.moment, rating.level, rating.likelihood, rating.impact,
        rating.scale
    FROM (SELECT gap_id, round_id, level, likelihood, impact, scale, false AS is_joint FROM workinggroup_rating
        UNION ALL SELECT gap_id, round_id, level, likelihood, impact, scale, true FROM workinggroup_gapjointrating
        WHERE ended_at IS NULL AND yes @> parties) AS rating
    JOIN workinggroup_ratinground AS round ON round.id = rating.round_id
    ORDER BY rating.gap_id, round.moment, round.opened_at DESC, round.number DESC, is_joint DESC,
        strpos('LMHV', rating.level) DESC, rating.likelihood DESC, rating.impact DESC
) AS found ON found.gap_id = gap.id
    AND found.moment = CASE WHEN gap.status IN ('claimed', 'closed') THEN 'residual' ELSE 'current' END
ORDER BY strpos('LMHV', coalesce(found.level, '')) DESC, gap.raised_by_id, gap.number, gap.id
"""
SHOWS = ("open", "ours", "waits", "bare", "drafts", "settled")


class Entry(NamedTuple):
    """A gap as the register counts it; `asks` says whether the reader's side has still to rate it."""

    key: UUID
    status: str
    raiser: str
    owners: tuple[str, ...]
    ever_owners: tuple[str, ...]
    place: str
    number: int
    moment: str
    level: str
    likelihood: int
    impact: int
    has_measure: bool
    asks: bool

    @property
    def is_left(self) -> bool:
        """Whether what is known is what is left of it, as its owner says."""
        return self.moment == "residual"


@dataclass(frozen=True, slots=True)
class GapFilter:
    """What is asked for, "" where nothing is: a view, an owner, a place, a level, and a cell of the matrix ("3-4")."""

    show: str = "open"
    owner: str = ""
    place: str = ""
    level: str = ""
    cell: str = ""

    @classmethod
    def read(cls, asked: Mapping[str, Any]) -> Self:
        """A filter from an address; a view that nobody offers is what is open."""
        said = {each.name: str(asked.get(each.name, "")).strip()[:40] for each in fields(cls)}
        return cls(**said | {"show": said["show"] if said["show"] in SHOWS else "open"})

    @property
    def is_narrow(self) -> bool:
        return bool(self.owner or self.place or self.level or self.cell)

    def takes(self, entry: Entry) -> bool:
        """Whether a gap is asked for beside the view."""
        return (
            (not self.owner or self.owner in entry.owners)
            and (not self.place or self.place == entry.place)
            and (not self.level or self.level == (entry.level or "none"))
            and (not self.cell or self.cell == f"{entry.likelihood}-{entry.impact}")
        )


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
    entries = INDEX_OF(this_moment(), user.code, now.date())
    asked_for = [entry for entry in entries if asked.takes(entry)]
    views = {show: [entry for entry in asked_for if _is_in(show, entry, user.code)] for show in SHOWS}
    chosen = views[asked.show]
    part = page(range(len(chosen)), wanted, count=len(chosen))
    start = (part.number - 1) * PAGE
    shown = chosen[start : start + PAGE]
    places = {code: str(place) for code, place in Place.objects.order_by("rank").in_bulk().items()}
    rows = _rows([entry.key for entry in shown])
    lines = {entry.key: _line(rows[entry.key], entry, user, today, places) for entry in shown if entry.key in rows}
    open_ones = [entry for entry in entries if entry.status in OPEN]
    levelled = [entry for entry in open_ones if entry.level and _takes_beside(asked, entry)]
    drawn = [entry for entry in levelled if entry.likelihood]
    now_at = count_cells((each.likelihood, each.impact) for each in drawn if not each.is_left)
    left_at = count_cells((each.likelihood, each.impact) for each in drawn if each.is_left)
    scale, aside = scale_now() if drawn else None, len(levelled) - len(drawn)
    return GapList(
        finding_of([(entry.level, entry.has_measure) for entry in open_ones if not entry.is_left]),
        _groups(shown, lines, chosen),
        {show: len(found) for show, found in views.items()},
        asked,
        part,
        [MatrixShown(_told(now_at), _told(left_at), scale.number, tuple(scale.level_grid), _beside(asked), aside)]
        if scale
        else [],
        list(places.items()),
    )


def _told(counts: Mapping[tuple[int, int], int]) -> tuple[tuple[int, int, int], ...]:
    return tuple(sorted((*cell, count) for cell, count in counts.items()))


def _beside(asked: GapFilter) -> str:
    said = {"owner": asked.owner, "place": asked.place}
    return "".join(f"&{name}={quote(value)}" for name, value in said.items() if value)


def _takes_beside(asked: GapFilter, entry: Entry) -> bool:
    """The matrix shows what is asked for, whichever cell was chosen in it."""
    return GapFilter(owner=asked.owner, place=asked.place).takes(entry)


def _is_in(show: str, entry: Entry, code: str) -> bool:
    if show == "drafts":
        return entry.status == Status.DRAFT
    if show == "settled":
        return entry.status in SETTLED
    if entry.status not in OPEN:
        return False
    return {
        "open": True,
        "ours": code in entry.owners,
        "waits": waits_on(entry, code),
        "bare": not entry.has_measure and not entry.is_left,
    }[show]


def waits_on(entry: Entry, code: str) -> bool:
    """Whether a gap waits on a side: to rate, to answer, to name a measure, to say it otherwise, or to verify."""
    if entry.asks and entry.status not in {*SETTLED, Status.CLAIMED}:
        return True
    match entry.status:
        case Status.RAISED | Status.ACCEPTED:
            return code in entry.owners
        case Status.CONTESTED:
            return code == entry.raiser
        case Status.CLAIMED:
            return code not in entry.ever_owners
        case _:
            return False


def _groups(
    shown: Sequence[Entry], lines: Mapping[UUID, GapLine], chosen: Sequence[Entry]
) -> list[tuple[str, str, int, list[GapLine]]]:
    found = []
    for level, group in groupby(shown, key=lambda entry: entry.level):
        there = [lines[entry.key] for entry in group if entry.key in lines]
        count = sum(entry.level == level for entry in chosen)
        found.append((level, str(Level(level).label) if level else "", count, there))
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
        gap.get_status_display(),
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


def entries_of(code: str) -> tuple[Entry, ...]:
    """All gaps that a side sees, the gravest first. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(INDEX, {"code": code})
        return tuple(_entry(row) for row in cursor.fetchall())


def _entry(row: Sequence[Any]) -> Entry:
    key, status, raiser, owners, ever_owners, place, number, moment, level, likelihood, impact, has_measure, asks = row
    return Entry(
        key,
        status,
        raiser,
        tuple(owners),
        tuple(ever_owners),
        place or "",
        number,
        moment or "",
        level or "",
        likelihood or 0,
        impact or 0,
        has_measure,
        asks,
    )


def _index(code: str, _day: date) -> tuple[Entry, ...]:
    return entries_of(code)


INDEX_OF: Remembered[tuple[Entry, ...]] = Remembered(_index)
