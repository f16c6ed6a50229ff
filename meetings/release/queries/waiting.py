"""What a release waits for, of each text that all have signed: in keys, codes and instants, which are remembered."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from meetings.release.states import Mode
from portal.audit.remembered import Remembered

# Each text that all have signed and that is not out: its plan, and who said what to it.
PLANNED = """
SELECT text.id, text.status = 'scheduled', plan.id, plan.mode, plan.at,
    ARRAY(SELECT party.delegation_id FROM meetings_party AS party
        WHERE party.statement_id = text.id AND party.status = 'active' ORDER BY party.delegation_id),
    ARRAY(SELECT word.delegation_id FROM meetings_planword AS word
        WHERE word.plan_id = plan.id AND word.kind = 'ready' ORDER BY word.at),
    ARRAY(SELECT word.delegation_id FROM meetings_planword AS word
        WHERE word.plan_id = plan.id AND word.kind = 'event' ORDER BY word.at)
FROM meetings_statement AS text LEFT JOIN LATERAL (
    SELECT each.id, each.mode, each.at FROM meetings_releaseplan AS each
    WHERE each.statement_id = text.id AND each.signed_at = text.signed_at AND each.withdrawn_at IS NULL
    ORDER BY each.number DESC LIMIT 1) AS plan ON true
WHERE text.status IN ('signed', 'scheduled') ORDER BY plan.at NULLS LAST, text.id
"""


class Planned(NamedTuple):
    """A signed text and the plan on which its release stands, None where none does."""

    statement: UUID
    is_scheduled: bool
    plan: UUID | None
    mode: str
    at: datetime | None
    parties: tuple[str, ...]
    ready: tuple[str, ...]
    event: tuple[str, ...]

    def has_plan(self, now: datetime) -> bool:
        """Whether a plan stands whose time has not passed before all confirmed it."""
        is_late = self.mode == Mode.AT and not self.is_scheduled and self.at is not None and self.at <= now
        return self.plan is not None and not is_late

    def unconfirmed(self, now: datetime) -> list[str]:
        """The parties that have yet to confirm the plan."""
        return [code for code in self.parties if code not in self.ready] if self.has_plan(now) else []

    @property
    def waits_for_event(self) -> bool:
        return self.is_scheduled and self.mode != Mode.AT and len(self.event) < 2


def planned() -> tuple[Planned, ...]:
    """Every signed text that the reader's side sees and that is not out yet. One SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(PLANNED)
        return tuple(
            Planned(text, scheduled, plan, mode or "", at, tuple(parties), tuple(ready), tuple(event))
            for text, scheduled, plan, mode, at, parties, ready, event in cursor.fetchall()
        )


PLANNED_IN: Remembered[tuple[Planned, ...]] = Remembered(planned)
