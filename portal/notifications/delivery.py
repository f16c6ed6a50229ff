"""Delivering the outbox: lease, send, mark.

Rows are leased in one transaction and sent outside any; each is marked as sent in the transaction that composes the next one.
A crash between sending and marking sends that one mail (same Message-ID) once more when the lease runs out: SMTP cannot
promise exactly once (RFC 5321, 6.1; RFC 1047), so at least once is the right side to err on. Any number of dispatchers at once
are harmless: rows are claimed with SKIP LOCKED.
"""

import logging
import smtplib
import time
import uuid
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.db.models import Case, F, Q, When
from django.db.models.functions import Greatest
from django.utils import timezone
from django.utils.translation import gettext_noop

from portal.core.characters import NEVER, UNREAD, one_line
from portal.core.reader import Reader, opening, reading_as
from portal.notifications import pacing
from portal.notifications.answers import Scope, Verdict, judge
from portal.notifications.composing import FRESH, LAST_ACT, Gathered, ReaderOf, compose
from portal.notifications.line import Line
from portal.notifications.messages import NoLongerWanted, NotYet
from portal.notifications.models import OutgoingMail
from portal.notifications.pausing import why_paused
from portal.notifications.states import Status
from portal.notifications.written import Envelope

# What is done with a mail whose address the mail server refuses for good.
Refused = Callable[[OutgoingMail], None]
AWAY = gettext_noop("The mail server does not answer.")
log = logging.getLogger(__name__)

# The order of delivery, as `OutgoingMail.turn` has it.
TURN = ("not_before", "created_at", "pk")
# So many mails are leased at a time: a hundred at first, and then twice as many as left in the seconds for which what was read
# for several of them holds. Where mails leave fast they are read for together; where slowly, a sender that dies keeps few back.
FIRST, FEWEST, MOST = 100, 10, 400
PATIENCE = timedelta(days=3)
MARK_SENT = "SELECT notifications_mark_sent(%s, %s, %s)"
SETTLE = """
UPDATE notifications_outgoingmail
SET status = %s, reason = %s, settled_at = %s, lease = NULL, lease_until = NULL, payload = '{}'
WHERE id = %s AND lease = %s AND status = 'sending'
"""
# After this a round takes no more, so that what else a round does has its turn; the next round goes on.
LONGEST_ROUND = timedelta(seconds=50)
# MAIL, RCPT, DATA, the mail itself and its answer: each is waited for this often by the time limit of the connection.
STEPS = 5
HOLD = timedelta(seconds=STEPS * (settings.EMAIL_TIMEOUT or 20))
LEASE = HOLD + timedelta(seconds=45)
# So many mails in a row that get no answer, and it is not the mails.
MISSES = 3


@dataclass
class Tally:
    """What one round of delivery did, and what kept it from doing more: `paused`, or the words of a server that takes nothing."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    postponed: int = 0
    paused: str = ""
    away: str = ""


def deliver_due(
    readers: Iterable[Reader],
    reader_of: ReaderOf,
    *,
    clock: Callable[[], datetime] = timezone.now,
    refused: Refused = lambda mail: None,
) -> Tally:
    """Deliver every mail that is due, side by side in turns; returns what happened.

    `readers` are the sides whose rows are to be delivered; `refused` is told of mails whose address the server refuses.
    While sending is paused nothing is done, and the tally says why.
    """
    tally = Tally(paused=why_paused())
    began = clock()
    if tally.paused or pacing.server_is_away(now=began):
        return tally
    sides = list(readers)
    # Another side begins each time, so that a limit or the end of a round is not always the same one's.
    first = uuid.uuid4().int % max(len(sides), 1)
    turns = deque(sides[first:] + sides[:first])
    round_ = Round(reader_of, tally, clock, refused)
    try:
        while turns and not tally.away and clock() - began < LONGEST_ROUND:
            reader = turns.popleft()
            size = pacing.slice_of(round_.size, len(sides))
            if leased := lease_due(reader, now=clock(), size=size):
                round_.deliver(leased, reader)
                turns.append(reader)
        round_.end()
    except (OperationalError, InterfaceError):
        round_.mark_late()
        raise
    finally:
        round_.line.drop()
    return tally


def lease_due(reader: Reader, *, now: datetime, size: int = FIRST) -> list[OutgoingMail]:
    """Claim due mails for this process, as many as may leave now: queued ones, and those whose earlier lease ran out."""
    lease = uuid.uuid4()
    with reading_as(reader):
        ripe = Q(again_at__isnull=True) | Q(again_at__lte=now)
        free = Q(ripe, status=Status.QUEUED, not_before__lte=now) | Q(status=Status.SENDING, lease_until__lt=now)
        size = pacing.permitted(size, now=now)
        rows = list(OutgoingMail.objects.select_for_update(skip_locked=True).filter(free).order_by(*TURN)[:size])
        if not rows:
            return rows
        pacing.note_let_go(len(rows), now=now)
        for row in rows:
            row.attempts += row.status == Status.QUEUED
            row.status, row.lease, row.lease_until = Status.SENDING, lease, now + LEASE
        mine = OutgoingMail.objects.filter(pk__in=[row.pk for row in rows])
        # A lease that ran out was cut short from within: what the mail server answers next is its first answer.
        attempts = F("attempts") + Case(When(status=Status.QUEUED, then=1), default=0)
        mine.update(status=Status.SENDING, lease=lease, lease_until=now + LEASE, attempts=attempts)
    return rows


@dataclass
class Round:
    """One pass over the outbox through one kept connection. `unmarked` is the mail that went and is not yet marked, with its
    side; `size` is how many mails are leased next.
    """

    reader_of: ReaderOf
    tally: Tally
    clock: Callable[[], datetime]
    refused: Refused
    line: Line = field(default_factory=Line)
    unmarked: tuple[OutgoingMail, Reader] | None = None
    misses: int = 0
    is_well: bool = False
    gathered: Gathered | None = None
    size: int = FIRST

    def deliver(self, mails: Sequence[OutgoingMail], reader: Reader) -> None:
        """Send one side's leased mails and mark what came of them; those that cannot go now are given back."""
        self.gathered, began = Gathered(mails), self.clock()
        for place, mail in enumerate(mails):
            if not self._is_connected() or not self._has_time(mail):
                given_back = _give_back(mails[place:], reader, self.tally.away, self.clock())
                self.tally.postponed += given_back if self.tally.away else 0
                break
            if envelope := self._prepare(mail, reader):
                self._send(mail, reader, envelope)
        else:
            self.size = self._as_many_as_leave(len(mails), self.clock() - began)
        self._mark()
        self.unmarked = None

    @staticmethod
    def _as_many_as_leave(mails: int, took: timedelta) -> int:
        """How many are leased where so many took so long."""
        return min(MOST, max(FEWEST, int(2 * mails * FRESH / took) if took else MOST))

    def end(self) -> None:
        """Where the server was away and no mail was there to try it with, see whether it is back."""
        if not self.is_well and not self.tally.away and pacing.was_away() and self._is_connected():
            pacing.note_back()

    def mark_late(self) -> None:
        """After the database went away: mark what went, when it answers again. Until the lease ends nobody sends it again."""
        if not self.unmarked:
            return
        mail, _reader = self.unmarked
        while mail.lease_until and mail.lease_until > self.clock():
            connection.close()
            try:
                self._mark()
            except (OperationalError, InterfaceError):
                time.sleep(0.5)
            else:
                return

    def _prepare(self, mail: OutgoingMail, reader: Reader) -> Envelope | None:
        """In one transaction: mark what went before, and compose this one, or None where it is not to go now.

        Where what it says was gathered and nobody has done anything since, these are two messages to the database: who the
        recipient is now and which act is the last, and the mark.
        """
        with opening(asks_first=True) as read_as:
            if self.gathered:
                connection.say_first(LAST_ACT, self.gathered.hear_act)  # type: ignore[attr-defined]
            recipient = self.reader_of(mail)
            read_as(reader)
            self._note_sent()
            try:
                envelope = compose(mail, recipient, now=self.clock(), gathered=self.gathered)
            except NoLongerWanted as reason:
                envelope = None
                self.tally.dropped += _settle(mail, reader, Status.DROPPED, str(reason), self.clock())
            except NotYet as later:
                envelope = None
                self.tally.postponed += _wait(mail, reader, later.at)
            except Exception as error:
                envelope = None
                log.exception("mail %s could not be composed", mail.id)
                self.tally.postponed += _postpone(mail, reader, type(error).__name__, self.clock())
        self.unmarked = None
        return envelope

    def _send(self, mail: OutgoingMail, reader: Reader, envelope: Envelope) -> None:
        try:
            self.line.send(envelope)
        except OSError as error:
            verdict = judge(error)
            self._not_taken(mail, reader, verdict)
            if verdict.is_final and isinstance(error, smtplib.SMTPRecipientsRefused):
                mail.reason = _plain(verdict.words)
                self.refused(mail)
        except Exception as error:
            log.exception("mail %s could not be sent", mail.id)
            self.line.drop()
            self.tally.postponed += _postpone(mail, reader, type(error).__name__, self.clock())
        else:
            self.unmarked, self.misses = (mail, reader), 0
            if not self.is_well:
                self.is_well = True
                pacing.note_back()

    def _not_taken(self, mail: OutgoingMail, reader: Reader, verdict: Verdict) -> None:
        """A final answer about the mail is final; all else is tried again, and trouble of the server's ends the round."""
        words, now = verdict.words or AWAY, self.clock()
        self.misses = self.misses + 1 if verdict.scope is Scope.LINE else 0
        if verdict.is_final:
            self.tally.failed += _settle(mail, reader, Status.FAILED, words, now)
        else:
            self.tally.postponed += _postpone(mail, reader, words, now)
        if verdict.scope is Scope.MAIL:
            self.line.clear()
        else:
            self.line.drop()
        if verdict.scope is Scope.SERVER or self.misses >= MISSES:
            self._stop(words)

    def _is_connected(self) -> bool:
        if self.tally.away:
            return False
        try:
            self.line.open()
        except OSError as error:
            verdict = judge(error)
            self._stop(verdict.words or AWAY)
        return not self.tally.away

    def _stop(self, words: str) -> None:
        self.tally.away = pacing.about_nobody(_plain(words))
        log.warning("the mail server takes nothing: %s", self.tally.away)
        pacing.note_away(self.tally.away, now=self.clock())

    def _has_time(self, mail: OutgoingMail) -> bool:
        """Whether the lease lasts as long as sending may take; else another round takes the mail."""
        return mail.lease_until is not None and mail.lease_until - self.clock() >= HOLD

    def _mark(self) -> None:
        """Mark what went. It stays noted as unmarked until the transaction has ended well."""
        if self.unmarked:
            with reading_as(self.unmarked[1]):
                self._note_sent()

    def _note_sent(self) -> None:
        """The same within a transaction of the side whose mail it is, in one message with what follows or with its end."""
        if self.unmarked:
            mail = self.unmarked[0]
            with connection.cursor() as cursor:
                mark = str(cursor.mogrify(MARK_SENT, [mail.pk, mail.lease, self.clock()]))
            connection.say_first(mark, self._hear_sent, in_any_case=True)  # type: ignore[attr-defined]

    def _hear_sent(self, told: Any) -> None:
        self.tally.sent += told.fetchone()[0]


def _plain(reason: str) -> str:
    """What a mail server said, as it can be kept."""
    return one_line(NEVER.sub(UNREAD, reason))


def _settle(mail: OutgoingMail, reader: Reader, status: Status, reason: str, now: datetime) -> int:
    with reading_as(reader), connection.cursor() as cursor:
        cursor.execute(SETTLE, [status.value, _plain(reason), now, mail.pk, mail.lease])
        return int(cursor.rowcount)


def _postpone(mail: OutgoingMail, reader: Reader, reason: str, now: datetime) -> int:
    """Try a mail again later; three days after it was due it is given up, but never at its first attempt: a portal that was
    itself away for longer than that has not tried yet.
    """
    if mail.attempts > 1 and now - mail.not_before > PATIENCE:
        return _settle(mail, reader, Status.FAILED, reason, now)
    with reading_as(reader):
        mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, status=Status.SENDING)
        again = now + pacing.pause_of(mail)
        return mine.update(status=Status.QUEUED, reason=_plain(reason), again_at=again, lease=None, lease_until=None)


def _wait(mail: OutgoingMail, reader: Reader, at: datetime) -> int:
    """A mail that goes later waits as if nobody had taken it."""
    with reading_as(reader):
        mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, status=Status.SENDING)
        attempts = Greatest(F("attempts") - 1, 0)
        return mine.update(status=Status.QUEUED, not_before=at, attempts=attempts, lease=None, lease_until=None)


def _give_back(mails: Sequence[OutgoingMail], reader: Reader, reason: str, now: datetime) -> int:
    """Mails that were not tried wait as before, and it counts as no attempt; those that waited too long are given up.

    Where the server takes nothing they are told as tried, once.
    """
    with reading_as(reader):
        mine = OutgoingMail.objects.filter(
            pk__in=[mail.pk for mail in mails], lease=mails[0].lease, status=Status.SENDING
        )
        if reason:
            mine.filter(attempts__gt=1, not_before__lt=now - PATIENCE).update(
                status=Status.FAILED, reason=reason, settled_at=now, lease=None, lease_until=None, payload={}
            )
        attempts = Greatest(F("attempts") - 1, 1 if reason else 0)
        return mine.update(status=Status.QUEUED, reason=reason, lease=None, lease_until=None, attempts=attempts)
