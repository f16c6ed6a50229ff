"""The life of a commitment and its strength."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """What a person decided about a suggested passage."""

    CONFIRMED = "confirmed", pgettext_lazy("commitment", "Confirmed")
    SET_ASIDE = "set_aside", pgettext_lazy("commitment", "Not a commitment")
    UNDECIDED = "undecided", pgettext_lazy("commitment", "Suggested again")


# A decision is undone by making the passage undecided; it keeps its number.
NEXT = {
    Status.SET_ASIDE: {Status.CONFIRMED, Status.UNDECIDED},
    Status.CONFIRMED: {Status.UNDECIDED},
    Status.UNDECIDED: {Status.CONFIRMED, Status.SET_ASIDE},
}
