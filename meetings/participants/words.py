"""What this slice's acts are called in the audit trail, and the things they are about."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.participants.models import Credentials, Participant
from portal.audit.words import by_row, describe, name_things


def _list(row: Any) -> str:
    return reverse("participants:list", args=[row.meeting.slug])


name_things("Participant", by_row(Participant, address=_list, fetch=("meeting",)))
name_things("Credentials", by_row(Credentials, "delegation", _list, fetch=("meeting",)), _("a delegation"))

describe(
    {
        "meetings.participant.entered": _("put %(thing)s on the list of participants"),
        "meetings.participant.changed": _("changed the entry of %(thing)s on the list of participants"),
        "meetings.participant.removed": _("took %(thing)s off the list of participants"),
        "meetings.participant.answered": _("answered the invitation for %(thing)s"),
        "meetings.participant.imported": _("brought in a list of participants for the meeting %(thing)s"),
        "meetings.credentials.received": _("sent the credentials of %(thing)s"),
        "meetings.credentials.accepted": _("accepted the credentials of %(thing)s"),
    }
)
