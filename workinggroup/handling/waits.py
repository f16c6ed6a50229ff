"""What of handling waits on a person: to answer a request for wider release, and to mark anew what has a mark that ran out."""

from datetime import date, datetime
from functools import cache
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from workinggroup.handling import rules
from workinggroup.handling.shown import is_restricted
from workinggroup.handling.things import find_thing, tables_handled

# The open requests of which a side is an originator and has not answered; then, with their kind, the things whose mark ran out.
OPEN = """
SELECT asked.id, '', asked.due FROM workinggroup_releaserequest AS asked
WHERE asked.status = 'asked' AND %(code)s = ANY (asked.originators) AND NOT EXISTS (
    SELECT FROM workinggroup_releaseanswer AS answer WHERE answer.request_id = asked.id AND answer.side = %(code)s)
"""
RAN_OUT = """
UNION ALL SELECT thing.id, '{kind}', thing.mark_until FROM {table} AS thing
WHERE thing.originators[1] = %(code)s AND thing.mark_then = '' AND thing.mark_until IS NOT NULL
"""
Rows = tuple[tuple[UUID, str, date], ...]


@cache
def _statement() -> str:
    parts = [RAN_OUT.format(kind=kind, table=table) for kind, table in tables_handled()]
    return f"{OPEN}{''.join(parts)} ORDER BY 3, 1"


def _open(code: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(_statement(), {"code": code})
        return tuple(cursor.fetchall())


OPEN_OF: Remembered[Rows] = Remembered(_open)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate an originator. One SQL query when keys are not remembered, and one for each mark that ran out."""
    if not rules.can_speak(user):
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    rows = [row for row in OPEN_OF(moment, user.code) if not row[1] or row[2] <= today]
    found = [_wait(pk, kind, due, today) for pk, kind, due in rows[:most]]
    return Waits([wait for wait in found if wait is not None], len(rows))


def _wait(pk: UUID, kind: str, due: date, today: date) -> Wait | None:
    days = (due - today).days
    thing = _("request for wider release")
    if not kind:
        why = _("Each originator must say yes; no answer is no.")
        return Wait(_("Answer:"), thing, thing, reverse("handling:request", args=[pk]), due, days, why)
    found = find_thing(kind, pk)
    if found is None:
        return None
    why = _("Its mark was to hold until this day, and nobody said what then.")
    address = reverse("handling:readers", args=[kind, pk])
    discreet, hushed = _("something that your delegation marked"), is_restricted(found)
    return Wait(_("Mark anew:"), str(found), discreet, address, due, days, why, is_restricted=hushed)
