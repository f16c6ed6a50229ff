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
        "meetings.agenda.item_added": _("added the agenda item"),
        "meetings.statement.imported": _("brought in the statement"),
        "meetings.statement.language_added": _("added a language to the statement"),
    }
)
