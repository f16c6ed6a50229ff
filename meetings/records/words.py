"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.records.outcome_written": _("wrote an outcome into the records"),
        "meetings.records.outcome_removed": _("took an outcome back from the records"),
        "meetings.records.circulated": _("circulated the records of"),
        "meetings.records.approved": _("recorded the approval of the records of"),
        "meetings.records.amendment_proposed": _("asked for an amendment to the records"),
        "meetings.records.amendment_taken": _("took over the amendment"),
        "meetings.records.amendment_declined": _("declined the amendment"),
        "meetings.records.readout_written": _("wrote a readout"),
    }
)
