"""Headings and labels as they are compared: lower case, no accents, no footnote marks, one kind of space. Pure."""

import re
import unicodedata
from functools import lru_cache

# A figure behind a word is its footnote: "Single Adults1".
FOOTNOTE = re.compile(r"(?<=[a-z)])\d{1,2}$")
SIGNS = re.compile(r"[^\w()/:+<>-]+")


@lru_cache(maxsize=16384)
def fold(text: str) -> str:
    """A heading or label without what does not tell it from others."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return SIGNS.sub(" ", plain.replace("_", " ").replace("’", "").replace("'", "")).strip()


def bare(text: str) -> str:
    """A folded heading without its brackets: programs that rename columns leave them out."""
    return " ".join(text.replace("(", " ").replace(")", " ").split())


def without_note(text: str) -> str:
    """A folded heading without the number of its footnote."""
    return FOOTNOTE.sub("", text)
