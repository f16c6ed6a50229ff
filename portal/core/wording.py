"""What is different between two wordings, word by word, as a person would mark it. Pure.

Words that occur once on either side hold the two texts together (as in a patience diff), so that "the" and commas never
do; what is left between them is compared closely where it is short and called rewritten where it is not. That bounds the
work and keeps the marks readable.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from portal.core.sequences import longest_increasing_subsequence

Kind = Literal["same", "inserted", "deleted"]
# Start and end in the old tokens, start and end in the new ones.
Hunk = tuple[int, int, int, int]

# Marks that belong to the letter before them, where a text is not composed.
MARK = "\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u200d\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
# Figures with their separators, words with their apostrophes, one space, or any one other character.
TOKEN = re.compile(rf"\d+(?:[.,]\d+)*|[^\W_][\w{MARK}]*(?:['’][^\W_][\w{MARK}]*)*|.[{MARK}]*", re.DOTALL)
WORD = re.compile(r"\w")
# Old times new words up to which two passages without a rare word in common are compared closely.
CLOSELY = 10_000
SENTENCE_ENDS = frozenset(".;:?!")
SHORT_WORD = 4
FEW_WORDS = 2


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters that stayed, came or went."""

    kind: Kind
    text: str


def differences(old: str, new: str) -> list[Piece]:
    """The runs that lead from `old` to `new`; at each change what went stands before what came.

    "same" and "deleted" together are `old`, "same" and "inserted" are `new`, to the character. A letter is never parted
    from its accent. Texts are compared as they are coded: bring both into one Unicode form first.
    """
    if old == new:
        return [Piece("same", old)] if old else []
    left, right = TOKEN.findall(old), TOKEN.findall(new)
    hunks: list[Hunk] = []
    for hunk in _cleaned(left, right, sorted(_hunks(left, right))):
        hunks.append(_slid(left, right, hunk, hunk[0] - hunks[-1][1] if hunks else hunk[0]))
    return list(_pieces(left, right, _cleaned(left, right, hunks)))


def _hunks(left: list[str], right: list[str]) -> Iterator[Hunk]:
    """The passages that differ, in no order."""
    waiting = [(0, len(left), 0, len(right))]
    while waiting:
        a, b, c, d = _trimmed(left, right, waiting.pop())
        if a == b or c == d:
            if a < b or c < d:
                yield a, b, c, d
            continue
        pairs = _pairs(left[a:b], right[c:d])
        if not pairs:
            yield a, b, c, d
            continue
        waiting += _between(pairs, (a, b, c, d))


def _between(pairs: Sequence[tuple[int, int]], window: Hunk) -> list[Hunk]:
    """The windows before, between and after paired tokens."""
    a, b, c, d = window
    starts = [(a, c), *((a + row + 1, c + column + 1) for row, column in pairs)]
    ends = [*((a + row, c + column) for row, column in pairs), (b, d)]
    return [(start[0], end[0], start[1], end[1]) for start, end in zip(starts, ends, strict=True)]


def _trimmed(left: list[str], right: list[str], window: Hunk) -> Hunk:
    a, b, c, d = window
    while a < b and c < d and left[a] == right[c]:
        a, c = a + 1, c + 1
    while a < b and c < d and left[b - 1] == right[d - 1]:
        b, d = b - 1, d - 1
    return a, b, c, d


def _pairs(left: list[str], right: list[str]) -> list[tuple[int, int]]:
    """Tokens that surely answer each other, rising on both sides; none where nothing can be told."""
    often, places = Counter(left), {token: place for place, token in enumerate(right)}
    once = {token for token, count in Counter(right).items() if count == 1 and often[token] == 1 and WORD.match(token)}
    found = [(row, places[token]) for row, token in enumerate(left) if token in once]
    if found:
        return [found[index] for index in longest_increasing_subsequence([column for _row, column in found])]
    rows, columns = ([place for place, token in enumerate(side) if WORD.match(token)] for side in (left, right))
    if len(rows) * len(columns) > CLOSELY:
        return []
    words = SequenceMatcher(None, [left[row] for row in rows], [right[column] for column in columns], autojunk=False)
    blocks = words.get_matching_blocks()
    return [(rows[block.a + step], columns[block.b + step]) for block in blocks for step in range(block.size)]


def _cleaned(left: list[str], right: list[str], hunks: Sequence[Hunk]) -> list[Hunk]:
    """Join changes that only an island parts: no word, one short word, or a few words between larger changes."""
    joined: list[Hunk] = []
    for hunk in hunks:
        while joined and _is_island(left, right, joined[-1], hunk):
            before = joined.pop()
            hunk = (before[0], hunk[1], before[2], hunk[3])  # noqa: PLW2901 - it grows to the left
        joined.append(hunk)
    return joined


def _is_island(left: list[str], right: list[str], before: Hunk, after: Hunk) -> bool:
    island = left[before[1] : after[0]]
    words = [token for token in island if WORD.match(token)]
    if len(words) <= 1 and all(len(word) <= SHORT_WORD for word in words):
        return True
    return len(words) <= FEW_WORDS and len("".join(island)) < min(_size(left, right, before), _size(left, right, after))


def _size(left: list[str], right: list[str], hunk: Hunk) -> int:
    a, b, c, d = hunk
    return max(len("".join(left[a:b])), len("".join(right[c:d])))


def _slid(left: list[str], right: list[str], hunk: Hunk, room: int) -> Hunk:
    """A pure insertion or deletion that reads the same further left is moved to where a sentence begins, if it can be.

    "They spoke. " before "They met." reads better than "spoke. They ". `room` is how many tokens before it stayed.
    """
    a, b, c, d = hunk
    tokens, start, end = (right, c, d) if a == b else (left, a, b)
    if a < b and c < d:
        return hunk
    for back in range(room + 1):
        first = start - back
        if back and tokens[first] != tokens[end - back]:
            return hunk
        if not first or (tokens[first - 1].isspace() and tokens[first - 2] in SENTENCE_ENDS):
            return a - back, b - back, c - back, d - back
    return hunk


def _pieces(left: list[str], right: list[str], hunks: Sequence[Hunk]) -> Iterator[Piece]:
    at = 0
    for a, b, c, d in hunks:
        if at < a:
            yield Piece("same", "".join(left[at:a]))
        if a < b:
            yield Piece("deleted", "".join(left[a:b]))
        if c < d:
            yield Piece("inserted", "".join(right[c:d]))
        at = b
    if at < len(left):
        yield Piece("same", "".join(left[at:]))
