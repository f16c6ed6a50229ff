"""What those concerned are told of a negotiation: its stages at once, and what moves, gathered by the half hour."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from meetings.negotiation.queries.waiting import moves_since
from meetings.statements.models import Statement
from meetings.statements.notices import TEXTS, concerned
from portal.core.people import Person
from portal.notifications.news import Occasion, describe_news, tell_news

# What happens within so many minutes is told in one mail, at their end.
GATHERED = timedelta(minutes=30)
MOVED = "meetings.statement.moved"


def tell_moved(statement: Statement, *, actor: Person, now: datetime) -> None:
    """Tell those concerned of proposals, answers and changed words: one mail for each half hour, at its end."""
    tell_news(MOVED, statement, concerned(statement, actor), now=now, gather=GATHERED)


def _moved(occasion: Occasion) -> list[str]:
    """What others tabled, answered and changed since, as far as it still stands; nothing where nothing does."""
    moves = moves_since(occasion.subject, occasion.person, occasion.since)
    lines = []
    if moves.tabled:
        words = ngettext("%(count)s proposal was tabled.", "%(count)s proposals were tabled.", moves.tabled)
        lines.append(words % {"count": moves.tabled})
    if moves.changed:
        words = ngettext(
            "The words of %(count)s paragraph changed.", "The words of %(count)s paragraphs changed.", moves.changed
        )
        lines.append(words % {"count": moves.changed})
    if moves.answered:
        words = ngettext(
            "%(count)s of your delegation's proposals was answered.",
            "%(count)s of your delegation's proposals were answered.",
            moves.answered,
        )
        lines.append(words % {"count": moves.answered})
    if lines and moves.waiting:
        words = ngettext(
            "%(count)s paragraph waits for your delegation.",
            "%(count)s paragraphs wait for your delegation.",
            moves.waiting,
        )
        lines.append(words % {"count": moves.waiting})
    return lines


def _table(statement: Statement) -> str:
    return reverse("negotiation:statement", args=[statement.slug])


def _stage(statement: Statement) -> str:
    return reverse("negotiation:stage", args=[statement.slug])


describe_news("meetings.statement.begun", TEXTS, words=_("The negotiation of a text is open."), address=_table)
describe_news("meetings.statement.suspended", TEXTS, words=_("The negotiation of a text is suspended."), address=_stage)
describe_news("meetings.statement.resumed", TEXTS, words=_("A text is negotiated again."), address=_table)
describe_news(
    "meetings.statement.abandoned", TEXTS, words=_("The negotiation has ended without a text."), address=_stage
)
describe_news("meetings.statement.opted_out", TEXTS, words=_("A party has opted out of a text."), address=_stage)
describe_news(MOVED, TEXTS, words=_moved, address=_table, title=_("A text has moved"))
