"""Numbers that a text quotes with the address of a figure: which address, and which number stands beside it. Pure.

The number is the last whole one before the address in its sentence or line, else the first behind it up to the next address.
Thousands may be parted by comma, point or space. Percentages, decimals, years, days of the month and references are no such
number.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from workinggroup.flows.citing import Citation, CitationNotUnderstood

ADDRESS = re.compile(
    r"(?<![\w.])[A-Z][A-Z0-9_~-]*(?:\.[A-Z0-9_~-]+){1,5}/[0-9A-Z][0-9A-Z+/-]*@\d{4}-\d\d-\d\d(?!\w)", re.ASCII
)
# The part of a link before the address.
LINK = re.compile(r"\S*/flows/d/$")
NUMBER = re.compile(
    r"(?<![\w.,/@-])(\d{1,3}(?:(?P<mark>[,.\u00a0\u202f ])\d{3})(?:(?P=mark)\d{3})*|\d+)(?![\w/@-]|[.,]\d|[\s\u00a0]?%)",
    re.ASCII,
)
ENDS = re.compile(r"[.!?;]\s|\n")
ENGLISH = "january february march april may june july august september october november december"
SPANISH = "enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre"
MONTH = rf"(?:{'|'.join([*ENGLISH.split(), *SPANISH.split()])})"
DAYS = re.compile(rf"\b\d{{1,2}} (?:de )?{MONTH}\b|\b{MONTH} \d{{1,2}},(?= \d{{4}}\b)", re.IGNORECASE)
EARLIEST, LATEST = 1900, 2100


@dataclass(frozen=True, slots=True)
class Quoted:
    """An address in a text, and the number beside it; None where there is none."""

    citation: Citation
    value: int | None


def quoted_in(text: str) -> list[Quoted]:
    """All addresses of figures in a text, in its order."""
    found = []
    for match in ADDRESS.finditer(text):
        try:
            found.append((match.start(), match.end(), Citation.read(match[0])))
        except CitationNotUnderstood:
            continue
    quoted = []
    for place, (start, end, citation) in enumerate(found):
        since = found[place - 1][1] if place else 0
        until = found[place + 1][0] if place + 1 < len(found) else len(text)
        before = _numbers(_last_part(LINK.sub("", text[since:start])))
        value = before[-1] if before else None
        if value is None and place + 1 == len(found):
            after = _numbers(ENDS.split(text[end:until])[0])
            value = after[0] if after else None
        quoted.append(Quoted(citation, value))
    return quoted


def sentences_in(text: str) -> list[str]:
    """The sentences, or lines, of a text that quote a figure, each once, in its order."""
    starts = [0, *(found.end() for found in ENDS.finditer(text)), len(text)]
    parts = [text[start:end].strip() for start, end in pairwise(starts)]
    return list(dict.fromkeys(part for part in parts if quoted_in(part)))


def numbers_in(text: str) -> list[int]:
    """The whole numbers of a text that may be figures, each once, in its order."""
    return list(dict.fromkeys(_numbers(text)))


def _last_part(text: str) -> str:
    """What of it stands in the sentence, or the line, of its end."""
    return ENDS.split(text)[-1]


def _numbers(text: str) -> list[int]:
    """The whole numbers in it that may be a figure."""
    found = []
    for match in NUMBER.finditer(DAYS.sub(lambda day: " " * len(day[0]), text)):
        value = int(re.sub(r"\D", "", match[0]))
        if match["mark"] is None and len(match[0]) == 4 and EARLIEST <= value <= LATEST:
            continue
        found.append(value)
    return found
