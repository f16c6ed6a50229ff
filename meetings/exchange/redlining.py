"""Two revisions of a statement as one text with marks: what came, what went, what moved. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

from meetings.exchange.sheet import Mark, Run, SheetParagraph
from meetings.texts.docx.marks import BaseParagraph
from portal.core.sequences import longest_increasing_subsequence
from portal.core.wording import differences


def clean(paragraphs: Sequence[BaseParagraph]) -> tuple[SheetParagraph, ...]:
    """A revision without marks."""
    return tuple(SheetParagraph(each.anchor, each.kind, (Run(each.text),)) for each in paragraphs)


Made = tuple[str, datetime | None]


def redline(
    old: Sequence[BaseParagraph],
    new: Sequence[BaseParagraph],
    *,
    author: str,
    at: datetime | None,
    made: Mapping[str, Made] | None = None,
) -> tuple[SheetParagraph, ...]:
    """Return the new revision with its differences from the old one, paragraphs matched by their anchors.

    `made` gives by anchor who changed a paragraph and when; all other changes are by `author`, `at`. As few paragraphs as
    possible count as moved: those that remain keep their old order. A deleted paragraph stands after the one it followed.
    """
    before = {each.anchor: each for each in old}
    positions = {each.anchor: index for index, each in enumerate(old)}
    known = [each.anchor for each in new if each.anchor in before]
    stayed = {known[index] for index in longest_increasing_subsequence([positions[anchor] for anchor in known])}

    def by(anchor: str) -> Made:
        return (made or {}).get(anchor, (author, at))

    def whole(paragraph: BaseParagraph, mark: Mark) -> SheetParagraph:
        return SheetParagraph(paragraph.anchor, paragraph.kind, (Run(paragraph.text),), mark, *by(paragraph.anchor))

    def rewritten(was: BaseParagraph, now: BaseParagraph) -> SheetParagraph:
        who, when = by(now.anchor)
        pieces = differences(was.text, now.text)
        runs = (Run(each.text, each.kind, who if each.kind != "same" else "", when) for each in pieces)
        mark: Mark = "same" if now.anchor in stayed else "moved_to"
        return SheetParagraph(now.anchor, now.kind, tuple(runs), mark, who, when)

    def gone_after(index: int) -> list[SheetParagraph]:
        gone = takewhile(lambda each: each.anchor not in stayed, old[index + 1 :])
        return [whole(each, "moved_from" if each.anchor in known else "deleted") for each in gone]

    written = gone_after(-1)
    for paragraph in new:
        if paragraph.anchor in before:
            written.append(rewritten(before[paragraph.anchor], paragraph))
        else:
            written.append(whole(paragraph, "inserted"))
        if paragraph.anchor in stayed:
            written += gone_after(positions[paragraph.anchor])
    return tuple(written)


def moves_apart(paragraphs: Sequence[SheetParagraph]) -> tuple[SheetParagraph, ...]:
    """Write each move as a deletion where the paragraph stood and an insertion where it stands now."""
    return tuple(map(_apart, paragraphs))


def _apart(paragraph: SheetParagraph) -> SheetParagraph:
    if paragraph.mark == "moved_from":
        return replace(paragraph, mark="deleted")
    if paragraph.mark != "moved_to":
        return paragraph
    return replace(paragraph, mark="inserted", runs=(Run(paragraph.text),))
