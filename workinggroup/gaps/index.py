"""What a side sees of all gaps, counted: keys and numbers alone, remembered until the side's next act.

The SQL is written by hand, and the wall alone says who sees what.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple, Self
from uuid import UUID

from django.db import connection

from portal.audit.remembered import Remembered
from portal.core.postgresql.plans import KeptStatement
from workinggroup.gaps.states import OPEN, SETTLED, Status

# Of each gap and moment what all agreed on in the last round in which the reader sees a rating, else the gravest in it. A side
# that has not rated sees none. What was rated by a scale that is in use no more has its level, and no cell in the matrix.
INDEX = KeptStatement("""
SELECT gap.id, gap.status, gap.raised_by_id, gap.owners, gap.ever_owners, gap.place_id, coalesce(gap.number, 0),
    found.moment, found.level,
    CASE WHEN found.scale = workinggroup_scale_in_use() THEN found.likelihood END,
    CASE WHEN found.scale = workinggroup_scale_in_use() THEN found.impact END,
    EXISTS (SELECT FROM workinggroup_measure AS measure WHERE measure.gap_id = gap.id),
    EXISTS (SELECT FROM workinggroup_ratinground AS asks WHERE asks.gap_id = gap.id AND asks.moment = 'current'
        AND asks.scale = workinggroup_scale_in_use()
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
""")
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
class Counted:
    """What is asked for, counted: the gaps of each view, the gravest first.

    Of the open ones that the matrix shows, whichever cell was chosen in it: how many lie in each cell now, how many as what is
    left, and how many have a level and no cell.
    """

    views: Mapping[str, tuple[Entry, ...]]
    now: tuple[tuple[int, int, int], ...]
    left: tuple[tuple[int, int, int], ...]
    aside: int


# Of so many filters the counts are kept; who asks for more has them counted anew.
MOST_FILTERS = 64


@dataclass(frozen=True)
class Index:
    """All gaps that a side sees, the gravest first, and what was counted of them."""

    code: str
    entries: tuple[Entry, ...]
    _counted: dict[GapFilter, Counted] = field(default_factory=dict)

    @cached_property
    def waiting(self) -> tuple[Entry, ...]:
        """Those that wait on the side."""
        return tuple(entry for entry in self.entries if waits_on(entry, self.code))

    @cached_property
    def levels(self) -> Counter[tuple[str, bool]]:
        """How many are open and not only left, by level and whether they have a measure."""
        there = (entry for entry in self.entries if entry.status in OPEN and not entry.is_left)
        return Counter((entry.level, entry.has_measure) for entry in there)

    def counted(self, asked: GapFilter) -> Counted:
        """What is asked for, whatever the view."""
        asked = replace(asked, show="open")
        if asked not in self._counted:
            if len(self._counted) >= MOST_FILTERS:
                self._counted.clear()
            self._counted[asked] = self._count(asked)
        return self._counted[asked]

    def _count(self, asked: GapFilter) -> Counted:
        views: dict[str, list[Entry]] = {view: [] for view in SHOWS}
        cells: tuple[Counter[tuple[int, int]], Counter[tuple[int, int]]] = Counter(), Counter()
        aside, beside = 0, GapFilter(owner=asked.owner, place=asked.place)
        for entry in self.entries:
            if asked.takes(entry):
                for view in _views_of(entry, self.code):
                    views[view].append(entry)
            if entry.level and entry.status in OPEN and beside.takes(entry):
                if entry.likelihood:
                    cells[entry.is_left][entry.likelihood, entry.impact] += 1
                else:
                    aside += 1
        now, left = (tuple(sorted((*cell, count) for cell, count in each.items())) for each in cells)
        return Counted({view: tuple(found) for view, found in views.items()}, now, left, aside)


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


def _views_of(entry: Entry, code: str) -> list[str]:
    """The views that show a gap to a side."""
    if entry.status == Status.DRAFT:
        return ["drafts"]
    if entry.status in SETTLED:
        return ["settled"]
    if entry.status not in OPEN:
        return []
    found = {
        "ours": code in entry.owners,
        "waits": waits_on(entry, code),
        "bare": not entry.has_measure and not entry.is_left,
    }
    return ["open", *(view for view, is_in in found.items() if is_in)]


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


def _index(code: str, _day: date) -> Index:
    return Index(code, entries_of(code))


INDEX_OF: Remembered[Index] = Remembered(_index)
