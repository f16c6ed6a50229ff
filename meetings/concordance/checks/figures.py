"""Figures of a text: numbers, percentages, amounts, times and spans of time, each with every way it can be read. Pure.

A figure that can be read in two ways ("1.200") carries both; figures agree when they share a reading, so that only what
cannot be meant alike is reported.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache

from meetings.concordance.checks.clocks import TIME, TIMES, is_time, times_in
from meetings.concordance.checks.digits import DIGITS, read_digits, shown
from meetings.concordance.checks.fractions import read_fractions
from meetings.concordance.checks.measures import (
    AMOUNT_ABBREVIATIONS,
    COIN,
    IDIOMS,
    ROUNDING,
    SIGN,
    SPANS,
    currency_in,
    measure_in,
)
from meetings.concordance.checks.ordinals import read_ordinals
from meetings.concordance.checks.spelled import ES_TENS, HELD, SCALE, SCALES, SMALL, value

BLANKS = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000\t\n\r"
BLANK = re.compile(f"[{BLANKS}]")
PREFIX = rf"(?P<money>{SIGN})?"
PERCENT = r"(?P<percent> ?%|(?: |-)(?:percent(?:age)?\b|per cent\b|pct\b|por ciento\b|puntos? porcentual(?:es)?\b))"
SPAN_WORD = {
    "en": r"(?: |-|- | calendar | business | working | full | consecutive )(?P<span>year|month|week|day|hour|minute)s?\b",
    "es": r" (?:primer[oa]s |últim[oa]s |próxim[oa]s )?(?P<span>año|mes|semana|día|hora|minuto)(?:e?s)?\b",
}
CODE = re.compile(
    r"(?<![\w.$])(?!FY|Q\d[\d,.])(?:[A-Z]{1,6}|Covid|COVID)[-\u2010\u2011]?\d+[A-Za-z]?(?!\w)|(?<![\w.,$])\d{1,2}[A-Z](?!\w)"
)
# "Every other year" is each second one; "per million" holds a million. They only answer for the other side.
EVERY_OTHER = re.compile(r"\bevery (?:other|second)\b|\balternate\b|\bun[oa]? (?:sí y otr[oa] no)\b", re.IGNORECASE)
OTHER_SIGNS = ("every ", "alternate", "sí y otr")
PER_MILLION = re.compile(r"\b(?:per|por(?: cada)?) (?:million|millón)\b", re.IGNORECASE)
# "The first phase" counts; "first," and "in the first place" do not, nor does a first secretary.
COUNTED = re.compile(
    r" (?:[\w-]+ )?"
    r"(?:phase|stage|pillar|objective|chapter|component|priority|annex|anniversary|track|group|pilar|objetivo|capítulo"
    r"|componente|prioridad|anexo|aniversario|grupo|round|session|meeting|summit|report|tranche|draft|paragraph|article|edition|quarter|half|year|fase|etapa"
    r"|ronda|sesión|reunión|cumbre|informe|tramo|proyecto|párrafo|artículo|edición|trimestre|semestre|año)\b",
    re.IGNORECASE,
)
# Halves are shares, as fractions are.
HALVES = {"half", "mitad", "medio"}
YEAR_AND_A_HALF = re.compile(r"\baño y medio\b|\byear and a half\b", re.IGNORECASE)
ROMAN = re.compile(r"(?<![\w.-])(?=[IVXL])(?:X[LC]|L?X{0,3})(?:I[VX]|V?I{0,3})(?![\w-]|\.\w)")
RANGE = re.compile(
    r"^(?:%| percent| por ciento)?,?\s*(?:to|and|and up to|or|through|-|–|—|/|a|al|y|o|u|hasta)?\s*"
    r"(?:the |el |los |las |between |entre )?$",
    re.IGNORECASE,
)
# "(80) million".
IN_BRACKETS = re.compile(r"\((\d[\d.,]*)\)(?= (?:million|billion|mil\b|mill|bill))")
# A year with the mark of a note behind it that has lost its height: "1997,3", "en 19973".
NOTED_YEAR = re.compile(r"((?:19|20)\d\d)[.,]?\d{1,2}")
# What the mark of a note stands directly behind: a word, with a comma perhaps, or what closes a quotation.
NOTE = re.compile(r"[a-záéíóúñ]{2}[,;:]?$|[a-záéíóúñ]{6}\.$|[a-záéíóúñ\d.,][)\]”\"»]$")
NOTES = frozenset(map(str, range(1, 200)))
BEFORE_NOTE = 8
HALF = Decimal("0.5")
MILLION = 10**6
# "Los años setenta" are the 1970s.
CENTURY = 1900
YEARS = range(1500, 2200)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as written. `readings` are its values; `bare` its number without unit, where it has a unit.

    `demanded` figures must stand on the other side. Of the rest, which only answer for the other side, `weighty` ones
    (numbers in words) count when both sides have one too many. `kind` is number, percentage or amount.
    """

    kind: str
    text: str
    start: int
    end: int
    readings: frozenset[str]
    bare: frozenset[str] = frozenset()
    demanded: bool = True
    weighty: bool = False
    currency: str = ""
    scale: int = 1
    measure: tuple[str, float] | None = None

    def agrees(self, other: "Figure") -> bool:
        """Whether the two can mean the same."""
        if self.readings & other.readings:
            return True
        if self.measure and other.measure and self.measure[0] != other.measure[0]:
            return abs(self.measure[1] / other.measure[1] - 1) < ROUNDING
        return bool(self.bare) != bool(other.bare) and bool(
            (self.bare or self.readings) & (other.bare or other.readings)
        )


@lru_cache(maxsize=512)
def spaced(text: str) -> str:
    """A text with plain spaces in the place of all others, and of line ends."""
    return BLANK.sub(" ", text) if BLANK.search(text) else text


def figures(text: str, language: str) -> list[Figure]:
    """The figures of a text in order, after its dates and addresses were blanked out by their own modules."""
    text = spaced(text).replace("\u2019", "'").replace("\u2011", "-").replace("\u2010", "-")
    if ") m" in text or ") b" in text:
        text = IN_BRACKETS.sub(r"  \1", text)
    found: list[Figure] = []
    if any(map(str.isdigit, text)):
        text = _take_codes_and_times(text, found)
    text = _take_words(text, language, found)
    numbers = [_figure(match, language) for match in _number(language).finditer(text)]
    numbers = [_without_note(one, text) for one in numbers]
    found += _joined(text, numbers) + list(_held(text, language))
    return sorted(found, key=lambda figure: figure.start)


def _without_note(figure: Figure, text: str) -> Figure:
    if figure.kind != "number":
        return figure
    if _is_note(figure, text):
        return replace(figure, demanded=False)
    if len(figure.text) > len("2027") and (noted := NOTED_YEAR.fullmatch(figure.text)):
        return replace(figure, readings=figure.readings | {noted[1]})
    return figure


def _is_note(figure: Figure, text: str) -> bool:
    """Whether a number is the mark of a note, or a power, that has lost its height: "refugees,3", "aplicación12", "km2"."""
    return figure.text in NOTES and NOTE.search(text[: figure.start][-BEFORE_NOTE:]) is not None


def _take_codes_and_times(text: str, found: list[Figure]) -> str:
    for codes in CODE.finditer(text):
        digits = re.findall(r"\d+", codes.group())
        readings = frozenset(shown(Decimal(digit)) for digit in digits)
        found.append(Figure("number", codes.group(), *codes.span(), readings, demanded=False))
    text = CODE.sub(_blank, text)
    for clock in filter(is_time, TIME.finditer(text)):
        found.append(Figure("number", clock.group().strip(), *clock.span(), times_in(clock)))
    return TIME.sub(lambda match: _blank(match) if is_time(match) else match.group(), text)


def _take_words(text: str, language: str, found: list[Figure]) -> str:
    """Take fractions and ordinals in words: they only answer for the other side."""
    for readings, place, written in read_fractions(text, language):
        found.append(Figure("fraction", written, *place, readings, demanded=False, weighty=True))
        text = _cleared(text, place)
    for number, place, written in read_ordinals(text, language):
        readings = frozenset({str(number)})
        weighty = number > 1 or COUNTED.match(text, place[1]) is not None
        found.append(Figure("number", written, *place, readings, demanded=False, weighty=weighty))
        text = _cleared(text, place)
    return text


def _cleared(text: str, place: tuple[int, int]) -> str:
    return text[: place[0]] + " " * (place[1] - place[0]) + text[place[1] :]


def unmatched(ours: list[Figure], theirs: list[Figure]) -> list[Figure]:
    """The figures of `ours` that no figure of `theirs` agrees with."""
    return [figure for figure in ours if not any(figure.agrees(other) for other in theirs)]


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


@cache
def _number(language: str) -> re.Pattern[str]:
    one = rf"(?:{DIGITS}|\b(?:{SMALL[language]})\b)"
    scale = rf"(?: |-){SCALE[language]}\b"
    if language == "en":
        one = rf"(?:{one}(?: and a half\b)?(?:{scale})*|\b(?:half a|a) (?:hundred|thousand|million|billion)\b)"
        words = rf"\b(?:{SMALL[language]})\b(?:{scale})*"
        phrase = rf"{one}(?:(?<=hundred|housand|million|billion)(?: and)? {words})*"
    else:
        one = rf"(?:{one}(?:{scale})*|\bmedio millón\b|\bmil\b(?! de\b)(?:{scale})*)"
        phrase = rf"{one}(?:(?<=\bmil) {one}|(?<=\bmillones) {one}(?<=\bmil))*"
    units = r"miles?|feet|foot|pounds?|acres?|kil[oó]\w+|km|kg|met\w+|hect\w+|millas?|pies|libras?"
    measure = rf"(?=(?: |-| de )(?P<measure>{units})\b)?"
    half = " and a half" if language == "en" else " y medi[oa]"
    suffix = r"(?:(?:st|nd|rd|th)\b|\.?[ºª°]|\.?(?:er|ra|ro|da|do|ta|to|va|vo|ma|mo)\b|(?P<plural>s)\b)?"
    short = r"(?: ?(?P<short>mdd|mdp|bn|mn|mm|[kmb])\b)?"
    tail = rf"(?:{PERCENT}|{COIN[language]}|{SPAN_WORD[language]})?"
    decade = r"(?P<decade>\baños )?" if language == "es" else ""
    return re.compile(
        rf"(?:(?<![^\W\d_])|(?=\d)){PREFIX}{decade}(?P<phrase>{phrase})(?P<half>{half}\b)?{suffix}{short}{tail}(?P<half_after>{half}\b)?{measure}",
        re.IGNORECASE,
    )


_PART = {
    language: re.compile(
        rf"(?P<digits>{DIGITS})|(?P<scale>\b{SCALE[language]}\b)|(?P<word>\b{SMALL[language]}\b)|(?P<half>and a half)",
        re.I,
    )
    for language in ("en", "es")
}


def _values(phrase: str, language: str) -> tuple[set[Decimal], int]:
    """Every value of a phrase such as "2 mil 300 millones" or "1.5 million", and the scale it ends on."""
    totals, groups, last = {Decimal(0)}, set[Decimal](), 1
    if re.match(r"half a|medio", phrase, re.IGNORECASE):
        groups = {HALF}
    for part in _PART[language].finditer(phrase):
        if part["scale"]:
            last = SCALES[language][part["scale"].lower()]
            groups = {group * last for group in groups or {Decimal(1)}}
            if last >= MILLION:
                totals, groups = {total + group for total in totals for group in groups}, set()
        elif part["half"]:
            groups = {group + HALF for group in groups}
        else:
            read = read_digits(part["digits"], language) if part["digits"] else {value(part["word"], language)}
            groups = {group + one for group in groups or {Decimal(0)} for one in read}
    return {total + group for total in totals for group in groups or {Decimal(0)}}, last


def _figure(match: re.Match[str], language: str) -> Figure:
    phrase, text = match["phrase"], match.group().strip()
    values, scale = _values(phrase, language)
    if not values:
        return Figure("number", text, *match.span(), frozenset({phrase}))
    digits = any(letter.isdigit() for letter in phrase)
    short = (match["short"] or "").lower()
    if short in {"mdd", "mdp"} or (short and match["money"]):
        scale = AMOUNT_ABBREVIATIONS[short]
        values = {one * scale for one in values}
    elif short:
        values |= {one * AMOUNT_ABBREVIATIONS[short] for one in values}
    if match["half"] or match["half_after"]:
        values = {one + HALF * scale for one in values}
    currency = currency_in(match, language)
    kind = "percentage" if match["percent"] else "amount" if match["money"] or match["coin"] or currency else "number"
    readings = frozenset(map(shown, values))
    bare = frozenset[str]()
    if span := (match["span"] or "").lower():
        bare, (unit, factor) = readings, SPANS[span]
        readings = frozenset(shown(one * factor) + unit for one in values)
        readings |= {IDIOMS[span, int(one)] for one in values if (span, one) in IDIOMS}
    if phrase.isdigit() and len(phrase) == 2 and (match["plural"] or match.groupdict().get("decade")):
        readings |= {shown(one + CENTURY) for one in values}
    if language == "es" and phrase.lower() in ES_TENS:
        readings |= {shown(one + CENTURY) for one in values}
    small = values <= {Decimal(1)}
    demanded = digits or kind != "number" or scale >= 1000 or bool(span and not small)
    weighty, measure = not small and not demanded, measure_in(match, max(values))
    return Figure(kind, text, *match.span(), readings, bare, demanded, weighty, currency, scale, measure)


def _joined(text: str, numbers: list[Figure]) -> list[Figure]:
    """Let the first of "20 to 30 percent", "2 y 3 millones", "30 or 60 days" have what is said of the last."""
    joined = list(numbers)
    for index in range(len(joined) - 2, -1, -1):
        first, after = joined[index], joined[index + 1]
        gap = text[first.end : after.start]
        if not RANGE.match(gap):
            continue
        if gap.strip() in {"-", "–", "/"} and after.text.isdigit() and len(after.text) == 2 and first.text.isdigit():
            year = int(first.text)
            if year in YEARS and after.text > first.text[2:]:
                joined[index + 1] = replace(
                    after, readings=after.readings | {first.text[:2] + after.text}, demanded=True
                )
            continue
        if first.bare or first.kind == "percentage":
            continue
        kind = after.kind if first.kind == "number" else first.kind
        readings = first.readings
        if after.scale > 1 and first.scale == 1:
            readings |= {shown(Decimal(one) * after.scale) for one in readings if _is_decimal(one)}
        bare = frozenset[str]()
        if after.bare and kind == "number":
            unit = re.sub(r"[\d.]+", "", min(after.readings))
            factor = Decimal(re.sub(r"\D+$", "", min(after.readings))) / Decimal(min(after.bare))
            bare, readings = (
                readings,
                frozenset(shown(Decimal(one) * factor) + unit for one in readings if _is_decimal(one)),
            )
        joined[index] = replace(first, kind=kind, readings=readings, bare=bare, scale=max(first.scale, after.scale))
    return joined


def _is_decimal(text: str) -> bool:
    return re.fullmatch(r"\d+(?:\.\d+)?", text) is not None


def _held(text: str, language: str) -> Iterator[Figure]:
    """Ordinals, roman numerals and words that hold a number: they only answer for the other side."""
    held, lowered = HELD[language], text.lower()
    for year in YEAR_AND_A_HALF.finditer(text) if " y medio" in lowered or " a half" in lowered else ():
        yield Figure("number", year.group(), *year.span(), frozenset({"18mo"}), demanded=False)
    for each in EVERY_OTHER.finditer(text) if any(sign in lowered for sign in OTHER_SIGNS) else ():
        yield Figure("number", each.group(), *each.span(), frozenset({"2"}), demanded=False)
    for each in PER_MILLION.finditer(text) if " million" in lowered or " millón" in lowered else ():
        yield Figure("number", each.group(), *each.span(), frozenset({str(MILLION)}), demanded=False)
    # As long as the text, but for a letter or two of other alphabets.
    for word in _WORD.finditer(lowered if len(lowered) == len(text) else text):
        plain = word.group()
        if plain in held:
            yield Figure(
                "fraction" if plain in HALVES else "number",
                text[word.start() : word.end()],
                *word.span(),
                frozenset(map(str, held[plain])),
                demanded=False,
            )
        elif plain in TIMES:
            written = text[word.start() : word.end()]
            yield Figure("number", written, *word.span(), TIMES[plain], demanded=False, weighty=True)
    for roman in ROMAN.finditer(text):
        number, sure = _roman(roman.group()), len(roman.group()) > 1
        yield Figure("number", roman.group(), *roman.span(), frozenset({str(number)}), demanded=False, weighty=sure)


_WORD = re.compile(r"[^\W\d_]+")


def _roman(letters: str) -> int:
    worth = [{"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}[letter] for letter in letters]
    return sum(-one if index + 1 < len(worth) and one < worth[index + 1] else one for index, one in enumerate(worth))
