"""Words as search compares them: without case, accents and signs, as `portal_plain` in guards.sql has them. Pure."""

import re
import unicodedata
from collections.abc import Sequence

MARKS = re.compile("[\u0300-\u036f]")
SIGNS = re.compile("[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u2010-\u206f]+")


def plain(words: str) -> str:
    """In lower case, without accents, with spaces where there are signs."""
    bare = MARKS.sub("", unicodedata.normalize("NFD", words))
    return SIGNS.sub(" ", "".join(each.lower() if each.isascii() else each for each in bare)).strip()


def begins_words(text: str, beginnings: Sequence[str]) -> bool:
    """Whether each of these, plain already, is the beginning of some word of the text."""
    words = plain(text).split()
    return all(any(word.startswith(each) for word in words) for each in beginnings)
