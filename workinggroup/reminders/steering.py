"""What coordinators do with planned reminders: hold, let go, send now, add a note. A line is all that goes to one person on one
day; any of its rows names it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.notifications.models import OutgoingMail
from portal.people.models import User
from workinggroup.reminders import rules
from workinggroup.reminders.models import DigestNote, Reminder
from workinggroup.reminders.notices import digest_key
from workinggroup.reminders.operations import post_rows, side_of
from workinggroup.reminders.states import Status


class NothingPlanned(Refused):
    """It went, was held or is needed no more meanwhile."""

    sentence = _("Nothing of this waits to go any more.")


class StaysMandatory(Refused):
    """What nobody can switch off nobody holds for themselves."""

    sentence = _("These reminders are mandatory. Only a coordinator of your delegation can hold them.")


class WentToday(Refused):
    """One digest a day."""

    sentence = _("%(name)s got the mail of this day already. The next one goes tomorrow at the earliest.")


class NothingToSay(Refused):
    """What was to be told is settled."""

    sentence = _("Nothing of this waits on %(name)s any more; nothing was sent.")


@transaction.atomic
def hold_reminders(*, line: Reminder, actor: Person, now: datetime, reason: str) -> int:
    """Keep what is planned for one person and day from going, until it is let go or its day is over (`holding`); returns how
    many. Of one's own reminders the mandatory ones go all the same, unless one coordinates the side.

    Refuses `NothingPlanned`, `StaysMandatory`.
    """
    ensure(rules.can_hold(actor, line))
    rows = list(_locked(line, Status.PLANNED))
    if not rows:
        raise NothingPlanned
    rows = rows if rules.can_steer(actor, line) else _optional(rows, actor.code)
    if not rows:
        raise StaysMandatory
    held = Reminder.objects.filter(pk__in=[row.pk for row in rows]).update(status=Status.HELD, reason=reason.strip())
    _record("held", line, actor, reason=reason.strip())
    return held


@transaction.atomic
def release_reminders(*, line: Reminder, actor: Person, now: datetime) -> int:
    """Let go what was held for one person and day: at its hour, or at once where that has passed. Refuses `NothingPlanned`."""
    ensure(rules.can_hold(actor, line))
    keys = [row.pk for row in _locked(line, Status.HELD)]
    if not keys:
        raise NothingPlanned
    released = Reminder.objects.filter(pk__in=keys).update(status=Status.PLANNED, reason="")
    _record("released", line, actor)
    return released


@transaction.atomic
def send_now(*, line: Reminder, actor: Person, now: datetime) -> None:
    """Send one person what is planned or held for a day at once, as the digest of today.

    Refuses `WentToday`, `NothingPlanned`, `NothingToSay`.
    """
    ensure(rules.can_steer(actor, line))
    person = User.objects.select_related("membership__delegation").get(pk=line.recipient_id)
    lock_key(f"reminders of {actor.code}")
    if OutgoingMail.objects.filter(dedupe_key=digest_key(person, now)).exists():
        raise WentToday(name=person.name)
    with reading_as(Reader(actor.code)):
        rows = list(_locked(line, Status.PLANNED, Status.HELD))
        if not rows:
            raise NothingPlanned
        went = post_rows(rows, actor.code, now=now, sent_by=actor.name)
    if not went:
        raise NothingToSay(name=person.name)
    _record("sent", line, actor)


@transaction.atomic
def write_note(*, line: Reminder, actor: Person, now: datetime, text: str) -> DigestNote:
    """Add a note to the next digest of a person of the own side."""
    ensure(rules.can_steer(actor, line))
    marks = {"releasable_to": [actor.code], "editable_by": [actor.code]}
    note = DigestNote.objects.create(
        person_id=line.recipient_id, author_name=actor.name, text=text.strip(), written_at=now, **marks
    )
    record("workinggroup.digestnote.written", note, actor=actor)
    return note


def _locked(line: Reminder, *statuses: Status) -> Iterable[Reminder]:
    rows = Reminder.objects.select_for_update(of=("self",)).filter(status__in=statuses)
    return rows.filter(recipient_id=line.recipient_id, send_on=line.send_on).order_by("pk")


def _optional(rows: Iterable[Reminder], code: str) -> list[Reminder]:
    """Of these rows of one person those that are not mandatory by the cadences of today."""
    side = side_of(code)

    def is_mandatory(row: Reminder) -> bool:
        person = side.by_id.get(row.recipient_id)
        rungs = (person.own if person else {}).get(row.kind, side.cadences.get(row.kind, ()))
        return any(rung.key == row.rung and rung.is_mandatory for rung in rungs)

    return [row for row in rows if not is_mandatory(row)]


def _record(verb: str, line: Reminder, actor: Person, **detail: Any) -> None:
    record(f"workinggroup.reminder.{verb}", line, actor=actor, day=times.long_day(line.send_on), **detail)
