"""The silence procedure: a final text is adopted unless a party objects in writing before an instant.

Who came first is decided by the database's clock, read after the statement is locked: whoever waits for the lock may wait past
the end. Everything that ends a silence stands in that one line, so that it has one outcome however many ask for it.
"""

import logging
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import InterfaceError, OperationalError, transaction
from django.utils.translation import gettext_lazy as _

from meetings.adoption import clocking, rules
from meetings.adoption.gate import require_accounted
from meetings.adoption.models import Silence, SilenceBreak
from meetings.adoption.notices import EXTENDED, OPENED, note_told, watchers_of
from meetings.adoption.queries.silence import counts, due_silences, running_silence, speakers_of, unreached_parties
from meetings.adoption.states import SilenceStatus
from meetings.rounds.states import Status as MeetingStatus
from meetings.statements.course import require_step, turn_statement
from meetings.statements.gate import lock_statement, require_party, require_reason
from meetings.statements.models import Paragraph, Statement
from meetings.statements.notices import tell_news
from meetings.statements.states import Status
from meetings.texts.canonical import short_hash
from portal.audit.operations import record
from portal.core import times
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.reader import Reader, reading_as
from portal.people.rules import SECRETARIAT
from portal.people.sides import home_city

log = logging.getLogger(__name__)


class TooShort(Refused):
    """A silence lasts long enough for everybody to ask their capital."""

    sentence = _("A silence lasts %(hours)s hours at least: choose an instant from %(earliest)s on.")
    field = "day"


class OnlyLater(Refused):
    """What the parties were told may only become longer."""

    sentence = _("A silence is only extended: choose an instant later than %(ends)s.")
    field = "day"


class EndMoved(Refused):
    """Somebody else has extended it."""

    sentence = _("The end was put to another instant since you opened this page: %(ends)s. See it, then decide again.")


class NobodyToTell(Refused):
    """A party without anybody who could object cannot be silent."""

    sentence = _(
        "Nobody could object for %(sides)s: a head of delegation, deputy, coordinator or negotiator needs an account first."
    )


class MeetingIsDraft(Refused):
    """Of a draft nobody is told."""

    sentence = _("The meeting is still a draft, so nobody would be told. Announce the meeting first.")


class NoSilence(Refused):
    """There is nothing to break, to extend or to withdraw."""

    sentence = _(
        "No silence runs on this text; it is in the stage “%(status)s”. This page says what came of the last one."
    )


class SilenceIsOver(Refused):
    """The end itself is too late."""

    sentence = _(
        "The silence ended on %(ends)s, and this came at %(now)s by the portal's clock. It counts no more; speak to the chair."
    )


class ObjectionNeeded(Refused):
    """A silence is broken in writing."""

    sentence = _("Write what your delegation objects to; all parties read it.")
    field = "objection"


class NoSuchParagraph(Refused):
    """An objection names paragraphs that are in the text."""

    sentence = _("One of these paragraphs is not in the text. Choose again.")
    field = "anchors"


class SilenceNeeded(Refused):
    """The group does not go past it."""

    sentence = _("This group puts every final text under silence before it is signed. Start the silence procedure.")


@transaction.atomic
def open_silence(*, statement: Statement, actor: Person, deadline_at: datetime, clock: Clock = database_now) -> Silence:
    """Put the final text under silence until an instant, as its chair; everybody who may break it is told of that instant.

    Refuses `NotFromHere`, `MeetingIsDraft`, `TooShort`, `NobodyToTell`, `NotAccountedFor`.
    """
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.SILENCE)
    now, hours = clock(), settings.SILENCE_MINIMUM_HOURS
    if statement.meeting.status == MeetingStatus.DRAFT:
        raise MeetingIsDraft
    earliest = clocking.earliest_end(now, hours)
    if clocking.is_before(deadline_at, earliest):
        raise TooShort(hours=hours, earliest=_said(clocking.shown_from(earliest), actor))
    there = {person.code for person in speakers_of(statement.active_parties)}
    if missing := [code for code in statement.active_parties if code not in there]:
        raise NobodyToTell(sides=", ".join(missing))
    require_accounted(statement, actor)
    assert statement.final
    _settle_void(statement, now)
    silence = Silence(statement=statement, revision=statement.final, opened_by_name=actor.name, opened_at=now)
    silence.deadline_at = deadline_at
    silence.releasable_to, silence.editable_by = statement.releasable_to, statement.editable_by
    silence.save(force_insert=True)
    facts = {"ends": deadline_at.isoformat(), "text": short_hash(statement.final.hashes[""])}
    turn_statement(statement, Status.SILENCE, actor, now, OPENED, watchers=watchers_of(statement), **facts)
    note_told(silence, statement, OPENED, actor=actor, now=now)
    return silence


@transaction.atomic
def extend_silence(
    *,
    statement: Statement,
    actor: Person,
    deadline_at: datetime,
    seen: datetime | None = None,
    clock: Clock = database_now,
) -> Silence:
    """Put the end of a running silence to a later instant, as the chair; everybody is told anew. `seen` is the end that was seen.

    Refuses `NoSilence`, `SilenceIsOver`, `EndMoved`, `OnlyLater`.
    """
    ensure(rules.can_chair(actor, statement))
    statement, silence, now = _enter_running(statement, actor, clock)
    before = silence.deadline_at
    if seen is not None and seen != before:
        raise EndMoved(ends=_said(before, actor))
    if not clocking.is_before(before, deadline_at):
        raise OnlyLater(ends=_said(before, actor))
    silence.deadline_at = deadline_at
    silence.save(update_fields=["deadline_at"])
    ends = deadline_at.isoformat()
    record(f"meetings.statement.{EXTENDED}", statement, actor=actor, before=before.isoformat(), ends=ends)
    tell_news(statement, EXTENDED, actor=actor, now=now, watchers=watchers_of(statement))
    note_told(silence, statement, EXTENDED, actor=actor, now=now)
    return silence


@transaction.atomic
def break_silence(
    *,
    statement: Statement,
    actor: Person,
    objection: str,
    amendment: str = "",
    anchors: Collection[str] = (),
    clock: Clock = database_now,
) -> SilenceBreak:
    """Object in writing to a text under silence, for a party: it is negotiated again at once. The end itself is too late.

    Refuses `NoSilence`, `OptedOut`, `SilenceIsOver`, `ObjectionNeeded`, `NoSuchParagraph`.
    """
    ensure(rules.can_negotiate(actor, statement))
    statement, silence, now = _enter_running(statement, actor, clock)
    require_party(statement, actor)
    if not objection.strip():
        raise ObjectionNeeded
    there = Paragraph.objects.filter(statement=statement, withdrawn_at__isnull=True, anchor__in=anchors)
    if there.count() != len(set(anchors)):
        raise NoSuchParagraph
    said = SilenceBreak(silence=silence, delegation_id=actor.code, by_name=actor.name, at=now)
    said.objection, said.amendment, said.anchors = objection.strip(), amendment.strip(), sorted(set(anchors))
    said.releasable_to, said.editable_by = silence.releasable_to, [actor.code]
    said.save(force_insert=True)
    _close(silence, SilenceStatus.BROKEN, now)
    turn_statement(statement, Status.NEGOTIATING, actor, now, "silence_broken", paragraphs=said.anchors)
    return said


@transaction.atomic
def withdraw_silence(*, statement: Statement, actor: Person, reason: str, clock: Clock = database_now) -> Silence:
    """Take a running silence back, as the chair; the text is final as before it. Refuses `NoSilence`, `SilenceIsOver`,
    `ReasonNeeded`."""
    ensure(rules.can_chair(actor, statement))
    statement, silence, now = _enter_running(statement, actor, clock)
    _close(silence, SilenceStatus.WITHDRAWN, now, require_reason(reason))
    turn_statement(statement, Status.FINAL_TEXT, actor, now, "silence_withdrawn", reason=silence.reason)
    return silence


@transaction.atomic
def skip_silence(*, statement: Statement, actor: Person, clock: Clock = database_now) -> Statement:
    """Give the final text to the heads of delegation to sign without a silence, as the chair, where the group allows it.

    Refuses `NotFromHere`, `SilenceNeeded`, `NotAccountedFor`.
    """
    ensure(rules.can_chair(actor, statement))
    statement = lock_statement(statement)
    require_step(statement, Status.SIGN_OFF, from_only={Status.FINAL_TEXT})
    if settings.SILENCE_REQUIRED:
        raise SilenceNeeded
    require_accounted(statement, actor)
    return turn_statement(statement, Status.SIGN_OFF, actor, clock(), "sign_off_opened")


def close_silence(key: UUID, *, clock: Clock = database_now) -> Silence:
    """Close the silence with this key if its end has come, as the portal itself; however often and by however many it is asked,
    there is one outcome.

    Adopted, the text goes to sign-off; where a party had not been told, it stays final and the chair reads which. A silence
    whose text was opened again is over without a word.
    """
    with reading_as(Reader(SECRETARIAT)):
        found = Silence.objects.select_related("statement").get(pk=key)
        statement = lock_statement(found.statement)
        silence: Silence = Silence.objects.get(pk=key)
        now = clock()
        if silence.status != SilenceStatus.RUNNING:
            return silence
        if not counts(silence, statement):
            return _close(silence, SilenceStatus.WITHDRAWN, now)
        if clocking.is_before(now, silence.deadline_at):
            return silence
        if missing := unreached_parties(silence, statement):
            _close(silence, SilenceStatus.UNDELIVERED, now, ", ".join(missing))
            turn_statement(statement, Status.FINAL_TEXT, None, now, "silence_undelivered", sides=missing)
        else:
            _close(silence, SilenceStatus.ADOPTED, now)
            turn_statement(statement, Status.SIGN_OFF, None, now, "silence_adopted")
        return silence


def close_due_silences(*, clock: Clock = database_now) -> list[Silence]:
    """Close every silence whose end has come, each in a transaction of its own: what fails with one keeps no other back. Safe
    at any time and twice at once. Only a database that does not answer stops it."""
    with reading_as(Reader(SECRETARIAT)):
        due = due_silences(clock())
    found = []
    for key in due:
        try:
            found.append(close_silence(key, clock=clock))
        except (OperationalError, InterfaceError):
            raise
        except Exception as error:  # noqa: BLE001 - one silence keeps neither another nor the reminders back
            log.error("silence %s is not closed: %s", key, type(error).__name__)
    return found


def see_silence(*, silence: Silence, actor: Person, clock: Clock = database_now) -> None:
    """Note that a person has the end of a running silence before the eyes; so is told the party that they speak for."""
    silence.notices.filter(person=actor.pk, delegation=actor.code, seen_at__isnull=True).update(seen_at=clock())


def _enter_running(statement: Statement, actor: Person, clock: Clock) -> tuple[Statement, Silence, datetime]:
    """The statement locked, its running silence, and the instant after the lock. Refuses `NoSilence`, `SilenceIsOver`."""
    statement = lock_statement(statement)
    silence = running_silence(statement)
    if silence is None:
        raise NoSilence(status=Status(statement.status).label)
    now = clock()
    if not clocking.is_before(now, silence.deadline_at):
        seconds = times.local(now, actor.zone).strftime("%H:%M:%S")
        raise SilenceIsOver(ends=_said(silence.deadline_at, actor), now=seconds)
    return statement, silence, now


def _settle_void(statement: Statement, now: datetime) -> None:
    """Close what still runs on a text that was opened again since."""
    for each in Silence.objects.filter(statement=statement, status=SilenceStatus.RUNNING):
        _close(each, SilenceStatus.WITHDRAWN, now)


def _close(silence: Silence, status: SilenceStatus, now: datetime, reason: str = "") -> Silence:
    silence.status, silence.closed_at, silence.reason = status, now, reason
    silence.save(update_fields=["status", "closed_at", "reason"])
    return silence


def _said(at: datetime, actor: Person) -> str:
    """An instant in the actor's time."""
    return times.in_places(at, [(actor.zone, home_city(actor))])
