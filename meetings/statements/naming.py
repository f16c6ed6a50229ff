"""What paragraphs are called inside a sentence, and their pages."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext, pgettext_lazy

from meetings.statements.models import Paragraph
from meetings.statements.present import PresentText, title_label
from meetings.statements.queries import labels_in
from meetings.texts.kinds import Places
from portal.audit.words import Name, Namer
from portal.core.people import Person
from portal.core.texts import in_language
from portal.core.walled import SeenByKey

A_PARAGRAPH = _("a paragraph")
GONE = pgettext_lazy("inside a sentence", "a paragraph no longer in the text")


def in_sentence(label: int | str | None, words: str = "") -> str:
    """A paragraph by its label, as a sentence names it: by its number as of today, else in words; a heading by its own
    `words`, where they are given."""
    if isinstance(label, int):
        return pgettext("inside a sentence", "¶ %(number)s") % {"number": label}
    if label == title_label():
        return pgettext("inside a sentence", "the title")
    if label and words:
        return pgettext("inside a sentence", "the heading “%(words)s”") % {"words": words}
    return pgettext("inside a sentence", "a heading") if label else str(GONE)


def places_in_words(places: Places) -> str:
    """So many places of a text, as a sentence says it: "3 paragraphs, the title"; "" for none."""
    parts = []
    if count := places.paragraphs:
        parts.append(ngettext("%(count)s paragraph", "%(count)s paragraphs", count) % {"count": count})
    if places.titles:
        parts.append(pgettext("inside a sentence", "the title"))
    if count := places.headings:
        parts.append(ngettext("%(count)s heading", "%(count)s headings", count) % {"count": count})
    return ", ".join(parts)


def places_counted(places: Places) -> str:
    """So many places of a text, as a tab counts them: the paragraphs, or in words what else there is; "0" for none."""
    return str(places.paragraphs) if places.paragraphs else places_in_words(places) or "0"


def name_in(present: PresentText, anchor: str) -> str:
    """What a sentence calls the paragraph with this anchor of one text, or one that is not in it."""
    if not (line := present.line(anchor)):
        return str(GONE)
    return in_sentence(present.label(anchor), in_language({code: each.plain for code, each in line.marked.items()}))


def names_in(present: PresentText, anchors: Iterable[str]) -> str:
    """Several paragraphs as a sentence names them."""
    return ", ".join(name_in(present, anchor) for anchor in anchors)


def by_paragraph(model: Any, through: str, otherwise: Callable[[Any], Name] | None = None) -> Namer:
    """Name things by the paragraph that they are about, found `through` this relation; `otherwise` where there is none. Two SQL
    queries."""

    rows = SeenByKey[Any](model, f"{through}__statement", *(["statement"] if otherwise else []))

    def names(keys: Sequence[str], user: Person) -> dict[str, Name]:
        found = {str(row.pk): (row, _follow(row, through)) for row in rows(keys, user)}
        labels = labels_in(place.statement_id for _row, place in found.values() if place)
        named = {key: _name_of(place, labels.get(place.pk)) for key, (_row, place) in found.items() if place}
        others = {key: otherwise(row) for key, (row, place) in found.items() if not place} if otherwise else {}
        return named | others

    return names


def by_anchor(model: Any) -> Namer:
    """Name things of a statement by the paragraph whose anchor they keep. Three SQL queries."""

    seen = SeenByKey[Any](model)

    def names(keys: Sequence[str], user: Person) -> dict[str, Name]:
        rows = seen(keys, user)
        there = Paragraph.objects.filter(statement__in={row.statement_id for row in rows}).select_related("statement")
        places = {(each.statement_id, each.anchor): each for each in there} if rows else {}
        labels = labels_in(row.statement_id for row in rows)
        found = [(row, places.get((row.statement_id, row.anchor))) for row in rows]
        return {str(row.pk): _name_of(place, labels.get(place.pk)) for row, place in found if place}

    return names


def _name_of(place: Paragraph, label: int | str | None) -> Name:
    return Name(in_sentence(label), reverse("negotiation:paragraph", args=[place.statement.slug, place.anchor]))


def _follow(row: Any, through: str) -> Any:
    for step in through.split("__"):
        row = getattr(row, step) if row else None
    return row
