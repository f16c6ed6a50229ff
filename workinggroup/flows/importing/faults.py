"""What can be wrong with a file of figures: codes and parameters, which others put into words. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

# As many are shown on a page; all are kept.
SHOWN = 200
NOTHING: Mapping[str, object] = MappingProxyType({})


class Code(StrEnum):
    """What is wrong: an E stops the file, a W must be acknowledged with a note that is published."""

    FILE = "E00"
    HEADER = "E01"
    VALUE = "E02"
    UNKNOWN = "E03"
    PERIOD = "E04"
    DUPLICATE = "E05"
    EMPTY = "E06"
    TOTAL = "E07"
    DISAGREE = "E08"
    MONTHS = "E09"
    OWN_CITIZENS = "E10"
    PERSONS = "E15"
    REVISION = "W11"
    OUTLIER = "W12"
    RESIDUAL = "W13"
    ROUNDING = "W14"
    WITHHELD = "W15"

    @property
    def is_error(self) -> bool:
        return self.value.startswith("E")


class Reason(StrEnum):
    """Which of the ways to be wrong under one code."""

    # E00
    NO_ROWS = "no_rows"
    TOO_LARGE = "too_large"
    NOT_READ = "not_read"
    WEB_PAGE = "web_page"
    MIXED_LINES = "mixed_lines"
    OPEN_QUOTE = "open_quote"
    # E01
    NO_HEADER = "no_header"
    MISSING = "missing"
    UNEXPECTED = "unexpected"
    TWICE = "twice"
    WIDTH = "width"
    NOT_TOLD = "not_told"
    # E02
    NO_NUMBER = "no_number"
    NO_VALUE = "no_value"
    NEGATIVE = "negative"
    FRACTION = "fraction"
    SEPARATED = "separated"
    NOT_APPLICABLE = "not_applicable"
    # E03
    PART_OF_WORLD = "part_of_world"
    NOT_THEN = "not_then"
    NOT_YET = "not_yet"
    NO_LONGER = "no_longer"
    # E04
    NO_MONTH = "no_month"
    NO_YEAR = "no_year"
    NOT_A_MONTH = "not_a_month"
    # E07
    TWO_WAYS = "two_ways"
    # E09
    FUTURE = "future"
    BEFORE = "before"
    GAP = "gap"
    LOST = "lost"
    # W11
    REVISED = "revised"
    REVERTED = "reverted"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, and where.

    `place` is a line of a text ("34590") or a cell or row of a workbook ("Sheet!C17"), "" for the file as a whole, and `line`
    the number in it; `column` is the heading as the file has it; `value` the cell as it stands. `fix` is what to write
    instead, where that can be said; `facts` are what else the sentence needs.
    """

    code: Code
    place: str = ""
    line: int = 0
    column: str = ""
    value: str = ""
    reason: Reason | None = None
    fix: str = ""
    facts: Mapping[str, object] = field(default_factory=lambda: NOTHING)


def line_in(place: str) -> int:
    """The number of the line or row in a place."""
    digits = place.rpartition("!")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return int(digits) if digits else 0
