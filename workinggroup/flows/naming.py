"""What series are called in the reader's language: what is counted, from where, of whom."""

from collections.abc import Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.core.texts import in_language, in_sentence
from workinggroup.flows.charts.figures import Series
from workinggroup.flows.codes import name_of
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.indicators import Direction, indicators
from workinggroup.flows.queries.telling import Told

# Kinds of line and marker; a delegation has the same wherever it is drawn.
STYLES = 4


def language() -> str:
    """The language that is on, as names are kept by."""
    return "es" if (get_language() or "en").startswith("es") else "en"


def name_of_indicator(key: str) -> str:
    """What an indicator is called; its key where nobody named it."""
    known = indicators().get(key)
    return known.name[language()] if known else key


def name_of_code(meaning: Meaning, code: str) -> str:
    return name_of(meaning, code, language())


def name_of_series(key: Key) -> str:
    """What a series is of: "Returns received, from the United States, Guatemala, adults"; who reports is told beside it."""
    codes = dict(zip(DIMENSIONS, key, strict=True))
    parts = [name_of_indicator(codes[Meaning.INDICATOR])]
    if codes[Meaning.COUNTERPART] != TOTAL:
        parts.append(way_of(key))
    parts += [
        name_of_code(meaning, codes[meaning])
        for meaning in (Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP)
        if codes[meaning] != TOTAL
    ]
    return ", ".join(parts)


def way_of(key: Key) -> str:
    """From or to where people moved: "to Guatemala"."""
    codes = dict(zip(DIMENSIONS, key, strict=True))
    known = indicators().get(codes[Meaning.INDICATOR])
    there = in_sentence(name_of_code(Meaning.COUNTERPART, codes[Meaning.COUNTERPART]))
    if known and known.direction == Direction.OUT:
        return _("to %(country)s") % {"country": there}
    if known and known.direction == Direction.IN:
        return _("from %(country)s") % {"country": there}
    return there


def as_series(told: Told, name: str, *, short: str = "", style: int = 0) -> Series:
    """A told series as charts draw it, in the colour of its delegation."""
    side = told.dataset.delegation
    return Series(name, short or side.code, told.figures, hue=side.colour, style=style % STYLES)


def name_of_side(told: Told) -> str:
    """Whose count it is."""
    names: Mapping[str, str] = told.dataset.delegation.name
    return in_language(names)
