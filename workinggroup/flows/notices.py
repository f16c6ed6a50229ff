"""News of vintages, for their own delegation until they are published."""

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
from workinggroup.flows.models import Vintage

FIGURES = describe_kind(
    "figures", _("Figures of migration flows that my side brings in"), usual=Ways(bell=True, mail=True)
)
WHY = _("You receive this because you work on the figures of your delegation. For safety, mails contain no figures.")


def _topic(title: Promise) -> Topic:
    return Topic(
        Vintage,
        title=title,
        heading=lambda vintage: vintage.dataset,
        why=WHY,
        gone=gettext_noop("This person may no longer see the figures."),
        related=("dataset",),
    )


def _describe(act: str, title: Promise, words: Promise) -> None:
    describe_news(f"workinggroup.vintage.{act}", _topic(title), FIGURES, words=words, address=Vintage.get_absolute_url)


_describe(
    "sent",
    _("Figures wait for your approval"),
    _("A colleague has brought in figures. They are published when a second person approves them."),
)
_describe("returned", _("Figures were returned"), _("The figures that you brought in were returned to be corrected."))
_describe(
    "failed",
    _("Figures could not be protected"),
    _("Small figures could not be hidden safely, so nothing was published. Tell whoever runs the portal."),
)
_describe("published", _("Figures were published"), _("The figures of your delegation are published."))


def tell_sent(vintage: Vintage, actor: Person, *, now: datetime) -> None:
    """Tell those of the delegation who may approve it."""
    rows = _members(vintage).filter(membership__role__in=LEADING)
    tell_news("workinggroup.vintage.sent", vintage, rows.exclude(pk__in=[actor.pk, vintage.imported_by_id]), now=now)


def tell_returned(vintage: Vintage, *, now: datetime) -> None:
    """Tell who brought it in."""
    tell_news("workinggroup.vintage.returned", vintage, _members(vintage).filter(pk=vintage.imported_by_id), now=now)


def tell_failed(vintage: Vintage, *, now: datetime) -> None:
    """Tell who approved it and who brought it in."""
    tell_news("workinggroup.vintage.failed", vintage, _both(vintage), now=now)


def tell_published(vintage: Vintage, *, now: datetime) -> None:
    """Tell who approved it and who brought it in."""
    tell_news("workinggroup.vintage.published", vintage, _both(vintage), now=now)


def _both(vintage: Vintage) -> Any:
    return _members(vintage).filter(pk__in=[vintage.imported_by_id, vintage.approved_by_id])


def _members(vintage: Vintage) -> Any:
    rows = User.objects.select_related("membership__delegation").filter(is_active=True)
    return rows.filter(membership__delegation=vintage.delegation_id)
