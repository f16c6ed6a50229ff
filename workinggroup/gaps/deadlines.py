"""What is due of the gaps: answers of owners, measures, verifications, and the days on which tolerations end."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.core.texts import in_language
from workinggroup.gaps.models import Gap
from workinggroup.gaps.states import Status
from workinggroup.handling.shown import is_restricted


def find_gaps(side: str, *, now: datetime) -> Iterable[Deadline]:
    """What a side has to do with gaps by a day, for its coordinators; who ever owned one does not verify it. One SQL query."""
    owns = Q(owners__contains=[side], status__in=[Status.RAISED, Status.ACCEPTED, Status.TREATING, Status.TOLERATED])
    verifies = Q(status=Status.CLAIMED, releasable_to__contains=[side]) & ~Q(ever_owners__contains=[side])
    rows = Gap.objects.filter(owns | verifies, due_on__isnull=False).order_by("pk")
    for key, due in rows.values_list("pk", "due_on"):
        assert due is not None
        yield Deadline("gap", key, due, side)


def name_gaps(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Gap.objects.filter(pk__in=keys)
    return {
        gap.pk: Named(gap.reference, gap.get_absolute_url(), is_restricted(gap), in_language(gap.title)) for gap in rows
    }


KINDS = [Kind("gap", _("Security gaps to answer, mend or verify"), find_gaps, name_gaps)]
