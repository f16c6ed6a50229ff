"""What words mean for a promise, and which meanings two languages do not share: negation, force, bounds, direction. Pure.

The words stand in `meanings.txt`. Axes are compared sentence by sentence where both languages have as many sentences. Only two
things are told: a negation that the other language has in no form, and a meaning in place of another on the same axis
("at least" against "como máximo"). Both are warnings, for a good translation can say the same in other words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from meetings.concordance.checks.forces import FUTURE_TENSE, sentences
from meetings.concordance.checks.pairs import RULED

NO, CARRIED, FORCE = "no", "carried", "force"
# What answers for a meaning of force besides the same: "shall" is also a future, a duty a future promise.
ANSWERS = {
    "duty": {"future", "demand"},
    "future": {"duty", "hope", "promise"},
    "promise": {"future", "duty"},
    "demand": {"duty", "asking"},
    "advice": {"advising"},
    "advising": {"advice", "asking"},
    "asking": {"encouragement", "demand", "urging", "advising", "hope"},
    "urging": {"asking", "encouragement"},
    "encouragement": {"asking"},
    "hope": {"future", "asking", "promise"},
    "permission": {"letting"},
    "letting": {"permission"},
}
# Where one of these is asked for in one language, a permission or advice of the other is weaker.
STRONG, WEAK = {"duty", "future", "demand", "promise"}, {"permission", "letting", "advice"}
# A participle or adjective after "no" only names a thing: "grupos no gubernamentales".
NAMING = re.compile(r"no \w+(?:[aió]d[oa]s?|ales?|ares?|ari[oa]s?|iv[oa]s?|bles?|ic[oa]s?|puest[oa]s?|ritos?)(?!\w)")
# Words that deny by their beginning or end answer for a negation.
DENYING = {
    "en": re.compile(
        r"\b(?:non-?|un(?!it|der|i[a-z]|til|anim)|irr|illeg|illic|impos|impun|insuf|incap|inab|disagre)\w{3,}|\w{3,}less\b"
    ),
    "es": re.compile(
        r"\b(?:des(?!de|arr|pu|tin|emp|eo|ech|afí|igual|apar|plaz|proporc|grac|embols|prov|astr|mov|arm|mina|centr|colon|nutr"
        r"|ert|pleg|plieg|tru|cri|pach|cent|taca|viac)|in(?:com|dist|discut|estab|seg|vál|nec|út)|im(?:previst[oa]?\b|previsi|proc))\w*"
    ),
}
# "No. 5" is a number, and May a month.
NAMED = re.compile(r"[Nn]o\. ?\d|(?<!^)May\b|May \d")
NAMED_WORDS = {"no", "may"}
WORD = re.compile(r"[^\W\d_]+")
# How a word ends that may be, or open, a future tense.
FUTURES = ("rá", "rán", "remos", "va", "van", "vamos")
KEY = 4


@dataclass(frozen=True, slots=True)
class _Phrase:
    axis: str
    meaning: str
    answers_only: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """The phrases that begin alike, as one pattern with a group for each, the longest first."""

    pattern: re.Pattern[str]
    phrases: list[list[_Phrase]]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A meaning of a sentence as written; what `answers_only` is never missed in the other language."""

    axis: str
    meaning: str
    text: str
    answers_only: bool = False


def parted(en: str, es: str) -> Iterator[tuple[str, list[str], list[str]]]:
    """The axes on which two texts part, each with the words of the English and of the Spanish text that say so."""
    ours, theirs = sentences(en), sentences(es)
    if len(ours) != len(theirs):
        ours, theirs = (en,), (es,)
    told: dict[str, tuple[list[str], list[str]]] = {}
    for left, right in zip(ours, theirs, strict=True):
        sides = (_meanings(left, "en"), _meanings(right, "es"))
        denied = _negations(sides, left, right)
        for axis in dict.fromkeys((NO, *(each.axis for side in sides for each in side if each.axis != CARRIED))):
            both = tuple([each for each in side if each.axis == axis] for side in sides)
            lost = denied if axis == NO else _opposed(axis, both)
            if lost:
                kept = told.setdefault(axis, ([], []))
                for side, words in zip(kept, lost, strict=True):
                    side += [word for word in words if word not in side]
    for axis, (left_words, right_words) in told.items():
        yield axis, left_words, right_words


def _negations(sides: tuple[Sequence[Meaning], ...], en: str, es: str) -> tuple[list[str], list[str]] | None:
    """What one sentence denies and the other does not: by a small word, or by a verb or preposition that carries a no.

    A carrier that both sentences have is no answer for a small word of one: "are exempt" is not "no están exentas".
    """
    said = [[each for each in side if each.axis in (NO, CARRIED)] for side in sides]
    if not any(said):
        return None
    shared = {each.meaning for each in said[0] if each.axis == CARRIED} & {
        each.meaning for each in said[1] if each.axis == CARRIED
    }
    left, right = ([each for each in side if each.axis == NO or each.meaning not in shared] for side in said)
    if bool(left) == bool(right):
        return None
    here, there, code = (left, es, "es") if left else (right, en, "en")
    words = [each.text for each in here if not each.answers_only]
    if not words or DENYING[code].search(there.lower()):
        return None
    return (words, []) if code == "es" else ([], words)


def _opposed(axis: str, both: tuple[list[Meaning], ...]) -> tuple[list[str], list[str]] | None:
    there = [{each.meaning for each in side} for side in both]
    if there[0] == there[1]:
        return None
    lost = [
        [
            each
            for each in side
            if not each.answers_only
            and not ({each.meaning, *(ANSWERS.get(each.meaning, ()) if axis == FORCE else ())} & other)
        ]
        for side, other in zip(both, reversed(there), strict=True)
    ]
    if axis != FORCE and any(lost) and not all(lost):
        # What only answers answers nothing where its own side says the opposite: "from ... before" is no "after".
        silent = 1 - next(index for index in (0, 1) if lost[index])
        said = {each.meaning for each in both[1 - silent] if not each.answers_only}
        lost[silent] = [each for each in both[silent] if not each.answers_only and each.meaning not in said]
    if axis == FORCE:
        for index in (0, 1):
            weaker = [each for each in lost[index] if each.meaning in WEAK]
            if weaker and not lost[1 - index]:
                lost[1 - index] = [each for each in both[1 - index] if each.meaning in STRONG and not each.answers_only]
    if all(lost):
        left, right = ([each.text for each in side] for side in lost)
        return left, right
    return None


@lru_cache(maxsize=2048)
def _meanings(sentence: str, language: str) -> tuple[Meaning, ...]:
    """Every meaning of a sentence, in order; of phrases that overlap the longest at a place counts."""
    plain = sentence.lower().replace("’", "'")
    found: list[Meaning] = []
    futures: list[Meaning] = []
    known, end = _known()[language], 0
    for word in WORD.finditer(plain):
        start, letters = word.start(), word.group()
        if language == "es" and letters.endswith(FUTURES) and (future := FUTURE_TENSE.match(sentence, start)):
            futures.append(Meaning(FORCE, "future", future.group()))
        group = known.get(letters[:KEY])
        if group is None or start < end or (letters in NAMED_WORDS and NAMED.match(sentence, start)):
            continue
        match = group.pattern.match(plain, start)
        if match is None:
            continue
        end, phrases = match.end(), group.phrases[(match.lastindex or 1) - 1]
        naming = language == "es" and phrases[0].axis == NO and NAMING.match(plain, start)
        found += [
            Meaning(one.axis, one.meaning, match.group(), one.answers_only or bool(naming))
            for one in phrases
            if one.axis != "-"
        ]
    return (*found, *futures)


def _pattern(phrase: str) -> str:
    words = [re.escape(word.rstrip("*")) + (r"\w*" if word.endswith("*") else "") for word in phrase.split()]
    return "(" + r"\s+".join(words) + r"(?!\w))"


@cache
def _known() -> dict[str, dict[str, _Group]]:
    """The phrases of each language under the beginning of their first word, longest first, those written alike together.

    Read when a sentence is first asked about.
    """
    written: dict[str, dict[str, list[tuple[str, str, bool]]]] = {language: {} for language in RULED}
    for line in Path(__file__).with_name("meanings.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        axis, meaning, *columns = (column.strip() for column in line.split("|"))
        for language, column in zip(RULED, columns, strict=True):
            for phrase in filter(None, map(str.strip, column.split(";"))):
                if not phrase.startswith("="):
                    row = (axis, meaning.strip("()"), meaning.startswith("("))
                    written[language].setdefault(phrase, []).append(row)
    known: dict[str, dict[str, list[tuple[str, list[_Phrase]]]]] = {language: {} for language in RULED}
    for language, phrases in written.items():
        for phrase in sorted(phrases, key=lambda one: (-len(one.split()), -len(one.rstrip("*")))):
            head = phrase.split()[0].rstrip("*")
            rows = _pattern(phrase), [_Phrase(*row) for row in phrases[phrase]]
            match = WORD.match(head)
            key = (match.group() if match else head)[:KEY]
            if phrase.split()[0].endswith("*") and len(key) < KEY:
                # A short beginning stands under every key that begins so; it is few, and kept apart.
                for first in "abcdefghijklmnopqrstuvwxyzáéíóúñ":
                    known[language].setdefault((key + first)[:KEY], []).append(rows)
            known[language].setdefault(key, []).append(rows)
    return {
        language: {
            key: _Group(re.compile("|".join(pattern for pattern, _ in rows)), [each for _, each in rows])
            for key, rows in by_key.items()
        }
        for language, by_key in known.items()
    }
