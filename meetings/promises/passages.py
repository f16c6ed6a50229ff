"""Passages of a text that sound like commitments, in all its languages at once: what is suggested to people."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from meetings.promises.states import Due, Strength
from meetings.promises.suggesting import Suggestion, suggest
from meetings.promises.suggesting.sentences import split_sentences
from meetings.statements.models import Statement
from meetings.statements.queries import StatementLine
from meetings.texts.blocks import Block
from meetings.texts.kinds import ParagraphKind
from portal.people.sides import present_sides

# The suggester tells a chapeau by its words; to it a chapeau is a paragraph.
PLAIN_KINDS = {ParagraphKind.CHAPEAU.value: ParagraphKind.PARAGRAPH.value}


# A party as the subject, with its article and "the Government of", and nobody beside it. Before it a list's mark or a label
# ("Action:"); behind it, between commas, only what is said of it ("Mexico, which chairs the group, will").
BEGINS_WITH = (
    r"\s*[\"“«]?(?:\(?\w{{1,3}}[.)]\s+)?(?:[^\W\d_]+:\s+)?(?:corresponderá\s+al?\s+)?"
    r"(?:(?:the|el|la)\s+(?:government\s+of|gobierno\s+de)\s+)?(?:the\s+|el\s+|la\s+|los\s+|las\s+)?{}\b"
    r"(?!\s*,(?!\s*(?:which|whose|que|cuy[oa]s?|for\s+its|por\s+su)\b[^,;]*,(?!\s*(?:and|y|e)\b))|\s+(?:and|y|e|or|o|city)\b|['’]s)"
)


@dataclass(frozen=True)
class Passage:
    """A suggested passage in every language in which it was found, not yet decided.

    `key` names it in the form: the paragraph's anchor and the passage's place. `lead` is the party that the sentence names
    as the one who acts, "" where it names none or several.
    """

    key: str
    line: StatementLine
    spans: dict[str, tuple[int, int]]
    quote: dict[str, str]
    strength: str
    due: str
    due_text: dict[str, str]
    due_on: date | None
    chapeau: dict[str, str]
    lead: str = ""

    @property
    def is_core(self) -> bool:
        return self.strength == Strength.CORE

    @property
    def place(self) -> str:
        return place_of(self.spans)


def named_lead(texts: Mapping[str, str], parties: Mapping[str, Mapping[str, str]]) -> str:
    """The one party with which a sentence begins, alone, in some language: "The Government of Mexico will …"; else ""."""
    found = {
        code
        for language, words in texts.items()
        for code, names in parties.items()
        if (name := names.get(language)) and re.match(BEGINS_WITH.format(re.escape(name)), words, re.IGNORECASE)
    }
    return found.pop() if len(found) == 1 else ""


def passages_of(lines: Sequence[StatementLine], statement: Statement) -> list[Passage]:
    """The suggestions of all languages, paired: the n-th of a paragraph in one language is the n-th in the other.

    A passage found in one language only is proposed with the same sentence of its paragraph in the other, and with the whole
    paragraph where that has more or fewer of them.
    """
    found: dict[UUID, dict[str, list[Suggestion]]] = {}
    for language in statement.languages:
        blocks = [Block(PLAIN_KINDS.get(line.kind, line.kind), line.texts[language]) for line in lines]
        for suggestion in suggest(blocks, language, meeting_date=statement.dated):
            line = lines[suggestion.paragraph - 1]
            found.setdefault(line.id, {}).setdefault(language, []).append(suggestion)
    passages: list[Passage] = []
    above: StatementLine | None = None
    for line in lines:
        if line.kind != ParagraphKind.LIST_ITEM:
            above = line if line.kind == ParagraphKind.CHAPEAU else None
        item_of = above if line.kind == ParagraphKind.LIST_ITEM else None
        passages += _pair(line, item_of, found.get(line.id, {}), statement.languages)
    return passages


def _pair(
    line: StatementLine, above: StatementLine | None, found: dict[str, list[Suggestion]], languages: Sequence[str]
) -> list[Passage]:
    most = max(map(len, found.values()), default=0)
    passages = []
    for index in range(most):
        chosen = {code: found[code][index] for code in languages if index < len(found.get(code, []))}
        spans = {code: (each.start, each.end) for code, each in chosen.items()}
        for code in languages:
            if code not in spans and line.texts[code]:
                known, (start, end) = next(iter(chosen)), next(iter(spans.values()))
                spans[code] = counterpart(line.texts[known], (start, end), line.texts[code])
        first = next(iter(chosen.values()))
        dated = next((each for each in chosen.values() if each.due), first)
        core = any(each.strength == Strength.CORE for each in chosen.values())
        passages.append(
            Passage(
                key=f"{line.anchor}.{place_of(spans)}",
                line=line,
                spans=spans,
                quote={code: line.texts[code][start:end] for code, (start, end) in spans.items()},
                strength=Strength.CORE if core else Strength.SOFT,
                due_text={code: each.due_text for code, each in chosen.items() if each.due_text},
                due=dated.due_kind or Due.NONE,
                due_on=dated.due,
                chapeau=above.texts if above else {},
            )
        )
    return passages


def counterpart(text: str, span: tuple[int, int], other: str) -> tuple[int, int]:
    """Where the words at `span` of a paragraph stand in its other language: the sentence of the same number, or all of it
    where the two have different numbers of sentences."""
    ours, theirs = split_sentences(text), split_sentences(other)
    index = next((number for number, (_start, end) in enumerate(ours) if span[0] < end), None)
    return theirs[index] if index is not None and len(ours) == len(theirs) else (0, len(other))


def with_leads(passages: Iterable[Passage], statement: Statement) -> list[Passage]:
    """The passages with the party that their sentence names as the one who acts, where it is one. One SQL query, at most."""
    parties = {code: side.name for code, side in present_sides().delegations.items() if code in statement.parties}
    return [
        replace(passage, lead=named_lead(passage.chapeau, parties) or named_lead(passage.quote, parties))
        for passage in passages
    ]


def place_of(spans: Mapping[str, Sequence[int]]) -> str:
    """The passage's name within its paragraph: its span in the first language that has one."""
    language = min(spans)
    start, end = spans[language]
    return f"{language}:{start}-{end}"
