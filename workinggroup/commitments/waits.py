"""What of the commitments waits on a person."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Statement
from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.rules import coordinates, coordinates_across
from workinggroup.commitments.models import Commitment

# From the day on which the secretariat confirmed.
TO_ACCEPT = timedelta(days=14)
# Texts on record or released of which no passage was decided, and those with passages that were marked while they were
# negotiated and are not decided; texts with commitments that nobody leads, or that their lead declined: how many.
UNDECIDED = """
SELECT id, 0 FROM meetings_statement AS statement
WHERE status IN ('recorded', 'released') AND (NOT EXISTS (
    SELECT FROM workinggroup_commitment AS commitment WHERE commitment.statement_id = statement.id) OR EXISTS (
    SELECT FROM workinggroup_commitment AS marked WHERE marked.statement_id = statement.id AND marked.status = 'suggested'))
ORDER BY dated DESC, id
"""
LEADERLESS = """
SELECT statement_id, count(*) FROM workinggroup_commitment AS led
WHERE status = 'confirmed' AND closed_as = '' AND (lead_id IS NULL OR asks_acceptance AND (
    SELECT NOT bool_or(accepts) FROM workinggroup_leadanswer AS answer
    WHERE answer.commitment_id = led.id AND answer.delegation_id = led.lead_id))
GROUP BY statement_id ORDER BY statement_id
"""
# Commitments that a side is to lead and has not answered.
UNANSWERED = """
SELECT id, 0 FROM workinggroup_commitment AS led
WHERE status = 'confirmed' AND lead_id = %(code)s AND asks_acceptance AND NOT EXISTS (
    SELECT FROM workinggroup_leadanswer AS answer WHERE answer.commitment_id = led.id AND answer.delegation_id = %(code)s)
ORDER BY decided_at, number, id
"""


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For the coordinators of the secretariat: statements to go through, commitments without a lead; for those of a delegation
    commitments that it is to lead and has not accepted. At most one SQL query, and two more when numbers and keys are not
    remembered."""
    if not coordinates_across(user):
        return (
            _to_accept(user, times.local(now, user.zone).date(), moment, most)
            if coordinates(user) and user.code
            else Waits([], 0)
        )
    undecided, leaderless = UNDECIDED_TEXTS(moment), LEADERLESS_TEXTS(moment)
    keys = [key for key, _count in (*undecided[:most], *leaderless[:most])]
    texts = Statement.objects.only("slug", "title").in_bulk(keys) if keys else {}
    found = [
        Wait(
            _("Confirm the commitments of:"),
            str(texts[key]),
            _("a statement"),
            reverse("commitments:review", args=[texts[key].slug]),
            None,
            None,
            _("Suggested passages are not decided yet."),
        )
        for key, _count in undecided[:most]
        if key in texts
    ]
    for key, count in leaderless[:most]:
        if key not in texts:
            continue
        words = ngettext("%(count)s commitment without a lead", "%(count)s commitments without a lead", count)
        words = words % {"count": count}
        address = reverse("commitments:list") + f"?show=leaderless&statement={texts[key].slug}"
        why = _("Until a delegation leads, nobody is reminded.")
        found.append(Wait(_("Name who leads:"), words, words, address, None, None, why))
    return Waits(found, len(undecided) + len(leaderless))


def _to_accept(user: Person, today: date, moment: Moment, most: int | None) -> Waits:
    unanswered = UNANSWERED_BY(moment, user.code)
    keys = [key for key, _count in unanswered[:most]]
    rows = Commitment.objects.in_bulk(keys) if keys else {}
    found = [
        Wait(
            _("Accept, or decline to lead:"),
            f"{rows[key].reference} {rows[key]}",
            rows[key].reference,
            rows[key].get_absolute_url(),
            (due := (rows[key].decided_at + TO_ACCEPT).date()),
            (due - today).days,
            _("Nothing is your delegation's before it accepts."),
        )
        for key in keys
        if key in rows
    ]
    return Waits(found, len(unanswered))


def _texts(sql: str, **values: str) -> tuple[tuple[UUID, int], ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values or None)
        return tuple(cursor.fetchall())


UNDECIDED_TEXTS: Remembered[tuple[tuple[UUID, int], ...]] = Remembered(lambda: _texts(UNDECIDED))
LEADERLESS_TEXTS: Remembered[tuple[tuple[UUID, int], ...]] = Remembered(lambda: _texts(LEADERLESS))
UNANSWERED_BY: Remembered[tuple[tuple[UUID, int], ...]] = Remembered(lambda code: _texts(UNANSWERED, code=code))
