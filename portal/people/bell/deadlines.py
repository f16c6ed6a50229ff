"""News that waits for a digest: due on the day of the first of them, and told on the working day after."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.core import times
from portal.core.deadlines import Deadline, Kind, Named
from portal.notifications.digest import first_news
from portal.people.models import Delegation


def find_news(side: str, *, now: datetime) -> Iterable[Deadline]:
    """For each person of the side whom unread news waits for. Two SQL queries, one where there is none."""
    if not (waiting := first_news(now=now)):
        return
    zone = Delegation.objects.values_list("time_zone", flat=True).get(code=side)
    for person, since in waiting.items():
        yield Deadline("news", person, times.local(since, zone).date(), side, people=(person,))


def name_news(keys: Sequence[UUID]) -> dict[UUID, Named]:
    """No SQL query: the subject is the person."""
    return {key: Named(_("news chosen for the digest"), reverse("bell:list")) for key in keys}


KINDS = [Kind("news", gettext_lazy("News in the digest"), find_news, name_news, is_task=False)]
