"""The life of an action item and what its owner says of it."""

from enum import IntEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """Late is not a state: it is what the date says."""

    OPEN = "open", pgettext_lazy("action item", "Open")
    DONE = "done", pgettext_lazy("action item", "Done")


NEXT = {Status.OPEN: {Status.DONE}, Status.DONE: {Status.OPEN}}


class ProgressRating(TextChoices):
    """What a report says."""

    ON_TRACK = "on_track", _("On track")
    AT_RISK = "at_risk", _("At risk")
    DONE = "done", pgettext_lazy("action item", "Done")


class Urgency(IntEnum):
    """How lists group items, the most urgent first."""

    LATE = 0
    AT_RISK = 1
    ON_TRACK = 2
    DONE = 3
