"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from meetings.rounds.models import Corrigendum, Meeting, Series
from portal.audit.words import by_row, describe, name_things

name_things("Meeting", by_row(Meeting))
name_things("Series", by_row(Series))
name_things("Corrigendum", by_row(Corrigendum, "meeting"), _("a meeting"))

describe(
    {
        "meetings.series.opened": _("began the series %(thing)s"),
        "meetings.meeting.scheduled": _("scheduled the meeting %(thing)s"),
        "meetings.meeting.moved": _("moved the meeting %(thing)s"),
        "meetings.meeting.changed": _("changed the facts of the meeting %(thing)s"),
        "meetings.meeting.deadlines_set": _("set the deadlines of the meeting %(thing)s"),
        "meetings.meeting.announced": _("announced the meeting %(thing)s"),
        "meetings.meeting.agenda_open": _("opened the agenda of the meeting %(thing)s"),
        "meetings.meeting.agenda_adopted": _("recorded the agenda of the meeting %(thing)s as adopted"),
        "meetings.meeting.in_session": _("opened the meeting %(thing)s"),
        "meetings.meeting.concluded": _("concluded the meeting %(thing)s"),
        "meetings.meeting.records_approved": _("recorded the records of the meeting %(thing)s as approved"),
        "meetings.meeting.invited": _("invited to the meeting %(thing)s those who had not been reached"),
        "meetings.meeting.corrected": _("issued a corrigendum to the meeting %(thing)s"),
        "meetings.meeting.postponed": _("postponed the meeting %(thing)s"),
        "meetings.meeting.cancelled": _("cancelled the meeting %(thing)s"),
    }
)
