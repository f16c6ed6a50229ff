"""News of requests for wider release. They never say what of: a mail could be read by whom it is not for."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from portal.people.models import User
from portal.people.rules import LEADING
from workinggroup.handling.models import ReleaseRequest
from workinggroup.handling.states import Urgency

RELEASES = describe_kind(
    "wider_release",
    _("Requests to let more delegations read something; of urgent ones a mail at once in place of the digest"),
    usual=Ways(bell=True, digest=True),
)
WHY = _("You receive this because you coordinate a delegation. For safety, mails do not say what it is about.")


def _describe(act: str, title: Promise, words: Promise, acted: Promise | None = None) -> None:
    topic = Topic(
        ReleaseRequest,
        title=title,
        heading=lambda request: _("request for wider release"),
        why=WHY,
        gone=gettext_noop("This person may no longer see the request."),
        related=("asked_by",),
    )
    describe_news(
        f"workinggroup.handling.{act}",
        topic,
        RELEASES,
        words=words,
        address=ReleaseRequest.get_absolute_url,
        acted=acted,
    )


_describe(
    "asked",
    _("Another delegation asks for wider release"),
    _("Another delegation asks whether more delegations may read something of which yours is an originator."),
    _("%(side)s asks whether more delegations may read something of which yours is an originator."),
)
_describe("granted", _("Wider release was granted"), _("All originators agreed: more delegations read it from now on."))
_describe("refused", _("Wider release was refused"), _("Not all originators agreed: nobody else reads it."))
_describe("lapsed", _("A request for wider release has lapsed"), _("Not all originators answered in time: that is no."))


def tell_request(request: ReleaseRequest, actor: Person | None, act: str, *, now: datetime) -> None:
    """Tell those who lead the originators of a question, and those who lead its asker and the originators of how it ended; never
    the sides for which it was asked. At once where it is urgent."""
    codes = set(request.originators) if act == "asked" else {*request.originators, request.asked_by_id}
    rows = leading(codes)
    rows = rows.exclude(pk=actor.pk) if actor else rows
    tell_news(
        f"workinggroup.handling.{act}", request, rows, now=now, by=actor, at_once=request.urgency == Urgency.URGENT
    )


def leading(codes: Iterable[str]) -> Any:
    """Those who coordinate these sides."""
    rows = User.objects.select_related("membership__delegation").filter(is_active=True)
    return rows.filter(membership__delegation__in=list(codes), membership__role__in=LEADING)
