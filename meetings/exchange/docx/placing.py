"""What an edited file changes in the paragraphs of a revision."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.exchange.docx.recognising import Recognised, Row, recognise
from meetings.texts.docx.marks import BaseParagraph, as_typed, brackets, fingerprint, settled
from meetings.texts.docx.reading import Tracked, WordParagraph, WordText
from meetings.texts.docx.reporting import Unplaced, hinted
from meetings.texts.kinds import ParagraphKind
from portal.core.sequences import longest_increasing_subsequence
from portal.core.wording import differences

CHANGED_SINCE = gettext_lazy(
    "This paragraph has changed since this file was exported. See what the edit means for it now."
)
ChangeKind = Literal["replace", "insert", "delete", "move", "split", "merge"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the base, to be made in the order of the list.

    `anchors` is one anchor, none of an insertion, several of a merger (the first keeps its anchor and place); `texts` is
    one text, none of a deletion or move, several of a split (the first keeps the anchor). `after` is the anchor after
    which an insertion or move goes, and after what this list already put there; None is the beginning. `paragraph_kind` is
    the inserted paragraph's kind. `brackets` are those that the base does not have; `is_open` tells that one has no partner.
    `tracked` are the tracked changes that it is made of: none of an edit without tracking.
    """

    kind: ChangeKind
    anchors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    after: str | None = None
    paragraph_kind: str = ""
    brackets: tuple[str, ...] = ()
    is_open: bool = False
    tracked: tuple[Tracked, ...] = ()

    @property
    def anchor(self) -> str:
        return self.anchors[0]

    @property
    def text(self) -> str:
        return self.texts[0]

    @property
    def authors(self) -> tuple[str, ...]:
        return _authors(self.tracked)


@dataclass(frozen=True, slots=True)
class Placed:
    """The changes in the order of the returned text, deletions last; and what a person has to look at."""

    changes: list[Change]
    unplaced: list[Unplaced]


def place(returned: WordText, base: Sequence[BaseParagraph], outside: Collection[str] = ()) -> Placed:
    """Find the changes that turn `base` into the returned text; what cannot be placed gets a sentence.

    `outside` are our own lines around the base: title, lead-in, lists, end."""
    by_anchor = {each.anchor: each for each in base}
    return _Placing(returned, by_anchor, recognise(returned, by_anchor, outside)).placed()


class _Placing:
    """Makes changes of one base out of what was recognised in one file."""

    def __init__(self, returned: WordText, base: Mapping[str, BaseParagraph], found: Recognised) -> None:
        self.returned = returned
        self.base = base
        self.positions = {anchor: index for index, anchor in enumerate(base)}
        self.rows, self.deleted, self.unplaced = found.rows, dict(found.deleted), found.unplaced
        self.changes: list[Change] = []
        self.kinds: dict[tuple[ParagraphKind, ParagraphKind], list[str]] = {}

    def placed(self) -> Placed:
        self._tell(self.rows)
        self._tell_kinds()
        for anchor in sorted(self.deleted, key=self.positions.__getitem__):
            self._delete(anchor)
        return Placed(self.changes, self.unplaced)

    def _tell(self, rows: list[Row]) -> None:
        primary = [row.anchors[0] for row in rows if row.anchors and (row.text or row.parts)]
        stayed = {
            primary[index] for index in longest_increasing_subsequence([self.positions[anchor] for anchor in primary])
        }
        after: str | None = None
        for row in rows:
            if row.anchors and not row.text and not row.parts:
                self.deleted |= dict.fromkeys(row.anchors, row.paragraph.changes)
                continue
            if self._is_doubtful(row):
                after = row.anchors[0] if row.anchors else after
                continue
            if not row.anchors:
                self._insert(row.paragraph, after)
                continue
            self._compare_kind(row)
            if row.anchors[0] not in stayed:
                self._add(Change("move", (row.anchors[0],), after=after), [row.paragraph], "")
            self._reword(row)
            after = row.anchors[0]

    def _is_doubtful(self, row: Row) -> bool:
        """Whether words are marked by hand, or a line breaks inside; that is listed."""
        anchors = tuple(row.anchors[:1])
        was = settled(" ".join(self.base[each].text for each in row.anchors))
        text = "\n".join(each.after for each in (row.paragraph, *row.parts))
        changed = "" if settled(text) == was else text
        listed = [
            told
            for each in (row.paragraph, *row.parts)
            for told in hinted(each, anchors, changed, ", ".join(_authors(each.changes)))
        ]
        self.unplaced += listed
        return bool(listed)

    def _compare_kind(self, row: Row) -> None:
        """Note a paragraph of another kind in the file; programs know headings, list items and all others."""
        kind = ParagraphKind(self.base[row.anchors[0]].kind)
        if kind == ParagraphKind.TITLE:
            return
        known = kind if kind in {ParagraphKind.HEADING, ParagraphKind.LIST_ITEM} else ParagraphKind.PARAGRAPH
        if known != row.paragraph.kind and len(row.anchors) == 1:
            self.kinds.setdefault((kind, ParagraphKind(row.paragraph.kind)), []).append(row.anchors[0])

    def _tell_kinds(self) -> None:
        """List the paragraphs of another kind, together where a program changed many."""
        for (kind, other), anchors in self.kinds.items():
            sentence = _("“%(kind)s” in the text, “%(other)s” in the file. A file changes no kind of paragraph.")
            self._list(sentence % {"kind": kind.label, "other": other.label}, anchors, "")

    def _insert(self, paragraph: WordParagraph, after: str | None) -> None:
        change = Change("insert", (), (paragraph.after,), after, paragraph.kind)
        self._add(change, [paragraph], "")

    def _reword(self, row: Row) -> None:
        anchors, paragraphs = tuple(row.anchors), [row.paragraph, *row.parts]
        texts = [self.base[anchor].text for anchor in anchors]
        if len(anchors) == 1 and not row.parts:
            if settled(texts[0]) == settled(row.text):
                return
            change = Change("replace", anchors, (keep_typography(texts[0], row.text),))
        elif row.parts:
            change = Change("split", anchors, tuple(each.after for each in paragraphs if each.after))
        else:
            change = Change("merge", anchors, (keep_typography(" ".join(texts), row.text),))
        stale = [anchor for anchor in anchors if not self._is_as_exported(anchor)]
        if stale:
            sentence = self._why_not(stale[0])
            who = _authors(each for paragraph in paragraphs for each in paragraph.changes)
            self._list(sentence, stale, "\n".join(change.texts), who)
        else:
            self._add(change, paragraphs, " ".join(texts))

    def _delete(self, anchor: str) -> None:
        tracked = self.deleted[anchor]
        if not self._is_as_exported(anchor):
            sentence = _("This paragraph is deleted in the file, but has changed since the file was exported.")
            sentence = sentence if anchor in self.returned.prints else self._why_not(anchor)
            self._list(sentence, [anchor], "", _authors(tracked))
            return
        self.changes.append(Change("delete", (anchor,), tracked=tracked))

    def _is_as_exported(self, anchor: str) -> bool:
        """Whether the base paragraph is the one that the file was exported with."""
        text, exported = self.base[anchor].text, self.returned.prints.get(anchor)
        if exported:
            return fingerprint(text) == exported
        return settled(self.returned.before.get(anchor, text)) == settled(text)

    def _why_not(self, anchor: str) -> str:
        if anchor in self.returned.prints:
            return str(CHANGED_SINCE)
        return _(
            "The file has other words for this paragraph than the text, and does not say what it was exported from."
            " Either may have changed."
        )

    def _add(self, change: Change, paragraphs: list[WordParagraph], was: str) -> None:
        tracked = tuple(each for paragraph in paragraphs for each in paragraph.changes)
        old, _is_paired = brackets(was)
        new, is_open = [], False
        for text in change.texts:
            found, is_paired = brackets(text)
            new += [each for each in found if as_typed(each) not in map(as_typed, old)]
            is_open = is_open or not is_paired
        self.changes.append(
            replace(
                change,
                brackets=tuple(new),
                is_open=is_open,
                tracked=tracked,
            )
        )

    def _list(self, sentence: str, anchors: Iterable[str], text: str, authors: Iterable[str] = ()) -> None:
        self.unplaced.append(Unplaced(sentence, tuple(anchors), text, ", ".join(authors)))


def _authors(tracked: Iterable[Tracked]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.author for each in tracked if each.author))


def keep_typography(old: str, new: str) -> str:
    """Return the new text, with the old quotes, hyphens and spaces wherever nothing else differs."""
    written, at, begun = [], 0, 0
    for piece in differences(as_typed(old), as_typed(new)):
        size = len(piece.text)
        if piece.kind == "same":
            written.append(old[at : at + size])
        elif piece.kind == "inserted":
            written.append(new[begun : begun + size])
        at += size if piece.kind != "inserted" else 0
        begun += size if piece.kind != "deleted" else 0
    return "".join(written)
