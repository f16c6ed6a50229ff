"""Everything on one person's desk, and what waits on them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.rounds.models import Meeting
from meetings.rounds.queries import follow_up_for
from meetings.slices import SLICES as MEETINGS
from portal.audit.models import Entry
from portal.audit.words import sentence
from portal.core import times
from portal.core.people import Person
from portal.core.slices import load
from portal.core.waiting import Wait
from workinggroup.actionitems.models import ActionItem
from workinggroup.actionitems.queries import items_visible_to
from workinggroup.actionitems.states import Status
from workinggroup.desk.timeline import Point, days_apart, position_of, weekends
from workinggroup.slices import SLICES as WORKING_GROUP

# So many lines of a list that continues on its own page.
SHORT = 6
MOST_WAITS = 25

# What waits on a person, as each slice's `waits` module says.
WAITS: list[Callable[..., list[Wait]]] = [
    module.waits
    for package, slices in (("meetings", MEETINGS), ("workinggroup", WORKING_GROUP))
    for module in load(package, slices, ("waits",))
]


@dataclass(frozen=True)
class Desk:
    """Everything on one person's desk."""

    ministerial: Meeting | None
    days: int | None
    deadlines: list[Point]
    weekends: list[tuple[int, int]]
    waits: list[Wait]
    colleagues: list[Any]
    attention: list[Any]
    standing: list[dict[str, Any]]
    news: list[dict[str, Any]]

    @property
    def shown(self) -> list[Wait]:
        return self.waits[:MOST_WAITS]

    @property
    def hidden(self) -> int:
        return len(self.waits) - len(self.shown)


def waiting_on(user: Person, *, now: datetime) -> list[Wait]:
    """What waits on this person in any slice, nearest date first, undated last. At most ten SQL queries."""
    today = times.local(now, user.zone).date()
    waits = [wait for waits_of in WAITS for wait in waits_of(user, now=now)]
    return sorted(waits, key=lambda wait: (wait.due is None, wait.due or today, wait.thing))


def desk_of(user: Person, *, now: datetime) -> Desk:
    """The whole desk, in a constant number of SQL queries."""
    today = times.local(now, user.zone).date()
    ministerial = follow_up_for(user, now=now)
    ours = items_visible_to(user).filter(delegation_id=user.code, status=Status.OPEN).order_by("due", "number")
    deadlines = _deadlines(ministerial, ours, user, today)
    return Desk(
        ministerial=ministerial,
        days=times.days_until(ministerial.starts_at, now, user.zone) if ministerial else None,
        deadlines=deadlines,
        weekends=weekends(today, deadlines[-1].day) if deadlines else [],
        waits=waiting_on(user, now=now),
        colleagues=list(ours.filter(assignee__isnull=False).exclude(assignee_id=user.pk)[:SHORT]),
        attention=[
            {"item": item, "days": (item.due - today).days}
            for item in ours.filter(Q(due__lt=today) | Q(assignee__isnull=True))[:SHORT]
        ],
        standing=_standing(user, today),
        news=[{"entry": entry, "words": sentence(entry)} for entry in _news(user)],
    )


def _deadlines(ministerial: Meeting | None, ours: Any, user: Person, today: date) -> list[Point]:
    """The next due days of our items up to the ministerial, at most four, and the ministerial itself."""
    if ministerial is None or ministerial.starts_on <= today:
        return []
    last = ministerial.starts_on
    between = ours.filter(due__gt=today, due__lt=last).order_by().values_list("due")
    by_day = {
        day: (count, mine)
        for day, count, mine in between.annotate(Count("pk"), mine=Count("pk", filter=Q(assignee_id=user.pk)))
    }
    points = [Point(today, _("Today"), "", is_ours=True, position=0)]
    for day in days_apart(by_day, today, last):
        count, mine = by_day[day]
        label = ngettext("%(count)s item due", "%(count)s items due", count) % {"count": count}
        second = _("yours among them") if mine else ""
        points.append(Point(day, label, second, bool(mine), position_of(day, today, last)))
    return [*points, Point(last, _("Ministerial"), "", is_ours=True, position=1000)]


def _standing(user: Person, today: date) -> list[dict[str, Any]]:
    """How many items each delegation has open and late, as far as the user may see."""
    rows = ActionItem.objects.visible_to(user).with_due().filter(status=Status.OPEN).order_by().values("delegation_id")
    return list(
        rows.annotate(
            open=Count("pk"),
            late=Count("pk", filter=Q(due__lt=today)),
            unowned=Count("pk", filter=Q(assignee__isnull=True)),
        ).order_by("delegation__order", "delegation_id")
    )


def _news(user: Person) -> list[Entry]:
    """The last acts by others that concern the user's side."""
    acts = Entry.objects.visible_to(user).filter(administration=False).exclude(actor=str(user.pk))
    return list(acts.order_by("-seq")[:5])
