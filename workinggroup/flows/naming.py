"""What series are called in the reader's language: what is counted, from where, of whom."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import get_language, override, pgettext
from django.utils.translation import gettext as _

from portal.core import times
from portal.core.texts import in_language, in_sentence
from portal.people.models import Delegation
from workinggroup.flows.charts.figures import Event, Series
from workinggroup.flows.codes import name_of
from workinggroup.flows.cube.months import Kind, Month, Span
from workinggroup.flows.cube.relations import TOTAL
from workinggroup.flows.importing.layouts import DIMENSIONS, Key, Meaning
from workinggroup.flows.indicators import LANGUAGES, Direction, Words, indicators
from workinggroup.flows.queries.marking import Marked
from workinggroup.flows.queries.telling import Told

# Kinds of line and marker; a delegation has the same wherever it is drawn.
STYLES = 4
# What a movement may be told apart by, beside its ends.
REST = (Meaning.AREA, Meaning.CITIZENSHIP, Meaning.GROUP)


def language() -> str:
    """The language that is on, as names are kept by."""
    return "es" if (get_language() or "en").startswith("es") else "en"


def in_each(say: Callable[[], str]) -> Words:
    """Words in every language."""
    found = {}
    for language in LANGUAGES:
        with override(language):
            found[language] = say()
    return found


def name_of_indicator(key: str) -> str:
    """What an indicator is called; its key where nobody named it."""
    known = indicators().get(key)
    return known.name[language()] if known else key


def name_of_code(meaning: Meaning, code: str) -> str:
    return name_of(meaning, code, language())


def name_of_total(meaning: Meaning) -> str:
    """What a figure is of that is summed over a dimension."""
    return {
        Meaning.AREA: pgettext("summed", "all areas"),
        Meaning.CITIZENSHIP: pgettext("summed", "all citizenships"),
        Meaning.GROUP: pgettext("summed", "all groups"),
    }[meaning]


def name_of_series(key: Key) -> str:
    """What a series is of: "Returns received, from the United States, Guatemala, adults"; who reports is told beside it."""
    codes = dict(zip(DIMENSIONS, key, strict=True))
    parts = [name_of_indicator(codes[Meaning.INDICATOR])]
    if codes[Meaning.COUNTERPART] != TOTAL:
        parts.append(way_of(key))
    parts += [name_of_code(meaning, codes[meaning]) for meaning in REST if codes[meaning] != TOTAL]
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


def name_of_flow(key: Key) -> str:
    """A movement from where it begins to where it ends: "Returns carried out, from the United States to Guatemala"; as the
    series is called where it has no direction."""
    codes = dict(zip(DIMENSIONS, key, strict=True))
    known = indicators().get(codes[Meaning.INDICATOR])
    if known is None or known.direction == Direction.NONE or codes[Meaning.COUNTERPART] == TOTAL:
        return name_of_series(key)
    ends = [in_sentence(name_of_code(each, codes[each])) for each in (Meaning.REPORTING, Meaning.COUNTERPART)]
    start, end = ends if known.direction == Direction.OUT else reversed(ends)
    flow = _("%(what)s, from %(start)s to %(end)s") % {
        "what": name_of_indicator(known.key),
        "start": start,
        "end": end,
    }
    rest = [name_of_code(each, codes[each]) for each in REST if codes[each] != TOTAL]
    return ", ".join([flow, *rest])


def name_of_span(span: Span) -> str:
    """A span of months in words: "July 2024", "2024", "fiscal year 2024", "May 2024 to July 2024"."""
    match span.kind:
        case Kind.MONTH:
            return times.month(span.first.first)
        case Kind.YEAR:
            return str(span.first.year)
        case Kind.FISCAL:
            return _("fiscal year %(year)s") % {"year": span.last.fiscal_year}
    return _("%(first)s to %(last)s") % {
        "first": times.month(span.first.first),
        "last": times.month(span.last.first),
    }


def as_series(told: Told, name: str, *, short: str = "", style: int = 0) -> Series:
    """A told series as charts draw it, in the colour of its delegation."""
    side = told.dataset.delegation
    return Series(name, short or side.code, told.figures, hue=side.colour, style=style % STYLES)


def events_of(found: Iterable[Marked]) -> list[Event]:
    """Ministerials and marked events as charts draw them."""
    return [
        Event(Month.of(each.day), times.short_date(each.day), in_language(each.name) if each.name else _("ministerial"))
        for each in found
    ]


def style_of(delegation: Delegation) -> int:
    """The kind of line of a delegation, by its place at the table."""
    return max(0, delegation.order // 10 - 1) % STYLES


def name_of_side(told: Told) -> str:
    """Whose count it is."""
    names: Mapping[str, str] = told.dataset.delegation.name
    return in_language(names)
