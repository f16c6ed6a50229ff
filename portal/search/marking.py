"""Which piece of a text shows why it was found, and which of its words. Pure."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from portal.core.plain import plain

WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f][^\W_]*)*")
# How much of a text stands around the words that were found, in letters.
BEFORE, LENGTH = 70, 240
SHARED = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters, marked or not."""

    text: str
    is_marked: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A piece of a text in one language, "" where that is not known."""

    language: str
    pieces: Sequence[Piece]

    @property
    def marks(self) -> int:
        return sum(each.is_marked for each in self.pieces)


def candidates(texts: Iterable[str], beginnings: Sequence[str]) -> set[str]:
    """The words of texts that may be among those looked for: they begin with the same letters."""
    starts = tuple(each[:SHARED] for each in beginnings)
    return {word for text in texts for word in WORD.findall(text) if starts and plain(word).startswith(starts)}


def snippet_of(texts: Sequence[tuple[str, str]], marked: Collection[str], tongue: str) -> Snippet | None:
    """The piece with the most words that were found, in the reader's language where that has as many; None where no text has
    any."""
    found = [snippet for language, text in texts if (snippet := _snippet(language, text, marked)).marks]
    return max(found, key=lambda each: (each.marks, each.language == tongue), default=None)


def marked_pieces(text: str, marked: Collection[str]) -> list[Piece]:
    """The whole text, with the words that were found."""
    pieces, at = [], 0
    for each in WORD.finditer(text):
        if each[0] in marked:
            pieces += [Piece(text[at : each.start()], is_marked=False), Piece(each[0], is_marked=True)]
            at = each.end()
    return [each for each in [*pieces, Piece(text[at:], is_marked=False)] if each.text]


def _snippet(language: str, text: str, marked: Collection[str]) -> Snippet:
    places = [each for each in WORD.finditer(text) if each[0] in marked]
    if not places:
        return Snippet(language, ())
    start = max(0, _densest(places) - BEFORE)
    start = start and _next_word(text, start)
    end = min(len(text), start + LENGTH)
    end = end if end == len(text) else max(text.rfind(" ", start, end), start + LENGTH // 2)
    shown = marked_pieces(text[start:end], marked)
    before = [Piece("… ", is_marked=False)] if start else []
    after = [Piece(" …", is_marked=False)] if end < len(text) else []
    return Snippet(language, [*before, *shown, *after])


def _densest(places: Sequence[re.Match[str]]) -> int:
    """Where the piece begins that has the most different words."""
    reach = LENGTH - 2 * BEFORE

    def different(first: int) -> int:
        start = places[first].start()
        return len({plain(each[0]) for each in places[first:] if each.start() - start < reach})

    return places[max(range(len(places)), key=lambda first: (different(first), -first))].start()


def _next_word(text: str, start: int) -> int:
    space = text.find(" ", start, start + BEFORE)
    return space + 1 if space >= 0 else start
