"""Reading a statement that somebody pastes or uploads: plain text in whichever encoding, or a Word document."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.texts.blocks import Block, OpenBracket, UnusableText, block_of, bracketed, split_text, tidy, with_chapeaux
from meetings.texts.kinds import ParagraphKind
from portal.core.errors import Refused
from portal.core.uploads import NotADocument, require_safe_docx

LARGEST_TEXT = 1024 * 1024
LARGEST_FILE = 10 * 1024 * 1024
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class EmptyText(Refused):
    """There is nothing to read."""

    sentence = gettext_lazy("The text is empty. Paste the statement or choose a file that has words in it.")


class TooLarge(Refused):
    """More than any statement has."""

    sentence = gettext_lazy(
        "The text is larger than 1 MB. A joint statement is never that long; choose the right file."
    )


class StrangeCharacters(Refused):
    """Control characters: a binary file, or one in an encoding we cannot tell."""

    sentence = gettext_lazy("Character %(position)s is not text. Save the statement as UTF-8 plain text or as .docx.")


class UnbalancedBracket(Refused):
    """A square bracket that is opened and not closed, or the reverse."""

    sentence = gettext_lazy(
        "Paragraph %(block)s has a square bracket without its partner at character %(position)s: “%(excerpt)s”."
    )


@dataclass(frozen=True)
class Brought:
    """What was read: the blocks, and remarks a person should know (sentences)."""

    blocks: list[Block]
    remarks: list[str | Promise] = field(default_factory=list)


def bring_text(text: str) -> Brought:
    """Read pasted text. Refuses `EmptyText`, `TooLarge`, `StrangeCharacters`, `UnbalancedBracket`."""
    return _checked(_read_text(text))


def bring_file(data: bytes, name: str) -> Brought:
    """Read an uploaded .txt or .docx; the content decides, not the name.

    Refuses what `bring_text` refuses, and `UnsafeDocument`, `NotADocument`.
    """
    return _checked(read_file(data, name))


def read_file(data: bytes, name: str) -> Brought:
    """Read a file as `bring_file` does, whatever its brackets. Refuses the same but `UnbalancedBracket`."""
    if data[:4] == b"PK\x03\x04" or name.lower().endswith(".docx"):
        if len(data) > LARGEST_FILE:
            raise TooLarge
        require_safe_docx(data, name)
        brought = _read_docx(data, name)
        if not brought.blocks:
            raise EmptyText
        return brought
    if len(data) > LARGEST_TEXT:
        raise TooLarge
    text, remarks = _decode(data)
    return Brought(_read_text(text).blocks, remarks)


def _read_text(text: str) -> Brought:
    if len(text) > LARGEST_TEXT:
        raise TooLarge
    try:
        blocks = split_text(text)
    except UnusableText as error:
        raise StrangeCharacters(position=error.position) from None
    if not blocks:
        raise EmptyText
    return Brought(blocks)


def _checked(brought: Brought) -> Brought:
    try:
        open_text = bracketed(brought.blocks)
    except OpenBracket as error:
        raise UnbalancedBracket(block=error.block, position=error.position, excerpt=error.excerpt) from None
    if open_text:
        numbers = ", ".join(map(str, open_text))
        remark = _("Square brackets stand in paragraphs %(numbers)s: this text is not agreed yet.") % {
            "numbers": numbers
        }
        return Brought(brought.blocks, [*brought.remarks, remark])
    return brought


def _decode(data: bytes) -> tuple[str, list[str | Promise]]:
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        remark = _("The file was not UTF-8 and was read as Windows Latin-1. Check the accents.")
        return data.decode("cp1252", errors="replace"), [remark]


def _read_docx(data: bytes, name: str) -> Brought:
    from docx import Document  # noqa: PLC0415 - a second of import that most processes never need

    try:
        document = Document(io.BytesIO(data))
        blocks = [block for block in map(_block, _paragraphs(document.element.body)) if block.text]
        tables = len(document.element.body.findall(f"{WORD}tbl"))
        pictures = sum(1 for _drawing in document.element.body.iter(f"{WORD}drawing", f"{WORD}pict"))
    except Exception as error:
        raise NotADocument(name=name) from error
    remarks: list[str | Promise] = []
    if tables:
        remarks.append(_("Tables were not taken over: %(count)s.") % {"count": tables})
    if pictures:
        remarks.append(_("Pictures were not taken over: %(count)s.") % {"count": pictures})
    return Brought(with_chapeaux(blocks), remarks)


def _paragraphs(body: Any) -> Iterator[Any]:
    for child in body:
        if child.tag == f"{WORD}p":
            yield child
        elif child.tag == f"{WORD}sdt":
            yield from (inner for inner in child.iter(f"{WORD}p"))


def _block(paragraph: Any) -> Block:
    """A Word paragraph with its tracked insertions and without its tracked deletions."""
    words = []
    for node in paragraph.iter(f"{WORD}t", f"{WORD}tab", f"{WORD}br", f"{WORD}noBreakHyphen"):
        words.append(node.text or "" if node.tag == f"{WORD}t" else "-" if node.tag.endswith("Hyphen") else " ")
    style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
    named = (style.get(f"{WORD}val") or "").lower() if style is not None else ""
    text = tidy("".join(words))
    if named.startswith(("heading", "titulo", "título", "ttulo", "title")):
        return Block(ParagraphKind.HEADING, text)
    if paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None or named.startswith("list"):
        return Block(ParagraphKind.LIST_ITEM, text)
    return block_of(text)
