"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.alignment.models import Certificate
from meetings.statements.models import Reviewer
from portal.audit.words import by_row, describe, name_things


def _alignment(row: Reviewer) -> str:
    return reverse("alignment:alignment", args=[row.statement.slug])


name_things("Reviewer", by_row(Reviewer, "person", _alignment, fetch=("statement",)))
name_things("Certificate", by_row(Certificate, "statement"), _("a statement"))

describe(
    {
        "meetings.statement.reviewer_named": _("named %(thing)s as language reviewer"),
        "meetings.statement.reviewer_removed": _("removed %(thing)s as language reviewer"),
        "meetings.statement.language_edited": _("proposed other words in one language for %(thing)s"),
        "meetings.statement.reviewed": _("reviewed one language of %(thing)s"),
        "meetings.statement.certified": _("certified that the languages of %(thing)s say the same"),
        "meetings.statement.finalised": _("froze the final text of %(thing)s"),
    }
)
