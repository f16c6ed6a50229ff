"""The little of Markdown in which the project's documents are written, as a page shows it.

Headings, paragraphs, lists, tables; bold, italic, code and links. Pictures are left out. Whatever else stands there is text, and
is escaped as text.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from unicodedata import normalize

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

# Finds the address of a link in a document, "" for one that leads to no page.
Find = Callable[[str], str]
MARKED = re.compile(
    r"`(?P<code>[^`]+)`|!\[[^\]]*\]\([^)]*\)|\[(?P<words>[^\]]+)\]\((?P<to>[^)\s]+)\)|\*\*(?P<bold>.+?)\*\*|\*(?P<italic>[^*]+)\*"
)
HEADING = re.compile(r"(#{1,3}) (.+)")
LEAD = re.compile(r"\*\*(.+?)\.?\*\*")


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


def anchor_of(name: str) -> str:
    """A name as the end of an address: letters without accents and digits, joined by hyphens."""
    plain = normalize("NFKD", name.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def nowhere(_to: str) -> str:
    return ""


def inline(text: str, find: Find = nowhere) -> SafeString:
    """A piece of a line with its marks; a link that leads to no page is its words alone."""
    made, past = [], 0
    for found in MARKED.finditer(text):
        made += [escape(text[past : found.start()]), _marked(found, find)]
        past = found.end()
    return mark_safe("".join([*made, escape(text[past:])]))  # noqa: S308 - escaped above


def _marked(found: re.Match[str], find: Find) -> SafeString:
    if found["code"]:
        return format_html("<code>{}</code>", found["code"])
    if found["words"]:
        words, address = inline(found["words"], find), find(found["to"])
        return format_html('<a href="{}">{}</a>', address, words) if address else words
    for tag in ("bold", "italic"):
        if found[tag]:
            return format_html({"bold": "<b>{}</b>", "italic": "<em>{}</em>"}[tag], inline(found[tag], find))
    return SafeString("")


def read_document(text: str, find: Find = nowhere) -> Document:
    """A whole document, whose first line is its title. The line that names it in another language is left out."""
    first, *blocks = [block for block in re.split(r"\n{2,}", text.strip()) if not _names_another(block)]
    parts: list[Part] = []
    made = [html for block in blocks for html in _block(block, find, parts)]
    content = mark_safe("\n".join(made))  # noqa: S308 - escaped block by block
    return Document(first.removeprefix("# "), tuple(parts), content)


def _names_another(block: str) -> bool:
    return re.fullmatch(r"\[[^\]]+\]\([a-z]+\.md\)", block) is not None


def _block(block: str, find: Find, parts: list[Part]) -> Iterator[SafeString]:
    lines = block.split("\n")
    if heading := HEADING.fullmatch(lines[0]):
        part = _part(heading[2], parts, is_heading=True)
        yield format_html('<h2 id="{}">{}</h2>', part.anchor, inline(heading[2], find))
        lines = lines[1:]
    if lines and lines[0].startswith("| "):
        yield _table(lines, find)
    elif lines and lines[0].startswith("- "):
        items = re.split(r"\n- ", "\n".join(lines)[2:])
        yield format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_line(each, find),) for each in items)))
    elif words := _line("\n".join(lines), find):
        lead = LEAD.match(lines[0])
        if lead is None:
            yield format_html("<p>{}</p>", words)
        else:
            yield format_html('<p id="{}">{}</p>', _part(lead[1], parts).anchor, words)


def _line(text: str, find: Find) -> SafeString:
    return inline(" ".join(text.split()), find)


def _part(name: str, parts: list[Part], *, is_heading: bool = False) -> Part:
    plain = name.replace("*", "").rstrip(":")
    anchor, taken = anchor_of(plain), {part.anchor for part in parts}
    number = next(n for n in range(1, len(parts) + 2) if (f"{anchor}-{n}" if n > 1 else anchor) not in taken)
    made = Part(f"{anchor}-{number}" if number > 1 else anchor, plain, is_heading)
    parts.append(made)
    return made


def _table(lines: list[str], find: Find) -> SafeString:
    head, _rule, *rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in lines]
    heads = format_html_join("", '<th scope="col">{}</th>', ((inline(cell, find),) for cell in head))
    body = format_html_join("", "<tr>{}</tr>", ((_cells(row, find),) for row in rows))
    return format_html('<table class="table"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', heads, body)


def _cells(row: list[str], find: Find) -> SafeString:
    first, *rest = row
    others = format_html_join("", "<td>{}</td>", ((inline(cell, find),) for cell in rest))
    return format_html('<th scope="row">{}</th>{}', inline(first, find), others)
