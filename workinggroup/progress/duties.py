"""What is to be reported in a round: it follows from the commitments, so that nothing is kept twice.

A round asks for every confirmed commitment of an earlier text, on record or released, that the parties to its meeting know; who
leads it reports, once it has accepted where that is asked. The SQL is written by hand, and the wall alone says who sees what.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection

from meetings.rounds.states import COMING
from portal.audit.remembered import Remembered
from portal.core import times
from portal.core.postgresql.plans import KeptStatement
from portal.people.models import Delegation
from portal.people.workdays.calendars import Calendar
from portal.people.workdays.queries import calendars_of

# Commitments in the round of a meeting; `asked` of those that their lead has to report on.
IN_ROUND = """
FROM workinggroup_reportinground AS round JOIN meetings_meeting AS meeting ON meeting.id = round.meeting_id
JOIN workinggroup_commitment AS led ON led.status = 'confirmed' AND led.closed_as = ''
    AND led.releasable_to @> meeting.delegations
    AND led.decided_at < meeting.ends_at
JOIN meetings_statement AS text ON text.id = led.statement_id AND text.status IN ('recorded', 'released')
    AND text.dated < meeting.starts_on AND text.meeting_id <> meeting.id AND text.releasable_to @> meeting.delegations
JOIN meetings_meeting AS origin ON origin.id = text.meeting_id AND origin.releasable_to @> meeting.delegations
"""
ASKED = """
(led.lead_id IS NOT NULL AND (NOT led.asks_acceptance OR EXISTS (SELECT FROM workinggroup_leadanswer AS answer
    WHERE answer.commitment_id = led.id AND answer.delegation_id = led.lead_id AND answer.accepts))
AND NOT EXISTS (SELECT FROM workinggroup_jointrating AS joint
    JOIN workinggroup_progressreport AS earlier ON earlier.id = joint.report_id
    WHERE earlier.commitment_id = led.id AND earlier.round_id <> round.id AND joint.completion IN ('complete', 'irrelevant')
        AND NOT EXISTS (SELECT FROM unnest(joint.parties) AS party WHERE NOT COALESCE((
            SELECT consents FROM workinggroup_jointanswer AS answer
            WHERE answer.rating_id = joint.id AND answer.delegation_id = party ORDER BY answer.number DESC LIMIT 1), false))))
"""
# Of each commitment the nearest meeting to come before which its lead still owes a report; `drafted` where its own side, which
# alone sees it, has one that waits for a second person.
OPEN = KeptStatement(f"""
SELECT DISTINCT ON (led.id) led.id, round.id, meeting.id, led.lead_id, meeting.starts_on, round.days_before, draft.id
{IN_ROUND} LEFT JOIN workinggroup_reportdraft AS draft
    ON draft.round_id = round.id AND draft.commitment_id = led.id AND draft.delegation_id = led.lead_id AND draft.is_ready
WHERE meeting.status = ANY (%(coming)s) AND {ASKED} AND (%(code)s = '' OR led.lead_id = %(code)s) AND NOT EXISTS (
    SELECT FROM workinggroup_progressreport AS report WHERE report.round_id = round.id AND report.commitment_id = led.id)
ORDER BY led.id, meeting.starts_at
""")  # noqa: S608 - constants alone
IDS = KeptStatement(
    f"SELECT led.id, {ASKED} {IN_ROUND} WHERE round.id = %(round)s ORDER BY text.dated DESC, text.id, led.number"
)


# The last report on each commitment, where a party other than the reporting one has said nothing to it, and the meeting to come
# that it is for.
UNRATED = KeptStatement("""
SELECT report.commitment_id, report.at, meeting.id, meeting.starts_on, round.rated_before
FROM (SELECT DISTINCT ON (commitment_id) id, commitment_id, delegation_id, round_id, at
    FROM workinggroup_progressreport ORDER BY commitment_id, at DESC, number DESC) AS report
JOIN workinggroup_commitment AS led ON led.id = report.commitment_id AND led.status = 'confirmed'
JOIN meetings_statement AS text ON text.id = led.statement_id AND %(code)s = ANY (text.parties)
LEFT JOIN workinggroup_reportinground AS round ON round.id = report.round_id
LEFT JOIN meetings_meeting AS meeting ON meeting.id = round.meeting_id AND meeting.status = ANY (%(coming)s)
WHERE report.delegation_id <> %(code)s
    AND NOT EXISTS (SELECT FROM meetings_party AS party
        WHERE party.statement_id = text.id AND party.delegation_id = %(code)s AND party.status <> 'active')
    AND NOT EXISTS (SELECT FROM workinggroup_partnerrating AS rating
        WHERE rating.report_id = report.id AND rating.delegation_id = %(code)s)
ORDER BY led.number, led.id
""")
# A report that comes late gives its partners so many days.
DAYS_TO_RATE = 5


@dataclass(frozen=True, slots=True)
class Unrated:
    """A report on a commitment to which a party has said nothing; where it is for no meeting to come, it has no day."""

    commitment: UUID
    reported_at: datetime
    meeting: UUID | None
    starts_on: date | None
    rated_before: int | None

    def due_on(self, zone: str, calendar: Calendar | None) -> date | None:
        """The day by which the party rates, as it counts days: one on which it works."""
        if self.meeting is None or self.starts_on is None or self.rated_before is None:
            return None
        nominal = self.starts_on - timedelta(days=self.rated_before)
        return due_day(rating_day(nominal, times.local(self.reported_at, zone).date(), self.starts_on), calendar)


def rating_day(nominal: date, reported_on: date, meets_on: date) -> date:
    """The day on which a rating is due: the round's; of a report that came late, five days after it, at the latest on the eve of
    the meeting."""
    return max(nominal, min(reported_on + timedelta(days=DAYS_TO_RATE), meets_on - timedelta(days=1)))


def _unrated(code: str) -> tuple[Unrated, ...]:
    with connection.cursor() as cursor:
        cursor.execute(UNRATED, {"coming": sorted(COMING), "code": code})
        return tuple(Unrated(*row) for row in cursor.fetchall())


# What a side has not rated.
UNRATED_BY: Remembered[tuple[Unrated, ...]] = Remembered(_unrated)


def open_ratings(code: str) -> tuple[Unrated, ...]:
    """The reports to which a party has said nothing. One SQL query."""
    return _unrated(code)


@dataclass(frozen=True, slots=True)
class Duty:
    """A report that a delegation owes before a meeting; `ready` is the key of its draft that waits for a second person."""

    commitment: UUID
    round: UUID
    meeting: UUID
    side: str
    starts_on: date
    days_before: int
    ready: UUID | None

    @property
    def nominal(self) -> date:
        """The round's day, on whatever day it falls."""
        return self.starts_on - timedelta(days=self.days_before)


def _open(code: str) -> tuple[Duty, ...]:
    with connection.cursor() as cursor:
        cursor.execute(OPEN, {"coming": sorted(COMING), "code": code})
        return tuple(
            sorted((Duty(*row) for row in cursor.fetchall()), key=lambda each: (each.nominal, each.commitment))
        )


# What is owed by a side, or by all ("").
OPEN_OF: Remembered[tuple[Duty, ...]] = Remembered(_open)


def open_duties(code: str = "") -> tuple[Duty, ...]:
    """What is owed by a side, or by all, as far as the reader sees it. One SQL query."""
    return _open(code)


def commitments_in(round_id: UUID) -> dict[UUID, bool]:
    """The commitments of a round that the reader sees, in the order of pages, and whether their lead is asked to report. One
    SQL query."""
    with connection.cursor() as cursor:
        cursor.execute(IDS, {"round": round_id})
        return dict(cursor.fetchall())


def calendars(codes: Iterable[str]) -> Mapping[str, Calendar]:
    """When these delegations work. Two SQL queries, none for nobody."""
    wanted = sorted(set(codes))
    if not wanted:
        return {}
    rows: Any = Delegation.objects.filter(code__in=wanted).values_list("code", "holiday_country")
    return calendars_of(rows)


def due_day(nominal: date, calendar: Calendar | None) -> date:
    """The day on which a lead's report is due: the round's, or the last day before on which its own side works."""
    return calendar.before(nominal) if calendar else nominal


def is_owed(round_id: UUID, commitment: UUID) -> bool:
    """Whether the lead of a commitment is asked for a report in a round. One SQL query."""
    return commitments_in(round_id).get(commitment, False)


def due_days(duties: Sequence[Duty]) -> dict[Duty, date]:
    """Two SQL queries, none for no duty."""
    known = calendars(each.side for each in duties)
    return {each: due_day(each.nominal, known.get(each.side)) for each in duties}


def rounds_asking(commitment: UUID) -> list[UUID]:
    """The rounds before meetings to come in which its lead is asked to report on a commitment, the nearest first. One SQL
    query."""
    sql = f"SELECT round.id {IN_ROUND} WHERE led.id = %(led)s AND meeting.status = ANY (%(coming)s) AND {ASKED}"
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY meeting.starts_at", {"led": commitment, "coming": sorted(COMING)})
        return [key for (key,) in cursor.fetchall()]
