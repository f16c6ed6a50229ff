"""Mail that came back: a server's report is taken, and an address that is dead is told to those who can mend it.

The reports are about mails of every side, so the portal's machinery takes them, in each side's context.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.conf import settings
from django.db import transaction

from portal.audit.operations import record
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import PORTAL, reading_as
from portal.notifications.bounces import Kind, Nature, Outcome, read_report
from portal.notifications.bounces.wording import code_in, is_full
from portal.notifications.mailbox import Collected, MailboxAway, collect
from portal.notifications.models import OutgoingMail
from portal.notifications.pausing import is_restored
from portal.notifications.returning import Effect, Noted, discreet, note_report
from portal.people import rules
from portal.people.models import DeadAddress, Invitation, User
from portal.people.notices import tell_address_dead
from portal.people.queries import who_mends
from portal.people.readers import everybody
from portal.people.states import InvitationStatus


class Taken(Enum):
    """What became of a message: taken, whether it was a report or a machine's answer; to be brought again later; or left
    for a person to read."""

    DONE = "done"
    LATER = "later"
    NOT_OURS = "not ours"


# The folders into which messages move when they are taken; "" is none.
FOLDERS = {Taken.DONE: "Taken by the portal", Taken.NOT_OURS: "Not for the portal", Taken.LATER: ""}


@dataclass(frozen=True)
class Receipt:
    """What became of a message, in words for a log."""

    taken: Taken
    words: str


@transaction.atomic
def take_message(raw: bytes, *, now: datetime) -> Receipt:
    """Take one message that came to the address for mail that comes back. Any bytes are read; twice is as once."""
    report = read_report(raw)
    if report.nature == Nature.AUTOMATIC:
        return Receipt(Taken.DONE, "an automatic answer, which says nothing of a mail")
    if report.nature == Nature.OTHER:
        return Receipt(Taken.NOT_OURS, "no report of a mail server")
    noted = note_report(report, everybody(), now=now)
    if noted.is_failure:
        _raise_address(noted, now)
    mail, kind = noted.mail, noted.outcome.kind if noted.outcome else "another address"
    about = f"{mail.message_id}, {kind}" if mail else ""
    return {
        Effect.NOTED: Receipt(Taken.DONE, f"noted: {about}"),
        Effect.KNOWN: Receipt(Taken.DONE, f"nothing new: {about}"),
        Effect.LATER: Receipt(Taken.LATER, f"not settled yet: {mail.message_id if mail else ''}"),
        Effect.STRANGE: Receipt(Taken.NOT_OURS, "a report of no mail of the portal"),
    }[noted.effect]


def collect_messages(*, clock: Callable[[], datetime]) -> Collected:
    """Take every message in the mailbox of the settings; what nobody understands moves apart, for a person to read."""

    def take(raw: bytes) -> str:
        return FOLDERS[take_message(raw, now=clock()).taken]

    if settings.BOUNCES is None:
        raise MailboxAway("BOUNCES_URL is not set")
    if is_restored():
        # What is in the mailbox is the original's.
        raise MailboxAway("this database was restored, and `manage.py resume_sending` has not been run")
    return collect(settings.BOUNCES, take)


@transaction.atomic
def take_refusal(mail: OutgoingMail, *, now: datetime) -> None:
    """The mail server refused the address of a mail at once, without a report: tell of it as of one that came back."""
    mail.reason, mail.code = discreet(mail.reason), code_in(mail.reason)
    if not is_full(mail.code, mail.reason):
        outcome = Outcome(Kind.FAILED, (mail.address,), mail.code, mail.reason)
        _raise_address(Noted(Effect.NOTED, mail, outcome), now)


@transaction.atomic
def confirm_address(*, person: User, actor: Person, now: datetime) -> None:
    """Say that a person's address works again. Twice is as once."""
    ensure(rules.can_confirm_address(actor, person))
    if settle_address(person.email, now=now):
        record("people.person.address_works", person, actor=actor, releasable_to=_codes(person), administration=True)


def settle_address(address: str, *, now: datetime) -> bool:
    """Take an address for one that works from now on; says whether it was taken for dead."""
    with reading_as(PORTAL):
        return bool(DeadAddress.objects.filter(address=address, works_since=None).update(works_since=now))


def pass_on(person: User, code: str) -> None:
    """Let the side to which a person moves know what is known of their address, and the one that they leave no more."""
    with reading_as(PORTAL):
        DeadAddress.objects.filter(person=person).update(releasable_to=[*([code] if code else []), PORTAL.code])


def _raise_address(noted: Noted, now: datetime) -> None:
    """Keep that an address is dead, and tell those who can mend it, once."""
    mail, outcome = noted.mail, noted.outcome
    if mail is None or outcome is None:
        return
    person, invitation = _whose(mail)
    if person is None and invitation is None:
        return
    codes = _codes(person) if person else [invitation.delegation_id] if invitation and invitation.delegation_id else []
    with reading_as(PORTAL):
        dead = DeadAddress.objects.select_for_update().filter(address=mail.address.lower()).first()
        if dead and (dead.works_since is None or (mail.settled_at and mail.settled_at < dead.works_since)):
            return
        dead = dead or DeadAddress(address=mail.address.lower())
        dead.person, dead.invitation, dead.since, dead.works_since = person, invitation, now, None
        dead.code, dead.words, dead.releasable_to = mail.code, mail.reason, [*codes, PORTAL.code]
        dead.save()
        subject = person or invitation
        record("people.person.address_dead", subject, releasable_to=codes, administration=True, code=dead.code)
        tell_address_dead(dead, who_mends(person), now=now)


def _whose(mail: OutgoingMail) -> tuple[User | None, Invitation | None]:
    """Whose address a mail went to, as of now: a person's, or that of an invitation which waits for its answer."""
    with reading_as(PORTAL):
        person = User.objects.select_related("membership__delegation").filter(email=mail.address.lower()).first()
        if person:
            return (person, None) if person.is_active else (None, None)
        waiting = Invitation.objects.filter(email=mail.address.lower(), status=InvitationStatus.SENT)
        return None, waiting.first()


def _codes(person: User) -> list[str]:
    return [person.code] if person.code else []
