"""The canonical text of a statement and its hashes. Pure.

What everybody signs in the end is this: order, anchors, kinds and words, in one Unicode form and one spacing, as JSON with
sorted keys. Lead-in, lists of delegations and the order of country names in a header are outside.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.texts.blocks import tidy
from meetings.texts.kinds import ParagraphKind


@dataclass(frozen=True)
class CanonicalLine:
    """One paragraph: `parent` is the anchor of a list item's chapeau, `texts` its words by language."""

    anchor: str
    kind: str
    parent: str
    texts: Mapping[str, str]


def canonical(
    statement: str,
    title: Mapping[str, str],
    lines: Sequence[CanonicalLine],
    languages: Sequence[str],
    *,
    numbered: bool,
) -> bytes:
    """The text in these languages as UTF-8 JSON: sorted keys, no spaces, strings tidied (`blocks.tidy`).

    A title that is negotiated is a line of its own kind and stands under "title" alone; `title` is that of a text without one.
    """
    title = next((line.texts for line in lines if line.kind == ParagraphKind.TITLE), title)
    facts = {
        "v": 1,
        "statement": statement,
        "numbered": numbered,
        "title": {language: tidy(title.get(language, "")) for language in languages},
        "paragraphs": [
            {"anchor": line.anchor, "kind": line.kind, "parent": line.parent}
            | {language: tidy(line.texts.get(language, "")) for language in languages}
            for line in lines
            if line.kind != ParagraphKind.TITLE
        ],
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hashes_of(
    statement: str,
    title: Mapping[str, str],
    lines: Sequence[CanonicalLine],
    languages: Sequence[str],
    *,
    numbered: bool,
) -> dict[str, str]:
    """SHA-256 in hexadecimal of each language's projection by its code, and of the whole under ""."""
    found = {
        language: _sha(canonical(statement, title, lines, [language], numbered=numbered)) for language in languages
    }
    return found | {"": _sha(canonical(statement, title, lines, sorted(languages), numbered=numbered))}


def hashes_in(whole: str, languages: Sequence[str]) -> dict[str, str]:
    """As `hashes_of`, of a canonical text that is kept in these languages."""
    facts = json.loads(whole)

    def only(language: str, kept: Mapping[str, Any]) -> dict[str, Any]:
        return {name: value for name, value in kept.items() if name == language or name not in languages}

    def projected(language: str) -> bytes:
        paragraphs = [only(language, each) for each in facts["paragraphs"]]
        told = facts | {"title": only(language, facts["title"]), "paragraphs": paragraphs}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    return {language: _sha(projected(language)) for language in languages} | {"": _sha(whole.encode())}


def short_hash(whole: str) -> str:
    """The first twelve digits in groups of four, as every page and print shows them: "54e6-8bdc-61ff"."""
    return "-".join(whole[start : start + 4] for start in (0, 4, 8)) if whole else ""


def _sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
