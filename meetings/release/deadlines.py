"""What is due of the releases: to confirm a plan before its time."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.release.models import ReleasePlan
from meetings.release.queries.closing import closing_texts
from meetings.release.queries.waiting import planned
from portal.core import times
from portal.core.deadlines import Deadline, Kind, Named
from portal.people.models import Membership
from portal.people.rules import SPEAKERS


def find_plans(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Plans that the side has not confirmed, for all who speak for it to the press. Three SQL queries at most."""
    rows = [
        row.plan
        for row in planned(closing_texts())
        if row.plan and row.at and row.at > now and side in row.unconfirmed(now)
    ]
    if not rows:
        return
    speakers = Membership.objects.filter(delegation=side, role__in=SPEAKERS).order_by("user_id")
    people = tuple(speakers.values_list("user_id", flat=True))
    columns = ("pk", "at", "statement__meeting_id", "statement__meeting__time_zone")
    for key, at, meeting, zone in ReleasePlan.objects.filter(pk__in=rows).values_list(*columns):
        yield Deadline("release", key, times.local(at, zone).date(), side, meeting, people, at=at)


def name_plans(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = ReleasePlan.objects.filter(pk__in=keys).select_related("statement")
    return {plan.pk: Named(str(plan.statement), reverse("release:blocks", args=[plan.statement.slug])) for plan in rows}


KINDS = [Kind("release", _("Releases to confirm"), find_plans, name_plans)]
