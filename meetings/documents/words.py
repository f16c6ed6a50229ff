"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.document.added": _("added the document"),
        "meetings.document.revised": _("added a version of the document"),
        "meetings.document.marked": _("marked the document"),
        "meetings.document.withdrawn": _("withdrew the document"),
        "meetings.pack.requested": _("asked for the meeting pack"),
    }
)
