"""Words of force in a paragraph and how they are rendered: "intend to" as "tener la intención de", or as something else. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from meetings.concordance.checks.pairs import FUTURE, Force
from meetings.concordance.checks.verbs import english, spanish

# Verbs that stand for a force word although no row of the glossary agrees to them.
OTHERS = (
    "pretender",
    "prever",
    "procurar",
    "proponer",
    "proponerse",
    "buscar",
    "planear",
    "esperar",
    "aspirar a",
    "querer",
    "planificar",
)
# "Irán" and "Teherán" are written with a capital, "queremos" is no future.
FUTURE_TENSE = re.compile(
    r"(?!(?:(?-i:Irán|Teherán|Corán)|refrán|alacrán|sultán|detrás|atrás|querem|extrem|suprem)\w*\b)"
    r"\b\w+(?:rán?|[aeibdr]remos)\b|\bvan? a \w+r\b|\bvamos a\b",
    re.IGNORECASE,
)
# Before these words, "plan", "will", "welcome" and the like are nouns or adjectives.
NOUN = re.compile(
    r"\b(?:the|a|an|our|their|his|her|its|this|that|political|good|free|action|work|joint|warm|most|are|is|be|of|s)\s+$",
    re.I,
)
MAY_BE_NOUN = {"will", "plan", "welcome", "recognize", "recognise"}
SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-ZÁÉÍÓÚÑ¿¡“\"])")
ABBREVIATION = re.compile(r"\b(?:U\.S|EE|UU|D\.C|Gen|Dr|Sr|Sra|Mr|Ms|Alm|No|núm|art|Art)\.$")


@dataclass(frozen=True)
class Use:
    """An English force word in a paragraph and its Spanish rendering: as agreed, another verb, or none that is known."""

    force: Force
    rendering: str
    agreed: bool


def uses(en: str, es: str, forces: Sequence[Force]) -> list[Use]:
    """The force words of a paragraph, sentence by sentence where both languages have as many, with their renderings."""
    ours, theirs = sentences(en), sentences(es)
    if len(ours) != len(theirs):
        ours, theirs = (en,), (es,)
    known = tuple(forces)
    return [use for left, right in zip(ours, theirs, strict=True) for use in _in_sentence(left, right, known)]


def _in_sentence(en: str, es: str, forces: tuple[Force, ...]) -> Iterator[Use]:
    taken = ""
    waiting: list[Force] = []
    for force in _found(en, forces):
        longest_first = sorted(force.es, key=len, reverse=True)
        rendering = next((agreed for agreed in longest_first if _stands(agreed, es)), None)
        if rendering is None:
            waiting.append(force)
        else:
            taken += f" {rendering} "
            yield Use(force, rendering, agreed=True)
    if not waiting:
        return
    known = dict.fromkeys([*(one for force in forces for one in force.es if one != FUTURE), *OTHERS])
    free = [verb for verb in known if f" {verb} " not in taken and _stands(verb, es)]
    if "proponerse" in free and "proponer" in free:
        free.remove("proponer")
    for force in waiting:
        rendering = free.pop(0) if free and force.es != (FUTURE,) else ""
        yield Use(force, rendering, agreed=False)


@lru_cache(maxsize=8)
def _longest_first(forces: tuple[Force, ...]) -> list[tuple[Force, re.Pattern[str], bool]]:
    """Each word of force with its pattern, and whether it may be a noun."""
    ordered = sorted(forces, key=lambda one: len(one.en.split()), reverse=True)
    return [(one, english(one.en), one.en.partition(" ")[0] in MAY_BE_NOUN) for one in ordered]


def _found(en: str, forces: tuple[Force, ...]) -> Iterator[Force]:
    taken: list[tuple[int, int]] = []
    for force, pattern, may_be_noun in _longest_first(forces):
        for match in pattern.finditer(en):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            if not (may_be_noun and NOUN.search(en[max(0, match.start() - 14) : match.start()])):
                yield force
                break


def _stands(verb: str, es: str) -> bool:
    return (FUTURE_TENSE if verb == FUTURE else spanish(verb)).search(es) is not None


@lru_cache(maxsize=512)
def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text; an abbreviation ends none."""
    parts: list[str] = []
    for piece in SENTENCE.split(text):
        if parts and ABBREVIATION.search(parts[-1][-8:]):
            parts[-1] += " " + piece
        else:
            parts.append(piece)
    return tuple(parts)
