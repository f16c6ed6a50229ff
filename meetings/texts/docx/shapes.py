"""Which kind of paragraph the styles and lists of a Word document make of each. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from meetings.texts.docx.body import local, value
from meetings.texts.docx.pieces import Piece
from meetings.texts.kinds import ParagraphKind

HEADINGS = ("heading", "titulo", "título", "ttulo", "title")


@dataclass(frozen=True, slots=True)
class Shapes:
    """The names of styles by their keys, in small letters (programs change keys and keep names), and the real lists."""

    styles: Mapping[str, str]
    lists: frozenset[str]

    def kind(self, piece: Piece) -> str:
        name = self.styles.get(piece.style) or piece.style.lower()
        if name.startswith(HEADINGS):
            return ParagraphKind.HEADING
        is_item = name.startswith("list") or piece.listed in self.lists
        return ParagraphKind.LIST_ITEM if is_item else ParagraphKind.PARAGRAPH


def shapes_of(styles: Any, numbering: Any) -> Shapes:
    """The shapes in the parts `styles` and `numbering` (None where the file has none).

    A list whose first level is written out, such as "7.", is a number in the margin and no list.
    """
    names = {}
    for style in styles if styles is not None else ():
        name = next((value(each, "val") for each in style if local(each) == "name"), "")
        names[value(style, "styleId")] = name.lower()
    counted, lists = set(), set()
    for each in numbering if numbering is not None else ():
        if local(each) == "abstractNum":
            levels = {
                local(part): value(part, "val") for part in next((level for level in each if local(level) == "lvl"), ())
            }
            if levels.get("numFmt") == "bullet" or "%" in levels.get("lvlText", ""):
                counted.add(value(each, "abstractNumId"))
        elif local(each) == "num" and any(value(part, "val") in counted for part in each):
            lists.add(value(each, "numId"))
    return Shapes(names, frozenset(lists))
