"""What an edited file changes in the paragraphs of a revision. Nothing is guessed: what is not certain is listed. Pure.

Certain is

- a paragraph in its own bookmark, if the base still is what the file was exported from: by its fingerprint, or where a
  program dropped that, by its words with all tracked changes rejected;
- a paragraph without bookmark whose words are those of exactly one base paragraph that is nowhere else in the file;
- a deletion under tracking, and a paragraph left empty;
- a deletion without a trace, if all other paragraphs are in place and every paragraph of the file is accounted for;
- a new paragraph that was inserted under tracking, or without, if all base paragraphs are accounted for.

A file in which fewer than half of the paragraphs can be found again is not taken at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from typing import Literal

from django.utils.translation import gettext as _

from meetings.texts.docx.marks import BaseParagraph, as_typed, brackets, fingerprint, settled
from meetings.texts.docx.reading import Returned, ReturnedParagraph
from meetings.texts.docx.reporting import Unplaced, left_out
from portal.core.rising import longest_rise
from portal.core.wording import differences

ChangeKind = Literal["replace", "insert", "delete", "move", "split", "merge"]


@dataclass(frozen=True, slots=True)
class Change:
    """One change of the base, to be made in the order of the list.

    `anchors` is one anchor, none of an insertion, several of a merger (the first keeps its anchor and place); `texts` is
    one text, none of a deletion or move, several of a split (the first keeps the anchor). `after` is the anchor behind
    which an insertion or move goes, and behind what this list already put there; None is the beginning. `kind_of` is
    the inserted paragraph's kind. `brackets` are those that the base does not have; `is_open` tells that one has no partner.
    """

    kind: ChangeKind
    anchors: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    after: str | None = None
    kind_of: str = ""
    brackets: tuple[str, ...] = ()
    is_open: bool = False
    authors: tuple[str, ...] = ()
    is_tracked: bool = False

    @property
    def anchor(self) -> str:
        return self.anchors[0]

    @property
    def text(self) -> str:
        return self.texts[0]


@dataclass(frozen=True, slots=True)
class Placed:
    """The changes in the order of the returned text, deletions last; and what a person has to look at."""

    changes: list[Change]
    unplaced: list[Unplaced]


@dataclass(slots=True)
class _Row:
    """A paragraph of the file with the base paragraphs that are in it; `parts` are further paragraphs split from it."""

    paragraph: ReturnedParagraph
    anchors: list[str]
    parts: list[ReturnedParagraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.paragraph.after


def place(returned: Returned, base: Sequence[BaseParagraph]) -> Placed:
    """The changes that turn `base` into the returned text, and what could not be placed, each with a sentence."""
    return _Placing(returned, base).placed()


class _Placing:
    """One file against one base."""

    def __init__(self, returned: Returned, base: Sequence[BaseParagraph]) -> None:
        self.returned = returned
        self.base = {each.anchor: each for each in base}
        self.places = {each.anchor: place for place, each in enumerate(base)}
        self.changes: list[Change] = []
        self.unplaced = left_out(returned)
        self.deleted = [anchor for anchor in returned.deleted if anchor in self.base]

    def placed(self) -> Placed:
        rows = self._rows()
        self._recognise(rows)
        self._separate(rows)
        rows = self._joined(rows)
        missing = self._missing(rows)
        if len(missing) * 2 > len(self.base):
            sentence = _(
                "Only %(found)s of %(all)s paragraphs of the text are in this file. Nothing was taken from it."
            )
            found = len(self.base) - len(missing)
            return Placed([], [Unplaced(sentence % {"found": found, "all": len(self.base)})])
        rows = self._certain(rows, missing)
        self._tell(rows)
        for anchor in sorted(self.deleted, key=self.places.__getitem__):
            self._delete(anchor)
        return Placed(self.changes, self.unplaced)

    def _rows(self) -> list[_Row]:
        """The file's paragraphs with those anchors that the base has and the file has once."""
        rows = []
        for paragraph in self.returned.paragraphs:
            known = [anchor for anchor in paragraph.anchors if anchor in self.base]
            if paragraph.around:
                continue
            if paragraph.anchors and not known:
                sentence = _("This paragraph is marked as %(anchor)s, which this revision of the text does not have.")
                self._list(sentence % {"anchor": paragraph.anchor}, paragraph.anchor, paragraph.after)
            elif self.returned.twice.intersection(known):
                sentence = _("%(anchor)s is in the file more than once. See which of the places counts.")
                self._list(sentence % {"anchor": known[0]}, known[0], paragraph.after)
            else:
                rows.append(_Row(paragraph, sorted(known, key=self.places.__getitem__)))
        return rows

    def _recognise(self, rows: list[_Row]) -> None:
        """Give a paragraph without bookmark the anchor of the one base paragraph that has its very words."""
        wordings: dict[str, list[str]] = {}
        for each in self.base.values():
            wordings.setdefault(settled(each.text), []).append(each.anchor)
        lost = [(place, row) for place, row in enumerate(rows) if not row.anchors and row.text]
        often: dict[str, int] = {}
        for _place, row in lost:
            often[settled(row.text)] = often.get(settled(row.text), 0) + 1
        holders = {anchor: row for row in rows for anchor in row.anchors}
        for place, row in lost:
            wording = settled(row.text)
            anchors = wordings.get(wording, [])
            if len(anchors) != 1 or often[wording] != 1 or anchors[0] in self.returned.twice:
                continue
            holder = holders.get(anchors[0])
            # A new paragraph typed at the very beginning of this one took its bookmark.
            is_taken = holder is rows[place - 1] and holder.anchors == anchors and settled(holder.text) != wording
            if holder is None or (place and is_taken):
                if holder:
                    holder.anchors = []
                row.anchors = anchors
                self.deleted = [anchor for anchor in self.deleted if anchor != anchors[0]]

    def _separate(self, rows: list[_Row]) -> None:
        """Of several anchors in one paragraph that has the very words of one of them, the others are deleted."""
        for row in rows:
            own = [anchor for anchor in row.anchors if settled(self.base[anchor].text) == settled(row.text)]
            if len(row.anchors) > 1 and len(own) == 1:
                self.deleted += [anchor for anchor in row.anchors if anchor not in own]
                row.anchors = own

    def _joined(self, rows: list[_Row]) -> list[_Row]:
        """Take the parts of a split paragraph together."""
        joined: list[_Row] = []
        at = 0
        while at < len(rows):
            row = rows[at]
            following = [each.paragraph for each in takewhile(lambda each: not each.anchors, rows[at + 1 :])]
            count = self._parts(row, following) if len(row.anchors) == 1 else 0
            row.parts = following[:count]
            joined.append(row)
            at += count + 1
        return joined

    def _parts(self, row: _Row, following: list[ReturnedParagraph]) -> int:
        """How many of the following paragraphs were split from a row's."""
        anchor, whole, text = row.anchors[0], _closed(self.base[row.anchors[0]].text), _closed(row.text)
        count = max((place for place, each in enumerate(following, start=1) if each.continues == anchor), default=0)
        if count:
            return count
        for place, each in enumerate(following, start=1):
            text += _closed(each.after)
            if text == whole:
                return place
            if not whole.startswith(text):
                break
        return 0

    def _missing(self, rows: list[_Row]) -> list[str]:
        found = {anchor for row in rows for anchor in row.anchors}.union(self.deleted, self.returned.twice)
        return [anchor for anchor in self.base if anchor not in found]

    def _certain(self, rows: list[_Row], missing: list[str]) -> list[_Row]:
        """The rows that are surely what they seem; lost base paragraphs are deleted or listed."""
        unknown = [row for row in rows if not row.anchors]
        hides = any(each.what in {"table", "text_box", "embedded_document"} for each in self.returned.not_taken)
        hides = hides or any(self.returned.is_redline or not row.paragraph.is_new for row in unknown)
        if missing and not hides and not self.returned.twice:
            self.deleted += missing
        elif missing:
            for anchor in missing:
                sentence = _(
                    "%(anchor)s is no longer in the file. It was not deleted under tracking; see what became of it."
                )
                self._list(sentence % {"anchor": anchor}, anchor, "")
            for row in unknown:
                if not row.paragraph.is_new:
                    sentence = _(
                        "This paragraph has lost its mark, and no paragraph of the text has exactly its words."
                    )
                    self._list(sentence, None, row.text)
            return [row for row in rows if row.anchors or row.paragraph.is_new]
        return rows

    def _tell(self, rows: list[_Row]) -> None:
        primary = [row.anchors[0] for row in rows if row.anchors and (row.text or row.parts)]
        stayed = {primary[index] for index in longest_rise([self.places[anchor] for anchor in primary])}
        after: str | None = None
        for row in rows:
            if row.anchors and not row.text and not row.parts:
                self.deleted += row.anchors
                continue
            if not row.anchors:
                self._insert(row.paragraph, after)
                continue
            if row.anchors[0] not in stayed:
                self._add(Change("move", (row.anchors[0],), after=after), [row.paragraph], "")
            self._reword(row)
            after = row.anchors[0]

    def _insert(self, paragraph: ReturnedParagraph, after: str | None) -> None:
        change = Change("insert", (), (paragraph.after,), after, paragraph.kind)
        self._add(change, [paragraph], "")

    def _reword(self, row: _Row) -> None:
        anchors, paragraphs = tuple(row.anchors), [row.paragraph, *row.parts]
        texts = [self.base[anchor].text for anchor in anchors]
        if len(anchors) == 1 and not row.parts:
            if settled(texts[0]) == settled(row.text):
                return
            change = Change("replace", anchors, (in_the_typing_of(texts[0], row.text),))
        elif row.parts:
            change = Change("split", anchors, tuple(each.after for each in paragraphs if each.after))
        else:
            change = Change("merge", anchors, (in_the_typing_of(" ".join(texts), row.text),))
        stale = [anchor for anchor in anchors if not self._is_as_exported(anchor)]
        if stale:
            sentence = _("%(anchor)s has changed since this file was exported. See what the edit means for it now.")
            self._list(sentence % {"anchor": ", ".join(stale)}, stale[0], "\n".join(change.texts))
        else:
            self._add(change, paragraphs, " ".join(texts))

    def _delete(self, anchor: str) -> None:
        if not self._is_as_exported(anchor):
            sentence = _("%(anchor)s is deleted in the file, but has changed since the file was exported.")
            self._list(sentence % {"anchor": anchor}, anchor, "")
            return
        tracked = self.returned.deleted.get(anchor, ())
        authors = tuple(dict.fromkeys(change.author for change in tracked if change.author))
        self.changes.append(Change("delete", (anchor,), authors=authors, is_tracked=bool(tracked)))

    def _is_as_exported(self, anchor: str) -> bool:
        """Whether the base paragraph is the one that the file was exported with."""
        text, print_ = self.base[anchor].text, self.returned.prints.get(anchor)
        if print_:
            return fingerprint(text) == print_
        return settled(self.returned.before.get(anchor, text)) == settled(text)

    def _add(self, change: Change, paragraphs: list[ReturnedParagraph], was: str) -> None:
        tracked = [each for paragraph in paragraphs for each in paragraph.changes]
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
                authors=tuple(dict.fromkeys(each.author for each in tracked if each.author)),
                is_tracked=bool(tracked),
            )
        )

    def _list(self, sentence: str, anchor: str | None, text: str) -> None:
        self.unplaced.append(Unplaced(sentence, anchor, text))


def in_the_typing_of(old: str, new: str) -> str:
    """The new text with the quotes, hyphens and spaces of the old where nothing else differs there."""
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


def _closed(text: str) -> str:
    return settled(text).replace(" ", "")
