"""News of requests for information, for those who coordinate the side whose turn it is; a mail never says what is asked."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from portal.core.people import Person
from portal.notifications.kinds import Kind, Ways, describe_kind
from portal.notifications.news import Topic, describe_news, tell_news
from portal.people.models import User
from portal.people.rules import LEADING
from workinggroup.handling.shown import discreet_name, is_restricted
from workinggroup.requests.models import InformationRequest
from workinggroup.requests.states import Urgency

ASKED = describe_kind(
    "requests_to_us",
    _("Requests for information to my side; of urgent ones a mail at once in place of the digest"),
    usual=Ways(bell=True, digest=True),
)
ANSWERED = describe_kind(
    "our_requests",
    _("What becomes of my side’s requests for information; of urgent ones a mail at once in place of the digest"),
    usual=Ways(bell=True, digest=True),
)
WHY = _(
    "You receive this because you coordinate one of both sides. For safety, mails contain nothing of what is asked or answered."
)

# What is said of whose act it was; every act is one side's.
ACTED: Mapping[str, Promise] = {
    "sent": _("%(side)s asks your side for information. By when it is to be answered stands on its page."),
    "clarified": _("%(side)s has said what is meant by its request. The clock of the answer goes on."),
    "missing": _("%(side)s says what is missing in your answer. Its clock begins anew."),
    "withdrawn": _("%(side)s has withdrawn its request for information. No answer is owed to it."),
    "closed": _("%(side)s takes your answer for enough."),
    "unclear": _(
        "%(side)s wants to know what is meant by your request. Until your side says it, the clock stands still."
    ),
    "answered": _("%(side)s has answered your request. Close it, or send it back once."),
    "answered_in_part": _("%(side)s has answered a part of your request; the rest is to come."),
    "refused": _("%(side)s refuses to answer your request; on which ground stands on its page."),
}


def _describe(act: str, kind: Kind, title: Promise, words: Promise) -> None:
    topic = Topic(
        InformationRequest,
        title=title,
        heading=discreet_name,
        is_restricted=is_restricted,
        why=WHY,
        gone=gettext_noop("This person may no longer see the request."),
        name=lambda asked: asked.reference,
    )
    describe_news(
        f"workinggroup.request.{act}",
        topic,
        kind,
        words=words,
        address=InformationRequest.get_absolute_url,
        acted=ACTED[act],
    )


_describe(
    "sent",
    ASKED,
    _("Your side is asked for information"),
    _("Another side asks yours for information. By when it is to be answered stands on its page."),
)
_describe(
    "clarified",
    ASKED,
    _("A request was made clear"),
    _("Who asks has said what is meant. The clock of the answer goes on."),
)
_describe(
    "missing",
    ASKED,
    _("Your answer was sent back"),
    _("Who asked says what is missing in your answer. Its clock begins anew."),
)
_describe(
    "withdrawn", ASKED, _("A request was withdrawn"), _("Who asked withdrew the request. No answer is owed to it.")
)
_describe("closed", ASKED, _("A request was closed"), _("Who asked takes your answer for enough."))
_describe(
    "unclear",
    ANSWERED,
    _("Your request is not clear"),
    _("Who is asked wants to know what is meant. Until your side says it, the clock stands still."),
)
_describe(
    "answered",
    ANSWERED,
    _("Your request was answered"),
    _("The whole answer is there. Close the request, or send it back once."),
)
_describe(
    "answered_in_part",
    ANSWERED,
    _("Your request was answered in part"),
    _("A part of the answer is there; the rest is to come."),
)
_describe(
    "refused",
    ANSWERED,
    _("Your request was refused"),
    _("Who was asked refuses to answer; on which ground stands on its page."),
)


def tell(asked: InformationRequest, act: str, side: str, *, actor: Person, now: datetime) -> None:
    """Tell those who coordinate a side of what the other did; at once where it is urgent."""
    people = User.objects.select_related("membership__delegation").filter(is_active=True)
    people = people.filter(membership__delegation=side, membership__role__in=LEADING)
    tell_news(f"workinggroup.request.{act}", asked, people, now=now, by=actor, at_once=asked.urgency == Urgency.URGENT)
