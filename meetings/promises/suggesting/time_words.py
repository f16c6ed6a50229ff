"""The shape of a language's table of time words."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class DuePattern:
    """One wording about time. The group `due` is shown to people; `reads` names the reader in `dues` for its day."""

    name: str
    kind: str
    reads: str
    pattern: re.Pattern[str]


@dataclass(frozen=True)
class TimeWords:
    """The time words of one language; `patterns` are tried in order, the most definite first."""

    patterns: tuple[DuePattern, ...]
    not_before: re.Pattern[str]  # "beyond May 11": a date in here is no deadline
    dates_something_done: re.Pattern[str]  # read before a match: "launched in"
    months: dict[str, int]  # by the first letters of the name
    numbers: dict[str, int]
    units: dict[str, str]  # to "day", "week", "month", "year"
    ordinals: dict[str, int]
    year_parts: dict[str, int]  # months in a "quarter", a "half"
