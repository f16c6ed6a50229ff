"""What the action item pages need."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch, QuerySet

from meetings.rounds.models import Meeting
from meetings.statements.present import not_in_text
from meetings.statements.queries import labels_in, labels_of
from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core import times
from portal.core.addresses import address_of
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.texts import in_language
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.filtering import VIEWS, ItemFilter
from workinggroup.actionitems.models import (
    ActionItem,
    ItemChange,
    ItemFollower,
    ItemNote,
    ItemReport,
    ItemStep,
    TimeRequest,
    reference_of,
)
from workinggroup.actionitems.states import DATING, Answer, Part, Priority, ProgressRating, Urgency
from workinggroup.actionitems.states import OPEN as OPEN_STATES
from workinggroup.actionitems.tally import RULES, SOON, TALLY, Stretch, first_keys, values_of

REPORTS = 4
LINES = "SELECT * FROM workinggroup_item_lines(%(keys)s)"
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
AGENDA = "SELECT id, title FROM meetings_item WHERE id = ANY (%(keys)s)"


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One action item in a list, in plain values: the finished row of a page is kept by them.

    `days` counts from today to the due day: below 0 it is late. `owner` is a name, "" where nobody is. `agenda` is the row of an
    agenda that it came from, "" where it came from a commitment; `paragraph` is what pages call that one's. `reports` are the
    last ratings, oldest first. `waits_for` are the references of the open items before it, and `too_long` says by how many
    working days its chain ends after its day (`dependencies`).
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


@dataclass(frozen=True)
class Group:
    """Lines of one urgency on this page; `count` is how many there are on all pages."""

    urgency: Urgency
    count: int
    lines: list[ItemLine]


@dataclass(frozen=True)
class ItemPage:
    """What an item's page shows beside the item: its reports, the newest first, its history, who asks for more time, its
    checklist, the own side's note, who supports it, and who of the own side watches it."""

    reports: list[ItemReport]
    history: list[ItemChange]
    asked: TimeRequest | None
    paragraph: int | str
    steps: list[ItemStep]
    # That of the reader's own side.
    note: ItemNote | None
    supporters: list[ItemFollower]
    watchers: list[User]

    @property
    def steps_done(self) -> int:
        return sum(step.done_at is not None for step in self.steps)

    @property
    def dates(self) -> list[ItemChange]:
        """What became of its day: who asked for more time, who gave it or moved it, and why."""
        return [entry for entry in self.history if entry.change in DATING]


@dataclass(frozen=True)
class ActionList:
    """One page of action items in groups, the most urgent first, with how many each view has, of what else is asked for."""

    groups: list[Group]
    counts: dict[str, int]
    asked: ItemFilter
    page: Page


def item_page(item: ActionItem, user: Person) -> ItemPage:
    """Six SQL queries, and those of the paragraph's label."""
    asked = item.time_requests.filter(answer=Answer.OPEN).select_related("author").first()
    label = label_of(item, labels_in([item.commitment.statement_id])) if item.commitment else ""
    followers = list(item.followers.select_related("person__membership").order_by("person__name", "person"))
    return ItemPage(
        reports=list(item.reports.order_by("-at")),
        history=list(item.changes.order_by("at", "pk")),
        asked=asked,
        paragraph=label,
        steps=list(item.steps.order_by("number")),
        note=item.notes.filter(delegation=user.code).first(),
        supporters=[row for row in followers if row.part == Part.SUPPORTS],
        watchers=[row.person for row in followers if row.part == Part.WATCHES],
    )


def items_visible_to(user: Person) -> QuerySet[Any]:
    """Action items with what every list shows of them."""
    rows = ActionItem.objects.visible_to(user)
    return rows.select_related("assignee", "commitment__paragraph", "agenda_item", "counted_from")


def action_list(
    user: Person, *, today: date, asked: ItemFilter, wanted: str | None = None, moment: Moment | None = None
) -> ActionList:
    """The items the user may see that a filter asks for, a page of them.

    The most urgent come first, then by due day. Four SQL queries, and three more when numbers and keys are not remembered; they
    are written by hand, and the wall alone says who sees what.
    """
    moment, lead, chosen = moment or this_moment(), asked.lead, asked.show
    all_of_us = TALLY(moment, today, None, asked.beside)
    mine = TALLY(moment, today, user.pk, asked.beside)
    by_urgency = dict.fromkeys(Urgency, 0)
    side = lead or (user.code if chosen == "ours" else "")
    if not (lead and chosen == "ours" and lead != user.code):
        tally = mine if chosen == "mine" else all_of_us
        by_urgency |= {each: tally.count((each,), side, unowned=chosen == "unowned") for each in asked.urgencies}
    total = sum(by_urgency.values())
    part = page(range(total), wanted, count=total)
    facts = (today, user.code, user.pk, replace(asked, columns=""), (part.number - 1) * PAGE)
    found = PAGE_KEYS(moment, *facts, tuple(by_urgency.values())) if total else ()
    lines = lines_of([key for _urgency, keys in found for key in keys], today, moment)
    groups = [
        Group(urgency, by_urgency[urgency], [lines[key] for key in keys if key in lines]) for urgency, keys in found
    ]

    def urgencies(show: str) -> Sequence[Urgency]:
        return replace(asked, show=show).urgencies

    counts = {
        "all": all_of_us.count(urgencies("all"), lead),
        "ours": all_of_us.count(urgencies("ours"), user.code) if lead in {"", user.code} else 0,
        "mine": mine.count(urgencies("mine"), lead),
        "late": all_of_us.count(urgencies("late"), lead),
        "unowned": all_of_us.count(urgencies("unowned"), lead, unowned=True),
        "done": all_of_us.count(urgencies("done"), lead),
        "dropped": all_of_us.count(urgencies("dropped"), lead),
    }
    return ActionList(groups, counts, asked, part)


def keys_shown_by(user: Person, asked: ItemFilter, *, today: date, most: int) -> list[UUID]:
    """The keys of what a filter asks for, the most urgent first. One SQL query."""
    stretches = {int(urgency): Stretch(RULES[urgency], shown_by(asked), most) for urgency in asked.urgencies}
    found = first_keys(stretches, values_for(asked, today, user.code, user.pk))
    return [key for urgency in asked.urgencies for key in found[urgency]][:most]


def shown_by(asked: ItemFilter) -> str:
    """What a filter shows beside its urgencies, as SQL over an item."""
    parts = [VIEWS[asked.show][1], "delegation_id = %(lead)s" if asked.lead else "", asked.narrow]
    return " AND ".join(filter(None, parts))


def values_for(asked: ItemFilter, today: date, code: str, me: Any) -> dict[str, Any]:
    """The values of `shown_by` and of the rules."""
    return values_of(today) | asked.values | {"code": code, "me": me}


def _page_keys(
    today: date, code: str, me: Any, asked: ItemFilter, start: int, counts: Sequence[int]
) -> tuple[tuple[Urgency, tuple[UUID, ...]], ...]:
    """The keys of the page that begins with the row in place `start`, by urgency; `counts` are how many each has. One SQL
    query."""
    stretches: dict[int, Stretch] = {}
    before, shown = 0, shown_by(asked)
    for urgency, count in zip(Urgency, counts, strict=True):
        first, last = max(0, start - before), min(count, start + PAGE - before)
        if first < last:
            stretches[urgency] = Stretch(RULES[urgency], shown, last, first)
        before += count
    keys = first_keys(stretches, values_for(asked, today, code, me))
    return tuple((Urgency(name), tuple(found)) for name, found in keys.items())


PAGE_KEYS: Remembered[tuple[tuple[Urgency, tuple[UUID, ...]], ...]] = Remembered(_page_keys)


def lines_of(
    keys: Sequence[UUID], today: date, moment: Moment | None = None, *, is_listed: bool = True
) -> dict[UUID, ItemLine]:
    """Items by their keys, as far as the wall shows them. Those that are listed as of a moment come with paragraphs and reports,
    the others with who asks for more time. One SQL query, one more where some came from an agenda, one more where what stands
    beside them is not remembered, and more where the paragraphs' labels are not; none for no key."""
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LINES, {"keys": list(keys)})
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
    _text, _paragraph, _discussed, priority, duration = rest
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
        **beside._asdict(),
    )


def label_of(item: Any, labels: Mapping[UUID, int | str]) -> int | str:
    """What pages call the paragraph of the item's commitment, among these labels."""
    return labels.get(item.commitment.paragraph_id) or not_in_text()


def members_of(user: User) -> QuerySet[User]:
    """Active members of the user's own delegation, whom its coordinator can give items to."""
    side = User.objects.filter(is_active=True, membership__delegation_id=user.code)
    return side.select_related("membership__delegation").order_by("name")


def members_to_choose(user: User, today: date) -> QuerySet[User]:
    """The same for the forms of those who coordinate: each with when they are away, from that day on, and who stands in. One SQL
    query more."""
    kept: Any = User._meta.get_field("absences")
    away = kept.related_model.objects.filter(last__gte=today).select_related("substitute").order_by("first")
    return members_of(user).prefetch_related(Prefetch("absences", queryset=away, to_attr="away"))


def coming_meetings(user: Person, today: date) -> QuerySet[Any]:
    """Meetings to come that a due date may be counted from: the follow-ups that the user may see."""
    return Meeting.objects.visible_to(user).filter(starts_on__gt=today, follows__isnull=False).order_by("starts_at")


def late_on_side(user: Person, *, now: datetime) -> list[Any]:
    """Items of others that are late, for those who coordinate; the longest late first. One SQL query.

    Of colleagues on the own side; for the coordinators of the secretariat of every side, with or without an owner.
    """
    if not coordinates(user):
        return []
    today = times.local(now, user.zone).date()
    rows = items_visible_to(user).filter(status__in=OPEN_STATES, due_on__lt=today)
    if not coordinates_across(user):
        rows = rows.filter(delegation_id=user.code, assignee__isnull=False)
    return list(rows.exclude(assignee_id=user.pk).order_by("due_on", "series", "number"))
