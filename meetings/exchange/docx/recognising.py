"""Which paragraph of an edited file is which of a revision. Nothing is guessed: what is not certain is listed.

Certain is

- a paragraph in its own bookmark, if the base still is what the file was exported from: by its fingerprint, or where a
  program dropped that, by its words with all tracked changes rejected;
- a paragraph without bookmark whose words, as they are or with all tracked changes rejected, are those of exactly one
  base paragraph that is nowhere else in the file;
- a deletion under tracking, and a paragraph left empty;
- a deletion without a trace, if all other paragraphs are in place and every paragraph of the file is accounted for;
- a new paragraph that was inserted under tracking, or without, if all base paragraphs are accounted for.

A file in which fewer than half of the paragraphs can be found again is not taken at all.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import takewhile

from django.utils.translation import gettext as _

from meetings.exchange.docx.likeness import holds_each
from meetings.exchange.docx.outside import Around
from meetings.texts.docx.marks import BaseParagraph, settled
from meetings.texts.docx.reading import Tracked, WordParagraph, WordText
from meetings.texts.docx.reporting import EDITED_OUTSIDE, GONE_OUTSIDE, Unplaced, left_out


@dataclass(slots=True)
class Row:
    """A paragraph of the file with the base paragraphs that are in it; `parts` are further paragraphs split from it."""

    paragraph: WordParagraph
    anchors: list[str]
    parts: list[WordParagraph] = field(default_factory=list)

    @property
    def text(self) -> str:
        return self.paragraph.after


@dataclass(frozen=True, slots=True)
class Recognised:
    """The certain paragraphs of the file in its order, base paragraphs that are gone with the tracked changes that took
    them away, and what a person has to look at."""

    rows: list[Row]
    deleted: Mapping[str, tuple[Tracked, ...]]
    unplaced: list[Unplaced]


def recognise(returned: WordText, base: Mapping[str, BaseParagraph], outside: Collection[str] = ()) -> Recognised:
    """Find the base paragraphs (by anchor) again in the file; if fewer than half are there, nothing but a sentence.

    `outside` are our own lines around them: title, lead-in, lists, end."""
    return _Recognition(returned, base, outside).recognised()


class _Recognition:
    """One file against one base."""

    def __init__(self, returned: WordText, base: Mapping[str, BaseParagraph], outside: Collection[str]) -> None:
        self.returned = returned
        self.base = base
        self.positions = {anchor: index for index, anchor in enumerate(base)}
        self.unplaced = left_out(returned)
        self.deleted = {anchor: changes for anchor, changes in returned.deleted.items() if anchor in base}
        self.around = Around(returned, outside)
        self.wordings: dict[str, list[str]] = {}
        for each in base.values():
            self.wordings.setdefault(settled(each.text), []).append(each.anchor)

    def recognised(self) -> Recognised:
        rows = self._rows()
        for line in self.around.gone():
            self._list(str(GONE_OUTSIDE), None, line)
        self._recognise(rows)
        self._separate(rows)
        rows = self._joined(self._without_copies(rows))
        self._recognise_erased(rows)
        self._merge(rows)
        missing = self._missing(rows)
        if len(missing) * 2 > len(self.base):
            sentence = _(
                "Only %(found)s of %(all)s paragraphs of the text are in this file. Nothing was taken from it."
            )
            found = len(self.base) - len(missing)
            return Recognised([], {}, [Unplaced(sentence % {"found": found, "all": len(self.base)})])
        return Recognised(self._certain(rows, missing), self.deleted, self.unplaced)

    def _rows(self) -> list[Row]:
        """The file's paragraphs with those anchors that the base has and the file has once."""
        rows = []
        for paragraph in self.returned.paragraphs:
            known = [anchor for anchor in paragraph.anchors if anchor in self.base]
            if paragraph.outside or self._is_around(paragraph):
                continue
            if paragraph.anchors and not known:
                sentence = _("The file marks this as a paragraph that this revision of the text does not have.")
                self._list(sentence, paragraph.anchor, paragraph.after)
            elif self.returned.twice.intersection(known):
                sentence = _("This paragraph is in the file more than once. See which of the places counts.")
                self._list(sentence, known[0], paragraph.after)
            else:
                rows.append(Row(paragraph, sorted(known, key=self.positions.__getitem__)))
        return rows

    def _is_around(self, paragraph: WordParagraph) -> bool:
        """Whether a paragraph without bookmark is our own line around the text; an edit of it is listed."""
        if paragraph.anchors or {settled(paragraph.after), settled(paragraph.before)} & self.wordings.keys():
            return False
        is_kept = self.around.meets(paragraph)
        if is_kept is False:
            self._list(str(EDITED_OUTSIDE), None, paragraph.after)
        return is_kept is not None

    def _recognise(self, rows: list[Row]) -> None:
        """Give a paragraph without bookmark the anchor of the one base paragraph that has its very words.

        First by its words as they are, then with all tracked changes rejected."""
        for side in ("after", "before"):
            lost = [(index, row, settled(getattr(row.paragraph, side))) for index, row in enumerate(rows)]
            lost = [(index, row, wording) for index, row, wording in lost if wording and not row.anchors]
            often = Counter(wording for _index, _row, wording in lost)
            holders = {anchor: row for row in rows for anchor in row.anchors}
            for index, row, wording in lost:
                anchors = self.wordings.get(wording, [])
                if len(anchors) != 1 or often[wording] != 1 or anchors[0] in self.returned.twice:
                    continue
                holder = holders.get(anchors[0])
                # A new paragraph typed at the very beginning of this one took its bookmark.
                is_taken = holder is rows[index - 1] and holder.anchors == anchors and settled(holder.text) != wording
                if holder is None or (index and is_taken):
                    if holder:
                        holder.anchors = []
                    row.anchors = list(anchors)
                    self.deleted.pop(anchors[0], None)

    def _recognise_erased(self, rows: list[Row]) -> None:
        """Delete base paragraphs whose words are in the file as deleted under tracking, without a bookmark."""
        held = {anchor for row in rows for anchor in row.anchors}.union(self.deleted, self.returned.twice)
        for each in self.returned.erased:
            anchors = self.wordings.get(settled(each.before), [])
            if len(anchors) == 1 and anchors[0] not in held:
                self.deleted[anchors[0]] = each.changes

    def _without_copies(self, rows: list[Row]) -> list[Row]:
        """List paragraphs without bookmark that have the words of base paragraphs that are in the file already."""
        held = {anchor for row in rows for anchor in row.anchors}
        kept = []
        for row in rows:
            anchors = self.wordings.get(settled(row.text), [])
            if row.anchors or not anchors or not held.issuperset(anchors):
                kept.append(row)
                continue
            sentence = _("These are the words of this paragraph once more, which is in the file already.")
            self._list(sentence, anchors[0], row.text)
        return kept

    def _separate(self, rows: list[Row]) -> None:
        """Delete the other anchors of a paragraph that has the very words of one of them."""
        for row in rows:
            own = [anchor for anchor in row.anchors if settled(self.base[anchor].text) == settled(row.text)]
            if len(row.anchors) > 1 and len(own) == 1:
                self.deleted |= {anchor: () for anchor in row.anchors if anchor not in own}
                row.anchors = own

    def _joined(self, rows: list[Row]) -> list[Row]:
        """Take the parts of a split paragraph together."""
        joined: list[Row] = []
        at = 0
        while at < len(rows):
            row = rows[at]
            following = [each.paragraph for each in takewhile(lambda each: not each.anchors, rows[at + 1 :])]
            count = self._parts(row, following) if len(row.anchors) == 1 else 0
            row.parts = following[:count]
            joined.append(row)
            at += count + 1
        return joined

    def _parts(self, row: Row, following: list[WordParagraph]) -> int:
        """Count the following paragraphs that were split from this row."""
        anchor, whole, text = row.anchors[0], _closed(self.base[row.anchors[0]].text), _closed(row.text)
        count = max((index for index, each in enumerate(following, start=1) if each.continues == anchor), default=0)
        if count:
            return count
        for index, each in enumerate(following, start=1):
            text += _closed(each.after)
            if text == whole:
                return index
            if not whole.startswith(text):
                break
        said, parts, count = self.base[anchor].text, [row.text, *(each.after for each in following)], 0
        while count < len(following) and holds_each(said, parts[: count + 2]):
            count += 1
        return count

    def _merge(self, rows: list[Row]) -> None:
        """Put a paragraph that is lost with its bookmark into the one before it, if that now has most of its words."""
        lost = set(self._missing(rows))
        order = list(self.base)
        for row in rows:
            if len(row.anchors) != 1 or row.parts:
                continue
            place = self.positions[row.anchors[0]] + 1
            after = order[place] if place < len(order) else ""
            if after in lost and holds_each(row.text, [self.base[row.anchors[0]].text, self.base[after].text]):
                row.anchors = [row.anchors[0], after]

    def _missing(self, rows: list[Row]) -> list[str]:
        found = {anchor for row in rows for anchor in row.anchors}.union(self.deleted, self.returned.twice)
        return [anchor for anchor in self.base if anchor not in found]

    def _certain(self, rows: list[Row], missing: list[str]) -> list[Row]:
        """Return the rows that are certain; delete or list base paragraphs that are lost."""
        unknown = [row for row in rows if not row.anchors]
        hides = any(each.what in {"table", "text_box", "embedded_document"} for each in self.returned.not_taken)
        hides = hides or any(self.returned.is_redline or not row.paragraph.is_new for row in unknown)
        if missing and not hides and not self.returned.twice:
            self.deleted |= dict.fromkeys(missing, ())
        elif missing:
            for anchor in missing:
                sentence = _(
                    "This paragraph is no longer in the file. It was not deleted under tracking; see what became of it."
                )
                self._list(sentence, anchor, "")
            for row in unknown:
                if not row.paragraph.is_new:
                    sentence = _(
                        "This paragraph has lost its mark, and no paragraph of the text has exactly its words."
                    )
                    self._list(sentence, None, row.text)
            return [row for row in rows if row.anchors or row.paragraph.is_new]
        return rows

    def _list(self, sentence: str, anchor: str | None, text: str) -> None:
        self.unplaced.append(Unplaced(sentence, (anchor,) if anchor else (), text))


def _closed(text: str) -> str:
    """A text without spaces and typography, to compare parts with the whole."""
    return settled(text).replace(" ", "")
