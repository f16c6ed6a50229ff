"""The rows of the negotiation table, ready to print, and what the page shows of them in plain values."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from meetings.negotiation.queries.proposed import Chip, NewRow
from meetings.negotiation.states import Agreement
from meetings.statements.present import PresentLine
from meetings.statements.showing import as_html
from meetings.texts.kinds import ParagraphKind
from meetings.texts.notation import Marked

SHAPES = {
    Agreement.AGREED: ("ok", "ok"), Agreement.AD_REF: ("quiet", "half"), Agreement.OPEN: ("open", "open"),
    Agreement.RESERVED: ("wait", "risk"), Agreement.OBJECTED: ("bad", "cross"), Agreement.BRACKETED: ("wait", "bracket"),
}  # fmt: skip


@dataclass(frozen=True)
class TableRow:
    """A paragraph, ready to print. `number` is None for the title and headings; `new` would stand after it."""

    line: PresentLine
    colours: Mapping[str, str]
    names: bool
    number: int | None
    agreement: Agreement
    status_words: str
    chips: list[Chip]
    waits: bool
    proposals: int
    drafts: int
    comments: int
    new: list[NewRow]

    @property
    def key(self) -> UUID:
        return self.line.paragraph

    @property
    def anchor(self) -> str:
        return self.line.anchor

    @property
    def kind(self) -> str:
        return self.line.kind

    @property
    def texts(self) -> dict[str, SafeString]:
        """HTML by language."""
        return self.shown.html

    @property
    def shown(self) -> "ShownRow":
        """All that the page shows of it, in plain values."""
        return ShownRow(
            anchor=self.line.anchor,
            number=self.number,
            kind=self.line.kind,
            texts=tuple((code, tuple(marked.pieces)) for code, marked in self.line.marked.items()),
            colours=tuple(self.colours.items()),
            names=self.names,
            status_kind=self.status_kind,
            status_shape=self.status_shape,
            status_words=self.status_words,
            chips=tuple(self.chips),
            waits=self.waits,
            proposals=self.proposals,
            drafts=self.drafts,
            comments=self.comments,
        )

    @property
    def status_kind(self) -> str:
        return SHAPES[self.agreement][0]

    @property
    def status_shape(self) -> str:
        return SHAPES[self.agreement][1]

    @property
    def is_awaited(self) -> bool:
        """Whether it, or a new one after it, waits on the reader's delegation."""
        return self.waits or any(each.waits for each in self.new)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A paragraph in plain values: the finished piece of the page is kept by them.

    `texts` are the pieces of the parsed text by language, `colours` those of delegations by code.
    """

    anchor: str
    number: int | None
    kind: str
    texts: tuple[tuple[str, tuple[Any, ...]], ...]
    colours: tuple[tuple[str, str], ...]
    names: bool
    status_kind: str
    status_shape: str
    status_words: str
    chips: tuple[Chip, ...]
    waits: bool
    proposals: int
    drafts: int
    comments: int

    @property
    def html(self) -> dict[str, SafeString]:
        """The text as HTML by language."""
        colours = dict(self.colours)
        return {code: as_html(Marked(list(pieces)), colours, names=self.names) for code, pieces in self.texts}


@dataclass(frozen=True, slots=True)
class Group:
    """Rows in order; settled neighbours are folded to one line `first`–`last`. New paragraphs stand after the last row alone."""

    rows: list[TableRow]
    is_folded: bool

    @property
    def shown(self) -> list[ShownRow]:
        return [row.shown for row in self.rows]

    @property
    def new(self) -> list[NewRow]:
        """What would stand after the group; nothing stands inside a folded one."""
        return self.rows[-1].new

    @property
    def first(self) -> int | None:
        return self.rows[0].number

    @property
    def last(self) -> int | None:
        return self.rows[-1].number


def cell_label(number: int | None, kind: str) -> int | str:
    """What a paragraph is called on the map: its number, a letter for the title; "" for a heading, which is not on it."""
    return number or (pgettext("the title, as one letter", "T") if kind == ParagraphKind.TITLE else "")


@dataclass(frozen=True, slots=True)
class ShownCell:
    """A paragraph on the map of the text, in plain values."""

    address: str
    number: int | str
    status_shape: str
    status_words: str
    waits: bool
