"""What a release waits for, of each text that all have signed: in keys, codes and instants."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q

from meetings.release.models import TextCorrigendum
from meetings.release.queries.closing import ClosingText
from meetings.release.states import CorrigendumStatus, Mode
from meetings.statements.states import Status
from portal.audit.remembered import Remembered


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


def planned(rows: Iterable[ClosingText]) -> tuple[Planned, ...]:
    """Of final texts those that all have signed, the nearest plan first."""
    found = [
        Planned(
            row.statement,
            row.status == Status.SCHEDULED,
            row.plan,
            row.mode or "",
            row.at,
            row.parties,
            row.ready,
            row.event,
        )
        for row in rows
        if row.status in (Status.SIGNED, Status.SCHEDULED)
    ]
    return tuple(sorted(found, key=lambda row: (row.at is None, row.at.timestamp() if row.at else 0, row.statement)))


class OpenCorrigendum(NamedTuple):
    """A corrigendum that waits for signatures, and of which parties."""

    key: UUID
    missing: tuple[str, ...]


def open_corrigenda() -> tuple[OpenCorrigendum, ...]:
    """Every corrigendum that not all have signed, the oldest first. One SQL query."""
    signed = ArrayAgg("sign_offs__delegation", filter=Q(sign_offs__isnull=False), default=[])
    rows = TextCorrigendum.objects.filter(status=CorrigendumStatus.PROPOSED).order_by("proposed_at", "pk")
    found = rows.annotate(signed=signed).values_list("pk", "text__parties", "signed")
    return tuple(OpenCorrigendum(key, tuple(code for code in parties if code not in by)) for key, parties, by in found)


CORRIGENDA_IN: Remembered[tuple[OpenCorrigendum, ...]] = Remembered(open_corrigenda)
