"""Walking through the body of a Word document: each physical paragraph with its words on either side of the changes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from meetings.texts.blocks import tidy
from meetings.texts.docx import marks
from meetings.texts.docx.pieces import Hint, NotTaken, Piece, What

WORDS = frozenset(
    (
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
)
INSERTED, DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
LETTERS = {"tab": " ", "br": " ", "cr": " ", "ptab": " ", "noBreakHyphen": "-"}
NO = frozenset({"0", "false", "off", "none", "auto"})
# Elements whose contents are read as if they were not there.
THROUGH = frozenset(
    {"r", "ins", "del", "moveTo", "moveFrom", "hyperlink", "fldSimple", "smartTag", "customXml", "sdt", "sdtContent"}
    | {"dir", "bdo", "ruby", "rubyBase"}
)
NAMED: dict[str, What] = {
    "object": "object",
    "sym": "symbol",
    "altChunk": "embedded_document",
    "subDoc": "embedded_document",
}
NOTED: dict[str, What] = {
    "commentReference": "comment",
    "footnoteReference": "footnote",
    "endnoteReference": "endnote",
}


@dataclass(frozen=True, slots=True)
class _Side:
    """On which sides of the changes the words stand, and who made the change when."""

    before: bool = True
    after: bool = True
    author: str = ""
    at: datetime | None = None
    hints: frozenset[Hint] = frozenset()
    colour: str = ""
    in_link: bool = False


def local(element: Any) -> str:
    """Return the name of an element without its namespace; outside of word processing it begins with a colon."""
    space, _, name = str(element.tag).rpartition("}")
    return name if space[1:] in WORDS else f":{name}"


def value(element: Any, name: str) -> str:
    """Return an attribute in the element's own namespace, or in none; "" if there is none."""
    space = str(element.tag).rpartition("}")[0]
    return element.get(f"{space}}}{name}") or element.get(name) or ""


class Flow:
    """The pieces of a body in order, and what is in it besides words. `notes` are (author, text) by (what, number)."""

    def __init__(self, body: Any, notes: Mapping[tuple[str, str], tuple[str, str]]) -> None:
        self.notes = notes
        self.pieces: list[Piece] = []
        self.not_taken: list[NotTaken] = []
        self._fields: list[bool] = []
        self._moves: dict[str, tuple[str, bool]] = {}
        self._anchor: str | None = None
        self._owner = ""
        self._waiting: list[str] = []
        self._blocks(body)
        if self.pieces:
            self.pieces[-1].bookmarks += self._waiting

    def _blocks(self, parent: Any) -> None:
        for element in parent:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element)
            elif name in {"sdt", "sdtContent", "customXml"} | INSERTED | DELETED:
                self._blocks(element)
            elif name == "bookmarkStart":
                self._bookmark(element, self._waiting)
            elif name in NAMED:
                self._leave(NAMED[name], element)
            else:
                self._range(name, element)

    def _table(self, table: Any) -> None:
        self._leave("table", table)
        if self.pieces:
            # Nothing joins across a table.
            self.pieces[-1].ends_before = self.pieces[-1].ends_after = True

    def _paragraph(self, element: Any) -> None:
        piece = Piece(bookmarks=self._waiting)
        self._waiting = []
        for form in (each for each in element if local(each) == "pPr"):
            self._form(piece, form)
        if not self.pieces or self.pieces[-1].ends_before:
            self._owner = ""
        self.pieces.append(piece)
        for name, is_target in self._moves.values():
            piece.move, piece.is_moved_to = name, is_target
        before = self._owner
        self._inside(element, piece, _Side())
        if piece.bookmarks:
            self._owner = piece.bookmarks[-1]
        elif piece.kept:
            piece.continues = before

    def _form(self, piece: Piece, form: Any) -> None:
        for each in form:
            name = local(each)
            if name == "pStyle":
                piece.style = value(each, "val")
            elif name == "numPr":
                piece.listed = next((value(number, "val") for number in each if local(number) == "numId"), "")
            elif name == "rPr":
                tracked = {local(mark): mark for mark in each}
                piece.ends_before = not INSERTED & tracked.keys()
                piece.ends_after = not DELETED & tracked.keys()
                marked = [(name, tracked[name]) for name in tracked if name in INSERTED | DELETED]
                for name, mark in marked:
                    side = _stepped(_Side(), name, mark)
                    kind = "inserted" if name in INSERTED else "deleted"
                    piece.changes.append((kind, side.author, side.at, ""))

    def _inside(self, parent: Any, piece: Piece, side: _Side) -> None:
        for element in parent:
            name = local(element)
            if name in {"t", "delText"}:
                self._words(piece, side, element.text or "")
            elif name in LETTERS:
                if name in {"br", "cr"} and side.after and value(element, "type") not in {"page", "column"}:
                    piece.breaks.append(len(piece.after))
                self._words(piece, side, LETTERS[name])
            elif name == "fldChar":
                self._field(value(element, "fldCharType"))
            elif name in THROUGH:
                self._inside(element, piece, _stepped(side, name, element))
            elif name == "bookmarkStart":
                self._bookmark(element, piece.bookmarks)
            elif name in NOTED:
                self._note(NOTED[name], element)
            elif name in {"drawing", "pict", "object", "sym", ":AlternateContent", ":oMath", ":oMathPara"}:
                if side.after:
                    self._leave(_named(name, element), element)
            elif name.endswith(("RangeStart", "RangeEnd")):
                self._range(name, element, piece)

    def _words(self, piece: Piece, side: _Side, text: str) -> None:
        if not text or not all(self._fields):
            return
        piece.before += text if side.before else ""
        piece.after += text if side.after else ""
        piece.kept += text.strip() if side.before and side.after else ""
        if side.after and text.strip():
            piece.hints += [(hint, text) for hint in sorted(side.hints)]
            piece.colours.append((side.colour, text))
        if not (side.before and side.after):
            kind = "deleted" if not side.after else "inserted"
            last = piece.changes[-1] if piece.changes else None
            if last and last[:3] == (kind, side.author, side.at):
                piece.changes[-1] = (*last[:3], last[3] + text)
            else:
                piece.changes.append((kind, side.author, side.at, text))

    def _field(self, step: str) -> None:
        """Enter or leave a field: its result is read, its code is not."""
        if step == "begin":
            self._fields.append(False)
        elif self._fields and step == "separate":
            self._fields[-1] = True
        elif self._fields and step == "end":
            self._fields.pop()

    def _bookmark(self, element: Any, bookmarks: list[str]) -> None:
        name = value(element, "name")
        if name.startswith((marks.PARAGRAPH, marks.OUTSIDE)):
            bookmarks.append(name)
            self._anchor = name.removeprefix(marks.PARAGRAPH) if name.startswith(marks.PARAGRAPH) else None

    def _range(self, name: str, element: Any, piece: Piece | None = None) -> None:
        number = value(element, "id")
        if name in {"moveFromRangeStart", "moveToRangeStart"}:
            self._moves[number] = (value(element, "name"), name == "moveToRangeStart")
            if piece:
                piece.move, piece.is_moved_to = self._moves[number]
        elif name in {"moveFromRangeEnd", "moveToRangeEnd"}:
            self._moves.pop(number, None)

    def _note(self, what: What, element: Any) -> None:
        author, text = self.notes.get((what, value(element, "id")), ("", ""))
        self.not_taken.append(NotTaken(what, self._anchor, text, author))

    def _leave(self, what: What, element: Any) -> None:
        self.not_taken.append(NotTaken(what, self._anchor, tidy(" ".join(_words_in(element)))))


def _stepped(side: _Side, name: str, element: Any) -> _Side:
    if name == "hyperlink":
        return replace(side, in_link=True)
    if name == "r":
        return _marked(side, element)
    if name not in INSERTED | DELETED:
        return side
    return replace(
        side,
        before=side.before and name not in INSERTED,
        after=side.after and name not in DELETED,
        author=tidy(value(element, "author")),
        at=_moment(value(element, "date")),
    )


def _marked(side: _Side, run: Any) -> _Side:
    """How a run is marked by hand; what a style says is none of that, nor the colour of a link."""
    form = next((each for each in run if local(each) == "rPr"), None)
    if form is None:
        return side
    marks_ = {local(each): each for each in form}
    hints: set[Hint] = set()
    if any(_is_on(marks_[name]) for name in ("strike", "dstrike") if name in marks_):
        hints.add("struck")
    if "vanish" in marks_ and _is_on(marks_["vanish"]):
        hints.add("hidden")
    ground = "highlight" in marks_ and _is_on(marks_["highlight"])
    ground = ground or ("shd" in marks_ and value(marks_["shd"], "fill").lower() not in {"", "auto", "ffffff"})
    if ground:
        hints.add("coloured")
    colour = value(marks_["color"], "val").lower() if "color" in marks_ and not side.in_link else ""
    return replace(side, hints=frozenset(hints), colour="" if colour in {"auto", "000000"} else colour)


def _is_on(mark: Any) -> bool:
    return value(mark, "val").lower() not in NO


def _words_in(element: Any) -> Iterator[str]:
    """Yield the words anywhere in an element; leave out the copy that is kept for older programs."""
    if local(element) in {"t", ":t"}:
        yield element.text or ""
    for each in element:
        if local(each) != ":Fallback":
            yield from _words_in(each)


def _named(name: str, element: Any) -> What:
    if name in {":oMath", ":oMathPara"}:
        return "formula"
    if name in NAMED:
        return NAMED[name]
    return "text_box" if any(local(each) == "txbxContent" for each in element.iter()) else "picture"


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
