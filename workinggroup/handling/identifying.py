"""Whether words name a person by an identifier; such words have no place in the portal, and are not noted anywhere. Pure.

Sources: CURP, Mexico's population register key (18 characters, RENAPO); CUI, Guatemala's identity number (13 digits, of which the
last four are department and municipality, RENAP); the A-number of the United States' immigration services (A and 7 to 9 digits).
"""

import re
import unicodedata
from enum import StrEnum

DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\u00a0": " ", "\u202f": " "})
# Marks of direction and other signs without a shape, and accents that stand on no letter.
UNSEEN = {"Cf", "Mn"}


class Identifier(StrEnum):
    """What kind of identifier was found."""

    CURP = "curp"
    CUI = "cui"
    ALIEN = "alien"
    PASSPORT = "passport"
    PHONE = "phone"
    MAIL = "mail"


MONTH_AND_DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
PATTERNS: tuple[tuple[Identifier, re.Pattern[str]], ...] = (
    (Identifier.MAIL, re.compile(r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")),
    (
        Identifier.CURP,
        re.compile(rf"\b[A-Z][AEIOUX][A-Z]{{2}}\d{{2}}{MONTH_AND_DAY}[HMX][A-Z]{{5}}[A-Z\d]\d\b", re.IGNORECASE),
    ),
    # Department 01 to 22, municipality 01 to 38.
    (
        Identifier.CUI,
        re.compile(r"(?<![\d.,])\d{4}[ -]?\d{5}[ -]?(?:0[1-9]|1\d|2[0-2])(?:0[1-9]|[12]\d|3[0-8])(?![\d.,]*\d)"),
    ),
    (Identifier.ALIEN, re.compile(r"\bA[- ]?#?\s?(?:\d{3}[- ]\d{3}[- ]\d{3}|\d{8,9})\b", re.IGNORECASE)),
    (
        Identifier.PASSPORT,
        re.compile(
            r"\b(?:passport|pasaporte)\w*\s*(?:n(?:o|[uú]m(?:ero)?|umber|[º°])?\.?\s*)?[:#]?\s*(?=[A-Z]*\d)[A-Z]{0,2}\d{6,9}\b",
            re.IGNORECASE,
        ),
    ),
    (
        Identifier.PHONE,
        re.compile(
            r"(?<![\w.,])\+\s?\d{1,3}[ .()-]{0,3}\d(?:[ .()-]{0,2}\d){6,11}(?!\d)"
            r"|\b(?:tel(?:[eé]fono|ephone)?|phone|cel(?:ular)?|m[oó]vil|mobile|whats ?app)\b\.?\s*[:#]?\s*"
            r"(?:n[º°o]\.?\s*)?\(?\d(?:[ .()-]{0,2}\d){6,11}(?!\d)",
            re.IGNORECASE,
        ),
    ),
)
# Two capitalised words that follow a form of address are probably a person's name.
NAME = re.compile(
    r"\b(?:Mr|Mrs|Ms|Sr|Sra|Srta|señor|señora|agent|agente|oficial|officer|captain|capitán|colonel|coronel|Lic|Ing|Dr|Dra)\.?\s+"
    r"[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+\s+[A-ZÁÉÍÓÚÑ][a-záéíóúñü]+"
)


def identifiers(text: str) -> list[Identifier]:
    """The kinds of identifier of a person that stand in a text, each once, in the order of `PATTERNS`; never the words."""
    folded = _as_read(text)
    return [kind for kind, pattern in PATTERNS if pattern.search(folded)]


def seems_to_name(text: str) -> bool:
    """Whether the text probably names a person: a form of address before two capitalised words. A warning, never a refusal."""
    return bool(NAME.search(_as_read(text)))


def _as_read(text: str) -> str:
    """The text as who looks at it reads it: without what is never seen, wide letters and digits as others."""
    if text.isascii():
        return text
    folded = unicodedata.normalize("NFKC", text).translate(DASHES)
    return "".join(each for each in folded if unicodedata.category(each) not in UNSEEN)
