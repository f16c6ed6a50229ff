"""Paragraphs by their numbers, which are counted anew in each text."""

from uuid import UUID

from meetings.statements.models import Statement
from meetings.statements.queries import labels_in
from portal.core.people import Person
from portal.core.plain import begins_words
from portal.search.asking import Asked

# Of how many texts, the latest first, the paragraph is looked for.
TEXTS = 20


def paragraphs_numbered(user: Person, asked: Asked) -> list[UUID]:
    """The paragraphs with the number asked for: of the texts whose titles have the other words, or of the latest ones. Two SQL
    queries."""
    texts = list(Statement.objects.visible_to(user).order_by("-dated", "pk")[: TEXTS * 10])
    named = [each for each in texts if begins_words(" ".join([*each.title.values(), each.slug]), asked.beginnings)]
    labels = labels_in(each.pk for each in named[:TEXTS])
    return [key for key, label in labels.items() if label == asked.paragraph]
