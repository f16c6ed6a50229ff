"""Delivering the outbox: lease, send, mark.

A row is leased in one transaction, sent outside any, and marked in another. A crash between sending and marking sends
the same mail (same Message-ID) once more when the lease runs out: SMTP cannot promise exactly once (RFC 5321, 6.1), so
at least once is the right side to err on. Two dispatchers at once are harmless: rows are claimed with SKIP LOCKED.
"""

import logging
import smtplib
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from portal.core.characters import NEVER, UNREAD, one_line
from portal.core.reader import Reader, reading_as
from portal.notifications.messages import REGISTERED, NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.notifications.pausing import why_paused
from portal.notifications.states import Status

AWAY = gettext_noop("The mail server does not answer.")
log = logging.getLogger(__name__)

# The order of delivery, as `OutgoingMail.turn` has it.
TURN = ("not_before", "created_at", "pk")
LEASE = timedelta(minutes=5)
BATCH = 50
PATIENCE = timedelta(days=3)
LONGEST_PAUSE = timedelta(minutes=5)

# Who a mail's recipient reads as, at this moment; None when the person may no longer be written to.
ReaderOf = Callable[[OutgoingMail], Reader | None]


@dataclass
class Tally:
    """What one round of delivery did."""

    sent: int = 0
    failed: int = 0
    dropped: int = 0
    postponed: int = 0
    paused: str = ""


def deliver_due(
    readers: Iterable[Reader], reader_of: ReaderOf, *, clock: Callable[[], datetime] = timezone.now
) -> Tally:
    """Deliver every mail that is due, in turns of `BATCH` for each reader; returns what happened.

    `readers` are the sides whose rows are to be delivered. While sending is paused nothing is done, and the tally says why.
    """
    tally = Tally(paused=why_paused())
    if tally.paused:
        return tally
    round_ = Round(reader_of, get_connection(), tally, clock)
    try:
        for reader in readers:
            while not round_.server_is_away and (leased := lease_due(reader, now=clock())):
                for mail in leased:
                    round_.deliver(mail, reader)
    finally:
        round_.connection.close()
    return tally


def lease_due(reader: Reader, *, now: datetime, size: int = BATCH) -> list[OutgoingMail]:
    """Claim due mails for this process: queued ones, and those whose earlier lease ran out."""
    lease = uuid.uuid4()
    with reading_as(reader):
        free = Q(status=Status.QUEUED, not_before__lte=now) | Q(status=Status.SENDING, lease_until__lt=now)
        rows = list(OutgoingMail.objects.select_for_update(skip_locked=True).filter(free).order_by(*TURN)[:size])
        for row in rows:
            row.status, row.lease, row.lease_until = Status.SENDING, lease, now + LEASE
            row.attempts += 1
        OutgoingMail.objects.bulk_update(rows, ["status", "lease", "lease_until", "attempts"])
    return rows


@dataclass
class Round:
    """One pass over the outbox with one kept connection."""

    reader_of: ReaderOf
    connection: BaseEmailBackend
    tally: Tally
    clock: Callable[[], datetime]
    server_is_away: bool = False

    def deliver(self, mail: OutgoingMail, reader: Reader) -> None:
        """Send one leased mail and mark what came of it."""
        if self.server_is_away:
            self.tally.postponed += _postpone(mail, reader, AWAY, self.clock())
            return
        if mail.lease_until is None or mail.lease_until - self.clock() < timedelta(seconds=30):
            return  # The lease is nearly over; another round takes the mail.
        try:
            self.connection.send_messages([compose(mail, self.reader_of, now=self.clock())])
        except NoLongerWanted as reason:
            self.tally.dropped += _settle(mail, reader, Status.DROPPED, str(reason), self.clock())
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError) as error:
            self._refused(mail, reader, error)
        except smtplib.SMTPServerDisconnected:
            self.connection.close()
            self.tally.postponed += _postpone(mail, reader, AWAY, self.clock())
        except smtplib.SMTPException as error:
            self.server_is_away = True
            self.tally.postponed += _postpone(mail, reader, f"{type(error).__name__}: {error}", self.clock())
        except OSError as error:
            log.warning("the mail server does not answer: %s", error)
            self.server_is_away = True
            self.tally.postponed += _postpone(mail, reader, AWAY, self.clock())
        except Exception as error:
            log.exception("mail %s could not be composed", mail.id)
            self.tally.postponed += _postpone(mail, reader, type(error).__name__, self.clock())
        else:
            self.tally.sent += _settle(mail, reader, Status.SENT, "", self.clock())

    def _refused(
        self, mail: OutgoingMail, reader: Reader, error: smtplib.SMTPRecipientsRefused | smtplib.SMTPDataError
    ) -> None:
        """A 5xx answer is final; anything else is tried again."""
        code: int
        text: bytes | str
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            code, text = next(iter(error.recipients.values()))
        else:
            code, text = error.smtp_code, error.smtp_error
        words = f"{code} {text.decode(errors='replace') if isinstance(text, bytes) else text}"
        if 500 <= code < 600:
            self.tally.failed += _settle(mail, reader, Status.FAILED, words, self.clock())
        else:
            self.tally.postponed += _postpone(mail, reader, words, self.clock())


def compose(mail: OutgoingMail, reader_of: ReaderOf, *, now: datetime) -> EmailMultiAlternatives:
    """Render a mail as its recipient may see it at `now`, in the recipient's language; raises `NoLongerWanted`."""
    reader = reader_of(mail)
    if reader is None:
        raise NoLongerWanted(gettext_noop("This person has no access any more."))
    message = REGISTERED[mail.message]
    with reading_as(reader), translation.override(mail.language):
        context = message.prepare(mail, now=now) | {"mail": mail, "address": settings.PORTAL_ADDRESS}
        context |= {"portal_name": settings.PORTAL_NAME[mail.language], "language": mail.language}
        folder = f"emails/{message.name}"
        envelope = EmailMultiAlternatives(
            subject=" ".join(render_to_string(f"{folder}/subject.txt", context).split()),
            body=render_to_string(f"{folder}/body.txt", context).strip() + "\n",
            to=[mail.address],
            headers={
                "Message-ID": mail.message_id,
                "Auto-Submitted": "auto-generated",
                "Content-Language": mail.language,
            },
        )
        envelope.attach_alternative(render_to_string(f"{folder}/body.html", context), "text/html")
        if "calendar" in context:
            _attach_invitation(envelope, context["calendar"], context["method"])
    return envelope


def _attach_invitation(envelope: EmailMultiAlternatives, written: bytes, method: str) -> None:
    """Both ways in which calendars look for an invitation: as an alternative of the text (RFC 6047), and as a file."""
    envelope.attach_alternative(written.decode(), f"text/calendar; method={method}")
    envelope.attach("invitation.ics", written, "application/ics")


def _plain(reason: str) -> str:
    """What a mail server said, as it can be kept."""
    return one_line(NEVER.sub(UNREAD, reason))


def _settle(mail: OutgoingMail, reader: Reader, status: Status, reason: str, now: datetime) -> int:
    with reading_as(reader):
        mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, status=Status.SENDING)
        return mine.update(
            status=status, reason=_plain(reason), settled_at=now, lease=None, lease_until=None, payload={}
        )


def _postpone(mail: OutgoingMail, reader: Reader, reason: str, now: datetime) -> int:
    if now - mail.created_at > PATIENCE:
        return _settle(mail, reader, Status.FAILED, reason, now)
    pause = min(timedelta(seconds=30) * 2 ** min(mail.attempts - 1, 6), LONGEST_PAUSE)
    with reading_as(reader):
        mine = OutgoingMail.objects.filter(pk=mail.pk, lease=mail.lease, status=Status.SENDING)
        return mine.update(
            status=Status.QUEUED, reason=_plain(reason), not_before=now + pause, lease=None, lease_until=None
        )
