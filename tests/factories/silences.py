"""Final texts under silence, by the real operations, at instants that the tests choose."""

from datetime import UTC, datetime, timedelta
from typing import Any

from meetings.adoption.models import Silence
from meetings.adoption.operations import silence as operations
from meetings.statements.models import Statement
from portal.core.reader import Reader, reading_as
from portal.notifications.models import OutgoingMail
from portal.notifications.states import Status as MailStatus
from tests.factories.closing import freeze
from tests.factories.texts import reload
from tests.factories.work import NOW, PARTIES, make_meeting, make_negotiation

# Friday 4 December 2026, 17:00 in Washington; the silence ends on Monday at the same hour.
OPENED = datetime(2026, 12, 4, 22, tzinfo=UTC)
ENDS = OPENED + timedelta(days=3)
SECOND = timedelta(seconds=1)


def make_final(world: Any) -> Statement:
    office = world.sec.coordinator
    return freeze(make_negotiation(world, make_meeting(office)), office, NOW)


def run(actor: Any, operation: str, statement: Statement, now: datetime, **facts: Any) -> Any:
    """One of the operations, as a person, at an instant by the database's clock."""
    with reading_as(actor.reader):
        return getattr(operations, operation)(statement=statement, actor=actor, clock=lambda: now, **facts)


def open_silence(world: Any, statement: Statement, ends: datetime = ENDS, now: datetime = OPENED) -> Silence:
    return run(world.gtm.head, "open_silence", statement, now, deadline_at=ends)


def close(silence: Silence, now: datetime) -> Silence:
    return operations.close_silence(silence.pk, clock=lambda: now)


def deliver(event: str = "silence_opened", at: datetime = OPENED, *, codes: Any = PARTIES, **facts: Any) -> None:
    """The mails of an act to these sides as they are once a mail server has taken them."""
    values = {"status": MailStatus.SENT, "settled_at": at + timedelta(minutes=1)} | facts
    for code in codes:
        with reading_as(Reader(code)):
            rows = OutgoingMail.objects.filter(event=f"meetings.statement.{event}", releasable_to__0=code)
            rows.update(**values)


def now_of(actor: Any, statement: Statement) -> Statement:
    with reading_as(actor.reader):
        return reload(statement)
