"""What is due of the practices: that their origin says whether they still hold."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.core.texts import in_language
from workinggroup.handling.shown import is_restricted
from workinggroup.practices.models import Practice
from workinggroup.practices.states import LIVE


def find_reviews(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The practices that a side shares, for its coordinators. One SQL query."""
    rows = Practice.objects.filter(origin=side, status__in=LIVE, review_by__isnull=False).order_by("pk")
    for key, due in rows.values_list("pk", "review_by"):
        assert due is not None
        yield Deadline("practice_review", key, due, side)


def name_practices(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Practice.objects.filter(pk__in=keys).only("origin", "number", "marking", "title")
    return {
        practice.pk: Named(
            practice.reference, practice.get_absolute_url(), is_restricted(practice), in_language(practice.title)
        )
        for practice in rows
    }


KINDS = [Kind("practice_review", _("Practices to review"), find_reviews, name_practices, waits=False)]
