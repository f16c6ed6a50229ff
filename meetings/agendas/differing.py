"""What is different between two issued agendas, in words a reader follows. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from portal.core import wording
from portal.core.sequences import longest_increasing_subsequence


@dataclass(frozen=True, slots=True)
class Line:
    """One row as it was issued. `key` stays with the row from one revision to the next; `clock` is venue time."""

    key: Any
    title: str
    minutes: int
    clock: str
    section: str = ""
    lead: str = ""


@dataclass(slots=True)
class Change:
    """One row that differs: `before` is None if it is new, `after` if it left."""

    before: Line | None
    after: Line | None
    is_moved: bool = False
    words: list[wording.Piece] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return "added" if self.before is None else "removed" if self.after is None else "changed"


def differences(old: Sequence[Line], new: Sequence[Line]) -> list[Change]:
    """Rows added, removed, moved, or with other words, length, lead, section or clock, in the new order; removed last.

    Moved are the fewest rows whose taking out leaves the others in their old order.
    """
    before = {line.key: line for line in old}
    places = {line.key: place for place, line in enumerate(old)}
    known = [line.key for line in new if line.key in places]
    stayed = {known[index] for index in longest_increasing_subsequence([places[key] for key in known])}
    changes = []
    for line in new:
        was = before.get(line.key)
        is_moved = was is not None and line.key not in stayed
        if was is None or is_moved or was != line:
            words = wording.differences(was.title, line.title) if was and was.title != line.title else []
            changes.append(Change(was, line, is_moved, words))
    kept = {line.key for line in new}
    return changes + [Change(line, None) for line in old if line.key not in kept]
