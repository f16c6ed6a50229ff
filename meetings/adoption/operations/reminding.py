"""Reminding those whose signature is waited for."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.adoption import rules
from meetings.adoption.notices import tell_waited_for
from meetings.adoption.queries.waiting import REMIND_AGAIN, REMINDED, heads_of, last_reminder, unsigned_parties
from meetings.statements.gate import enter_stage
from meetings.statements.models import Statement
from meetings.statements.states import Status
from portal.audit.operations import record
from portal.core import times
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure


class RemindedToday(Refused):
    """Once a day is enough."""

    sentence = _("They were reminded on %(day)s, %(clock)s. Once in 24 hours is enough.")


class NobodyToRemind(Refused):
    """Of the parties that have not signed, none has a head of delegation with an account."""

    sentence = _("There is nobody to remind: no party that has not signed has a head of delegation with an account.")


@transaction.atomic
def remind_signers(*, statement: Statement, actor: Person, clock: Clock = database_now) -> list[str]:
    """Remind the heads of the parties that have not signed for good, once a day at most; returns the codes of those parties.

    Refuses `NotInThisStage`, `RemindedToday`, `NobodyToRemind`.
    """
    ensure(rules.can_remind(actor, statement))
    statement = enter_stage(statement, Status.SIGN_OFF)
    now = clock()
    if (last := last_reminder(statement)) and now - last.at < REMIND_AGAIN:
        day = times.long_day(times.local(last.at, actor.zone).date())
        raise RemindedToday(day=day, clock=times.clock(last.at, actor.zone))
    heads = heads_of(unsigned_parties(statement))
    if not heads:
        raise NobodyToRemind
    codes = list(dict.fromkeys(head.code for head in heads))
    record(REMINDED, statement, actor=actor, parties=codes)
    tell_waited_for(statement, heads, now=now)
    return codes
