"""News of vintages, for their own delegation until they are published, and of why two counts differ, for both."""

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
from workinggroup.flows.pairs import MirrorPair, MirrorReason
from workinggroup.handling.notices import leading

FIGURES = describe_kind(
    "figures", _("Figures of migration flows that my side brings in"), usual=Ways(bell=True, mail=True)
)
WHY = _("You receive this because you work on the figures of your delegation. For safety, mails contain no figures.")

COMPARED = describe_kind("mirrors", _("Why my side’s figures and another’s differ"), usual=Ways(bell=True, mail=True))
COMPARING = _(
    "You receive this because you coordinate a delegation whose figures are compared. For safety, mails contain no figures."
)


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
_describe(
    "refused",
    _("Figures could not be approved"),
    _("Figures could not come out as they were approved. Nothing was published; the page says why."),
)
_describe("returned", _("Figures were returned"), _("The figures that you brought in were returned to be corrected."))
_describe(
    "failed",
    _("Figures could not be protected"),
    _("Small figures could not be hidden safely, so nothing was published. Tell whoever runs the portal."),
)
_describe("published", _("Figures were published"), _("The figures of your delegation are published."))


def _describe_pair(act: str, title: Promise, words: Promise) -> None:
    topic = Topic(
        MirrorPair,
        title=title,
        heading=lambda pair: pair,
        why=COMPARING,
        gone=gettext_noop("This person may no longer see the figures."),
        related=("one", "other"),
    )
    describe_news(f"workinggroup.mirror.{act}", topic, COMPARED, words=words, address=MirrorPair.get_absolute_url)


def _describe_reason(act: str, title: Promise, words: Promise, acted: Promise) -> None:
    topic = Topic(
        MirrorReason,
        title=title,
        heading=lambda reason: reason.pair,
        why=COMPARING,
        gone=gettext_noop("This person may no longer see the figures."),
        related=("pair__one", "pair__other"),
    )
    address = MirrorReason.get_absolute_url
    describe_news(f"workinggroup.reason.{act}", topic, COMPARED, words=words, address=address, acted=acted)


_describe_pair(
    "opened", _("Two counts are compared"), _("A count of your delegation is compared with that of another.")
)
_describe_pair("closed", _("Two counts are compared no more"), _("The causes on which both agreed stay on record."))
_describe_reason(
    "proposed",
    _("A cause is proposed"),
    _("The other delegation proposes why your figures differ. It counts when your delegation agrees."),
    _("%(side)s proposes why your figures and its own differ. It counts when your delegation agrees."),
)
_describe_reason(
    "agreed",
    _("A cause is agreed"),
    _("The other delegation agrees why your figures differ."),
    _("%(side)s agrees why your figures and its own differ."),
)
_describe_reason(
    "withdrawn",
    _("A proposed cause was withdrawn"),
    _("The other delegation took back why your figures differ."),
    _("%(side)s took back why your figures and its own differ."),
)


def tell_sent(vintage: Vintage, actor: Person, *, now: datetime) -> None:
    """Tell those of the delegation who may approve it."""
    rows = _members(vintage).filter(membership__role__in=LEADING)
    tell_news("workinggroup.vintage.sent", vintage, rows.exclude(pk__in=[actor.pk, vintage.imported_by_id]), now=now)


def tell_returned(vintage: Vintage, *, now: datetime) -> None:
    """Tell who brought it in."""
    tell_news("workinggroup.vintage.returned", vintage, _members(vintage).filter(pk=vintage.imported_by_id), now=now)


def tell_refused(vintage: Vintage, asked_by: Any, *, now: datetime) -> None:
    """Tell who wished to approve it, as long as he belongs to the delegation; the others who may, where he may not any more."""
    rows = _members(vintage).filter(membership__role__in=LEADING)
    mine = rows.filter(pk=asked_by)
    others = rows.exclude(pk=vintage.imported_by_id)
    tell_news("workinggroup.vintage.refused", vintage, mine if mine.exists() else others, now=now)


def tell_failed(vintage: Vintage, *, now: datetime) -> None:
    """Tell who approved it and who brought it in."""
    tell_news("workinggroup.vintage.failed", vintage, _both(vintage), now=now)


def tell_published(vintage: Vintage, *, now: datetime) -> None:
    """Tell who approved it and who brought it in."""
    tell_news("workinggroup.vintage.published", vintage, _both(vintage), now=now)


def tell_pair(pair: MirrorPair, actor: Person, act: str, *, now: datetime) -> None:
    """Tell those who coordinate either delegation, without who acts."""
    tell_news(f"workinggroup.mirror.{act}", pair, leading(pair.sides).exclude(pk=actor.pk), now=now)


def tell_reason(reason: MirrorReason, actor: Person, act: str, *, now: datetime) -> None:
    """Tell those who coordinate the other delegation."""
    others = [code for code in reason.pair.sides if code != actor.code]
    tell_news(f"workinggroup.reason.{act}", reason, leading(others), now=now, by=actor)


def _both(vintage: Vintage) -> Any:
    return _members(vintage).filter(pk__in=[vintage.imported_by_id, vintage.approved_by_id])


def _members(vintage: Vintage) -> Any:
    rows = User.objects.select_related("membership__delegation").filter(is_active=True)
    return rows.filter(membership__delegation=vintage.delegation_id)
