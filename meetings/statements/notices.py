"""Mails about a text under negotiation. They name the meeting, never the text, its title or a delegation's words.

The slices above describe what is told of their acts; who hears of a text is said here.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from meetings.rounds.states import Status as MeetingStatus
from meetings.statements import rules
from meetings.statements.models import Reviewer, Statement
from portal.core.people import Person
from portal.notifications.kinds import Ways, describe_kind
from portal.notifications.news import Topic
from portal.notifications.news import tell_news as tell
from portal.people.models import User
from portal.people.states import Role

TEXTS = Topic(
    Statement,
    title=_("News of a text"),
    heading=lambda statement: statement.meeting,
    why=_(
        "You receive this because you speak for a party to the text, review it or assist its chair. For safety, mails"
        " contain no text of statements."
    ),
    gone=gettext_noop("This person may no longer see the text."),
    related=("meeting",),
    name=str,
)
STAGES = describe_kind(
    "stages", _("Stages and revisions of the texts that I speak for or review"), usual=Ways(bell=True, mail=True)
)


def tell_news(
    statement: Statement, verb: str, *, actor: Person | None, now: datetime, watchers: Sequence[str] = ()
) -> None:
    """Tell those concerned of an act on a text, at once; `watchers` are sides that may see whether the mails arrive."""
    tell(f"meetings.statement.{verb}", statement, concerned(statement, actor), now=now, by=actor, watchers=watchers)


def concerned(statement: Statement, actor: Person | None) -> list[User]:
    """Those who speak for the parties, the secretariat and the language reviewers of a text; not the `actor`. Once all parties
    have signed, their press officers, too.

    Of a text for a meeting that is still a draft, nobody.
    """
    if statement.meeting.status == MeetingStatus.DRAFT:
        return []
    roles = rules.NEGOTIATORS | ({Role.PRESS} if statement.signed_at else set())
    speaking = Q(membership__role__in=roles)
    reviewing = Q(pk__in=Reviewer.objects.filter(statement=statement).values("person"))
    people = User.objects.filter(
        speaking | reviewing, membership__delegation__in=statement.releasable_to, is_active=True
    )
    others = people.exclude(pk=actor.pk) if actor else people
    return list(others.select_related("membership__delegation"))
