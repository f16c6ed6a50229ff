"""What those concerned are told of commitments that are marked in a text, gathered by the half hour."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from meetings.statements.notices import TEXTS, concerned
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import describe_news, tell_news

GATHERED = timedelta(minutes=30)
PROMISED = "meetings.statement.promised"
MARKED = describe_kind("marked", _("Commitments that are marked in these texts"), usual=Ways(bell=True))


def tell_promised(statement: Statement, *, actor: Person, now: datetime) -> None:
    """Tell those concerned that commitments were marked, changed or withdrawn: once for each half hour, at its end."""
    tell_news(PROMISED, statement, concerned(statement, actor), now=now, gather=GATHERED)


describe_news(
    PROMISED,
    TEXTS,
    MARKED,
    words=_("Commitments were marked in a text, or changed."),
    address=lambda statement: reverse("promises:promises", args=[statement.slug]),
)
