"""A figure's address, by which it is quoted: whose count of what, for when, as of which day. Pure.

GTM.RET_IN.USA._T/2024-07@2024-09-30 is Guatemala's count of returns received from the United States, of all citizenships, for
July 2024, as it stood on 30 September 2024. What it stands for never changes: a revision has another day.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from workinggroup.flows.cube.months import Span
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing import countries
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning

# The order of the codes in an address; the first four are always written, the others where they tell something.
ORDER = (
    Meaning.REPORTING,
    Meaning.INDICATOR,
    Meaning.COUNTERPART,
    Meaning.CITIZENSHIP,
    Meaning.GROUP,
    Meaning.AREA,
)
ALWAYS = 4
GOVERNMENTS = (Meaning.REPORTING, Meaning.COUNTERPART)
# A code of several parts is M.ADULT in the cube. Here dots part the codes, and a tilde, which addresses keep as it is, the parts.
PART, WRITTEN_PART = ".", "~"
CODE = re.compile(r"(?:_[TX]|[A-Z0-9]+(?:[_-][A-Z0-9]+)*)(?:\.(?:_[TX]|[A-Z0-9]+(?:[_-][A-Z0-9]+)*))*", re.ASCII)
LONGEST = 300
NONE: Mapping[str, str] = MappingProxyType({})


class Wrong(StrEnum):
    """What of an address is not understood."""

    SHAPE = "shape"
    CODE = "code"
    SPAN = "span"
    DAY = "day"
    EARLY = "early"


class CitationNotUnderstood(ValueError):
    """Words are no address of a figure; `reason` says what is wrong, `part` what was not understood."""

    def __init__(self, reason: Wrong, part: str = "") -> None:
        super().__init__(f"{reason}: {part}")
        self.reason, self.part = reason, part


@dataclass(frozen=True, slots=True)
class Citation:
    """One figure as of one day. Who reports, and the counterpart, have the codes of delegations; the rest those of the cube.

    Refuses codes that cannot be written, and a day before what is counted began (`CitationNotUnderstood`).
    """

    reporting: str
    indicator: str
    span: Span
    as_of: date
    counterpart: str = TOTAL
    citizenship: str = TOTAL
    group: str = TOTAL
    area: str = TOTAL

    def __post_init__(self) -> None:
        for code in self._codes():
            if not CODE.fullmatch(code):
                raise CitationNotUnderstood(Wrong.CODE, code)
        for code in (self.reporting, self.indicator):
            if code == TOTAL:
                raise CitationNotUnderstood(Wrong.CODE, code)
        if self.as_of < self.span.first.first:
            raise CitationNotUnderstood(Wrong.EARLY, self.as_of.isoformat())

    @property
    def series(self) -> str:
        """What stands before the time: the codes."""
        codes = [code.replace(PART, WRITTEN_PART) for code in self._codes()]
        while len(codes) > ALWAYS and codes[-1] == TOTAL:
            codes.pop()
        return PART.join(codes)

    def __str__(self) -> str:
        return f"{self.series}/{self.span.name}@{self.as_of.isoformat()}"

    @classmethod
    def read(cls, written: str) -> "Citation":
        """The figure of this address. One total more or less at the end of its codes is understood; `str` writes what stands for
        it. Refuses anything else (`CitationNotUnderstood`)."""
        if len(written) > LONGEST:
            raise CitationNotUnderstood(Wrong.SHAPE, written[:LONGEST])
        before, slash, after = written.partition("/")
        name, at, day = after.rpartition("@")
        codes = [code.replace(WRITTEN_PART, PART) for code in before.split(PART)]
        if not (slash and at and 2 <= len(codes) <= len(ORDER)):
            raise CitationNotUnderstood(Wrong.SHAPE, written)
        told = {meaning.value: code for meaning, code in zip(ORDER, codes, strict=False)}
        return cls(**told, span=_span(name), as_of=_day(day))

    @classmethod
    def of(cls, key: Key, span: Span, as_of: date, delegations: Mapping[str, str] = NONE) -> "Citation":
        """The address of a figure of the cube; `delegations` are their codes by those of their countries."""
        told = dict(zip(DIMENSIONS, key, strict=True))
        for meaning in GOVERNMENTS:
            told[meaning] = delegations.get(told[meaning], told[meaning])
        return cls(**{meaning.value: code for meaning, code in told.items()}, span=span, as_of=as_of)

    def key(self, delegations: Mapping[str, str] = NONE) -> Key:
        """The codes as the cube has them, in the order of its dimensions."""
        back = {code: country for country, code in delegations.items()}
        told = dict(zip(ORDER, self._codes(), strict=True))
        for meaning in GOVERNMENTS:
            told[meaning] = back.get(told[meaning], told[meaning])
        return tuple(told[meaning] for meaning in DIMENSIONS)

    def _codes(self) -> tuple[str, ...]:
        return (self.reporting, self.indicator, self.counterpart, self.citizenship, self.group, self.area)


def by_country(delegations: Iterable[str]) -> dict[str, str]:
    """The codes of delegations by those that their countries have in the cube: USA by US. One that is no country's is its own."""
    return {countries.country(code) or code: code for code in delegations}


def _span(name: str) -> Span:
    try:
        return Span.read(name)
    except ValueError:
        raise CitationNotUnderstood(Wrong.SPAN, name) from None


def _day(written: str) -> date:
    try:
        day = date.fromisoformat(written)
    except ValueError:
        raise CitationNotUnderstood(Wrong.DAY, written) from None
    if day.isoformat() != written:
        raise CitationNotUnderstood(Wrong.DAY, written)
    return day
