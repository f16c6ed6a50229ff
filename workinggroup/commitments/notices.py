"""Whoever works on a commitment is told that it is due on another day."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from portal.core import times
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Occasion, Topic, describe_news, tell_news_of_each
from portal.people.models import User
from portal.people.states import Role
from workinggroup.commitments.models import Commitment

DATED, MOVED = "workinggroup.commitment.dated", "workinggroup.commitment.due_moved"
SPEAKING = (Role.HEAD, Role.DEPUTY, Role.COORDINATOR)
DATES = describe_kind(
    "dates", _("Commitments that we lead, support or work on are due on another day"), usual=Ways(bell=True, mail=True)
)
COMMITMENTS = Topic(
    Commitment,
    title=_("A commitment is due on another day"),
    heading=lambda commitment: commitment.statement.meeting,
    why=_(
        "You receive this because your delegation leads or supports the commitment, or you work on an action item of it."
    ),
    gone=gettext_noop("This person may no longer see the commitment."),
    related=("statement__meeting",),
    name=lambda commitment: commitment.reference,
)


def _said(occasion: Occasion) -> list[str]:
    """The commitment and its day as it is now."""
    found: Commitment = occasion.subject
    day = found.due_on
    words = gettext("Due on %(day)s") % {"day": times.long_day(day)} if day else gettext("It has no day now.")
    return [found.reference, words]


for _event in (DATED, MOVED):
    describe_news(
        _event, COMMITMENTS, DATES, words=_said, address=Commitment.get_absolute_url,
        brief=_("A commitment is due on another day."),
    )  # fmt: skip


def tell_dated(event: str, commitments: Sequence[Commitment], actor: Person | None, *, now: datetime) -> None:
    """Tell those who speak for the sides that lead or support each of these, and the owners of its open action items, without
    who acts. Two SQL queries, and those of the news."""
    if not commitments:
        return
    people = User.objects.select_related("membership__delegation").filter(is_active=True)
    if actor is not None:
        people = people.exclude(pk=actor.pk)
    sides = {code for each in commitments for code in _sides(each)}
    speaking = list(people.filter(membership__delegation__in=sides, membership__role__in=SPEAKING))
    items: Any = Commitment._meta.get_field("action_items")
    is_open = items.related_model.objects.filter(commitment__in=commitments, settled_at=None, assignee__isnull=False)
    owned = list(is_open.values_list("commitment", "assignee"))
    owners = people.in_bulk({owner for _commitment, owner in owned})
    news = []
    for each in commitments:
        told = {person.pk: person for person in speaking if person.code in _sides(each)}
        told |= {key: owners[key] for commitment, key in owned if commitment == each.pk and key in owners}
        news.append((each, list(told.values())))
    tell_news_of_each(event, news, now=now)


def _sides(commitment: Commitment) -> list[str]:
    return [code for code in (commitment.lead_id, *commitment.supporting) if code]
