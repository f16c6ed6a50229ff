"""Dates in a text: days with their month, and months. Years stay in the text, where they are numbers. Pure."""

import re
from dataclasses import dataclass, field

from meetings.concordance.checks.figures import spaced
from meetings.concordance.checks.spelled import SMALL, ordinals, value

MONTHS = {
    "en": str.split("January February March April May June July August September October November December"),
    "es": str.split("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
}
SHORT = {
    "Jan": 1,
    "Feb": 2,
    "Mar": 3,
    "Apr": 4,
    "Jun": 6,
    "Jul": 7,
    "Aug": 8,
    "Sept": 9,
    "Sep": 9,
    "Oct": 10,
    "Nov": 11,
    "Dec": 12,
}
D_EN = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%]|[.,:]\d)\b"
D_ES = r"(?:(?:0?[1-9]|[12]\d|3[01])(?:\.?[º°ª]|\.?(?:ero|er|ro)\b)?(?![\d%]|[.,:]\d)"
MONTH_EN = rf"(?P<month>{'|'.join(MONTHS['en'])}|(?:{'|'.join(SHORT)})\b\.?)"
MONTH_ES = rf"(?P<month>{'|'.join(MONTHS['es'])}|setiembre)\b"
AND_EN = r"(?:(?:, (?:{d}))*,? (?:and|to|through|until|or|&) (?:the |on )?(?:{d})| ?[-–—] ?(?:{d}))*"
AND_ES = r"(?:(?:, (?:{d}))*,? (?:y|a|al|e|o|hasta) (?:el |al )?(?:{d})| ?[-–—] ?(?:{d}))*"
DAY_ES = rf"{D_ES}|\b(?:{SMALL['es']})\b|\bprimero\b)"
DAY_WORD_EN = "|".join(sorted(ordinals("en"), key=len, reverse=True))
FORMS = {
    "en": [
        re.compile(rf"\b{MONTH_EN} (?P<days>(?:the )?{D_EN}{AND_EN.format(d=D_EN)})"),
        re.compile(rf"(?<![\d.,$-])(?P<days>\b{D_EN}{AND_EN.format(d=D_EN)})(?: day)?(?: of)? {MONTH_EN}(?!\w)"),
        re.compile(rf"\b(?P<days>(?i:{DAY_WORD_EN}))(?: day)? of {MONTH_EN}(?!\w)"),
    ],
    "es": [
        re.compile(
            rf"(?<![\d.,$-])(?P<days>{DAY_ES}{AND_ES.format(d=DAY_ES)})(?: días)?(?: del mes)? (?:de )?{MONTH_ES}", re.I
        ),
        re.compile(rf"\b{MONTH_ES} (?P<days>{D_ES}){AND_ES.format(d=D_ES + ')')})(?!\w)", re.I),
    ],
}
# "May" and "March" are also verbs, and names: in English they need a small word before them, or a year after them.
ALONE = {
    "en": re.compile(
        rf"(?<=[a-z,] )(?<!'s )(?:March|May)\b|\b(?:March|May)(?=,? (?:of )?\d{{4}})"
        rf"|\b(?:{'|'.join(month for month in MONTHS['en'] if month not in {'March', 'May'})})\b"
    ),
    "es": re.compile(MONTH_ES, re.I),
}
ANY_MONTH = {
    "en": re.compile("|".join([*MONTHS["en"], *SHORT])),
    "es": re.compile("|".join([*MONTHS["es"], "setiembre"])),
}
ISO = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
SLASHED = re.compile(r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b")
YEAR = re.compile(r",? (?:of |de |del )?(\d{4})\b")
ATTACKS = re.compile(r"\b9/11\b(?!/)|\b11-S\b")


@dataclass
class Dates:
    """The days ((month, day) as written), their years, and months of a text; and the text with what was read blanked out."""

    days: dict[tuple[int, int], str] = field(default_factory=dict)
    months: dict[int, str] = field(default_factory=dict)
    years: dict[tuple[int, int], set[str]] = field(default_factory=dict)
    rest: str = ""

    def take(self, month: int, days: list[int], year: str | None, written: str) -> None:
        """Keep a date that was read; the first way it is written counts."""
        self.months.setdefault(month, written.strip())
        for day in days:
            self.days.setdefault((month, day), written.strip())
            if year:
                self.years.setdefault((month, day), set()).add(year)


def dates(text: str, language: str) -> Dates:
    """Read the dates of a text; of a numeric date, the order usual in the language is assumed where two are possible."""
    found = Dates(rest=spaced(text).replace("\u2011", "-"))
    if any(map(str.isdigit, text)):
        _take_numeric(found, language)
    # Spanish months have small letters, but for headings; English ones a capital.
    if not ANY_MONTH[language].search(found.rest.lower() if language == "es" else found.rest):
        return found

    def named(match: re.Match[str]) -> str:
        year = YEAR.match(match.string, match.end())
        days = _days(match["days"], language)
        found.take(_month(match["month"]), days, year[1] if year else None, match.group())
        return " " * len(match.group())

    for form in FORMS[language]:
        found.rest = form.sub(named, found.rest)
    for match in ALONE[language].finditer(found.rest):
        found.months.setdefault(_month(match.group()), match.group())
    return found


def _take_numeric(found: Dates, language: str) -> None:
    """Take 2024-05-07, 05/07/2024 and 9/11 out of the rest; the years stay."""

    def plain(match: re.Match[str]) -> str:
        year, month, day = match.groups()
        found.take(int(month), [int(day)], year, match.group())
        return f"{year:<{len(match.group())}}"

    def slashed(match: re.Match[str]) -> str:
        first, second = int(match[1]), int(match[2])
        month, day = (first, second) if (language == "en" and first <= 12) or second > 12 else (second, first)
        if not (1 <= month <= 12 and 1 <= day <= 31):
            return match.group()
        found.take(month, [day], match[3], match.group())
        return f"{match[3]:>{len(match.group())}}"

    def attacks(match: re.Match[str]) -> str:
        found.take(9, [11], None, match.group())
        return " " * len(match.group())

    for pattern, taken in ((ISO, plain), (SLASHED, slashed), (ATTACKS, attacks)):
        found.rest = pattern.sub(taken, found.rest)


def missing(ours: Dates, theirs: Dates, numbers: set[str]) -> list[str]:
    """The dates of `ours`, as written, that `theirs` does not have; `numbers` are the other plain numbers of `theirs`."""
    lost = []
    for (month, day), written in ours.days.items():
        if (month, day) not in theirs.days and not (month in theirs.months and str(day) in numbers):
            lost.append(written)
        elif (years := ours.years.get((month, day), set())) and years.isdisjoint(theirs.years.get((month, day), years)):
            lost.append(f"{written} {min(years)}")
    lost += [written for month, written in ours.months.items() if month not in theirs.months]
    return list(dict.fromkeys(lost))


def _month(written: str) -> int:
    plain = written.rstrip(".")
    if plain in SHORT:
        return SHORT[plain]
    lower = plain.lower().replace("setiembre", "septiembre")
    for names in MONTHS.values():
        for number, name in enumerate(names, start=1):
            if name.lower() == lower:
                return number
    raise AssertionError(written)


def _days(written: str, language: str) -> list[int]:
    digits = [int(day) for day in re.findall(r"\d+", written)]
    if digits:
        return digits
    known = ordinals(language)
    words = re.findall(r"[^\W\d_]+", written.lower())
    spelled = [known[word] for word in words if word in known]
    return spelled or [int(value(written, language))]
