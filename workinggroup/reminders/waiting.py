"""What a person may acknowledge: what is due of their own."""

from collections import defaultdict
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from portal.core import times
from portal.core.deadlines import Deadline, find_deadlines
from portal.core.people import Person
from workinggroup.reminders.kinds import KINDS
from workinggroup.reminders.models import Acknowledgement
from workinggroup.reminders.operations import side_of
from workinggroup.reminders.planning import told_of
from workinggroup.reminders.states import Audience

# What is due later, or stands behind so many others, is not offered yet.
AHEAD = timedelta(days=60)
OFFERED = 100


def waiting_deadlines(user: Person, *, now: datetime) -> list[Deadline]:
    """What is due of the user and not acknowledged, the nearest day first. A constant number of SQL queries."""
    side, today = side_of(user.code), times.local(now, user.zone).date()
    mine = Acknowledgement.objects.filter(person_id=user.pk)
    there = set(mine.values_list("kind", "subject", "due", "is_late"))
    found = [
        each
        for each in find_deadlines(KINDS.values(), user.code, now=now)
        if KINDS[each.kind].is_task
        and (each.kind, each.subject, each.due, each.due < today) not in there
        and Audience.OWNER in told_of(each, side).get(user.pk, ())
    ]
    return sorted(found, key=lambda each: (each.due, each.kind, each.subject))


def waiting_choices(user: Person, *, now: datetime) -> list[tuple[str, str]]:
    """The same as a form offers it: what it says of each, and what a person reads. A constant number of SQL queries."""
    until = times.local(now, user.zone).date() + AHEAD
    waiting = [each for each in waiting_deadlines(user, now=now) if each.due <= until][:OFFERED]
    subjects: defaultdict[str, list[UUID]] = defaultdict(list)
    for each in waiting:
        subjects[each.kind].append(each.subject)
    names = {kind: KINDS[kind].name(found) for kind, found in subjects.items()}
    return [
        (
            f"{each.kind}:{each.subject}",
            _("%(kind)s: %(thing)s, due %(day)s")
            % {
                "kind": KINDS[each.kind].label,
                "thing": names[each.kind][each.subject].name,
                "day": times.long_day(each.due),
            },
        )
        for each in waiting
        if each.subject in names[each.kind]
    ]
