"""How far a commitment is, and who reports for a delegation."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Completion(TextChoices):
    """The scale of the Open Government Partnership, the same for reports, ratings and what is jointly agreed."""

    NOT_STARTED = "not_started", pgettext_lazy("completion", "Not started")
    LIMITED = "limited", pgettext_lazy("completion", "Limited")
    SUBSTANTIAL = "substantial", pgettext_lazy("completion", "Substantial")
    COMPLETE = "complete", pgettext_lazy("completion", "Complete")
    IRRELEVANT = "irrelevant", pgettext_lazy("completion", "No longer relevant")


# How far each is on the scale; what is no longer relevant is on no place of it.
DEGREES = {
    Completion.NOT_STARTED: 0,
    Completion.LIMITED: 1,
    Completion.SUBSTANTIAL: 2,
    Completion.COMPLETE: 3,
}
# What asks for nothing more.
SETTLED = {Completion.COMPLETE, Completion.IRRELEVANT}


class Office(TextChoices):
    """Who of a delegation drafts its reports, and who besides its head and the head's deputy submits them."""

    FOCAL_POINT = "focal_point", _("Focal point")
    VALIDATOR = "validator", _("Validating authority")
