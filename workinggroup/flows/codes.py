"""What the codes of figures are called, in every language of the portal. Pure.

Countries are called as the standard has them; areas and groups stand in `importing/codes.toml`. One that nobody named is called
by itself.
"""

from collections.abc import Mapping
from functools import cache
from itertools import product

from workinggroup.flows.cube.months import Month
from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing import countries
from workinggroup.flows.importing.layouts import Meaning, list_of
from workinggroup.flows.importing.listed import lists, of_code
from workinggroup.flows.indicators import LANGUAGES, Words

TOTALS: Words = {"en": "Total", "es": "Total"}
OTHERS: Words = {"en": "Other or not known", "es": "Otros o no se conoce"}
# Files that tell both sexes and ages have groups of two parts.
SEXES = ("M", "F", OTHER)
AGES = ("ADULT", "CHILD", "ACC_MIN", "UNACC_MIN", "12_17", "U12_ACC", "U12_UNACC", OTHER)


@cache
def listed(meaning: Meaning) -> Mapping[str, Words]:
    """The codes of areas or groups with what they are called, without the total and the rest."""
    return {code: each.names for code, each in lists().codes[meaning.value].items()}


def parent_of(meaning: Meaning, code: str) -> str:
    """The code that one is a part of, as M of M.ADULT, "" where it is part of none."""
    known = lists().codes.get(meaning.value, {})
    if code in known and known[code].parent:
        return known[code].parent
    first, dot, _rest = code.partition(".")
    return first if dot and first in known else ""


def validity_of(meaning: Meaning, code: str) -> tuple[Month | None, Month | None]:
    """The first and the last month in which there is something to count under a code; None where there is no such bound."""
    said = of_code(list_of(meaning), code)
    firsts, lasts = [each.first for each in said if each.first], [each.last for each in said if each.last]
    return max(firsts, default=None), min(lasts, default=None)


def all_codes(meaning: Meaning) -> list[str]:
    """Every code of areas or groups that files are known to give, with those of several parts, the total and the rest."""
    codes = [TOTAL, OTHER, *listed(meaning)]
    if meaning == Meaning.GROUP:
        return list(dict.fromkeys([*codes, *(f"{sex}.{age}" for sex, age in product(SEXES, AGES))]))
    return [*codes, *(f"SWB.{part}" for part in ("POE", "BETWEEN"))]


@cache
def structure_codes() -> Mapping[Meaning, frozenset[str]]:
    """The codes of citizenships and groups that the structure of the files lists: in a column of codes they mean themselves."""
    return {
        Meaning.CITIZENSHIP: countries.codes(),
        Meaning.GROUP: frozenset(all_codes(Meaning.GROUP)),
    }


def name_of(meaning: Meaning, code: str, language: str) -> str:
    """What a code is called: a country, an area, a group; the code itself where nobody named it."""
    if code in {TOTAL, OTHER}:
        return (TOTALS if code == TOTAL else OTHERS)[language]
    if meaning not in {Meaning.AREA, Meaning.GROUP}:
        return countries.name_of(countries.country(code) or code, language) or code
    known = listed(meaning)
    if code in known:
        return known[code][language]
    parts = [
        known[part][language] if part in known else OTHERS[language] if part == OTHER else part
        for part in code.split(".")
    ]
    return ", ".join([parts[0], *(part[:1].lower() + part[1:] for part in parts[1:])])


def names_of(meaning: Meaning, code: str) -> Words:
    """What a code is called, in every language."""
    return {language: name_of(meaning, code, language) for language in LANGUAGES}
