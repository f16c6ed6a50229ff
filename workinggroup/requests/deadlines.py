"""What is due of the requests for information: the answers."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from portal.core.texts import in_language
from workinggroup.handling.shown import is_restricted
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import OWED


def find_owed(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The requests that a side has to answer, for its coordinators. One SQL query."""
    rows = InformationRequest.objects.filter(recipient=side, status__in=OWED, due_on__isnull=False).order_by("pk")
    for key, due in rows.values_list("pk", "due_on"):
        assert due is not None
        yield Deadline("information_request", key, due, side)


def name_requests(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = InformationRequest.objects.filter(pk__in=keys).only("series", "number", "marking", "title")
    return {
        asked.pk: Named(asked.reference, asked.get_absolute_url(), is_restricted(asked), in_language(asked.title))
        for asked in rows
    }


KINDS = [Kind("information_request", _("Requests for information to answer"), find_owed, name_requests)]
