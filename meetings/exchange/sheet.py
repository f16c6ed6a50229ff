"""A document to be written, whatever kind of file it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from meetings.texts.blocks import tidy
from meetings.texts.kinds import ParagraphKind

RunKind = Literal["same", "inserted", "deleted"]
Mark = Literal["same", "inserted", "deleted", "moved_from", "moved_to"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one delegation that stayed, came or went. `at` is None where nobody knows when."""

    text: str
    kind: RunKind = "same"
    author: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody says about a paragraph, such as the reason of a change."""

    author: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SheetParagraph:
    """One paragraph. `mark` says what happened to it as a whole; its `author` and `at` say by whom and when.

    Of a moved paragraph two are written: "moved_from" where it stood, with its old words as "same" runs, and "moved_to"
    where it stands now; both with its anchor. What was deleted or moved away keeps no bookmark. `language` is given where
    it is another than the document's.
    """

    anchor: str
    kind: str
    runs: tuple[Run, ...]
    mark: Mark = "same"
    author: str = ""
    at: datetime | None = None
    comments: tuple[Comment, ...] = ()
    language: str = ""

    @property
    def is_there(self) -> bool:
        return self.mark not in {"deleted", "moved_from"}

    @property
    def text(self) -> str:
        """The words with all changes accepted."""
        return "".join(run.text for run in self.runs if run.kind != "deleted") if self.is_there else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to be written. A title that is negotiated is the first of `paragraphs`; `title` are its words.

    `header` and `footer` are lines on every page: marking, revision, hash, for whom.

    `language` is that of the text ("en", "es"); `statement` is the slug; `revision` is None of a text that is none;
    `look` says how brackets are shown. `lead_in` and `lists` stand before and after the text. `numbering` gives
    paragraphs, by their anchors, a number in the margin: it stays with the paragraph, so that a redline does not count
    anew.
    """

    title: str
    language: str
    paragraphs: tuple[SheetParagraph, ...]
    statement: str
    revision: int | None
    made_at: datetime
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    lead_in: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    numbering: Mapping[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = field(default=())
    look: str = ""

    @property
    def head(self) -> SheetParagraph | None:
        """The title as a paragraph with its marks, where it is negotiated."""
        return next((each for each in self.paragraphs if each.kind == ParagraphKind.TITLE), None)

    @property
    def body(self) -> tuple[SheetParagraph, ...]:
        """The paragraphs below the title."""
        return tuple(each for each in self.paragraphs if each.kind != ParagraphKind.TITLE)


def parted(words: str, at: str) -> tuple[str, ...]:
    """The lines of a lead-in or of lists, parted `at` empty lines or line ends."""
    return tuple(filter(None, map(tidy, words.replace("\r\n", "\n").split(at))))
