"""The head of the trail, once a day, to where nobody of the portal can change it: the log, and every head of delegation."""

import logging
from datetime import datetime

from portal.audit.daily import note_head_of_day
from portal.audit.models import DailyHead
from portal.core.reader import PORTAL, reading_as
from portal.people.models import User
from portal.people.notices import tell_head_of_trail
from portal.people.states import Role

log = logging.getLogger("portal.trail")


def tell_daily_head(*, now: datetime) -> DailyHead | None:
    """Log and mail the head of the last fixed hour, if that was not done; returns it then. Safe to run at every tick and twice
    at once; days on which no timer ran are not made up for.
    """
    with reading_as(PORTAL):
        head = note_head_of_day(now=now)
        if head is None:
            return None
        heads = User.objects.filter(is_active=True, membership__role=Role.HEAD)
        tell_head_of_trail(head, heads.select_related("membership__delegation"), now=now)
    log.info("head of the trail on %s: %s", head.day, head.hex)
    return head
