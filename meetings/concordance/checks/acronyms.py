"""Acronyms of a text, and those that the other language has in no form: "UNHCR" is "ACNUR", or the office's name. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from meetings.concordance.checks.pairs import RULED

ACRONYM = re.compile(r"(?<![\w.])[A-Z]{2,}(?=s?(?![\w]|\.[A-Z]))")
ROMAN = re.compile(r"(?=[IVXL])(?:X[LC]|L?X{0,3})(?:I[VX]|V?I{0,3})$")
# A text in capitals throughout has none.
SHOUTED = re.compile(r"(?:\b[A-ZÁÉÍÓÚÑ]{2,}\b[\s,]+){3}")


@dataclass(frozen=True, slots=True)
class _Body:
    """What an acronym stands for: its acronyms and the beginnings of its names, by language."""

    acronyms: dict[str, frozenset[str]]
    names: dict[str, tuple[str, ...]]
    common: bool


def missing(en: str, es: str) -> tuple[list[str], list[str]]:
    """The known acronyms of each language that the other has neither as an acronym nor by name.

    An unknown acronym is told only beside a known one that is missed: it may be right in its own language.
    """
    if SHOUTED.search(en) or SHOUTED.search(es):
        return [], []
    texts = {"en": en.replace("’", "'"), "es": es}
    there = {language: _acronyms(texts[language]) for language in RULED}
    if not any(there.values()):
        return [], []
    lost = {language: list(_lost(language, texts, there)) for language in RULED}
    sure = {language: [one for one, sure in each if sure] for language, each in lost.items()}
    all_lost = {language: [one for one, _sure in each] for language, each in lost.items()}
    if all(all_lost.values()) and any(one in known for language, known in _KNOWN.items() for one in all_lost[language]):
        return all_lost["en"], all_lost["es"]
    return sure["en"], sure["es"]


def alone(en: str, es: str) -> tuple[set[str], set[str]]:
    """The acronyms of three letters and more that stand in one text only."""
    left, right = ({one for one in _acronyms(text) if len(one) > 2} for text in (en, es))
    return left - right, right - left


def _acronyms(text: str) -> list[str]:
    return list(dict.fromkeys(one for one in ACRONYM.findall(text) if not ROMAN.match(one)))


def _lost(language: str, texts: dict[str, str], there: dict[str, list[str]]) -> Iterator[tuple[str, bool]]:
    """Each acronym that is not answered, and whether it is known well enough to be missed alone."""
    other = RULED[1 - RULED.index(language)]
    answering = set(there[other])
    plain = texts[other].lower()
    for acronym in there[language]:
        bodies = _KNOWN[language].get(acronym, [])
        if not bodies:
            if acronym not in answering and not any(acronym in each for each in answering):
                yield acronym, False
            continue
        answered = any(
            body.acronyms[other] & answering or any(name in plain for name in body.names[other]) for body in bodies
        )
        # One that stands untranslated in the other language is no loss.
        if not answered and acronym not in texts[other]:
            yield acronym, not any(body.common for body in bodies)


def _read() -> dict[str, dict[str, list[_Body]]]:
    known: dict[str, dict[str, list[_Body]]] = {language: {} for language in RULED}
    for line in Path(__file__).with_name("acronyms.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        columns = [[one.strip() for one in column.split(";") if one.strip()] for column in line.split("|")]
        common = columns[0][0].startswith("~")
        short = [frozenset(one.removeprefix("~") for one in column) for column in columns[:2]]
        long = [tuple(one.lower() for one in column) for column in columns[2:]]
        body = _Body(dict(zip(RULED, short, strict=True)), dict(zip(RULED, long, strict=True)), common)
        for language in RULED:
            for acronym in body.acronyms[language]:
                known[language].setdefault(acronym, []).append(body)
    return known


_KNOWN = _read()
