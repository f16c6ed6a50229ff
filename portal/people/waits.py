"""What of the accounts waits on a person: dead addresses of colleagues, on those who can mend them."""

from datetime import datetime

from django.utils.translation import gettext as _

from portal.audit.remembered import Moment
from portal.core import times
from portal.core.waiting import Wait, Waits
from portal.people.models import User
from portal.people.queries import dead_addresses
from portal.people.rules import coordinates


def waits(user: User, *, now: datetime, moment: Moment, most: int | None = None) -> Waits:
    """The dead addresses of the user's side, for those who lead it. One SQL query when there are any, and one when that is not
    remembered."""
    if not coordinates(user) or user.is_guest:
        return Waits([], 0)
    found = dead_addresses(user, moment=moment)
    shown = [
        Wait(
            _("Correct the address of:"),
            dead.person.name,
            dead.person.name,
            dead.person.get_absolute_url(),
            None,
            None,
            _("A mail to %(address)s came back on %(day)s.")
            % {"address": dead.address, "day": times.long_day(times.local(dead.since, user.zone).date())},
        )
        for dead in found[:most]
        if dead.person
    ]
    return Waits(shown, len(found))
