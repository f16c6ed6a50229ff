"""What of the commitments waits on a person."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.statements.models import Statement
from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.rules import coordinates_across

# Texts on record of which no passage was decided, and those with commitments that nobody leads: how many.
UNDECIDED = """
SELECT id, 0 FROM meetings_statement AS statement
WHERE status = 'recorded' AND NOT EXISTS (
    SELECT FROM workinggroup_commitment AS commitment WHERE commitment.statement_id = statement.id)
ORDER BY dated DESC, id
"""
LEADERLESS = """
SELECT statement_id, count(*) FROM workinggroup_commitment WHERE status = 'confirmed' AND lead_id IS NULL
GROUP BY statement_id ORDER BY statement_id
"""


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For the coordinators of the secretariat: statements to go through, commitments without a lead. At most one SQL query,
    and two more when numbers and keys are not remembered."""
    if not coordinates_across(user):
        return Waits([], 0)
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
            _("Nobody has gone through the suggested passages yet."),
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


def _texts(sql: str) -> tuple[tuple[UUID, int], ...]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return tuple(cursor.fetchall())


UNDECIDED_TEXTS: Remembered[tuple[tuple[UUID, int], ...]] = Remembered(lambda: _texts(UNDECIDED))
LEADERLESS_TEXTS: Remembered[tuple[tuple[UUID, int], ...]] = Remembered(lambda: _texts(LEADERLESS))
