"""What is due of the texts: to speak on those that are negotiated, to answer where the chair proposes to end one."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.negotiation.queries.ending import asked
from meetings.negotiation.queries.waiting import counts_of
from meetings.statements.models import Statement
from meetings.statements.rules import NEGOTIATORS
from portal.core.deadlines import Deadline, Kind, Named
from portal.people.models import Membership
from portal.people.states import Role


def find_texts(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Texts on which the side has not spoken as they stand, for all who speak for it, due on the day that they carry. Four
    SQL queries at most."""
    counts = counts_of(side)
    if not counts:
        return
    speakers = Membership.objects.filter(delegation=side, role__in=NEGOTIATORS).values_list("user_id", flat=True)
    people = tuple(speakers.order_by("user_id"))
    for key, dated, meeting in Statement.objects.filter(pk__in=counts).values_list("pk", "dated", "meeting_id"):
        yield Deadline("statement", key, dated, side, meeting, people)


def name_texts(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Statement.objects.filter(pk__in=keys).only("slug", "title")
    return {text.pk: Named(str(text), text.get_absolute_url() + "?show=waits") for text in rows}


def find_endings(side: str, *, now: datetime) -> Iterable[Deadline]:
    """Texts that the chair proposes to end without an agreement and to which the side has said nothing, for its heads, due on the
    day that they carry. Three SQL queries at most."""
    keys = [statement for statement, code in asked() if code == side]
    if not keys:
        return
    heads = Membership.objects.filter(delegation=side, role=Role.HEAD).order_by("user_id")
    people = tuple(heads.values_list("user_id", flat=True))
    for key, dated, meeting in Statement.objects.filter(pk__in=keys).values_list("pk", "dated", "meeting_id"):
        yield Deadline("ending", key, dated, side, meeting, people)


def name_endings(keys: Sequence[UUID]) -> dict[UUID, Named]:
    rows = Statement.objects.filter(pk__in=keys).only("slug", "title")
    return {text.pk: Named(str(text), reverse("negotiation:stage", args=[text.slug]) + "#ending") for text in rows}


KINDS = [
    Kind("statement", _("Texts to speak on"), find_texts, name_texts),
    Kind("ending", _("Proposals to end a text"), find_endings, name_endings),
]
