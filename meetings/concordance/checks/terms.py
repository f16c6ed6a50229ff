"""The glossary held against a paragraph: forbidden terms and variants of agreed ones. Pure."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache

from meetings.concordance.checks.pairs import Term

ACCENTS = re.compile("[\u0300-\u036f]")
Hit = tuple[Term, tuple[str, ...]]


@lru_cache(maxsize=512)
def folded(text: str) -> str:
    """Lower case without accents, with one spelling of -ization and one apostrophe; as long as it can be compared."""
    plain = ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    return re.sub(r"\s+", " ", plain.replace("isation", "ization").replace("’", "'").replace("\u2011", "-"))


def forbidden_terms(texts: Mapping[str, str], terms: Sequence[Term]) -> list[Hit]:
    """The terms whose forbidden words stand in any language, each with the words found."""
    plain = " | ".join(map(folded, texts.values()))
    hits = ((term, tuple(word for word in term.forbidden if has(plain, word))) for term in terms)
    return [(term, words) for term, words in hits if words]


def variants_used(texts: Mapping[str, str], terms: Sequence[Term]) -> list[Hit]:
    """The terms that one language has as agreed while another has a variant in place of its own agreed word."""
    plain = {language: folded(text) for language, text in texts.items()}
    hits = []
    for term in terms:
        agreed = [language for language in plain if has(plain[language], term.words.get(language, ""))]
        if not agreed:
            continue
        others = [text for language, text in plain.items() if set(agreed) - {language}]
        if words := [word for word in term.variants if any(has(text, word) for text in others)]:
            hits.append((term, tuple(words)))
    return hits


def has(plain: str, phrase: str) -> bool:
    """Whether a folded text holds a phrase, each word of it in the singular or the plural."""
    pattern = _pattern(phrase)
    return pattern is not None and pattern[0] in plain and pattern[1].search(plain) is not None


@lru_cache(maxsize=2048)
def _pattern(phrase: str) -> tuple[str, re.Pattern[str]] | None:
    words = re.findall(r"[\w'-]+", folded(phrase))
    if not words:
        return None
    inflected = [
        rf"{re.escape(word[:-1])}(?:y|ies)" if re.search(r"[^aeiou]y$", word) else rf"{re.escape(word)}(?:e?s)?"
        for word in words
    ]
    joined = r"[\s-]+".join(inflected)
    return words[0].removesuffix("y"), re.compile(rf"(?<![\w-]){joined}(?!\w)")
