"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.pack.models import FollowUpPack

name_things(
    "FollowUpPack",
    by_row(FollowUpPack, words=lambda row: str(row.round.meeting), fetch=("round__meeting",)),
    _("a meeting"),
)
describe(
    {
        "workinggroup.pack.requested": _("asked for the follow-up pack for %(thing)s"),
        "workinggroup.pack.made": _("was given the follow-up pack for %(thing)s"),
        "workinggroup.pack.taken_out": _("took a paper of the follow-up pack for %(thing)s out"),
        "workinggroup.pack.failed": _("could not be given the follow-up pack for %(thing)s"),
    }
)
