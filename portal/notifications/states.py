"""The life of a mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """`sending` holds a lease; when the lease runs out the mail is taken again. `sent` is handed over to the mail server, and no
    more: that nothing came back is no proof that it arrived."""

    QUEUED = "queued", _("Waiting to be sent")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Handed over")
    RETURNED = "returned", _("Came back")
    FAILED = "failed", _("Not delivered")
    DROPPED = "dropped", _("Not sent")


NEXT = {
    # The last two after a restore, where it went before or may have.
    Status.QUEUED: {Status.SENDING, Status.SENT, Status.DROPPED},
    Status.SENDING: {Status.SENDING, Status.QUEUED, Status.SENT, Status.FAILED, Status.DROPPED},
    Status.SENT: {Status.RETURNED},
    Status.RETURNED: set(),
    Status.FAILED: set(),
    Status.DROPPED: set(),
}

# Those that did not reach anybody, as far as is known.
UNREACHED = (Status.FAILED, Status.RETURNED)


class Note(TextChoices):
    """What servers reported of a mail besides that it came back, or why it did."""

    DELAYED = "delayed", _("Delayed; the mail server tries on")
    FULL = "full", _("The mailbox is full")
    ELSEWHERE = "elsewhere", _("A copy that was passed on to another address came back")
    DELIVERED = "delivered", _("Delivered, says the recipient’s server")


class Timer(TextChoices):
    """What starts a round: Celery all of it or the outbox alone, and the second timer, which needs no Redis."""

    ROUND = "round", _("Celery: reminders")
    OUTBOX = "outbox", _("Celery: mail")
    SECOND = "second", _("Second timer")
