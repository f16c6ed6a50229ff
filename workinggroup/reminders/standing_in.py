"""Who is reminded while somebody is away. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

DAY = timedelta(days=1)
LONGEST_ABSENCE = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Away:
    """Somebody is away from one day to another, both included, and named somebody else."""

    first: date
    last: date
    substitute: UUID


Absences = Mapping[UUID, Sequence[Away]]


def away_on(person: UUID, day: date, absences: Absences) -> Away | None:
    return next((each for each in absences.get(person, ()) if each.first <= day <= each.last), None)


def back_on(person: UUID, day: date, absences: Absences) -> date:
    """The day itself, or the first one after it on which the person is not away."""
    while there := away_on(person, day, absences):
        day = there.last + DAY
    return day


def stand_in(person: UUID, day: date, absences: Absences) -> UUID | None:
    """Whom reminders of that day reach in the person's place: the substitute, or where that one is away too theirs in turn.

    The person where they are there; None where the substitutes name each other in a circle.
    """
    passed: set[UUID] = set()
    while there := away_on(person, day, absences):
        passed.add(person)
        if there.substitute in passed:
            return None
        person = there.substitute
    return person
