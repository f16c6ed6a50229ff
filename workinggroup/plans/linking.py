"""Links between tasks as people write them: "2.1; 2.3FS+2; 1.5SS-1". Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

KINDS = ("FS", "SS", "FF", "SF")
# In days, either way: ten years.
MOST_LAG = 3_650
WRITTEN = re.compile(
    r"\s*([0-9]{1,4}(?:\.[0-9]{1,4})?)\s*(FS|SS|FF|SF)?\s*(?:([+\-−])\s*([0-9]{1,6}))?\s*", re.IGNORECASE
)


class NotALink(ValueError):
    """Words that are no link."""


class LagTooLong(ValueError):
    """A link of more than ten years."""


class NamedTwice(ValueError):
    """A task that is named twice before the same task."""


@dataclass(frozen=True, slots=True)
class Written:
    """One link as it is written: the number of the task before, the kind, and the days between."""

    number: str
    kind: str = "FS"
    lag: int = 0

    def __str__(self) -> str:
        if self.kind == "FS" and not self.lag:
            return self.number
        return f"{self.number}{self.kind}{self.lag:+d}" if self.lag else f"{self.number}{self.kind}"


def read_links(words: str) -> list[Written]:
    """The links in a piece of text. Raises `NotALink`, `LagTooLong`, `NamedTwice`, each with the piece that is meant."""
    found: list[Written] = []
    for piece in re.split(r"[;,\n]", words):
        if not piece.strip():
            continue
        if not (match := WRITTEN.fullmatch(piece)):
            raise NotALink(piece.strip())
        number, kind, sign, days = match.groups()
        lag = int(days or 0)
        if lag > MOST_LAG:
            raise LagTooLong(piece.strip())
        if number in {each.number for each in found}:
            raise NamedTwice(piece.strip())
        found.append(Written(number, (kind or "FS").upper(), -lag if sign and sign != "+" else lag))
    return found


def write_links(links: Iterable[Written]) -> str:
    """The same as one piece of text, by the number of the task before."""
    return join_links(sorted(links, key=lambda each: in_order(each.number)))


def join_links(links: Iterable[Written]) -> str:
    """Links that are in order as one piece of text."""
    return "; ".join(map(str, links))


def in_order(number: str) -> tuple[int, ...]:
    """By what numbers of tasks are sorted: 2.10 comes after 2.9."""
    return tuple(int(part) for part in number.split("."))
