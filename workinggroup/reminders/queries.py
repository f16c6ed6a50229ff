"""What the reminders page needs."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from portal.audit.remembered import Moment, Remembered, this_moment
from portal.core import times
from portal.core.addresses import address_of
from portal.core.deadlines import SOME_SIDE, Named
from portal.core.pagination import PAGE, Page, page
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.questions import SOME_KEYS, Question, among
from portal.notifications.states import Note
from portal.notifications.states import Status as MailStatus
from portal.people.models import User
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendar_of
from workinggroup.actionitems.deadlines import MINISTERIAL
from workinggroup.reminders.answers import Acknowledged, Names, as_shown, given_ahead, named
from workinggroup.reminders.cadence import Rung
from workinggroup.reminders.explaining import because
from workinggroup.reminders.holding import last_day
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.listing import KEYS_OF, NUMBERS_OF, PARTS_OF_PAGE, RULES, Asked, failed_among, rows_at
from workinggroup.reminders.models import Reminder
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.states import WAITING, Status

AHEAD = timedelta(days=30)
BACK = timedelta(days=30)
# Where somebody asks for a person or a meeting, everything that is planned is shown.
FAR = timedelta(days=1000)
# So many of each kind stand on the page that shows all three.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Thing:
    """What a reminder is about: of which kind, its name with what it is about, and where it is ("" where nothing of it is to be
    seen any more), when it is due, and why it is told on that day. `given_by` is who acknowledged it, "" for nobody; `answer`
    is where its reader may, "" where not. `absent` is who is away and whose it is."""

    kind: str
    name: str
    address: str
    due: date
    because: tuple[str, ...]
    given_by: str = ""
    answer: str = ""
    absent: str = ""


@dataclass(frozen=True, slots=True)
class ReminderLine:
    """All that goes to one person on one day, in the reader's language and in plain values: the finished row of a page is
    kept by them.

    `day` and `clock` are those of the recipient's `zone`; `held_until` is the day on which it goes although it is held. `things`
    are the first that it is about, `more` how many others there are. `mail` is the mail's status, "" without one, `sent_day` and
    `sent_clock` when it was handed over, `note` what a server reported of it and `noted_day` when, for the reader.
    """

    key: UUID
    day: date
    clock: str
    zone: str
    recipient: str
    things: tuple[Thing, ...]
    more: int
    status: str
    status_words: str
    reason: str
    mail: str
    mail_words: str
    mail_reason: str
    attempts: int
    sent_day: date | None
    sent_clock: str
    note: str
    note_words: str
    noted_day: date | None
    held_until: date | None
    address: str


@dataclass(frozen=True)
class Chosen:
    """The one person, meeting or day whose reminders are asked for; None for all."""

    person: UUID | None = None
    meeting: UUID | None = None
    day: date | None = None

    def __bool__(self) -> bool:
        return bool(self.person or self.meeting or self.day)


@dataclass(frozen=True)
class Part:
    """Rows of one kind: how many there are, and those that the page shows."""

    count: int
    rows: list[ReminderLine]

    @property
    def hidden(self) -> int:
        return self.count - len(self.rows)


@dataclass(frozen=True)
class ReminderPage:
    """What will go in the next 30 days, what went or failed in the last 30: the first of each, or a page of one kind. With
    one person, meeting or day all that is planned for it.

    `people` and `meetings` are what one may choose from, by key. `acknowledged` is what holds of that.
    """

    will_go: Part
    went: Part
    failed: Part
    counts: dict[str, int]
    chosen: str
    page: Page | None
    few: Chosen
    people: tuple[tuple[UUID, str], ...]
    meetings: tuple[tuple[UUID, str], ...]
    acknowledged: list[Acknowledged]


def reminders_for(
    user: Person, *, now: datetime, chosen: str, wanted: str | None = None, few: Chosen | None = None
) -> ReminderPage:
    """The reminders of the user's side (or the user's own), those next in time first, a row for each person and day; of `few`
    alone where it is given. At most six SQL queries, one more where any is held, those of `acknowledged_by`, and one for each
    kind of deadline, and four more when numbers and keys are not remembered.

    Days are whole ones where the reader lives. The wall alone says who sees what.
    """
    today, few, moment = times.local(now, user.zone).date(), few or Chosen(), _this_moment(user.code)
    side = can_view_side(user)
    ahead, back = (FAR, FAR) if few else (AHEAD, BACK)
    first, last = (few.day, few.day) if few.day else (today - back, today + ahead)
    days = (first, today + timedelta(days=1), last + timedelta(days=1))
    instants = (times.instant(day, "00:00", user.zone) for day in days)
    asked = Asked(few.person if side else user.pk, few.meeting, *instants)
    failed = failed_among(asked)
    planned, settled = NUMBERS_OF(moment, asked)
    counts = {"failed": len(failed), "will-go": planned, "went": settled - len(failed)}
    part = page(range(counts[chosen]), wanted, count=counts[chosen]) if chosen in PARTS_OF_PAGE else None
    shown = [chosen] if part else list(PARTS_OF_PAGE)
    limit, offset = (PAGE, (part.number - 1) * PAGE) if part else (SHOWN, 0)
    keys = {"failed": failed[offset : offset + limit] if "failed" in shown else ()}
    for kind in RULES:
        keys[kind] = KEYS_OF(moment, kind, asked, offset, limit, failed) if kind in shown and counts[kind] else ()
    meetings, people = MEETINGS_OF(moment), _people(user, few, moment) if side else tuple
    acknowledgements = given_ahead(user, now=now, whole_side=side)
    found = rows_at([key for those in keys.values() for key in those], few.meeting)
    given = acknowledgements()
    names = _named([*((row.kind, row.subject) for row in given), *_subjects(found)], meetings)
    acknowledged = as_shown(given, user, names, now=now, moment=moment)
    calendar = calendar_of(user.delegation) if any(row[5] == Status.HELD for row in found) else Calendar()
    words = Words(names, user.pk, {each.deadline: each.name for each in acknowledged}, calendar)
    rows = {row[0]: _line(row, words) for row in found}
    parts = {kind: Part(counts[kind], [rows[key] for key in keys[kind] if key in rows]) for kind in PARTS_OF_PAGE}
    return ReminderPage(
        will_go=parts["will-go"],
        went=parts["went"],
        failed=parts["failed"],
        counts={"all": sum(counts.values())} | counts,
        chosen=chosen if part else "all",
        page=part,
        few=few,
        people=tuple(people()),
        meetings=tuple((key, names[MINISTERIAL][key].name) for key in names[MINISTERIAL] if key in meetings),
        acknowledged=acknowledged,
    )


# Some people of a side.
PEOPLE_OF: Question[tuple[UUID, str]] = Question(
    lambda code, keys: (
        User.objects.filter(among("people_user.id", keys), membership__delegation_id=code, is_active=True)
        .order_by("name", "pk")
        .values_list("pk", "name")
    ),
    SOME_SIDE,
    SOME_KEYS,
)
TURN = KeptStatement("SELECT stamp FROM workinggroup_reminderturn WHERE delegation_id = %s")


def _people(user: Person, few: Chosen, moment: Moment) -> Callable[[], Iterable[tuple[UUID, str]]]:
    """What gives the people of the side to whom any reminder goes or went, and who is asked for. One SQL query, in one message
    with the one that follows, and one more when their keys are not remembered."""
    keys = [*RECIPIENTS_OF(moment), *([few.person] if few.person else [])]
    return PEOPLE_OF.ahead(user.code, keys) if keys else tuple


def _recipient_keys() -> tuple[UUID, ...]:
    rows = Reminder.objects.order_by("recipient_id").values_list("recipient_id", flat=True)
    return tuple(rows.distinct())


RECIPIENTS_OF: Remembered[tuple[UUID, ...]] = Remembered(_recipient_keys)


def _named(subjects: Iterable[tuple[str, UUID]], meetings: Sequence[UUID]) -> Names:
    """What things are called, and these meetings among them, the last first. One SQL query for each kind."""
    subjects = [*subjects, *((MINISTERIAL, key) for key in meetings)]
    return {MINISTERIAL: {}} | named(subjects)


def _meeting_keys() -> tuple[UUID, ...]:
    rows = Reminder.objects.filter(meeting__isnull=False).order_by("meeting_id").values_list("meeting_id", flat=True)
    return tuple(rows.distinct())


MEETINGS_OF: Remembered[tuple[UUID, ...]] = Remembered(_meeting_keys)


def _this_moment(side: str) -> Moment:
    """The moment, which moves with the side's reminders, too: planning them is no act. Both come with one SQL query."""
    turns: list[UUID] = []
    here: Any = connection
    here.say_first(TURN, lambda told: turns.extend(turn for (turn,) in told.fetchall()), values=[side])
    moment = this_moment()
    return replace(moment, act=moment.act + turns[0].bytes if moment.act and turns else None)


def _subjects(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, UUID]]:
    """What rows are about, by kind and key."""
    for *_row, things, _count in rows:
        for kind, subject, *_rest in things:
            yield kind, UUID(subject)


class Words(NamedTuple):
    """What rows are written with: the names of things by kind, who reads, who acknowledged what, and the side's working days."""

    names: Names
    reader: UUID
    given: dict[tuple[str, UUID, date], str]
    calendar: Calendar


def _line(row: Sequence[Any], words: Words) -> ReminderLine:
    key, goes_at, zone, person, recipient, status, reason, mail, mail_reason, attempts, settled_at, *rest = row
    note, noted_at, things, count = rest
    here = timezone.get_current_timezone_name()
    asks = status == Status.PLANNED and person == words.reader
    first = tuple(_thing(words, asks, *thing) for thing in things)
    day = times.local(goes_at, zone).date()
    return ReminderLine(
        key=key,
        day=day,
        clock=times.clock(goes_at, zone),
        zone=zone,
        recipient=recipient,
        things=first,
        more=count - len(first),
        status=status,
        status_words=str(Status(status).label),
        reason=gettext(reason) if reason else "",
        mail=mail or "",
        mail_words=str(MailStatus(mail).label) if mail else "",
        mail_reason=gettext(mail_reason) if mail_reason else "",
        attempts=attempts or 0,
        sent_day=times.local(settled_at, here).date() if settled_at else None,
        sent_clock=times.clock(settled_at, here) if settled_at else "",
        note=note or "",
        note_words=str(Note(note).label) if note else "",
        noted_day=times.local(noted_at, here).date() if noted_at else None,
        # The first is due first.
        held_until=last_day(first[0].due, day, words.calendar) if status == Status.HELD else None,
        address=address_of("reminders:line", key) if status in WAITING else "",
    )


def _thing(words: Words, asks: bool, kind: str, subject: str, due: str, rungs: list[str], absent: str | None) -> Thing:
    key, day = UUID(subject), date.fromisoformat(due)
    name = words.names.get(kind, {}).get(key, Named("", ""))
    label = str(KINDS[kind].label) if kind in KINDS else ""
    given = words.given.get((kind, key, day), "")
    is_task = kind in KINDS and KINDS[kind].is_task
    asks = asks and is_task and not given and not absent and any(Rung.read(rung).is_own for rung in rungs)
    answer = reverse("reminders:acknowledge") + f"?thing={kind}:{subject}" if asks else ""
    return Thing(
        label,
        f"{name.name} {name.words}".rstrip(),
        name.address,
        day,
        tuple(because(rung) for rung in rungs),
        given,
        answer,
        absent or "",
    )
