"""Splitting a pasted statement into blocks: headings, paragraphs, list items. Pure.

What people paste is untidy: soft-wrapped mail, Word bullets, no-break spaces, decomposed accents. Words are kept as they
are; only spacing, line ends and the Unicode form are made one (NFC, single spaces).
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from meetings.texts.kinds import ParagraphKind
from portal.core.characters import NEVER, clean

# Word copies its bullets as letters of its symbol fonts, which lie in the private use area.
BULLET = re.compile(r"^\s*(?:[-–—•·▪◦‣*\uf020-\uf0ff]|\([a-z]{1,3}\)|[a-z]\)|\(?[ivx]{1,5}\))\s+", re.IGNORECASE)
NUMBER = re.compile(r"^\s*(\d{1,3})[.)]\s+(?=\S)")
HEADING = re.compile(r"^\s*#{1,6}\s+")
HEADER = re.compile(r"^# [^|]+\|[^|]*\|[^|]*$")
WRAPPER = re.compile(
    r"^\W*(?:begin|end)\s+(?:of\s+)?(?:the\s+)?text\W*$|^\W*(?:inicio|fin)\s+del?\s+texto\W*$|^\W*comienza el texto\W*$",
    re.I,
)
SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
# Characters that change how text looks or compares without being read: soft hyphen, zero widths, byte order mark.
UNSEEN = re.compile("[\u00ad\u200b\u2060]")
HEADING_WORDS = 14


@dataclass(frozen=True, slots=True)
class Block:
    """One block of a statement."""

    kind: str
    text: str


class UnusableText(ValueError):
    """The text holds characters that no text has; `position` counts from 1."""

    def __init__(self, position: int) -> None:
        super().__init__(position)
        self.position = position


class OpenBracket(ValueError):
    """A square bracket without its partner: in block `block` (from 1), at character `position` (from 1)."""

    def __init__(self, block: int, position: int, excerpt: str) -> None:
        super().__init__(block, position)
        self.block, self.position, self.excerpt = block, position, excerpt


@lru_cache(maxsize=4096)
def tidy(text: str) -> str:
    """One Unicode form, single plain spaces, no invisible characters, no spaces at either end."""
    plain = SPACES.sub(" ", UNSEEN.sub("", clean(text))).strip()
    # Last, for accents meet their letters when what stood between is gone.
    return unicodedata.normalize("NFC", plain)


def split_text(text: str) -> list[Block]:
    """Split plain text into blocks; empty input gives none. Raises `UnusableText` for what PostgreSQL cannot hold.

    Blocks are parted by empty lines. `#` marks a heading; bullets, letters in brackets and roman numbers mark list
    items, also on consecutive lines. A first line `# title | date | source` and “Begin/End text” lines are not part of
    the text. Lines that a mail program wrapped are joined.
    """
    if bad := NEVER.search(text):
        raise UnusableText(bad.start() + 1)
    lines = clean(text).split("\n")
    if lines and HEADER.match(lines[0]):
        lines = lines[1:]
    groups: list[list[str]] = [[]]
    for line in lines:
        if not tidy(line) or WRAPPER.match(line):
            groups.append([])
        elif groups[-1] and (BULLET.match(line) or HEADING.match(line)):
            groups.append([line])
        else:
            groups[-1].append(line)
    return classify(" ".join(group) if len(group) > 1 else group[0] for group in groups if group)


def classify(texts: Iterable[str]) -> list[Block]:
    """Name the kind of each block of text, in order. A paragraph that announces list items becomes their chapeau."""
    return with_chapeaux([block_of(raw) for raw in texts if tidy(raw)])


def block_of(raw: str) -> Block:
    """One block by its own marks alone: a heading, a list item without its bullet, or a paragraph."""
    if HEADING.match(raw):
        return Block(ParagraphKind.HEADING, tidy(HEADING.sub("", raw)))
    if BULLET.match(raw) and not NUMBER.match(raw):
        return Block(ParagraphKind.LIST_ITEM, tidy(BULLET.sub("", raw, count=1)))
    return Block(ParagraphKind.PARAGRAPH, tidy(raw))


def with_chapeaux(blocks: list[Block]) -> list[Block]:
    """Turn each paragraph that stands before a list item into a chapeau; a list item without one is a paragraph."""
    named: list[Block] = []
    for index, block in enumerate(blocks):
        follows = blocks[index + 1].kind if index + 1 < len(blocks) else ""
        before = named[-1].kind if named else ""
        kind = block.kind
        if kind == ParagraphKind.PARAGRAPH and follows == ParagraphKind.LIST_ITEM:
            kind = ParagraphKind.CHAPEAU
        elif kind == ParagraphKind.LIST_ITEM and before not in {ParagraphKind.CHAPEAU, ParagraphKind.LIST_ITEM}:
            kind = ParagraphKind.PARAGRAPH
        if block.text:
            named.append(Block(kind, block.text))
    return named


def bracketed(blocks: list[Block]) -> list[int]:
    """The blocks (numbers from 1) that hold square brackets, nested or not. Raises `OpenBracket` where one is unpaired."""
    found = []
    for number, block in enumerate(blocks, start=1):
        depth: list[int] = []
        for position, letter in enumerate(block.text, start=1):
            if letter == "[":
                depth.append(position)
            elif letter == "]" and depth:
                depth.pop()
            elif letter == "]":
                raise OpenBracket(number, position, _around(block.text, position))
        if depth:
            raise OpenBracket(number, depth[-1], _around(block.text, depth[-1]))
        if "[" in block.text:
            found.append(number)
    return found


def _around(text: str, position: int) -> str:
    return text[max(0, position - 16) : position + 15].strip()
