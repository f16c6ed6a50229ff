"""What who asked for a follow-up pack is told of it."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from workinggroup.pack.models import FollowUpPack

PACKS = describe_kind("packs", _("Follow-up packs that I asked for"), usual=Ways(bell=True, mail=True))
ASKED = Topic(
    FollowUpPack,
    title=_("Your follow-up pack is ready"),
    heading=lambda pack: pack.round.meeting,
    why=_("You receive this because you asked for the pack. For safety, mails contain none of its papers."),
    gone=gettext_noop("This person may no longer see the pack."),
    related=("round__meeting",),
)
describe_news(
    "workinggroup.pack.made", ASKED, PACKS,
    words=_("The follow-up pack that you asked for is ready, in Word and PDF, in each language."),
    address=FollowUpPack.get_absolute_url,
)  # fmt: skip
describe_news(
    "workinggroup.pack.failed", ASKED, PACKS,
    words=_("The follow-up pack that you asked for could not be made. Have a new one made."),
    address=FollowUpPack.get_absolute_url, title=_("Your follow-up pack could not be made"),
)  # fmt: skip


def tell_ended(pack: FollowUpPack, person: Any, *, is_made: bool, now: datetime) -> None:
    """Tell the one who asked that the pack is there, or that it could not be made."""
    tell_news(f"workinggroup.pack.{'made' if is_made else 'failed'}", pack, [person], now=now)
