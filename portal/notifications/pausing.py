"""Whether mails may leave at all, and how sending goes on after a restore.

A database that was restored from a dump shows mails as waiting that went since the dump was taken. It knows that it is
restored (`portal_is_restored` in `portal/core/guards.sql`), and sends nothing until the operator has said which of them went.
"""

import re
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext_noop

from portal.core.reader import Reader, reading_as
from portal.notifications.gathering import note_taken_along
from portal.notifications.models import OutgoingMail
from portal.notifications.news import MESSAGE
from portal.notifications.states import Status

PERHAPS_SENT = gettext_noop("It may have been sent before the portal was restored.")
WAITING = (Status.QUEUED, Status.SENDING)


def is_restored() -> bool:
    """Whether this database is a copy of one that has sent mails since."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT portal_is_restored()")
        return bool(cursor.fetchone()[0])


def why_paused() -> str:
    """Why nothing is sent, for an operator; "" where mails may leave."""
    if settings.SENDING_PAUSED:
        return "Sending is paused by PORTAL_SENDING_PAUSED."
    if is_restored():
        return "Sending is paused: this database was restored, and `manage.py resume_sending` has not been run."
    return ""


def message_ids(log: str) -> set[str]:
    """The Message-IDs of the portal's mails in a mail server's log."""
    return set(re.findall(rf"[\w.+-]+@{re.escape(settings.MAIL_DOMAIN)}", log))


def settle_sent(readers: Iterable[Reader], sent: set[str], *, now: datetime) -> int:
    """Mark those that wait and whose Message-ID is among `sent`, and what mails of news took along; returns how many."""
    sides, which = list(readers), {"message_id__in": [f"<{each}>" for each in sent]}
    news: list[OutgoingMail] = []
    for reader in sides:
        with reading_as(reader):
            rows = OutgoingMail.objects.filter(status__in=WAITING, message=MESSAGE, **which)
            news += rows.select_related("recipient__membership__delegation")
    changed = _settle(sides, Status.SENT, "", now, **which)
    note_taken_along(news, now=now)
    return changed


def drop_waiting(readers: Iterable[Reader], *, now: datetime) -> int:
    """Give up what waits, as it may have gone before; returns how many."""
    return _settle(readers, Status.DROPPED, PERHAPS_SENT, now)


def count_waiting(readers: Iterable[Reader]) -> int:
    return len({pk for reader in readers for pk in _waiting(reader)})


def _waiting(reader: Reader) -> list[object]:
    with reading_as(reader):
        return list(OutgoingMail.objects.filter(status__in=WAITING).values_list("pk", flat=True))


def _settle(readers: Iterable[Reader], status: Status, reason: str, now: datetime, **which: object) -> int:
    facts = {"status": status, "reason": reason, "settled_at": now, "lease": None, "lease_until": None, "payload": {}}
    changed = 0
    for reader in readers:
        with reading_as(reader):
            changed += OutgoingMail.objects.filter(status__in=WAITING, **which).update(**facts)
    return changed
