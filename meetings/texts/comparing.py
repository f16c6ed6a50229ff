"""What changed between two states of a text, paragraph by paragraph. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.core.sequences import longest_increasing_subsequence


@dataclass(frozen=True, slots=True)
class TextLine:
    """One paragraph of a text: its anchor, its kind, its words as written, by language."""

    anchor: str
    kind: str
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Compared:
    """One paragraph of the comparison. `change` is same, changed, inserted or deleted; `is_moved` beside it."""

    anchor: str
    kind: str
    change: str
    is_moved: bool
    before: Mapping[str, str]
    after: Mapping[str, str]


def compared(old: Sequence[TextLine], new: Sequence[TextLine]) -> list[Compared]:
    """Match the new paragraphs, in order, with the old ones by anchor; deleted ones stand where they stood."""
    then = {line.anchor: (index, line) for index, line in enumerate(old)}
    shared = [line.anchor for line in new if line.anchor in then]
    stayed = {shared[index] for index in longest_increasing_subsequence([then[anchor][0] for anchor in shared])}
    there = {line.anchor for line in new}
    found: list[Compared] = []
    gone = [line for line in old if line.anchor not in there]
    for line in new:
        if line.anchor not in then:
            found.append(Compared(line.anchor, line.kind, "inserted", is_moved=False, before={}, after=line.texts))
            continue
        index, before = then[line.anchor]
        while gone and then[gone[0].anchor][0] < index and line.anchor in stayed:
            found.append(_deleted(gone.pop(0)))
        change = "same" if dict(before.texts) == dict(line.texts) and before.kind == line.kind else "changed"
        found.append(Compared(line.anchor, line.kind, change, line.anchor not in stayed, before.texts, line.texts))
    return [*found, *map(_deleted, gone)]


def _deleted(line: TextLine) -> Compared:
    return Compared(line.anchor, line.kind, "deleted", is_moved=False, before=line.texts, after={})
