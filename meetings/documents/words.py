"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.documents.models import Document, Pack
from portal.audit.words import by_row, describe, name_things

name_things("Document", by_row(Document))
name_things("Pack", by_row(Pack, "meeting"), _("a meeting"))

describe(
    {
        "meetings.document.added": _("added the document %(thing)s"),
        "meetings.document.revised": _("added a version of the document %(thing)s"),
        "meetings.document.marked": _("marked the document %(thing)s"),
        "meetings.document.withdrawn": _("withdrew the document %(thing)s"),
        "meetings.pack.requested": _("asked for the meeting pack of %(thing)s"),
    }
)
