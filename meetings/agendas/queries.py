"""What the agenda page needs."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from meetings.agendas.models import Item
from meetings.agendas.states import ItemKind
from meetings.agendas.timing import timetable
from meetings.rounds.models import Meeting
from portal.core.texts import in_language


@dataclass(frozen=True, slots=True)
class Row:
    """One row, ready to print: clock times as words, texts in the reader's language."""

    id: UUID
    number: int | None
    venue_clock: str
    my_clock: str
    is_fixed: bool
    is_break: bool
    title: str
    note: str
    lead: str
    supporting: str
    minutes: int
    reserve: int
    overrun: int


@dataclass(frozen=True)
class AgendaPage:
    """An agenda with its computed times; sums are minutes."""

    rows: list[Row]
    items: int
    minutes: int
    over_end: int
    venue_end: str
    my_end: str
    two_clocks: bool


def agenda_of(meeting: Meeting, user: Any) -> AgendaPage:
    """The rows this user may see, in order, with times at the venue and in the user's zone. One SQL query."""
    fields = ("id", "kind", "title", "note", "lead_id", "supporting", "minutes", "fixed_at")
    found = list(
        Item.objects.visible_to(user).filter(agenda__meeting=meeting).order_by("rank", "id").values_list(*fields)
    )
    times = timetable(meeting.starts_at, meeting.ends_at, meeting.time_zone, ((row[6], row[7]) for row in found))
    venue, mine = ZoneInfo(meeting.time_zone), timezone.get_current_timezone()
    rows, number, total = [], 0, 0
    for (key, kind, title, note, lead, supporting, minutes, fixed), slot in zip(found, times.slots, strict=True):
        is_break = kind == ItemKind.BREAK
        number += not is_break
        total += minutes
        rows.append(
            Row(
                id=key,
                number=None if is_break else number,
                venue_clock=_clock(slot.starts_at.astimezone(venue)),
                my_clock=_clock(slot.starts_at.astimezone(mine)),
                is_fixed=fixed is not None,
                is_break=is_break,
                title=in_language(title),
                note=in_language(note),
                lead=lead or "",
                supporting=", ".join(supporting),
                minutes=minutes,
                reserve=slot.reserve,
                overrun=slot.overrun,
            )
        )
    ends = times.ends_at
    return AgendaPage(
        rows=rows,
        items=number,
        minutes=total,
        over_end=times.over_end,
        venue_end=_clock(ends.astimezone(venue)),
        my_end=_clock(ends.astimezone(mine)),
        two_clocks=ends.astimezone(venue).utcoffset() != ends.astimezone(mine).utcoffset(),
    )


def _clock(moment: Any) -> str:
    return f"{moment.hour:02}:{moment.minute:02}"
