"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.reviewer_named": _("named as language reviewer"),
        "meetings.statement.reviewer_removed": _("removed as language reviewer"),
        "meetings.statement.language_edited": _("proposed other words in one language for %(thing)s"),
        "meetings.statement.reviewed": _("reviewed one language of"),
        "meetings.statement.certified": _("certified that the languages say the same:"),
        "meetings.statement.finalised": _("froze the final text of"),
    }
)
