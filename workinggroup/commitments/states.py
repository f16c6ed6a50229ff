"""The life of a commitment and its strength."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
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


class Closing(TextChoices):
    """How a commitment of an earlier mandate ended before it came here."""

    DONE = "done", pgettext_lazy("accounting", "Done")
    DROPPED = "dropped", pgettext_lazy("accounting", "Dropped")


class Season(TextChoices):
    """The seasons that a text may name, each in the north and in the south."""

    SPRING = "spring", _("spring (March to May)")
    SUMMER = "summer", _("summer (June to August)")
    AUTUMN = "autumn", _("autumn (September to November)")
    WINTER = "winter", _("winter (December to February)")
    SPRING_SOUTH = "spring_south", _("spring in the south (September to November)")
    SUMMER_SOUTH = "summer_south", _("summer in the south (December to February)")
    AUTUMN_SOUTH = "autumn_south", _("autumn in the south (March to May)")
    WINTER_SOUTH = "winter_south", _("winter in the south (June to August)")


class Unit(TextChoices):
    """In what a length of time is counted."""

    DAY = "day", pgettext_lazy("unit", "days")
    WEEK = "week", pgettext_lazy("unit", "weeks")
    MONTH = "month", pgettext_lazy("unit", "months")
    YEAR = "year", pgettext_lazy("unit", "years")
