"""The life of a follow-up pack, and the forms of its papers."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """A pack is asked for and made; what is made stays as it is."""

    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Being made")
    DONE = "done", _("Ready")
    FAILED = "failed", _("Failed")


NEXT = {
    Status.QUEUED: {Status.WORKING},
    # A worker that died leaves its pack for another.
    Status.WORKING: {Status.WORKING, Status.DONE, Status.FAILED},
    Status.DONE: set(),
    Status.FAILED: set(),
}
UNDER_WAY = {Status.QUEUED, Status.WORKING}


class Form(TextChoices):
    """To be worked on, to be read and printed, and the bytes that the hash is of."""

    DOCX = "docx", "Word"
    PDF = "pdf", "PDF"
    JSON = "json", "JSON"
