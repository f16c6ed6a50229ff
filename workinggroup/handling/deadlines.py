"""What is due of handling, for those who coordinate a side: requests for wider release that it has to answer, since no answer is
no, and marks of which it is the first originator that run out."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db import connection
from django.urls import reverse
from django.utils.translation import gettext as said
from django.utils.translation import gettext_lazy as _

from portal.core.deadlines import Deadline, Kind, Named
from workinggroup.handling.models import ReleaseRequest
from workinggroup.handling.shown import discreet_name, is_restricted
from workinggroup.handling.states import Status
from workinggroup.handling.things import find_things, tables_handled

MARKED = """
SELECT thing.id, thing.mark_until FROM {table} AS thing
WHERE thing.originators[1] = %(side)s AND thing.mark_until IS NOT NULL
"""
KIND = "SELECT thing.id, '{kind}' FROM {table} AS thing WHERE thing.id = ANY (%(keys)s)"


@cache
def _union(part: str) -> str:
    return " UNION ALL ".join(part.format(kind=kind, table=table) for kind, table in tables_handled())


def find_asked(side: str, *, now: datetime) -> Iterable[Deadline]:
    """The open requests that a side was asked and has not answered. One SQL query."""
    rows = ReleaseRequest.objects.filter(status=Status.ASKED, originators__contains=[side]).exclude(answers__side=side)
    for key, day in rows.order_by("pk").values_list("pk", "due"):
        yield Deadline("wider_release", key, day, side)


def name_asked(keys: Sequence[UUID]) -> dict[UUID, Named]:
    """Each as what it is, and never of what: a mail could be read by whom it is not for. One SQL query."""
    rows = ReleaseRequest.objects.filter(pk__in=keys).only("pk")
    return {row.pk: Named(said("request for wider release"), row.get_absolute_url()) for row in rows}


def find_due(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Each mark of the side that runs out, with its day. One SQL query."""
    if not tables_handled():
        return
    with connection.cursor() as cursor:
        cursor.execute(_union(MARKED), {"side": side})
        rows = cursor.fetchall()
    for key, day in rows:
        yield Deadline("marks", key, day, side)


def name_things(keys: Sequence[UUID]) -> dict[UUID, Named]:
    """Each by its reference, of those that the reader sees. One SQL query, and one for each kind among them."""
    if not tables_handled() or not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_union(KIND), {"keys": list(keys)})
        rows = cursor.fetchall()
    found: dict[UUID, Named] = {}
    for kind in {kind for _key, kind in rows}:
        things = find_things(kind, [key for key, other in rows if other == kind])
        found |= {
            each.pk: Named(discreet_name(each), reverse("handling:readers", args=[kind, each.pk]), is_restricted(each))
            for each in things
        }
    return found


KINDS = [
    Kind("wider_release", _("Requests for wider release to answer"), find_asked, name_asked),
    Kind("marks", _("A mark runs out"), find_due, name_things, waits=False),
]
