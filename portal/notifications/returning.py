"""What a mail server reported of a mail is noted at its row, in the context of those who may see it.

A report changes how a mail stands and nothing else. Whoever writes one must know the mail's Message-ID, a tag that nobody can
guess: it knows who sent, carried or got the mail. Twice is as once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import transaction

from portal.core.characters import NEVER, UNREAD, one_line
from portal.core.reader import Reader, reading_as
from portal.notifications.bounces import Kind, Outcome, Report
from portal.notifications.bounces.wording import ADDRESS
from portal.notifications.models import OutgoingMail
from portal.notifications.states import NEXT, Note, Status

# What is believed where a report says several things of one address.
WORST = [Kind.FAILED, Kind.FULL, Kind.DELAYED, Kind.DELIVERED, Kind.RELAYED, Kind.EXPANDED]


class Effect(Enum):
    """What became of a report: it was noted; nothing in it was new; the mail is not settled yet, so it must be taken again
    later; or it names no mail of the portal."""

    NOTED = "noted"
    KNOWN = "known"
    LATER = "later"
    STRANGE = "strange"


@dataclass(frozen=True)
class Noted:
    """What became of a report, of which mail, and by which of its outcomes."""

    effect: Effect
    mail: OutgoingMail | None = None
    outcome: Outcome | None = None

    @property
    def is_failure(self) -> bool:
        """Whether a mail came back for good, for another reason than a full mailbox."""
        return self.effect == Effect.NOTED and self.outcome is not None and self.outcome.kind == Kind.FAILED


@transaction.atomic
def note_report(report: Report, readers: Iterable[Reader], *, now: datetime) -> Noted:
    """Note what a report says at the mail that it is about; `readers` are the sides whose mails are looked through."""
    names = [form for each in report.message_ids for form in _forms(each)]
    for reader in readers if names else ():
        with reading_as(reader):
            found = OutgoingMail.objects.select_for_update(of=("self",)).select_related("recipient")
            rows = {mail.message_id: mail for mail in found.filter(message_id__in=names)}
            mail = next((rows[name] for name in names if name in rows), None)
            if mail:
                return _note(mail, report, now)
    return Noted(Effect.STRANGE)


def discreet(words: str) -> str:
    """What a server said, as it can be kept and shown to those who may see whether a mail arrived: without addresses, which
    may be others' and those to which somebody passes mail on."""
    return one_line(NEVER.sub(UNREAD, ADDRESS.sub("…", words)))


def _forms(message_id: str) -> list[str]:
    """A Message-ID as it was read and as the portal writes it: some servers change capitals."""
    local, _at, domain = message_id.strip("<>").rpartition("@")
    own = domain.casefold() == settings.MAIL_DOMAIN.casefold()
    return [message_id, *([f"<{local.lower()}@{settings.MAIL_DOMAIN}>"] if own else [])]


def _note(mail: OutgoingMail, report: Report, now: datetime) -> Noted:
    if mail.status in {Status.QUEUED, Status.SENDING}:
        return Noted(Effect.LATER, mail)
    about = [each for each in report.outcomes if each.is_about(mail.address)]
    outcome = min(about, key=lambda each: WORST.index(each.kind), default=None)
    status, note = _standing(mail, outcome)
    if (status, note) == (mail.status, mail.note):
        return Noted(Effect.KNOWN, mail, outcome)
    mail.status, mail.note, mail.noted_at = status, note, now
    if outcome and outcome.kind in {Kind.FAILED, Kind.FULL, Kind.DELAYED}:
        mail.reason, mail.code = discreet(outcome.words), outcome.code[:12]
    mail.save(update_fields=["status", "note", "noted_at", "reason", "code"])
    return Noted(Effect.NOTED, mail, outcome)


def _standing(mail: OutgoingMail, outcome: Outcome | None) -> tuple[str, str]:
    """How a mail stands after a report; as before, where it says nothing new of it."""
    if mail.status != Status.SENT:
        return mail.status, mail.note
    kind = outcome.kind if outcome else None
    if kind in {Kind.FAILED, Kind.FULL} and Status.RETURNED in NEXT[Status(mail.status)]:
        return Status.RETURNED, Note.FULL if kind == Kind.FULL else ""
    if kind == Kind.DELIVERED:
        return mail.status, Note.DELIVERED
    if kind == Kind.DELAYED and mail.note != Note.DELIVERED:
        return mail.status, Note.DELAYED
    if kind is None and not mail.note:
        return mail.status, Note.ELSEWHERE
    if kind in {Kind.RELAYED, Kind.EXPANDED} and mail.note == Note.DELAYED:
        return mail.status, ""
    return mail.status, mail.note
