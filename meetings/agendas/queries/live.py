"""What the page of a meeting in session needs."""

from dataclasses import dataclass, field
from datetime import datetime

from meetings.agendas.models import Live, Speaker
from meetings.agendas.queries.page import Row, agenda_of
from meetings.rounds.models import Meeting
from portal.core.people import Person


@dataclass
class Floor:
    """One delegation's time on the running item: whole seconds used, by finished speeches."""

    code: str
    seconds: int = 0

    @property
    def minutes(self) -> int:
        return round(self.seconds / 60)


@dataclass(frozen=True)
class LivePage:
    """Now and next as the reader may see them; the speaker, those who wait, and the time used by each delegation.

    `day` is the heading of the day of what is on now, `next_day` that of the next row where it begins a day.
    """

    now: Row | None = None
    next: Row | None = None
    rest: list[Row] = field(default_factory=list)
    ends_at: datetime | None = None
    left: int | None = None
    seen: str = ""
    is_open: bool = False
    speaker: Speaker | None = None
    waiting: list[Speaker] = field(default_factory=list)
    used: list[Floor] = field(default_factory=list)
    day: str = ""

    @property
    def next_day(self) -> str:
        return self.next.heading if self.next else ""


def live_of(meeting: Meeting, user: Person) -> LivePage:
    """Where the meeting stands. Three SQL queries, four where the agenda has sections."""
    agenda = agenda_of(meeting, user)
    rows = agenda.rows
    live = Live.objects.visible_to(user).filter(agenda__meeting=meeting).first()
    if live is None or live.item is None:
        return LivePage(next=rows[0] if rows else None, rest=rows[1:4])
    place = next((number for number, row in enumerate(rows) if row.key == live.item), None)
    coming = rows[place + 1 :] if place is not None else []
    speakers = list(Speaker.objects.visible_to(user).filter(item=live.item).order_by("asked_at"))
    return LivePage(
        now=rows[place] if place is not None else None,
        next=coming[0] if coming else None,
        rest=coming[1:4],
        ends_at=live.ends_at,
        left=live.left,
        seen=str(live.item),
        # Those who read only the neutral line have no part in the speakers list.
        is_open=place is not None and rows[place].id == live.item,
        speaker=next((each for each in speakers if each.began_at and not each.ended_at), None),
        waiting=[each for each in speakers if not each.began_at and not each.ended_at],
        used=_used(meeting, speakers),
        day=agenda.headings[rows[place].on_day - 1] if place is not None and agenda.headings else "",
    )


def _used(meeting: Meeting, speakers: list[Speaker]) -> list[Floor]:
    floors = {code: Floor(code) for code in meeting.delegations}
    for each in speakers:
        if each.began_at and each.ended_at:
            floors.setdefault(each.delegation_id, Floor(each.delegation_id)).seconds += int(
                (each.ended_at - each.began_at).total_seconds()
            )
    return list(floors.values())
