"""A corrigendum: passages of a released text that are replaced, what it is hashed by, and how the text reads with it. Pure.

An entry is `{"anchor": …, "language": …, "old": …, "new": …}`: in that paragraph and language, as corrected so far, `old`
stands exactly once and reads `new`. The text itself stays as it was released.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict

from meetings.texts.kinds import TITLE_ANCHOR, ParagraphKind, numbered
from portal.core.wording import differences

WORDS = re.compile(r"\S+\s*|\s+")


class Entry(TypedDict):
    """One passage that is replaced in one language."""

    anchor: str
    language: str
    old: str
    new: str


# The words of each paragraph by its anchor and language.
Texts = dict[str, dict[str, str]]


class NotThere(ValueError):
    """The passage of an `entry` does not stand in its paragraph, or not once."""

    def __init__(self, entry: Mapping[str, str]) -> None:
        super().__init__(entry["old"])
        self.entry = entry


@dataclass(frozen=True)
class ReleasedLine:
    """The title or a paragraph as it was released; `number` is None for the title and a heading."""

    anchor: str
    kind: str
    parent: str
    number: int | None
    texts: dict[str, str] = field(hash=False)


def lines_of(canonical: str, languages: Sequence[str]) -> list[ReleasedLine]:
    """The title of a released text and its paragraphs in order, out of the bytes that were hashed."""
    facts = json.loads(canonical)
    title = {language: facts["title"][language] for language in languages}
    found = [ReleasedLine(TITLE_ANCHOR, ParagraphKind.TITLE, "", None, title)]
    numbers = dict(numbered((each["anchor"], each["kind"]) for each in facts["paragraphs"]))
    for each in facts["paragraphs"]:
        texts = {language: each[language] for language in languages}
        found.append(ReleasedLine(each["anchor"], each["kind"], each["parent"], numbers[each["anchor"]], texts))
    return found


def texts_of(lines: Iterable[ReleasedLine]) -> Texts:
    """The words of a text, as they can be corrected."""
    return {line.anchor: dict(line.texts) for line in lines}


def corrected(texts: Mapping[str, Mapping[str, str]], entries: Iterable[Mapping[str, str]]) -> Texts:
    """How a text reads once these passages are replaced, one after the other. Raises `NotThere`."""
    found = {anchor: dict(words) for anchor, words in texts.items()}
    for entry in entries:
        there = found.get(entry["anchor"], {}).get(entry["language"], "")
        if not stands_once(entry["old"], there):
            raise NotThere(entry)
        found[entry["anchor"]][entry["language"]] = there.replace(entry["old"], entry["new"])
    return found


def stands_once(passage: str, text: str) -> bool:
    """Whether a passage is there in one place alone, also where two would overlap."""
    return bool(passage) and passage in text and text.find(passage) == text.rfind(passage)


def passage_between(before: str, after: str) -> tuple[str, str]:
    """The shortest run of whole words that leads from one wording to the other and stands once in the first: what it was, and
    what it is. Both are "" where nothing differs."""
    pieces = differences(before, after)
    if all(piece.kind == "same" for piece in pieces):
        return "", ""
    start = len(pieces[0].text) if pieces[0].kind == "same" else 0
    rest = len(pieces[-1].text) if pieces[-1].kind == "same" else 0
    places = [0, *(found.end() for found in WORDS.finditer(before))]
    end = len(before) - rest
    while not (before[start:end].strip() and stands_once(before[start:end], before)):
        left = max((place for place in places if place < start), default=start)
        if left == start:
            end = min((place for place in places if place > end), default=end)
        if (left, end) == (start, len(before)):
            break
        start = left
    return before[start:end], after[start : len(after) - (len(before) - end)]


def canonical_corrigendum(
    text_hash: str, number: int, entries: Sequence[Mapping[str, str]], reason: Mapping[str, str]
) -> bytes:
    """What the parties sign: the corrigendum of the text with that hash, as UTF-8 JSON with sorted keys and no spaces."""
    facts = {
        "v": 1,
        "corrects": text_hash,
        "number": number,
        "entries": [{name: entry[name] for name in ("anchor", "language", "old", "new")} for entry in entries],
        "reason": dict(reason),
    }
    return json.dumps(facts, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def hash_of_corrigendum(
    text_hash: str, number: int, entries: Sequence[Mapping[str, str]], reason: Mapping[str, str]
) -> str:
    """SHA-256 of its canonical form, in hexadecimal."""
    return hashlib.sha256(canonical_corrigendum(text_hash, number, entries, reason)).hexdigest()


def languages_left(entries: Iterable[Mapping[str, str]], languages: Iterable[str]) -> dict[str, list[str]]:
    """The languages in which a corrected paragraph stays as it is, by its anchor; only paragraphs with some."""
    touched: dict[str, set[str]] = {}
    for entry in entries:
        touched.setdefault(entry["anchor"], set()).add(entry["language"])
    left = {anchor: sorted(set(languages) - codes) for anchor, codes in touched.items()}
    return {anchor: codes for anchor, codes in left.items() if codes}
