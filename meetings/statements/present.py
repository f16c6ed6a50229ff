"""The text as it stands, in the reader's context: every page, file and operation reads it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.utils.text import capfirst
from django.utils.translation import gettext

from meetings.statements.models import Bracket, ParagraphVersion, Party, Statement
from meetings.statements.states import BracketStatus, PartyStatus
from meetings.texts.blocks import tidy
from meetings.texts.canonical import CanonicalLine, canonical, hashes_of
from meetings.texts.kinds import UNNUMBERED, ParagraphKind, numbered
from meetings.texts.notation import Marked, read_nodes
from portal.core.questions import Question

ROW = (
    "paragraph__rank", "paragraph_id", "id", "seq", "nodes", "language_states",
    "paragraph__anchor", "paragraph__kind", "paragraph__parent__anchor",
)  # fmt: skip
# Each takes the key of a statement.
PRESENT_VERSIONS: Question[tuple[Any, ...]] = Question(
    lambda key: (
        ParagraphVersion.objects.filter(paragraph__statement=key, paragraph__withdrawn_at__isnull=True)
        .order_by("paragraph_id", "-seq")
        .distinct("paragraph_id")
        .values_list(*ROW)
    ),
    UUID(int=1),
)
OPEN_BRACKETS: Question[Bracket] = Question(
    lambda key: Bracket.objects.filter(paragraph__statement=key, status=BracketStatus.OPEN).order_by("opened_at", "id"),
    UUID(int=1),
)
SIDES: Question[Party] = Question(
    lambda key: Party.objects.filter(statement=key).order_by("delegation__order", "delegation"), UUID(int=1)
)


@dataclass(frozen=True)
class PresentLine:
    """A paragraph as it stands. `marked` is its text by language; `nodes` are the version's; `brackets` the open ones."""

    paragraph: UUID
    version: UUID
    seq: int
    anchor: str
    kind: str
    parent_anchor: str
    marked: dict[str, Marked]
    nodes: dict[str, Any]
    brackets: dict[str, Bracket]
    states: dict[str, str]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The text by language in bracket notation, with names."""
        return {language: marked.format() for language, marked in self.marked.items()}


@dataclass(frozen=True)
class PresentText:
    """A whole text as it stands: its lines in order, and all its sides in the order of the delegations."""

    statement: Statement
    lines: list[PresentLine]
    sides: list[Party]

    @cached_property
    def parties(self) -> list[str]:
        """The codes of the parties that have not opted out, in order."""
        return [side.delegation_id for side in self.sides if side.status == PartyStatus.ACTIVE]

    @cached_property
    def title(self) -> PresentLine | None:
        """The title, where it is negotiated."""
        return next((line for line in self.lines if line.kind == ParagraphKind.TITLE), None)

    @cached_property
    def is_called_so(self) -> bool:
        """Whether the statement is called by its title's words outside brackets, in every language that has some."""
        words = {code: tidy(marked.plain) for code, marked in self.title.marked.items()} if self.title else {}
        return all(self.statement.title.get(code) == text for code, text in words.items() if text)

    @cached_property
    def body(self) -> list[PresentLine]:
        """The lines below the title."""
        return [line for line in self.lines if line.kind != ParagraphKind.TITLE]

    @cached_property
    def canonical_lines(self) -> list[CanonicalLine]:
        return [CanonicalLine(line.anchor, line.kind, line.parent_anchor, line.texts) for line in self.lines]

    @cached_property
    def hashes(self) -> dict[str, str]:
        """SHA-256 of the canonical text, by language and "" for the whole, as a revision issued now would carry them."""
        return hashes_of_lines(self.statement, self.canonical_lines)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the whole canonical text."""
        return sha256(canonical_of(self.statement, self.canonical_lines)).hexdigest()

    @cached_property
    def numbers(self) -> dict[str, int | None]:
        """The number of each paragraph by its anchor; the title and headings have none."""
        return dict(numbered((line.anchor, line.kind) for line in self.lines))

    @cached_property
    def lead_ins(self) -> dict[str, str]:
        """The anchor of the paragraph that each list item belongs to, by the item's anchor."""
        found, last = {}, ""
        for line in self.lines:
            if line.kind != ParagraphKind.LIST_ITEM:
                last = "" if line.kind in UNNUMBERED else line.anchor
            elif last:
                found[line.anchor] = last
        return found

    def label(self, anchor: str) -> int | str:
        """What pages call a paragraph: its number as of today, and in words what has none."""
        return label_of(self.numbers[anchor], self._by_anchor[anchor].kind) if anchor in self.numbers else not_in_text()

    def line(self, anchor: str) -> PresentLine | None:
        """The paragraph with this anchor; None if it is not in the text now."""
        return self._by_anchor.get(anchor)

    def place(self, anchor: str) -> tuple[str, str]:
        """The anchors before and after this one; "" where there is none, or where it is not in the text."""
        anchors = list(self._by_anchor)
        if anchor not in self._by_anchor:
            return "", ""
        index = anchors.index(anchor)
        return anchors[index - 1] if index else "", (anchors[index + 1 :] or [""])[0]

    @cached_property
    def _by_anchor(self) -> dict[str, PresentLine]:
        return {line.anchor: line for line in self.lines}


def read_present(statement: Statement) -> PresentText:
    """The text of a statement as it stands. Three SQL queries, whatever its length; one for a text on record, which has
    neither brackets nor sides."""
    brackets: dict[UUID, dict[str, Bracket]] = {}
    for bracket in OPEN_BRACKETS(statement.pk) if statement.is_negotiated else ():
        brackets.setdefault(bracket.paragraph_id, {})[str(bracket.pk)] = bracket
    lines = []
    for _rank, paragraph, version, seq, nodes, states, anchor, kind, parent in sorted(
        PRESENT_VERSIONS(statement.pk), key=lambda row: row[0]
    ):
        there = brackets.get(paragraph, {})
        marked = {language: marked_in(nodes, there, language) for language in statement.languages}
        lines.append(PresentLine(paragraph, version, seq, anchor, kind, parent or "", marked, nodes, there, states))
    sides = SIDES(statement.pk) if statement.is_negotiated else []
    return PresentText(statement, lines, sides)


def marked_in(nodes: Mapping[str, Any], brackets: Mapping[str, Bracket], language: str) -> Marked:
    """The nodes of a version in one language as a parsed text, with the options of these brackets."""
    pieces = nodes.get(language, ())
    return read_nodes(pieces, {key: bracket.options_in(language) for key, bracket in brackets.items()})


def label_of(number: int | None, kind: str = ParagraphKind.HEADING) -> int | str:
    """What pages call a paragraph in the text: its number, or that it is the title or a heading."""
    return number or (title_label() if kind == ParagraphKind.TITLE else gettext("heading"))


def title_label() -> str:
    """What stands in the place of a number for the title."""
    return gettext("title")


def marked_label(label: int | str, *, begins: bool = False) -> str:
    """A label in a list, "¶ 3" or the word for what has no number; with a capital where it `begins` a line."""
    return f"¶ {label}" if isinstance(label, int) else capfirst(label) if begins else label


def not_in_text() -> str:
    """What stands in the place of a number for a paragraph that has left the text."""
    return gettext("not in the text")


def hashes_of_lines(statement: Statement, lines: Iterable[CanonicalLine]) -> dict[str, str]:
    """SHA-256 of the canonical text with these lines, by language and "" for the whole."""
    facts = {"numbered": statement.numbered}
    return hashes_of(str(statement.pk), statement.title, list(lines), statement.languages, **facts)


def canonical_of(statement: Statement, lines: Iterable[CanonicalLine]) -> bytes:
    """The canonical bilingual text with these lines, in every language of the statement."""
    codes = sorted(statement.languages)
    return canonical(str(statement.pk), statement.title, list(lines), codes, numbered=statement.numbered)
