"""Links in mails that open exactly one form about an action item, for the person to whom the mail went; signed."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "workinggroup.actionitems.mail"
VALID = timedelta(days=183)


class MailAct(StrEnum):
    """What a mail offers to do with an action item."""

    ACCEPT = "accept"
    REPORT = "report"
    MORE_TIME = "more-time"


@dataclass(frozen=True, slots=True)
class MailLink:
    """What a link was made for: whose it is, what they may do by it, and with which action item."""

    person: UUID
    act: MailAct
    item: UUID


def mail_link(person: Any, act: MailAct, item: UUID, day: date) -> str:
    """The whole address of the form, for a mail of that day to a person (their key). It changes nothing and signs nobody in.

    The same mail has the same links, however often it is composed.
    """
    token = signing.Signer(salt=SALT).sign_object([str(person), act.value, str(item), day.isoformat()])
    return settings.PORTAL_ADDRESS + reverse("actionitems:by-mail", args=[token])


def read_mail_link(token: str, *, today: date) -> MailLink | None:
    """What a link says; None where we did not sign it, or where its mail is more than half a year old."""
    try:
        person, act, item, day = signing.Signer(salt=SALT).unsign_object(token)
        made = MailLink(UUID(person), MailAct(act), UUID(item))
        return made if date.fromisoformat(day) + VALID >= today else None
    except (signing.BadSignature, ValueError, TypeError):
        return None
