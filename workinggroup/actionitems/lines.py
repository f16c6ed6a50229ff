"""What a list shows of an action item, and what stands beside it."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.rounds.states import COMING
from meetings.statements.present import not_in_text
from meetings.statements.queries import labels_of
from portal.audit.remembered import Moment, Remembered
from portal.core.addresses import address_of
from portal.core.numbers import number
from portal.core.postgresql.plans import KeptStatement
from portal.core.texts import in_language
from workinggroup.actionitems.models import reference_of
from workinggroup.actionitems.states import OPEN as OPEN_STATES
from workinggroup.actionitems.states import Priority, ProgressRating
from workinggroup.actionitems.tally import SOON

REPORTS = 4
LINES = """
SELECT item.id, item.delegation_id, item.series, item.number, item.title, item.status, item.standing, item.reported,
    item.due_on, item.assignee_id, person.name, commitment.reference, commitment.statement_id, commitment.paragraph_id,
    item.agenda_item_id, item.priority, item.duration, {ministerial}
FROM workinggroup_actionitem AS item LEFT JOIN workinggroup_commitment AS commitment ON commitment.id = item.commitment_id
    LEFT JOIN people_user AS person ON person.id = item.assignee_id
WHERE item.id = ANY (%(keys)s)
"""
# Those that are listed come with the day of the ministerial that they lead to: the one that their day is counted from, else the
# nearest to come in which their delegation takes part.
MINISTERIALS = """
WITH coming AS MATERIALIZED (
    SELECT id, starts_on, starts_at, delegations FROM meetings_meeting
    WHERE level = 'ministerial' AND status = ANY (%(coming)s) AND ends_on >= %(today)s)
"""
NEAREST = """
(SELECT starts_on FROM coming WHERE item.delegation_id = ANY (delegations)
 ORDER BY coming.id IS NOT DISTINCT FROM item.counted_from_id DESC, starts_at LIMIT 1)
"""
LISTED = KeptStatement(MINISTERIALS + LINES.format(ministerial=NEAREST))
UNLISTED = KeptStatement(LINES.format(ministerial="NULL"))
# The last ratings of items, which steps of their checklists are done, and whether more time is asked for.
BESIDE = """
SELECT item.id, {reports},
    ARRAY(SELECT step.done_at IS NOT NULL FROM workinggroup_itemstep AS step WHERE step.item_id = item.id), {asks_time}
FROM workinggroup_actionitem AS item WHERE item.id = ANY (%(keys)s)
"""
LAST_REPORTS = """
ARRAY(SELECT report.standing FROM workinggroup_itemreport AS report
      WHERE report.item_id = item.id AND report.taken_back_at IS NULL
      ORDER BY report.at DESC LIMIT %(reports)s)
"""
ASKS_TIME = """
EXISTS (SELECT FROM workinggroup_timerequest AS asked WHERE asked.item_id = item.id AND asked.answer = 'open')
"""
AGENDA = KeptStatement("SELECT id, title FROM meetings_item WHERE id = ANY (%(keys)s)")


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One action item in a list, in plain values: the finished row of a page is kept by them.

    `days` counts from today to the due day: below 0 it is late; `before` from the due day of an open one to the first of the
    ministerial it leads to: below 0 it is due after that, None where none is to come. `owner` is a name, "" where nobody is.
    `agenda` is the row of an agenda that it came from, "" where it came from a commitment; `paragraph` is what pages call that
    one's. `reports` are the last ratings, oldest first. `waits_for` are the references of the open items before it, and
    `too_long` says by how many working days its chain ends after its day (`dependencies`).
    """

    key: UUID
    side: str
    series: str
    number: int
    title: str
    status: str
    standing: str
    reported: bool
    due: date
    days: int
    owned_by: UUID | None
    owner: str
    commitment: str
    paragraph: int | str = ""
    reports: tuple[str, ...] = ()
    priority: int = Priority.NORMAL
    duration: int | None = None
    steps: int = 0
    steps_done: int = 0
    waits_for: tuple[str, ...] = ()
    too_long: int = 0
    may_tick: bool = False
    # Whether its owner asks for more time, as far as the reader may know.
    asks_time: bool = False
    agenda: str = ""
    before: int | None = None

    @property
    def address(self) -> str:
        return address_of("actionitems:item", self.key)

    @property
    def reference(self) -> str:
        return reference_of(self.series, self.number)

    @property
    def is_late(self) -> bool:
        return self.status in OPEN_STATES and self.days < 0

    @property
    def days_before(self) -> str:
        """How long before the ministerial it is due, in whole days: "40 days", "same day", "5 days after"; "" without one."""
        if not self.before:
            return _("same day") if self.before == 0 else ""
        count = abs(self.before)
        words = (
            ngettext("%(days)s day", "%(days)s days", count)
            if self.before > 0
            else ngettext("%(days)s day after", "%(days)s days after", count)
        )
        return words % {"days": number(count)}

    @property
    def risk(self) -> str:
        """Why the item is at risk: a word for the template, "" if it is not."""
        if self.status not in OPEN_STATES or self.is_late:
            return ""
        if self.owned_by is None:
            return "no-owner"
        if self.standing == ProgressRating.BLOCKED:
            return "blocked"
        if self.standing == ProgressRating.AT_RISK:
            return "reported"
        return "no-report" if self.days <= SOON and not self.reported else ""


def lines_of(
    keys: Sequence[UUID], today: date, moment: Moment | None = None, *, is_listed: bool = True
) -> dict[UUID, ItemLine]:
    """Items by their keys, as far as the wall shows them. Those that are listed as of a moment come with paragraphs and reports,
    the others with who asks for more time. One SQL query, one more where some came from an agenda, one more where what stands
    beside them is not remembered, and more where the paragraphs' labels are not; none for no key."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        values: dict[str, Any] = {"keys": list(keys), "coming": sorted(COMING), "today": today}
        cursor.execute(LISTED if is_listed else UNLISTED, values)
        rows = cursor.fetchall()
    with_reports = bool(moment and is_listed)
    there = tuple(row[0] for row in rows)
    beside = BESIDE_OF(moment, there, with_reports) if moment else _beside(there, with_reports)
    labels = labels_of(((row[12], row[13]) for row in rows if row[12]), moment) if moment and is_listed else {}
    names = _agenda({row[14] for row in rows if row[14]})
    gone = not_in_text()
    return {
        row[0]: _line(
            row,
            today,
            labels.get(row[13], gone if row[11] else ""),
            names.get(row[14], ""),
            beside.get(row[0], NOTHING),
        )
        for row in rows
    }


class Beside(NamedTuple):
    """What stands beside an item: its last ratings, oldest first, the steps of its checklist, those done, and whether more time
    is asked for."""

    reports: tuple[str, ...] = ()
    steps: int = 0
    steps_done: int = 0
    asks_time: bool = False


NOTHING = Beside()


def _beside(keys: tuple[UUID, ...], with_reports: bool) -> dict[UUID, Beside]:
    """With the last reports, or with who asks for more time: lists do not show that. One SQL query, none for no key."""
    if not keys:
        return {}
    sql = (
        BESIDE.format(reports=LAST_REPORTS, asks_time="false")
        if with_reports
        else BESIDE.format(reports="NULL", asks_time=ASKS_TIME)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, {"keys": list(keys), "reports": REPORTS})
        return {
            key: Beside(tuple(reversed(reports or ())), len(steps), sum(steps), asks_time)
            for key, reports, steps, asks_time in cursor.fetchall()
        }


BESIDE_OF: Remembered[dict[UUID, Beside]] = Remembered(_beside)


def _agenda(keys: Collection[UUID]) -> dict[UUID, str]:
    """Rows of agendas in the reader's language. One SQL query, none for no key."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(AGENDA, {"keys": list(keys)})
        return {key: in_language(json.loads(title)) for key, title in cursor.fetchall()}


def read_ahead(keys: Sequence[UUID], today: date, moment: Moment) -> None:
    """Read items at once that several questions of this moment show. One SQL query, none for no key."""
    moment.found[read_ahead, today] = lines_of(keys, today, moment, is_listed=False)


def lines_at(keys: Sequence[UUID], today: date, moment: Moment) -> dict[UUID, ItemLine]:
    """Items by their keys, as `lines_of` without paragraphs; no SQL query where they were read ahead."""
    ahead: dict[UUID, ItemLine] = moment.found.get((read_ahead, today), {})
    missing = [key for key in keys if key not in ahead]
    return {key: ahead[key] for key in keys if key in ahead} | lines_of(missing, today, moment, is_listed=False)


def _line(row: Sequence[Any], today: date, paragraph: int | str, agenda: str, beside: Beside) -> ItemLine:
    key, side, series, number, title, status, standing, reported, due, owned_by, owner, promise, *rest = row
    _text, _paragraph, _discussed, priority, duration, meets = rest
    return ItemLine(
        key=key,
        side=side,
        series=series,
        number=number,
        title=title,
        status=status,
        standing=standing,
        reported=reported,
        due=due,
        days=(due - today).days,
        owned_by=owned_by,
        owner=owner or "",
        commitment=promise or "",
        paragraph=paragraph,
        priority=priority,
        duration=duration,
        agenda=agenda,
        before=(meets - due).days if meets and status in OPEN_STATES else None,
        **beside._asdict(),
    )


def label_of(item: Any, labels: Mapping[UUID, int | str]) -> int | str:
    """What pages call the paragraph of the item's commitment, among these labels."""
    return labels.get(item.commitment.paragraph_id) or not_in_text()
