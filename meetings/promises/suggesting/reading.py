"""Read a released statement from the plain text format it is kept in."""

import re
from datetime import date

from meetings.texts.blocks import Block

_HEADING = re.compile(r"#{2,6}\s+(.*)")
_LIST_ITEM = re.compile(r"[-*\u2022]\s+(.*)")


def read_statement(text: str) -> tuple[str, date | None, list[Block]]:
    """Return (title, date, blocks) of a statement.

    First line `# title | date | source`; then blocks separated by blank lines: `## ` a heading, `- ` a list item,
    anything else a paragraph. Every list item is a block of its own, also when items stand on consecutive lines, so
    that block n is paragraph n of the labels. Without a header line the title is empty and the date None; a date that
    cannot be read is None too.
    """
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    title, meeting_date = "", None
    if lines[0].startswith("# "):
        title, meeting_date = _read_header(lines[0])
        lines = lines[1:]
    blocks: list[Block] = []
    paragraph: list[str] = []
    for line in [*lines, ""]:
        stripped = line.strip()
        heading = _HEADING.fullmatch(stripped)
        item = _LIST_ITEM.fullmatch(stripped)
        if stripped and not heading and not item:
            # A line under a list item continues it; the newline stays, so that quotes remain exact substrings.
            paragraph.append(stripped)
            continue
        if paragraph:
            blocks.append(_make_block(paragraph))
            paragraph = []
        if heading:
            blocks.append(Block("heading", heading.group(1).strip()))
        elif item:
            paragraph = [stripped]
    return title, meeting_date, blocks


def _make_block(lines: list[str]) -> Block:
    item = _LIST_ITEM.fullmatch(lines[0])
    if item:
        return Block("list_item", "\n".join([item.group(1), *lines[1:]]))
    return Block("paragraph", "\n".join(lines))


def _read_header(line: str) -> tuple[str, date | None]:
    # A title may itself contain a bar, so the date and the source are counted from the right.
    fields = [field.strip() for field in line.removeprefix("# ").split("|")]
    for place in range(len(fields) - 1, 0, -1):
        try:
            return " | ".join(fields[:place]), date.fromisoformat(fields[place])
        except ValueError:
            continue
    return fields[0], None
