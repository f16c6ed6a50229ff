"""The life of a planned reminder."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """Once `posted`, what happens is told by its mail in the outbox."""

    PLANNED = "planned", _("Will go")
    POSTED = "posted", _("Handed to the outbox")
    DROPPED = "dropped", _("Not sent")


# A dropped reminder is planned again when there is again something to remind of.
NEXT = {
    Status.PLANNED: {Status.PLANNED, Status.POSTED, Status.DROPPED},
    Status.DROPPED: {Status.PLANNED},
    Status.POSTED: set(),
}
