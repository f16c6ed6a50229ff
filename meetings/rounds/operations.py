"""What happens to meetings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from meetings.rounds import notices, rules
from meetings.rounds.days import require_days
from meetings.rounds.models import FACTS, HOURS, PLACE, Corrigendum, Deadline, Meeting, Series, content_languages
from meetings.rounds.states import COMING, MOVABLE, NEXT, OVER, USUAL_DAYS, Format, Level, Part, Status
from meetings.signals import meeting_moved
from portal.audit.operations import record
from portal.core import times
from portal.core.errors import Refused
from portal.core.locks import lock_key
from portal.core.people import Person
from portal.core.permissions import ensure
from portal.core.seen import require_seen, values_of
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT


class MeetingIsOver(Refused):
    """What was held stays as it was held."""

    sentence = _("This meeting is over: it stays as it was held. A corrigendum can correct it.")


class NotOver(Refused):
    """Before the end the meeting itself is changed."""

    sentence = _("This meeting is not over: change the meeting itself.")


class NoWords(Refused):
    """A correction says something, in each language."""

    sentence = _("Write the correction in each language.")
    field = "text"


class DateInThePast(Refused):
    """Moving a meeting before now would make every reminder for it late at once."""

    sentence = _("%(day)s is in the past. Choose a date to come.")
    field = "day"


class NotNow(Refused):
    """The meeting's life does not go there from here."""

    sentence = _("A meeting in the state “%(state)s” cannot become “%(wanted)s”.")


class NotAnnounced(Refused):
    """Nobody is invited to a draft, or to what is over."""

    sentence = _("People are invited to a meeting that is announced and not over.")


class NumberTaken(Refused):
    """Rounds of one level in a series are counted once."""

    sentence = _("Round %(number)s of this series exists already.")
    field = "number"


class HostNotInvited(Refused):
    """The host takes part."""

    sentence = _("%(code)s is to host, but is not among the delegations that take part.")
    field = "host"


class UnknownZone(Refused):
    """The zone is not in the zone data."""

    sentence = _("%(name)s is not a time zone we know.")
    field = "time_zone"


@transaction.atomic
def open_series(*, actor: Person, title: Mapping[str, str], host: Delegation) -> Series:
    """Begin a series. It is known to the secretariat and the first host until a round of it is announced to others."""
    ensure(rules.can_schedule(actor))
    known = list(dict.fromkeys([SECRETARIAT, host.code]))
    series = Series(title=dict(title), releasable_to=known, editable_by=known)
    series.save(force_insert=True)
    record("meetings.series.opened", series, actor=actor)
    return series


@transaction.atomic
def schedule_meeting(
    *,
    actor: Person,
    now: datetime,
    title: Mapping[str, str],
    host: Delegation,
    city: Mapping[str, str],
    venue: Mapping[str, str],
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    delegations: Sequence[str],
    level: str = Level.MINISTERIAL,
    status: str = Status.ANNOUNCED,
    follows: Meeting | None = None,
    series: Series | None = None,
    number: int | None = None,
    co_hosts: Sequence[str] = (),
    format: str = Format.IN_PERSON,
    languages: Sequence[str] = (),
    join_address: str = "",
    deadlines: Mapping[Any, int] = USUAL_DAYS,
    nights: Sequence[datetime] = (),
    slug: str = "",
) -> Meeting:
    """Create a meeting that the participating delegations and the secretariat may read; a draft, the host and the secretariat.

    Nobody is told: a draft sends nothing, and announcing it does (`advance_meeting`). Instants must carry a zone; `nights` are
    those at which a meeting of several days closes and opens again, in turn. `deadlines` maps kinds to days before the
    meeting. Refuses `UnknownZone`, what `require_days` refuses, `HostNotInvited`, `NumberTaken`.
    """
    ensure(rules.can_schedule(actor))
    if not times.is_zone(time_zone):
        raise UnknownZone(name=time_zone)
    require_days(starts_at, nights, ends_at, time_zone)
    if host.code not in delegations:
        raise HostNotInvited(code=host.code)
    _lock_numbers(series.pk if series else None)
    if number and Meeting.objects.filter(series=series, level=level, number=number).exists():
        raise NumberTaken(number=number)
    meeting = Meeting(
        title=dict(title),
        host=host,
        city=dict(city),
        venue=dict(venue),
        delegations=list(delegations),
        level=level,
        status=status,
        follows=follows,
        series=series,
        number=number,
        co_hosts=list(co_hosts),
        format=format,
        languages=list(languages) or content_languages(),
        join_address=join_address,
        editable_by=list(dict.fromkeys([SECRETARIAT, host.code])),
    )
    meeting.releasable_to = meeting.editable_by if status == Status.DRAFT else meeting.parties
    meeting.place(starts_at, ends_at, time_zone, nights)
    meeting.slug = slug or f"{slugify(title.get('en', ''))[:60]}-{str(meeting.id)[:4]}"
    meeting.save(force_insert=True)
    _write_deadlines(meeting, deadlines)
    record("meetings.meeting.scheduled", meeting, actor=actor, starts_at=starts_at)
    return meeting


def _lock_numbers(series: UUID | None) -> None:
    """Wait until nobody else gives a number in this series; taken before any meeting of it is locked."""
    lock_key(f"rounds of {series or ''}")


@transaction.atomic
def change_meeting(*, meeting: Meeting, actor: Person, now: datetime, seen: str | None = None, **facts: Any) -> Meeting:
    """Change what a meeting is: title, level, number, co-hosts, format, languages, address. For date and place: `move_meeting`.

    Level and number are the secretariat's to change. `seen` is the digest of these facts as the form was opened with. Refuses
    `MeetingIsOver`, `ChangedMeanwhile`, `NumberTaken`.
    """
    _lock_numbers(meeting.series_id)
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_change(actor, meeting))
    if meeting.status not in MOVABLE:
        raise MeetingIsOver
    before = values_of(meeting, FACTS)
    require_seen(seen, before)
    for name in FACTS:
        setattr(meeting, name, facts.get(name, before[name]))
    if any(getattr(meeting, name) != before[name] for name in ("level", "number")):
        ensure(rules.can_number(actor))
    same = Meeting.objects.filter(series=meeting.series_id, level=meeting.level, number=meeting.number)
    if meeting.number and same.exclude(pk=meeting.pk).exists():
        raise NumberTaken(number=meeting.number)
    meeting.version += 1
    meeting.save()
    changed = {name: getattr(meeting, name) for name in FACTS if getattr(meeting, name) != before[name]}
    record("meetings.meeting.changed", meeting, actor=actor, changed=changed)
    if {"title", "join_address"} & set(changed):
        notices.tell_invited(meeting, event="meetings.meeting.changed", now=now)
    return meeting


@transaction.atomic
def advance_meeting(*, meeting: Meeting, actor: Person, now: datetime, to: str) -> Meeting:
    """Take a meeting to another state of its life. Announcing releases it to all parties.

    Reminders follow: a postponed or cancelled meeting reminds nobody. Refuses `NotNow`, `DateInThePast` (announcing a meeting
    whose date has passed).
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_change(actor, meeting))
    before = Status(meeting.status)
    if to not in NEXT[before]:
        raise NotNow(state=before.label, wanted=Status(to).label)
    if to == Status.ANNOUNCED and meeting.starts_at <= now:
        raise DateInThePast(day=times.long_day(meeting.starts_on))
    meeting.status = to
    if before == Status.DRAFT and to == Status.ANNOUNCED:
        meeting.releasable_to = meeting.parties
        _release_series(meeting)
    meeting.version += 1
    meeting.save()
    record(f"meetings.meeting.{to}", meeting, actor=actor, before=before)
    if to in {Status.ANNOUNCED, Status.POSTPONED, Status.CANCELLED}:
        notices.tell_invited(meeting, event=f"meetings.meeting.{to}", now=now)
    meeting_moved.send(sender=Meeting, meeting=meeting, actor=actor, now=now)
    return meeting


@transaction.atomic
def set_deadlines(
    *, meeting: Meeting, actor: Person, now: datetime, days: Mapping[str, int | None], seen: str | None = None
) -> None:
    """Set how many days before the meeting each kind of deadline lies; None takes it away.

    `seen` is the digest of the days as the form was opened with. Refuses `MeetingIsOver`, `ChangedMeanwhile`.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_change(actor, meeting))
    if meeting.status not in MOVABLE:
        raise MeetingIsOver
    there = Deadline.objects.filter(meeting=meeting)
    require_seen(seen, dict(there.values_list("kind", "days_before")))
    there.delete()
    _write_deadlines(meeting, {kind: value for kind, value in days.items() if value is not None})
    meeting.version += 1
    meeting.save(update_fields=["version"])
    record("meetings.meeting.deadlines_set", meeting, actor=actor, days=dict(days))


def check_move(
    meeting: Meeting,
    *,
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    nights: Sequence[datetime] = (),
) -> None:
    """Raise what `move_meeting` would refuse: `MeetingIsOver`, `DateInThePast`, `UnknownZone`, what `require_days` refuses."""
    if meeting.status not in MOVABLE:
        raise MeetingIsOver
    if not times.is_zone(time_zone):
        raise UnknownZone(name=time_zone)
    if starts_at <= now:
        raise DateInThePast(day=times.long_day(times.local(starts_at, time_zone).date()))
    require_days(starts_at, nights, ends_at, time_zone)


@transaction.atomic
def move_meeting(
    *,
    meeting: Meeting,
    actor: Person,
    now: datetime,
    starts_at: datetime,
    ends_at: datetime,
    time_zone: str,
    city: Mapping[str, str],
    venue: Mapping[str, str],
    nights: Sequence[datetime] = (),
    seen: str | None = None,
) -> Meeting:
    """Give a meeting other days or another place. Everything counted from it and not yet sent moves with it.

    A postponed meeting is announced again by this. Whoever was coming is asked again when a day, an hour or the city change.
    `nights` are as for `schedule_meeting`.

    `seen` is the digest of date and place as the form was opened with.

    Refuses `ChangedMeanwhile` and what `check_move` raises.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    ensure(rules.can_move(actor, meeting))
    require_seen(seen, values_of(meeting, PLACE))
    check_move(meeting, now=now, starts_at=starts_at, ends_at=ends_at, time_zone=time_zone, nights=nights)
    before, scheduled = values_of(meeting, HOURS), values_of(meeting, (*HOURS, "city"))
    meeting.place(starts_at, ends_at, time_zone, nights)
    meeting.city, meeting.venue = dict(city), dict(venue)
    if meeting.status == Status.POSTPONED:
        meeting.status = Status.ANNOUNCED
    if scheduled != values_of(meeting, (*HOURS, "city")):
        meeting.schedule_version += 1
    meeting.version += 1
    meeting.save()
    record("meetings.meeting.moved", meeting, actor=actor, before=before, after=values_of(meeting, HOURS))
    notices.tell_invited(meeting, event="meetings.meeting.moved", now=now)
    meeting_moved.send(sender=Meeting, meeting=meeting, actor=actor, now=now)
    return meeting


@transaction.atomic
def invite_missing(*, meeting: Meeting, actor: Person, now: datetime) -> int:
    """Invite those who are invited and were told nothing, and those whose mail could not be delivered; returns how many.

    Refuses `NotAnnounced`.
    """
    ensure(rules.can_change(actor, meeting))
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.status not in COMING:
        raise NotAnnounced
    missing = notices.tell_missing(meeting, actor=actor, now=now)
    if missing:
        record("meetings.meeting.invited", meeting, actor=actor, releasable_to=meeting.editable_by, people=missing)
    return missing


@transaction.atomic
def issue_corrigendum(
    *, meeting: Meeting, actor: Person, now: datetime, part: str, text: Mapping[str, str]
) -> Corrigendum:
    """Correct the facts, the agenda or the participants of a meeting that is over; they stay as they are, and the correction
    stands beside them. Those who lead the parties are told.

    Refuses `NotOver`, `NoWords`.
    """
    ensure(rules.can_move(actor, meeting))
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not meeting.is_over:
        raise NotOver
    if not all(words.strip() for words in text.values()):
        raise NoWords
    issued = Corrigendum(meeting=meeting, part=Part(part), text=dict(text), issued_at=now)
    issued.number = Corrigendum.objects.filter(meeting=meeting).count() + 1
    issued.author_name = actor.name
    issued.releasable_to, issued.editable_by = meeting.releasable_to, meeting.editable_by
    issued.save(force_insert=True)
    record("meetings.meeting.corrected", issued, actor=actor, number=issued.number, part=part)
    notices.tell_corrected(issued, actor=actor, now=now)
    return issued


def require_open(meeting: Meeting) -> None:
    """Refuse `MeetingIsOver` where agenda and lists are closed, as the database has it now. One SQL query."""
    if Meeting.objects.filter(pk=meeting.pk, status__in=OVER).exists():
        raise MeetingIsOver


def _release_series(meeting: Meeting) -> None:
    """Whoever hears of a round may know its series."""
    series = Series.objects.filter(pk=meeting.series_id).first() if meeting.series_id else None
    if series and (new := [code for code in meeting.parties if code not in series.releasable_to]):
        Series.objects.filter(pk=series.pk).update(releasable_to=[*series.releasable_to, *new])


def _write_deadlines(meeting: Meeting, days: Mapping[str, int]) -> None:
    marks = {"releasable_to": meeting.parties, "editable_by": meeting.editable_by}
    Deadline.objects.bulk_create(
        Deadline(meeting=meeting, kind=kind, days_before=count, **marks) for kind, count in days.items()
    )
