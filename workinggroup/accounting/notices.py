"""What those concerned are told of the accounting of a text, gathered by the half hour."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from meetings.statements.notices import TEXTS, concerned
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import describe_news, tell_news

GATHERED = timedelta(minutes=30)
ACCOUNTED = "workinggroup.statement.accounted"
KIND = describe_kind("accounting", _("What becomes of earlier commitments in these texts"), usual=Ways(bell=True))


def tell_accounted(statement: Statement, *, actor: Person, now: datetime) -> None:
    """Tell those concerned that it was said what becomes of earlier commitments: once for each half hour, at its end."""
    tell_news(ACCOUNTED, statement, concerned(statement, actor), now=now, gather=GATHERED)


describe_news(
    ACCOUNTED,
    TEXTS,
    KIND,
    words=_("It was said what becomes of commitments of earlier rounds in this text."),
    address=lambda statement: reverse("accounting:accounting", args=[statement.slug]),
)
