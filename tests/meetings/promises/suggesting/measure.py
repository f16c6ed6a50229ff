"""Precision and recall against hand-labelled statements, by sentence, core class."""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from meetings.promises.suggesting import Suggestion
from meetings.promises.suggesting.reading import read_statement
from meetings.promises.suggesting.sentences import split_sentences
from meetings.texts.blocks import Block

MARK = "{+}"


@dataclass(frozen=True)
class Label:
    """One hand label: a quote in a paragraph, core or soft."""

    paragraph: int
    quote: str
    strength: str


@dataclass
class Count:
    """Predictions right and wrong, labels found and missed; the wrong ones are kept to be read."""

    right: int = 0
    found: int = 0
    false_positives: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / max(self.right + len(self.false_positives), 1)

    @property
    def recall(self) -> float:
        return self.found / max(self.found + len(self.missed), 1)


def read_labels(folder: Path) -> dict[str, list[Label]]:
    """The core labels of `commitments.jsonl` by file name."""
    labels: dict[str, list[Label]] = defaultdict(list)
    for line in (folder / "commitments.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        labels[row["file"]].append(Label(row["paragraph"], row["quote"], row["class"]))
    return labels


def read_marked(text: str) -> tuple[date | None, list[Block], list[Label]]:
    """A statement in which "{+}" stands before each sentence that is a commitment: its date, its blocks, its labels."""
    _, meeting_date, marked = read_statement(text)
    blocks: list[Block] = []
    labels: list[Label] = []
    for number, block in enumerate(marked, start=1):
        first, *rest = block.text.split(MARK)
        clean = "".join([first, *rest])
        ends = [end for _, end in split_sentences(clean)]
        at = len(first)
        for piece in rest:
            labels.append(Label(number, clean[at : next(end for end in ends if end > at)], "core"))
            at += len(piece)
        blocks.append(Block(block.kind, clean))
    return meeting_date, blocks, labels


def count_core(blocks: Sequence[Block], found: Sequence[Suggestion], labels: Sequence[Label], into: Count) -> None:
    """Core only: a prediction is right when it overlaps a core quote, and that quote is then found."""
    core = [each for each in found if each.strength == "core"]
    wanted = [label for label in labels if label.strength == "core"]
    spans = []
    for label in wanted:
        start = blocks[label.paragraph - 1].text.index(label.quote)
        spans.append((label.paragraph, start, start + len(label.quote)))
    for each in core:
        if any(p == each.paragraph and start < each.end and each.start < end for p, start, end in spans):
            into.right += 1
        else:
            into.false_positives.append(f"p{each.paragraph} [{each.rule}] {each.quote}")
    for label, (p, start, end) in zip(wanted, spans, strict=True):
        if any(p == each.paragraph and start < each.end and each.start < end for each in core):
            into.found += 1
        else:
            into.missed.append(f"p{label.paragraph} {label.quote}")
