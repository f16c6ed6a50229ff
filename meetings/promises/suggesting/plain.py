"""A plain copy of a text to match rules on, with the way back to the original characters."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass

_SAME_LENGTH = str.maketrans(
    {
        **dict.fromkeys("\u201c\u201d\u201e\u201f\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u00b4\u0060", "'"),
        **dict.fromkeys("\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a", " "),
        **dict.fromkeys("\u202f\u205f\u3000\t\n\r\x0b\x0c\x85\u2028\u2029", " "),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"),
        "\u2015": "\u2014",
    }
)
_INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")


@dataclass(frozen=True)
class Plain:
    """The plain copy; `starts[i]` is where character i of it begins in the original, None when both are alike."""

    text: str
    starts: tuple[int, ...] | None

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """Translate a span of the plain copy into a span of the original text."""
        if self.starts is None:
            return start, end
        if end <= start:
            return self.starts[start], self.starts[start]
        return self.starts[start], self.starts[end]

    def plain_offset(self, original: int) -> int:
        """Translate a position in the original into the first plain position at or after it."""
        if self.starts is None:
            return original
        return min(bisect_left(self.starts, original), len(self.text))


def make_plain(text: str) -> Plain:
    """Return `text` composed (NFC), with straight quotes, ordinary spaces and hyphens, and without invisible marks."""
    if text.isascii() or (unicodedata.is_normalized("NFC", text) and _INVISIBLE.isdisjoint(text)):
        return Plain(text.translate(_SAME_LENGTH), None)
    characters: list[str] = []
    starts: list[int] = []
    position = 0
    while position < len(text):
        after = position + 1
        while after < len(text) and unicodedata.combining(text[after]):
            after += 1
        cluster = unicodedata.normalize("NFC", "".join(c for c in text[position:after] if c not in _INVISIBLE))
        for character in cluster:
            characters.append(character)
            starts.append(position)
        position = after
    starts.append(len(text))
    return Plain("".join(characters).translate(_SAME_LENGTH), tuple(starts))
