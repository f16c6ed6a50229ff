"""What this slice's acts are called in the audit trail."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import describe

describe(
    {
        "meetings.guest.invited": _("invited a guest to the meeting %(thing)s"),
        "meetings.guest.dismissed": _("closed the account of a guest of the meeting %(thing)s"),
    }
)
