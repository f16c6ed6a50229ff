"""What must be the same in both languages of a paragraph: figures, dates, amounts, addresses and countries."""

import re
from collections.abc import Collection, Iterator, Mapping

from meetings.concordance.checks import acronyms, addresses, countries, dates, meanings, naming, units
from meetings.concordance.checks.figures import HALVES, YEARS, Figure, figures, spaced, unmatched
from meetings.concordance.checks.findings import Finding, Rule, Severity
from meetings.concordance.checks.pairs import Pair

# A paragraph's own number is a device of the page and may stand on one side only.
OWN_NUMBER = re.compile(
    r"^\s*[“\"«‘']?\(?(?:\d{1,3}[.)](?:\s+|(?=\())|\d{1,3}(?:\.\d{1,2})+[.)]?\s+(?=[A-ZÁÉÍÓÚÑ]))",
)
# The same without its mark, before the capital of a sentence: "8 Insta a los Estados".
BARE_NUMBER = re.compile(r"^\s*(\d{1,3})\s+(?=[A-ZÁÉÍÓÚÑ])")
ARTICLES = re.compile(r"(?:El|La|Los|Las|The)\b")
# The year that a text is of, named or not: "4 September 2026" is "el 4 de septiembre del corriente año".
THIS_YEAR = re.compile(
    r"\b(?:this year|(?:the )?current year|(?:est[ea]|presente|corriente) año|año en curso)\b", re.IGNORECASE
)
# "Resolution 1325 (2000)": the number alone says which.
OF_YEAR = re.compile(r"\d \((?:19|20)\d\d\)")
# "Article 66.2" is "the second paragraph of article 66".
SECTION = re.compile(r"(\d+)\.(\d+)")
POUNDS = re.compile(r"\b(?:pounds(?! sterling)|libras(?! esterlinas))\b", re.IGNORECASE)
AXES = {meanings.NO: Rule.NEGATION, meanings.FORCE: Rule.STRENGTH}
RULES = {"number": Rule.NUMBER, "percentage": Rule.PERCENTAGE, "amount": Rule.AMOUNT}


def differences(pair: Pair, home: Collection[str]) -> Iterator[Finding]:
    """The addresses, dates, figures and countries that one language has and the other has not.

    A country of `home` (those the text speaks of throughout) that is missed only as an adjective or in a title is a
    warning: "the U.S. Department of State" is "el Departamento de Estado".
    """
    en, es = _unnumbered(spaced(pair.texts["en"]), spaced(pair.texts["es"]))
    found_en, en = addresses.addresses(en)
    found_es, es = addresses.addresses(es)
    yield from _finding(
        pair, Rule.ADDRESS, addresses.missing(found_en, found_es), addresses.missing(found_es, found_en)
    )
    dates_en, dates_es = dates.dates(en, "en"), dates.dates(es, "es")
    figures_en, figures_es = figures(dates_en.rest, "en"), figures(dates_es.rest, "es")
    lost_en = dates.missing(dates_en, dates_es, _plain(figures_es))
    lost_es = dates.missing(dates_es, dates_en, _plain(figures_en))
    yield from _finding(pair, Rule.DATE, lost_en, lost_es)
    # The year of a date that differs is told with the date.
    told = {word for written in lost_en + lost_es for word in written.split()}
    figures_en, figures_es = ([one for one in side if one.text not in told] for side in (figures_en, figures_es))
    yield from _figures(pair, figures_en + _days(dates_en), figures_es + _days(dates_es))
    yield from _finding(pair, Rule.UNIT, *units.apart(dates_en.rest, dates_es.rest, figures_en, figures_es))
    yield from _countries(pair, home)


def leanings(pair: Pair) -> Iterator[Finding]:
    """What may be said in other words and is a warning: negations, strength of promises, bounds, direction, acronyms."""
    en, es = spaced(pair.texts["en"]), spaced(pair.texts["es"])
    for axis, left, right in meanings.parted(en, es):
        yield from _finding(pair, AXES.get(axis, Rule.BOUND), left, right, Severity.WARNING)
    yield from _finding(pair, Rule.BOUND, *naming.turned(en, es), Severity.WARNING)
    short, named = acronyms.missing(en, es), naming.other_names(en, es)
    yield from _finding(pair, Rule.NAMES, short[0] + named[0], short[1] + named[1], Severity.WARNING)
    yield from _finding(pair, Rule.ITEMS, *naming.listed(en, es), Severity.WARNING)


def _unnumbered(en: str, es: str) -> tuple[str, str]:
    """Both texts without a number of their own that stands on one side only, or on one side without its mark."""
    marked = [bool(OWN_NUMBER.match(side)) for side in (en, es)]
    if marked == [True, True]:
        return en, es
    bare = [None if has else BARE_NUMBER.match(side) for has, side in zip(marked, (en, es), strict=True)]
    for index, (match, side, other) in enumerate(zip(bare, (en, es), (es, en), strict=True)):
        numbered = OWN_NUMBER.match(other)
        same = match and numbered and re.findall(r"\d+", numbered.group())[0] == match[1]
        alone = match and not numbered and not bare[1 - index] and ARTICLES.match(side, match.end())
        if match and (same or alone):
            rest = side[match.end() :]
            return (rest, OWN_NUMBER.sub("", es)) if index == 0 else (OWN_NUMBER.sub("", en), rest)
    if any(marked):
        return OWN_NUMBER.sub("", en), OWN_NUMBER.sub("", es)
    return en, es


def home_countries(pairs: list[Pair]) -> frozenset[str]:
    """The countries that at least three paragraphs, and four in ten of the longer ones, speak of in both languages."""
    spoken: dict[str, int] = {}
    longer = [pair for pair in pairs if len(pair.texts.get("en", "").split()) > 15]
    for pair in longer:
        sides = [{one.code for one in countries.mentions(pair.texts.get(side, ""), side)} for side in ("en", "es")]
        for code in sides[0] & sides[1]:
            spoken[code] = spoken.get(code, 0) + 1
    return frozenset(code for code, count in spoken.items() if count >= 3 and count >= 0.4 * len(longer))


def _finding(
    pair: Pair, rule: Rule, en: list[str], es: list[str], severity: Severity = Severity.ERROR
) -> Iterator[Finding]:
    if en or es:
        facts: Mapping[str, list[str]] = {"en": list(dict.fromkeys(en)), "es": list(dict.fromkeys(es))}
        yield Finding(pair.anchor, pair.number, rule, severity, facts)


def _figures(pair: Pair, en: list[Figure], es: list[Figure]) -> Iterator[Finding]:
    """Compare what must be matched; numbers in words count where both sides have one too many."""
    lost_en, lost_es = _dated(pair, unmatched(en, es), unmatched(es, en))
    if lost_en and lost_es:
        lost_en, lost_es = _sections(lost_en, lost_es, es), _sections(lost_es, lost_en, en)
    if all(any(figure.weighty for figure in side) for side in (lost_en, lost_es)):
        lost_en, lost_es = [[one for one in side if one.demanded or one.weighty] for side in (lost_en, lost_es)]
    elif any(figure.demanded for figure in lost_en + lost_es):
        # A number in words tells what stands in place of the one that is missed.
        lost_en, lost_es = [[one for one in side if one.demanded or one.weighty] for side in (lost_en, lost_es)]
    else:
        lost_en, lost_es = [], []
    for kind, rule in RULES.items():
        ours = [figure.text for figure in lost_en if _kind(figure, lost_es) == kind]
        theirs = [figure.text for figure in lost_es if _kind(figure, lost_en) == kind]
        yield from _finding(pair, rule, ours, theirs)
    if not (lost_en or lost_es):
        yield from _units(pair, en, es)


def _dated(pair: Pair, lost_en: list[Figure], lost_es: list[Figure]) -> tuple[list[Figure], list[Figure]]:
    """What is lost but for years that the other side says in other words or, behind the number of a text, need not say."""
    years = [[one for one in lost if one.kind == "number" and _is_year(one.text)] for lost in (lost_en, lost_es)]
    if bool(years[0]) == bool(years[1]):
        return lost_en, lost_es
    ours, other = ("en", "es") if years[0] else ("es", "en")
    said = THIS_YEAR.search(pair.texts[other]) is not None
    behind = {each.group()[-5:-1] for each in OF_YEAR.finditer(pair.texts[ours])}
    told = [one for one in years[0] or years[1] if said or one.text in behind]
    return [one for one in lost_en if one not in told], [one for one in lost_es if one not in told]


def _is_year(text: str) -> bool:
    return text.isdigit() and int(text) in YEARS


def _sections(ours: list[Figure], lost: list[Figure], theirs: list[Figure]) -> list[Figure]:
    """The figures of `ours` but for those that the other side writes in two ("66.2": 66 and second), or is such a part of."""
    whole = {one.text: SECTION.fullmatch(one.text) for one in [*ours, *lost]}
    answered = [
        one
        for one in ours
        if (match := whole[one.text])
        and all(any({str(int(part))} & other.readings for other in theirs) for part in match.groups())
    ]
    parts = [
        set(map(str, map(int, match.groups())))
        for one in lost
        if (match := whole[one.text])
        and all(any({str(int(part))} & other.readings for other in ours) for part in match.groups())
    ]
    return [one for one in ours if one not in answered and not any(one.readings & each for each in parts)]


def _units(pair: Pair, en: list[Figure], es: list[Figure]) -> Iterator[Finding]:
    """Equal numbers, but one side has no percent sign, or amounts in another currency."""
    percent_en, percent_es = ([one.text for one in side if one.kind == "percentage"] for side in (en, es))
    # A third or a quarter is a share; "half" and "medio" are words of many things, and a share where it is one of 50 per cent.
    is_half = any("50" in text for text in percent_en + percent_es)
    shares = any(one.kind == "fraction" and (is_half or one.text.lower() not in HALVES) for one in en + es)
    if bool(percent_en) != bool(percent_es) and not shares:
        yield from _finding(pair, Rule.PERCENTAGE, percent_en, percent_es)
    money_en, money_es = ({one.currency: one.text for one in side if one.currency} for side in (en, es))
    if money_en and money_es and not money_en.keys() & money_es.keys():
        yield from _finding(pair, Rule.AMOUNT, list(money_en.values()), list(money_es.values()))
    elif bool(money_en) != bool(money_es) and "GB" not in {*money_en, *money_es}:
        # Pounds that are said of nobody may be weights; against another currency they are money.
        here, there = POUNDS.findall(pair.texts["en"]), POUNDS.findall(pair.texts["es"])
        if bool(here) != bool(there) and bool(here or there) and bool(here) != bool(money_en):
            yield from _finding(pair, Rule.AMOUNT, here or list(money_en.values()), there or list(money_es.values()))


def _kind(figure: Figure, other: list[Figure]) -> str:
    """The kind under which a figure is reported: with its likely counterpart, where there is one."""
    if figure.kind in {"number", "fraction"}:
        kinds = {one.kind for one in other if one.demanded}
        return kinds.pop() if len(kinds) == 1 else "number"
    return figure.kind


def _plain(found: list[Figure]) -> set[str]:
    return {reading for figure in found for reading in figure.readings}


def _days(found: dates.Dates) -> list[Figure]:
    """Days of dates answer for plain numbers of the other side ("the 27th" – "el 27 de diciembre")."""
    return [
        Figure("number", text, 0, 0, frozenset({str(day)}), demanded=False)
        for (_month, day), text in found.days.items()
    ]


def _countries(pair: Pair, home: Collection[str]) -> Iterator[Finding]:
    en, es = countries.mentions(pair.texts["en"], "en"), countries.mentions(pair.texts["es"], "es")
    lost_en = countries.missing(en, es, pair.texts["en"], pair.texts["es"])
    lost_es = countries.missing(es, en, pair.texts["es"], pair.texts["en"])
    if not (lost_en or lost_es):
        return
    # Where the name of a body stands as an acronym, a country in it may be one of the letters: "ISIL".
    shortened = [bool(each) for each in acronyms.alone(pair.texts["en"], pair.texts["es"])]
    for severity in Severity:
        ours, theirs = (
            [
                one.text
                for one in side
                if (not one.named and (one.code in home or short)) == (severity == Severity.WARNING)
            ]
            for side, short in ((lost_en, shortened[1]), (lost_es, shortened[0]))
        )
        yield from _finding(pair, Rule.COUNTRIES, ours, theirs, severity)
