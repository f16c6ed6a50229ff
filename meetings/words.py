"""What this package's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.meeting.scheduled": _("scheduled the meeting"),
        "meetings.meeting.moved": _("moved the meeting"),
        "meetings.meeting.changed": _("changed the facts of the meeting"),
        "meetings.meeting.deadlines_set": _("set the deadlines of the meeting"),
        "meetings.meeting.announced": _("announced the meeting"),
        "meetings.meeting.agenda_open": _("opened the agenda of the meeting"),
        "meetings.meeting.agenda_adopted": _("recorded the agenda as adopted of the meeting"),
        "meetings.meeting.in_session": _("opened the meeting"),
        "meetings.meeting.concluded": _("concluded the meeting"),
        "meetings.meeting.records_approved": _("recorded the records as approved of the meeting"),
        "meetings.meeting.postponed": _("postponed the meeting"),
        "meetings.meeting.cancelled": _("cancelled the meeting"),
        "meetings.participant.entered": _("put on the list of participants"),
        "meetings.participant.changed": _("changed the participant"),
        "meetings.participant.removed": _("took off the list of participants"),
        "meetings.participant.answered": _("answered the invitation for"),
        "meetings.participant.imported": _("brought in a list of participants for"),
        "meetings.credentials.received": _("sent the credentials"),
        "meetings.credentials.accepted": _("accepted the credentials"),
        "meetings.document.added": _("added the document"),
        "meetings.document.revised": _("added a version of the document"),
        "meetings.document.marked": _("marked the document"),
        "meetings.document.withdrawn": _("withdrew the document"),
        "meetings.pack.requested": _("asked for the meeting pack"),
        "meetings.agenda.item_added": _("added the agenda item"),
        "meetings.records.outcome_written": _("wrote an outcome into the records"),
        "meetings.records.outcome_removed": _("took an outcome back from the records"),
        "meetings.records.circulated": _("circulated the records of"),
        "meetings.records.approved": _("recorded the approval of the records of"),
        "meetings.records.amendment_proposed": _("asked for an amendment to the records"),
        "meetings.records.amendment_taken": _("took over the amendment"),
        "meetings.records.amendment_declined": _("declined the amendment"),
        "meetings.records.readout_written": _("wrote a readout"),
        "meetings.statement.imported": _("brought in the statement"),
        "meetings.statement.language_added": _("added a language to the statement"),
    }
)
