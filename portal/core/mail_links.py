"""Links in mails that open exactly one form, for the person to whom the mail went; signed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "portal.mail."
PLACE = "TOKEN"
VALID = timedelta(days=183)


@dataclass(frozen=True, slots=True)
class MailLink:
    """What a link was made for: whose it is, what they may do by it, and what with."""

    person: UUID
    act: str
    subject: UUID


def mail_link(route: str, person: Any, act: str, subject: UUID, day: date) -> str:
    """The whole address of the form, for a mail of that day to a person (their key). It changes nothing and signs nobody in.

    `route` names the address that shows the form. The same mail has the same links, however often it is composed.
    """
    token = signing.Signer(salt=SALT + route).sign_object([str(person), str(act), str(subject), day.isoformat()])
    before, _place, after = _address(route).partition(PLACE)
    return f"{settings.PORTAL_ADDRESS}{before}{token}{after}"


@cache
def _address(route: str) -> str:
    """The address of a form, with `PLACE` where the token goes."""
    return reverse(route, args=[PLACE])


def read_mail_link(route: str, token: str, *, today: date) -> MailLink | None:
    """What a link says; None where we did not sign it for this route, or where its mail is more than half a year old."""
    try:
        person, act, subject, day = signing.Signer(salt=SALT + route).unsign_object(token)
        made = MailLink(UUID(person), act, UUID(subject))
        return made if date.fromisoformat(day) + VALID >= today else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
