"""What documents are, how they are marked, and the life of a pack."""

from django.conf import settings
from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.core.texts import in_language


class Kind(TextChoices):
    """What a document is for."""

    PAPER = "paper", _("Meeting paper")
    REFERENCE = "reference", _("Reference")
    CREDENTIAL = "credential", _("Credentials")
    OTHER = "other", pgettext_lazy("document", "Other")


class Marking(TextChoices):
    """Handling marks of the Traffic Light Protocol 2.0, the widest first."""

    CLEAR = "CLEAR", "TLP:CLEAR"
    GREEN = "GREEN", "TLP:GREEN"
    AMBER = "AMBER", "TLP:AMBER"
    STRICT = "AMBER+STRICT", "TLP:AMBER+STRICT"
    RED = "RED", "TLP:RED"


# What the marks are called in the group, unless PORTAL_LABELS names them otherwise.
LABELS: dict[str, Promise] = {
    Marking.CLEAR: _("May be published"),
    Marking.GREEN: _("For the governments of the group"),
    Marking.AMBER: _("For those who need it in the receiving ministries"),
    Marking.STRICT: _("For the receiving delegations only"),
    Marking.RED: _("For the people at the table only"),
}


def group_label(marking: str) -> str:
    """The group's own name for a mark, in the reader's language."""
    return in_language(settings.PORTAL_LABELS.get(marking)) or str(LABELS[marking])


# A paper in one file for all languages, beside the content languages.
BOTH = "both"


class PackForm(TextChoices):
    """The files as they are, or all of them to be read and printed in one go."""

    ZIP = "zip", _("ZIP")
    PDF = "pdf", _("One PDF")


class PackStatus(TextChoices):
    """A pack is asked for, made, and after a day taken away again."""

    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")
    EXPIRED = "expired", _("Expired")


NEXT = {
    PackStatus.QUEUED: {PackStatus.WORKING},
    # A worker that died leaves its pack for another.
    PackStatus.WORKING: {PackStatus.WORKING, PackStatus.DONE, PackStatus.FAILED},
    PackStatus.DONE: {PackStatus.EXPIRED},
    PackStatus.FAILED: set(),
    PackStatus.EXPIRED: set(),
}
UNDER_WAY = {PackStatus.QUEUED, PackStatus.WORKING}
