"""What is due to be released, and when."""

from datetime import datetime

from meetings.release.gate import standing_of
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.core.clock import database_now
from portal.core.reader import Reader, reading_as
from portal.people.rules import SECRETARIAT


def next_due(*, after: datetime) -> datetime | None:
    """The next instant at which a text goes out, as the secretariat sees it. One SQL query, and four for each scheduled text."""
    with reading_as(Reader(SECRETARIAT)):
        scheduled = Statement.objects.filter(status=Status.SCHEDULED)
        instants = [standing_of(statement).due_at for statement in scheduled]
    return min((each for each in instants if each and each > after), default=None)


def seconds_until_next(*, most: float) -> float:
    """How long it is until the next text goes out, by the clock of the database; at most `most`."""
    now = database_now()
    at = next_due(after=now)
    return min((at - now).total_seconds(), most) if at else most
