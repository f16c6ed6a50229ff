"""What happens to a vintage that is approved: small figures are hidden, then it is published at its hour."""

import logging
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from portal.audit.operations import record
from portal.core.clock import database_now
from portal.core.leasing import MOST_ATTEMPTS, lease
from portal.core.reader import Reader, reading_as
from portal.people.models import User
from workinggroup.flows import holding, notices, rules
from workinggroup.flows.cube.months import Month
from workinggroup.flows.models import CODES, Dataset, FlowSeries, PublishedFigure, Vintage
from workinggroup.flows.operations.quartering import changed_quarters, hidden_beside, quarters_of
from workinggroup.flows.operations.releasing import (
    addresses_of,
    earlier_figures_told,
    hidden_ever,
    history_of,
    released_by,
    rows_of,
)
from workinggroup.flows.protecting import At, Shown, protect, relabelled
from workinggroup.flows.quarters import QuarterFigure
from workinggroup.flows.states import NEXT, Mark, Status

log = logging.getLogger(__name__)
NORMAL, PROVISIONAL = "A", "P"
# Who protects a vintage says so at least after so many seconds, as often as there is a moment to say it.
BEAT = 5.0
# Why a vintage cannot come out as it was approved: who approved it may not any more; its figures are public no more.
NOT_APPROVED, NOT_PUBLIC = "approver", "public"
# So many figures are named that would be told.
MOST_TOLD = 10
FIGURES = """
INSERT INTO {table}
    (releasable_to, delegation_id, series_id, month, value, mark, status, since_id, as_of, is_out)
SELECT ARRAY[%(side)s], %(side)s, each.*, %(vintage)s, %(as_of)s, false
FROM unnest(%(series)s::uuid[], %(months)s::date[], %(values)s::bigint[], %(marks)s::text[], %(statuses)s::text[]) AS each
"""
SUPERSEDE = """
UPDATE {table} AS old SET until = new.as_of
FROM {table} AS new
WHERE new.since_id = %(vintage)s AND old.series_id = new.series_id AND old.month = new.month
    AND old.until IS NULL AND old.is_out AND old.since_id <> %(vintage)s
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A published cell: its value, its mark, and what is said of it."""

    value: int | None
    mark: str
    status: str


def protect_vintages(sides: list[Reader], *, now: datetime) -> int:
    """Hide what must be hidden of every vintage that is approved, and publish those whose hour has come; returns how many of
    either.

    Safe to repeat and to run at once with another: each vintage is leased, and a lease is taken over after 15 minutes.
    """
    done = 0
    for side in sides:
        rows = Vintage.objects.select_related("dataset")
        while (vintage := lease(rows, side, now=now)) is not None:
            done += _protect(vintage, side, now=now)
        done += _publish_due(side, now=now)
    return done


def _protect(vintage: Vintage, side: Reader, *, now: datetime) -> bool:
    if vintage.attempts > MOST_ATTEMPTS:
        _fail(vintage, side, now)
        return False
    try:
        with reading_as(side, in_one_moment=True):
            held = holding.current(vintage.dataset, draft=vintage)
            before = _published(vintage)
            months = holding.changed_months(vintage) | _softened(before, vintage.provisional_from)
            released = released_by(vintage)
            months |= {span.first for _key, span in released if len(span) == 1}
            kept = hidden_ever(vintage, months)
            rows = rows_of(vintage, {*months, *(span.first for _key, span in released)})
            history = history_of(vintage, months, rows)
            quarters = quarters_of(vintage, held.values, months, rows)
        is_public = bool(vintage.dataset.public_url)
        if vintage.releases_all and not is_public:
            return _refuse(vintage, side, {"why": NOT_PUBLIC}, now)
        tell = Telling(vintage, side, now)
        stages = quarters.stages(history)
        if released and (told := earlier_figures_told(stages, released, tell, tell.beat)):
            said = {"told": addresses_of(told[:MOST_TOLD]), "more": max(len(told) - MOST_TOLD, 0)}
            return _refuse(vintage, side, said, now)
        figures = {at: value for at, value in held.values.items() if at[1] in months}
        kept |= relabelled(figures, before={at for at, cell in before.items() if cell.mark != Mark.GONE}, hidden=kept)
        protected = protect(
            figures,
            kept=kept,
            earlier={month: list(days.values()) for month, days in history.items()},
            beside=rows,
            is_public=is_public,
            told=tell,
            beat=tell.beat,
        )
        shown, stands = protected.shown, _standing(before, months)
        hidden, withheld = hidden_beside(quarters, {**stands, **shown}, months, is_public=is_public, beat=tell.beat)
        shown |= dict.fromkeys(hidden, Shown(None))
        after = {
            at: Cell(
                cell.value,
                Mark.HIDDEN if cell.is_hidden else Mark.SHOWN,
                NORMAL if cell.is_hidden else _status(held.figures.get(at), at[1], vintage.provisional_from),
            )
            for at, cell in shown.items()
        }
        gone = {at for at, cell in before.items() if at[1] in months and at not in after and cell.mark != Mark.GONE}
        changes = {at: cell for at, cell in after.items() if before.get(at) != cell}
        changes |= dict.fromkeys(gone, Cell(None, Mark.GONE, NORMAL))
        tables = changed_quarters(
            quarters,
            {**stands, **shown},
            is_public=is_public,
            status_of=lambda month: _status(None, month, vintage.provisional_from),
            told=tell,
            beat=tell.beat,
        )
        by_quarter = {at: Cell(*said) for at, said in tables.cells.items()}
        vintage.withheld = [
            *map(str, sorted({*protected.withheld, *withheld})),
            *(span.name for span in tables.withheld),
        ]
        return _settle(vintage, side, changes, by_quarter, is_public=is_public, now=now)
    except Exception:
        log.exception("a vintage could not be protected")
        _fail(vintage, side, now)
        return False


def _published(vintage: Vintage) -> dict[At, Cell]:
    """The cells of the dataset that are out and hold. One SQL query."""
    rows = PublishedFigure.objects.filter(series__dataset=vintage.dataset_id, until__isnull=True, is_out=True)
    names = [f"series__{name}" for name in CODES]
    return {
        (tuple(codes), Month.of(month)): Cell(value, mark, status)
        for month, value, mark, status, *codes in rows.values_list("month", "value", "mark", "status", *names)
    }


def _standing(before: Mapping[At, Cell], months: Collection[Month]) -> dict[At, Shown]:
    """The cells that stay as they are, of months that do not change."""
    return {at: Shown(cell.value) for at, cell in before.items() if at[1] not in months and cell.mark != Mark.GONE}


def _softened(before: Mapping[At, Cell], provisional_from: date | None) -> set[Month]:
    """The months of which some are provisional and were not, or were and are no more."""
    first = Month.of(provisional_from) if provisional_from else None
    return {
        month
        for (_key, month), cell in before.items()
        if cell.mark == Mark.SHOWN and (cell.status == PROVISIONAL) != (first is not None and month >= first)
    }


def _status(held: tuple[int, str] | None, month: Month, provisional_from: date | None) -> str:
    said = held[1] if held else NORMAL
    is_soft = provisional_from is not None and month >= Month.of(provisional_from)
    return PROVISIONAL if said == NORMAL and is_soft else said


class Telling:
    """Who says how far it is goes on, and nobody takes the vintage over; `beat` says that it goes on, and no more."""

    def __init__(self, vintage: Vintage, side: Reader, now: datetime) -> None:
        self.vintage, self.side, self.now = vintage, side, now
        self.begun = monotonic()
        self.last: float | None = None

    def __call__(self, done: int, total: int) -> None:
        self._say(is_due=done == total, done=done, total=total)

    def beat(self) -> None:
        self._say(is_due=False)

    def _say(self, *, is_due: bool, **told: int) -> None:
        passed = monotonic() - self.begun
        if is_due or self.last is None or passed - self.last >= BEAT:
            self.last = passed
            with reading_as(self.side):
                _mine(self.vintage).update(started_at=self.now + timedelta(seconds=passed), **told)


def _mine(vintage: Vintage) -> Any:
    """The row, as long as nobody else has taken it over."""
    return Vintage.objects.filter(pk=vintage.pk, attempts=vintage.attempts, status=Status.WORKING)


def _settle(
    vintage: Vintage,
    side: Reader,
    changes: Mapping[At, Cell],
    quarters: Mapping[At, Cell],
    *,
    is_public: bool,
    now: datetime,
) -> bool:
    """Write the cells that change, of months and of quarters, for the delegation alone until the vintage's hour."""
    assert Status.READY in NEXT[Status.WORKING]
    with reading_as(side):
        if not _mine(vintage).select_for_update().first():
            return False
        vintage.as_public = is_public
        approver, why = _approver(vintage)
        if why:
            _send_back(vintage, {"why": why}, now)
            return False
        wanted = (key for key, _month in (*changes, *quarters))
        keys = holding.add_series(vintage.dataset, holding.keys_of(vintage.dataset), wanted)
        for table, cells in ((PublishedFigure, changes), (QuarterFigure, quarters)):
            table.objects.filter(since=vintage, is_out=False).delete()
            with connection.cursor() as cursor:
                cursor.execute(
                    FIGURES.format(table=table._meta.db_table),
                    {
                        "side": vintage.delegation_id,
                        "vintage": vintage.pk,
                        "as_of": vintage.as_of,
                        "series": [keys[key] for key, _month in cells],
                        "months": [month.first for _key, month in cells],
                        "values": [cell.value for cell in cells.values()],
                        "marks": [str(cell.mark) for cell in cells.values()],
                        "statuses": [cell.status for cell in cells.values()],
                    },
                )
        _mine(vintage).update(status=Status.READY, as_public=is_public, withheld=vintage.withheld)
        if vintage.released:
            facts: dict[str, Any] = {"embargo_until": vintage.embargo_until, "released": vintage.released_at or "all"}
            record("workinggroup.vintage.approved", vintage, actor=approver, **facts)
    return True


def _approver(vintage: Vintage) -> tuple[Any, str]:
    """Who approved a vintage, and why it cannot come out as it was approved, "" where it can."""
    people = User.objects.select_related("membership__delegation").filter(is_active=True)
    approver = people.filter(pk=vintage.approved_by_id).first() if vintage.approved_by_id else None
    if approver is None or not rules.can_approve(approver, vintage):
        return None, NOT_APPROVED
    # Whoever withdraws the statement waits until it is out, or it waits for him.
    dataset = Dataset.objects.select_for_update().get(pk=vintage.dataset_id)
    return approver, NOT_PUBLIC if vintage.as_public and not dataset.public_url else ""


def _refuse(vintage: Vintage, side: Reader, said: Mapping[str, Any], now: datetime) -> bool:
    """What is let out would tell what stays hidden: nothing of it is approved."""
    with reading_as(side):
        if _mine(vintage).select_for_update().first():
            assert Status.SENT in NEXT[Status.WORKING]
            _send_back(vintage, said, now)
    return False


def _send_back(vintage: Vintage, said: Mapping[str, Any], now: datetime) -> None:
    """It cannot come out as it was approved: it is where it was before somebody wished to approve it, says why, and keeps
    what was asked for."""
    asked_by = vintage.approved_by_id
    vintage.refused = {
        "told": [],
        "more": 0,
        **said,
        "released": vintage.released_at,
        "reason": vintage.release_reason,
        "embargo_until": vintage.embargo_until.isoformat() if vintage.embargo_until else "",
    }
    if vintage.releases_all:
        vintage.refused["all"] = True
    vintage.published.all().delete()
    vintage.quarters.all().delete()
    vintage.status, vintage.released, vintage.release_reason = Status.SENT, [], ""
    vintage.releases_all, vintage.withheld = False, []
    vintage.approved_by, vintage.approved_by_name, vintage.embargo_until = None, "", None
    vintage.save(
        update_fields=[
            "status",
            "refused",
            "released",
            "release_reason",
            "releases_all",
            "withheld",
            "approved_by",
            "approved_by_name",
            "embargo_until",
        ]
    )
    record("workinggroup.vintage.refused", vintage, released=vintage.refused["released"])
    notices.tell_refused(vintage, asked_by, now=now)


def _fail(vintage: Vintage, side: Reader, now: datetime) -> None:
    assert Status.FAILED in NEXT[Status.WORKING]
    with reading_as(side):
        if _mine(vintage).update(status=Status.FAILED):
            record("workinggroup.vintage.failed", vintage)
            notices.tell_failed(vintage, now=now)


def _publish_due(side: Reader, *, now: datetime) -> int:
    """Publish what of a side is ready and whose hour has come, by the clock of the database."""
    done = 0
    while True:
        with reading_as(side):
            due = Q(embargo_until__isnull=True) | Q(embargo_until__lte=database_now())
            rows = Vintage.objects.select_for_update(skip_locked=True, of=("self",)).select_related("dataset")
            vintage = rows.filter(due, status=Status.READY).order_by("requested_at", "pk").first()
            if vintage is None:
                return done
            done += _publish(vintage, now=now)


@transaction.atomic
def _publish(vintage: Vintage, *, now: datetime) -> bool:
    """All of a vintage comes out in one transaction; what it changes holds no more from its day on. Nothing of it does where it
    may not come out any more as it was approved."""
    _who, why = _approver(vintage)
    if why:
        assert Status.SENT in NEXT[Status.READY]
        _send_back(vintage, {"why": why}, now)
        return False
    readers = vintage.dataset.releasable_to
    tables: tuple[Any, ...] = (PublishedFigure, QuarterFigure)
    for table in tables:
        figures = table.objects.filter(since=vintage)
        figures.update(is_out=True, releasable_to=readers)
        with connection.cursor() as cursor:
            cursor.execute(SUPERSEDE.format(table=table._meta.db_table), {"vintage": vintage.pk})
        FlowSeries.objects.filter(pk__in=figures.values("series")).exclude(releasable_to=readers).update(
            releasable_to=readers
        )
    holding.close(vintage)
    vintage.status, vintage.published_at, vintage.releasable_to = Status.PUBLISHED, now, readers
    vintage.save(update_fields=["status", "published_at", "releasable_to"])
    record("workinggroup.vintage.published", vintage, as_of=vintage.as_of)
    notices.tell_published(vintage, now=now)
    return True
