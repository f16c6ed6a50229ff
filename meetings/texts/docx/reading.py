"""A Word document: its paragraphs before and after what was tracked in it, and what is in it besides words.

The one reader of Word: for a new text, and for a file that was edited and comes back.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Literal

from meetings.texts.blocks import tidy
from meetings.texts.docx import marks
from meetings.texts.docx.body import Flow
from meetings.texts.docx.opening import opened
from meetings.texts.docx.pieces import Hint, NotTaken, Piece
from meetings.texts.docx.shapes import Shapes


@dataclass(frozen=True, slots=True)
class Tracked:
    """One tracked change: whose, when (as the program wrote it; None if it did not), and its words, none of a mark alone."""

    kind: Literal["inserted", "deleted"]
    author: str
    at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph as it stands once everything tracked is accepted.

    `anchors` are those of the paragraphs that are in it: none of a new one, several of merged ones. `before` is what the
    same place held with everything rejected. `is_new` tells that none of its words were there before; `continues` is the
    anchor of the paragraph from which it was parted under tracking; `outside` is the name of what stands outside the negotiated
    paragraphs. `hints` are words marked by hand, and lines that break inside.
    """

    anchors: tuple[str, ...]
    kind: str
    before: str
    after: str
    changes: tuple[Tracked, ...] = ()
    is_new: bool = False
    continues: str | None = None
    outside: str = ""
    hints: tuple[tuple[Hint, str], ...] = ()

    @property
    def anchor(self) -> str | None:
        return self.anchors[0] if self.anchors else None


@dataclass(frozen=True, slots=True)
class WordText:
    """A Word document as it was read.

    `before` and `prints` are by anchor: texts with all changes rejected, fingerprints as exported. `deleted` are the
    anchors of paragraphs that are gone but whose bookmarks are there, with the changes that took them away; `erased` are
    deleted paragraphs without bookmark; `twice` are anchors that the file has more than once. `is_redline` tells that whole
    paragraphs may have been exported as inserted. `margins` are lines in headers and footers that were not exported.
    """

    paragraphs: tuple[WordParagraph, ...]
    before: Mapping[str, str]
    deleted: Mapping[str, tuple[Tracked, ...]]
    twice: frozenset[str]
    not_taken: tuple[NotTaken, ...]
    prints: Mapping[str, str]
    statement: str = ""
    revision: int | None = None
    language: str = ""
    is_redline: bool = True
    look: str = ""
    erased: tuple[WordParagraph, ...] = ()
    margins: tuple[str, ...] = ()

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of those who tracked a change, each once, in the order of the text."""
        changes = [change for each in self.paragraphs for change in each.changes]
        changes += [change for gone in self.deleted.values() for change in gone]
        changes += [change for gone in self.erased for change in gone.changes]
        return tuple(dict.fromkeys(change.author for change in changes if change.author))


def read(data: bytes, name: str = "statement.docx") -> WordText:
    """Read a .docx that was brought in or comes back, whichever program saved it.

    Refuses `LargeFile`, `CannotBeChecked` (encrypted), `NotADocument` and `UnsafeDocument` (macros, entities, bombs).
    """
    parts = opened(data, name)
    found = _word_text(Flow(parts.body, parts.notes), parts.shapes, parts.properties)
    exported = {print_ for name, print_ in marks.unpacked(parts.properties).items() if name.startswith(marks.MARGIN)}
    if not exported:
        return found
    return replace(found, margins=tuple(line for line in parts.margins if marks.fingerprint(line) not in exported))


def _word_text(flow: Flow, shapes: Shapes, properties: Mapping[str, str]) -> WordText:
    _hint_colours(flow.pieces)
    _rename_copies(flow.pieces)
    times = Counter(bookmark for piece in flow.pieces for bookmark in piece.bookmarks)
    _settle_bookmarks(flow.pieces)
    paragraphs, deleted = [], {}
    for group in _grouped(flow.pieces, "after"):
        gone = {anchor: _changes([piece]) for piece in group for anchor in _gone(piece, group)}
        deleted.update(gone)
        kept = [anchor for piece in group for anchor in _anchors(piece) if anchor not in gone]
        read_ = _paragraph(group, kept, shapes)
        if read_.after or read_.anchors:
            paragraphs.append(read_)
    prints = marks.unpacked(properties)
    revision = properties.get(marks.REVISION, "")
    return WordText(
        paragraphs=tuple(paragraphs),
        before=_before(flow.pieces),
        deleted=deleted,
        twice=frozenset(_stripped(name) for name, found in times.items() if found > 1),
        not_taken=tuple(flow.not_taken),
        prints={_stripped(name): print_ for name, print_ in prints.items() if not name.startswith(marks.MARGIN)},
        statement=properties.get(marks.STATEMENT, ""),
        revision=int(revision) if revision.isdecimal() else None,
        language=properties.get(marks.LANGUAGE, ""),
        is_redline=properties.get(marks.REDLINE) != "0",
        look=properties.get(marks.LOOK, ""),
        erased=tuple(_erased(flow.pieces, shapes)),
    )


def _erased(pieces: list[Piece], shapes: Shapes) -> Iterator[WordParagraph]:
    """Yield the old paragraphs that are gone under tracking and have no bookmark."""
    for group in _grouped(pieces, "before"):
        before = tidy("".join(piece.before for piece in group))
        if before and not any(piece.bookmarks or piece.after for piece in group):
            yield WordParagraph((), shapes.kind(group[0]), before, "", _changes(group))


def _stripped(bookmark: str) -> str:
    return bookmark.removeprefix(marks.PARAGRAPH)


def _anchors(piece: Piece) -> list[str]:
    return [_stripped(name) for name in piece.bookmarks]


def _rename_copies(pieces: list[Piece]) -> None:
    """Give the first copy of a bookmark whose original is not in the file its name back; other copies are no bookmarks."""
    there = {name for piece in pieces for name in piece.bookmarks}
    for piece in pieces:
        kept = []
        for name in piece.bookmarks:
            copied = marks.COPIED.fullmatch(name)
            if not copied or copied[1] not in there:
                kept.append(copied[1] if copied else name)
                there.add(kept[-1])
        piece.bookmarks = kept


def _settle_bookmarks(pieces: list[Piece]) -> None:
    """A bookmark goes to where its old words are.

    Who types a new paragraph at the very beginning of another leaves the bookmark in the new one; and a paragraph that
    was moved under tracking may have left its bookmark behind.
    """
    for group in _grouped(pieces, "before"):
        for index, piece in enumerate(group[:-1]):
            if piece.bookmarks and piece.after and not piece.kept and not piece.before:
                home = next((each for each in group[index + 1 :] if each.kept or each.bookmarks), None)
                if home and not home.bookmarks:
                    home.bookmarks, piece.bookmarks = piece.bookmarks, []
    sources = [piece for piece in pieces if piece.move and not piece.is_moved_to]
    targets = [piece for piece in pieces if piece.move and piece.is_moved_to]
    for move in dict.fromkeys(piece.move for piece in sources):
        left = [piece for piece in sources if piece.move == move]
        arrived = [piece for piece in targets if piece.move == move]
        if len(left) == len(arrived):
            for source, target in zip(left, arrived, strict=True):
                if source.bookmarks and not target.bookmarks and not source.after:
                    target.bookmarks, source.bookmarks = source.bookmarks, []


def _grouped(pieces: list[Piece], side: Literal["before", "after"]) -> Iterator[list[Piece]]:
    """The pieces that make one paragraph on one side: a mark that is not there joins a piece to the next."""
    group: list[Piece] = []
    for piece in pieces:
        group.append(piece)
        if piece.ends_after if side == "after" else piece.ends_before:
            yield group
            group = []
    if group:
        yield group


def _gone(piece: Piece, group: list[Piece]) -> list[str]:
    """The anchors in a piece that lost all its words and either its mark or its paragraph."""
    if tidy(piece.after):
        return []
    is_alone = not tidy("".join(each.after for each in group))
    return _anchors(piece) if not piece.ends_after or not is_alone or piece.before else []


def _paragraph(group: list[Piece], anchors: list[str], shapes: Shapes) -> WordParagraph:
    # What is gone with its mark was a paragraph of its own, or lost its words to none.
    group = [piece for piece in group if piece.after or piece.ends_after]
    outside = next((anchor for anchor in anchors if anchor.startswith(marks.OUTSIDE)), "")
    first = next((piece for piece in group if tidy(piece.after)), group[-1])
    return WordParagraph(
        anchors=tuple(anchor for anchor in anchors if not anchor.startswith(marks.OUTSIDE)),
        kind=shapes.kind(first),
        before=tidy("".join(piece.before for piece in group)),
        after=tidy("".join(piece.after for piece in group)),
        changes=_changes(group),
        is_new=not any(piece.before for piece in group),
        continues=_stripped(first.continues) if first.continues and not anchors else None,
        outside=outside,
        hints=_hints(group),
    )


def _hint_colours(pieces: list[Piece]) -> None:
    """Words are coloured by hand where they have another colour than most words of their style."""
    weights: dict[str, Counter[str]] = {}
    for piece in pieces:
        for colour, words in piece.colours:
            weights.setdefault(piece.style, Counter())[colour] += len(words)
    usual = {style: colours.most_common(1)[0][0] for style, colours in weights.items()}
    for piece in pieces:
        piece.hints += [
            ("coloured", words) for colour, words in piece.colours if colour not in {"", usual[piece.style]}
        ]


def _hints(group: list[Piece]) -> tuple[tuple[Hint, str], ...]:
    """What was marked by hand in a paragraph, each mark once with all its words."""
    words: dict[Hint, list[str]] = {}
    for piece in group:
        for hint, text in piece.hints:
            words.setdefault(hint, []).append(text)
        parts = [tidy(piece.after[start:end]) for start, end in pairwise([0, *piece.breaks, len(piece.after)])]
        if len(list(filter(None, parts))) > 1:
            words.setdefault("broken", []).append(" / ".join(filter(None, parts)))
    return tuple((hint, tidy("".join(found))) for hint, found in words.items())


def _changes(group: list[Piece]) -> tuple[Tracked, ...]:
    changes = [each for piece in group for each in piece.changes]
    return tuple(Tracked(kind, author, at, text) for kind, author, at, text in changes)


def _before(pieces: list[Piece]) -> dict[str, str]:
    """By anchor, the words from its bookmark to the next one within the same old paragraph."""
    texts: dict[str, str] = {}
    for group in _grouped(pieces, "before"):
        lead, owner = "", ""
        for piece in group:
            for anchor in _anchors(piece):
                owner, texts[anchor], lead = anchor, lead, ""
            if owner:
                texts[owner] += piece.before
            else:
                lead += piece.before
    return {anchor: tidy(text) for anchor, text in texts.items()}
