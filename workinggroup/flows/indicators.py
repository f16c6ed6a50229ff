"""What is counted: the indicators, with what one of each is, what it leaves out, and what may be added up. Pure.

They stand in `indicators.toml`, in every language of the portal.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

USUAL = Path(__file__).with_name("indicators.toml")
LANGUAGES = ("en", "es")
KEY = re.compile(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*", re.ASCII)
LONGEST = 40
# What figures of one indicator may be added over; never over who reports, and never over indicators.
DIMENSIONS = ("counterpart", "area", "citizenship", "group", "period")


class Unit(StrEnum):
    """What one of a count is."""

    EVENT = "event"
    PERSON = "person"
    CASE = "case"


class Kind(StrEnum):
    """Whether it is counted over a time or at its end."""

    FLOW = "flow"
    STOCK = "stock"


class Frequency(StrEnum):
    """For how long one figure is."""

    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    """Where people move, as seen by who reports."""

    IN = "in"
    OUT = "out"
    NONE = "none"


class IndicatorsNotUnderstood(ValueError):
    """A list of indicators is not written as `read_indicators` reads it."""


# Words by language.
Words = Mapping[str, str]


@dataclass(frozen=True)
class Indicator:
    """One thing that is counted. `subject` is its name at the beginning of a sentence, in the plural; `additive` are the
    dimensions over which its figures may be added; `mirror` is what the other side counts of the same movement, "" if nobody;
    `never_own`: nobody is counted in the country of which he is a citizen; `owner` keeps the definition, by the code of a
    delegation.
    """

    key: str
    name: Words
    subject: Words
    definition: Words
    counts: Words
    excludes: Words
    unit: Unit
    kind: Kind
    frequency: Frequency
    direction: Direction
    additive: frozenset[str]
    owner: str
    mirror: str = ""
    never_own: bool = False


@cache
def indicators() -> Mapping[str, Indicator]:
    """The indicators of the portal by their keys, in the order in which they are listed."""
    return MappingProxyType(read_indicators(USUAL.read_text(encoding="utf-8")))


def annual() -> list[str]:
    """The keys of those whose figures are of years."""
    return [key for key, each in indicators().items() if each.frequency == Frequency.YEAR]


def read_indicators(text: str) -> dict[str, Indicator]:
    """The indicators of a list by their keys. Refuses what it does not know, and what is missing or there twice
    (`IndicatorsNotUnderstood`)."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise IndicatorsNotUnderstood(str(error)) from None
    found = {key: _indicator(key, facts) for key, facts in tables.items()}
    for language in LANGUAGES:
        names = [each.name[language] for each in found.values()]
        if twice := {name for name in names if names.count(name) > 1}:
            raise IndicatorsNotUnderstood(f"two are called {sorted(twice)}")
    for key, each in found.items():
        if each.mirror and (each.mirror not in found or found[each.mirror].mirror != key):
            raise IndicatorsNotUnderstood(f"{key}: {each.mirror} is not its mirror")
    return found


FIELDS = frozenset(Indicator.__dataclass_fields__) - {"key"}
OPTIONAL = frozenset({"mirror", "never_own"})
WORDS = ("name", "subject", "definition", "counts", "excludes")
CHOICES: Mapping[str, type[StrEnum]] = {
    "unit": Unit,
    "kind": Kind,
    "frequency": Frequency,
    "direction": Direction,
}


def _indicator(key: str, facts: Any) -> Indicator:
    if not KEY.fullmatch(key) or len(key) > LONGEST or not isinstance(facts, dict):
        raise IndicatorsNotUnderstood(f"{key} is no key")
    if unknown := facts.keys() - FIELDS:
        raise IndicatorsNotUnderstood(f"{key}: unknown {sorted(unknown)}")
    if missing := FIELDS - OPTIONAL - facts.keys():
        raise IndicatorsNotUnderstood(f"{key}: missing {sorted(missing)}")
    told = {"key": key, "mirror": "", "never_own": False, **facts}
    for name in WORDS:
        told[name] = _words(f"{key}.{name}", facts[name])
    for name, choice in CHOICES.items():
        if facts[name] not in list(choice):
            raise IndicatorsNotUnderstood(f"{key}: {facts[name]!r} is no {name}")
        told[name] = choice(facts[name])
    additive = frozenset(facts["additive"])
    if not additive <= set(DIMENSIONS) or len(additive) < len(facts["additive"]):
        raise IndicatorsNotUnderstood(f"{key}: additive over {facts['additive']}")
    if told["kind"] == Kind.STOCK and "period" in additive:
        raise IndicatorsNotUnderstood(f"{key}: a stock is not added over time")
    return Indicator(**(told | {"additive": additive}))


def _words(place: str, written: Any) -> Words:
    """Words in every language and in no other, none of them empty."""
    if not isinstance(written, dict) or written.keys() != set(LANGUAGES):
        raise IndicatorsNotUnderstood(f"{place}: not in {LANGUAGES}")
    if not all(isinstance(words, str) and words.strip() for words in written.values()):
        raise IndicatorsNotUnderstood(f"{place}: empty")
    return MappingProxyType(dict(written))
