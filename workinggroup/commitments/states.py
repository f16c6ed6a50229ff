"""The life of a commitment and its strength."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Status(TextChoices):
    """What a person decided about a suggested passage, or that it was marked while the text was negotiated."""

    CONFIRMED = "confirmed", pgettext_lazy("commitment", "Confirmed")
    SET_ASIDE = "set_aside", pgettext_lazy("commitment", "Not a commitment")
    SUGGESTED = "suggested", pgettext_lazy("commitment", "Marked, not confirmed yet")
    UNDECIDED = "undecided", pgettext_lazy("commitment", "Suggested again")


# A decision is undone by making the passage undecided, or one that was marked to be confirmed again; it keeps its number.
NEXT = {
    Status.SUGGESTED: {Status.CONFIRMED, Status.SET_ASIDE},
    Status.SET_ASIDE: {Status.CONFIRMED, Status.UNDECIDED, Status.SUGGESTED},
    Status.CONFIRMED: {Status.UNDECIDED, Status.SUGGESTED},
    Status.UNDECIDED: {Status.CONFIRMED, Status.SET_ASIDE},
}
