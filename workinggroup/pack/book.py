"""A paper as parts, headings, lines and tables, from which Word and PDF are written alike."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: a part begins on a page of its own; `about` stands below its words."""

    words: str
    level: int = 2
    about: str = ""
    kind: Literal["heading"] = "heading"


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph, or a line of a list; `lead` stands before its words, bold. One that `is_followed` by a list keeps to it."""

    words: str
    lead: str = ""
    is_listed: bool = False
    is_quiet: bool = False
    is_followed: bool = False
    kind: Literal["line"] = "line"


@dataclass(frozen=True, slots=True)
class Quote:
    """The same words in several languages, side by side where the page allows it: (language, its name, words)."""

    texts: Sequence[tuple[str, str, str]]
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose heads repeat on every page; widths in centimetres. A row of one cell spans it."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]
    widths: Sequence[float]
    kind: Literal["table"] = "table"


Block = Heading | Line | Quote | Table


@dataclass(frozen=True, slots=True)
class Book:
    """A paper in one language, one volume of several where there is much. `facts` stand on its first page, `marking` on every
    page, `footer` below every page. One with a `watermark` has it behind every page, and `marking` larger, at head and foot.
    """

    language: str
    volume: int
    label: str
    title: str
    facts: Sequence[str]
    marking: str
    footer: str
    blocks: Sequence[Block]
    watermark: str = ""
