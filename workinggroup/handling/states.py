"""What a withheld passage leaves behind, the life of a request for wider release, and the order of the marks."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from meetings.documents.states import Marking
from workinggroup.handling.sanitising import ORDER

# At these marks and above a mail says no more than that something waits.
DISCREET = {Marking.STRICT, Marking.RED}


def rank(marking: str) -> int:
    """The place of a mark in the order, 0 for the widest."""
    return ORDER.index(marking)


def narrowest(markings: list[str]) -> str:
    """The narrowest of some marks; CLEAR of none."""
    return max(markings, key=rank, default=Marking.CLEAR)


class Trace(TextChoices):
    """What stands in the place of a passage that its audience may not read."""

    NAMED = "named", _("Say that it is withheld, and by whom")
    SILENT = "silent", _("Say nothing")


class Status(TextChoices):
    """A request for wider release is asked, and ends once."""

    ASKED = "asked", pgettext_lazy("wider release", "Asked")
    GRANTED = "granted", pgettext_lazy("wider release", "Granted")
    IN_PART = "in_part", pgettext_lazy("wider release", "Granted in part")
    REFUSED = "refused", pgettext_lazy("wider release", "Refused")
    LAPSED = "lapsed", pgettext_lazy("wider release", "Lapsed")
    WITHDRAWN = "withdrawn", pgettext_lazy("wider release", "Withdrawn")


NEXT = {
    Status.ASKED: {Status.GRANTED, Status.IN_PART, Status.REFUSED, Status.LAPSED, Status.WITHDRAWN},
    Status.GRANTED: set(),
    Status.IN_PART: set(),
    Status.REFUSED: set(),
    Status.LAPSED: set(),
    Status.WITHDRAWN: set(),
}


class Reply(TextChoices):
    """What one originator answers."""

    YES = "yes", pgettext_lazy("wider release", "Yes")
    IN_PART = "in_part", pgettext_lazy("wider release", "Yes, in part")
    NO = "no", pgettext_lazy("wider release", "No")


class Urgency(TextChoices):
    """How soon an answer is asked for, in working days of the originator (`DAYS`)."""

    ROUTINE = "routine", _("Routine")
    URGENT = "urgent", _("Urgent")


DAYS = {Urgency.ROUTINE: 10, Urgency.URGENT: 3}
