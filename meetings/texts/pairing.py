"""Pairing the blocks of two language versions, and finding those without partner. Pure."""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from meetings.texts.blocks import Block

FIGURES = re.compile(r"\d+(?:[.,]\d+)*")
WORDS = re.compile(r"[a-z]{3,}")
SHORTEST_NAME = 5
STEM = 4
# Words that mean the same and do not begin alike; months come first, as dates say most.
ALIKE = """
january enero|march marzo|april abril|may mayo|june junio|july julio|august agosto|december diciembre|two dos|three tres|
four cuatro|five cinco|six seis|seven siete|eight ocho|nine nueve|ten diez|twelve doce|country countries pais paises|
health salud|trade comercio|border borders frontera fronteras|work trabajo|thank thanks agradecen agradecemos gracias|
meeting reunion|week semana|month meses|year years ano anos|child children ninos ninas|women mujeres|water agua|
share shared compartir compartiran|host anfitrion anfitriones|training capacitacion|law ley|joint conjunto conjunta
"""
TWINS = {word: f"={number}" for number, row in enumerate(ALIKE.replace("\n", "").split("|")) for word in row.split()}
# Spanish runs about a fifth longer than English.
USUAL_RATIO = 1.18
GAP = 1.0
# By how much another placing must be better than one to one, where both texts have as many blocks of the same kinds.
BETTER = 0.5
# One to one needs no second look where nearly every pair shares what it could share.
CLOSE = 0.45
# How far from its own place, beyond the difference in number, a partner is sought: more than a text ever moves.
REACH = 60
FAR = 1e9


def pair_blocks(left: Sequence[Block], right: Sequence[Block]) -> list[tuple[int | None, int | None]]:
    """Pair the blocks of two versions in order; `None` stands where a block has no partner. Indices count from 0.

    The cheapest placing in order is sought by kind, length, figures, dates and words that begin alike. Two versions with
    as many blocks of the same kinds are paired one to one, unless their content clearly fits elsewhere.
    """
    marks_left, marks_right = _weighed(left), _weighed(right)
    alike = [block.kind for block in left] == [block.kind for block in right]
    straight = [_distance(*sides) for sides in zip(left, right, marks_left, marks_right, strict=False)] if alike else []
    one_to_one: list[tuple[int | None, int | None]] = [(index, index) for index in range(len(left))]
    if alike and all(apart <= CLOSE for apart in straight):
        return one_to_one
    cost, apart = _costs(left, right, marks_left, marks_right)
    if alike and sum(straight) <= cost[-1][-1] + BETTER:
        return one_to_one
    return _walk_back(cost, apart)


def unpaired(pairs: Sequence[tuple[int | None, int | None]]) -> tuple[list[int], list[int]]:
    """Return the indices (from 0) of left blocks and of right blocks that have no partner."""
    left = [row for row, column in pairs if column is None and row is not None]
    right = [column for row, column in pairs if row is None and column is not None]
    return left, right


def _costs(
    left: Sequence[Block],
    right: Sequence[Block],
    marks_left: list[dict[str, float]],
    marks_right: list[dict[str, float]],
) -> tuple[list[list[float]], dict[tuple[int, int], float]]:
    """The cost of the cheapest placing of each two beginnings, and how far apart two blocks are."""
    rows, columns = len(left), len(right)
    reach = abs(rows - columns) + REACH
    cost = [[FAR] * (columns + 1) for _ in range(rows + 1)]
    apart: dict[tuple[int, int], float] = {}
    for row in range(rows + 1):
        for column in range(max(0, row - reach), min(columns, row + reach) + 1):
            ways = [0.0] if not (row or column) else []
            if row and column:
                here = _distance(left[row - 1], right[column - 1], marks_left[row - 1], marks_right[column - 1])
                apart[row - 1, column - 1] = here
                ways.append(cost[row - 1][column - 1] + here)
            if row:
                ways.append(cost[row - 1][column] + GAP)
            if column:
                ways.append(cost[row][column - 1] + GAP)
            cost[row][column] = min(ways)
    return cost, apart


def _walk_back(cost: list[list[float]], apart: dict[tuple[int, int], float]) -> list[tuple[int | None, int | None]]:
    row, column = len(cost) - 1, len(cost[0]) - 1
    pairs: list[tuple[int | None, int | None]] = []
    while row or column:
        if row and column and cost[row][column] == cost[row - 1][column - 1] + apart.get((row - 1, column - 1), FAR):
            row, column = row - 1, column - 1
            pairs.append((row, column))
        elif row and cost[row][column] == cost[row - 1][column] + GAP:
            row -= 1
            pairs.append((row, None))
        else:
            column -= 1
            pairs.append((None, column))
    return pairs[::-1]


def _distance(left: Block, right: Block, left_marks: dict[str, float], right_marks: dict[str, float]) -> float:
    """From 0 (surely partners) to beyond two gaps (surely not)."""
    ratio = (len(right.text) + 20) / (USUAL_RATIO * len(left.text) + 20)
    length = min(abs(ratio - 1 if ratio > 1 else 1 / ratio - 1), 1.0)
    few, many = sorted((left_marks, right_marks), key=len)
    smaller = min(sum(few.values()), sum(many.values()))
    shared = min(sum(weight for mark, weight in few.items() if mark in many) / smaller, 1.0) if smaller else 0.5
    return 0.6 * (left.kind != right.kind) + 0.5 * length + 1.3 * (1 - shared)


def _weighed(blocks: Sequence[Block]) -> list[dict[str, float]]:
    """The marks of each block; one that many blocks have tells little."""
    each = [_marks(block.text) for block in blocks]
    spread = Counter(mark for marks in each for mark in marks)
    return [{mark: (2.0 if mark[0].isdigit() else 1.0) / spread[mark] for mark in marks} for marks in each]


@lru_cache(maxsize=4096)
def _marks(text: str) -> frozenset[str]:
    """Figures and dates, and the beginnings of words: names and the many words that languages share begin alike."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(letter)
    )
    words = WORDS.findall(plain)
    figures = {re.sub(r"[.,]", "", figure) for figure in FIGURES.findall(plain)}
    begun = {word[:STEM] for word in words if len(word) >= SHORTEST_NAME and word not in TWINS}
    return frozenset(figures | begun | {TWINS[word] for word in words if word in TWINS})
