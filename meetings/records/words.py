"""What this slice's acts are called in the audit trail, and the things they are about."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.records.models import Amendment, Outcome, Readout, Records
from portal.audit.words import by_row, describe, name_things


def _records(meeting: Any) -> str:
    return reverse("records:records", args=[meeting.slug])


A_MEETING = _("a meeting")
name_things(
    "Outcome",
    by_row(Outcome, "item", lambda row: _records(row.item.agenda.meeting), fetch=("item__agenda__meeting",)),
    _("an agenda item"),
)
name_things("Records", by_row(Records, "meeting", lambda row: _records(row.meeting)), A_MEETING)
name_things("Amendment", by_row(Amendment, "records__meeting", lambda row: _records(row.records.meeting)), A_MEETING)
name_things("Readout", by_row(Readout, "meeting", lambda row: _records(row.meeting)), A_MEETING)

describe(
    {
        "meetings.records.outcome_written": _("wrote into the records an outcome of %(thing)s"),
        "meetings.records.outcome_removed": _("took back from the records an outcome of %(thing)s"),
        "meetings.records.circulated": _("circulated the records of %(thing)s"),
        "meetings.records.approved": _("recorded the approval of the records of %(thing)s"),
        "meetings.records.amendment_proposed": _("asked for an amendment to the records of %(thing)s"),
        "meetings.records.amendment_taken": _("took over an amendment to the records of %(thing)s"),
        "meetings.records.amendment_declined": _("declined an amendment to the records of %(thing)s"),
        "meetings.records.readout_written": _("wrote a readout of %(thing)s"),
        "meetings.records.readout_released": _("released its delegation's readout of %(thing)s"),
    }
)
