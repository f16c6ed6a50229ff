"""Numbers in words, English and Spanish: "two hundred and fifty", "doscientos cincuenta", "third", "tercera". Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal

listed = str.split
EN_UNITS = dict(zip(listed("one two three four five six seven eight nine"), range(1, 10), strict=True))
EN_TEENS = dict(
    zip(
        listed("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"),
        range(10, 20),
        strict=True,
    )
)
EN_TENS = dict(zip(listed("twenty thirty forty fifty sixty seventy eighty ninety"), range(20, 100, 10), strict=True))
ES_UNITS = dict(
    zip(listed("un uno una dos tres cuatro cinco seis siete ocho nueve"), (1, 1, *range(1, 10)), strict=True)
)
ES_TEENS = dict(
    zip(
        listed(
            "diez once doce trece catorce quince dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintiún "
            "veintiuna veintidós veintitrés veinticuatro veinticinco veintiséis veintisiete veintiocho veintinueve"
        ),
        (*range(10, 22), 21, 21, *range(22, 30)),
        strict=True,
    )
)
ES_TENS = dict(
    zip(listed("treinta cuarenta cincuenta sesenta setenta ochenta noventa"), range(30, 100, 10), strict=True)
)
_ES_HUNDREDS = dict(
    zip(
        listed(
            "cien ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos novecientos"
        ),
        (100, *range(100, 1000, 100)),
        strict=True,
    )
)
ES_HUNDREDS = _ES_HUNDREDS | {word[:-2] + "as": value for word, value in _ES_HUNDREDS.items() if word.endswith("tos")}
SCALES = {
    "en": {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12},
    "es": {"mil": 10**3, "millón": 10**6, "millones": 10**6, "billón": 10**12, "billones": 10**12},
}
WORDS = {
    "en": EN_UNITS | EN_TEENS | EN_TENS,
    "es": ES_UNITS | ES_TEENS | ES_TENS | ES_HUNDREDS,
}
# Ordinals, and words that hold a number: they answer for it on the other side and are never missed there.
EN_ORDINALS = listed(
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth twentieth"
)
ES_ORDINALS = listed(
    "primer segund tercer cuart quint sext séptim octav noven décim undécim duodécim decimotercer decimocuart "
    "decimoquint decimosext decimoséptim decimoctav decimonoven vigésim"
)
HELD = {
    "en": {
        "both": (2,), "twice": (2,), "bilateral": (2,), "trilateral": (3,), "dozen": (12,), "decade": (10,),
        "decades": (10,), "century": (100,), "quarterly": (3, 4), "quarter": (3, 4), "fortnight": (2, 14, 15),
        "half": ("0.5", 50, 2), "triennial": (3,), "biennial": (2,), "couple": (2,), "pair": (2,), "single": (1,),
        "once": (1,), "zero": (0,), "a": (1,), "biennium": (2,), "triennium": (3,), "quadrennial": (4,), "quinquennial": (5,),
        "decennial": (10,), "biannual": (2, 6), "biannually": (2, 6), "bimonthly": (2,), "infant": (1,), "infants": (1,),
    },
    "es": {
        "ambos": (2,), "ambas": (2,), "bilateral": (2,), "bilaterales": (2,), "trilateral": (3,), "docena": (12,),
        "década": (10,), "décadas": (10,), "decenio": (10,), "siglo": (100,), "trimestral": (3, 4), "trimestre": (3, 4),
        "semestre": (6,), "semestral": (6, 2), "quincena": (2, 14, 15), "mitad": ("0.5", 50, 2), "medio": ("0.5",),
        "trienal": (3,), "bienal": (2,), "par": (2,), "cero": (0,), "doble": (2,),
        "semestralmente": (6, 2), "trimestralmente": (3, 4),
        "centenario": (100,), "bicentenario": (200,), "bienales": (2,), "bienio": (2,), "bimestral": (2,), "bianual": (2, 6),
        "trienales": (3,), "trienio": (3,), "cuatrienal": (4,), "cuadrienal": (4,), "cuatrienio": (4,), "quinquenal": (5,),
        "quinquenales": (5,), "quinquenio": (5,), "lustro": (5,), "sexenal": (6,), "sexenio": (6,), "decenal": (10,),
        "decenales": (10,), "lactantes": (1, 12),
    },
}  # fmt: skip


def value(phrase: str, language: str) -> Decimal:
    """The value of a number in words below a thousand ("ciento cuarenta y dos"); 0 for words that are none."""
    words = re.findall(r"[^\W\d_]+", phrase.lower())
    return Decimal(sum(WORDS[language].get(word, 0) for word in words))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_EN_SMALL = rf"(?:(?:{_either(EN_TENS)})(?:[- ](?:{_either(EN_UNITS)}))?|{_either(EN_TEENS)}|{_either(EN_UNITS)})"
_ES_SMALL = rf"(?:(?:{_either(ES_TENS)})(?: y (?:{_either(ES_UNITS)}))?|{_either(ES_TEENS)}|{_either(ES_UNITS)})"
# A number in words below a hundred (English: "hundred" is a scale) or a thousand (Spanish).
SMALL = {"en": _EN_SMALL, "es": rf"(?:(?:{_either(ES_HUNDREDS)})(?: {_ES_SMALL})?|{_ES_SMALL})"}
SCALE = {language: rf"(?:{_either(scales)})" for language, scales in SCALES.items()}


def ordinals(language: str) -> dict[str, int]:
    """Every spelled ordinal of a language in lower case with its number."""
    if language == "en":
        return {word: number for number, word in enumerate(EN_ORDINALS, start=1)}
    endings = ("o", "a", "os", "as")
    found = {stem + ending: number for number, stem in enumerate(ES_ORDINALS, start=1) for ending in endings}
    return found | {"primer": 1, "tercer": 3, "decimotercer": 13, "decimoprimero": 11, "decimoprimera": 11}
