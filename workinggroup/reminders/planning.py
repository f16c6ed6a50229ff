"""Which reminders are wanted: what is due, who there is, which rules hold. Pure.

What is wanted is compared with what is planned, and only the difference is changed; so it can run at every tick, after every
change, and twice at once.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from portal.core import times
from portal.core.deadlines import Deadline
from portal.people.workdays.calendars import Calendar
from workinggroup.reminders.acknowledging import Answer
from workinggroup.reminders.cadence import CLOCK, Cadence, Occurrence, occurrences
from workinggroup.reminders.standing_in import Absences, away_on, back_on, stand_in
from workinggroup.reminders.states import LADDER, Audience

Cadences = Mapping[str, Cadence]
# By kind, subject and due day.
Answers = Mapping[tuple[str, UUID, date], Sequence[Answer]]


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who can be reminded: the zone, the step of the ladder ("" for none), and cadences of their own choice."""

    id: UUID
    zone: str
    step: Audience | str = ""
    own: Cadences = field(default_factory=dict)


class Wanted(NamedTuple):
    """One reminder that should be planned; `stands_for` is whose it would be, were they not away."""

    recipient: UUID
    kind: str
    subject: UUID
    due: date
    rung: str
    send_on: date
    goes_at: datetime
    zone: str
    meeting: UUID | None
    rest: int
    stands_for: UUID | None = None


@dataclass(frozen=True)
class Side:
    """A side as reminders see it: its code, its people, its working days, its cadences by kind of deadline, what its people
    acknowledged, and when they are away.
    """

    code: str
    people: Sequence[Recipient]
    calendar: Calendar
    cadences: Cadences
    answers: Answers = field(default_factory=dict)
    absences: Absences = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[UUID, Recipient]:
        return {person.id: person for person in self.people}

    @cached_property
    def steps(self) -> dict[Audience, list[UUID]]:
        """Who stands on each step of the ladder; where nobody does, who stands on the next above, or else below."""
        there = {step: [person.id for person in self.people if person.step == step] for step in LADDER}
        order = [*LADDER, *reversed(LADDER)]
        return {step: next((there[each] for each in order[order.index(step) :] if there[each]), []) for step in LADDER}


def wanted_reminders(side: Side, deadlines: Iterable[Deadline], *, now: datetime) -> Iterator[Wanted]:
    """Every reminder of one side that lies ahead of `now`.

    Before it is due a thing is told to those whose it is, to the coordinators where it is nobody's; afterwards also up the
    ladder of the same delegation. What other delegations have to do is told to the secretariat alone. Of several rungs that
    fall on one day for one person and thing, the one nearest to the due day goes. What was acknowledged goes up the ladder
    later (`acknowledging`). What would reach somebody who is away reaches who stands in, and if it is mandatory them, too, when
    they are back.
    """
    known: dict[tuple[Any, ...], list[Occurrence]] = {}
    for deadline in deadlines:
        cadence = side.cadences.get(deadline.kind, ())
        answers = side.answers.get((deadline.kind, deadline.subject, deadline.due), ())
        quiet = max((each.last_day(side.calendar) for each in answers), default=None)
        found: dict[tuple[UUID, str], Wanted] = {}
        passed_on: list[Wanted] = []
        for key, audiences in told_of(deadline, side).items():
            person = side.by_id[key]
            rules = person.own.get(deadline.kind, cadence)
            asked = (id(rules), deadline.due, deadline.at, person.zone, quiet)
            if asked not in known:
                known[asked] = occurrences(deadline.due, rules, person.zone, side.calendar, deadline.at, quiet)
            days: dict[date, Occurrence] = {}
            for planned in known[asked]:
                occurrence: Occurrence | None = planned
                if planned.rung.audience not in audiences:
                    continue
                if any(each.person == key and each.rests(planned.rung, planned.send_on) for each in answers):
                    continue
                if away_on(key, planned.send_on, side.absences):
                    passed_on += _instead(deadline, planned, person, side)
                    occurrence = _on_return(deadline, planned, person, side)
                if occurrence and occurrence.goes_at > now:
                    there = days.get(occurrence.send_on)
                    if there is None or abs(occurrence.rung.days) < abs(there.rung.days):
                        days[occurrence.send_on] = occurrence
            found |= {(key, occurrence.rung.key): _wanted(deadline, occurrence, person) for occurrence in days.values()}
        for each in passed_on:
            if each.goes_at > now:
                found.setdefault((each.recipient, each.rung), each)
        yield from found.values()


def _wanted(deadline: Deadline, occurrence: Occurrence, person: Recipient, stands_for: UUID | None = None) -> Wanted:
    return Wanted(
        person.id, deadline.kind, deadline.subject, deadline.due, occurrence.rung.key, occurrence.send_on,
        occurrence.goes_at, person.zone, deadline.meeting, occurrence.rung.rest, stands_for,
    )  # fmt: skip


def _instead(deadline: Deadline, occurrence: Occurrence, person: Recipient, side: Side) -> list[Wanted]:
    """What reaches others because the person is away: who stands in, else those coordinators who are there."""
    found = stand_in(person.id, occurrence.send_on, side.absences)
    coordinators = [
        each
        for each in side.steps[Audience.COORDINATOR]
        if each != person.id and not away_on(each, occurrence.send_on, side.absences)
    ]
    others = [side.by_id[each] for each in ([found] if found in side.by_id else coordinators)]
    day = occurrence.send_on
    return [
        _wanted(deadline, replace(occurrence, goes_at=times.instant(day, CLOCK, other.zone)), other, person.id)
        for other in others
    ]


def _on_return(deadline: Deadline, occurrence: Occurrence, person: Recipient, side: Side) -> Occurrence | None:
    """A mandatory reminder on the first working day on which the person is back; none that asked for what is overdue by then."""
    day = side.calendar.after(back_on(person.id, occurrence.send_on, side.absences))
    if not occurrence.rung.is_mandatory or (day > deadline.due and not occurrence.rung.is_after):
        return None
    return replace(occurrence, send_on=day, goes_at=times.instant(day, CLOCK, person.zone))


class Sent(NamedTuple):
    """One reminder that was handed to the outbox: of which deadline as it then stood, and its day."""

    recipient: UUID
    kind: str
    subject: UUID
    rung: str
    due: date
    send_on: date


@dataclass(frozen=True, slots=True)
class Difference:
    """A reminder whose day changes: None where it was not wanted before, or is no more. `sent` is the day on which it went
    already, for which reason it does not go again.
    """

    before: Wanted | None
    after: Wanted | None
    sent: date | None = None

    @property
    def wanted(self) -> Wanted:
        """That of after, else of before; one of the two is there."""
        found = self.after or self.before
        if found is None:
            raise ValueError("a difference is one of something")
        return found


def differences(before: Iterable[Wanted], after: Iterable[Wanted], sent: Iterable[Sent]) -> list[Difference]:
    """What changes from one plan to another: what was sent for a day not far away is not sent again (`rest`)."""
    went: dict[tuple[Any, ...], list[Sent]] = {}
    for each in sent:
        went.setdefault(each[:4], []).append(each)
    after = list(after)
    was, will = ({_name(each): each for each in plan if not sent_on(each, went)} for plan in (before, after))
    resting = {_name(each): (each, day) for each in after if (day := sent_on(each, went))}
    changed = []
    for name in {**was, **will, **resting}:
        old, new = was.get(name), will.get(name)
        if name in resting:
            changed.append(Difference(old or resting[name][0], None, resting[name][1]))
        elif not old or not new or (old.send_on, old.zone) != (new.send_on, new.zone):
            changed.append(Difference(old, new))
    return changed


def sent_on(wanted: Wanted, went: Mapping[tuple[Any, ...], Iterable[Sent]]) -> date | None:
    """The day on which a reminder went already, for the same due day or for one so near that it is not told again."""
    for each in went.get(_name(wanted), ()):
        if each.due == wanted.due or abs((wanted.send_on - each.send_on).days) < wanted.rest:
            return each.send_on
    return None


def _name(each: Wanted) -> tuple[Any, ...]:
    return each.recipient, each.kind, each.subject, each.rung


def told_of(deadline: Deadline, side: Side) -> dict[UUID, set[Audience]]:
    """Who of a side is told of a deadline, and as what."""
    if deadline.side != side.code:
        return {each: {Audience.SECRETARIAT} for each in side.steps[Audience.COORDINATOR]}
    found: dict[UUID, set[Audience]] = {}
    for each in [each for each in deadline.people if each in side.by_id] or side.steps[Audience.COORDINATOR]:
        found.setdefault(each, set()).add(Audience.OWNER)
    for step, group in side.steps.items():
        for each in group:
            found.setdefault(each, set()).add(step)
    return found
