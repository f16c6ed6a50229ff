"""The life of a meeting and the levels on which it is held."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    """A draft sends nothing."""

    DRAFT = "draft", _("Draft")
    ANNOUNCED = "announced", _("Announced")
    CONCLUDED = "concluded", _("Concluded")
    CANCELLED = "cancelled", _("Cancelled")


NEXT = {
    Status.DRAFT: {Status.ANNOUNCED, Status.CANCELLED},
    Status.ANNOUNCED: {Status.CONCLUDED, Status.CANCELLED},
    Status.CONCLUDED: set(),
    Status.CANCELLED: set(),
}
# In these states a meeting still has a date to move.
MOVABLE = {Status.DRAFT, Status.ANNOUNCED}


class Level(TextChoices):
    """Who meets."""

    MINISTERIAL = "ministerial", _("Ministerial")
    VICE_MINISTERIAL = "vice_ministerial", _("Vice-ministerial")
    TECHNICAL = "technical", _("Technical")
