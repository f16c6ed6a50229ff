"""What the meeting pages need."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from meetings.rounds.days import Day, are_at_once, days_between
from meetings.rounds.models import Corrigendum, Deadline, Meeting
from meetings.rounds.moving import Move, days_off_on, next_host
from meetings.rounds.states import COMING, USUAL_DAYS, Level, Status
from meetings.signals import meeting_moving
from portal.core import times
from portal.core.people import Person
from portal.core.questions import Question
from portal.notifications.models import OutgoingMail
from portal.notifications.states import UNREACHED
from portal.notifications.states import Status as MailStatus
from portal.people.models import Delegation, User
from portal.people.rules import LEADING
from portal.people.sides import present_sides
from portal.people.states import Kind, Role
from portal.people.workdays.queries import calendars_of

# The mail by which people are invited, and told of changes.
INVITATION = "meetings/rounds/invitation"
# What such a mail told, by the act behind it.
TOLD_OF = {
    "meetings.meeting.announced": gettext_lazy("Invitation"),
    "meetings.meeting.moved": gettext_lazy("New date or place"),
    "meetings.meeting.changed": gettext_lazy("New title or address to join"),
    "meetings.meeting.postponed": gettext_lazy("Postponed"),
    "meetings.meeting.cancelled": gettext_lazy("Cancelled"),
    "meetings.participant.entered": gettext_lazy("On the list"),
    "meetings.participant.removed": gettext_lazy("Off the list"),
}


@dataclass(frozen=True)
class DeadlineLine:
    """A deadline of a meeting. `days` counts from today to it; below 0 it has passed."""

    deadline: Deadline
    day: date
    days: int


@dataclass(frozen=True)
class Told:
    """What one person was told of a meeting. `mail` is the last that went, waits or failed; None where there was none.

    `name` is the person's, or the role of somebody of another side who is on no list. `is_invited` is False for those who
    were taken off a list.
    """

    name: str
    code: str
    mail: OutgoingMail | None
    is_invited: bool

    @property
    def what(self) -> str:
        return str(TOLD_OF.get(self.mail.event, "")) if self.mail else ""

    @property
    def sent(self) -> tuple[date | None, str]:
        """When the mail was handed over, for the reader: the day and the clock."""
        here, at = timezone.get_current_timezone_name(), self.mail.settled_at if self.mail else None
        return (times.local(at, here).date(), times.clock(at, here)) if at else (None, "")

    @property
    def noted_day(self) -> date | None:
        """When a server last reported on it."""
        at = self.mail.noted_at if self.mail else None
        return times.local(at, timezone.get_current_timezone_name()).date() if at else None

    @property
    def is_missing(self) -> bool:
        """Whether somebody who is invited was not reached."""
        return self.is_invited and (self.mail is None or self.mail.status in UNREACHED)


@dataclass(frozen=True)
class Conflicts:
    """What speaks against a date: sentences, none where nothing does."""

    sentences: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.sentences)


FOLLOW_UP: Question[Meeting] = Question(
    lambda code, now: (
        Meeting.objects.read_with(code)
        .filter(status__in=COMING, level=Level.MINISTERIAL, ends_at__gt=now)
        .select_related("host")
        .order_by("starts_at")[:1]
    ),
    "a code",
    datetime(2000, 1, 1, tzinfo=UTC),
)


def follow_up_for(user: Person, *, now: datetime) -> Meeting | None:
    """The nearest ministerial to come that the user may see: what everything counts down to. One SQL query."""
    return FOLLOW_UP.first(user.code, now) if user.code else None


DEADLINES: Question[Deadline] = Question(
    lambda code, meeting: Deadline.objects.read_with(code).filter(meeting_id=meeting).order_by("-days_before", "kind"),
    "a code",
    UUID(int=1),
)


def deadlines_of(meeting: Meeting, user: Person, today: date) -> list[DeadlineLine]:
    """The meeting's deadlines, earliest first. One SQL query."""
    rows = DEADLINES(user.code, meeting.pk) if user.code else []
    days = [(row, row.day_for(meeting.starts_on)) for row in rows]
    return [DeadlineLine(row, day, (day - today).days) for row, day in days]


def corrigenda_of(meeting: Meeting, user: Person) -> list[Corrigendum]:
    """What was corrected of a meeting that is over, first first; one SQL query for such a meeting."""
    return (
        list(Corrigendum.objects.visible_to(user).filter(meeting=meeting).order_by("number")) if meeting.is_over else []
    )


def moves_of(meeting: Meeting, user: Person, hours: Mapping[str, Any], *, now: datetime) -> list[Move]:
    """Everything that would move with the meeting, as far as the user may see it; `hours` are its new ones (`HOURS`)."""
    days = days_between(hours["starts_at"], hours["nights"], hours["ends_at"], hours["time_zone"])
    starts_on, last = days[0].date, days[-1].date
    moves = [Move(str(meeting), meeting.starts_on, starts_on)]
    if (meeting.ends_on, last) != (meeting.starts_on, starts_on):
        moves.append(Move(_("Last day"), meeting.ends_on, last))
    moves += [
        Move(str(line.deadline), line.day, line.deadline.day_for(starts_on))
        for line in deadlines_of(meeting, user, starts_on)
    ]
    facts = {"meeting": meeting, "user": user, "starts_on": starts_on, "hours": hours, "now": now}
    answers: list[Any] = meeting_moving.send(sender=Meeting, **facts)
    return [*moves, *(move for _receiver, answer in answers for move in answer)]


def conflicts_of(user: Person, *, days: Sequence[Day], delegations: Sequence[str], apart_from: Any = None) -> Conflicts:
    """Days off of any delegation, weekends, and other meetings at that time of the same delegations, with those who are
    listed for both. Three SQL queries, four where meetings collide.
    """
    dates = [day.date for day in days]
    known = {
        record.code: record for record in Delegation.objects.filter(code__in=delegations).order_by("order", "code")
    }
    found = [
        _("%(day)s is a day off in %(delegation)s: %(name)s.")
        % {"day": times.long_day(off.day), "delegation": known[code], "name": off.name}
        for code, off in days_off_on(
            dates, calendars_of((record.code, record.holiday_country) for record in known.values())
        )
    ]
    found += [_("%(day)s is a weekend day.") % {"day": times.long_day(day)} for day in dates if day.weekday() >= 5]
    others = Meeting.objects.visible_to(user).filter(
        delegations__overlap=list(delegations), starts_at__lt=days[-1].closes_at, ends_at__gt=days[0].opens_at
    )
    going = others.exclude(pk=apart_from).exclude(status__in=[Status.CANCELLED, Status.POSTPONED])
    colliding = [other for other in going if are_at_once(days, other.days)]
    twice = _listed_twice(apart_from, colliding) if apart_from else {}
    for other in colliding:
        codes = ", ".join(code for code in other.delegations if code in delegations)
        found.append(_("%(title)s is at the same time, with %(codes)s.") % {"title": other, "codes": codes})
        if other.pk in twice:
            names = ", ".join(sorted(twice[other.pk]))
            found.append(_("Listed for both this meeting and %(title)s: %(names)s.") % {"title": other, "names": names})
    return Conflicts(found)


def _listed_twice(meeting: Any, others: Sequence[Meeting]) -> dict[Any, set[str]]:
    """For each of the other meetings, the names of those listed there who are listed for this one, too. One SQL query."""
    rows = Meeting.objects.filter(pk__in=[other.pk for other in others], participants__person__attends__meeting=meeting)
    found: dict[Any, set[str]] = defaultdict(set)
    for key, name in rows.values_list("pk", "participants__name"):
        found[key].add(name)
    return found


def proposal(user: Person, *, earlier: Meeting | None) -> dict[str, Any]:
    """A new round's facts under the names of its form's fields, cloned from an earlier one; its host is the next in turn.

    Two SQL queries.
    """
    everybody = list(Delegation.objects.filter(kind=Kind.DELEGATION).order_by("order", "code"))
    if earlier is None:
        return {"delegations": [record.code for record in everybody], "days": dict(USUAL_DAYS)}
    rounds = Meeting.objects.visible_to(user).filter(series=earlier.series, level=earlier.level)
    in_order = rounds.order_by("starts_at").values_list("host_id", "number")
    rows = list(in_order) if earlier.series_id else [(earlier.host_id, earlier.number)]
    hosts, numbers = [host for host, _number in rows], [number or 0 for _host, number in rows]
    texts = {f"title_{code}": earlier.title.get(code, "") for code in settings.CONTENT_LANGUAGES}
    copied = ("series", "level", "format", "languages", "delegations", "time_zone")
    return texts | {name: getattr(earlier, name) for name in copied} | {
        "number": max(numbers) + 1 if any(numbers) else None,
        "host": next_host(earlier.delegations, hosts),
        "follows": earlier,
        "days": {row.kind: row.days_before for row in Deadline.objects.visible_to(user).filter(meeting=earlier)},
    }  # fmt: skip


def invited_to(meeting: Meeting) -> QuerySet[User]:
    """Active people who are invited: who lead a party, who is on a party's list, and guests. One SQL query."""
    leading = Q(membership__delegation__in=meeting.parties, membership__role__in=LEADING)
    listed = Q(attends__meeting=meeting.pk, membership__delegation__in=meeting.parties)
    guests = Q(membership__delegation=meeting.guests)
    people = User.objects.filter(leading | listed | guests, is_active=True).distinct()
    return people.select_related("membership__delegation")


def told_of(meeting: Meeting, user: Person) -> list[Told]:
    """Who was told what of a meeting and when, and who was not: everybody for the host and the secretariat, the own side for
    others; in the order of delegations. Four SQL queries at most.
    """
    last = last_mails(meeting, user)
    asked = {person.pk: person for person in invited_to(meeting)}
    gone = User.objects.filter(pk__in=last.keys() - asked.keys()).select_related("membership__delegation")
    listed = set(meeting.participants.filter(person__isnull=False).values_list("person_id", flat=True))
    places = {code: place for place, code in enumerate(present_sides().delegations)}
    everybody = user.code in meeting.editable_by
    rows = [
        Told(_name_for(user, person, person.pk in listed), person.code, last.get(person.pk), person.pk in asked)
        for person in (*asked.values(), *gone)
        if everybody or person.code == user.code
    ]
    return sorted(rows, key=lambda row: (places.get(row.code, len(places)), row.name))


def last_mails(meeting: Meeting, user: Person) -> dict[Any, OutgoingMail]:
    """By its recipient the last mail about a meeting that went, waits or failed, as far as the user may see. One SQL query."""
    mails = OutgoingMail.objects.visible_to(user).filter(message=INVITATION, subject_id=meeting.pk)
    rows = mails.exclude(status=MailStatus.DROPPED).order_by("created_at", "pk")
    return {mail.recipient_id: mail for mail in rows}


def _name_for(user: Person, person: User, is_listed: bool) -> str:
    """People of other sides are known by name once they are on a list."""
    return person.name if is_listed or person.code == user.code else str(Role(person.role).label)
