"""Kinds of paragraphs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

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
