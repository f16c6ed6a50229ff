"""The code lists: what is said of each code, and in which months there is something to count under it. Pure."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from workinggroup.flows.cube.months import Month

LISTS = Path(__file__).with_name("codes.toml")
LANGUAGES = ("en", "es")
COUNTRY, AREA, GROUP = "country", "area", "group"
_SAID = {*LANGUAGES, "alpha_3", "from", "to", "use", "parent"}


class WrongList(ValueError):
    """The file says something that no list of codes can say."""


@dataclass(frozen=True)
class Listed:
    """A code of a list: its names, none where the standard has them; the first and the last month of which it is valid, None
    where it has no such bound; what to write instead before or after; the code that it is a part of."""

    code: str
    names: Mapping[str, str]
    alpha_3: str = ""
    first: Month | None = None
    last: Month | None = None
    use: tuple[str, ...] = ()
    parent: str = ""

    def holds(self, first: Month, last: Month) -> bool:
        """Whether it is valid in one of these months."""
        return (self.first is None or self.first <= last) and (self.last is None or first <= self.last)

    @property
    def is_bounded(self) -> bool:
        return bool(self.first or self.last)


@dataclass(frozen=True)
class Lists:
    """All of them: their version, its day, and the codes by list."""

    version: str
    prepared: date
    codes: Mapping[str, Mapping[str, Listed]]


def read_lists(written: str) -> Lists:
    """What the file says. Raises `WrongList` for a code that ends before it begins, has no name, or of which something else is
    said."""
    told = tomllib.loads(written)
    codes = {
        name: {code: _listed(name, code, said) for code, said in told.get(name, {}).items()}
        for name in (COUNTRY, AREA, GROUP)
    }
    for name in (AREA, GROUP):
        for each in codes[name].values():
            if wrong := {*each.use, *filter(None, [each.parent])} - codes[name].keys():
                raise WrongList(f"{each.code} names what is not listed: {', '.join(sorted(wrong))}")
    return Lists(told["version"], told["prepared"], codes)


@cache
def lists() -> Lists:
    """The lists of the portal."""
    return read_lists(LISTS.read_text(encoding="utf-8"))


def of_code(name: str, code: str) -> list[Listed]:
    """What is said of a code of a list and of its parts, of those that are listed."""
    known = lists().codes[name]
    return [known[part] for part in dict.fromkeys([code, *code.split(".")]) if part in known]


def _listed(name: str, code: str, said: Mapping[str, Any]) -> Listed:
    if wrong := said.keys() - _SAID:
        raise WrongList(f"{code} says {', '.join(sorted(wrong))}")
    names = {language: said[language] for language in LANGUAGES if language in said}
    if names.keys() != set(LANGUAGES) and (names or name != COUNTRY):
        raise WrongList(f"{code} has no name in every language")
    first, last = (Month.read(said[bound]) if bound in said else None for bound in ("from", "to"))
    if first and last and last < first:
        raise WrongList(f"{code} ends before it begins")
    use = tuple(said.get("use", ()))
    if bool(first or last) != bool(use):
        raise WrongList(f"{code} has to say from when to when it is valid, and what to write instead")
    return Listed(code, names, said.get("alpha_3", ""), first, last, use, said.get("parent", ""))
