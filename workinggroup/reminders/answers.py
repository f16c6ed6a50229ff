"""Acknowledgements that hold: for the planning, for the pages, and for the digest of those who lead."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from portal.core import times
from portal.core.deadlines import Named
from portal.core.people import Person
from portal.people.models import Delegation
from portal.people.workdays.queries import calendar_of
from workinggroup.reminders.acknowledging import LONGEST_REST, Answer
from workinggroup.reminders.cadence import FURTHEST
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Acknowledgement
from workinggroup.reminders.planning import Answers

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
    rows = _rows(code, now)
    for row, answer in _answers(rows, Delegation.objects.get(code=code)) if rows else ():
        found[row.kind, row.subject, row.due].append(answer)
    return found


def acknowledged_by(user: Person, *, now: datetime, whole_side: bool) -> list[Acknowledged]:
    """What the user, or the user's whole side, acknowledged, as far as it holds: what ends first stands first. One SQL query;
    where there is anything two more, and two for each kind.
    """
    rows = _rows(user.code, now)
    rows = rows if whole_side else [row for row in rows if row.person_id == user.pk]
    if not rows:
        return []
    side, today = user.delegation, times.local(now, user.zone).date()
    calendar = calendar_of(side)
    subjects: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        subjects[row.kind].append(row.subject)
    names = {kind: KINDS[kind].name(found) for kind, found in subjects.items()}
    found = [
        Acknowledged(
            row.pk, row.person_id, row.person.name, row.kind, row.subject, str(KINDS[row.kind].label),
            names[row.kind][row.subject], row.due, row.given_on, row.rest_until, row.reason, answer.last_day(calendar),
        )
        for row, answer in _answers(rows, side)
        if row.subject in names[row.kind]
    ]  # fmt: skip
    return sorted((each for each in found if each.last_day >= today), key=lambda each: (each.last_day, each.name))[
        :SHOWN
    ]


def _rows(code: str, now: datetime) -> list[Acknowledgement]:
    rows = Acknowledgement.objects.filter(releasable_to=[code], withdrawn_at=None, given_at__gt=now - KEPT)
    return [row for row in rows.select_related("person") if row.kind in KINDS]


def _answers(rows: Iterable[Acknowledgement], side: Delegation) -> Iterable[tuple[Acknowledgement, Answer]]:
    """Each with when its thing was last reported on."""
    rows = list(rows)
    subjects: defaultdict[str, list[UUID]] = defaultdict(list)
    for row in rows:
        subjects[row.kind].append(row.subject)
    heard = {kind: KINDS[kind].heard(found) for kind, found in subjects.items()}
    for row in rows:
        at = heard[row.kind].get(row.subject)
        yield (
            row,
            Answer(row.person_id, row.given_on, row.rest_until, times.local(at, side.time_zone).date() if at else None),
        )
