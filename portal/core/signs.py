"""What can be written into a file, what can be set in the portal's typefaces, and what stands in for the rest.

A paper is shared: one person's sign must not take it from everybody. So whatever stands in a paper has passed here.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any
from unicodedata import category, name, normalize

from django.conf import settings

from portal.core.characters import NEVER, clean

STAND_IN = "\N{REPLACEMENT CHARACTER}"
# No column of a paper is narrower than a word of 19 letters, nor than 47 signs that spaces without break hold together.
LONG = re.compile(r"[^\s\u200b/‐–—-]{20,}|[^ \n\t\u200b]{48,}")
# More marks on one letter would be set over the lines above and below.
MOST_MARKS = 6
AROUND = 16


def writable(text: str) -> str:
    """The text as a file may hold it: cleaned, and without NUL and halves of characters, wherever it comes from."""
    return NEVER.sub("", clean(text))


class Typefaces:
    """The signs that the portal's typefaces have, by family; the ranges of code points hold both ends."""

    def __init__(self, families: Mapping[str, Sequence[tuple[int, int]]]) -> None:
        self._families = [
            # What a private code point means is known to nobody but its author.
            {
                sign
                for first, last in ranges
                for sign in map(chr, range(first, last + 1))
                if category(sign) != "Co" and writable(sign) == sign
            }
            for ranges in families.values()
        ]
        there = set[str]().union(*self._families)
        marks = {sign for sign in there if category(sign).startswith("M")}
        self._plain = frozenset(there - marks)
        self._unseen = {sign for sign in there if category(sign) == "Cf"}
        within, unseen = _class(marks), _class(self._unseen)
        cluster = f"([^{within}{unseen}]?)([{unseen}]*[{within}][{within}{unseen}]*)"
        self._sign = re.compile(f"{cluster}|[^{_class(there)}\t\n]", re.DOTALL)

    def can_set(self, written: str) -> bool:
        """Whether values, written as JSON, can be set as they are and hold no long word. Fast; when in doubt, no."""
        # As JSON a control character is written \u00….
        has_signs = self._plain.issuperset(written) and "\\u" not in written
        return has_signs and max(map(len, written.split())) < 20 and max(map(len, written.split(" "))) < 48

    def settable(self, value: Any, lacking: dict[str, list[str]]) -> Any:
        """A JSON value with a stand-in in its texts for each sign that no typeface has.

        `lacking` is filled: by the sign, in the order found, the words around its stand-ins. Signs that are never seen, and
        spaces, leave none. Marks that no typeface has together with their letter, and more than `MOST_MARKS` on one letter,
        are lacking. The keys of mappings stay.
        """
        if isinstance(value, str):
            return self._settable(normalize("NFC", writable(value)), lacking)
        if isinstance(value, list):
            return [self.settable(each, lacking) for each in value]
        if isinstance(value, dict):
            return {key: self.settable(each, lacking) for key, each in value.items()}
        return value

    def _settable(self, text: str, lacking: dict[str, list[str]]) -> str:
        made, found, end = "", list[tuple[str, int]](), 0
        for match in self._sign.finditer(text):
            made, end = made + text[end : match.start()], match.end()
            letter, marks = match[1] or "", "".join(sign for sign in match[2] or "" if sign not in self._unseen)
            # What stands alone would be set on whatever comes before it in the paper.
            if letter and 0 < len(marks) <= MOST_MARKS and any(map({letter, *marks}.issubset, self._families)):
                made += match[0]
                continue
            signs = [letter, *dict.fromkeys(marks)] if marks else [match[0]]
            for sign in signs:
                shown = sign if sign == letter and not self._sign.fullmatch(sign) else _shown_for(sign)
                found += [(sign, len(made))] if shown == STAND_IN != sign else []
                # One stand-in for all marks of a letter.
                made += "" if shown == STAND_IN and sign in marks and made.endswith(STAND_IN) else shown
        made += text[end:]
        for sign, place in found:
            places = lacking.setdefault(sign, [])
            if (words := _around(made, place)) not in places:
                places.append(words)
        return made


@cache
def typefaces() -> Typefaces:
    """Those that papers are set in, as they were built."""
    return Typefaces(json.loads((settings.VAR / "print-fonts/signs.json").read_text()))


def name_of(sign: str) -> str:
    """A sign's code point and, where Unicode gives it one, its name."""
    return " ".join(filter(None, [f"U+{ord(sign):04X}", name(sign, "")]))


def has_long_word(value: Any) -> bool:
    """Whether a text in a JSON value has a word that may be longer than a line."""
    if isinstance(value, str):
        return bool(LONG.search(value))
    return any(
        map(has_long_word, value.values() if isinstance(value, dict) else value if isinstance(value, list) else [])
    )


def _shown_for(sign: str) -> str:
    """What is set for a sign that no typeface has."""
    kind = category(sign) if sign else "Cf"
    if kind.startswith("Z"):
        return " "
    return "" if kind == "Cf" or _is_selector(sign) else STAND_IN


def _is_selector(sign: str) -> bool:
    """Whether it chooses among forms of the sign before it, or fills a syllable, and is itself never seen."""
    return any(
        words in name(sign, "") for words in ("VARIATION SELECTOR", "GRAPHEME JOINER", "FILLER", "VOWEL INHERENT")
    )


def _around(text: str, place: int) -> str:
    """The words around a place in a text."""
    first, last = max(0, place - AROUND), place + AROUND + 1
    words = " ".join(text[first:last].split())
    return f"{'…' if first else ''}{words}{'…' if last < len(text) else ''}"


def _class(signs: Iterable[str]) -> str:
    """Signs as the inside of a character class, in ranges."""
    numbers = sorted(map(ord, signs))
    starts = [number for place, number in enumerate(numbers) if not place or numbers[place - 1] != number - 1]
    ends = [number for place, number in enumerate(numbers, 1) if place == len(numbers) or numbers[place] != number + 1]
    return "".join(f"{_escaped(first)}-{_escaped(last)}" for first, last in zip(starts, ends, strict=True))


def _escaped(number: int) -> str:
    return f"\\U{number:08x}"
