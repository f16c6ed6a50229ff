"""Mails about a text under negotiation. They name the meeting, never the text, its title or a delegation's words."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy, gettext_noop

from meetings.rounds.states import Status as MeetingStatus
from meetings.statements import rules
from meetings.statements.models import Reviewer, Statement
from portal.notifications.messages import NoLongerWanted, message
from portal.notifications.models import OutgoingMail
from portal.notifications.outbox import post_each
from portal.people.models import User

# What those who speak for the parties are told at once: the words, and the page.
NEWS = {
    "begun": (gettext_lazy("The negotiation of a text is open."), "negotiation:statement"),
    "suspended": (gettext_lazy("The negotiation of a text is suspended."), "negotiation:stage"),
    "resumed": (gettext_lazy("A text is negotiated again."), "negotiation:statement"),
    "aligning": (
        gettext_lazy("A text is agreed; its languages are now brought to say the same."),
        "alignment:alignment",
    ),
    "finalised": (gettext_lazy("The final text is frozen."), "revisions:revisions"),
    "abandoned": (gettext_lazy("The negotiation has ended without a text."), "negotiation:stage"),
    "opted_out": (gettext_lazy("A party has opted out of a text."), "negotiation:stage"),
    "revision": (
        gettext_lazy("A revision is issued; it can be compared with the one before and downloaded."),
        "revisions:revisions",
    ),
}


def tell_news(statement: Statement, event: str, *, actor: Any, now: datetime) -> None:
    """Tell those who speak for the parties, the secretariat and language reviewers of an event in `NEWS`; not its actor.

    Of a text for a meeting that is still a draft, nobody is told.
    """
    key = f"text:{event}:{statement.pk}:{now.isoformat()}"
    post_each(
        "meetings/statements/news",
        concerned(statement, actor),
        dedupe_key=key,
        now=now,
        statement=str(statement.pk),
        event=event,
    )


def concerned(statement: Statement, actor: Any) -> list[User]:
    if statement.meeting.status == MeetingStatus.DRAFT:
        return []
    speaking = Q(membership__role__in=rules.NEGOTIATORS)
    reviewing = Q(pk__in=Reviewer.objects.filter(statement=statement).values("person"))
    people = User.objects.filter(
        speaking | reviewing, membership__delegation__in=statement.releasable_to, is_active=True
    )
    return list(people.exclude(pk=actor.pk).select_related("membership__delegation"))


@message("meetings/statements/news")
def news(mail: OutgoingMail) -> dict[str, Any]:
    statement = statement_of(mail)
    words, page = NEWS[mail.payload["event"]]
    return mail_facts(mail, statement, [words], page)


def statement_of(mail: OutgoingMail) -> Statement:
    rows = Statement.objects.visible_to(mail.recipient).select_related("meeting")
    found: Statement | None = rows.filter(pk=mail.payload["statement"]).first()
    if found is None:
        raise NoLongerWanted(gettext_noop("This person may no longer see the text."))
    return found


def mail_facts(mail: OutgoingMail, statement: Statement, lines: list[Any], page: str) -> dict[str, Any]:
    link = settings.PORTAL_ADDRESS + reverse(page, args=[statement.slug])
    return {"person": mail.recipient, "meeting": statement.meeting, "lines": lines, "link": link}
