"""What the public pages of a release say, in each language of the text at once: neither is the page's own."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import translation
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from meetings.release.models import ReleasedText
from meetings.release.queries.public import Correction, Piece, PublicText
from meetings.texts.kinds import TITLE_ANCHOR
from portal.core import times
from portal.core.texts import in_language, name_of_language, word_for_language

# Words that belong to both languages' side of a page.
WORDS: dict[str, Promise] = {
    "releases": gettext_lazy("Released statements"),
    "statements": gettext_lazy("Statements"),
    "sign_in": gettext_lazy("Sign in"),
    "none": gettext_lazy("Nothing has been released yet."),
    "signed": gettext_lazy("Signed by"),
    "text": gettext_lazy("The number of this text"),
    "download": gettext_lazy("Download"),
    "both": gettext_lazy("Both languages"),
    "check": gettext_lazy("Check a copy"),
    "feed": gettext_lazy("Feed"),
    "accessibility": gettext_lazy("Accessibility"),
    "readouts": gettext_lazy("What each delegation says"),
    "readouts_note": gettext_lazy("Each is one delegation's own words, and no part of the joint text."),
    "readout_note": gettext_lazy("These are one delegation's own words, and no part of the joint text."),
    "later": gettext_lazy("Endorsed later"),
    "later_note": gettext_lazy("The text above stays as it was released."),
    "parted": gettext_lazy("Dissociations"),
    "read_as": gettext_lazy("Interpretative statements"),
    "corrigenda": pgettext_lazy("of a text", "Corrigenda"),
    "published": gettext_lazy("Published by the working group's secretariat"),
    "back": gettext_lazy("To the text"),
    "skip": gettext_lazy("Skip to the content"),
    "language": gettext_lazy("Language"),
    "main": gettext_lazy("Main"),
    "by_note": gettext_lazy("by signed note"),
}
FORMS = {
    "pdf": "PDF", "docx": "Word", "txt": gettext_lazy("Plain text"), "json": "JSON", "xml": "XML (Akoma Ntoso)",
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One language of a page: where and when, the title, bare and as a `heading` that is marked where it was corrected, whose
    text it is, and each corrigendum as a sentence."""

    language: str
    name: str
    place: str
    title: str
    heading: SafeString
    parties: str
    authentic: str
    corrigenda: list[tuple[int, str]]
    lead_in: list[str]
    lists: list[str]


def in_each(languages: Sequence[str], said: Callable[[], object]) -> SafeString:
    """The same in every language, parted by a dot; once where the languages say it alike."""
    found: dict[str, str] = {}
    for language in languages:
        with translation.override(language):
            found.setdefault(str(said()), language)
    return format_html_join(" · ", '<span lang="{}">{}</span>', ((code, words) for words, code in found.items()))


def day_in(languages: Sequence[str], day: date) -> SafeString:
    """A day in each of these languages."""
    return in_each(languages, lambda: times.plain_day(day))


def words_in(languages: Sequence[str]) -> dict[str, SafeString]:
    """The words of the pages in these languages."""

    def said(words: Promise) -> Callable[[], object]:
        return lambda: words

    return {key: in_each(languages, said(words)) for key, words in WORDS.items()}


def columns_of(page: PublicText, languages: Sequence[str]) -> list[Column]:
    return [_column(page, language) for language in languages]


def _column(page: PublicText, language: str) -> Column:
    text = page.text
    with translation.override(language):
        corrigenda = [
            (each.row.number, corrigendum_words(each.row, each.entries, page.day_of(each.row.released_at)))
            for each in page.corrigenda
        ]
        return Column(
            language=language,
            name=name_of_language(language),
            place=place_and_day(text),
            title=in_language(text.title, language),
            heading=marked(page.title.pieces[language]),
            parties=", ".join(in_language(each["names"], language) for each in page.parties),
            authentic=_("All texts are equally authentic.") if len(text.languages) > 2
            else _("Both texts are equally authentic.") if len(text.languages) > 1 else "",
            corrigenda=corrigenda,
            lead_in=_lines(text.facts.get("lead_in"), language),
            lists=_lines(text.facts.get("lists"), language),
        )  # fmt: skip


def place_and_day(text: ReleasedText) -> str:
    """ "Guatemala City, 10 December 2026", in the present language."""
    city = text.facts.get("meeting", {}).get("city", "")
    named = in_language(city) if isinstance(city, Mapping) else str(city)
    return ", ".join(filter(None, [named, times.plain_day(text.dated)]))


def corrigendum_words(row: Any, entries: Sequence[Correction], day: date) -> str:
    """A corrigendum of that day as one sentence for each entry, in the present language."""
    number = _("Corrigendum %(number)s, %(day)s.") % {"number": row.number, "day": times.plain_day(day)}
    return " ".join([number, *map(_entry_words, entries), in_language(row.reason)])


def _entry_words(entry: Correction) -> str:
    facts = {"language": word_for_language(entry.language), "old": entry.old, "new": entry.new, "number": entry.number}
    if entry.anchor == TITLE_ANCHOR:
        return _("In the title, in %(language)s: for “%(old)s” read “%(new)s”.") % facts
    if entry.number is None:
        return _("In %(language)s, for “%(old)s” read “%(new)s”.") % facts
    return _("Paragraph %(number)s, in %(language)s: for “%(old)s” read “%(new)s”.") % facts


def released_words(page: PublicText) -> str:
    """When it was released, at each party's seat, in the present language."""
    at = page.text.released_at
    assert at
    hours: dict[str, list[str]] = {}
    for zone, seat in page.zones:
        shown = f"{times.plain_day(times.local(at, zone).date())}, {times.clock(at, zone)}"
        hours.setdefault(shown, []).append(in_language(seat) or times.zone_city(zone))
    places = "; ".join(f"{shown} ({', '.join(cities)})" for shown, cities in hours.items())
    return _("Released %(when)s. Any change would alter this number.") % {"when": places}


def parting_words(numbers: Sequence[int | None]) -> str:
    """Which paragraphs a dissociation is about, in the present language."""
    if not numbers:
        return _("from the whole text")
    named = ", ".join(str(number) if number else _("heading") for number in numbers)
    return ngettext("from paragraph %(named)s", "from paragraphs %(named)s", len(numbers)) % {"named": named}


def marked(pieces: Sequence[Piece]) -> SafeString:
    """Words with a small link behind each passage that was corrected."""
    return format_html_join("", "{}{}", ((piece.words, _mark(piece.corrigendum)) for piece in pieces))


def _mark(number: int) -> SafeString:
    if not number:
        return SafeString("")
    return format_html(
        ' <a class="corr" href="#corrigendum-{}">{}</a> ', number, _("Corr. %(number)s") % {"number": number}
    )


def _lines(words: Mapping[str, str] | None, language: str) -> list[str]:
    return [line.strip() for line in (words or {}).get(language, "").splitlines() if line.strip()]
