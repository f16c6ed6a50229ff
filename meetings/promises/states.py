"""What a text says of when, and how much a passage binds."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Strength(TextChoices):
    """An undertaking, or a reaffirmation and the like."""

    CORE = "core", _("Undertaking")
    SOFT = "soft", _("Reaffirmation")


class Due(TextChoices):
    """What the words about time name: a day or part of the year, a length of time, an event, a beginning, or nothing."""

    DATE = "date", pgettext_lazy("due", "a day")
    MONTH = "month", pgettext_lazy("due", "a month")
    SEASON = "season", pgettext_lazy("due", "a season")
    YEAR_END = "year_end", pgettext_lazy("due", "the end of a year")
    RELATIVE = "relative", pgettext_lazy("due", "a length of time from a day")
    DURATION = "duration", pgettext_lazy("due", "how long it goes on")
    EVENT = "event", pgettext_lazy("due", "an event")
    NOT_BEFORE = "not_before", pgettext_lazy("due", "a beginning, no deadline")
    CONTINUOUS = "continuous", pgettext_lazy("due", "again and again, without end")
    NONE = "none", pgettext_lazy("due", "nothing that can be dated")


class Basis(TextChoices):
    """The day from which a length of time is counted."""

    MEETING = "meeting", pgettext_lazy("basis", "the meeting")
    RELEASE = "release", pgettext_lazy("basis", "the release of the text")
    EVENT = "event", pgettext_lazy("basis", "an event")


# Words that name no day, whatever stands in them: "beyond May 11" is a beginning.
DATELESS = {Due.NOT_BEFORE, Due.CONTINUOUS, Due.NONE}
