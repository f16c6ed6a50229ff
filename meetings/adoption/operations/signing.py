"""Signing a final text for a delegation, taking a signature back, and recording one that was given on paper."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from meetings.adoption import rules
from meetings.adoption.models import InterpretativeStatement, SignOff
from meetings.adoption.queries.standing import final_by, has_lapsed, standing_of
from meetings.adoption.states import LAPSED, Method, SignOffKind
from meetings.documents.storing import Stored
from meetings.statements.course import turn_statement
from meetings.statements.gate import enter, enter_stage, require_reason
from meetings.statements.models import Statement
from meetings.statements.notices import tell_news
from meetings.statements.present import read_present
from meetings.statements.states import CLOSING, Status
from meetings.texts.canonical import short_hash
from portal.audit.operations import record
from portal.core import times
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.models import Delegation


class TextDiffers(Refused):
    """What is signed is one exact text, and this is not it."""

    sentence = _(
        "You read the text %(seen)s, but the final text is %(final)s. Nothing was done; read the text on this page, then decide."
    )


class SignedAlready(Refused):
    """One signature of a kind under one text."""

    sentence = _(
        "Your delegation has signed this text already, on %(day)s. To sign anew, take that signature back first."
    )


class NeedsExpiry(Refused):
    """Ad referendum does not wait for ever."""

    sentence = _("Say by which day your capital confirms: today or a later day.")
    field = "expires_on"


class NeedsCapacity(Refused):
    """Who signs, signs as somebody."""

    sentence = _("Say in which capacity: minister, ambassador, head of delegation.")
    field = "capacity"


class OneAlone(Refused):
    """The others have opted out."""

    sentence = _(
        "Only one party is left, so there is nothing joint to sign. The chair opens the text again or ends it."
    )


class NothingSigned(Refused):
    """There is no signature to take back."""

    sentence = _("Your delegation has no signature under this text that could be taken back.")


class NoSuchParty(Refused):
    """A note is from a party."""

    sentence = _("%(code)s is no party to this text. Choose the party whose note it is.")
    field = "delegation"


class NoWordsGiven(Refused):
    """Nothing to put beside the text."""

    sentence = _("Write it in at least one of the text's languages.")


@transaction.atomic
def sign_off(
    *,
    statement: Statement,
    actor: Person,
    kind: str,
    seen: str,
    capacity: str,
    expires_on: date | None = None,
    clock: Clock = database_now,
) -> SignOff:
    """Sign the final text for one's delegation, as its head and nobody in the head's place; `seen` is the hash that was read.

    Ad referendum it names the day by which the capital confirms, and counts for nothing until the final signature. With the
    last final one the text is signed. Refuses `NotInThisStage`, `OptedOut`, `OneAlone`, `TextDiffers`, `SignedAlready`,
    `NeedsCapacity`, `NeedsExpiry`.
    """
    ensure(rules.can_sign(actor, statement))
    statement = enter(statement, actor, Status.SIGN_OFF)
    now = clock()
    _require_text(statement, seen)
    today = times.local(now, actor.delegation.time_zone).date()
    _require_unsigned(statement, actor.code, SignOffKind(kind), actor, now, today)
    given = SignOff(kind=SignOffKind(kind), method=Method.IN_PORTAL, by_id=actor.pk, by_name=actor.name)
    given.capacity, given.expires_on = _capacity(capacity), _expiry(given.kind, expires_on, today)
    given.delegation_id, given.editable_by = actor.code, [actor.code]
    return _give(given, statement, actor, now)


@transaction.atomic
def record_note(
    *,
    statement: Statement,
    actor: Person,
    delegation: Delegation,
    seen: str,
    signatory: str,
    capacity: str,
    note: Stored,
    clock: Clock = database_now,
) -> SignOff:
    """Record, for the secretariat, that a party signed the final text by a note; the signed file is kept with its hash.

    It is a final signature and always shown as given by note; that party alone takes it back. Refuses `NotInThisStage`,
    `NoSuchParty`, `OneAlone`, `TextDiffers`, `SignedAlready`, `NeedsCapacity`.
    """
    ensure(rules.can_record_note(actor, statement))
    statement = enter_stage(statement, Status.SIGN_OFF)
    now = clock()
    if delegation.pk not in statement.active_parties:
        raise NoSuchParty(code=delegation.pk)
    _require_text(statement, seen)
    today = times.local(now, delegation.time_zone).date()
    _require_unsigned(statement, delegation.pk, SignOffKind.FINAL, actor, now, today)
    given = SignOff(kind=SignOffKind.FINAL, method=Method.NOTE, by_name=signatory.strip(), capacity=_capacity(capacity))
    given.note_name, given.note_hash, given.key = note.name, note.sha256, note.key
    given.delegation_id, given.editable_by = delegation.pk, [delegation.pk, actor.code]
    return _give(given, statement, actor, now)


@transaction.atomic
def revoke_sign_off(*, statement: Statement, actor: Person, reason: str, clock: Clock = database_now) -> list[SignOff]:
    """Take back one's delegation's signature before the release, with a reason; a text that all had signed waits for it again.

    Refuses `NotInThisStage`, `OptedOut`, `ReasonNeeded`, `NothingSigned`.
    """
    ensure(rules.can_sign(actor, statement))
    statement = enter(statement, actor, Status.SIGN_OFF, Status.SIGNED, Status.SCHEDULED, clock=clock)
    now, why = clock(), require_reason(reason)
    own = [each for each in standing_of(statement) if each.delegation_id == actor.code]
    if not own:
        raise NothingSigned
    for each in own:
        _revoke(each, actor.name, why, now)
    if statement.status == Status.SIGN_OFF:
        record("meetings.statement.sign_off_revoked", statement, actor=actor, reason=why)
        tell_news(statement, "sign_off_revoked", actor=actor, now=now)
    else:
        turn_statement(statement, Status.SIGN_OFF, actor, now, "sign_off_revoked", reason=why)
    return own


@transaction.atomic
def refuse_sign_off(
    *, statement: Statement, actor: Person, seen: str, reason: str, clock: Clock = database_now
) -> Statement:
    """Say for one's delegation, as its head, that it does not sign the text that was read: it is negotiated again, and no
    signature under it counts any more.

    Refuses `NotInThisStage`, `OptedOut`, `TextDiffers`, `ReasonNeeded`.
    """
    ensure(rules.can_sign(actor, statement))
    statement = enter(statement, actor, Status.SIGN_OFF)
    _require_text(statement, seen)
    return turn_statement(
        statement, Status.NEGOTIATING, actor, clock(), "sign_off_refused", reason=require_reason(reason)
    )


@transaction.atomic
def add_interpretation(
    *,
    statement: Statement,
    actor: Person,
    words: Mapping[str, str],
    is_public: bool = False,
    clock: Clock = database_now,
) -> InterpretativeStatement:
    """Put beside the final text how one's delegation reads it, or why it signs: no part of the text, and never changed.

    Refuses `NotInThisStage`, `OptedOut`, `NoWordsGiven`.
    """
    ensure(rules.can_declare(actor, statement))
    statement = enter(statement, actor, *CLOSING, clock=clock)
    said = {code: each.strip() for code, each in words.items() if code in statement.languages and each.strip()}
    if not said:
        raise NoWordsGiven
    assert statement.final
    made = InterpretativeStatement(statement=statement, revision=statement.final, delegation_id=actor.code)
    made.by_name, made.texts, made.is_public, made.at = actor.name, said, is_public, clock()
    made.releasable_to, made.editable_by = statement.releasable_to, [actor.code]
    made.save(force_insert=True)
    record("meetings.statement.interpreted", made, actor=actor, is_public=is_public)
    tell_news(statement, "interpreted", actor=actor, now=made.at)
    return made


def _require_text(statement: Statement, seen: str) -> None:
    """The hash that was read must be that of the final text, and the words that stand must still have it."""
    assert statement.final
    final = statement.final.hashes[""]
    if not seen == final == read_present(statement).hash:
        raise TextDiffers(seen=short_hash(seen) if len(seen) == len(final) else "?", final=short_hash(final))
    if len(statement.active_parties) < 2:
        raise OneAlone


def _require_unsigned(
    statement: Statement, code: str, kind: SignOffKind, actor: Person, now: datetime, today: date
) -> None:
    """No signature of this kind may stand yet. One ad referendum that has lapsed gives way to the next."""
    for each in standing_of(statement):
        if each.delegation_id != code or each.kind not in {kind, SignOffKind.FINAL}:
            continue
        if not has_lapsed(each, today):
            raise SignedAlready(day=times.long_day(times.local(each.at, actor.zone).date()))
        _revoke(each, actor.name, LAPSED, now)


def _capacity(words: str) -> str:
    if not words.strip():
        raise NeedsCapacity
    return words.strip()


def _expiry(kind: str, day: date | None, today: date) -> date | None:
    if kind == SignOffKind.FINAL:
        return None
    if day is None or day < today:
        raise NeedsExpiry
    return day


def _give(given: SignOff, statement: Statement, actor: Person, now: datetime) -> SignOff:
    """Write a signature under the final text, and turn the text when it was the last that was missing."""
    assert statement.final
    given.statement, given.revision, given.at = statement, statement.final, now
    given.text_hash, given.parties = statement.final.hashes[""], statement.active_parties
    given.releasable_to = statement.releasable_to
    given.save(force_insert=True)
    text: dict[str, Any] = {"text": short_hash(given.text_hash)}
    if given.expires_on:
        text["expires_on"] = given.expires_on.isoformat()
    verb = "note_recorded" if given.method == Method.NOTE else f"signed_{given.kind}"
    record(f"meetings.statement.{verb}", given, actor=actor, side=given.delegation_id, **text)
    if final_by(standing_of(statement)) == set(statement.active_parties):
        turn_statement(statement, Status.SIGNED, actor, now, "signed", text=text["text"])
    else:
        tell_news(statement, verb, actor=actor, now=now)
    return given


def _revoke(given: SignOff, by_name: str, why: str, now: datetime) -> None:
    given.revoked_at, given.revoked_by_name, given.reason = now, by_name, why
    given.save(update_fields=["revoked_at", "revoked_by_name", "reason"])
