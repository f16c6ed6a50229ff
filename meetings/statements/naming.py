"""What paragraphs are called inside a sentence, and their pages."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from meetings.statements.queries import labels_in
from portal.audit.words import Name, Namer
from portal.core.people import Person

A_PARAGRAPH = _("a paragraph")
GONE = pgettext_lazy("inside a sentence", "a paragraph no longer in the text")


def in_sentence(label: int | str | None) -> str:
    """A paragraph by its label, as a sentence names it: by its number as of today, else in words."""
    if isinstance(label, int):
        return pgettext("inside a sentence", "¶ %(number)s") % {"number": label}
    return pgettext("inside a sentence", "a heading") if label else str(GONE)


def by_paragraph(model: Any, through: str) -> Namer:
    """Name things by the paragraph that they are about, found `through` this relation. Two SQL queries."""

    def names(keys: Sequence[str], user: Person) -> dict[str, Name]:
        rows = model.objects.visible_to(user).filter(pk__in=keys).select_related(f"{through}__statement")
        found = {str(row.pk): _follow(row, through) for row in rows}
        labels = labels_in(place.statement_id for place in found.values() if place)
        return {
            key: Name(
                in_sentence(labels.get(place.pk)),
                reverse("negotiation:paragraph", args=[place.statement.slug, place.anchor]),
            )
            for key, place in found.items()
            if place
        }

    return names


def _follow(row: Any, through: str) -> Any:
    for step in through.split("__"):
        row = getattr(row, step) if row else None
    return row
