"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.participant.entered": _("put on the list of participants"),
        "meetings.participant.changed": _("changed the participant"),
        "meetings.participant.removed": _("took off the list of participants"),
        "meetings.participant.answered": _("answered the invitation for"),
        "meetings.participant.imported": _("brought in a list of participants for"),
        "meetings.credentials.received": _("sent the credentials"),
        "meetings.credentials.accepted": _("accepted the credentials"),
    }
)
