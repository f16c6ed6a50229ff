"""What a Word file carries so that it can come back: bookmarks, properties, fingerprints. Pure.

Each paragraph lies in a bookmark `p_<anchor>`. It is no hidden one (Word hides and, when text is copied, drops names that
begin with an underscore). Properties say which statement, revision and language the file is, and carry a fingerprint of
each paragraph as it was exported, so that edits made without tracking are told from a text that went on meanwhile.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from meetings.texts.blocks import tidy
from portal.core.signs import writable

PARAGRAPH = "p_"
# What stands outside the negotiated paragraphs: title, lead-in, lists of delegations, the line that ends it.
OUTSIDE = "s_"
# Lines of the header and footer.
MARGIN = "m_"
TITLE, LEAD_IN, LISTS, END = f"{OUTSIDE}title", f"{OUTSIDE}lead_in_", f"{OUTSIDE}lists_", f"{OUTSIDE}end"
STATEMENT, REVISION, LANGUAGE, FINGERPRINTS = "statement", "revision", "language", "paragraphs "
# 1 where whole paragraphs were exported as inserted: then a new one is not surely the reader's.
REDLINE = "redline"
# How brackets were shown (`looks.Look`): one without names comes back without names.
LOOK = "look"
# Word cuts longer properties.
LONGEST_PROPERTY = 255
# Word changes these by itself while people type; in length they are the same.
TYPED = str.maketrans("‘’‚‛“”„‟\u2011\u00a0\u202f", "''''\"\"\"\"-  ")
BRACKET = re.compile(r"[\[\]]")
# Programs name the bookmark of a pasted paragraph "p_p02_Copy_1", each in its own language.
COPIED = re.compile(r"(p_p\d+|s_title|s_end|s_(?:lead_in|lists)_\d+)[ _][^\W\d_]+[ _]?\d+")


@dataclass(frozen=True, slots=True)
class BaseParagraph:
    """A paragraph of the revision that a file is held against."""

    anchor: str
    kind: str
    text: str


def as_typed(text: str) -> str:
    """Return the text with plain quotes, hyphens and spaces, of the same length, as wordings are compared."""
    return text.translate(TYPED)


def settled(text: str) -> str:
    """Tidy a text for comparing: words and punctuation make a difference, typography makes none."""
    return as_typed(tidy(writable(text)))


def fingerprint(text: str) -> str:
    """Twelve hexadecimal digits that stand for a paragraph's wording."""
    return hashlib.sha256(unicodedata.normalize("NFC", settled(text)).encode()).hexdigest()[:12]


def packed(prints: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Fingerprints by bookmark as properties ("paragraphs 1", …), none longer than Word keeps."""
    line, number = "", 1
    for bookmark, print_ in prints.items():
        entry = f"{bookmark}={print_}"
        if len(line) + 1 + len(entry) > LONGEST_PROPERTY:
            yield f"{FINGERPRINTS}{number}", line
            line, number = "", number + 1
        line = f"{line} {entry}".strip()
    if line:
        yield f"{FINGERPRINTS}{number}", line


def unpacked(properties: Mapping[str, str]) -> dict[str, str]:
    """Fingerprints by bookmark, from a file's properties, in the order of the text as it was exported."""
    lines = [
        (name.removeprefix(FINGERPRINTS), line) for name, line in properties.items() if name.startswith(FINGERPRINTS)
    ]
    lines.sort(key=lambda line: (len(line[0]), line[0]))
    entries: Iterable[str] = (entry for _number, line in lines for entry in line.split())
    return {bookmark: print_ for bookmark, parted, print_ in (entry.partition("=") for entry in entries) if parted}


def brackets(text: str) -> tuple[list[str], bool]:
    """The outermost square brackets of a text with what they hold, and whether every one has its partner."""
    found, depth, start, is_paired = [], 0, 0, True
    for mark in BRACKET.finditer(text):
        if mark[0] == "[":
            start = start if depth else mark.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append(text[start : mark.end()])
        else:
            is_paired = False
    return found, is_paired and not depth
