"""What of the working days waits on a person: the coming year, on those who enter them."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.audit.remembered import Moment
from portal.core import times
from portal.core.people import Person
from portal.core.waiting import Wait, Waits
from portal.people.rules import can_enter_workdays
from portal.people.workdays.queries import LACKS_YEAR, asks_for_year, due_day


def waits(user: Person, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """The days off of the coming year, from 15 November on, for those who enter them. One SQL query when it is not
    remembered."""
    if not can_enter_workdays(user):
        return Waits([], 0)
    today = times.local(now, user.zone).date()
    year = today.year + 1
    if not LACKS_YEAR(moment, user.code, year) or not asks_for_year(today):
        return Waits([], 0)
    due, thing = due_day(year), _("days off of %(year)s") % {"year": year}
    why = _("Governments close by order and agreement on days that no calendar knows beforehand.")
    address = reverse("people:workdays")
    wait = Wait(_("Enter your:"), thing, thing, address, due, (due - today).days, why)
    return Waits([wait][:most], 1)
