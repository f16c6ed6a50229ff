"""What a follow-up pack is composed of, as its side sees it, and the packs that were made."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from meetings.agendas.models import Annotation
from meetings.rounds.models import Meeting
from portal.core import times
from portal.core.pagination import Page, page
from portal.core.people import Person
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.states import OPEN
from workinggroup.commitments.models import Commitment
from workinggroup.pack.contents import Contents, Matter, Occasion, OwnNote, Report, Task, compose
from workinggroup.pack.gathering import gather_cell
from workinggroup.pack.models import FollowUpPack, PackPaper
from workinggroup.progress.duties import calendars, commitments_in, due_day
from workinggroup.progress.models import ProgressReport, ReportingRound
from workinggroup.progress.queries import ReportView, said_of, views_of


@dataclass(frozen=True)
class Gathered:
    """The contents of a pack, and the keys of the action items and of the agenda's rows in it."""

    contents: Contents
    items: list[UUID]

    @property
    def rows(self) -> list[UUID]:
        return [note.item for note in self.contents.own_notes]


def gather(asked: ReportingRound, user: Person, *, now: datetime) -> Gathered:
    """Compose the pack of a round as the user's side sees it, days as the venue counts them. Seventeen SQL queries at most,
    which must run `in_one_moment`: what is written between two of them would stand in one part of the pack and not in another."""
    meeting = asked.meeting
    keys = commitments_in(asked.pk)
    rows = (
        Commitment.objects.visible_to(user)
        .select_related("statement", "due_meeting")
        .defer("spans")
        .in_bulk(list(keys))
    )
    last, before = _reports(keys, now)
    views = views_of(last.values())
    known = calendars({row.lead_id for row in rows.values() if row.lead_id})
    tasks, items = _tasks(rows, user)
    matters = []
    for key, is_asked in keys.items():
        if row := rows.get(key):
            view = views[last[key].pk] if key in last else None
            due = due_day(asked.due_on, known.get(row.lead_id or "")) if is_asked else None
            said = said_of(row, view, due, meeting.time_zone)
            matters.append(_matter(row, said, view, before.get(key, ""), tasks.get(key, ()), meeting.time_zone))
    occasion = Occasion(
        meeting=meeting.pk,
        side=user.code,
        sides=tuple(meeting.delegations),
        made_at=now,
        today=times.local(now, meeting.time_zone).date(),
        meets_on=meeting.starts_on,
        zone=meeting.time_zone,
        days=tuple(meeting.days),
        texts={row.statement_id: row.statement.title for row in rows.values()},
    )
    cell, late = gather_cell(user, occasion.today)
    whole = compose(occasion, matters, _own_notes(meeting, user), cell)
    return Gathered(whole, list(dict.fromkeys([*items, *late])))


def _reports(keys: Iterable[UUID], now: datetime) -> tuple[dict[UUID, ProgressReport], dict[UUID, str]]:
    """The last report on each commitment, and what that of the round before said. Two SQL queries."""
    rows = ProgressReport.objects.filter(commitment__in=list(keys), at__lte=now)
    newest = rows.order_by("commitment", "-at", "-number").distinct("commitment")
    last = {row.commitment_id: row for row in newest}
    earlier = rows.order_by("at", "number").values_list("commitment_id", "round_id", "completion")
    before = {key: said for key, asked, said in earlier if asked != last[key].round_id}
    return last, before


def _tasks(keys: Iterable[UUID], user: Person) -> tuple[dict[UUID, tuple[Task, ...]], list[UUID]]:
    """The open action items under each commitment that the user sees, and their keys. One SQL query."""
    rows = ActionItem.objects.visible_to(user).filter(commitment__in=list(keys), status__in=OPEN)
    found: dict[UUID, tuple[Task, ...]] = {}
    items = []
    for row in rows.order_by("due_on", "series", "number"):
        task = Task(row.reference, row.title, row.delegation_id, row.due_on, row.status, row.reason)
        key: UUID = row.commitment_id  # type: ignore[assignment]
        found[key] = (*found.get(key, ()), task)
        items.append(row.pk)
    return found, items


def _own_notes(meeting: Meeting, user: Person) -> list[OwnNote]:
    """What the user's delegation noted on the agenda as it stands; the wall shows nobody another's. One SQL query."""
    rows = Annotation.objects.visible_to(user).filter(item__agenda__meeting=meeting, delegation=user.code)
    notes = rows.select_related("item").order_by("item__rank", "item")
    return [
        OwnNote(each.item_id, each.item.title, each.briefing, each.position, each.red_lines, each.talking_points)
        for each in notes
        if any((each.briefing, each.position, each.red_lines, each.talking_points))
    ]


def _matter(
    row: Commitment, said: Any, view: ReportView | None, before: str, tasks: tuple[Task, ...], zone: str
) -> Matter:
    proposed = view.proposed if view else None
    languages = dict.fromkeys([*row.chapeau, *row.quote])
    return Matter(
        key=row.pk,
        reference=row.reference,
        text=row.statement_id,
        quote={code: f"{row.chapeau.get(code, '')} {row.quote.get(code, '')}".strip() for code in languages},
        said=said,
        supporting=tuple(row.supporting),
        due=row.due_said,
        event=row.due_meeting.title if row.due_meeting else None,
        due_text=row.due_text,
        before=before,
        report=_report(view.report, zone) if view else None,
        proposed=proposed.rating.completion if proposed else "",
        waits_for=tuple(proposed.waits_for) if proposed else (),
        tasks=tasks,
    )


def _report(report: ProgressReport, zone: str) -> Report:
    pairs: Any = [
        tuple((each.get("words", ""), each.get("url", "")) for each in said)
        for said in (report.evidence, report.figures)
    ]
    return Report(report.completion, report.text, times.local(report.at, zone).date(), *pairs)


@dataclass(frozen=True)
class PackList:
    """The packs that a side had made before a meeting, the latest first, a page of them."""

    rows: list[FollowUpPack]
    count: int
    page: Page

    @property
    def under_way(self) -> FollowUpPack | None:
        return next((pack for pack in self.rows if pack.is_under_way), None)


def packs_of(asked: ReportingRound, user: Person, *, wanted: str | None = None) -> PackList:
    """What the user's side had made of a round. Two SQL queries."""
    rows = FollowUpPack.objects.visible_to(user).filter(round=asked).select_related("round__meeting")
    rows = rows.order_by("-requested_at", "pk")
    count = rows.count()
    part = page(rows, wanted, count=count)
    return PackList(list(part.rows), count, part)


def papers_of(pack: FollowUpPack) -> list[tuple[str, list[PackPaper]]]:
    """The papers of a pack by language, that of its contents last. One SQL query."""
    rows = sorted(
        PackPaper.objects.filter(pack=pack), key=lambda each: (not each.language, each.language, each.volume, each.form)
    )
    return [(language, list(group)) for language, group in groupby(rows, key=lambda each: each.language)]
