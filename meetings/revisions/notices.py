"""What those concerned are told of a text's revisions."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.notices import STAGES, TEXTS
from portal.notifications.news import describe_news

describe_news(
    "meetings.statement.revision_issued",
    TEXTS,
    STAGES,
    words=_("A revision is issued; it can be compared with the one before and downloaded."),
    acted=_("%(side)s has issued a revision; it can be compared with the one before and downloaded."),
    address=lambda statement: reverse("revisions:revisions", args=[statement.slug]),
)
