"""What a file asks for, as plain values: the drafts to be made, and what a person has to look at."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from meetings.negotiation.states import ProposalKind
from meetings.texts.docx.reporting import Unplaced
from portal.core.wording import Piece, differences


@dataclass(frozen=True, slots=True)
class Hand:
    """One author of tracked changes in a paragraph; `words` are (kind, words)."""

    author: str
    is_theirs: bool
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlannedDraft:
    """A draft to be made: plain values, so that a page can hold it until a person confirms.

    `version` is the key of the version that it changes; `was` and `now` are the words in the file's language. `tracked` are
    the tracked changes that it is made of, as (author, kind, words); `theirs` are those authors who are not known to belong
    to the delegation that brings the file back.
    """

    kind: str
    anchor: str = ""
    version: str = ""
    after: str = ""
    texts: tuple[dict[str, str], ...] = ()
    paragraph_kind: str = ""
    was: str = ""
    now: str = ""
    tracked: tuple[tuple[str, str, str], ...] = ()
    theirs: tuple[str, ...] = ()

    @property
    def anchors(self) -> tuple[str, ...]:
        return (self.anchor,) if self.anchor else ()

    @property
    def by(self) -> list[Hand]:
        """Who made the tracked changes, each with the words."""
        authors = dict.fromkeys(author for author, _kind, _words in self.tracked)
        return [
            Hand(
                author,
                author in self.theirs,
                tuple((kind, words) for other, kind, words in self.tracked if other == author and words.strip()),
            )
            for author in authors
        ]

    @property
    def authors(self) -> str:
        return ", ".join(dict.fromkeys(author for author, _kind, _words in self.tracked if author))

    @property
    def label(self) -> str:
        return str(ProposalKind(self.kind).label)

    @property
    def pieces(self) -> list[Piece]:
        """The differences, to be marked in the paragraph."""
        return differences(self.was, self.now)


# What makes two drafts the same: kind, anchor, version, what it goes after, words.
DraftKey = tuple[str, str, str, str, tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Plan:
    """What a file asks for: drafts to be made, those that are there already, and what a person has to look at.

    `is_unmarked` tells that the file does not say what it was exported from, and nobody said it either.
    """

    drafts: list[PlannedDraft] = field(default_factory=list)
    there: list[PlannedDraft] = field(default_factory=list)
    unplaced: list[Unplaced] = field(default_factory=list)
    is_unmarked: bool = False

    @property
    def own(self) -> list[PlannedDraft]:
        """What the own delegation changed, or nobody says who."""
        return [each for each in self.drafts if not each.theirs]

    @property
    def others(self) -> list[tuple[int, PlannedDraft]]:
        """What somebody else changed, alone or together with the own delegation, with its place in `drafts`."""
        return [(place, each) for place, each in enumerate(self.drafts) if each.theirs]

    @property
    def strangers(self) -> dict[str, int]:
        """The others by name, with in how many changes each had a hand, where it is more than one."""
        counted = Counter(author for _place, each in self.others for author in each.theirs if author)
        return {author: count for author, count in counted.items() if count > 1}
