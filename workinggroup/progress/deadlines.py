"""What is due of progress: the reports of lead delegations, and what their partners say to them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.people.models import Delegation
from portal.people.rules import SECRETARIAT
from workinggroup.commitments.models import Commitment
from workinggroup.progress.duties import calendars, due_days, open_duties, open_ratings
from workinggroup.progress.queries import focal_points_of


def find_reports(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Reports that the side owes, its focal points' if it has named some; for the secretariat those of all that it sees. Four
    SQL queries."""
    across = side == SECRETARIAT
    duties = open_duties("" if across else side)
    if not duties:
        return
    people = () if across else tuple(sorted(focal_points_of(side)))
    for duty, day in due_days(duties).items():
        yield Deadline("progress_report", duty.commitment, day, duty.side, duty.meeting, people)


def find_ratings(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Reports before meetings to come on which the side, a partner, has not said how far the commitment is. Four SQL queries."""
    unrated = [each for each in open_ratings(side) if each.meeting]
    if not unrated:
        return
    home = Delegation.objects.filter(code=side).values_list("time_zone", flat=True).first()
    calendar = calendars([side]).get(side)
    for each in unrated:
        day = each.due_on(home or "UTC", calendar)
        if day is not None:
            yield Deadline("progress_rating", each.commitment, day, side, each.meeting)


def name_reports(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Commitment.objects.filter(pk__in=keys).only("reference", "chapeau", "quote")
    return {
        each.pk: Named(each.reference, reverse("progress:commitment", args=[each.pk]), words=str(each)) for each in rows
    }


KINDS = [
    Kind("progress_report", _("Progress reports"), find_reports, name_reports),
    Kind("progress_rating", _("Ratings of partners' reports"), find_ratings, name_reports),
]
