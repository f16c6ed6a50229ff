"""What of the figures waits on a person: to approve what a colleague sent, to send or withdraw what one brought in, to answer why
another delegation counts otherwise."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.postgresql.plans import KeptStatement
from portal.core.waiting import Wait, Waits
from workinggroup.flows import rules
from workinggroup.flows.models import Vintage
from workinggroup.flows.pairs import MirrorReason
from workinggroup.flows.states import Status

# The vintages of a side that wait on one of its people, and who brought them in; then the causes that another side proposes.
UNDECIDED = KeptStatement("""
SELECT id, status, imported_by_id, imported_at FROM workinggroup_vintage
WHERE delegation_id = %(code)s AND status IN ('draft', 'sent')
UNION ALL SELECT said.id, 'cause', NULL, said.at FROM workinggroup_mirrorreason AS said
JOIN workinggroup_mirrorpair AS pair ON pair.id = said.pair_id
WHERE %(code)s IN (pair.one_id, pair.other_id) AND said.delegation_id <> %(code)s
    AND said.agreed_at IS NULL AND said.ended_at IS NULL AND pair.closed_at IS NULL
ORDER BY 4, 1
""")
CAUSE = "cause"
Rows = tuple[tuple[UUID, str, UUID | None], ...]


def _undecided(code: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(UNDECIDED, {"code": code})
        return tuple(row[:3] for row in cursor.fetchall())


UNDECIDED_OF: Remembered[Rows] = Remembered(_undecided)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who may approve what was sent, for whoever brought in what was not sent yet, and for those who may agree to a
    cause. At most two SQL queries, and one more when keys are not remembered."""
    if not user.code or not user.delegation or user.delegation.kind != "delegation":
        return Waits([], 0)
    mine = [(key, status) for key, status, by in UNDECIDED_OF(moment, user.code) if _concerns(user, status, by)]
    keys = [key for key, status in mine[:most] if status != CAUSE]
    causes = [key for key, status in mine[:most] if status == CAUSE]
    rows = Vintage.objects.select_related("dataset").in_bulk(keys) if keys else {}
    said = MirrorReason.objects.select_related("pair__one", "pair__other").in_bulk(causes) if causes else {}
    found = [
        _wait(rows[key]) if key in rows else _answer(said[key])
        for key, _status in mine[:most]
        if key in rows or key in said
    ]
    return Waits(found, len(mine))


def _concerns(user: Person, status: str, by: UUID | None) -> bool:
    if by is None or status == CAUSE:
        return rules.can_open(user)
    vintage = Vintage(delegation_id=user.code, imported_by_id=by)
    if status == Status.SENT:
        return rules.can_approve(user, vintage)
    return user.pk == by and rules.can_send(user, vintage)


def _wait(vintage: Vintage) -> Wait:
    address = vintage.get_absolute_url()
    if vintage.status == Status.SENT:
        act, why = _("Approve figures:"), _("A colleague brought them in; a second person lets them out.")
    else:
        act, why = _("Send figures for approval:"), _("You brought them in; nobody else is asked before you send them.")
    return Wait(act, str(vintage), _("figures of a dataset"), address, None, None, why)


def _answer(reason: MirrorReason) -> Wait:
    why = _("The other delegation proposes why your counts differ; it counts when yours agrees.")
    place = f"{reason.get_absolute_url()}#cause-{reason.pk}"
    return Wait(_("Answer a cause:"), str(reason.pair), _("two counts that are compared"), place, None, None, why)
