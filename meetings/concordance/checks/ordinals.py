"""Ordinals in words, English and Spanish, up to 199: "one hundred and third", "trigésimo noveno". Pure."""

import re
from collections.abc import Iterator
from itertools import product

from meetings.concordance.checks.spelled import EN_ORDINALS, EN_TENS, ES_ORDINALS

Read = tuple[int, tuple[int, int], str]
HUNDRED = 100
TENS_ES = str.split("vigésim trigésim cuadragésim quincuagésim sexagésim septuagésim octogésim nonagésim")
# "Vigesimotercera" is one word, and loses the accent of its first part.
ACCENTS = str.maketrans("áéíóú", "aeiou")
ENDINGS = ("o", "a", "os", "as", "")


def _english() -> dict[str, int]:
    found = {word: number for number, word in enumerate(EN_ORDINALS, start=1)}
    units = EN_ORDINALS[:9]
    for tens, value in EN_TENS.items():
        found[tens.removesuffix("y") + "ieth"] = value
        for mark, (number, unit) in product("- ", enumerate(units, start=1)):
            found[f"{tens}{mark}{unit}"] = value + number
    below = dict(found)
    for before, joint in product(("one hundred", "hundred"), (" and ", " ")):
        found |= {f"{before}{joint}{word}": HUNDRED + number for word, number in below.items()}
    return found | {"hundredth": HUNDRED, "one hundredth": HUNDRED}


def _spanish() -> dict[str, int]:
    units = dict(enumerate(ES_ORDINALS[:9], start=1))
    stems = {stem: number for number, stem in enumerate(ES_ORDINALS, start=1)}
    found: dict[str, int] = {}
    for ending in ENDINGS:
        ended = {stem + ending: number for stem, number in stems.items() if ending or stem in {"primer", "tercer"}}
        found |= ended
        for value, tens in [(10, "décim"), *((20 + 10 * index, tens) for index, tens in enumerate(TENS_ES))]:
            if ending:
                found[tens + ending] = value
            for number, unit in units.items():
                if not ending and unit not in {"primer", "tercer"}:
                    continue
                found[f"{tens}{ending or 'o'} {unit}{ending}"] = value + number
                found[f"{tens}o {unit}{ending}"] = value + number
                found[tens.translate(ACCENTS) + "o" + unit + ending] = value + number
                # "Decimoséptimo" keeps the accent of its second part, "decimoseptimo" is a slip that is read.
                found[tens.translate(ACCENTS) + "o" + unit.translate(ACCENTS) + ending] = value + number
    below = dict(found)
    for one in ("centésimo", "centésima"):
        found |= {f"{one} {word}": HUNDRED + number for word, number in below.items()}
        found[one] = HUNDRED
    return found


_KNOWN = {"en": _english(), "es": _spanish()}
_FIRSTS = {language: frozenset(phrase.split()[0] for phrase in phrases) for language, phrases in _KNOWN.items()}
# Every ordinal holds one of these: a text without them is not searched.
_SIGNS = {
    "en": re.compile(
        r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth|hundredth)\b"
    ),
    "es": re.compile("prim|segund|tercer|cuart|quint|sext|s[eé]ptim|octav|noven|d[eé]cim|[eé]sim"),
}
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")
_MOST_WORDS = 4


def read_ordinals(text: str, language: str) -> Iterator[Read]:
    """The ordinals of a text in words, the longest that can be read: number, place, and as written."""
    small = text.lower()
    if not _SIGNS[language].search(small):
        return
    known, firsts = _KNOWN[language], _FIRSTS[language]
    words = list(_WORD.finditer(small))
    end = 0
    for index, word in enumerate(words):
        if word.start() < end or word.group() not in firsts:
            continue
        for last in words[index : index + _MOST_WORDS][::-1]:
            place = (word.start(), last.end())
            written = text[slice(*place)]
            number = known.get(written.lower())
            if number is not None:
                yield number, place, written
                end = last.end()
                break
