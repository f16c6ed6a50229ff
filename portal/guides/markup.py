"""The project's documents as its pages show them: Markdown without pictures, whose links lead to pages here or nowhere."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify

from portal.core.later import Later

if TYPE_CHECKING:
    import markdown_it
    from markdown_it.token import Token
else:
    markdown_it = Later("markdown_it")

# Finds the address of a link in a document, "" for one that leads to no page.
Find = Callable[[str], str]


@dataclass(frozen=True)
class Part:
    """What a document tells under a name of its own: a heading, or a paragraph that begins with bold words."""

    anchor: str
    name: str
    is_heading: bool


@dataclass(frozen=True)
class Document:
    """A document as a page shows it: its title, what it has by name, and all after the title."""

    title: str
    parts: tuple[Part, ...]
    content: SafeString


def inline(text: str) -> SafeString:
    """A piece of a line with its marks."""
    return mark_safe(_reader().renderInline(text))  # noqa: S308 - the reader escapes


def read_document(text: str, find: Find) -> Document:
    """A whole document, whose first line is its title. The line that names it in another language is left out."""
    title, *rest = _blocks(_reader().parse(text))
    parts: list[Part] = []
    shown = [block for block in rest if not _names_another(block) and not _is_picture(block)]
    content = [token for block in shown for token in _settled(block, find, parts)]
    html = _reader().renderer.render(content, _reader().options, {})
    return Document(_plain(title[1]), tuple(parts), mark_safe(html))  # noqa: S308 - the reader escapes


@cache
def _reader() -> "markdown_it.MarkdownIt":
    return markdown_it.MarkdownIt("commonmark", {"html": False}).enable("table")


def _blocks(tokens: "Sequence[Token]") -> "Iterator[list[Token]]":
    """What stands side by side in a document, each from its beginning to its end."""
    block: list[Token] = []
    for token in tokens:
        block.append(token)
        if token.level == 0 and token.nesting != 1:
            yield block
            block = []


def _names_another(block: "Sequence[Token]") -> bool:
    return len(block) > 1 and re.fullmatch(r"\[[^\]]+\]\([a-z]+\.md\)", block[1].content) is not None


def _is_picture(block: "Sequence[Token]") -> bool:
    return len(block) > 1 and [token.type for token in block[1].children or () if token.content] == ["image"]


def _settled(block: "list[Token]", find: Find, parts: list[Part]) -> "list[Token]":
    """A block with its links, its tables' heads and the anchor of what it has by name."""
    first = block[0]
    if first.type == "heading_open":
        first.attrSet("id", _part(_plain(block[1]), parts, is_heading=True).anchor)
    elif first.type == "paragraph_open" and (lead := _lead(block[1])):
        first.attrSet("id", _part(lead, parts).anchor)
    for place, token in enumerate(block):
        if token.type == "table_open":
            token.attrSet("class", "table")
        elif token.type == "th_open":
            token.attrs = {"scope": "col"}
        elif token.type == "td_open" and block[place - 1].type == "tr_open":
            token.tag = block[place + 2].tag = "th"
            token.attrs = {"scope": "row"}
        elif token.children:
            token.children = list(_linked(token.children, find))
    return block


def _linked(children: "Sequence[Token]", find: Find) -> "Iterator[Token]":
    """A line without pictures; a link that leads to no page is its words alone."""
    leads = True
    for token in children:
        if token.type == "link_open":
            address = find(str(token.attrs["href"]))
            leads = bool(address)
            token.attrs = {"href": address}
        if token.type != "image" and (leads or not token.type.startswith("link_")):
            yield token


def _lead(line: "Token") -> str:
    """The bold words with which a line begins, "" where it does not."""
    words = [token for token in line.children or () if token.type != "text" or token.content]
    if not words or words[0].type != "strong_open":
        return ""
    end = next(place for place, token in enumerate(words) if token.type == "strong_close")
    return "".join(token.content for token in words[:end]).rstrip(".")


def _plain(line: "Token") -> str:
    return "".join(token.content for token in line.children or ())


def _part(name: str, parts: list[Part], *, is_heading: bool = False) -> Part:
    plain = name.rstrip(":")
    anchor, taken = slugify(plain), {part.anchor for part in parts}
    number = next(n for n in range(1, len(parts) + 2) if (f"{anchor}-{n}" if n > 1 else anchor) not in taken)
    made = Part(f"{anchor}-{number}" if number > 1 else anchor, plain, is_heading)
    parts.append(made)
    return made
