"""Mails that were handed over, and what mail servers report of them."""

from datetime import timedelta
from pathlib import Path

from django.utils import timezone

from portal.core.reader import PORTAL, reading_as
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post
from portal.notifications.states import Status
from tests.factories.people import mails

REPORTS = Path(__file__).parents[1] / "portal/notifications/bounces"
NOW = timezone.now()


def send(person, *, status: str = Status.SENT, at=NOW, key: str = "") -> OutgoingMail:
    """A mail to a person that was handed over."""
    with reading_as(person.reader if person.code else PORTAL):
        mail = post(
            "people/security",
            recipient=person,
            dedupe_key=key or f"{person.pk}:{at}",
            now=at,
            event="role_changed",
            at=at.isoformat(),
        )
        mail.status, mail.settled_at = status, None if status == Status.QUEUED else at
        if status == Status.SENDING:
            mail.lease, mail.lease_until = mail.pk, at + timedelta(minutes=5)
        mail.save()
    return mail


def report(mail: OutgoingMail, name: str = "postfix-unknown", *, address: str = "") -> bytes:
    """A real server's report, of this mail."""
    raw = (REPORTS / f"{name}.eml").read_bytes()
    for digit in b"1234567":
        raw = raw.replace(bytes([digit]) * 32 + b"@portal.example.org", mail.message_id.strip("<>").encode())
    for each in (b"gone@ministry.example", b"full@ministry.example", b"later@ministry.example", b"ok@ministry.example"):
        raw = raw.replace(each, (address or mail.address).encode())
    return raw


def fresh(mail: OutgoingMail) -> OutgoingMail:
    return next(each for each in mails() if each.pk == mail.pk)
