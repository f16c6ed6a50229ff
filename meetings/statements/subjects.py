"""Documents may be about a paragraph."""

from django.utils.translation import gettext_lazy as _

from meetings.documents.subjects import register
from meetings.statements.models import Paragraph

PARAGRAPH = register("paragraph", Paragraph, "statement__meeting", _("Paragraph"))
