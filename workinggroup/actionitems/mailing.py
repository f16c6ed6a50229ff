"""Links in mails that open exactly one form about an action item, for the person to whom the mail went; signed."""

from dataclasses import dataclass
from datetime import timedelta
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


def mail_link(person: Any, act: MailAct, item: UUID) -> str:
    """The whole address of the form, for a mail to a person (their key). It changes nothing and signs nobody in."""
    token = signing.dumps([str(person), act.value, str(item)], salt=SALT)
    return settings.PORTAL_ADDRESS + reverse("actionitems:by-mail", args=[token])


def read_mail_link(token: str) -> MailLink | None:
    """What a link says; None where we did not sign it, or more than half a year ago."""
    try:
        person, act, item = signing.loads(token, salt=SALT, max_age=VALID)
        return MailLink(UUID(person), MailAct(act), UUID(item))
    except (signing.BadSignature, ValueError, TypeError):
        return None
