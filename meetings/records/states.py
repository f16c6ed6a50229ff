"""What comes out of an item, and the life of the records and of an amendment to them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OutcomeKind(TextChoices):
    """What an item ended with."""

    INFORMATION = "information", _("Information")
    DECISION = "decision", _("Decision")
    ACTION = "action", _("Action item")
    PARAGRAPH = "paragraph", _("Statement paragraph")


class Status(TextChoices):
    """The records of one meeting."""

    DRAFT = "draft", _("Draft")
    CIRCULATED = "circulated", pgettext_lazy("records", "Circulated")
    APPROVED = "approved", pgettext_lazy("records", "Approved")


NEXT = {Status.DRAFT: {Status.CIRCULATED}, Status.CIRCULATED: {Status.APPROVED}, Status.APPROVED: set()}


class AmendmentStatus(TextChoices):
    """A change that a delegation asks for."""

    PROPOSED = "proposed", pgettext_lazy("amendment", "Proposed")
    TAKEN = "taken", pgettext_lazy("amendment", "Taken over")
    DECLINED = "declined", pgettext_lazy("amendment", "Declined")


AMENDMENT_NEXT = {
    AmendmentStatus.PROPOSED: {AmendmentStatus.TAKEN, AmendmentStatus.DECLINED},
    AmendmentStatus.TAKEN: set(),
    AmendmentStatus.DECLINED: set(),
}
