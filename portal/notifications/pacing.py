"""How fast mails leave, whoever sends them: the limit of each minute, when one is tried again, and whether the server is away.

All of it stands in PostgreSQL, so that it holds for every worker on every host.
"""

import hashlib
import re
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from portal.core.locks import lock_key
from portal.notifications.models import MailServer, OutgoingMail, Permit

MINUTE = timedelta(minutes=1)
# One mail that was not taken: most servers that put off a stranger's mail take it after some minutes; a full mailbox lasts.
FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(minutes=30)
# A server that takes nothing: soon, but a wrong password is not tried so often that the account is locked.
FIRST_AWAY, LONGEST_AWAY = timedelta(seconds=10), timedelta(minutes=5)
LARGEST = 16
ADDRESS = re.compile(r"[^\s<>:;,\"']+@[^\s<>:;,\"']+")


def pause_of(mail: OutgoingMail) -> timedelta:
    """How long after its last attempt a mail is tried again: from one minute, doubled each time, to half an hour, a quarter
    more or less. By the mail and the attempt alone, so that mails put off together do not come back together.
    """
    return _doubled(FIRST_PAUSE, mail.attempts, LONGEST_PAUSE) * _jitter(f"{mail.message_id} {mail.attempts}")


def about_nobody(words: str) -> str:
    """What a server said, without the addresses in it: it is told of mails to others too."""
    return ADDRESS.sub("…", words)


def server_is_away(*, now: datetime) -> bool:
    """Whether the mail server took nothing lately and is not to be tried yet."""
    return MailServer.objects.filter(again_at__gt=now).exists()


def note_away(words: str, *, now: datetime) -> None:
    """Note that the server takes nothing, and when it is tried again; what others noted meanwhile stands."""
    with transaction.atomic():
        lock_key("mail server")
        _note_away(words, now)


def _note_away(words: str, now: datetime) -> None:
    row = MailServer.objects.first() or MailServer()
    if row.again_at and row.again_at > now:
        return
    row.away_since, row.tries, row.reason = row.away_since or now, min(row.tries + 1, 1000), words
    row.again_at = now + _doubled(FIRST_AWAY, row.tries, LONGEST_AWAY) * _jitter(f"{row.away_since} {row.tries}")
    row.save()


def was_away() -> bool:
    """Whether the mail server took nothing when it was tried last."""
    return MailServer.objects.filter(away_since__isnull=False).exists()


def note_back() -> None:
    """Note that the server takes mails."""
    MailServer.objects.filter(away_since__isnull=False).update(away_since=None, tries=0, again_at=None, reason="")


def slice_of(most: int, sides: int) -> int:
    """How many mails of one side are let go at a time: with a limit so few that each side has its part of each minute."""
    limit = settings.MAIL_PER_MINUTE
    return min(most, max(1, limit // max(1, sides))) if limit else most


def permitted(most: int, *, now: datetime) -> int:
    """How many mails may be let go now, `most` at most. Nobody else is told a number until the transaction ends."""
    if not settings.MAIL_PER_MINUTE:
        return most
    lock_key("mails of a minute")
    Permit.objects.filter(taken_at__lte=now - MINUTE).delete()
    used = Permit.objects.aggregate(all=Sum("mails"))["all"] or 0
    return max(0, min(most, settings.MAIL_PER_MINUTE - used))


def note_let_go(mails: int, *, now: datetime) -> None:
    """Count mails against the limit of the minute."""
    if settings.MAIL_PER_MINUTE and mails:
        Permit.objects.create(taken_at=now, mails=mails)


def _doubled(first: timedelta, times: int, longest: timedelta) -> timedelta:
    return min(first * 2 ** min(max(times, 1) - 1, LARGEST), longest)


def _jitter(seed: str) -> float:
    """From 0.75 to 1.25, the same for the same seed."""
    return 0.75 + int.from_bytes(hashlib.sha256(seed.encode()).digest()[:4]) / 2**33
