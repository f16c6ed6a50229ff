"""Months, and the spans of months that figures are told for. Pure.

A figure is kept by the calendar month. The fiscal year of the United States begins in October of the year before.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

FIRST_FISCAL = 10
WRITTEN = re.compile(r"([12]\d{3})-(\d{2})", re.ASCII)
# The names of spans: 2024-07, 2024-Q3, 2024 or FY2024, 2024-01/2024-07, 2024-05+3.
NAMED = re.compile(
    r"(?P<month>[12]\d{3}-\d{2})(?:/(?P<last>[12]\d{3}-\d{2})|\+(?P<months>[1-9]\d?))?"
    r"|(?P<fiscal>FY)?(?P<year>[12]\d{3})(?:-Q(?P<quarter>[1-4]))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month, 1 to 12; ValueError for any other number."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 12:
            raise ValueError(f"{self.number} is no month")

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @classmethod
    def read(cls, written: str) -> "Month":
        """ "2024-07"; ValueError for anything else."""
        found = WRITTEN.fullmatch(written)
        if not found:
            raise ValueError(f"{written!r} is not written as 2024-07")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """The month of a day."""
        return cls(day.year, day.month)

    @classmethod
    def fiscal(cls, year: int, number: int) -> "Month":
        """The calendar month of a fiscal year: October of fiscal 2024 is 2023-10."""
        return cls(year - (number >= FIRST_FISCAL), number)

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def fiscal_year(self) -> int:
        return self.year + (self.number >= FIRST_FISCAL)

    @property
    def quarter(self) -> int:
        return (self.number + 2) // 3

    def plus(self, months: int) -> "Month":
        """So many months later, or earlier where negative."""
        place = self.year * 12 + self.number - 1 + months
        return Month(place // 12, place % 12 + 1)

    def since(self, other: "Month") -> int:
        """How many months later than the other; negative where earlier."""
        return (self.year - other.year) * 12 + self.number - other.number


def months_between(first: Month, last: Month) -> Iterator[Month]:
    """Each month from the first to the last, both included."""
    for place in range(last.since(first) + 1):
        yield first.plus(place)


class Kind(StrEnum):
    """How long a span is."""

    MONTH = "M"
    QUARTER = "Q"
    YEAR = "A"
    FISCAL = "F"
    TO_DATE = "D"
    ROLLING = "R"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Months that one figure is told for.

    `name` is what it is called: 2024-07, 2024-Q3, 2024, FY2024, 2024-01/2024-07 for a year to date,
    2024-05+3 for three months rolling.
    """

    kind: Kind
    first: Month
    last: Month

    @classmethod
    def read(cls, name: str) -> "Span":
        """The span of this name; ValueError for anything else."""
        found = NAMED.fullmatch(name)
        if not found or (found["fiscal"] and found["quarter"]):
            raise ValueError(f"{name!r} names no span of months")
        if found["month"]:
            month = Month.read(found["month"])
            if found["months"]:
                return rolling_to(month.plus(int(found["months"]) - 1), int(found["months"]))
            span = year_to(Month.read(found["last"])) if found["last"] else month_span(month)
            if span.first != month:
                raise ValueError(f"{name!r} does not begin with its year")
            return span
        year = int(found["year"])
        if found["quarter"]:
            return quarter_of(Month(year, int(found["quarter"]) * 3))
        return fiscal_year_of(Month(year, 1)) if found["fiscal"] else year_of(Month(year, 1))

    @property
    def name(self) -> str:
        match self.kind:
            case Kind.MONTH:
                return str(self.first)
            case Kind.QUARTER:
                return f"{self.first.year}-Q{self.first.quarter}"
            case Kind.YEAR:
                return str(self.first.year)
            case Kind.FISCAL:
                return f"FY{self.last.fiscal_year}"
            case Kind.TO_DATE:
                return f"{self.first}/{self.last}"
            case Kind.ROLLING:
                return f"{self.first}+{len(self)}"

    def __len__(self) -> int:
        return self.last.since(self.first) + 1

    def __iter__(self) -> Iterator[Month]:
        return months_between(self.first, self.last)


def month_span(month: Month) -> Span:
    """The month alone."""
    return Span(Kind.MONTH, month, month)


def quarter_of(month: Month) -> Span:
    """The calendar quarter that the month is in."""
    first = Month(month.year, month.quarter * 3 - 2)
    return Span(Kind.QUARTER, first, first.plus(2))


def year_of(month: Month) -> Span:
    """The calendar year that the month is in."""
    return Span(Kind.YEAR, Month(month.year, 1), Month(month.year, 12))


def fiscal_year_of(month: Month) -> Span:
    """The fiscal year of the United States that the month is in."""
    first = Month(month.fiscal_year - 1, FIRST_FISCAL)
    return Span(Kind.FISCAL, first, first.plus(11))


def year_to(month: Month) -> Span:
    """The calendar year up to the month."""
    return Span(Kind.TO_DATE, Month(month.year, 1), month)


def rolling_to(month: Month, months: int = 3) -> Span:
    """So many months that end with this one."""
    return Span(Kind.ROLLING, month.plus(1 - months), month)
