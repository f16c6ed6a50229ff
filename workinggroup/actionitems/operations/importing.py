"""Action items brought in from a list: all of them, or none."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.agendas.models import Item
from meetings.agendas.states import ItemKind, ItemStatus
from portal.audit.operations import record_each
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.people.lists.named import Line, day_said, number_said
from portal.people.lists.names import fold
from portal.people.rules import coordinates
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems import notices
from workinggroup.actionitems.importing import MOST_ROWS, priority_said
from workinggroup.actionitems.models import MOST_DURATION, ActionItem, ItemBatch, ItemChange
from workinggroup.actionitems.operations.gate import due_facts, name_of, set_due
from workinggroup.actionitems.operations.giving import readers_of_row, series_of, sides_numbered
from workinggroup.actionitems.queries import coming_meetings, members_of
from workinggroup.actionitems.states import Change, Status
from workinggroup.commitments import rules as commitment_rules
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.states import Status as CommitmentStatus

# So many lines a refusal names; the others are counted.
NAMED = 40
LONGEST_TITLE = 300


class BadLines(Refused):
    """Nothing is written while a line is wrong."""

    sentence = gettext_lazy("Nothing was brought in. These lines are wrong: %(lines)s.")


class TooManyRows(Refused):
    """As many as somebody looks through."""

    sentence = gettext_lazy("A list has at most %(most)s action items. Send it in parts.")
    field = "file"


@dataclass
class Checked:
    """A line with what it comes to, and what is wrong with it."""

    number: int
    cells: dict[str, str]
    item: ActionItem | None = None
    problems: list[str] = field(default_factory=list)


def check_lines(*, lines: Sequence[Line], actor: Person, now: datetime) -> list[Checked]:
    """What each line comes to, and all that is wrong with it; nothing is written. A constant number of SQL queries. Refuses
    `TooManyRows`."""
    ensure(coordinates(actor))
    if len(lines) > MOST_ROWS:
        raise TooManyRows(most=MOST_ROWS)
    known = _Known(actor, lines, now)
    return [known.check(line) for line in lines]


@transaction.atomic
def import_items(*, lines: Sequence[Line], actor: Person, now: datetime) -> list[ActionItem]:
    """Create an action item of the actor's delegation for each line; each owner is told once.

    Refuses `TooManyRows`, and `BadLines` where anything is wrong with one of them: then nothing is written.
    """
    checked = check_lines(lines=lines, actor=actor, now=now)
    bad = [str(each.number) for each in checked if each.problems or each.item is None]
    if bad or not checked:
        raise BadLines(lines=", ".join([*bad[:NAMED], *(["…"] if len(bad) > NAMED else [])]))
    items = [each.item for each in checked if each.item is not None]
    number_items(items)
    enter_new(items, actor, now)
    return items


def enter_new(items: Sequence[ActionItem], actor: Person, now: datetime) -> None:
    """Write new items with their history and the trail, and tell each owner once. Four SQL queries, and those of the news."""
    ActionItem.objects.bulk_create(items)
    marks = [{"releasable_to": item.releasable_to, "editable_by": item.editable_by} for item in items]
    ItemChange.objects.bulk_create(
        ItemChange(
            item=item, change=Change.ASSIGNED, after=name_of(item.assignee), author_name=actor.name, at=now, **mark
        )
        for item, mark in zip(items, marks, strict=True)
    )
    owners = {item.assignee_id: item.assignee for item in items if item.assignee and item.assignee_id != actor.pk}
    if owners:
        own = [actor.code]
        batch = ItemBatch(change=Change.ASSIGNED, author_id=actor.pk, at=now, before={}, after={}, undone_at=now)
        batch.releasable_to = batch.editable_by = own
        batch.save(force_insert=True)
        notices.tell_batch(batch, list(owners.values()), now=now)
    # At the end: whoever else acts waits for the trail until all of this is written.
    acts = [(item, {"after": name_of(item.assignee), "due": item.due_on}) for item in items]
    record_each("workinggroup.actionitem.assigned", acts, actor=actor)


def number_items(items: Sequence[ActionItem]) -> None:
    """Number the items in their series; always locked in one order. One SQL query for each series, and one more."""
    by_series: dict[str, list[ActionItem]] = {}
    for item in items:
        by_series.setdefault(item.series, []).append(item)
    for series in sorted(by_series):
        lock_key(f"action items of {series}")
    there = ActionItem.objects.filter(series__in=by_series).order_by().values_list("series")
    last = dict(there.annotate(last=Max("number")))
    for series, found in by_series.items():
        for number, item in enumerate(found, start=last.get(series, 0) + 1):
            item.number = number


class _Known:
    """What lines are checked against, read at once."""

    def __init__(self, actor: Person, lines: Sequence[Line], now: datetime) -> None:
        self.actor, self.now = actor, now
        said = {line.cells.get("commitment", "") for line in lines}
        rows = Commitment.objects.visible_to(actor).select_related("statement__meeting")
        self.commitments = {row.reference: row for row in rows.filter(reference__in=said)}
        led = [row for row in self.commitments.values() if row.asks_acceptance and row.lead_id == actor.code]
        answers = LeadAnswer.objects.filter(commitment__in=led, delegation=actor.code).order_by("number")
        said_yes = dict(answers.values_list("commitment", "accepts")) if led else {}
        self.not_accepted = {row.pk for row in led if not said_yes.get(row.pk)}
        self.rows = _rows_called({line.cells.get("agenda", "") for line in lines} - {""}, actor)
        people: Any = members_of(actor)  # type: ignore[arg-type]
        people = list(people)
        names = Counter(fold(person.name) for person in people)
        # Two of one name are told apart by their addresses.
        self.people = {fold(person.name): person for person in people if names[fold(person.name)] == 1}
        self.people |= {fold(person.email): person for person in people}
        self.meeting = coming_meetings(actor, now.date()).first()
        self.series: dict[Any, str] = {}
        self.sides = sides_numbered()
        side: Any = actor.delegation
        self.calendar = calendar_of(side)

    def check(self, line: Line) -> Checked:
        found = Checked(line.number, dict(line.cells))
        wrong = found.problems.append
        cells = found.cells
        for _name in line.formulas:
            wrong(_("A cell holds a formula without a value. Write the value there."))
            return found
        row = self._row(cells, wrong) if cells.get("agenda") and not cells.get("commitment") else None
        promise = self.commitments.get(cells.get("commitment", ""))
        if cells.get("commitment") and cells.get("agenda"):
            wrong(_("An action item came from a commitment or from an agenda item, not from both."))
        elif cells.get("agenda"):
            pass
        elif promise is None or not commitment_rules.can_assign(self.actor, promise):
            wrong(_("“%(words)s” is no commitment that your delegation leads or supports.") % {
                "words": cells.get("commitment", "")
            })  # fmt: skip
        elif promise.status != CommitmentStatus.CONFIRMED or promise.pk in self.not_accepted:
            wrong(_("Your delegation has not accepted %(words)s.") % {"words": promise.reference})
        title = cells.get("title", "")
        if not title or len(title) > LONGEST_TITLE:
            wrong(_("Say in at most %(most)s characters what is to be done.") % {"most": LONGEST_TITLE})
        owner = self.people.get(fold(cells.get("owner", "")))
        if cells.get("owner") and owner is None:
            wrong(_("%(words)s is no active member of your delegation.") % {"words": cells["owner"]})
        priority = priority_said(cells.get("priority", ""))
        if priority is None:
            wrong(_("“%(words)s” is no priority: high, normal or low.") % {"words": cells["priority"]})
        duration = number_said(cells.get("duration", ""))
        if cells.get("duration") and not 1 <= (duration or 0) <= MOST_DURATION:
            wrong(_("“%(words)s” is no number of working days.") % {"words": cells["duration"]})
        facts = self._due(cells, wrong)
        if not found.problems and (promise or row) and facts:
            found.item = self._item(promise, row, title, cells, owner)
            found.item.priority, found.item.duration = priority or 2, duration
            set_due(found.item, facts)
        return found

    def _due(self, cells: dict[str, str], wrong: Any) -> dict[str, Any] | None:
        day = day_said(cells.get("due", ""))
        weeks, workdays = number_said(cells.get("weeks", "")), number_said(cells.get("workdays", ""))
        if cells.get("due") and day is None:
            wrong(_("“%(words)s” is no day. Write it as in 2026-05-07.") % {"words": cells["due"]})
            return None
        if (weeks, workdays) != (None, None) and self.meeting is None:
            wrong(_("There is no follow-up ministerial to count from. Give a day instead."))
            return None
        counted = self.meeting if day is None and (weeks, workdays) != (None, None) else None
        try:
            return due_facts(self.actor, self.now, day, weeks, workdays, counted, self.calendar)
        except Refused as refusal:
            wrong(str(refusal))
            return None

    def _row(self, cells: dict[str, str], wrong: Any) -> Item | None:
        """The row of an agenda that a line names, by its title in any language and, where several have it, by their meeting."""
        named = self.rows.get(cells["agenda"], [])
        asked = cells.get("meeting", "")
        found = [
            row for row in named if not asked or asked in {row.agenda.meeting.slug, *row.agenda.meeting.title.values()}
        ]
        if len(found) == 1:
            return found[0]
        if found:
            wrong(_("Several agenda items are called “%(words)s”. Say of which meeting.") % {"words": cells["agenda"]})
        else:
            words = _("“%(words)s” is no agenda item of a meeting in which your delegation takes part.")
            wrong(words % {"words": cells["agenda"]})
        return None

    def _item(
        self, promise: Commitment | None, row: Item | None, title: str, cells: dict[str, str], owner: Any
    ) -> ActionItem:
        item = ActionItem(delegation_id=self.actor.code, title=title, assignee=owner)
        item.commitment, item.agenda_item = promise, row
        item.description, item.created_at = cells.get("description", ""), self.now
        item.releasable_to = readers_of_row(row, self.actor) if row else list(item.origin.releasable_to)
        item.editable_by = [self.actor.code]
        item.status = Status.ACCEPTED if owner and owner.pk == self.actor.pk else Status.PROPOSED
        item.series = self.series.get(item.origin.pk) or series_of(item, self.actor, self.now, self.sides)
        self.series[item.origin.pk] = item.series
        return item


def _rows_called(titles: set[str], actor: Person) -> dict[str, list[Item]]:
    """The rows of agendas with one of these titles in any language, of meetings in which the actor's side takes part. One SQL
    query, none for no title."""
    if not titles:
        return {}
    called = Q(*((f"title__{code}__in", sorted(titles)) for code in settings.CONTENT_LANGUAGES), _connector=Q.OR)
    rows = Item.objects.visible_to(actor).filter(called, status=ItemStatus.ON, stands_for=None)
    rows = rows.filter(agenda__meeting__delegations__contains=[actor.code]).exclude(kind=ItemKind.BREAK)
    found: dict[str, list[Item]] = {}
    for row in rows.select_related("agenda__meeting").order_by("pk"):
        for title in set(row.title.values()) & titles:
            found.setdefault(title, []).append(row)
    return found
