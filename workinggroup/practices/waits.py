"""What of the practices waits on a person: those of the own side that are under review."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from portal.audit.remembered import Moment, Remembered
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.rules import coordinates
from workinggroup.handling.shown import discreet_name, full_name, is_restricted
from workinggroup.practices.models import Practice
from workinggroup.practices.states import Status


def _keys(code: str) -> tuple[UUID, ...]:
    """One SQL query."""
    rows = Practice.objects.filter(origin=code, status=Status.UNDER_REVIEW).order_by("review_by", "pk")
    return tuple(rows.values_list("pk", flat=True))


KEYS: Remembered[tuple[UUID, ...]] = Remembered(_keys)


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """For those who coordinate a side. One SQL query where there is something, and one more when keys are not remembered."""
    keys = KEYS(moment, user.code) if coordinates(user) and user.code else ()
    if not keys:
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    rows = Practice.objects.visible_to(user).in_bulk(keys[:most])
    found = []
    for practice in (rows[key] for key in keys[:most] if key in rows):
        due = practice.review_by
        days = (due - today).days if due else None
        why = _("Say whether it still holds, or archive it.")
        address = practice.get_absolute_url()
        hushed = is_restricted(practice)
        found.append(
            Wait(
                _("Review:"),
                full_name(practice),
                discreet_name(practice),
                address,
                due,
                days,
                why,
                is_restricted=hushed,
            )
        )
    return Waits(found, len(keys))
