"""Months as files write them, in both languages, with a calendar or a fiscal year. Pure."""

import re
from functools import lru_cache
from typing import NamedTuple

from workinggroup.flows.cube.months import Month
from workinggroup.flows.importing.faults import Reason
from workinggroup.flows.importing.words import fold

NAMES = {
    1: "january|jan|enero|ene",
    2: "february|feb|febrero",
    3: "march|mar|marzo",
    4: "april|apr|abril|abr",
    5: "may|mayo",
    6: "june|jun|junio",
    7: "july|jul|julio",
    8: "august|aug|agosto|ago",
    9: "september|sep|sept|septiembre|set|setiembre",
    10: "october|oct|octubre",
    11: "november|nov|noviembre",
    12: "december|dec|diciembre|dic",
}
MONTHS = {name: number for number, names in NAMES.items() for name in names.split("|")}
# A year to date says which year it is.
YEAR = re.compile(
    r"(?:fy|af|cy|ano|year)?\s*([12]\d{3})(?:\.0)?(?:\s*\((?:fytd|ytd|cytd|partial|parcial|p)\)|\s*(?:fytd|ytd|p))?"
)
FIRST = [
    # 2024-07, 2024-07-01, 2024/7, 2024M07, 2024-07-01 00:00:00
    re.compile(r"(?P<year>[12]\d{3})\s*[-/.m ]\s*(?P<month>\d{1,2})(?:[-/.](?:0?1)(?:[t ]00:00(?::00)?(?:\.0+)?z?)?)?"),
    # 202407
    re.compile(r"(?P<year>[12]\d{3})(?P<month>\d{2})"),
    # 07/2024
    re.compile(r"(?P<month>\d{1,2})\s*[-/.]\s*(?P<year>[12]\d{3})"),
    # jul-24, July 2024, julio de 2024, 2024 julio, Jul. 2024
    re.compile(r"(?P<month>[a-z]+)\.?\s*(?:[-/ ]|de|del)*\s*(?P<year>[12]\d{3}|\d{2})"),
    re.compile(r"(?P<year>[12]\d{3})\s*[-/ ]?\s*(?P<month>[a-z]+)\.?"),
]
# An annual figure where a month is asked for: FY2024, 2024, 2024 (FYTD).
SHORT_YEAR = 100
CENTURY = 2000
TOTALS = frozenset({"0", "total", "total anual", "all", "todo", "todos", "fy total", "year", "ano", "annual", "anual"})


class NoMonth(NamedTuple):
    """Why a cell names no month."""

    reason: Reason
    fix: str = ""


@lru_cache(maxsize=4096)
def month_in(written: str) -> Month | NoMonth:
    """The month that one cell names with its year, or why it names none."""
    text = _plain(written)
    for pattern in FIRST:
        found = pattern.fullmatch(text)
        number = _number(found["month"]) if found else None
        if found and number is not None:
            year = int(found["year"])
            if not 1 <= number <= 12:
                return NoMonth(Reason.NOT_A_MONTH)
            return Month(year + CENTURY if year < SHORT_YEAR else year, number)
    if YEAR.fullmatch(text):
        return NoMonth(Reason.NO_MONTH)
    return NoMonth(Reason.NO_YEAR if number_of(written) else Reason.NOT_A_MONTH)


def number_of(written: str) -> int | None:
    """The number, 1 to 12, of a month that is written without a year; None for anything else, 0 and 13 too."""
    number = _number(_plain(written).rstrip("."))
    return number if number and 1 <= number <= 12 else None


def year_in(written: str) -> int | None:
    """The year that a cell names, also one to date ("2024 (FYTD)"); None for anything else."""
    found = YEAR.fullmatch(_plain(written))
    return int(found[1]) if found else None


def is_whole_year(written: str) -> bool:
    """Whether a cell that should name a month says that the row is of the year."""
    return fold(written).removesuffix(" 0").removesuffix(".0") in TOTALS


def in_year(year: str, month: str, *, fiscal: bool) -> Month | NoMonth:
    """The calendar month of a year's cell and a month's: fiscal 2024 and OCT is 2023-10."""
    number = number_of(month)
    if not number:
        return NoMonth(Reason.NOT_A_MONTH if month.strip() else Reason.NO_MONTH)
    known = year_in(year)
    if not known:
        return NoMonth(Reason.NO_YEAR)
    return Month.fiscal(known, number) if fiscal else Month(known, number)


def _plain(written: str) -> str:
    return " ".join(fold_period(written).split())


def fold_period(written: str) -> str:
    """Lower case without accents, with the signs that part a date."""
    return written.strip().casefold().replace("á", "a").replace("é", "e").replace("ñ", "n")


def _number(text: str) -> int | None:
    if text.removesuffix(".0").isdigit():
        return int(text.removesuffix(".0"))
    return MONTHS.get(text)
