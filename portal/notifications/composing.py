"""Composing a mail, at the moment at which it leaves and as its recipient may see it then."""

import logging
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop

from portal.core.reader import Reader, reading_as
from portal.core.stencils import filled
from portal.notifications.messages import REGISTERED, Message, NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.notifications.stopping import headers_of
from portal.notifications.written import Envelope

log = logging.getLogger(__name__)

# Asked before each mail, in one message with who its recipient is now.
LAST_ACT = "SELECT portal_last_act()"
# Who a mail's recipient reads as, at this moment; None when the person may no longer be written to.
ReaderOf = Callable[[OutgoingMail], Reader | None]
# What was fetched for several mails at once is fetched again after this, and after any act.
FRESH = timedelta(seconds=5)


@dataclass
class Fetched:
    """What was fetched for some mails at once, after which act, and how many of them it has served."""

    at: datetime
    act: int
    found: Any
    mails: list[OutgoingMail]
    served: int = 0

    def serves(self, mail: OutgoingMail, act: int, now: datetime) -> bool:
        return self.act == act and now - self.at <= FRESH and any(each is mail for each in self.mails)


class Gathered:
    """What messages fetch for several mails of one side at once, in that side's reader context; good for some seconds, as long
    as nobody has done anything: every change leaves an act, one that takes access away, too.

    Where that fails, each of the mails is fetched for by itself from then on: one that cannot be composed keeps no other back.
    Where mails leave slowly, it is fetched for no more than twice as many as left in those seconds before.
    """

    def __init__(self, mails: Sequence[OutgoingMail]) -> None:
        self._mails = mails
        self._fetched: dict[str, Fetched] = {}
        self._alone: set[str] = set()
        self._act = 0

    def hear_act(self, told: Any) -> None:
        """Which act is the last as the next mail is composed, by what the database answered to `LAST_ACT`."""
        (self._act,) = told.fetchone()

    def of(self, mail: OutgoingMail, message: Message, *, now: datetime) -> dict[str, Any]:
        """What the message's `prepare` is given besides the mail and the instant."""
        if message.gather is None:
            return {}
        fetched = self._fetched.get(message.name)
        if (fetched is None or not fetched.serves(mail, self._act, now)) and message.name not in self._alone:
            mails = self._still_to_go(mail, message)[: 2 * fetched.served if fetched else None]
            try:
                with transaction.atomic():
                    fetched = Fetched(now, self._act, message.gather(mails, now=now), mails)
            except Exception:
                log.exception("%s cannot be found for several mails at once", message.name)
                self._alone.add(message.name)
            else:
                self._fetched[message.name] = fetched
        if message.name in self._alone or fetched is None:
            # What fails in the database must not undo that the mail before was marked as sent.
            with transaction.atomic():
                return {"gathered": message.gather([mail], now=now)}
        fetched.served += 1
        return {"gathered": fetched.found}

    def _still_to_go(self, mail: OutgoingMail, message: Message) -> list[OutgoingMail]:
        """This mail and those after it: what was fetched for the others is done with."""
        place = next(place for place, each in enumerate(self._mails) if each is mail)
        return [each for each in self._mails[place:] if each.message == message.name]


def compose(mail: OutgoingMail, reader: Reader | None, *, now: datetime, gathered: Gathered | None = None) -> Envelope:
    """Render a mail as its recipient, who reads as `reader`, may see it at `now`, in the recipient's language; raises
    `NoLongerWanted` or `NotYet`."""
    if reader is None:
        raise NoLongerWanted(gettext_noop("This person has no access any more."))
    message = REGISTERED[mail.message]
    # What was gathered was read by the recipient's side, and the wall knows sides.
    reads = nullcontext() if message.gather and gathered else reading_as(reader)
    with reads, translation.override(mail.language):
        known = (gathered or Gathered([mail])).of(mail, message, now=now)
        return envelope_of(mail, message, message.prepare(mail, now=now, **known))


def envelope_of(mail: OutgoingMail, message: Message, context: dict[str, Any]) -> Envelope:
    """A mail with this context, in the present language, which is the mail's."""
    context = context | {"address": settings.PORTAL_ADDRESS}
    context |= {"portal_name": settings.PORTAL_NAME[mail.language], "language": mail.language}
    words = message.lay_out(context) if message.lay_out else None

    def write(part: str) -> str:
        template = f"emails/{message.name}/{part}"
        return render_to_string(template, context) if words is None else filled(template, mail.language, **words)

    envelope = Envelope(
        subject=" ".join(write("subject.txt").split()),
        body=write("body.txt").strip() + "\n",
        # The envelope's sender, to which mail comes back.
        from_email=settings.RETURN_PATH,
        to=[mail.address],
        headers={
            "From": settings.DEFAULT_FROM_EMAIL,
            "Message-ID": mail.message_id,
            "Auto-Submitted": "auto-generated",
            "Content-Language": mail.language,
            **headers_of(context.get("stop", "")),
        },
    )
    envelope.attach_alternative(write("body.html"), "text/html")
    if "calendar" in context:
        _attach_invitation(envelope, context["calendar"], context["method"])
    return envelope


def _attach_invitation(envelope: Envelope, written: bytes, method: str) -> None:
    """Both ways in which calendars look for an invitation: as an alternative of the text (RFC 6047), and as a file."""
    envelope.attach_alternative(written.decode(), f"text/calendar; method={method}")
    envelope.attach("invitation.ics", written, "application/ics")
