"""Fractions in words: "three quarters", "dos terceras partes". They answer for a percentage of the other side. Pure."""

import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

COUNTS = {
    "one": 1, "a": 1, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "nine": 9, "un": 1, "una": 1, "la": 1,
    "dos": 2, "tres": 3, "cuatro": 4, "cinco": 5, "siete": 7, "nueve": 9,
}  # fmt: skip
PARTS = {
    "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "eighth": 8, "tenth": 10, "tercio": 3, "tercera": 3,
    "cuarto": 4, "cuarta": 4, "quinto": 5, "quinta": 5, "sexta": 6, "octava": 8, "décimo": 10, "décima": 10,
}  # fmt: skip
EN_COUNT, ES_COUNT = "one|two|three|four|five|seven|nine", "un|una|dos|tres|cuatro|cinco|siete|nueve"
# What a text that has a fraction has at least one of: looked up before the long pattern is asked.
SIGNS = {
    "en": ("third", "quarter", "fourth", "fifth", "sixth", "eighth", "tenth"),
    "es": ("tercio", "cuarto", "quinto", "décimo", "parte"),
}
FORMS = {
    "en": re.compile(
        rf"\b(?P<count>{EN_COUNT})[ -](?P<part>third|quarter|fourth|fifth|sixth|eighth|tenth)s?\b(?! of \d{{4}})"
        r"|\b(?P<count2>a) (?P<part2>third|quarter|fifth|tenth) of\b",
        re.IGNORECASE,
    ),
    "es": re.compile(
        rf"\b(?P<count>{ES_COUNT}) (?P<part>tercio|cuarto|quinto|décimo)s?\b"
        rf"|\b(?:las? )?(?:(?P<count2>{ES_COUNT}) )?(?P<part2>tercera|cuarta|quinta|sexta|octava|décima)s? partes?\b",
        re.IGNORECASE,
    ),
}


def read_fractions(text: str, language: str) -> Iterator[tuple[frozenset[str], tuple[int, int], str]]:
    """The fractions of a text: as a percentage, cut and rounded, and as a decimal; place, and as written."""
    lowered = text.lower()
    if not any(sign in lowered for sign in SIGNS[language]):
        return
    for match in FORMS[language].finditer(text):
        count = COUNTS[(match["count"] or match["count2"] or "un").lower()]
        part = PARTS[(match["part"] or match["part2"]).lower()]
        share = Decimal(count) / Decimal(part)
        percent = share * 100
        cuts = {percent.quantize(Decimal(1), ROUND_HALF_UP), percent.quantize(Decimal("0.1"), ROUND_HALF_UP)}
        cuts |= {percent.quantize(Decimal("0.01"), ROUND_HALF_UP), Decimal(int(percent)), share}
        plain = {format(cut.normalize(), "f") for cut in cuts}
        # "Las terceras partes" are third parties, "la cuarta parte" may be the fourth part.
        plain |= {str(part)} if count == 1 else set()
        yield frozenset(plain | {f"{count}/{part}"}), match.span(), match.group()
