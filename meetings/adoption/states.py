"""Outcomes of a silence procedure, and kinds of sign-off."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SilenceStatus(TextChoices):
    """One outcome for each procedure. Undelivered: its time passed, but a party had not been told, so nothing is adopted."""

    RUNNING = "running", _("Running")
    ADOPTED = "adopted", _("Adopted by silence")
    BROKEN = "broken", _("Broken")
    UNDELIVERED = "undelivered", _("Not adopted: not every party was told")
    WITHDRAWN = "withdrawn", _("Withdrawn by the chair")


class SignOffKind(TextChoices):
    """Ad referendum waits for the capital and counts for no release."""

    FINAL = "final", _("Signed off")
    AD_REF = "ad_ref", _("Signed off ad referendum")


class Method(TextChoices):
    """How the portal knows who signed."""

    IN_PORTAL = "in_portal", _("In the portal, with password and second factor asked anew")
    NOTE = "note", _("By a signed note that the secretariat recorded")


# The reason that the portal itself writes on a signature ad referendum that was given anew after its day had passed.
LAPSED = "lapsed"
