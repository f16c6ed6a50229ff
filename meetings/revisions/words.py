"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.revisions.models import TextRevision
from portal.audit.words import by_row, describe, name_things


def _revision(row: TextRevision) -> str:
    return reverse("revisions:revision", args=[row.statement.slug, row.number])


name_things("TextRevision", by_row(TextRevision, "statement", _revision), _("a statement"))

describe(
    {
        "meetings.statement.revision_issued": _("issued a revision of %(thing)s"),
    }
)
