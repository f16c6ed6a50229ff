"""What those concerned are told when the languages of a text are brought together."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.notices import STAGES, TEXTS
from portal.notifications.news import describe_news

describe_news(
    "meetings.statement.aligning",
    TEXTS,
    STAGES,
    words=_("A text is agreed; its languages are now brought to say the same."),
    address=lambda statement: reverse("alignment:alignment", args=[statement.slug]),
)
describe_news(
    "meetings.statement.finalised",
    TEXTS,
    STAGES,
    words=_("The final text is frozen."),
    acted=_("%(side)s has frozen the final text."),
    address=lambda statement: reverse("revisions:revisions", args=[statement.slug]),
)
