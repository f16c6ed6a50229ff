"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.series.opened": _("began the series"),
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
        "meetings.meeting.invited": _("invited those who had not been reached to the meeting"),
        "meetings.meeting.corrected": _("issued a corrigendum to the meeting"),
        "meetings.meeting.postponed": _("postponed the meeting"),
        "meetings.meeting.cancelled": _("cancelled the meeting"),
    }
)
