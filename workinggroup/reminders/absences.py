"""Who of a side is away when, for the planning and for the page."""

from collections import defaultdict
from datetime import datetime, timedelta

from django.db.models import Q

from portal.core import times
from portal.core.people import Person
from workinggroup.reminders.models import Absence
from workinggroup.reminders.rules import can_view_side
from workinggroup.reminders.standing_in import Absences, Away


def absences_of(code: str, *, now: datetime) -> Absences:
    """When people of a side are away, as far as it lies ahead of `now` or was of late. One SQL query."""
    found = defaultdict(list)
    rows = Absence.objects.filter(releasable_to=[code], last__gte=now.date() - timedelta(days=31)).order_by("first")
    for person, first, last, substitute in rows.values_list("person_id", "first", "last", "substitute_id"):
        found[person].append(Away(first, last, substitute))
    return found


def absences_seen_by(user: Person, *, now: datetime) -> list[Absence]:
    """Absences of today and to come: all of the side for those who coordinate it, else those in which the user is away or
    stands in. One SQL query."""
    rows = Absence.objects.visible_to(user).filter(last__gte=times.local(now, user.zone).date())
    if not can_view_side(user):
        rows = rows.filter(Q(person_id=user.pk) | Q(substitute_id=user.pk))
    return list(rows.select_related("person", "substitute").order_by("first", "person__name"))
