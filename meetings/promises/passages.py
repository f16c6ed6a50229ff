"""Passages of a text that sound like commitments, in all its languages at once: what is suggested to people."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
    as the one who acts, "" where it names none or several. `is_marked` tells that a party marked it
    while the text was negotiated; `basis` from when its length of time counts, as that party said.
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
    supporting: Sequence[str] = ()
    is_marked: bool = False
    basis: str = ""

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
    """The suggestions of all languages, paired by the sentence in which they stand, or by their order in the paragraph.

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
    passages = []
    for chosen in _matched(line, found, languages):
        spans = {code: (each.start, each.end) for code, each in chosen.items()}
        for code in languages:
            if code not in spans and line.texts[code]:
                known, (start, end) = next(iter(chosen)), next(iter(spans.values()))
                spans[code] = counterpart(line.texts[known], (start, end), line.texts[code])
        first = next(iter(chosen.values()))
        dated = _telling(chosen.values()) or first
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


def _matched(
    line: StatementLine, found: Mapping[str, Sequence[Suggestion]], languages: Sequence[str]
) -> Iterator[dict[str, Suggestion]]:
    """The suggestions that belong together: those of the same sentence where the languages have as many, else by their order."""
    sentences = {code: split_sentences(line.texts[code]) for code in languages if line.texts[code]}
    alike = len({len(spans) for spans in sentences.values()}) == 1
    by_place: dict[int, dict[str, Suggestion]] = {}
    for code in languages:
        for order, each in enumerate(found.get(code, ())):
            place = next((n for n, (_s, end) in enumerate(sentences[code]) if each.start < end), order)
            by_place.setdefault(place if alike else order, {})[code] = each
    for place in sorted(by_place):
        yield by_place[place]


def _telling(found: Iterable[Suggestion]) -> Suggestion | None:
    """The suggestion whose words say most of when: a beginning is no deadline, in whatever language it is read; then a day, then
    any words."""
    there = [each for each in found if each.due_kind]
    beginning = next((each for each in there if each.due_kind == Due.NOT_BEFORE), None)
    return beginning or next((each for each in there if each.due), None) or next(iter(there), None)


def counterpart(text: str, span: tuple[int, int], other: str) -> tuple[int, int]:
    """Where the words at `span` of a paragraph stand in its other language: the sentence of the same number, or all of it
    where the two have different numbers of sentences."""
    ours, theirs = split_sentences(text), split_sentences(other)
    index = next((number for number, (_start, end) in enumerate(ours) if span[0] < end), None)
    return theirs[index] if index is not None and len(ours) == len(theirs) else (0, len(other))


def lead_in(texts: Mapping[str, str], statement: Statement) -> str:
    """The one party of a text that a sentence names as the one who acts; "" where it names none or several."""
    parties = {code: side.name for code, side in present_sides().delegations.items() if code in statement.parties}
    return named_lead(texts, parties)


def with_leads(passages: Iterable[Passage], statement: Statement) -> list[Passage]:
    """The passages with the party that their sentence names as the one who acts, where it is one. One SQL query, at most."""
    return [
        replace(passage, lead=lead_in(passage.chapeau, statement) or lead_in(passage.quote, statement))
        for passage in passages
    ]


def place_of(spans: Mapping[str, Sequence[int]]) -> str:
    """The passage's name within its paragraph: its span in the first language that has one."""
    language = min(spans)
    start, end = spans[language]
    return f"{language}:{start}-{end}"
