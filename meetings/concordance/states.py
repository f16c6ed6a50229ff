"""How much a verb of force promises, and how far a finding is settled."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Strength(TextChoices):
    """How much a verb of force promises."""

    CORE = "core", _("Commitment")
    SOFT = "soft", _("Intention or view")


class FindingState(TextChoices):
    """A finding of the concordance stands open until two delegations waive it."""

    OPEN = "open", pgettext_lazy("finding", "Open")
    HALF_WAIVED = "half_waived", _("Waits for another delegation")
    WAIVED = "waived", pgettext_lazy("finding", "Waived")
