"""How the rule tables write their patterns: readable, with named fragments."""

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any, cast

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


def compile_pattern(
    pattern: str, fragments: Mapping[str, str], *, start: str = r"\b", case: bool = False
) -> re.Pattern[str]:
    """Compile a pattern of a rule table.

    `{name}` stands for the fragment of that name (fragments may name fragments), a space for any white space. The
    pattern begins at a word boundary unless `start` says otherwise, and ignores case unless `case` is set. A name
    without a fragment is refused with KeyError, an optional space (" ?") with ValueError. It is compiled when it is first
    asked: the tables are long, and most processes never ask them.
    """
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)
    if " ?" in pattern or " *" in pattern:
        raise ValueError(f"An optional space is written \\s*, since a space is not one character: {pattern!r}.")
    pattern = pattern.replace(" ", r"\s+")
    return cast("re.Pattern[str]", _Pattern(f"{start}(?:{pattern})", 0 if case else re.IGNORECASE))


class _Pattern:
    """What a compiled pattern answers, compiled by the first question; from then on it is as quick."""

    ANSWERS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "pattern", "flags")

    def __init__(self, written: str, flags: int) -> None:
        self._written, self._flags = written, flags

    def __getattr__(self, name: str) -> Any:
        if name not in self.ANSWERS:
            raise AttributeError(name)
        compiled = re.compile(self._written, self._flags)
        self.__dict__ |= {each: getattr(compiled, each) for each in self.ANSWERS}
        return self.__dict__[name]


def any_of(words: Iterable[str]) -> str:
    """Write a pattern for any of many words, parted by their first letter: a word that is none of them is soon known."""
    groups = groupby(sorted(set(words)), key=lambda word: word[0])
    return "|".join(f"{letter}(?:{'|'.join(word[1:] for word in group)})" for letter, group in groups)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: so tables of words can be read, and kept in order, as prose."""
    return frozenset(text.split())
