"""Acknowledgements that hold: for the planning, for the pages, and for the digest of those who lead."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.deadlines import SOME_DAY, SOME_SIDE, Named
from portal.core.people import Person
from portal.core.questions import Question
from portal.people.models import Delegation
from portal.people.workdays.queries import calendar_of
from workinggroup.reminders.acknowledging import LONGEST_REST, Answer
from workinggroup.reminders.cadence import FURTHEST
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Acknowledgement
from workinggroup.reminders.planning import Answers

# What things are called, by kind and key.
Names = dict[str, dict[UUID, Named]]
# So many stand on a page and in a digest.
SHOWN = 50
# Nothing goes up a ladder later than so long after.
KEPT = timedelta(days=FURTHEST) + LONGEST_REST


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """An acknowledgement that holds, up to and on `last_day`, as its reader sees it."""

    key: UUID
    person: UUID
    name: str
    kind: str
    subject: UUID
    label: str
    thing: Named
    due: date
    given_on: date
    rest_until: date | None
    reason: str
    last_day: date

    @property
    def deadline(self) -> tuple[str, UUID, date]:
        return self.kind, self.subject, self.due


def answers_of(code: str, *, now: datetime) -> Answers:
    """What people of a side acknowledged, by deadline. One SQL query; where there is anything one more, and one for each kind
    that tells of reports.
    """
    found: defaultdict[tuple[str, UUID, date], list[Answer]] = defaultdict(list)
    rows = _known(GIVEN_SINCE(code, now - KEPT))
    for row, answer in _answers(rows, Delegation.objects.get(code=code)) if rows else ():
        found[row.kind, row.subject, row.due].append(answer)
    return found


def acknowledged_by(user: Person, *, now: datetime, whole_side: bool) -> list[Acknowledged]:
    """What the user, or the user's whole side, acknowledged, as far as it holds: what ends first stands first. One SQL query;
    where there is anything two more, and two for each kind.
    """
    rows = given_ahead(user, now=now, whole_side=whole_side)()
    names = named([(row.kind, row.subject) for row in rows])
    return as_shown(rows, user, names, now=now)


def given_ahead(user: Person, *, now: datetime, whole_side: bool) -> Callable[[], list[Acknowledgement]]:
    """What gives all that the user, or the user's whole side, acknowledged and may still hold; it is asked in one message with
    the statement that follows. One SQL query."""
    asked = GIVEN_SINCE.ahead(user.code, now - KEPT)
    return lambda: [row for row in _known(asked()) if whole_side or row.person_id == user.pk]


def named(subjects: Iterable[tuple[str, UUID]]) -> Names:
    """What things of these kinds are called, as far as the reader sees them. One SQL query for each kind."""
    found: defaultdict[str, set[UUID]] = defaultdict(set)
    for kind, subject in subjects:
        found[kind].add(subject)
    return {kind: KINDS[kind].name(list(keys)) for kind, keys in found.items() if kind in KINDS}


def as_shown(
    rows: Sequence[Acknowledgement], user: Person, names: Names, *, now: datetime, moment: Moment | None = None
) -> list[Acknowledged]:
    """Acknowledgements with the names of their things, as far as they hold. One SQL query, none for no row; one more for each
    kind where it is not remembered when its things were reported on."""
    if not rows:
        return []
    side, today = user.delegation, times.local(now, user.zone).date()
    calendar = calendar_of(side)
    found = [
        Acknowledged(
            row.pk, row.person_id, row.person.name, row.kind, row.subject, str(KINDS[row.kind].label),
            names[row.kind][row.subject], row.due, row.given_on, row.rest_until, row.reason, answer.last_day(calendar),
        )
        for row, answer in _answers(rows, side, moment)
        if row.subject in names[row.kind]
    ]  # fmt: skip
    return sorted((each for each in found if each.last_day >= today), key=lambda each: (each.last_day, each.name))[
        :SHOWN
    ]


def _known(rows: Iterable[Acknowledgement]) -> list[Acknowledgement]:
    return [row for row in rows if row.kind in KINDS]


GIVEN_SINCE: Question[Acknowledgement] = Question(
    lambda code, since: (
        Acknowledgement.objects.filter(releasable_to=[code], withdrawn_at=None, given_at__gt=since)
        .select_related("person")
        .only("person__name", "kind", "subject", "due", "given_on", "rest_until", "reason")
    ),
    SOME_SIDE,
    SOME_DAY,
)


def _heard(kind: str, subjects: tuple[UUID, ...]) -> dict[UUID, datetime]:
    return KINDS[kind].heard(subjects)


HEARD_OF: Remembered[dict[UUID, datetime]] = Remembered(_heard)


def _answers(
    rows: Iterable[Acknowledgement], side: Delegation, moment: Moment | None = None
) -> Iterable[tuple[Acknowledgement, Answer]]:
    """Each with when its thing was last reported on."""
    rows = list(rows)
    subjects: defaultdict[str, set[UUID]] = defaultdict(set)
    for row in rows:
        subjects[row.kind].add(row.subject)
    asked = {kind: tuple(sorted(found)) for kind, found in subjects.items()}
    heard = {kind: HEARD_OF(moment, kind, keys) if moment else _heard(kind, keys) for kind, keys in asked.items()}
    for row in rows:
        at = heard[row.kind].get(row.subject)
        yield (
            row,
            Answer(row.person_id, row.given_on, row.rest_until, times.local(at, side.time_zone).date() if at else None),
        )
