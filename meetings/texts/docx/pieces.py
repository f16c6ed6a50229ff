"""What a body is read into: its physical paragraphs, and what is no wording."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

What = Literal[
    "table", "picture", "text_box", "object", "formula", "symbol", "comment", "footnote", "endnote", "embedded_document"
]
# How words are marked by hand, or that a line breaks behind them.
Hint = Literal["struck", "coloured", "hidden", "broken"]


@dataclass(frozen=True, slots=True)
class NotTaken:
    """Something in the file that is no wording: what, in or after which paragraph (its anchor), its words and author."""

    what: What
    anchor: str | None
    text: str = ""
    author: str = ""


@dataclass(slots=True)
class Piece:
    """A physical paragraph. Its mark ends a paragraph before, after, or both; `kept` are words on both sides.

    `continues` names the bookmark that began earlier in the same old paragraph. Changes are (kind, author, at, text), of its mark
    without text. `hints` are words marked by hand, `colours` (colour, words) of all that remain, `breaks` where in `after` lines
    break.
    """

    style: str = ""
    listed: str = ""
    bookmarks: list[str] = field(default_factory=list)
    before: str = ""
    after: str = ""
    kept: str = ""
    ends_before: bool = True
    ends_after: bool = True
    move: str = ""
    is_moved_to: bool = False
    continues: str = ""
    changes: list[tuple[Any, str, datetime | None, str]] = field(default_factory=list)
    hints: list[tuple[Hint, str]] = field(default_factory=list)
    colours: list[tuple[str, str]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)
