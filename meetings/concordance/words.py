"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.statement.waived": _("asked to let stand"),
        "meetings.statement.waiver_seconded": _("let stand with another delegation"),
        "meetings.statement.waiver_lifted": _("no longer lets stand"),
        "meetings.glossary.added": _("added to the glossary"),
        "meetings.glossary.changed": _("changed in the glossary"),
        "meetings.glossary.removed": _("took out of the glossary"),
    }
)
