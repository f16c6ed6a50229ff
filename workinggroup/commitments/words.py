"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "workinggroup.commitment.confirmed": _("confirmed the commitment"),
        "workinggroup.commitment.set_aside": _("set aside the suggestion"),
        "workinggroup.commitment.undone": _("took back the decision on the passage"),
        "workinggroup.commitment.lead_named": _("named who leads the commitment"),
    }
)
