"""Suggest the commitments of a released joint statement, sentence by sentence.

A cue (a named rule of `english` or `spanish`) fires where its pattern matches, no veto speaks, and the subject before
it can undertake something. What a sentence with a colon announces is inherited by the items under it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from meetings.promises.suggesting.chapeaus import Chapeau, Inheritance, ends_like_chapeau, look_ahead
from meetings.promises.suggesting.dues import find_due
from meetings.promises.suggesting.english import ENGLISH
from meetings.promises.suggesting.plain import make_plain
from meetings.promises.suggesting.sentences import is_clause_label, split_plain
from meetings.promises.suggesting.spanish import SPANISH
from meetings.promises.suggesting.undertakings import Hit, find_hits
from meetings.texts.blocks import Block

LANGUAGES = {"en": ENGLISH, "es": SPANISH}


@dataclass(frozen=True)
class Suggestion:
    """One sentence or list item that looks like a commitment.

    `paragraph` counts blocks from 1; `start` and `end` are a span of that block's text and `quote` is that span;
    `strength` is "core" (an undertaking) or "soft" (an attitude, or an earlier commitment repeated); `rule` names what
    fired. `due` is None when the words about time name no day: a season, an event, "immediately", "beyond May 11";
    `due_kind` is what they name (`dues.Due.kind`).
    """

    paragraph: int
    start: int
    end: int
    quote: str
    strength: str
    verb: str
    due_text: str | None
    due: date | None
    rule: str
    due_kind: str | None = None


def suggest(blocks: Sequence[Block], language: str, *, meeting_date: date | None = None) -> list[Suggestion]:
    """Return the sentences and list items of a statement that hold commitments, in reading order.

    `language` is "en" or "es", anything else is refused with ValueError. Headings are never suggested, nor a sentence
    that only announces the list under it. `meeting_date` resolves dates relative to the meeting and tells reports of
    earlier promises from new ones; without it both are judged by their words alone.
    """
    if language not in LANGUAGES:
        raise ValueError(f"No rules for language {language!r}; there are rules for: {', '.join(sorted(LANGUAGES))}.")
    found: list[Suggestion] = []
    inheritance = Inheritance(LANGUAGES[language])
    for number, block in enumerate(blocks, start=1):
        if block.kind == "heading" or LANGUAGES[language].operative.match(block.text.strip()):
            inheritance.enter_heading(make_plain(block.text).text, number)
            continue
        if is_clause_label(block.text):
            continue
        next_kind = look_ahead(blocks, number)
        found.extend(_read_block(block, number, next_kind, inheritance, language, meeting_date))
    return found


def _read_block(
    block: Block,
    number: int,
    next_kind: str | None,
    inheritance: Inheritance,
    language: str,
    meeting_date: date | None,
) -> list[Suggestion]:
    plain = make_plain(block.text)
    spans = split_plain(plain.text)
    found: list[Suggestion] = []
    inheritance.enter_block(block.kind, plain.text)
    for place, (start, end) in enumerate(spans):
        sentence = plain.text[start:end]
        if inheritance.labels(sentence):
            continue
        hits = [
            hit
            for hit in find_hits(sentence, LANGUAGES[language], meeting_date=meeting_date)
            if inheritance.in_charter or hit.cue.name not in LANGUAGES[language].charter_cues
        ]
        inherited = inheritance.enter_sentence(sentence, opens_block=place == 0)
        following = plain.text[slice(*spans[place + 1])] if place + 1 < len(spans) else ""
        inherited = inherited or inheritance.read_table(sentence, following)
        due = find_due(sentence, language, meeting_date=meeting_date) if hits or inherited else None
        own = inheritance.make_chapeau(hits, sentence, number, due)
        inheritance.leave_sentence(sentence, own or inherited)
        announces = place == len(spans) - 1 and (
            ends_like_chapeau(sentence, block.kind, next_kind)
            or inheritance.announces_over_headings(sentence, next_kind)
        )
        if announces:
            inheritance.open_chapeau(block.kind, own, next_kind)
        # A chapeau that promises nothing but its items would count the same promise twice.
        if announces and own and not inherited and inheritance.is_hollow(hits, sentence):
            continue
        chosen = _choose(hits, inherited)
        if chosen is None:
            continue
        strength, verb, rule = chosen
        if due is None and inherited is not None:
            due = inherited.due
        first, last = plain.original_span(start, end)
        found.append(
            Suggestion(
                paragraph=number,
                start=first,
                end=last,
                quote=block.text[first:last],
                strength=strength,
                verb=verb,
                due_text=due.text if due else None,
                due=due.due if due else None,
                rule=rule,
                due_kind=due.kind if due else None,
            )
        )
    return found


def _choose(hits: Sequence[Hit], inherited: Chapeau | None) -> tuple[str, str, str] | None:
    """Return (strength, verb, rule): a core cue of the sentence, else what it inherits, else a soft cue."""
    core = [hit for hit in hits if hit.cue.strength == "core"]
    if not core and inherited is not None:
        return inherited.strength, inherited.verb, inherited.rule
    for hit in core or hits:
        return hit.cue.strength, hit.verb, hit.cue.name
    return None
