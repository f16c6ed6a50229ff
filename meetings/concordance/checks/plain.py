"""Holding a language without rules against another: what needs no grammar. Pure.

Compared are what is missing, brackets, addresses, numbers written in digits, the agreed words of the glossary, the items of
lists, and lengths that are far apart. Numbers and dates in words, verbs of force and countries are not: two people compare
them.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from meetings.concordance.checks import addresses, wording
from meetings.concordance.checks import terms as glossary
from meetings.concordance.checks.findings import Finding, Rule, Severity
from meetings.concordance.checks.pairs import RULED, Pair, Term
from meetings.texts.blocks import Block, OpenBracket, bracketed
from meetings.texts.kinds import ParagraphKind

BRACKET = re.compile(r"\[[^\[\]]{0,30}\]?|\][^\[\]]{0,10}")
DIGITS = re.compile(r"\d+(?:[.,'\u00a0\u202f ]\d{3}(?!\d)|[.,:]\d+)*")
WORD = re.compile(r"[^\W_]+")
EXCERPT = 60
# Words of the one language to one of the other, from sixteen words on.
RATIO = (0.6, 1.7)
WORDS_FOR_RATIO = 15


def has_rules(languages: Sequence[str]) -> bool:
    """Whether the two languages that have rules are among those of a text."""
    return set(RULED) <= set(languages)


def sides_without_rules(languages: Sequence[str], first: str) -> list[tuple[str, str]]:
    """The pairs that are compared without rules: each language that has none, beside `first` or another that is checked."""
    ruled = RULED if has_rules(languages) else ()
    base = first if first in ruled or not ruled else ruled[0]
    return [(base, code) for code in languages if code not in {base, *ruled}]


def check_plain(
    pairs: Sequence[Pair], languages: Sequence[str], first: str, terms: Sequence[Term] = ()
) -> list[Finding]:
    """Every finding on a text in the languages without rules; `first` is the language that it was drafted in.

    The glossary is asked here where no two languages have rules; elsewhere those ask it, of every language.
    """
    found = [each for pair in pairs for each in check_paragraph_plain(pair, languages, first, terms)]
    for sides in sides_without_rules(languages, first):
        found += _lists(pairs, sides)
    return found


def check_paragraph_plain(
    pair: Pair, languages: Sequence[str], first: str, terms: Sequence[Term] = ()
) -> Iterator[Finding]:
    """The findings on one paragraph alone."""
    sides = sides_without_rules(languages, first)
    texts = {code: pair.texts.get(code, "").strip() for code in languages}
    there = next((text for text in texts.values() if text), "")
    unruled = [code for code in languages if code not in RULED or not has_rules(languages)] if sides else []
    for language in unruled:
        yield from literal_brackets(pair, language)
        if words := wording.double_spaces(pair.texts.get(language, "")):
            facts = {"language": language, "words": words}
            yield Finding(pair.anchor, pair.number, Rule.DOUBLE_SPACE, Severity.WARNING, facts)
        if not texts[language]:
            facts = {"missing": language, "excerpt": there[:EXCERPT]}
            yield Finding(pair.anchor, pair.number, Rule.MISSING_SIDE, Severity.ERROR, facts)
    for side in sides:
        counts = {code: pair.brackets.get(code, 0) for code in side}
        if len(set(counts.values())) > 1:
            yield _finding(pair, Rule.BRACKETS, Severity.ERROR, side, **counts)
        if all(texts[code] for code in side):
            yield from _differences(pair, side)
    if not has_rules(languages):
        yield from forbidden(pair, terms)
        yield from variants(pair, terms)


def forbidden(pair: Pair, terms: Sequence[Term]) -> Iterator[Finding]:
    """Words of any language that the glossary forbids."""
    for term, words in glossary.forbidden_terms(pair.texts, terms):
        yield Finding(pair.anchor, pair.number, Rule.FORBIDDEN_TERM, Severity.ERROR, _told(pair, term, words))


def variants(pair: Pair, terms: Sequence[Term]) -> Iterator[Finding]:
    """Words of one language that depart from the glossary where another has the agreed ones."""
    for term, words in glossary.variants_used(pair.texts, terms):
        yield Finding(pair.anchor, pair.number, Rule.GLOSSARY, Severity.WARNING, _told(pair, term, words))


def _told(pair: Pair, term: Term, words: Sequence[str]) -> dict[str, object]:
    return {"words": list(words), "term": [term.words[code] for code in pair.texts if term.words.get(code)]}


def literal_brackets(pair: Pair, language: str) -> Iterator[Finding]:
    """Brackets that are characters of the text where they should be records."""
    text = pair.texts.get(language, "")
    if not BRACKET.search(text):
        return
    try:
        written = bracketed([Block(pair.kind, text)])
    except OpenBracket as error:
        facts = {"language": language, "words": [error.excerpt]}
        yield Finding(pair.anchor, pair.number, Rule.UNBALANCED_BRACKET, Severity.ERROR, facts)
    else:
        if written:
            facts = {"language": language, "words": BRACKET.findall(text)[:3]}
            yield Finding(pair.anchor, pair.number, Rule.LITERAL_BRACKET, Severity.ERROR, facts)


def _differences(pair: Pair, side: tuple[str, str]) -> Iterator[Finding]:
    (left, rest_left), (right, rest_right) = (addresses.addresses(pair.texts[code]) for code in side)
    yield from _apart(
        pair, Rule.ADDRESS, Severity.ERROR, side, addresses.missing(left, right), addresses.missing(right, left)
    )
    # A number in words stands in for digits: what differs is told, and may stand.
    ours, theirs = _numbers(rest_left), _numbers(rest_right)
    yield from _apart(pair, Rule.NUMBER, Severity.WARNING, side, list(ours - theirs), list(theirs - ours))
    yield from _length(pair, side)


def _apart(
    pair: Pair, rule: Rule, severity: Severity, side: tuple[str, str], left: list[str], right: list[str]
) -> Iterator[Finding]:
    if left or right:
        yield _finding(pair, rule, severity, side, **{side[0]: left, side[1]: right})


def _numbers(text: str) -> Counter[str]:
    """The numbers of a text by their digits alone: 1,200 and 1.200 are the same."""
    return Counter(re.sub(r"\D", "", match.group()) for match in DIGITS.finditer(text))


def _length(pair: Pair, side: tuple[str, str]) -> Iterator[Finding]:
    first, second = (len(WORD.findall(pair.texts[code])) for code in side)
    low, high = RATIO
    if max(first, second) > WORDS_FOR_RATIO and not low <= second / max(first, 1) <= high:
        ratio = f"{second / max(first, 1):.2f}"
        yield _finding(pair, Rule.LENGTH, Severity.WARNING, side, ratio=ratio, low=low, high=high)


def _lists(pairs: Sequence[Pair], side: tuple[str, str]) -> Iterator[Finding]:
    """The chapeaus whose items are not as many in one language as in the other."""
    chapeau: Pair | None = None
    counts = dict.fromkeys(side, 0)
    for pair in [*pairs, None]:
        if pair is not None and pair.kind == ParagraphKind.LIST_ITEM:
            for code in side:
                counts[code] += bool(pair.texts.get(code, "").strip())
            chapeau = chapeau or pair
            continue
        if chapeau is not None and len(set(counts.values())) > 1:
            yield _finding(chapeau, Rule.LIST_ITEMS, Severity.ERROR, side, **counts)
        chapeau, counts = pair, dict.fromkeys(side, 0)


def _finding(pair: Pair, rule: Rule, severity: Severity, side: tuple[str, str], **facts: object) -> Finding:
    return Finding(pair.anchor, pair.number, rule, severity, facts, side)
