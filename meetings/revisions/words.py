"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.revision_issued": _("issued the text as"),
    }
)
