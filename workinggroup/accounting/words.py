"""What this slice's acts are called in the audit trail, and the things they are about."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.audit.words import by_row, describe, name_things
from workinggroup.accounting.models import CommitmentAccount

name_things(
    "CommitmentAccount",
    by_row(
        CommitmentAccount,
        address=lambda row: reverse("accounting:accounting", args=[row.statement.slug]),
        words=lambda row: row.commitment.reference,
        fetch=("commitment", "statement"),
    ),
)

describe(
    {
        "workinggroup.account.kept": _("said in a later text that the commitment %(thing)s is kept"),
        "workinggroup.account.amended": _("said in a later text that the commitment %(thing)s is amended"),
        "workinggroup.account.done": _("said in a later text that the commitment %(thing)s is done"),
        "workinggroup.account.dropped": _("said in a later text that the commitment %(thing)s is dropped"),
    }
)
