"""Units of measure that stand at a figure, and equal figures in other units. Pure."""

import re
from collections.abc import Sequence
from pathlib import Path

from meetings.concordance.checks.figures import Figure
from meetings.concordance.checks.pairs import RULED


def apart(en: str, es: str, figures_en: Sequence[Figure], figures_es: Sequence[Figure]) -> tuple[list[str], list[str]]:
    """The figures, with their units, that stand in both languages with the same number in units that differ.

    A number that also stands with the right unit in the other language is not told.
    """
    ours, theirs = _measured(en, "en", figures_en), _measured(es, "es", figures_es)
    if not (ours and theirs):
        return [], []
    return _other(ours, theirs), _other(theirs, ours)


def _other(ours: list[tuple[Figure, str, str]], theirs: list[tuple[Figure, str, str]]) -> list[str]:
    found = []
    for figure, unit, written in ours:
        units = {other for one, other, _written in theirs if one.readings & figure.readings}
        if units and unit not in units:
            found.append(written)
    return found


def _measured(text: str, language: str, figures: Sequence[Figure]) -> list[tuple[Figure, str, str]]:
    found = []
    for figure in figures:
        match = _PATTERNS[language].match(text, figure.end)
        if match and not figure.currency:
            found.append((figure, _UNITS[language][match[1].lower()], text[figure.start : match.end()].strip()))
    return found


def _read() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = {language: {} for language in RULED}
    for line in Path(__file__).with_name("units.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        unit, *columns = (column.strip() for column in line.split("|"))
        for language, column in zip(RULED, columns, strict=True):
            known[language] |= {word.strip().lower(): unit for word in column.split(";")}
    return known


_UNITS = _read()
_PATTERNS = {
    language: re.compile(
        rf"[ -]?(?:de )?({'|'.join(re.escape(word) for word in sorted(units, key=len, reverse=True))})(?!\w)",
        re.IGNORECASE,
    )
    for language, units in _UNITS.items()
}
