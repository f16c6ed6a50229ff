"""Reading a statement that somebody pastes or uploads: plain text in whichever encoding, or a Word document."""

from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.texts.blocks import Block, OpenBracket, UnusableText, block_of, bracketed, split_text, with_chapeaux
from meetings.texts.docx.marks import END
from meetings.texts.docx.reading import read
from meetings.texts.docx.reporting import remarks_on
from meetings.texts.kinds import ParagraphKind
from meetings.texts.limits import LARGEST_TEXT, TooLarge
from portal.core.errors import Refused


class EmptyText(Refused):
    """There is nothing to read."""

    sentence = gettext_lazy("The text is empty. Paste the statement or choose a file that has words in it.")


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

    Refuses what `bring_text` and `docx.reading.read` refuse.
    """
    return _checked(read_file(data, name))


def read_file(data: bytes, name: str) -> Brought:
    """Read a file as `bring_file` does, whatever its brackets. Refuses the same but `UnbalancedBracket`."""
    if data[:4] == b"PK\x03\x04" or name.lower().endswith(".docx"):
        brought = _read_word(data, name)
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


def _read_word(data: bytes, name: str) -> Brought:
    """Take the words with all tracked changes accepted; a typed bullet counts as one of Word."""
    found = read(data, name)
    # The line that ends a file of ours is no paragraph of the text.
    paragraphs = [each for each in found.paragraphs if each.after and each.outside != END]
    blocks = [
        block_of(each.after) if each.kind == ParagraphKind.PARAGRAPH else Block(each.kind, each.after)
        for each in paragraphs
    ]
    return Brought(with_chapeaux(blocks), [*remarks_on(found.not_taken)])
