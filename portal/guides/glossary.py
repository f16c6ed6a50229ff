"""The portal's own words, read from `docs/glossary.md`: each in both languages, with what it is."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from unicodedata import normalize

from django.conf import settings
from django.utils.safestring import SafeString
from django.utils.text import slugify

from portal.guides.markup import inline

# A line of the table: the word in the two languages, and what it is in both.
LINE = re.compile(r"\| (?P<en>[^|]+) \| (?P<es>[^|]+) \| (?P<is_en>[^|]+) · (?P<is_es>[^|]+) \|")
LANGUAGES = ("en", "es")


class NoTerm(ValueError):
    """A line of the glossary that has not both languages, or says what another says already."""


@dataclass(frozen=True)
class Term:
    """A word in one of the languages: the other language's word beside it, and what it is, with its marks."""

    anchor: str
    name: str
    other: str
    meaning: SafeString
    sought: str

    @property
    def letter(self) -> str:
        """Under which it stands; Ñ is a letter of its own, and an accent makes none."""
        first = in_alphabet(self.name)[:2]
        return "Ñ" if first == f"n{AFTER}" else first[0].upper()


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter."""

    name: str
    terms: tuple[Term, ...]


# Sorts behind every letter: Ñ comes after all of N.
AFTER = "\uffff"


def folded(text: str) -> str:
    """In small letters and without accents."""
    return "".join(sign for sign in normalize("NFD", text.casefold()) if not "\u0300" <= sign <= "\u036f")


def in_alphabet(text: str) -> str:
    """What sorts a word as its dictionary does: letters and spaces alone, accents ignored, ñ after n."""
    plain = folded(normalize("NFC", text.casefold()).replace("ñ", f"n{AFTER}"))
    return "".join(sign for sign in plain if sign.isalnum() or sign in {" ", AFTER})


def read_terms(text: str) -> dict[str, tuple[Term, ...]]:
    """The terms of a glossary by language, each in that language's alphabet. Raises `NoTerm` for a line that is not whole, and
    for a word that stands there twice."""
    lines = [line for line in text.split("\n") if line.startswith("| ")][1:]
    found: dict[str, list[Term]] = {language: [] for language in LANGUAGES}
    for line in lines:
        read = LINE.fullmatch(line)
        if read is None or line.count(" · ") != 1:
            raise NoTerm(line)
        sought = folded(" ".join(read.groups()))
        for language, other in (LANGUAGES, LANGUAGES[::-1]):
            meaning = inline(read[f"is_{language}"].strip())
            found[language].append(Term(slugify(read["en"]), read[language], read[other], meaning, sought))
    for terms in found.values():
        if len({term.name for term in terms}) < len(terms) or len({term.anchor for term in terms}) < len(terms):
            raise NoTerm("twice")
    return {code: tuple(sorted(terms, key=lambda term: in_alphabet(term.name))) for code, terms in found.items()}


@cache
def _terms() -> dict[str, tuple[Term, ...]]:
    return read_terms((settings.BASE_DIR / "docs/glossary.md").read_text())


def terms(language: str, words: str = "") -> tuple[Term, ...]:
    """The terms in a language's alphabet; with words, those that have all of them, in either language."""
    wanted = folded(words).split()
    return tuple(term for term in _terms()[language] if all(word in term.sought for word in wanted))


def by_letter(found: Sequence[Term]) -> list[Letter]:
    return [Letter(name, tuple(group)) for name, group in groupby(found, key=lambda term: term.letter)]
