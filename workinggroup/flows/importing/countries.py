"""Countries by code: what files print for them, and what a wrong code may have meant. Pure.

Codes are ISO 3166-1 alpha-2 with the total and the rest; names in both languages and the longer codes come with Babel, and
`labels.txt` holds what agencies print besides.
"""

from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from babel import Locale
from babel.core import get_global

from workinggroup.flows.cube.relations import OTHER, TOTAL
from workinggroup.flows.importing.listed import COUNTRY, lists
from workinggroup.flows.importing.words import fold

LANGUAGES = ("en", "es")
LABELS = Path(__file__).with_name("labels.txt")
# Without a code of the standard, and counted everywhere.
KOSOVO = "XK"
# In lists of names of countries, and no country of the standard: regions not known, the European Union, islands that are parts.
NONE_OF_IT = frozenset({"ZZ", "XA", "XB", "EU", "AC", "CP", "DG", "TA"})
ALPHA_2, ALPHA_3 = 2, 3


@cache
def codes() -> frozenset[str]:
    """Every code that a country may have, or had, without the total and the rest."""
    return frozenset(_longer().values()) - NONE_OF_IT | {KOSOVO} | former().keys()


@cache
def former() -> dict[str, Mapping[str, str]]:
    """The countries that are no more, with what they were called."""
    return {code: each.names for code, each in lists().codes[COUNTRY].items() if each.names}


@cache
def _longer() -> dict[str, str]:
    """Alpha-2 by alpha-3; a code that was given up and parted is none."""
    named = [Locale(language).territories for language in LANGUAGES]
    found = {}
    for code, current in get_global("territory_aliases").items():
        if len(code) == ALPHA_3 and len(current) == 1 and code.isalpha():
            short = current[0]
            if len(short) == ALPHA_2 and all(short in names for names in named):
                found[code] = short
    return found


@cache
def by_label() -> dict[str, str]:
    """Codes by everything that is printed for them, folded: names in both languages, both kinds of code, labels of agencies."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        names = _called(language)
        found |= {fold(names[code]): code for code in codes() if code in names}
    found |= {fold(longer): code for longer, code in _longer().items() if code in codes()}
    found |= {fold(each.alpha_3): code for code, each in lists().codes[COUNTRY].items() if each.alpha_3}
    found |= {fold(code): code for code in codes()}
    for line in LABELS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            code, _bar, labels = line.partition("|")
            found |= {fold(label): code.strip() for label in labels.split(";")}
    return found


def country(label: str) -> str | None:
    """The code of what a file prints for a country, the total or the rest; None where it is not known."""
    return label if label in {TOTAL, OTHER} else by_label().get(fold(label))


def strictly(label: str) -> str | None:
    """The code itself, None for everything else."""
    return label if label in codes() or label in {TOTAL, OTHER} else None


# Rows of them are sums over their countries.
PARTS = (
    "africa|américa|north america|américa del norte|norteamérica|central america|américa central|centroamérica|south america"
    "|américa del sur|sudamérica|suramérica|caribbean|the caribbean|caribe|el caribe|islas del caribe|latin america"
    "|américa latina|latin america and the caribbean|américa latina y el caribe|asia|europe|europa|oceania|oceanía|middle east"
    "|oriente medio|medio oriente|antillas|américa del norte y central|extracontinentales|world|mundo"
)
PARTS_OF_WORLD = frozenset(map(fold, PARTS.split("|")))


def is_part_of_world(label: str) -> bool:
    """Whether a label is a continent or another part of the world with several countries."""
    return fold(label) in PARTS_OF_WORLD


def suggestion(label: str) -> str:
    """The code that an unknown one may have meant, "" where nothing is near: TURKEY is TR, so is TURKY."""
    known = country(label)
    if known or is_part_of_world(label):
        return known or ""
    near = get_close_matches(fold(label), by_label(), n=1, cutoff=0.8) if len(label) > ALPHA_3 else []
    return by_label()[near[0]] if near else ""


def name_of(code: str, language: str) -> str:
    """What a country is called in a language, "" for what is no country."""
    return _called(language).get(code, "") if code in codes() else ""


@cache
def _called(language: str) -> dict[str, str]:
    return {**Locale(language).territories, **{code: names[language] for code, names in former().items()}}
