"""News of practices: that one was shared, that it failed elsewhere, that its evidence was confirmed, that its review is due."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from workinggroup.handling.notices import leading
from workinggroup.handling.shown import discreet_name, is_restricted
from workinggroup.practices.models import Practice

PRACTICES = describe_kind("practices", _("Practices that my side reads"), usual=Ways(bell=True, digest=True))
WHY = _(
    "You receive this because you coordinate a delegation that reads the practice. For safety, mails say nothing of it."
)


def _describe(act: str, title: Promise, words: Promise, acted: Promise | None = None) -> None:
    topic = Topic(
        Practice,
        title=title,
        heading=discreet_name,
        is_restricted=is_restricted,
        why=WHY,
        gone=gettext_noop("This person may no longer see the practice."),
        name=lambda practice: practice.reference,
    )
    address = Practice.get_absolute_url
    describe_news(f"workinggroup.practice.{act}", topic, PRACTICES, words=words, address=address, acted=acted)


_describe(
    "shared",
    _("A practice was shared"),
    _("Another side shares a practice with yours."),
    _("%(side)s shares a practice with your delegation."),
)
_describe(
    "failed",
    _("A practice failed somewhere"),
    _("A side reports that a practice failed there. What came of it stands on its page."),
    _("%(side)s reports that a practice failed there. What came of it stands on its page."),
)
_describe(
    "confirmed",
    _("Evidence was confirmed"),
    _("Another side confirms the evidence of a practice of yours."),
    _("%(side)s confirms the evidence of a practice of yours."),
)
_describe(
    "review_due",
    _("A practice is to be reviewed"),
    _("The day has come on which your side says whether a practice still holds."),
)


def tell(practice: Practice, act: str, codes: Iterable[str], *, now: datetime, actor: Person | None = None) -> None:
    """Tell those who coordinate these sides."""
    rows = leading(codes)
    people = rows.exclude(pk=actor.pk) if actor else rows
    tell_news(f"workinggroup.practice.{act}", practice, people, now=now, by=actor)
