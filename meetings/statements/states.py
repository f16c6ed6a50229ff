"""Kinds of statements and paragraphs."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class StatementKind(TextChoices):
    """What the text calls itself."""

    JOINT_STATEMENT = "joint_statement", _("Joint statement")
    COMMUNIQUE = "communique", _("Communiqué")
    DECLARATION = "declaration", _("Declaration")


class ParagraphKind(TextChoices):
    """A list item belongs to the chapeau before it."""

    HEADING = "heading", _("Heading")
    PARAGRAPH = "paragraph", _("Paragraph")
    CHAPEAU = "chapeau", _("Chapeau")
    LIST_ITEM = "list_item", _("List item")
