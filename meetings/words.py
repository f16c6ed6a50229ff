"""What this package's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.meeting.scheduled": _("scheduled the meeting"),
        "meetings.meeting.moved": _("moved the meeting"),
        "meetings.document.added": _("added the document"),
        "meetings.document.revised": _("added a version of the document"),
        "meetings.document.marked": _("marked the document"),
        "meetings.document.withdrawn": _("withdrew the document"),
        "meetings.pack.requested": _("asked for the meeting pack"),
        "meetings.agenda.item_added": _("added the agenda item"),
        "meetings.statement.imported": _("brought in the statement"),
        "meetings.statement.language_added": _("added a language to the statement"),
    }
)
