"""Drawings of how many commitments stand how in each round: columns, bars for phones, and small ones in rows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

WIDE, HEIGHT = 960, 260
TOP, BOTTOM = 24, 26
WIDEST = 56
NARROW, BAR, STEP = 340, 18, 48
SPARK, SPARK_HEIGHT, SLOT = 100, 24, 10
# Between two parts of a stack.
GAP = 1


@dataclass(frozen=True, slots=True)
class Stood:
    """How many commitments stood how, from the bottom of a stack to its top: all agree that nothing more is to be done, all agree
    on less, the lead's word alone, views that differ, nothing said."""

    settled: int = 0
    agreed: int = 0
    shared: int = 0
    disputed: int = 0
    silent: int = 0

    @property
    def all(self) -> int:
        return sum(number for _name, number in self.parts)

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        return tuple((each.name, getattr(self, each.name)) for each in fields(self))


KINDS = tuple(each.name for each in fields(Stood))


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a stack."""

    kind: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Words:
    """What stands at a place of a drawing: a round's label, or its number."""

    words: str
    x: int
    y: int
    anchor: str
    is_number: bool = False


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing of some size."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    words: tuple[Words, ...] = ()


def columns(rounds: Sequence[tuple[str, Stood]]) -> Drawing:
    """A column for each round, the oldest at the left, below each its label and above it how many of all are settled."""
    most, slot = _most(rounds), WIDE // max(len(rounds), 1)
    thick, ground = min(WIDEST, slot * 3 // 5), HEIGHT - BOTTOM
    boxes, words = list[Box](), list[Words]()
    for place, (label, stood) in enumerate(rounds):
        middle, below = place * slot + slot // 2, ground
        for kind, length in _lengths(stood, most, ground - TOP):
            below -= length
            boxes.append(Box(kind, middle - thick // 2, below, thick, max(length - GAP, 1)))
        words.append(Words(label, middle, HEIGHT - 8, "middle"))
        words.append(Words(_share(stood), middle, below - 6, "middle", is_number=True))
    return Drawing(WIDE, HEIGHT, tuple(boxes), tuple(words))


def bars(rounds: Sequence[tuple[str, Stood]]) -> Drawing:
    """For narrow screens a bar for each round, one below the other, above each its label and how many of all are settled."""
    most, boxes, words = _most(rounds), list[Box](), list[Words]()
    for place, (label, stood) in enumerate(rounds):
        top, right = place * STEP, 0
        words.append(Words(label, 0, top + 14, "start"))
        words.append(Words(_share(stood), NARROW, top + 14, "end", is_number=True))
        for kind, length in _lengths(stood, most, NARROW):
            boxes.append(Box(kind, right, top + 20, max(length - GAP, 1), BAR))
            right += length
    return Drawing(NARROW, max(len(rounds), 1) * STEP, tuple(boxes), tuple(words))


def spark(rounds: Sequence[Stood]) -> Drawing:
    """A small column for each round, on a scale of their own."""
    most, boxes = max((each.all for each in rounds), default=0) or 1, list[Box]()
    for place, stood in enumerate(rounds):
        below = SPARK_HEIGHT
        for kind, length in _lengths(stood, most, SPARK_HEIGHT):
            below -= length
            boxes.append(Box(kind, place * SLOT, below, SLOT - 2, length))
    return Drawing(SPARK, SPARK_HEIGHT, tuple(boxes))


def _most(rounds: Sequence[tuple[str, Stood]]) -> int:
    return max((stood.all for _label, stood in rounds), default=0) or 1


def _lengths(stood: Stood, most: int, room: int) -> list[tuple[str, int]]:
    """How long each part is that is there; together they are as long as the whole, to a unit, and none has no length."""
    there = [(kind, number) for kind, number in stood.parts if number]
    whole = max(stood.all * room // most, len(there))
    found, counted, drawn = [], 0, 0
    for place, (kind, number) in enumerate(there, 1):
        counted += number
        # Each part that is still to come keeps its one unit.
        end = min(max(counted * room // most, drawn + 1), whole - len(there) + place)
        found.append((kind, end - drawn))
        drawn = end
    return found


def _share(stood: Stood) -> str:
    return f"{stood.settled}/{stood.all}"
