"""The life of a mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """`sending` holds a lease; when the lease runs out the mail is taken again."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    DROPPED = "dropped", _("Not sent")


NEXT = {
    # The last two after a restore, where it went before or may have.
    Status.QUEUED: {Status.SENDING, Status.SENT, Status.DROPPED},
    Status.SENDING: {Status.SENDING, Status.QUEUED, Status.SENT, Status.FAILED, Status.DROPPED},
    Status.SENT: set(),
    Status.FAILED: set(),
    Status.DROPPED: set(),
}


class Ringer(TextChoices):
    """Who rings for a round: Celery for all of it or for the outbox alone, and the second bell, which needs no Redis."""

    ROUND = "round", _("Celery: reminders")
    OUTBOX = "outbox", _("Celery: mail")
    SECOND = "second", _("Second bell")
