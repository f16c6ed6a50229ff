"""What the action item pages need."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.utils.translation import ngettext

from meetings.rounds.models import Meeting
from meetings.statements.queries import labels_in
from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core import times
from portal.core.numbers import number
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.people.models import User
from portal.people.rules import coordinates, coordinates_across
from workinggroup.actionitems.filtering import VIEWS, ItemFilter
from workinggroup.actionitems.lines import ItemLine, label_of, lines_of
from workinggroup.actionitems.models import (
    ActionItem,
    ItemChange,
    ItemFollower,
    ItemNote,
    ItemReport,
    ItemStep,
    TimeRequest,
)
from workinggroup.actionitems.states import DATING, Answer, Part, Urgency
from workinggroup.actionitems.states import OPEN as OPEN_STATES
from workinggroup.actionitems.tally import RULES, SOON, TALLY, Stretch, first_keys, values_of


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
    # Of what is asked for, how many are open, and from how many commitments and rows of agendas; those of one delegation are not
    # told apart by that.
    open: int
    commitments: int
    agendas: int

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What the list shows beside reference and title: no days before a ministerial where none is to come."""
        has_days = any(line.before is not None for group in self.groups for line in group.lines)
        return tuple(name for name in self.asked.shown_columns if has_days or name != "before")

    @property
    def sentence(self) -> str:
        """How many are open, and what they came from."""
        sources = []
        if self.commitments:
            words = ngettext("%(count)s commitment", "%(count)s commitments", self.commitments)
            sources.append(words % {"count": number(self.commitments)})
        if self.agendas:
            words = ngettext("%(count)s agenda item", "%(count)s agenda items", self.agendas)
            sources.append(words % {"count": number(self.agendas)})
        if not sources:
            return ngettext("%(count)s open.", "%(count)s open.", self.open) % {"count": number(self.open)}
        words = ngettext("%(count)s open, from %(sources)s.", "%(count)s open, from %(sources)s.", self.open)
        return words % {"count": number(self.open), "sources": times.all_of(sources)}


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
    commitments, agendas = (0, 0) if lead else (all_of_us.commitments, all_of_us.agendas)
    return ActionList(groups, counts, asked, part, all_of_us.count(side=lead), commitments, agendas)


def at_risk_words() -> str:
    """What `AT_RISK` means."""
    words = ngettext(
        "without an owner, reported at risk or blocked, or due within %(days)s day without a report",
        "without an owner, reported at risk or blocked, or due within %(days)s days without a report",
        SOON,
    )
    return words % {"days": SOON}


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
