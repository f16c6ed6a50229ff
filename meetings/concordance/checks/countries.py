"""Which countries a text names: by name, long or short, by abbreviation, or by the word for its people. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from meetings.concordance.checks.figures import spaced

LANGUAGES = ("en", "es")
# Money is no country: "US$ 5", "Mexican pesos", "dólares de los Estados Unidos".
MONEY = re.compile(
    r"\bUSD?\s?\$|\b(?:U\.?S\.?|United States|American|Canadian|Mexican)\s+(?:(?:current|constant)\s+)?(?:dollars?|pesos?)\b"
    r"|\b(?:d[óo]lares|pesos)\s+(?:(?:corrientes|constantes|actuales)\s+)?(?:estadounidenses|americanos|canadienses|mexicanos"
    r"|de\s+(?:los\s+)?(?:Estados Unidos(?: de América)?|EE\. ?UU\.))",
)
# English words for people have a capital.
WORD = {"en": re.compile(r"(?<![^\W\d_])[A-Z][^\W\d_]*"), "es": re.compile(r"[^\W\d_]+")}
# "The Mission in Kosovo (UNMIK)": whoever writes the acronym has named the country.
ACRONYM = re.compile(r"(?: [\w-]+){0,6} \(([A-Z]{3,})\)")
# A country's name that only completes a title or an institution: "Presidente de México", "U.S. Ambassador".
OFFICE = re.compile(r"\b[A-ZÁÉÍÓÚÑ][\w-]*\s+(?:of|to|de|del)\s+(?:the\s+|los\s+|las\s+|la\s+)?$")
BEFORE = 40
# Names of so many letters are words of other things in small letters: "mali", "china", "turkey".
SHORT = 8
GAP = re.compile(r"- ")


@dataclass(frozen=True, slots=True)
class Mention:
    """A country in a text. `sure`: it can be nothing else; `named`: by its name, not as an adjective or in a title."""

    code: str
    text: str
    sure: bool
    named: bool


@dataclass(frozen=True, slots=True)
class _Name:
    codes: tuple[str, ...]
    sure: bool
    adjective: bool


@lru_cache(maxsize=512)
def mentions(text: str, language: str) -> tuple[Mention, ...]:
    """Every mention of a country, in order; none in a language other than English and Spanish."""
    if language not in LANGUAGES:
        return ()
    text = spaced(text).replace("’", "'").replace("\u2011", "-")
    text = MONEY.sub(lambda found: "$" * len(found.group()), text)
    names, peoples, pattern = _known()[language]
    found: list[tuple[int, Mention]] = []
    rest, end = [], 0
    for match in pattern.finditer(text):
        rest += [text[end : match.start()], " " * len(match.group())]
        end = match.end()
        name = names[GAP.sub("-", match.group())]
        before = text[max(0, match.start() - BEFORE) : match.start()]
        named = not (name.adjective or "." in match.group() or OFFICE.search(before))
        found += [(match.start(), Mention(code, match.group(), name.sure, named)) for code in name.codes]
    for word in WORD[language].finditer("".join([*rest, text[end:]])):
        people = peoples.get(word.group().lower()) if language == "es" else peoples.get(word.group())
        if people:
            sure = people.sure and (language == "en" or word.group().islower())
            found += [(word.start(), Mention(code, word.group(), sure, named=False)) for code in people.codes]
    return tuple(mention for _start, mention in sorted(found, key=lambda pair: pair[0]))


def missing(ours: Sequence[Mention], theirs: Sequence[Mention], text: str, other: str) -> list[Mention]:
    """The first sure mention of each country in `ours` that `theirs` does not mention at all.

    `text` and `other` are the texts of both: a country is there, too, in small letters or capitals ("SAMOA"), in words left
    as they are (the title of a journal), and in the acronym of the body that is named for it.
    """
    there = {mention.code for mention in theirs}
    first: dict[str, Mention] = {}
    for mention in ours:
        if mention.sure and mention.code not in there:
            kept = first.get(mention.code)
            if kept is None or (mention.named and not kept.named):
                first[mention.code] = mention
    return [mention for mention in first.values() if not _stands(mention, text, other)]


def _stands(mention: Mention, text: str, other: str) -> bool:
    if re.search(rf"(?<!\w){re.escape(mention.text)}(?!\w)", other):
        return True
    if any(_spelled(mention.code, language).search(other) for language in LANGUAGES):
        return True
    short = ACRONYM.match(text, text.find(mention.text) + len(mention.text)) if mention.text in text else None
    return short is not None and re.search(rf"\b{short[1]}\b", other) is not None


@cache
def _spelled(code: str, language: str) -> re.Pattern[str]:
    """The names of a country in whichever letters; short ones, which may be words, in capitals only."""
    names = [name for name, known in _known()[language][0].items() if known.codes == (code,) and not known.adjective]
    either = [f"(?i:{re.escape(name)})" if len(name) > SHORT else re.escape(name.upper()) for name in names]
    return re.compile(rf"(?<!\w)(?:{'|'.join(either) or '(?!)'})(?!\w)")


def _inflected(demonym: str, language: str) -> Iterator[str]:
    """The forms a demonym takes: "haitiano" gives haitiano, haitiana, haitianos, haitianas."""
    if language == "en":
        yield from (demonym, demonym + "s")
        return
    stems = {
        "o": ("o", "a", "os", "as"),
        "és": ("és", "esa", "eses", "esas"),
        "án": ("án", "ana", "anes", "anas"),
        "ón": ("ón", "ona", "ones", "onas"),
        "í": ("í", "íes", "ís"),
        "ol": ("ol", "ola", "oles", "olas"),
    }
    for ending, forms in stems.items():
        if demonym.endswith(ending):
            yield from (demonym.removesuffix(ending) + form for form in forms)
            return
    yield from (demonym, demonym + ("es" if demonym[-1] in "lrs" else "s"))


@cache
def _known() -> dict[str, tuple[dict[str, _Name], dict[str, _Name], re.Pattern[str]]]:
    """Names, words for people, and the pattern of the names, by language; read when a text is first asked about."""
    names: dict[str, dict[str, _Name]] = {"en": {}, "es": {}}
    peoples: dict[str, dict[str, _Name]] = {"en": {}, "es": {}}
    for line in Path(__file__).with_name("countries.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        code, *columns = (column.strip() for column in line.split("|"))
        codes = () if code == "-" else tuple(code.split("+"))
        for index, column in enumerate(columns):
            language = LANGUAGES[index % 2]
            for word in filter(None, map(str.strip, column.split(";"))):
                sure, plain = not word.startswith("~"), word.removeprefix("~")
                if index < 2:
                    names[language][plain] = _Name(codes, sure, adjective=False)
                    continue
                for form in _inflected(plain, language):
                    where = names if " " in form or "-" in form else peoples
                    before = where[language].get(form)
                    both = (before.codes if before else ()) + codes
                    where[language][form] = _Name(both, sure, adjective=True)
    return {language: (names[language], peoples[language], _pattern(names[language])) for language in LANGUAGES}


def _pattern(names: dict[str, _Name]) -> re.Pattern[str]:
    longest_first = sorted(names, key=len, reverse=True)
    either = "|".join(re.escape(name).replace(r"\-", "- ?") for name in longest_first)
    return re.compile(rf"(?<![\w.])(?=[A-Z])(?:{either})(?!\w|\.[A-Z])")
