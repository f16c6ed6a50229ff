"""Holding both languages of a statement against each other: every rule on every paragraph, then on the whole text."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from meetings.concordance.checks import plain, tongues, wording
from meetings.concordance.checks.findings import Finding, Rule, Severity
from meetings.concordance.checks.forces import Use, uses
from meetings.concordance.checks.pairs import FORCES, RULED, TERMS, Force, Pair, Term
from meetings.concordance.checks.substance import differences, home_countries, leanings
from meetings.texts.kinds import ParagraphKind

LANGUAGES = RULED
# Spanish words to one of English, from sixteen words on.
RATIO = (0.85, 1.55)
WORDS_FOR_RATIO = 15
WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
EXCERPT = 60


def check(
    pairs: Sequence[Pair],
    *,
    terms: Sequence[Term] = TERMS,
    forces: Sequence[Force] = FORCES,
    parties: int | None = None,
    binding: bool = False,
) -> list[Finding]:
    """Every finding on a text, by paragraph; the same text gives the same findings.

    `parties` is the number of parties, None where it is not known; `binding` texts may use treaty words.
    """
    pairs = [_composed(pair) for pair in pairs]
    home = home_countries(pairs)
    used = [_uses(pair, forces) for pair in pairs]
    found: list[Finding] = []
    for pair, of_pair in zip(pairs, used, strict=True):
        found += _on_paragraph(pair, of_pair, terms, parties, home, binding=binding)
    found += [*_lists(pairs), *_varying(pairs, used), *_styles(pairs)]
    order = {id(pair): index for index, pair in enumerate(pairs)}
    ranks = {(pair.anchor, pair.number): order[id(pair)] for pair in pairs}
    rules = list(Rule)
    return sorted(found, key=lambda one: (ranks[one.anchor, one.paragraph], one.severity, rules.index(one.rule)))


def check_paragraph(
    pair: Pair,
    *,
    terms: Sequence[Term] = TERMS,
    forces: Sequence[Force] = FORCES,
    parties: int | None = None,
    home: Collection[str] = (),
    binding: bool = False,
) -> list[Finding]:
    """The findings on one paragraph alone: all but those that compare it with the rest of the text.

    `home` are the codes of the countries that the whole text speaks of (`home_countries`).
    """
    pair = _composed(pair)
    return list(_on_paragraph(pair, _uses(pair, forces), terms, parties, home, binding=binding))


def _composed(pair: Pair) -> Pair:
    """The pair with each accent on its letter: some programs write "é" as two characters."""
    if all(unicodedata.is_normalized("NFC", text) for text in pair.texts.values()):
        return pair
    return replace(pair, texts={code: unicodedata.normalize("NFC", text) for code, text in pair.texts.items()})


def _on_paragraph(
    pair: Pair, used: list[Use], terms: Sequence[Term], parties: int | None, home: Collection[str], *, binding: bool
) -> Iterator[Finding]:
    yield from _brackets(pair)
    for language in LANGUAGES:
        yield from _wording(pair, language, parties, binding=binding)
    yield from plain.forbidden(pair, terms)
    empty = [language for language in LANGUAGES if not _text(pair, language)]
    if empty:
        there = next((_text(pair, language) for language in LANGUAGES if language not in empty), "")
        yield from (_error(pair, Rule.MISSING_SIDE, missing=one, excerpt=there[:EXCERPT]) for one in empty)
        return
    strayed = {language: tongues.strayed(pair.texts[language], language) for language in LANGUAGES}
    for language, passage in strayed.items():
        if passage:
            yield _error(pair, Rule.LANGUAGE, language=language, words=[passage.strip()[:EXCERPT]])
    if any(strayed.values()):
        return
    yield from differences(pair, home)
    yield from leanings(pair)
    yield from _length(pair)
    yield from plain.variants(pair, terms)
    for use in dict.fromkeys(use for use in used if not use.agreed):
        rendered = [use.rendering] if use.rendering else []
        yield _warning(pair, Rule.FORCE_WORD, force=use.force.en, agreed=list(use.force.es), found=rendered)


def _text(pair: Pair, language: str) -> str:
    return pair.texts.get(language, "").strip()


def _uses(pair: Pair, forces: Sequence[Force]) -> list[Use]:
    if not all(_text(pair, language) for language in LANGUAGES):
        return []
    return uses(pair.texts["en"], pair.texts["es"], forces)


def _error(pair: Pair, rule: Rule, **facts: object) -> Finding:
    return Finding(pair.anchor, pair.number, rule, Severity.ERROR, facts)


def _warning(pair: Pair, rule: Rule, **facts: object) -> Finding:
    return Finding(pair.anchor, pair.number, rule, Severity.WARNING, facts)


def _brackets(pair: Pair) -> Iterator[Finding]:
    """Bracket nodes that differ, and brackets that are characters where they should be nodes."""
    counts = {language: pair.brackets.get(language, 0) for language in LANGUAGES}
    if len(set(counts.values())) > 1:
        yield _error(pair, Rule.BRACKETS, **counts)
    for language in LANGUAGES:
        yield from plain.literal_brackets(pair, language)


def _wording(pair: Pair, language: str, parties: int | None, *, binding: bool) -> Iterator[Finding]:
    text = pair.texts.get(language, "")
    if words := wording.double_spaces(text):
        yield _warning(pair, Rule.DOUBLE_SPACE, language=language, words=words)
    if words := wording.repeated_words(text):
        yield _warning(pair, Rule.REPEATED_WORD, language=language, words=words)
    if language == "es" and (words := wording.run_together(text)):
        yield _error(pair, Rule.RUN_TOGETHER, words=words)
    if not binding and (words := wording.treaty_words(text, language)):
        yield _warning(pair, Rule.TREATY_WORD, words=words)
    if parties is not None and (words := wording.miscounts(text, language, parties)):
        yield _warning(pair, Rule.PARTY_COUNT, words=words, parties=parties)


def _length(pair: Pair) -> Iterator[Finding]:
    en, es = (len(WORD.findall(pair.texts[language])) for language in LANGUAGES)
    low, high = RATIO
    if max(en, es) > WORDS_FOR_RATIO and not low <= es / max(en, 1) <= high:
        yield _warning(pair, Rule.LENGTH, ratio=f"{es / max(en, 1):.2f}", low=low, high=high)


def _lists(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The chapeaus whose items are not as many in one language as in the other."""
    chapeau: Pair | None = None
    counts = dict.fromkeys(LANGUAGES, 0)
    for pair in [*pairs, None]:
        if pair is not None and pair.kind == ParagraphKind.LIST_ITEM:
            for language in LANGUAGES:
                counts[language] += bool(_text(pair, language))
            chapeau = chapeau or pair
            continue
        if chapeau is not None and len(set(counts.values())) > 1:
            yield _error(chapeau, Rule.LIST_ITEMS, **counts)
        chapeau, counts = pair, dict.fromkeys(LANGUAGES, 0)


def _varying(pairs: Sequence[Pair], used: Sequence[list[Use]]) -> Iterator[Finding]:
    """The places of each force word that the text renders in more than one way; tenses are not counted."""
    ways: dict[str, dict[str, None]] = {}
    for use in (use for of_pair in used for use in of_pair if use.rendering):
        ways.setdefault(use.force.en, {})[use.rendering] = None
    for pair, of_pair in zip(pairs, used, strict=True):
        for force in dict.fromkeys(use.force.en for use in of_pair if use.rendering):
            here = list(dict.fromkeys(use.rendering for use in of_pair if use.force.en == force and use.rendering))
            if len(ways[force]) > 1:
                others = [way for way in ways[force] if way not in here]
                yield _warning(pair, Rule.FORCE_VARIES, force=force, found=here, others=others)


def _styles(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """The abbreviations of the United States that are not those of the rest of the text."""
    for language in LANGUAGES:
        usual = wording.usual_styles([pair.texts.get(language, "") for pair in pairs], language)
        for pair in pairs if usual else ():
            if words := wording.odd_styles(pair.texts.get(language, ""), language, str(usual)):
                yield _warning(pair, Rule.ABBREVIATION, words=words, usual=usual)
