"""Who is named, who acts on whom, and how many things a sentence lists: what both languages must have alike. Pure."""

import re
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path

from meetings.concordance.checks.countries import mentions
from meetings.concordance.checks.forces import sentences

CAPITAL = r"[A-ZÁÉÍÓÚÑÜÇ][\w'’-]+"
# Two names side by side are a person or a body; a shared first with another second is told.
NAMES = re.compile(rf"(?=\b({CAPITAL}) ({CAPITAL}))")
# What a place or a person lends its name to.
TITLED = {
    "en": re.compile(
        rf"\b(?:Treaty|Declaration|Agreement|Convention|Protocol|Charter|Pact|Accord|Consensus) of ({CAPITAL})"
        rf"|\b[Tt]he ({CAPITAL}) (?:Treaty|Declaration|Agreement|Convention|Protocol|Charter|Pact|Accord|Consensus)\b"
    ),
    "es": re.compile(
        rf"\b(?:Tratado|Declaración|Acuerdo|Convención|Convenio|Protocolo|Carta|Pacto|Consenso) de ({CAPITAL})"
    ),
}
# A place without an article; one that has another name in the other language stands in `exonyms.txt`.
PLACE = {
    "en": re.compile(
        rf"\b(?:met|meet|held|hosted|signed|adopted|gather|gathered|convened) in ({CAPITAL})(?! {CAPITAL})"
    ),
    "es": re.compile(
        rf"\b(?:reun\w+|celebr\w+|firm\w+|suscri\w+|adopt\w+|aprob\w+|congreg\w+) en ({CAPITAL})(?! (?:de )?{CAPITAL})"
    ),
}
STEM = 3
ACTS = {
    "en": r"(?:(?:will|shall|must|should|may|can) )?(?:inform|notif|pay|invite|advise|tell|consult|support|assist|help|visit|"
    r"recognis|recogniz|thank|report|transfer|send|hand|give|lend|grant|submit|present|sell|owe)\w*"
    r"(?: (?:the|an?|its|their|all|every)(?: [\w-]+){1,4}?(?= to | with ))?(?: (?:to|back to|over to|with))?",
    "es": r"(?:(?:deberá|deberán|debe|deben|debería|podrá|puede|va a) )?(?:inform|notific|notifi|pag|invit|avis|dir|consult|apoy"
    r"|ayud|asist|visit|reconoc|agradec|transfer|transfier|envi|enví|entreg|da|dan|dará|darán|prest|otorg|conced|present|somet|vend"
    r"|deb)\w*(?: (?:el|la|los|las|una?|sus?|tod[oa]s? l[oa]s)(?: [\w-]+){1,4}?(?= a | al ))?",
}

ACTING = {
    "en": re.compile(rf"^ {ACTS['en']} (?:the )?$"),
    "es": re.compile(rf"^ {ACTS['es']} (?:a|al|a la|a los|a las|a el) ?$"),
}
ITEM = r"[^\W\d_][\w'’-]*(?: [^\W\d_][\w'’-]*){0,3}?"
LIST = {
    "en": re.compile(rf"(?<![\w,]) ?((?:{ITEM}, )+{ITEM},? (?:and|or) {ITEM})(?=[.;:]|$)"),
    "es": re.compile(rf"(?<![\w,]) ?((?:{ITEM}, )*{ITEM},? (?:y|e|o|u) {ITEM})(?=[.;:]|$)"),
}
FEWEST_ITEMS = 3
# Sentences with more are no plain lists.
MOST_COMMAS = 8


def other_names(en: str, es: str) -> tuple[list[str], list[str]]:
    """Names that stand in the same place of both texts and are others: after the same first name, title or verb."""
    left, right = _pairs(en), _pairs(es)
    lost_en: list[str] = []
    lost_es: list[str] = []
    for first in sorted(left.keys() & right.keys()):
        # One first name with one second in each text, none of them alike.
        if len(left[first]) == len(right[first]) == 1:
            (one,), (other,) = left[first], right[first]
            if not _alike(one, other) and not (_has(one, es) or _has(other, en)):
                lost_en.append(f"{first} {one}")
                lost_es.append(f"{first} {other}")
    for forms in (TITLED, PLACE):
        ours = [next(filter(None, match.groups())) for match in forms["en"].finditer(en)]
        theirs = [next(filter(None, match.groups())) for match in forms["es"].finditer(es)]
        if len(ours) == len(theirs) == 1 and not (
            _alike(ours[0], theirs[0]) or _has(ours[0], es) or _has(theirs[0], en)
        ):
            lost_en += ours
            lost_es += theirs
    return lost_en, lost_es


def turned(en: str, es: str) -> tuple[list[str], list[str]]:
    """Two actors of which the first acts on the second in one language, and the second on the first in the other."""
    ours = _acting(en, "en")
    if not ours:
        return [], []
    back = {(whom, who) for who, whom in ours}
    theirs = {pair: words for pair, words in _acting(es, "es").items() if pair in back and pair not in ours}
    return [ours[whom, who] for who, whom in theirs], list(theirs.values())


def listed(en: str, es: str) -> tuple[list[str], list[str]]:
    """Lists of short things that end a sentence, where both texts have one there and not of as many things."""
    ours, theirs = sentences(en), sentences(es)
    if len(ours) != len(theirs):
        return [], []
    lost_en: list[str] = []
    lost_es: list[str] = []
    for left, right in zip(ours, theirs, strict=True):
        if not 1 <= max(left.count(","), right.count(",")) <= MOST_COMMAS:
            continue
        one = LIST["en"].search(left)
        other = one and LIST["es"].search(right)
        if (
            one is None
            or other is None
            or left.count(",") != one[1].count(",")
            or right.count(",") != other[1].count(",")
        ):
            continue
        counts = _count(one[1], r",? (?:and|or) "), _count(other[1], r",? (?:y|e|o|u) ")
        if counts[0] != counts[1] and max(counts) >= FEWEST_ITEMS:
            lost_en.append(one[1])
            lost_es.append(other[1])
    return lost_en, lost_es


def _count(text: str, joint: str) -> int:
    return len(re.split(rf"{joint}|, ", text))


def _pairs(text: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for match in NAMES.finditer(text):
        found.setdefault(match[1], set()).add(match[2])
    return found


def _acting(text: str, language: str) -> dict[tuple[str, str], str]:
    found = {}
    for (who, start, end), (whom, begin, stop) in pairwise(_actors(text, language)):
        if who != whom and ACTING[language].match(text[end:begin]):
            found[who, whom] = text[start:stop]
    return found


def _actors(text: str, language: str) -> list[tuple[str, int, int]]:
    """Countries and roles in the order of a text, each with its place."""
    actors, place = [], 0
    for country in mentions(text, language):
        start = text.find(country.text, place)
        if start >= 0:
            actors.append((country.code, start, start + len(country.text)))
            place = start + len(country.text)
    names, pattern = _roles()[language]
    countries = [(start, end) for _code, start, end in actors]
    for role in pattern.finditer(text):
        # "States" in "United States" is no role.
        if not any(start < role.end() and role.start() < end for start, end in countries):
            actors.append((names[role[1].lower()], *role.span()))
    return sorted(actors, key=lambda one: one[1])


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if letter.isalnum())


def _alike(one: str, other: str) -> bool:
    left, right = _plain(one), _plain(other)
    return left[:STEM] == right[:STEM] or frozenset({left, right}) in ALIKE


def _has(word: str, text: str) -> bool:
    """Whether another text has a word that begins so."""
    return _plain(word)[: STEM + 1] in _plain(text)


def _read() -> set[frozenset[str]]:
    lines = Path(__file__).with_name("exonyms.txt").read_text(encoding="utf-8").splitlines()
    return {frozenset(line.split(" | ")) for line in lines if not line.startswith("#")}


@cache
def _roles() -> dict[str, tuple[dict[str, str], re.Pattern[str]]]:
    lines = Path(__file__).with_name("roles.txt").read_text(encoding="utf-8").splitlines()
    rows = [[column.strip() for column in line.split("|")] for line in lines if not line.startswith("#")]
    read = {}
    for index, language in enumerate(("en", "es")):
        names = {row[index].lower(): row[0] for row in rows}
        longest = "|".join(sorted(names, key=len, reverse=True))
        read[language] = names, re.compile(rf"\b({longest})\w*", re.IGNORECASE)
    return read


ALIKE = _read()
