"""What is due of the accountings: to say what became of each earlier commitment before the ministers meet."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.rounds.states import Status
from meetings.statements.models import Statement
from portal.core.deadlines import Deadline, Kind, Named
from workinggroup.accounting.queries import owed_by_all

# Of a meeting that does not take place nothing is due.
NOT_HELD = (Status.DRAFT, Status.CANCELLED, Status.POSTPONED)


def find_unaccounted(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Texts that say nothing yet of commitments for which the side answers, for its coordinators; due on the first day of the
    text's meeting, as it is planned now. Two SQL queries at most."""
    keys = sorted({row.text for row in owed_by_all() if row.side == side and not row.outcome})
    if not keys:
        return
    rows = Statement.objects.filter(pk__in=keys).exclude(meeting__status__in=NOT_HELD)
    for text in rows.select_related("meeting").order_by("pk"):
        yield Deadline("accounting", text.pk, text.meeting.starts_on, side, text.meeting_id)


def name_texts(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Statement.objects.filter(pk__in=keys).only("slug", "title")
    return {
        text.pk: Named(str(text), reverse("accounting:accounting", args=[text.slug]) + "?show=mine") for text in rows
    }


KINDS = [Kind("accounting", _("Earlier commitments to account for"), find_unaccounted, name_texts)]
