"""What is different between two issued agendas, in words a reader follows. Pure."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was issued. `key` stays with the row from one revision to the next; `clock` is venue time."""

    key: Any
    title: str
    minutes: int
    clock: str
    section: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of words: kind is "same", "gone" or "new"."""

    kind: str
    text: str


@dataclass(slots=True)
class Change:
    """One row that differs: `before` is None if it is new, `after` if it left."""

    before: Line | None
    after: Line | None
    is_moved: bool = False
    words: list[Words] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def differences(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """Rows added, removed, moved, or with other words, length, lead, section or clock, in the new order; removed last.

    Moved are the fewest rows whose taking out leaves the others in their old order.
    """
    before = {line.key: line for line in old}
    places = {line.key: place for place, line in enumerate(old)}
    stayed = _longest_rise([places[line.key] for line in new if line.key in places])
    changes = []
    for line in new:
        was = before.get(line.key)
        is_moved = was is not None and places[line.key] not in stayed
        if was is None or is_moved or was != line:
            words = word_differences(was.title, line.title) if was and was.title != line.title else []
            changes.append(Change(was, line, is_moved, words))
    kept = {line.key for line in new}
    return changes + [Change(line, None) for line in old if line.key not in kept]


def word_differences(old: str, new: str) -> list[Words]:
    """Two texts as runs of words that stayed, went or came."""
    left, right = old.split(), new.split()
    runs = []
    for tag, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if tag == "equal":
            runs.append(Words("same", " ".join(left[a:b])))
            continue
        if b > a:
            runs.append(Words("gone", " ".join(left[a:b])))
        if d > c:
            runs.append(Words("new", " ".join(right[c:d])))
    return runs


def _longest_rise(numbers: Sequence[int]) -> set[int]:
    """The members of a longest increasing subsequence of distinct numbers."""
    ends: list[int] = []
    places: list[int] = []
    behind: list[int] = []
    for place, number in enumerate(numbers):
        at = bisect_left(ends, number)
        behind.append(places[at - 1] if at else -1)
        if at == len(ends):
            ends.append(number)
            places.append(place)
        else:
            ends[at], places[at] = number, place
    kept, place = set(), places[-1] if places else -1
    while place >= 0:
        kept.add(numbers[place])
        place = behind[place]
    return kept
