"""How the rule tables write their patterns: readable, with named fragments."""

import re
from collections.abc import Mapping

_FRAGMENT = re.compile(r"\{([a-z_]+)\}")


def compile_pattern(
    pattern: str, fragments: Mapping[str, str], *, start: str = r"\b", case: bool = False
) -> re.Pattern[str]:
    """Compile a pattern of a rule table.

    `{name}` stands for the fragment of that name (fragments may name fragments), a space for any white space. The
    pattern begins at a word boundary unless `start` says otherwise, and ignores case unless `case` is set. A name
    without a fragment is refused with KeyError, an optional space (" ?") with ValueError.
    """
    while _FRAGMENT.search(pattern):
        pattern = _FRAGMENT.sub(lambda match: fragments[match[1]], pattern)
    if " ?" in pattern or " *" in pattern:
        raise ValueError(f"An optional space is written \\s*, since a space is not one character: {pattern!r}.")
    pattern = pattern.replace(" ", r"\s+")
    return re.compile(f"{start}(?:{pattern})", 0 if case else re.IGNORECASE)


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set: so tables of words can be read, and kept in order, as prose."""
    return frozenset(text.split())
