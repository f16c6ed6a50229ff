"""Links in mails that open exactly one form, for the person to whom the mail went; signed, and short enough to be read."""

import hashlib
import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils.crypto import constant_time_compare

SALT = "portal.mail."
PLACE = "TOKEN"
VALID = timedelta(days=183)
# Bytes of a token: two keys, a day, then the act; at the end the signature.
KEY, DAY, SIGNATURE = 16, 3, hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class MailLink:
    """What a link was made for: whose it is, what they may do by it, and what with."""

    person: UUID
    act: str
    subject: UUID


def mail_link(route: str, person: UUID, act: str, subject: UUID, day: date) -> str:
    """The whole address of the form, for a mail of that day to a person (their key). It changes nothing and signs nobody in.

    `route` names the address that shows the form. The same mail has the same links, however often it is composed.
    """
    said = person.bytes + subject.bytes + day.toordinal().to_bytes(DAY, "big") + act.encode()
    before, after = _address(route)
    return f"{settings.PORTAL_ADDRESS}{before}{_signed(route, said, settings.SECRET_KEY)}{after}"


@cache
def _address(route: str) -> tuple[str, str]:
    """What stands before and after the token in the address of a form."""
    before, _place, after = reverse(route, args=[PLACE]).partition(PLACE)
    return before, after


def read_mail_link(route: str, token: str, *, today: date) -> MailLink | None:
    """What a link says; None where we did not sign it for this route, or where its mail is more than half a year old."""
    try:
        said = urlsafe_b64decode(token.encode() + b"==")[:-SIGNATURE]
    except ValueError:
        return None
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    if not any(constant_time_compare(token, _signed(route, said, secret)) for secret in secrets):
        return None
    person, subject, day, act = said[:KEY], said[KEY : 2 * KEY], said[2 * KEY :][:DAY], said[2 * KEY + DAY :]
    if date.fromordinal(int.from_bytes(day, "big")) + VALID < today:
        return None
    return MailLink(UUID(bytes=person), act.decode(), UUID(bytes=subject))


def _signed(route: str, said: bytes, secret: str) -> str:
    token = said + hmac.digest(_key(route, secret), said, "sha256")
    return urlsafe_b64encode(token).rstrip(b"=").decode()


@lru_cache(maxsize=64)
def _key(route: str, secret: str) -> bytes:
    return hmac.digest(secret.encode(), (SALT + route).encode(), "sha256")
