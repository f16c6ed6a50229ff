"""What is due of commitments of released texts: to confirm what was marked, and to accept what one is to lead."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Min, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.statements.models import Statement
from portal.core.deadlines import SOME_SIDE, Deadline, Kind, Named
from portal.core.questions import Question
from portal.people.rules import SECRETARIAT
from workinggroup.commitments.models import Commitment, LeadAnswer
from workinggroup.commitments.states import Status
from workinggroup.commitments.waits import TO_ACCEPT

# From the release.
TO_CONFIRM = timedelta(days=7)


def _unanswered(side: str) -> QuerySet[Commitment]:
    rows = Commitment.objects.filter(status=Status.CONFIRMED, lead=side, asks_acceptance=True)
    return rows.exclude(pk__in=LeadAnswer.objects.filter(delegation=side).values("commitment")).order_by("pk")


UNANSWERED: Question[tuple[UUID, UUID, datetime]] = Question(
    lambda side: _unanswered(side).values_list("pk", "statement__meeting_id", "decided_at"), SOME_SIDE
)


def find_marked(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Released texts with passages that were marked and are not decided, for the secretariat. One SQL query."""
    if side != SECRETARIAT:
        return
    rows = Commitment.objects.filter(status=Status.SUGGESTED).order_by("statement_id")
    first = rows.values_list("statement_id", "statement__meeting_id").annotate(Min("decided_at"))
    for key, meeting, since in first:
        yield Deadline("confirmation", key, (since + TO_CONFIRM).date(), side, meeting)


def find_unanswered(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Commitments that the side is to lead and has not answered. One SQL query."""
    for key, meeting, since in UNANSWERED(side):
        yield Deadline("acceptance", key, (since + TO_ACCEPT).date(), side, meeting)


def name_texts(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Statement.objects.filter(pk__in=keys).only("slug", "title")
    return {text.pk: Named(str(text), reverse("commitments:review", args=[text.slug])) for text in rows}


def name_commitments(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Commitment.objects.filter(pk__in=keys).only("reference", "chapeau", "quote")
    return {each.pk: Named(each.reference, each.get_absolute_url(), words=str(each)) for each in rows}


KINDS = [
    Kind("confirmation", _("Marked commitments to confirm"), find_marked, name_texts),
    Kind("acceptance", _("Commitments to accept"), find_unanswered, name_commitments),
]
