"""A digest as its recipient would get it, before it goes. Nothing of it stays."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext

from portal.core.reader import Reader, reading_as
from portal.core.texts import name_of_language
from portal.notifications.composing import compose
from portal.notifications.messages import NoLongerWanted
from portal.notifications.models import OutgoingMail
from portal.people.readers import reader_of
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.notices import tell_digests
from workinggroup.reminders.states import WAITING


@dataclass(frozen=True, slots=True)
class Preview:
    """The mail in one language; `is_theirs` where it is the one that its recipient reads. `missing` says why there is none."""

    language: str
    name: str
    is_theirs: bool
    subject: str = ""
    body: str = ""
    missing: str = ""


def previews_of(line: Reminder, *, now: datetime) -> list[Preview]:
    """The digest of one person and day in each language, composed in the recipient's own context as of its hour (`now` where
    that has passed). What is written for it is undone."""
    at = max(line.goes_at, now)
    with transaction.atomic():
        with reading_as(Reader(line.editable_by[0])):
            rows = Reminder.objects.filter(recipient_id=line.recipient_id, send_on=line.send_on, status__in=WAITING)
            found = list(rows)
            mail = tell_digests(found, now=at).get(line.recipient_id)
            if mail:
                Reminder.objects.filter(pk__in=[row.pk for row in found]).update(mail=mail)
        previews = [_preview(mail, code, at) for code, _name in settings.LANGUAGES] if mail else []
        transaction.set_rollback(True)
    return previews


def _preview(mail: OutgoingMail, language: str, at: datetime) -> Preview:
    theirs, mail.language = mail.language, language
    try:
        envelope = compose(mail, reader_of(mail), now=at)
    except NoLongerWanted as reason:
        found = {"missing": gettext(str(reason))}
    else:
        found = {"subject": str(envelope.subject), "body": str(envelope.body)}
    mail.language = theirs
    return Preview(language, name_of_language(language), language == theirs, **found)
