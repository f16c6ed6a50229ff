"""What each final text waits for next, from its last words to its release: in keys, codes and instants, which are remembered."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from meetings.release.gate import WITNESSES
from meetings.release.states import Mode
from meetings.statements.models import Statement
from meetings.statements.queries import texts_at
from meetings.statements.states import Status
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.clock import database_now
from portal.core.postgresql.plans import KeptStatement
from portal.core.texts import in_language

# Each final text that is not out: its silence, who signed it, its plan, who said what to it, who holds it.
CLOSING_TEXTS = KeptStatement("""
SELECT text.id, text.status, meeting.host_id,
    ARRAY(SELECT party.delegation_id FROM meetings_party AS party
        WHERE party.statement_id = text.id AND party.status = 'active' ORDER BY party.delegation_id),
    (SELECT silence.deadline_at FROM meetings_silence AS silence
        WHERE silence.statement_id = text.id AND silence.status = 'running'),
    ARRAY(SELECT sign.delegation_id FROM meetings_signoff AS sign WHERE sign.revision_id = text.final_id
        AND sign.kind = 'final' AND sign.revoked_at IS NULL AND sign.parties::text[] @> sides.codes
        AND sign.parties::text[] <@ sides.codes),
    (SELECT min(sign.expires_on) FROM meetings_signoff AS sign WHERE sign.revision_id = text.final_id
        AND sign.kind = 'ad_ref' AND sign.revoked_at IS NULL),
    plan.id, plan.mode, plan.at,
    ARRAY(SELECT word.delegation_id FROM meetings_planword AS word
        WHERE word.plan_id = plan.id AND word.kind = 'ready' ORDER BY word.at),
    ARRAY(SELECT word.delegation_id FROM meetings_planword AS word
        WHERE word.plan_id = plan.id AND word.kind = 'event' ORDER BY word.at),
    ARRAY(SELECT hold.delegation_id FROM meetings_hold AS hold
        WHERE hold.statement_id = text.id AND hold.lifted_at IS NULL ORDER BY hold.delegation_id)
FROM meetings_statement AS text JOIN meetings_meeting AS meeting ON meeting.id = text.meeting_id
CROSS JOIN LATERAL (SELECT array_agg(party.delegation_id::text) AS codes FROM meetings_party AS party
    WHERE party.statement_id = text.id AND party.status = 'active') AS sides
LEFT JOIN LATERAL (
    SELECT each.id, each.mode, each.at FROM meetings_releaseplan AS each
    WHERE each.statement_id = text.id AND each.signed_at = text.signed_at AND each.withdrawn_at IS NULL
    ORDER BY each.number DESC LIMIT 1) AS plan ON true
WHERE text.status IN ('final_text', 'silence', 'sign_off', 'signed', 'scheduled') ORDER BY text.dated, text.id
""")


class ClosingText(NamedTuple):
    """A final text and what was said to it so far; `ends_at` is the end of its silence, `ad_ref_until` the day on which the first
    sign-off ad referendum runs out."""

    statement: UUID
    status: str
    host: str
    parties: tuple[str, ...]
    ends_at: datetime | None
    signed: tuple[str, ...]
    ad_ref_until: date | None
    plan: UUID | None
    mode: str | None
    at: datetime | None
    ready: tuple[str, ...]
    event: tuple[str, ...]
    holding: tuple[str, ...]

    def without(self, codes: Iterable[str]) -> tuple[str, ...]:
        """The parties that are not among these."""
        said = set(codes)
        return tuple(code for code in self.parties if code not in said)


@dataclass(frozen=True, slots=True)
class Step:
    """What a final text waits for next: in words, of which delegations, and until when.

    `label` says what happens at the instant `at`, told in the capitals of the `parties`: it is `days` ahead, or by the hour
    `rest`, None and "" once it has come; or on the `day`.
    """

    stage: str
    words: str
    sides: tuple[str, ...]
    parties: tuple[str, ...]
    address: str
    label: str = ""
    at: datetime | None = None
    days: int | None = None
    rest: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class ShownStep:
    """A text by its title, and its step."""

    title: str
    step: Step


def closing_texts() -> tuple[ClosingText, ...]:
    """Every final text that the reader's side sees and that is not out. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(CLOSING_TEXTS)
        return tuple(ClosingText(*map(_plain, row)) for row in cursor.fetchall())


CLOSING_IN: Remembered[tuple[ClosingText, ...]] = Remembered(closing_texts)


def steps_of(moment: Moment) -> list[ShownStep]:
    """The final texts that are not out, and what each waits for, for a page by the hour. One SQL query when they are not
    remembered, and two more where there are some."""
    rows = CLOSING_IN(moment)
    texts = texts_at((row.statement for row in rows), moment)
    found = _steps([(row, texts[row.statement]) for row in rows if row.statement in texts])
    return [ShownStep(in_language(texts[key].title), step) for key, step in found.items()]


def steps_by_text(statements: Iterable[Statement]) -> dict[UUID, Step]:
    """What those of these texts wait for that are final and not out. Two SQL queries, none where there is no such text."""
    wanted = {text.pk: text for text in statements if text.is_closing}
    return (
        _steps([(row, wanted[row.statement]) for row in closing_texts() if row.statement in wanted]) if wanted else {}
    )


def _steps(rows: Sequence[tuple[ClosingText, Statement]]) -> dict[UUID, Step]:
    """By the clock of the database, in the reader's language and zone. One SQL query where there are some."""
    now = database_now() if rows else None
    return {row.statement: _step(text, row, now) for row, text in rows if now}


def _step(text: Statement, row: ClosingText, now: datetime) -> Step:
    here = timezone.get_current_timezone_name()
    words, sides, label, at, day = _next(row, now)
    rest = times.left(at, now, here) if at else ""
    days = times.days_until(at, now, here) if at and rest else None
    page = reverse("release:blocks", args=[text.slug])
    return Step(str(Status(row.status).label), words, sides, row.parties, page, label, at, days, rest, day)


def _next(row: ClosingText, now: datetime) -> tuple[str, tuple[str, ...], str, datetime | None, date | None]:
    host = (row.host,)
    if row.status == Status.FINAL_TEXT:
        return _("The chair opens the silence procedure, or goes to sign-off without one."), host, "", None, None
    if row.status == Status.SILENCE:
        return _("Adopted unless a party objects in writing before."), row.parties, _("Silence ends"), row.ends_at, None
    if row.status == Status.SIGN_OFF:
        missing, until = row.without(row.signed), row.ad_ref_until
        label = _("Sign-off ad referendum runs out") if until else ""
        return _("Not signed yet by all."), missing, label, None, until
    if row.holding:
        return _("The release is held."), row.holding, _("Planned release") if row.at else "", row.at, None
    is_late = row.mode == Mode.AT and row.status == Status.SIGNED and row.at is not None and row.at <= now
    if not row.mode or is_late:
        return _("No time of release is planned."), host, "", None, None
    if missing := row.without(row.ready):
        return _("The plan is not confirmed by all."), missing, _("Planned release") if row.at else "", row.at, None
    if row.mode != Mode.AT and len(row.event) < WITNESSES:
        label = _("Not before") if row.at else ""
        return (
            _("Goes out when two parties say that the event has taken place."),
            row.without(row.event),
            label,
            row.at,
            None,
        )
    return _("Goes out by itself."), (), _("Release"), row.at, None


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
