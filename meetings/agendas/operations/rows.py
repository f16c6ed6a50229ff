"""Rows in their order, as operations read and place them under the agenda's lock."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from meetings.agendas.models import Agenda, Item
from meetings.agendas.ordering import STEP, rank_between
from meetings.agendas.states import ItemStatus
from meetings.agendas.timing import timetable
from meetings.rounds.models import Meeting
from meetings.rounds.operations import require_open
from portal.audit.operations import record
from portal.core.errors import Refused
from portal.core.people import Person

SPREAD = """
UPDATE meetings_item AS item SET rank = counted.number * %s
FROM (SELECT id, row_number() OVER (ORDER BY rank, id) AS number FROM meetings_item
      WHERE agenda_id = %s AND stands_for_id IS NULL) AS counted
WHERE item.agenda_id = %s AND COALESCE(item.stands_for_id, item.id) = counted.id
"""


class RowIsGone(Refused):
    """Somebody took the row off while another person looked at it."""

    sentence = _("This item was taken off the agenda meanwhile.")


class NoSuchDay(Refused):
    """The meeting has fewer days."""

    sentence = _("The meeting has no such day.")
    field = "day"


def lock_agenda(meeting: Meeting) -> Agenda:
    """The meeting's agenda, opened if there is none, locked until the transaction ends. Refuses `MeetingIsOver`."""
    marks = {"releasable_to": meeting.audience, "editable_by": meeting.editable_by}
    agenda, _opened = Agenda.objects.select_for_update().get_or_create(meeting=meeting, defaults=marks)
    require_open(meeting)
    return agenda


def raise_version(agenda: Agenda) -> int:
    """Count a change to a locked agenda; returns the new version."""
    agenda.version += 1
    agenda.save(update_fields=["version"])
    return agenda.version


def rows_on(agenda: Agenda) -> Any:
    """The rows on the agenda in order, without neutral lines."""
    rows = Item.objects.filter(agenda=agenda, status=ItemStatus.ON, stands_for__isnull=True)
    return rows.select_related("section").order_by("rank", "id")


def row_on(agenda: Agenda, key: UUID) -> Item:
    """One row that is on the agenda. Refuses `RowIsGone`."""
    found: Item | None = rows_on(agenda).filter(pk=key).first()
    if found is None:
        raise RowIsGone
    return found


def following(agenda: Agenda, row: Item, moving: Item | None = None) -> Item | None:
    """The row after another, not counting the one that moves."""
    rows = rows_on(agenda).exclude(pk=moving.pk) if moving else rows_on(agenda)
    found: Item | None = rows.filter(Q(rank__gt=row.rank) | Q(rank=row.rank, id__gt=row.pk)).first()
    return found


def preceding(agenda: Agenda, row: Item, moving: Item | None = None) -> Item | None:
    """The row before another, not counting the one that moves."""
    rows = rows_on(agenda).exclude(pk=moving.pk) if moving else rows_on(agenda)
    found: Item | None = rows.filter(Q(rank__lt=row.rank) | Q(rank=row.rank, id__lt=row.pk)).last()
    return found


def days_of(meeting: Meeting, agenda: Agenda) -> dict[UUID, int]:
    """On which day of the meeting each row begins, by its key. One SQL query."""
    rows = list(rows_on(agenda).values_list("pk", "minutes", "fixed_at", "day"))
    plan = timetable(meeting.days, meeting.time_zone, (facts for _key, *facts in rows))
    return {row[0]: slot.day for row, slot in zip(rows, plan.slots, strict=True)}


def leave_day(agenda: Agenda, item: Item) -> None:
    """What follows a row that leaves its place stays on the day that the row began. Four SQL queries at most."""
    follower = following(agenda, item) if item.day else None
    if follower is None or follower.day:
        return
    days, before = days_of(item.agenda.meeting, agenda), preceding(agenda, item)
    if days[item.pk] > (days[before.pk] if before else 1):
        begin_day(follower, days[item.pk])


def begin_day(item: Item, day: int | None) -> None:
    """Write the day of a row and of its neutral line."""
    Item.objects.filter(Q(pk=item.pk) | Q(stands_for=item.pk)).update(day=day)


def place(agenda: Agenda, before: Item | None, after: Item | None) -> int:
    """A rank between two rows. Only when the gap is used up are all rows written: one statement spreads them anew."""
    rank = rank_between(before.rank if before else None, after.rank if after else None)
    if rank is None:
        with connection.cursor() as cursor:
            cursor.execute(SPREAD, [STEP, agenda.pk, agenda.pk])
        ranks = dict(rows_on(agenda).values_list("pk", "rank"))
        rank = rank_between(ranks[before.pk] if before else None, ranks[after.pk] if after else None)
    assert rank is not None
    return rank


def closed_words() -> dict[str, str]:
    """What those read who may not read an item, in every content language."""
    words = {}
    for code in settings.CONTENT_LANGUAGES:
        with translation.override(code):
            words[code] = gettext("Closed item")
    return words


def record_row(verb: str, item: Item, actor: Person, **detail: Any) -> None:
    """Record an act on a row for its readers, and neutrally, on its neutral line, for those who may not read it."""
    record(f"meetings.agenda.{verb}", item, actor=actor, **detail)
    line = Item.objects.filter(stands_for=item.pk).first()
    if line and (readers := line.known_to(set(line.releasable_to) - set(item.releasable_to))):
        record(f"meetings.agenda.{verb}", line, actor=actor, releasable_to=readers)
