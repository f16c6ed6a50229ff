"""What is exported: figures as everybody sees them, and what has to be said with them. Pure.

A hidden figure has no value here, nor anything else by which two hidden ones could be told apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workinggroup.flows.citing import GOVERNMENTS, NONE, Citation
from workinggroup.flows.cube.months import Month, Span, month_span
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.indicators import Indicator, Words

NORMAL, HIDDEN, PROVISIONAL, ABSENT = "A", "c", "P", "O"
ANY_MONTH = month_span(Month(2000, 1))
# What a file may say of its figures: normal, break, estimated, counted elsewhere, counted with others.
STATUSES = ("A", "B", "E", "K", "W")


class Origin(StrEnum):
    """Whose figures they are: the delegation's own, public ones of somebody else, or none at all."""

    OWN = "own"
    THIRD_PARTY = "third_party"
    INVENTED = "invented"


@dataclass(frozen=True, slots=True)
class Line:
    """What the figures of one series are of. Who reports, and the counterpart, are written by the codes of delegations."""

    dataset: str
    indicator: Indicator
    reporting: str
    counterpart: str = TOTAL
    area: str = TOTAL
    citizenship: str = TOTAL
    group: str = TOTAL

    @classmethod
    def of(cls, dataset: str, indicator: Indicator, key: Key, delegations: Mapping[str, str] = NONE) -> "Line":
        """The line of a key of the cube; `delegations` are their codes by those of their countries."""
        told = dict(zip(DIMENSIONS, key, strict=True))
        reporting, counterpart = (delegations.get(told[side], told[side]) for side in GOVERNMENTS)
        return cls(
            dataset,
            indicator,
            reporting,
            counterpart,
            told[Meaning.AREA],
            told[Meaning.CITIZENSHIP],
            told[Meaning.GROUP],
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """What tells it from other lines."""
        return (
            self.dataset,
            self.indicator.key,
            self.reporting,
            self.counterpart,
            self.area,
            self.citizenship,
            self.group,
        )

    @property
    def address(self) -> str:
        """The codes of the addresses under which its figures are quoted."""
        told = {
            "counterpart": self.counterpart,
            "citizenship": self.citizenship,
            "group": self.group,
            "area": self.area,
        }
        return Citation(self.reporting, self.indicator.key, ANY_MONTH, ANY_MONTH.first.first, **told).series


@dataclass(frozen=True, slots=True)
class Shown:
    """One figure of a line, for a span of months, as it stood on a day. Without a value it is hidden, or nobody has counted.

    `status` is what the file said of it; ValueError for a hidden figure of which anything is said.
    """

    line: Line
    span: Span
    value: int | None
    as_of: date
    status: str = NORMAL
    is_hidden: bool = False
    is_provisional: bool = False

    def __post_init__(self) -> None:
        if self.status not in STATUSES:
            raise ValueError(f"{self.status!r} is no status")
        if self.is_hidden and (self.value is not None or self.is_provisional or self.status != NORMAL):
            raise ValueError("of a hidden figure nothing is said")

    @property
    def mark(self) -> str:
        """The one sign that stands for it in a table: c for hidden, O for not counted, what its file said, P; "" for an
        ordinary one."""
        if self.value is None:
            return HIDDEN if self.is_hidden else ABSENT
        if self.status != NORMAL:
            return self.status
        return PROVISIONAL if self.is_provisional else ""


def shown(
    line: Line,
    when: Month | Span,
    value: int | None,
    as_of: date,
    *,
    status: str = NORMAL,
    is_hidden: bool = False,
    is_provisional: bool = False,
) -> Shown:
    """A figure as it was released; what a hidden one is, and what is said of it, go no further than here."""
    span = month_span(when) if isinstance(when, Month) else when
    if is_hidden:
        return Shown(line, span, None, as_of, is_hidden=True)
    return Shown(line, span, value, as_of, status, is_provisional=is_provisional)


@dataclass(frozen=True)
class Source:
    """Whose figures they are, as they are to be cited, and of which delegation in words (`counted_for`); as of which day.

    `residual` are the countries that "other" is known to hold; figures below `hides_below` are hidden and all are rounded to
    `rounding`, 0 where none is; `note` is published with them; `definition_version` is the edition of its delegation's rules by
    which they are counted.
    """

    dataset: str
    title: Words
    delegation: str
    publisher: Words
    as_of: date
    origin: Origin = Origin.OWN
    licence: str = ""
    licence_url: str = ""
    contact: str = ""
    url: str = ""
    note: Words | None = None
    residual: Sequence[str] = ()
    rounding: int = 0
    hides_below: int = 10
    definition_version: str = ""
    counted_for: Words | None = None


@dataclass(frozen=True)
class About:
    """What has to be said with an export: what it is called, whose figures of what are in it, and where it was got."""

    title: Words
    sources: Sequence[Source]
    indicators: Sequence[Indicator]
    address: str = ""

    @property
    def as_of(self) -> date:
        """The day of the newest of its sources."""
        return max(source.as_of for source in self.sources)

    @property
    def origins(self) -> frozenset[Origin]:
        return frozenset(source.origin for source in self.sources)


Rows = Iterable[Shown]
