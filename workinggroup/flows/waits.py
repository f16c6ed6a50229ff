"""What of the figures waits on a person: to approve what a colleague sent, to send or withdraw what one brought in."""

from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from portal.audit.remembered import Moment, Remembered
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from workinggroup.flows import rules
from workinggroup.flows.models import Vintage
from workinggroup.flows.states import Status

# The vintages of a side that wait on one of its people, and who brought them in.
UNDECIDED = """
SELECT id, status, imported_by_id FROM workinggroup_vintage
WHERE delegation_id = %(code)s AND status IN ('draft', 'sent') ORDER BY imported_at, id
"""
Rows = tuple[tuple[UUID, str, UUID], ...]


def _undecided(code: str) -> Rows:
    with connection.cursor() as cursor:
        cursor.execute(UNDECIDED, {"code": code})
        return tuple(cursor.fetchall())


UNDECIDED_OF: Remembered[Rows] = Remembered(_undecided)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who may approve what was sent, and for whoever brought in what was not sent yet. At most one SQL query, and one
    more when keys are not remembered."""
    if not user.code or not user.delegation or user.delegation.kind != "delegation":
        return Waits([], 0)
    keys = [key for key, status, by in UNDECIDED_OF(moment, user.code) if _concerns(user, status, by)]
    rows = Vintage.objects.select_related("dataset").in_bulk(keys[:most]) if keys else {}
    return Waits([_wait(rows[key]) for key in keys[:most] if key in rows], len(keys))


def _concerns(user: Person, status: str, by: UUID) -> bool:
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
