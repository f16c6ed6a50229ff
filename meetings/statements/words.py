"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.surrounded": _("wrote the lead-in or the lists of delegations of"),
        "meetings.statement.imported": _("brought in the statement"),
        "meetings.statement.language_added": _("added a language to the statement"),
    }
)
