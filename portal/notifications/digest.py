"""News for the daily digest, for those who want it there."""

from datetime import datetime
from typing import Any

from django.db.models import Min, Q

from portal.core import times
from portal.core.people import Person
from portal.notifications.choosing import choices_of
from portal.notifications.lines import Line, lines_of
from portal.notifications.models import Notice
from portal.notifications.news import DESCRIBED

# So many are listed in one digest; the page of notices has all.
MOST = 20


def first_news(*, now: datetime) -> dict[Any, datetime]:
    """Those on the side that reads for whom unread news waits for a digest, with the instant of the first. One SQL query."""
    waiting = Notice.objects.filter(digest=True, read_at=None, digested_on=None, due_at__lte=now)
    return dict(waiting.order_by().values_list("person_id").annotate(first=Min("due_at")))


def unread_for_digest(person: Person, *, now: datetime) -> list[Line]:
    """Unread news that a person wants in the digest and that no earlier day's digest told, oldest first, `MOST` at most.

    Runs in the person's own context, as a message's `prepare` does, and notes the day in the same transaction: called again on
    the same day it returns the same. What the person may no longer see, or no longer wants there, is left out.
    """
    ways, today = choices_of(person), times.local(now, person.zone).date()
    fresh = Q(digested_on=None) | Q(digested_on=today)
    rows = Notice.objects.filter(fresh, person_id=person.pk, digest=True, read_at=None, due_at__lte=now)
    wanted = [event for event, told in DESCRIBED.items() if ways[told.kind.name].digest]
    found = list(rows.filter(event__in=wanted).order_by("due_at", "pk")[:MOST])
    Notice.objects.filter(pk__in=[row.pk for row in found], digested_on=None).update(digested_on=today)
    return [line for line in lines_of(found, person, mailed=True) if line.subject is not None]
