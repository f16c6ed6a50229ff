"""Pairing the blocks of two language versions, and finding those without partner. Pure."""

import re
import unicodedata
from collections.abc import Sequence

from meetings.texts.blocks import Block

FIGURES = re.compile(r"\d+")
WORDS = re.compile(r"[a-z]{5,}")
STEM = 4
# Spanish runs about a fifth longer than English.
USUAL_RATIO = 1.18
GAP = 1.0


def pair_blocks(left: Sequence[Block], right: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """Pair the blocks of two versions in order; `None` stands where a block has no partner. Indices count from 0.

    Equal numbers of blocks with equal kinds are paired one to one. Otherwise the cheapest pairing is sought by kind,
    length, figures and words that begin alike, so that the block without partner can be named.
    """
    if [block.kind for block in left] == [block.kind for block in right]:
        return [(index, index) for index in range(len(left))]
    rows, columns = len(left), len(right)
    cost = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(1, rows + 1):
        cost[row][0] = row * GAP
    for column in range(1, columns + 1):
        cost[0][column] = column * GAP
    marks_left, marks_right = [_marks(block.text) for block in left], [_marks(block.text) for block in right]
    apart = [
        [_distance(left[row], right[column], marks_left[row], marks_right[column]) for column in range(columns)]
        for row in range(rows)
    ]
    for row in range(1, rows + 1):
        for column in range(1, columns + 1):
            pair = cost[row - 1][column - 1] + apart[row - 1][column - 1]
            cost[row][column] = min(pair, cost[row - 1][column] + GAP, cost[row][column - 1] + GAP)
    return _walk_back(cost, apart)


def unpaired(pairs: Sequence[tuple[int | None, int | None]]) -> tuple[list[int], list[int]]:
    """Return the indices (from 0) of left blocks and of right blocks that have no partner."""
    left = [row for row, column in pairs if column is None and row is not None]
    right = [column for row, column in pairs if row is None and column is not None]
    return left, right


def _walk_back(cost: list[list[float]], apart: list[list[float]]) -> list[tuple[int | None, int | None]]:
    row, column = len(cost) - 1, len(cost[0]) - 1
    pairs: list[tuple[int | None, int | None]] = []
    while row or column:
        if row and column and cost[row][column] == cost[row - 1][column - 1] + apart[row - 1][column - 1]:
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and cost[row][column] == cost[row - 1][column] + GAP:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _distance(left: Block, right: Block, left_marks: set[str], right_marks: set[str]) -> float:
    """From 0 (surely partners) to beyond two gaps (surely not)."""
    ratio = (len(right.text) + 20) / (USUAL_RATIO * len(left.text) + 20)
    length = min(abs(ratio - 1 if ratio > 1 else 1 / ratio - 1), 1.0)
    smaller = min(len(left_marks), len(right_marks))
    shared = len(left_marks & right_marks) / smaller if smaller else 0.5
    return 0.6 * (left.kind != right.kind) + 0.5 * length + 1.3 * (1 - shared)


def _marks(text: str) -> set[str]:
    """Figures, and the beginnings of words: names and the many words that languages share begin alike."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter)
    )
    return set(FIGURES.findall(plain)) | {word[:STEM] for word in WORDS.findall(plain)}
