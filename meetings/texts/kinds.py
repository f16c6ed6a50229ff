"""Kinds of paragraphs, and which of them are numbered."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import count
from typing import NamedTuple, TypeVar

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

Key = TypeVar("Key")

# The title's anchor in every text that is negotiated; no paragraph has it.
TITLE_ANCHOR = "p00"


class ParagraphKind(TextChoices):
    """What a paragraph is. A list item belongs to the chapeau before it; a negotiated text has one title, before all others."""

    TITLE = "title", _("Title")
    HEADING = "heading", _("Heading")
    PARAGRAPH = "paragraph", _("Paragraph")
    PREAMBULAR = "preambular", _("Preambular paragraph")
    OPERATIVE = "operative", _("Operative paragraph")
    CHAPEAU = "chapeau", _("Chapeau")
    LIST_ITEM = "list_item", _("List item")
    CLOSING = "closing", _("Closing paragraph")
    STATUS_CLAUSE = "status_clause", _("Status clause")


UNNUMBERED = {ParagraphKind.TITLE, ParagraphKind.HEADING}


def numbered(paragraphs: Iterable[tuple[Key, str]]) -> Iterator[tuple[Key, int | None]]:
    """The number of each paragraph of one text, given with their kinds and in order, on pages and in papers alike.

    List items are counted; the title and headings have none.
    """
    counted = count(1)
    for key, kind in paragraphs:
        yield key, None if kind in UNNUMBERED else next(counted)


class Places(NamedTuple):
    """How many places of a text: paragraphs, which people number, beside its title and headings, which have no number."""

    paragraphs: int = 0
    titles: int = 0
    headings: int = 0

    @classmethod
    def of(cls, kinds: Iterable[str]) -> "Places":
        """Of places of these kinds."""
        found = Counter(kinds)
        titles, headings = found[ParagraphKind.TITLE], found[ParagraphKind.HEADING]
        return cls(found.total() - titles - headings, titles, headings)
