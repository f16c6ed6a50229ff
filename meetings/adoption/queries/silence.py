"""Which silence runs, whom it reached, and what the page of it needs."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from meetings.adoption import clocking
from meetings.adoption.gate import closing_blockers
from meetings.adoption.models import Silence, SilenceBreak, SilenceNotice
from meetings.adoption.states import SilenceStatus
from meetings.revisions.models import TextRevision
from meetings.statements.blocking import Blocker
from meetings.statements.models import Statement
from meetings.statements.present import PresentText, marked_label, read_present
from meetings.statements.rules import NEGOTIATORS, can_chair
from meetings.statements.states import UNFINISHED, Status
from meetings.texts.canonical import short_hash
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.texts import in_language
from portal.notifications.models import OutgoingMail
from portal.notifications.states import UNREACHED, Note
from portal.notifications.states import Status as MailStatus
from portal.people.models import Delegation, User
from portal.people.rules import SECRETARIAT
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendars_of

# What a mail server says of a mail that it took and that has not arrived.
NOT_YET = {Note.DELAYED, Note.FULL}


def counts(silence: Silence, statement: Statement) -> bool:
    """Whether a silence is of the text as it stands; one whose text was opened again counts for nothing, by this alone."""
    return statement.status == Status.SILENCE and silence.revision_id == statement.final_id


def running_silence(statement: Statement) -> Silence | None:
    """The silence that runs on a text. One SQL query at most."""
    if statement.status != Status.SILENCE:
        return None
    found: Silence | None = Silence.objects.filter(
        statement=statement, status=SilenceStatus.RUNNING, revision=statement.final_id
    ).first()
    return found


def closed_at_instant(statement: Statement, status: str, at: datetime) -> Silence | None:
    """The silence that came to this outcome at that instant. One SQL query."""
    found: Silence | None = Silence.objects.filter(statement=statement, status=status, closed_at=at).first()
    return found


def sides_in(statement: Statement) -> list[Delegation]:
    """The parties that have not opted out, as they sit. Two SQL queries."""
    return list(Delegation.objects.filter(code__in=statement.active_parties).order_by("order", "code"))


def speakers_of(codes: Iterable[str]) -> list[User]:
    """Who may break a silence: everybody who speaks for one of these parties. One SQL query."""
    people = User.objects.filter(
        membership__delegation__in=list(codes), membership__role__in=NEGOTIATORS, is_active=True
    )
    return list(people.select_related("membership__delegation").order_by("name", "pk"))


def has_arrived(mail: OutgoingMail | None, by: datetime) -> bool:
    """Whether a mail was handed over before an instant and nothing has come back since: not bounced, not delayed, not full."""
    if mail is None or mail.status != MailStatus.SENT or mail.note in NOT_YET:
        return False
    return mail.settled_at is not None and clocking.is_before(mail.settled_at, by)


def unreached(
    notices: Iterable[SilenceNotice], people: Iterable[Any], parties: Sequence[str], by: datetime
) -> list[str]:
    """The codes of the parties that were not told of the instant `by` before it.

    A party is told when somebody who may break the silence for it has seen the page, or when every mail to those who still may
    was handed over and none came back.
    """
    places = {person.pk: person.code for person in people}
    found: dict[str, list[SilenceNotice]] = {code: [] for code in parties}
    for notice in notices:
        code = notice.delegation_id
        if code in found and places.get(notice.person_id) == code and notice.deadline_at == by:
            found[code].append(notice)

    def is_told(rows: list[SilenceNotice]) -> bool:
        seen = any(row.seen_at is not None and clocking.is_before(row.seen_at, by) for row in rows)
        return seen or (bool(rows) and all(has_arrived(row.mail, by) for row in rows))

    return [code for code in parties if not is_told(found[code])]


def unreached_parties(silence: Silence, statement: Statement) -> list[str]:
    """The parties that a silence has not reached, in the context of the secretariat, which sees how its mails stand. Four SQL
    queries at most."""
    notices = silence.notices.filter(deadline_at=silence.deadline_at).select_related("mail")
    parties = statement.active_parties
    return unreached(notices, speakers_of(parties), parties, silence.deadline_at)


@dataclass(frozen=True)
class Told:
    """One person who was told of the end as it stands: `kind` and `words` say how that stands, as far as the reader may see."""

    name: str
    kind: str
    words: str
    at: datetime | None = None


@dataclass(frozen=True)
class ToldSide:
    """Who of one party was told."""

    code: str
    people: list[Told]


@dataclass(frozen=True)
class Between:
    """What lies between two instants for one party: its named days off, its weekends from their first day to their last, and
    whether its clocks change."""

    code: str
    holidays: list[tuple[date, str]]
    weekends: list[tuple[date, date]]
    has_working_day: bool
    moves_clocks: bool


@dataclass(frozen=True)
class End:
    """An instant at which a silence may end, and what lies before it for every party."""

    at: datetime
    between: list[Between]
    earliest: datetime
    is_late_enough: bool


@dataclass(frozen=True)
class Past:
    """A silence that has come to its outcome, with the objection that broke it."""

    silence: Silence
    objection: SilenceBreak | None
    paragraphs: str


@dataclass(frozen=True)
class SilencePage:
    """Everything on the page of a silence. `codes` are the parties, as they sit; `end` is the end that the chair tries out;
    `told` is empty where none runs."""

    statement: Statement
    now: datetime
    silence: Silence | None
    revision: TextRevision | None
    present: PresentText
    sides: list[Delegation]
    between: list[Between]
    told: list[ToldSide]
    unreached: list[str]
    past: list[Past]
    blockers: list[Blocker]

    @property
    def codes(self) -> list[str]:
        return [side.code for side in self.sides]

    @property
    def seats(self) -> list[tuple[str, list[str]]]:
        """Each party, and itself as a list: in its capital's time an instant is said for several, too."""
        return [(code, [code]) for code in self.codes]

    @property
    def text(self) -> str:
        """The short hash of the final text."""
        return short_hash(self.revision.hashes[""]) if self.revision else ""

    @property
    def rows(self) -> list[tuple[Any, int | str]]:
        return [(line, self.present.label(line.anchor)) for line in self.present.lines]

    @property
    def minimum(self) -> int:
        return int(settings.SILENCE_MINIMUM_HOURS)

    @property
    def outcome(self) -> str:
        """How the last silence ended, as long as the text stands as that left it; "" afterwards, and where there was none."""
        if self.silence or not self.past:
            return ""
        last = self.past[0].silence
        is_left_so = (
            self.statement.status in UNFINISHED
            if last.status == SilenceStatus.BROKEN
            else last.revision_id == self.statement.final_id
        )
        return str(last.status) if is_left_so else ""

    @property
    def may_skip(self) -> bool:
        return not settings.SILENCE_REQUIRED


def silence_page(statement: Statement, user: Person, now: datetime) -> SilencePage:
    """The page of a text's silence. A constant number of SQL queries, whatever its length and its history."""
    silence, sides = running_silence(statement), sides_in(statement)
    revision = TextRevision.objects.filter(pk=statement.final_id).first() if statement.final_id else None
    present, blockers = read_present(statement), []
    between = between_of(now, silence.deadline_at, sides) if silence else []
    told, missing = _told(silence, sides) if silence else ([], [])
    if statement.status == Status.FINAL_TEXT and can_chair(user, statement):
        blockers = closing_blockers(statement, user)
    return SilencePage(
        statement, now, silence, revision, present, sides, between, told, missing, _past(statement, present), blockers
    )


def end_at(at: datetime, running: Silence | None, now: datetime, sides: Sequence[Delegation]) -> End:
    """An end as it may be chosen, with what lies before it: a silence that runs ends later than it would, by a minute at least,
    as people choose minutes. One SQL query."""
    earliest = clocking.earliest_end(now, settings.SILENCE_MINIMUM_HOURS)
    if running:
        earliest = clocking.later_end(running.deadline_at)
    return End(at, between_of(now, at, sides), earliest, not clocking.is_before(at, earliest))


def between_of(now: datetime, ends: datetime, sides: Sequence[Delegation]) -> list[Between]:
    """What lies between now and an end for each party, as the calendar where it sits has it. One SQL query."""
    if not clocking.is_before(now, ends):
        return []
    calendars = calendars_of((side.code, side.holiday_country) for side in sides)
    return [_between(side, calendars[side.code], now, ends) for side in sides]


def _between(side: Delegation, calendar: Calendar, now: datetime, ends: datetime) -> Between:
    # Nobody needs every weekend of a year.
    until = min(ends, now + timedelta(days=60))
    found = clocking.stretch(now, until, side.time_zone, calendar.works_on)
    names = {each.day: each.name for day in found.off if (each := calendar.day_off(day))}
    holidays = [(day, names[day]) for day in found.off if names.get(day)]
    weekends = clocking.runs_of([day for day in found.off if not names.get(day)])
    moves = clocking.moves_clocks(now, until, side.time_zone)
    return Between(side.code, holidays, weekends, found.has_working_day, moves)


def _told(silence: Silence, sides: Sequence[Delegation]) -> tuple[list[ToldSide], list[str]]:
    """Who was told of the end as it stands; and the parties that are not reached yet, for those who see how mails stand."""
    notices = list(
        silence.notices.filter(deadline_at=silence.deadline_at).select_related("mail").order_by("person_name", "pk")
    )
    found = [
        ToldSide(side.code, [_person(each) for each in notices if each.delegation_id == side.code]) for side in sides
    ]
    if any(each.mail_id and each.mail is None for each in notices):
        return found, []
    codes = [side.code for side in sides]
    return found, unreached(notices, speakers_of(codes), codes, silence.deadline_at)


def _person(notice: SilenceNotice) -> Told:
    if notice.seen_at:
        return Told(notice.person_name, "ok", _("has seen it"), notice.seen_at)
    mail = notice.mail
    if mail is None and notice.mail_id:
        # How mails to other sides stand is shown to the secretariat and to the chair's side.
        return Told(notice.person_name, "quiet", _("told"), notice.told_at)
    if mail is None or mail.status in {*UNREACHED, MailStatus.DROPPED} or mail.note in NOT_YET:
        return Told(notice.person_name, "bad", _("not delivered"))
    if mail.status == MailStatus.SENT:
        return Told(notice.person_name, "quiet", _("mail handed over"), mail.settled_at)
    return Told(notice.person_name, "open", _("mail waits to be sent"))


def _past(statement: Statement, present: PresentText) -> list[Past]:
    """The silences before, latest first. Two SQL queries."""
    rows = (
        Silence.objects.filter(statement=statement).exclude(status=SilenceStatus.RUNNING).order_by("-opened_at", "pk")
    )
    silences = list(rows.select_related("revision"))
    breaks = {each.silence_id: each for each in SilenceBreak.objects.filter(silence__statement=statement)}
    found = []
    for each in silences:
        objection = breaks.get(each.pk)
        labels = [str(present.label(anchor)) for anchor in (objection.anchors if objection else ())]
        found.append(Past(each, objection, ", ".join(f"¶ {label}" for label in labels)))
    return found


def paragraph_choices(present: PresentText) -> list[tuple[str, str]]:
    """The paragraphs of a text by their anchors, as a form offers them: number and first words."""
    found = []
    for line in present.lines:
        words = in_language(line.texts)
        first = " ".join(words.split()[:12])
        label = marked_label(present.label(line.anchor), begins=True)
        found.append((line.anchor, f"{label} · {first}{'…' if first != words else ''}"))
    return found


def due_silences(now: datetime) -> list[UUID]:
    """Silences whose end has come, and those whose text was opened again. One SQL query."""
    rows = Silence.objects.filter(status=SilenceStatus.RUNNING).select_related("statement")
    return [
        each.pk for each in rows if not counts(each, each.statement) or not clocking.is_before(now, each.deadline_at)
    ]


def _running_for(code: str) -> tuple[UUID, ...]:
    """The silences that this side may break. One SQL query."""
    rows = Silence.objects.read_with(code).filter(status=SilenceStatus.RUNNING, statement__status=Status.SILENCE)
    rows = rows.filter(statement__sides__delegation=code, statement__sides__status="active")
    return tuple(rows.order_by("deadline_at", "pk").values_list("pk", flat=True))


RUNNING_FOR: Remembered[tuple[UUID, ...]] = Remembered(_running_for)


def silences_waiting(user: Person, moment: Moment, now: datetime) -> list[Silence]:
    """For those who speak for a party: the silences that they may still break, the nearest end first. One SQL query where there
    are some, and one more when their keys are not remembered."""
    speaks = user.role in NEGOTIATORS and user.code not in {"", SECRETARIAT}
    if not speaks or not (keys := RUNNING_FOR(moment, user.code)):
        return []
    rows = Silence.objects.filter(pk__in=keys, deadline_at__gt=now, status=SilenceStatus.RUNNING)
    return list(rows.select_related("statement__meeting").order_by("deadline_at", "pk"))


def silences_of(code: str, now: datetime) -> Collection[Silence]:
    """The silences that a side may still break. Two SQL queries at most."""
    keys = _running_for(code)
    rows = Silence.objects.filter(pk__in=keys, deadline_at__gt=now).select_related("statement")
    return list(rows.order_by("deadline_at", "pk")) if keys else []
