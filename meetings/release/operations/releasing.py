"""The release itself: at its instant, by the portal, once, however many ask at once.

The portal acts as the secretariat, which reads the text and its sign-offs, also where a party's request started it. The
database judges it again (`meetings_check_release`).
"""

import logging
import traceback
from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import InterfaceError, OperationalError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.adoption.models import InterpretativeStatement, SignOff
from meetings.adoption.states import SignOffKind
from meetings.alignment.models import Certificate
from meetings.negotiation.models import TextProposal
from meetings.negotiation.states import ProposalStatus
from meetings.release.gate import Standing, standing_of
from meetings.release.models import ReleasedText
from meetings.signals import statement_released
from meetings.statements.course import turn_statement
from meetings.statements.gate import lock_row
from meetings.statements.models import Statement
from meetings.statements.present import canonical_of, read_present
from meetings.statements.queries import wrappers_of
from meetings.statements.states import Status
from portal.core.clock import Clock, database_now
from portal.core.errors import Refused
from portal.core.reader import Reader, reading_as
from portal.core.texts import in_language
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT

log = logging.getLogger("portal.release")


class TextDiffers(Refused):
    """The words that are stored are not those that were signed."""

    sentence = _("What is stored is not what was signed, so nothing is released. The chair opens the final text again.")


class StillOpen(Refused):
    """A bracket or a proposal is open, which no way through the portal leaves there."""

    sentence = _("A bracket or a proposal is still open, so nothing is released. The chair opens the final text again.")


class NotAllSigned(Refused):
    """A signature is missing under this text."""

    sentence = _("Not every party has signed this text: %(codes)s. Nothing is released.")


def release_due(clock: Clock = database_now) -> list[ReleasedText]:
    """Release every text whose instant has come. Safe to run at any time, any number at once; what fails with one text keeps
    no other back. As many transactions as there are texts with a plan that all have confirmed, and one more."""
    with reading_as(Reader(SECRETARIAT)):
        scheduled = list(Statement.objects.filter(status=Status.SCHEDULED).order_by("signed_at", "id"))
    ends = [try_release(statement, clock) for statement in scheduled]
    return [end for end in ends if isinstance(end, ReleasedText)]


def try_release(statement: Statement, clock: Clock = database_now) -> ReleasedText | Refused | None:
    """As `release_text`, for a timer: what keeps the text back is logged and goes no further, and a refusal is returned. Only a
    database that does not answer stops the round."""
    return _kept_back(statement, lambda: release_text(statement=statement, clock=clock))


def release_first(statement: Statement, clock: Clock) -> None:
    """As `try_release`, of a text that is locked already and that somebody is about to change: it is as it stands afterwards,
    also where its release failed."""

    def release() -> ReleasedText | None:
        with transaction.atomic():
            return release_locked(statement, clock)

    if not _kept_back(statement, release):
        statement.refresh_from_db(fields=["status", "version", "final", "signed_at"])


def _kept_back(statement: Statement, release: Callable[[], ReleasedText | None]) -> ReleasedText | Refused | None:
    """What a release ends with; what keeps the text back is logged."""
    try:
        return release()
    except Refused as refusal:
        log.error("statement %s is not released: %s", statement.pk, refusal)
        return refusal
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - what it says may quote the text, which no log may hold
        log.error("statement %s is not released: %s at %s", statement.pk, type(error).__name__, _place_of(error))
        return None


def _place_of(error: BaseException) -> str:
    """Where an error came from: the file and line that raised it."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return f"{last.filename}:{last.lineno}"


@transaction.atomic
def release_text(*, statement: Statement, clock: Clock = database_now) -> ReleasedText | None:
    """Release a text if its instant has come; None if there is nothing to release, or the instant passed under a hold.

    Refuses `TextDiffers`, `StillOpen`, `NotAllSigned`; then nothing changes.
    """
    with reading_as(Reader(SECRETARIAT)):
        return release_locked(lock_row(statement), clock)


def release_locked(statement: Statement, clock: Clock) -> ReleasedText | None:
    """As `release_text`, of a text that is locked already."""
    with reading_as(Reader(SECRETARIAT)):
        now, standing = clock(), standing_of(statement)
        due = standing.due_at
        if due is None or due > now:
            return None
        if standing.holds_over:
            _lapse(standing, now)
            return None
        return _release(statement, now)


def _release(statement: Statement, now: datetime) -> ReleasedText:
    final = statement.final
    assert final
    present, whole = read_present(statement), final.hashes[""]
    if present.hash != whole or not present.is_called_so:
        raise TextDiffers
    tabled = TextProposal.objects.filter(statement=statement, status=ProposalStatus.TABLED)
    if any(line.brackets for line in present.lines) or tabled.exists():
        raise StillOpen
    signed = _signatures(statement, whole)
    if missing := [code for code in statement.active_parties if code not in signed]:
        raise NotAllSigned(codes=", ".join(missing))
    meeting = statement.meeting
    released = ReleasedText(statement=statement, slug=_slug(statement), meeting_key=meeting.pk, kind=statement.kind)
    released.title, released.languages, released.parties = (
        statement.title,
        statement.languages,
        statement.active_parties,
    )
    released.canonical = canonical_of(statement, present.canonical_lines).decode()
    released.hashes, released.dated, released.released_at = final.hashes, statement.dated, now
    released.facts = _facts(statement, signed)
    released.releasable_to, released.editable_by = statement.releasable_to, [SECRETARIAT]
    released.save(force_insert=True)
    turn_statement(statement, Status.RELEASED, None, now, "released", slug=released.slug)
    statement_released.send(Statement, statement=statement, released=released, now=now)
    return released


def _lapse(standing: Standing, now: datetime) -> None:
    """The instant passed under a hold: the plan is void, and the text is signed and no more."""
    assert standing.plan
    standing.plan.withdrawn_at = now
    standing.plan.save(update_fields=["withdrawn_at"])
    codes = sorted({hold.delegation_id for hold in standing.holds_over})
    turn_statement(standing.statement, Status.SIGNED, None, now, "plan_lapsed", held_by=codes)


def _signatures(statement: Statement, whole: str) -> dict[str, SignOff]:
    """The final sign-offs that count, by party. One SQL query."""
    rows = SignOff.objects.filter(revision=statement.final_id, kind=SignOffKind.FINAL, revoked_at__isnull=True)
    sides = set(statement.active_parties)
    return {row.delegation_id: row for row in rows if row.text_hash == whole and set(row.parties) == sides}


def _facts(statement: Statement, signed: dict[str, SignOff]) -> dict[str, Any]:
    """What stands around the text for the public, all of it as of now. Five SQL queries at most."""
    meeting, names = statement.meeting, {each.code: each.name for each in Delegation.objects.all()}
    read = InterpretativeStatement.objects.filter(revision=statement.final_id, is_public=True).order_by("at", "id")
    vouched = Certificate.objects.filter(statement=statement).order_by("at", "id")
    assert statement.final
    return {
        "parties": [
            {
                "code": code,
                "names": names[code],
                "signed_by": signed[code].by_name,
                "capacity": signed[code].capacity,
                "signed_at": signed[code].at.isoformat(),
                "method": signed[code].method,
            }
            for code in statement.active_parties
        ],
        "meeting": {
            "title": meeting.title,
            "city": meeting.city,
            "starts_on": meeting.starts_on.isoformat(),
            "ends_on": meeting.ends_on.isoformat(),
            "host": meeting.host_id,
        },
        "lead_in": statement.lead_in,
        "lists": statement.lists,
        "wrappers": wrappers_of(statement),
        "numbered": statement.numbered,
        "is_binding": statement.is_binding,
        "interpretations": [
            {"code": each.delegation_id, "texts": each.texts, "at": each.at.isoformat()} for each in read
        ],
        "certificates": [
            {"code": each.delegation_id, "by_name": each.by_name}
            for each in vouched
            if each.hashes == statement.final.hashes and each.delegation_id in signed
        ],
    }


def _slug(statement: Statement) -> str:
    """The public address: the day and the title, which is public from now on."""
    words = slugify(in_language(statement.title, "en"))[:60].strip("-") or slugify(statement.kind.replace("_", "-"))
    wanted = f"{statement.dated.isoformat()}-{words}"
    taken = ReleasedText.objects.filter(slug=wanted).exists()
    return f"{wanted}-{str(statement.pk)[:4]}" if taken else wanted
