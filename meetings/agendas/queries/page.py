"""What every page that shows an agenda needs."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import FilteredRelation, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _

from meetings.agendas.models import Agenda, Item, Section, shown
from meetings.agendas.states import ItemKind, ItemStatus
from meetings.agendas.timing import timetable
from meetings.rounds.models import Meeting
from portal.core.people import Person, said_codes
from portal.core.questions import Question
from portal.core.texts import in_language
from portal.core.times import length


@dataclass(frozen=True, slots=True)
class Row:
    """One row, ready to print: clock times as words, texts in the reader's language.

    `section` is a title where one begins, `heading` what stands over a day of several where one begins, and
    `short_heading` on a narrow screen; `on_day` is its number. `mark` says what is special about the row; `key` is the row's
    own or, for a neutral line, that of the row it stands for. `papers` are the first documents about it, each its address and
    title, `more_papers` how many there are besides; `takes_papers` where the page offers to add one. `notes` are those of the
    reader's own side on it: its code, then the texts of an `Annotation`; none on pages that do not show them.
    """

    id: UUID
    key: UUID
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
    section: str
    heading: str
    short_heading: str
    on_day: int
    mark: str
    edit: int
    # What the template would ask of every row.
    style: str
    says_more: bool
    papers: tuple[tuple[str, str], ...]
    more_papers: int
    takes_papers: bool
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaPage:
    """An agenda with its computed times; sums are minutes. `off` are rows that left it, as (key, title, status).

    `past_end` says what runs past the end, "" where nothing does; `headings` are those of the days of a meeting of several.
    """

    rows: list[Row]
    off: list[tuple[UUID, str, str]]
    items: int
    minutes: int
    past_end: str
    headings: list[str]
    venue_end: str
    my_end: str
    two_clocks: bool

    @property
    def reserve(self) -> int:
        return sum(row.reserve for row in self.rows)

    @property
    def noted(self) -> int:
        """On how many rows the reader's side has notes."""
        return sum(bool(row.notes) for row in self.rows)

    @property
    def has_papers(self) -> bool:
        return any(row.papers or row.takes_papers for row in self.rows)

    @property
    def width(self) -> int:
        """How many columns its table has."""
        return 5 + self.two_clocks + self.has_papers


@dataclass(frozen=True, slots=True)
class Movable:
    """A row with what its two buttons say ("" where there is no way), and whether it changed since a version."""

    row: Row
    up: str
    down: str
    is_news: bool


def movable(agenda: AgendaPage, since: int | None = None) -> list[Movable]:
    """The rows with their moves: each names the row passed and, should that one leave, the row on the other side.

    Between two days a row first passes the heading alone.
    """
    keys = ["", "", *(str(row.id) for row in agenda.rows), "", ""]
    days = [1, *(row.on_day for row in agenda.rows), max(len(agenda.headings), 1)]
    moves = []
    for place, row in enumerate(agenda.rows):
        two_above, above, key, below, two_below = keys[place : place + 5]
        up = f"before:{two_above}:{above}:{key}" if above else ""
        down = f"after:{key}:{below}:{two_below}" if below else ""
        if days[place] < row.on_day:
            up = f"day:{row.on_day - 1}:{key}"
        if days[place + 2] > row.on_day:
            down = f"day:{row.on_day + 1}:{key}"
        moves.append(Movable(row, up, down, since is not None and row.edit > since))
    return moves


# So many documents stand in a row.
MOST_PAPERS = 2
FIELDS = (
    "id", "kind", "title", "note", "lead_id", "supporting", "minutes", "fixed_at", "status", "is_late", "section_id",
    "stands_for_id", "deferred_from_id", "edit", "releasable_to", "day",
)  # fmt: skip


MEETING: Question[Meeting] = Question(
    lambda code, slug: (
        Meeting.objects.read_with(code).select_related("host", "follows", "agenda", "series").filter(slug=slug)
    ),
    "a code",
    "a-slug",
)
ITEMS: Question[tuple[Any, ...]] = Question(
    lambda code, agenda: (
        Item.objects.read_with(code).filter(agenda_id=agenda).order_by("rank", "id").values_list(*FIELDS)
    ),
    "a code",
    UUID(int=1),
)
NOTES = ("briefing", "position", "red_lines", "talking_points")
# The same, and beside each row the notes that a side alone has on it.
NOTED: Question[tuple[Any, ...]] = Question(
    lambda code, agenda: (
        Item.objects.read_with(code)
        .annotate(ours=FilteredRelation("annotations", condition=Q(annotations__delegation=code)))
        .filter(agenda_id=agenda)
        .order_by("rank", "id")
        .values_list(*FIELDS, *(f"ours__{name}" for name in NOTES))
    ),
    "a code",
    UUID(int=1),
)
STATEMENTS: Question[Any] = Question(
    lambda code, meeting: Meeting(pk=meeting).statements.read_with(code).order_by("-dated"), "a code", UUID(int=1)
)


def meeting_for(user: Person, slug: str) -> Meeting | None:
    """The meeting of that address, with host, agenda, series and what it follows; None unless the user may see it."""
    return MEETING.first(user.code, slug) if user.code else None


def statements_of(meeting: Meeting, user: Person) -> list[Any]:
    """The meeting's statements that the user may see, the latest first. One SQL query."""
    return STATEMENTS(user.code, meeting.pk) if user.code else []


def agenda_of(
    meeting: Meeting,
    user: Person,
    *,
    papers: Mapping[UUID, Sequence[tuple[str, str]]] | None = None,
    adding: bool = False,
    noted: bool = False,
) -> AgendaPage:
    """The rows this user may see, in order, with times at the venue and in the user's zone.

    A row closed to the user appears as its neutral line. `papers` are documents by item, each its address and title; `adding`
    offers to add one to each, `noted` shows what the user's own side notes on each. One SQL query where the agenda came with
    the meeting; one more where it has sections.
    """
    papers = papers or {}
    agenda: Agenda | None = getattr(meeting, "agenda", None)
    ask = NOTED if noted else ITEMS
    found = ask(user.code, agenda.pk) if user.code and agenda else []
    found = shown(found, lambda row: row[0], lambda row: row[11])
    off = [(row[0], in_language(row[2]), row[8]) for row in found if row[8] != ItemStatus.ON and row[11] is None]
    found = [row for row in found if row[8] == ItemStatus.ON]
    days = meeting.days
    times = timetable(days, meeting.time_zone, ((row[6], row[7], row[15]) for row in found))
    headings = [day.heading(meeting.time_zone) for day in days] if meeting.nights else []
    short = [day.heading(meeting.time_zone, in_short=True) for day in days] if meeting.nights else []
    venue, mine = ZoneInfo(meeting.time_zone), timezone.get_current_timezone()
    titles = _sections({row[10] for row in found if row[10]})
    everybody = len(meeting.audience)
    rows, number, total, above, day_above = [], 0, 0, None, 0
    for facts, slot in zip(found, times.slots, strict=True):
        begins_day = bool(headings) and slot.day != day_above
        key, kind, title, note, lead, supporting, minutes, fixed = facts[:8]
        is_late, section, stands_for, deferred_from, edit, readers = facts[9:15]
        notes, about = facts[len(FIELDS) :], papers.get(key, ())
        is_break = kind == ItemKind.BREAK
        takes_papers = adding and not is_break and not stands_for
        number += not is_break
        total += minutes
        rows.append(
            Row(
                id=key,
                key=stands_for or key,
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
                section=titles.get(section, "") if section != above else "",
                heading=headings[slot.day - 1] if begins_day else "",
                short_heading=short[slot.day - 1] if begins_day else "",
                on_day=slot.day,
                mark=_mark(
                    is_late, deferred_from, None if stands_for or len(readers) == everybody else said_codes(readers)
                )
                if is_late or deferred_from or len(readers) != everybody
                else "",
                edit=edit,
                style="agenda__break" if is_break else "agenda__item",
                says_more=bool(note or is_late or deferred_from or slot.overrun or slot.reserve)
                or len(readers) != everybody
                or any(notes),
                papers=tuple(about[:MOST_PAPERS]),
                more_papers=max(len(about) - MOST_PAPERS, 0),
                takes_papers=takes_papers,
                notes=(user.code, *notes) if any(notes) else (),
            )
        )
        above, day_above = section, slot.day
    ends = times.ends_at
    return AgendaPage(
        rows=rows,
        off=off,
        items=number,
        minutes=total,
        past_end=_past_end(times.over, bool(headings)),
        headings=headings,
        venue_end=_clock(ends.astimezone(venue)),
        my_end=_clock(ends.astimezone(mine)),
        two_clocks=ends.astimezone(venue).utcoffset() != ends.astimezone(mine).utcoffset(),
    )


def _past_end(over: dict[int, int], several: bool) -> str:
    words = _("Day %(number)s: %(minutes)s past the end") if several else _("%(minutes)s past the end")
    return " · ".join(words % {"number": day, "minutes": length(minutes)} for day, minutes in over.items())


def _sections(keys: set[UUID]) -> dict[UUID | None, str]:
    if not keys:
        return {}
    return {key: in_language(title) for key, title in Section.objects.filter(pk__in=keys).values_list("id", "title")}


def _mark(is_late: bool, deferred_from: UUID | None, readers: str | None) -> str:
    words = []
    if is_late:
        words.append(gettext("Late item"))
    if deferred_from:
        words.append(gettext("Deferred from the round before"))
    if readers is not None:
        words.append(gettext("Closed: only %(codes)s read it") % {"codes": readers})
    return " · ".join(words)


def _clock(moment: Any) -> str:
    return f"{moment.hour:02}:{moment.minute:02}"
