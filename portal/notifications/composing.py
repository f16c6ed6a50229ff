"""Composing a mail, at the moment at which it leaves and as its recipient may see it then."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext_noop

from portal.core.reader import Reader, reading_as
from portal.notifications.messages import REGISTERED, NoLongerWanted
from portal.notifications.models import OutgoingMail

# Who a mail's recipient reads as, at this moment; None when the person may no longer be written to.
ReaderOf = Callable[[OutgoingMail], Reader | None]


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
            # The envelope's sender, to which mail comes back.
            from_email=settings.RETURN_PATH,
            to=[mail.address],
            headers={
                "From": settings.DEFAULT_FROM_EMAIL,
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
