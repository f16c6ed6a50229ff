"""Small matters of wording: spaces, repeated and run-together words, abbreviations, treaty words, counts of parties. Pure."""

import re
from collections import Counter
from collections.abc import Sequence
from operator import eq

from meetings.concordance.checks.spelled import WORDS

SPACES = re.compile(r"[^\S\n]{2}")
WORD = re.compile(r"\w+")
DOUBLE = re.compile(r"\S*[^\S\n]{2,}(?=\S)\S*")
TWICE = re.compile(r"\b(the|of|to|and|in|for|with|de|del|la|los|las|el|en|que|y|para|por|con)\s+\1\b", re.IGNORECASE)
# "a fin de crear" written "a fin decrear": what must be followed by "de" is followed by a word that "de" begins.
RUN_TOGETHER = re.compile(
    r"\b(?:a fin|con el fin|con el objeto|con el objetivo|con el propósito|en aras|a través|a efectos)"
    r"\s+de\w{2,}(?:ar|er|ir)(?:se|l[aeo]s?)?\b",
    re.IGNORECASE,
)
TREATY = {
    "en": re.compile(
        r"\b(?:shall|hereby|(?:[Tt]he|[Ee]ach|[Bb]oth|[Aa]ll) (?:Contracting )?Part(?:y|ies)(?! to\b)\b|equally authentic"
        r"|done (?:at|in duplicate)|undertakes? to|enters? into force|entry into force|Contracting Part(?:y|ies)"
        r"|legally binding (?:obligation|commitment)s?)",
    ),
    "es": re.compile(
        r"\b(?:[Ll]as Partes\b(?! (?:de|en|del) )|[Cc]ada Parte\b|Partes Contratantes|igualmente auténtic[oa]s"
        r"|entrarán? en vigor|entrada en vigor|[Hh]echo en|se obligan? a|[Pp]or (?:el|la) presente\b"
        r"|jurídicamente vinculantes? (?:para|entre))",
    ),
}
# What a text that has treaty words has at least one of: looked up before the long pattern is asked.
TREATY_SIGNS = {
    "en": ("shall", "hereby", "Part", "authentic", "done ", "ndertake", "into force", "legally binding"),
    "es": ("Parte", "auténtic", "en vigor", "echo en", "oblig", "resente", "vinculante"),
}
DENIED = re.compile(r"\b(?:no|not|non|without|sin|nunca|never)\b[\w\s,-]{0,40}$", re.IGNORECASE)
COUNTED = {
    "en": r"countries|governments|nations|delegations|leaders|presidents|ministers|parties|sides|co-chairs|heads of delegation",
    "es": r"países|gobiernos|naciones|delegaciones|líderes|mandatarios|mandatarias|presidentes|presidentas|ministros|ministras"
    r"|partes|copresidentes|copresidentas|jefes de delegación",
}
BEFORE_COUNT = {"en": r"the|all|our|these|those|of", "es": r"los|las|nuestros|nuestras|estos|estas|ambos|ambas"}
BOTH = {"en": r"both", "es": r"ambos|ambas"}
LATERAL = {
    "en": re.compile(r"\b(?:(trilateral)|(?:our|this) (bilateral)|(quadrilateral))\b", re.IGNORECASE),
    "es": re.compile(
        r"\b(?:(trilateral(?:es)?)|(?:nuestr[oa]s?|est[ea]) \w+ (bilateral)|(cuatrilateral))\b", re.IGNORECASE
    ),
}
STYLES = {
    "en": re.compile(r"(?<![\w.$])(?:U\. S\.|U\.S\.(?!A)|US(?![$\w])|EE\. ?UU\.)"),
    "es": re.compile(r"(?<![\w.$])(?:EE\. UU\.|EE\.UU\.|EE UU|EEUU|EUA|E\.U\.A\.|E\.U\.|U\.S\.|US(?![$\w]))"),
}


def double_spaces(text: str) -> list[str]:
    """The places where two spaces stand together, each with the word before and after."""
    text = text.strip()
    if not SPACES.search(text):
        return []
    return [re.sub(r"\s", " ", match.group()) for match in DOUBLE.finditer(text)]


def repeated_words(text: str) -> list[str]:
    """Small words that stand twice ("de de")."""
    words = WORD.findall(text.lower())
    if not any(map(eq, words, words[1:])):
        return []
    return [match.group() for match in TWICE.finditer(text)]


def run_together(text: str) -> list[str]:
    """Places where "de" and the verb after it seem to be written as one word."""
    return [match.group() for match in RUN_TOGETHER.finditer(text)]


def treaty_words(text: str, language: str) -> list[str]:
    """Words that belong into a treaty, unless they are denied ("not legally binding")."""
    if not any(sign in text for sign in TREATY_SIGNS[language]):
        return []
    found = TREATY[language].finditer(text)
    return list(dict.fromkeys(match.group() for match in found if not DENIED.search(text[: match.start()][-60:])))


def miscounts(text: str, language: str, parties: int) -> list[str]:
    """What a text says of all its parties that does not fit their number: "the three countries", "trilateral"."""
    wrong = [match.group() for match in _COUNTS[language].finditer(text) if _count(match, language) != parties]
    for match in LATERAL[language].finditer(text) if "lateral" in text.lower() else ():
        three, two, four = match.groups()
        if (3 if three else 2 if two else 4 if four else 0) != parties:
            wrong.append(match.group())
    return list(dict.fromkeys(wrong))


def usual_styles(texts: Sequence[str], language: str) -> str | None:
    """The way a text mostly abbreviates the United States; None if it always does so in one way."""
    counts = Counter(match.group() for text in texts for match in STYLES[language].finditer(text))
    foreign = {"U.S.", "US"} if language == "es" else {"EE. UU.", "EE.UU."}
    if len(counts) < 2 and not counts.keys() & foreign:
        return None
    own = {style: count for style, count in counts.items() if style not in foreign}
    return max(own, key=lambda style: (own[style], style)) if own else ("EE. UU." if language == "es" else "U.S.")


def odd_styles(text: str, language: str, usual: str) -> list[str]:
    """The abbreviations in a text that are not the usual one."""
    return list(dict.fromkeys(style for style in STYLES[language].findall(text) if style != usual))


def _counts(language: str) -> re.Pattern[str]:
    numbers = "|".join(word for word in WORDS[language] if word not in {"un", "uno", "una", "one"})
    return re.compile(
        rf"\b(?:(?:{BEFORE_COUNT[language]}) (?P<number>{numbers}|\d+)|(?P<both>{BOTH[language]})) (?:{COUNTED[language]})\b",
        re.I,
    )


def _count(match: re.Match[str], language: str) -> int:
    if match["both"]:
        return 2
    number = match["number"].lower()
    return int(number) if number.isdigit() else WORDS[language][number]


_COUNTS = {language: _counts(language) for language in ("en", "es")}
